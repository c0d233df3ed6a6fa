"""Kills the installed command in a terminal while a script types into it (F3).

Run as a program: `python -m tests.e2e.killing_app --kills 300 --seed 1`. The ways of ending take
turns: SIGKILL, SIGTERM, SIGHUP, the terminal closed. The same database is opened again each time.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from facilitator.model import Card, Stage
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.opened import OpenWorkshop
from screens.desk import FOCUS
from tests.e2e.pseudo import Pseudo
from tests.monkey.invariants import broken
from tests.templates import put_demo

WAYS = ("KILL", "TERM", "HUP", "close")

PER_DATABASE = 12
"""Kills after which a fresh session is begun: it stays short, and quick to compare."""

LONGEST_SECONDS = 4.0
"""How long is typed at most before the end."""

PROMISED = 2.0
"""Seconds of typing that SIGKILL may cost."""

WORDS = ("we", "answer", "every", "enquiry", "within", "one", "day", "and", "call", "back", "soon")


@dataclass
class Figures:
    """What the kills came to."""

    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    acked: int = 0
    """Cards whose tick was seen."""
    lost: int = 0
    """Cards whose tick was seen and which are not there, or not as typed."""
    unacked: int = 0
    """Cards that are there though the end came before the tick was seen."""
    broken: list[str] = field(default_factory=list[str])
    """What is wrong with a database afterwards."""
    drafts: int = 0
    """Ends in the middle of a line of which something had been seen."""
    letters_lost: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    """Letters that were on the screen and did not come back, by the way of ending."""
    oldest_lost_seconds: float = 0.0
    """How long the oldest letter that SIGKILL cost had been typed."""
    not_brought_back: list[str] = field(default_factory=list[str])
    """Half-typed lines that were kept and not shown at the next opening."""
    accidents: list[str] = field(default_factory=list[str])
    """Runs that did not come to their end, with why; they count as no kills."""
    not_restored: int = 0
    """Terminals left raw, or on the other screen, after TERM or HUP."""
    longest_leaving_seconds: float = 0.0
    """From TERM, HUP or the closed terminal to the end of the process."""
    seconds: float = 0.0


@dataclass
class Typed:
    """What the script has typed so far, as a person would remember it."""

    entered: list[str] = field(default_factory=list[str])
    acked: int = 0
    line: str = ""
    at: list[float] = field(default_factory=list[float])
    """When each letter of the line was sent."""
    seen: str = ""
    """The most of the line that was on the screen."""


def prepare(root: Path) -> tuple[Places, str]:
    """A session standing at its SWOT, with nothing half typed."""
    places = put_demo(root)
    with Store(places.database, places) as store:
        (session,) = store.summaries()
        opened = OpenWorkshop(store, session.id)
        stage = next(each for each in opened.state.rows(Stage) if each.key == "S1")
        store.keep_draft(session.id, FOCUS, json.dumps({"stage": stage.id})).result()
    return places, stage.id


def look(terminal: Pseudo, typed: Typed) -> None:
    """Take in the screen: ticks, and how much of the line stands in it."""
    terminal.read(0.005)
    while typed.acked < len(typed.entered):
        # The sentence above the line names the newest card; those before it are older ticks.
        told = terminal.glass.text
        newest = _newest(told)
        if newest <= typed.acked:
            break
        typed.acked = newest
    shown = terminal.glass.line
    if typed.line and typed.acked == len(typed.entered):
        common = in_common(shown, typed.line)
        if len(common) > len(typed.seen):
            typed.seen = common


def in_common(one: str, other: str) -> str:
    """What both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _unused in same)


def _newest(shown: str) -> int:
    """The number of the card that the tick is about, counted from the first of this run."""
    for line in shown.splitlines():
        if "✓" in line and " added" in line:
            reference = line.partition("✓")[2].split()[0]
            return int("".join(each for each in reference if each.isdigit())) - FIRST[0]
    return 0


FIRST = [0]
"""The number of the last card that was there before this run."""


def play(terminal: Pseudo, dice: random.Random, typed: Typed, number: int) -> None:
    """Type cards, letter by letter, until the moment has come."""
    until = time.monotonic() + dice.uniform(0, LONGEST_SECONDS)
    while time.monotonic() < until:
        words = [f"{number}-{len(typed.entered)}", *dice.choices(WORDS, k=dice.randint(2, 5))]
        text = " ".join(words)[:58]
        typed.line, typed.at, typed.seen = "", [], ""
        for letter in text:
            if time.monotonic() > until:
                return
            typed.at.append(time.monotonic())
            typed.line += letter
            terminal.type(letter.encode())
            pause = time.monotonic() + dice.choice((0.002, 0.005, 0.01, 0.1))
            while time.monotonic() < pause:
                look(terminal, typed)
        typed.entered.append(typed.line)
        typed.line, typed.at, typed.seen = "", [], ""
        terminal.type(b"\r")
        deadline = time.monotonic() + 60
        while typed.acked < len(typed.entered) and time.monotonic() < min(until, deadline):
            look(terminal, typed)


def end(terminal: Pseudo, way: str, figures: Figures) -> float:
    """End it; returns the moment at which it was told to."""
    at = time.monotonic()
    if way == "close":
        terminal.close_window()
        while not terminal.ended:
            assert time.monotonic() < at + 60, "the program stays without a terminal"
            time.sleep(0.005)
    else:
        os.kill(terminal.pid, getattr(signal, f"SIG{way}"))
        terminal.wait_ended()
    if way != "KILL":
        took = round(time.monotonic() - at, 2)
        figures.longest_leaving_seconds = max(figures.longest_leaving_seconds, took)
    if way in ("TERM", "HUP"):
        figures.not_restored += not terminal.is_restored
    return at


def judge(places: Places, typed: Typed, way: str, at: float, figures: Figures) -> str:
    """Compare what is there with what was typed; returns the half-typed line that is kept."""
    with Store(places.database, places) as store:
        (session,) = store.summaries()
        kept = _typed_here(store.drafts(session.id))
        store.record_missing(session.id).result()
        figures.broken += broken(store, places)
        opened = OpenWorkshop(store, session.id)
        cards = [each for each in opened.state.rows(Card) if _is_strength(each)]
    there = {each.text for each in cards}
    figures.acked += typed.acked
    figures.lost += len(set(typed.entered[: typed.acked]) - there)
    figures.unacked += len(set(typed.entered[typed.acked :]) & there)
    if typed.seen:
        figures.drafts += 1
        same = len(in_common(kept, typed.line))
        lost = max(0, len(typed.seen) - same)
        figures.letters_lost[way] += lost
        if lost and way == "KILL":
            age = round(at - typed.at[same], 2)
            figures.oldest_lost_seconds = max(figures.oldest_lost_seconds, age)
    return kept


def _typed_here(drafts: dict[str, str]) -> str:
    places = {place: words for place, words in drafts.items() if place != FOCUS and ":" in place}
    return next(iter(places.values()), "")


def kill(kills: int, seed: int, root: Path, only: str = "", seconds: float = 0) -> Figures:
    """So many ends, none begun after so many seconds; each is followed by opening it again."""
    dice = random.Random(seed)
    figures = Figures()
    begun = time.monotonic()
    places, home, kept = Places.under(root), root, ""
    for number in range(kills):
        if seconds and time.monotonic() > begun + seconds:
            break
        if number % PER_DATABASE == 0:
            shutil.rmtree(home, ignore_errors=True)
            home = root / str(number)
            places, kept = prepare(home)[0], ""
        way = only or WAYS[number % len(WAYS)]
        FIRST[0] = _highest(places)
        terminal = Pseudo(home, "open", "1", "--db", str(places.database), "--today", "2027-01-14")
        try:
            kept = _one(terminal, places, dice, figures, (number, way, kept))
            figures.kills[way] += 1
        except AssertionError as error:
            figures.accidents.append(f"{number} {way}: {str(error)[:1000]}")
        finally:
            terminal.end()
    figures.seconds = round(time.monotonic() - begun, 1)
    return figures


def _one(
    terminal: Pseudo,
    places: Places,
    dice: random.Random,
    figures: Figures,
    turn: tuple[int, str, str],
) -> str:
    number, way, before = turn
    terminal.see("Strengths ›")
    if before:
        try:
            terminal.wait(lambda: terminal.glass.line.endswith(before[-20:].rstrip()))
        except AssertionError:
            figures.not_brought_back.append(f"{before!r}, shown {terminal.glass.line!r}")
        terminal.type(b"\x15")  # Ctrl+U empties the line
        terminal.wait(lambda: before[-20:].strip() not in terminal.glass.line)
    typed = Typed()
    play(terminal, dice, typed, number)
    at = end(terminal, way, figures)
    return judge(places, typed, way, at, figures)


def _highest(places: Places) -> int:
    with Store(places.database, places) as store:
        (session,) = store.summaries()
        cards = OpenWorkshop(store, session.id).state.rows(Card)
    return max((int(each.ref[1:]) for each in cards if _is_strength(each)), default=0)


def _is_strength(card: Card) -> bool:
    return card.ref[0] == "S" and card.ref[1:].isdigit()


def summary(figures: Figures) -> dict[str, Any]:
    """The figures as JSON can hold them."""
    return asdict(figures)


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--way", choices=WAYS, default="", help="this way alone")
    options.add_argument("--seconds", type=float, default=0, help="begin none after so many")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="facilitator-test-") as folder:
        figures = kill(chosen.kills, chosen.seed, Path(folder), chosen.way, chosen.seconds)
    json.dump(summary(figures), sys.stdout, indent=2)


if __name__ == "__main__":
    main()
