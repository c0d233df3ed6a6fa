"""How fast plans are listed and opened in a company of many people: run with --help for sizes.

A company with PEOPLE people has a sales plan, MONTHS monthly plans with a personal plan of each
person under every one of them, and DAYS days of tracking per person, spread over their plans. It is
written straight into the database in bulk; what is measured goes through the program's own doors.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from facilitator.agenda import find_agenda
from facilitator.agenda.stages import Agenda
from facilitator.model import (
    Action,
    ActionStatus,
    Channel,
    JournalEntry,
    Participant,
    Record,
    Row,
    Workshop,
)
from facilitator.store.engine import database_url, writing_engine
from facilitator.store.entry import Change, Entry, Kind, fresh_entry_id
from facilitator.store.glance import summaries_of
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.library import Library, with_setup
from facilitator.workshop.plans.due import due_in
from facilitator.workshop.stages import new_stage
from screens.home_list import Fold, home_items

LIMIT = 0.3
"""Seconds any plan may take to open, and the list to be shown."""

AT = "2027-01-14T09:00:00.000000+00:00"
FIRST = date(2027, 1, 1)
CHUNK = 5_000


def agenda(id: str) -> Agenda:
    """A ready agenda, or the first ready one while that is not there."""
    found = find_agenda(id, Path("/nonexistent")) or find_agenda("half_day", Path("/nonexistent"))
    assert found is not None
    return found


def month_days(number: int) -> tuple[date, date]:
    """First and last day of the month that many after the first."""
    year, month = FIRST.year + number // 12, number % 12 + 1
    behind = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), behind - timedelta(days=1)


def people_of(workshop_id: str, count: int) -> list[Row]:
    """Sellers with initials of their number."""
    return [
        Participant(workshop_id=workshop_id, position=at, initials=f"P{at}", name=f"Person {at}")
        for at in range(count)
    ]


class Company:
    """All rows of one company, made one plan after another."""

    def __init__(self, people: int, months: int, days: int) -> None:
        self.people, self.months, self.days = people, months, days
        self.numbers = 0
        self.agendas = {
            kind: agenda(id)
            for kind, id in (
                ("session", "full_day"),
                ("sales_plan", "sales_plan"),
                ("operational_plan", "monthly"),
                ("personal_plan", "personal_plan"),
            )
        }
        self.specs = {
            kind: [(plan, plan.to_plain()) for plan in with_setup(found)]
            for kind, found in self.agendas.items()
        }
        self.dice = random.Random(1)

    def rows(self) -> Iterator[list[Row]]:
        """Each workshop with its members."""
        session = self.workshop("session", "Strategy 2027")
        yield [session, *self.stages(session), *people_of(session.id, min(self.people, 12))]
        sales = self.workshop("sales_plan", "Sales plan 2027", session)
        yield [sales, *self.stages(sales), *people_of(sales.id, self.people)]
        for number in range(self.months):
            first, last = month_days(number)
            month = self.workshop(
                "operational_plan",
                f"Plan {first:%B %Y}",
                sales,
                period_first=first,
                period_last=last,
            )
            channels = [
                Channel(workshop_id=month.id, name=name) for name in ("Corporate", "Dealer")
            ]
            yield [month, *self.stages(month), *people_of(month.id, self.people), *channels]
            for at in range(self.people):
                yield self.personal(month, number, at)

    def personal(self, month: Workshop, number: int, at: int) -> list[Row]:
        """One person's plan: the person, tracked days, actions with a deadline."""
        name = f"Person {at}"
        assert month.period_first is not None and month.period_last is not None
        plan = self.workshop(
            "personal_plan",
            f"{name}, {month.period_first:%B %Y}",
            month,
            person=name,
            period_first=month.period_first,
            period_last=month.period_last,
        )
        own = Participant(workshop_id=plan.id, initials=f"P{at}", name=name)
        begun = number * self.days // self.months
        ended = (number + 1) * self.days // self.months
        tracked = [self.tracked(plan, own, day) for day in range(begun, ended)]
        actions = [
            Action(
                workshop_id=plan.id,
                position=each,
                ref=f"A{each + 1:02}",
                title=f"Call the clients of list {each + 1}",
                owner_id=own.id,
                deadline=month.period_first + timedelta(days=self.dice.randrange(28)),
                status=self.dice.choice(list(ActionStatus)),
                measure="calls counted",
            )
            for each in range(5)
        ]
        return [plan, *self.stages(plan), own, *tracked, *actions]

    def tracked(self, plan: Workshop, own: Participant, day: int) -> Record:
        """What one person did on one day."""
        values = {
            "day": (FIRST + timedelta(days=day)).isoformat(),
            "calls": str(self.dice.randrange(20)),
            "meetings": str(self.dice.randrange(4)),
            "contracts": str(self.dice.randrange(2)),
            "sum": str(self.dice.randrange(9_000)),
        }
        return Record(
            workshop_id=plan.id, position=day, ledger="tracking", ref=f"TR{day}", values=values
        )

    def workshop(
        self, kind: str, title: str, parent: Workshop | None = None, **values: Any
    ) -> Workshop:
        """The header of one session or plan."""
        self.numbers += 1
        return Workshop(
            number=self.numbers,
            title=title,
            company="Taveon Lighting",
            kind=kind,
            parent_id=parent.id if parent else "",
            parent_seq=1 if parent else 0,
            agenda_id=self.agendas[kind].id,
            created_at=AT,
            **values,
        )

    def stages(self, workshop: Workshop) -> list[Row]:
        """Its agenda."""
        made: list[Row] = []
        for at, (plan, _) in enumerate(self.specs[workshop.kind]):
            stage = new_stage(workshop.id, plan)
            stage.position = at
            made.append(stage)
        first = made[0]
        workshop.stage_id = first.id
        return made


def write(store_url: str, company: Company) -> int:
    """Put every row into the tables, with one journal entry for each workshop."""
    engine = writing_engine(database_url(store_url))
    waiting: dict[str, list[dict[str, Any]]] = {}
    total = 0
    journal = str(JournalEntry.__tablename__)

    def flush(connection: Any, least: int) -> None:
        for name, rows in waiting.items():
            if len(rows) > least or (rows and least == 0):
                connection.execute(insert(SQLModel.metadata.tables[name]), rows)
                rows.clear()

    with engine.begin() as connection:
        for rows in company.rows():
            total += len(rows)
            waiting.setdefault(journal, []).append(entry_of(rows))
            for row in rows:
                waiting.setdefault(str(row.__tablename__), []).append(row.model_dump())
            if len(waiting["workshop"]) > CHUNK // 10:
                flush(connection, 0)
        flush(connection, 0)
    engine.dispose()
    return total


def entry_of(rows: list[Row]) -> dict[str, Any]:
    """The journal entry that made these rows; its changes are left empty to save room."""
    return Entry(
        workshop_id=rows[0].id,
        seq=1,
        kind=Kind.DO,
        verb="create",
        label="Session created",
        at=AT,
        changes=(Change("workshop", rows[0].id, None, {}),),
        id=fresh_entry_id(),
    ).plain() | {"state": "done"}


def timed(work: Callable[[], Any], times: int) -> tuple[float, float]:
    """Median and worst of several runs, in seconds."""
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2], max(taken)


def main() -> int:
    """Build the company, measure, print; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--opened", type=int, default=25, help="plans opened at random")
    parser.add_argument("--keep", type=Path, help="build here and keep it, or use what is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = given.keep or Path(folder)
        return measure(root, Company(given.people, given.months, given.days), given.opened)


def measure(root: Path, company: Company, opened: int) -> int:
    """Print what was measured below `root`; 1 when a limit is missed."""
    places = Places.under(root)
    if not places.database.exists():
        Store(str(places.database), places).close()
        begun = time.perf_counter()
        rows = write(str(places.database), company)
        size = places.database.stat().st_size / 1e6
        print(f"{rows:,} rows, {size:,.0f} MB, written in {time.perf_counter() - begun:.1f} s")
    results = {"list, database": timed(lambda: summaries_of(places.database), 5)}
    summaries = summaries_of(places.database)
    results["list, lines of it"] = timed(lambda: home_items(summaries, Fold()), 5)
    results |= measure_opening(places, [each.id for each in summaries], opened)
    results |= measure_due(places)
    for name, (median, worst) in results.items():
        verdict = "" if worst <= LIMIT else f"   MORE THAN {LIMIT} s"
        print(f"{name:24} median {median * 1000:7.1f} ms   worst {worst * 1000:7.1f} ms{verdict}")
    return int(any(worst > LIMIT for _, worst in results.values()))


def measure_due(places: Places) -> dict[str, tuple[float, float]]:
    """List what is due across the company near its end, and count it for the first screen."""
    today = FIRST + timedelta(days=350)
    with Store(str(places.database), places) as store:
        found = due_in(store, today)
        print(f"{len(found):,} due, {sum(each.due < today for each in found):,} of them overdue")
        return {
            "due, all sessions": timed(lambda: due_in(store, today), 5),
            "due, counts at home": timed(
                lambda: store.due_counts(today, today + timedelta(days=7)), 5
            ),
        }


def measure_opening(places: Places, ids: list[str], opened: int) -> dict[str, tuple[float, float]]:
    """Open plans taken at random, as the program does."""
    chosen = random.Random(2).sample(ids, min(opened, len(ids)))
    taken: list[float] = []

    async def open_all() -> None:
        with Store(str(places.database), places) as store:
            library = Library(store)
            for id in chosen:
                begun = time.perf_counter()
                await library.open(id)
                taken.append(time.perf_counter() - begun)

    asyncio.run(open_all())
    return {"open a plan": (sorted(taken)[len(taken) // 2], max(taken))}


if __name__ == "__main__":
    sys.exit(main())
