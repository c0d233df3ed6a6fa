"""Seconds to export the demo and a large session in every format, and ratios to the Markdown.

Run `python benchmarks/export.py`; formats named behind it are measured alone (`pdf docx`). The
large session has 2,000 cards with dots and evidence, 200 actions with votes of six people, and
words that need escaping in every tenth text. Each format is written once before it is measured, so
that its library is loaded; its state is built anew for each measurement, so that nothing is
remembered from the one before. On a busy machine judge by the seconds a processor worked; the
ratios are of these. With `--bare`, Markdown of 10,000 cards beside a bare loop of
f-strings.
"""

import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exports import markdown
from exports.formats import FORMATS, Format
from facilitator.agenda import ready_agenda
from facilitator.demo.plans import load_example
from facilitator.model import (
    MEMBERS,
    Acceptance,
    Action,
    Ballot,
    Card,
    Participant,
    PlanVote,
    Row,
    Topic,
    Vote,
    Workshop,
)
from facilitator.store.entry import Entry
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State

CARDS, MANY_CARDS, ACTIONS, PEOPLE, RUNS = 2_000, 10_000, 200, 6, 5
TODAY = date(2027, 1, 14)
DEMO_SECONDS, LARGE_SECONDS = 1.0, 3.0
BARE_SECONDS = 0.5
W = {"workshop_id": "w"}


def rows(count: int) -> list[Row]:
    workshop = Workshop(id="w", number=1, title="Large session", day=TODAY)
    stages = [new_stage("w", plan) for plan in ready_agenda("full_day").stages]
    people = [
        Participant(**W, id=f"P{at}", initials=f"P{at}", name=f"Person {at}")
        for at in range(PEOPLE)
    ]
    return [workshop, *stages, *people, *cards(count), *actions()]


def cards(count: int) -> list[Row]:
    found: list[Row] = []
    for at in range(count):
        section = "SWOT"[at % 4]
        odd = " a|b *c* <d> [e](f)" if at % 10 == 0 else ""
        found.append(
            Card(
                **W,
                id=f"c{at}",
                position=at,
                board="S1",
                section=section,
                ref=f"{section}{at // 4 + 1}",
                text=f"Clients praise our delivery time in region {at}, rivals need longer{odd}",
                evidence=f"survey of December 2026, answer {at}" if at % 2 else "",
            )
        )
    for person in range(PEOPLE):
        found.extend(
            Ballot(**W, id=f"b{person}-{at}", card_id=f"c{at}", participant_id=f"P{person}")
            for at in range(person, 40, 3)
        )
    return found


def actions() -> list[Row]:
    found: list[Row] = []
    for at in range(1, ACTIONS + 1):
        found.append(
            Action(
                **W,
                id=f"a{at}",
                position=at,
                ref=f"A{at:02}",
                title=f"Visit the clients of region {at} and agree a delivery day",
                owner_id=f"P{at % PEOPLE}",
                deadline=TODAY + timedelta(days=at % 90 + 7),
                measure=f"{at} signed agreements",
                first_step="call the ten largest",
                first_step_day=TODAY + timedelta(days=5),
                sources=[f"S{at}", f"W{at}"],
                cost=at * 10_000,
            )
        )
        found.extend(
            Vote(
                **W,
                id=f"v{at}-{who}",
                topic=Topic.ACTION,
                target_id=f"a{at}",
                participant_id=f"P{who}",
                value=3 + (at + who) % 3,
            )
            for who in range(PEOPLE)
        )
    for who in range(PEOPLE):
        vote = PlanVote(**W, id=f"p{who}", participant_id=f"P{who}", value=Acceptance.ACCEPT)
        found.append(vote)
    return found


def bare(lines: int, width: int) -> str:
    words = "x" * max(0, width - 12)
    return "\n".join(f"| {at} | {words} |" for at in range(lines))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def against_bare() -> None:
    told = rows(MANY_CARDS)
    document = markdown.render(State(told), TODAY)
    lines = document.count("\n")
    width = len(document) // lines
    exports: list[float] = []
    loops: list[float] = []
    for _run in range(RUNS):
        state = State(told)
        gc.collect()
        exports.append(seconds(lambda state=state: markdown.render(state, TODAY)))
        gc.collect()
        loops.append(seconds(lambda: bare(lines, width)))
    export, loop = statistics.median(exports), statistics.median(loops)
    verdict = "within" if export <= BARE_SECONDS else "ABOVE"
    print(f"{MANY_CARDS:,} cards, {ACTIONS} actions: {lines:,} lines, {len(document):,} characters")
    print(f"Markdown export   {export:.3f} s, {verdict} the {BARE_SECONDS} s asked for")
    print(f"bare f-strings    {loop:.4f} s")
    print(f"ratio             {export / loop:.0f}")


def example() -> tuple[list[Row], list[Entry]]:
    with TemporaryDirectory() as folder:
        places = Places.under(Path(folder))
        with Store(places.database, places) as store:
            opened = OpenWorkshop(store, asyncio.run(load_example(store)))
            state, history = opened.state, store.entries(opened.id)
    return [state.workshop, *(row for kind in MEMBERS for row in state.rows(kind))], history


def measured(told: list[Row], history: list[Entry], form: Format) -> tuple[float, float, int]:
    """Median seconds, those a processor worked, and the size of the document in bytes."""
    document = form.render(State(told), history, TODAY)
    times: list[float] = []
    worked: list[float] = []
    for _run in range(RUNS):
        state = State(told)
        gc.collect()
        before = time.process_time()
        times.append(seconds(lambda state=state: form.render(state, history, TODAY)))
        worked.append(time.process_time() - before)
    data = document if isinstance(document, bytes) else document.encode()
    return statistics.median(times), statistics.median(worked), len(data)


def table(
    title: str, told: list[Row], history: list[Entry], wanted: float, names: list[str]
) -> None:
    print(f"{title}, wanted: {wanted} s each")
    yardstick = measured(told, history, FORMATS["md"])
    for name in names:
        found, worked, size = yardstick if name == "md" else measured(told, history, FORMATS[name])
        mark = "" if found <= wanted else "  ABOVE"
        print(
            f"  {name:5} {found:6.3f} s, processor {worked:6.3f} s, "
            f"{worked / yardstick[1]:5.1f} × md {size:>10,} bytes{mark}"
        )


def main() -> None:
    words = sys.argv[1:]
    if "--bare" in words:
        against_bare()
        return
    names = [each for each in words if each in FORMATS] or list(FORMATS)
    table("The demo", *example(), DEMO_SECONDS, names)
    table(f"{CARDS:,} cards, {ACTIONS} actions", rows(CARDS), [], LARGE_SECONDS, names)


if __name__ == "__main__":
    main()
