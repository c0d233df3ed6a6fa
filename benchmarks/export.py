"""Seconds to export a large session as Markdown, and the ratio to a bare loop of f-strings.

Run `python benchmarks/export.py`. The session has 10,000 cards with dots and evidence, 200 actions
with votes of six people, and words that need escaping in every tenth text. The bare loop writes as
many lines of the same length, in the same run; its state is built anew for each measurement, so
that nothing is remembered from the one before.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exports import markdown
from facilitator.agenda import ready_agenda
from facilitator.model import (
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
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State

CARDS, ACTIONS, PEOPLE, RUNS = 10_000, 200, 6, 7
TODAY = date(2027, 1, 14)
TARGET_SECONDS = 0.5
W = {"workshop_id": "w"}


def rows() -> list[Row]:
    workshop = Workshop(id="w", number=1, title="Large session", day=TODAY)
    stages = [new_stage("w", plan) for plan in ready_agenda("full_day").stages]
    people = [
        Participant(**W, id=f"P{at}", initials=f"P{at}", name=f"Person {at}")
        for at in range(PEOPLE)
    ]
    return [workshop, *stages, *people, *cards(), *actions()]


def cards() -> list[Row]:
    found: list[Row] = []
    for at in range(CARDS):
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


def seconds(work: Callable[[], str]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    told = rows()
    document = markdown.render(State(told), TODAY)
    lines = document.count("\n")
    width = len(document) // lines
    exports: list[float] = []
    loops: list[float] = []
    for _ in range(RUNS):
        state = State(told)
        exports.append(seconds(lambda state=state: markdown.render(state, TODAY)))
        loops.append(seconds(lambda: bare(lines, width)))
    export, loop = statistics.median(exports), statistics.median(loops)
    verdict = "within" if export <= TARGET_SECONDS else "ABOVE"
    print(f"{CARDS:,} cards, {ACTIONS} actions: {lines:,} lines, {len(document):,} characters")
    print(f"Markdown export   {export:.3f} s, {verdict} the {TARGET_SECONDS} s asked for")
    print(f"bare f-strings    {loop:.4f} s")
    print(f"ratio             {export / loop:.0f}")


if __name__ == "__main__":
    main()
