"""What is due and overdue across all sessions: actions, facts of KPIs, promised payments, dates.

Source: coverage rows 168 and 178, methods 2.17. Rows a plan took over from another count once, in
the plan they went to last.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from facilitator.methods.actions import IsHoliday
from facilitator.methods.kpi import Frequency, WatchedKpi, due_facts
from facilitator.methods.periods import Period
from facilitator.model import Record
from facilitator.model.workshop import PERSONAL_PLAN
from facilitator.store.due import DueAction, DueContents, DueRow, DueSession
from facilitator.store.store import Store
from facilitator.words.language import N_, _
from facilitator.words.past_period import read_period
from facilitator.words.period import say_period
from facilitator.workshop.deriving import child_id
from facilitator.workshop.plans.holidays import holidays_in
from facilitator.workshop.state import State

WITHIN = 7
"""Days ahead that are listed unless another number is asked for."""

_KPIS, _FACTS = "kpis", "kpi_facts"


_Missing: TypeAlias = tuple[DueRow, date, Period]
"""A KPI, the day its fact is due, and the period the fact is of."""


class DueKind(StrEnum):
    """What kind of thing is due."""

    ACTION = N_("action")
    FACT = N_("KPI fact")
    PAYMENT = N_("payment")
    CONTROL = N_("control date")
    GAP = N_("gap review")
    CORRECTION = N_("correction")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A ledger whose rows have a day: which fields hold it, what the row says, when it is over."""

    kind: DueKind
    days: tuple[str, ...]
    texts: tuple[str, ...]
    over: tuple[tuple[str, str], ...] = ()


_DATED: Mapping[str, _Dated] = {
    "unpaid": _Dated(DueKind.PAYMENT, ("promised_date", "due"), ("client", "text")),
    "controls": _Dated(
        DueKind.CONTROL, ("day", "date", "on", "due"), ("text", "what"), (("status", "done"),)
    ),
    "gaps": _Dated(DueKind.GAP, ("review",), ("text",), (("status", "closed"),)),
    "corrections": _Dated(DueKind.CORRECTION, ("due",), ("text",)),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due."""

    kind: DueKind
    due: date
    session: DueSession
    ref: str
    text: str
    owner: str
    """Name; empty when nobody is named."""
    initials: str
    status: str = ""

    def days_over(self, today: date) -> int:
        """Calendar days since it was due; below zero while there is time."""
        return (today - self.due).days


def due_in(store: Store, today: date, within: int = WITHIN) -> tuple[Due, ...]:
    """Everything due up to so many days from today, the most overdue first."""
    until = today + timedelta(days=within)
    found = store.due(until, [_KPIS, _FACTS, *_DATED])
    last = _last_copies(found)
    dated = [(row, day) for row in last if (day := _day_of(row)) is not None and day <= until]
    kpis = _untracked(store, found, _kpi_facts(found, last, today))
    people = [row.values.get("person", "") for row, _unused in dated]
    people += [row.values.get("person", "") for row, _unused, _unused in kpis]
    named = store.names(sorted({each for each in people if each}))
    everything = [
        *(_action(found, each) for each in found.actions),
        *(_dated(found, row, day, named) for row, day in dated),
        *(_fact(found, row, due, said, named) for row, due, said in kpis),
    ]
    return tuple(sorted(everything, key=lambda each: (each.due, each.session.number, each.ref)))


def owned_by(found: Iterable[Due], owner: str) -> tuple[Due, ...]:
    """Those of a person meant by initials or a part of the name."""
    wanted = owner.strip().removeprefix("@").casefold()
    return tuple(
        each
        for each in found
        if each.initials.casefold() == wanted or (wanted and wanted in each.owner.casefold())
    )


# -- rows ----------------------------------------------------------------------------------------


def _last_copies(found: DueContents) -> list[DueRow]:
    """Of each row that plans took over from each other, the copy in the newest plan."""
    origin = _origins(found)
    newest: dict[str, DueRow] = {}
    for row in found.rows:
        if row.ledger == _FACTS:
            continue
        root = _root(row.id, origin)
        known = newest.get(root)
        if known is None or _rank(found, row) > _rank(found, known):
            newest[root] = row
    return list(newest.values())


def _rank(found: DueContents, row: DueRow) -> int:
    return found.sessions[row.workshop_id].number


def _origins(found: DueContents) -> dict[str, str]:
    """Id of a copy to the id of the row it was taken from."""
    there = {row.id for row in found.rows}
    origin: dict[str, str] = {}
    for row in found.rows:
        for child in found.children.get(row.workshop_id, ()):
            copy = child_id(child, row.id)
            if copy in there:
                origin[copy] = row.id
    return origin


def _root(key: str, origin: Mapping[str, str]) -> str:
    while key in origin:
        key = origin[key]
    return key


def _day_of(row: DueRow) -> date | None:
    spec = _DATED.get(row.ledger)
    if spec is None or any(row.values.get(field) == value for field, value in spec.over):
        return None
    for field in spec.days:
        try:
            return date.fromisoformat(row.values.get(field, ""))
        except ValueError:
            continue
    return None


# -- KPIs ----------------------------------------------------------------------------------------


def _kpi_facts(found: DueContents, last: Sequence[DueRow], today: date) -> list[_Missing]:
    """KPIs without the fact of their last period that is over."""
    origin = _origins(found)
    by_ref = {(row.workshop_id, row.ref): row for row in found.rows if row.ledger == _KPIS}
    entered: dict[str, list[Period]] = {}
    for row in found.rows:
        kpi = by_ref.get((row.workshop_id, row.values.get("kpi", "")))
        days = read_period(row.values.get("period", ""))
        if row.ledger == _FACTS and kpi is not None and days is not None:
            entered.setdefault(_root(kpi.id, origin), []).append(Period(*days))
    missing: list[_Missing] = []
    for row in last:
        if row.ledger == _KPIS:
            periods = entered.get(_root(row.id, origin), [])
            session = found.sessions[row.workshop_id]
            for due in _due_of(row, periods, session, today):
                missing.append((row, due[1], due[0]))
    return missing


def _untracked(
    store: Store, found: DueContents, missing: Sequence[_Missing]
) -> list[tuple[DueRow, date, str]]:
    """Those no tracked day of the plan of one person stands for, with their period in words."""
    personal = [row for row, _unused, _period in missing if _is_personal(found, row)]
    tracked = _tracked(store, found, personal) if personal else {}
    return [
        (row, due, say_period(period.first, period.last).partition(" – ")[0])
        for row, due, period in missing
        if row.id not in tracked or not tracked[row.id](period)
    ]


def _is_personal(found: DueContents, row: DueRow) -> bool:
    return found.sessions[row.workshop_id].kind == PERSONAL_PLAN


def _tracked(
    store: Store, found: DueContents, personal: Sequence[DueRow]
) -> dict[str, Callable[[Period], bool]]:
    """By KPI whether a period has tracked days of it; only KPIs of the person whose plan it is."""
    from facilitator.workshop.plans.counting import tracked_in
    from facilitator.workshop.plans.personal_tracking import TRACKING

    ids = sorted({row.workshop_id for row in personal})
    plans = {
        each.workshop.id: State([each.workshop, *each.members])
        for each in store.rows_of(ids, TRACKING)
    }
    named = store.names(sorted({row.values.get("person", "") for row in personal} - {""}))
    return {
        row.id: partial(tracked_in, plans[row.workshop_id], _kpi(row))
        for row in personal
        if _person(row, found, named)[0] == found.sessions[row.workshop_id].person
    }


def _kpi(row: DueRow) -> Record:
    return Record(
        id=row.id, workshop_id=row.workshop_id, ledger=row.ledger, ref=row.ref, values=row.values
    )


def _due_of(
    row: DueRow, periods: Sequence[Period], session: DueSession, today: date
) -> list[tuple[Period, date]]:
    said = row.values.get("frequency", "")
    frequency = next((each for each in Frequency if each == said), None)
    begun = [each.first for each in periods]
    first = min(begun, default=session.period_first or session.created)
    if frequency is None or first is None:
        return []
    watched = WatchedKpi(row.id, frequency, first, session.period_last)
    holiday: IsHoliday = holidays_in(session.country)
    due = due_facts([watched], [], today, holiday)
    return [
        (each.period, each.due)
        for each in due
        if not any(
            period.first <= each.period.last and each.period.first <= period.last
            for period in periods
        )
    ]


# -- one line of the list ------------------------------------------------------------------------


def _action(found: DueContents, row: DueAction) -> Due:
    return Due(
        DueKind.ACTION,
        row.deadline,
        found.sessions[row.workshop_id],
        row.ref,
        row.title,
        row.owner,
        row.initials,
        row.status.replace("_", " "),
    )


def _dated(found: DueContents, row: DueRow, day: date, named: Mapping[str, tuple[str, str]]) -> Due:
    spec = _DATED[row.ledger]
    texts = (row.values.get(field, "") for field in spec.texts)
    name, initials = _person(row, found, named)
    session = found.sessions[row.workshop_id]
    said = next(filter(None, texts), row.ref)
    return Due(spec.kind, day, session, row.ref, said, name, initials)


def _fact(
    found: DueContents, row: DueRow, due: date, said: str, named: Mapping[str, tuple[str, str]]
) -> Due:
    name, initials = _person(row, found, named)
    session = found.sessions[row.workshop_id]
    words = _("{kpi}: fact of {period}").format(kpi=row.values.get("name", row.ref), period=said)
    return Due(DueKind.FACT, due, session, row.ref, words, name, initials)


def _person(
    row: DueRow, found: DueContents, named: Mapping[str, tuple[str, str]]
) -> tuple[str, str]:
    """Who is named, else whose plan it is."""
    known = named.get(row.values.get("person", ""))
    return known or (found.sessions[row.workshop_id].person, "")
