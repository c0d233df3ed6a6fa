"""Sends bytes no keyboard sends into the terminal of the installed command (F5).

Run as a program: `python -m tests.e2e.fuzzing --fragments 5000 --seed 1`.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from facilitator.store.places import Places
from facilitator.store.store import Store
from tests.e2e.pseudo import COLUMNS, ROWS, Pseudo
from tests.monkey.invariants import broken
from tests.nasty import NASTY
from tests.templates import put_demo

LOOK_EVERY = 50
"""Fragments after which it must still draw, and answer."""

MODIFIERS = (1, 57344, 57441, 57358, 57399)

KEYS = (b"\t", b"\r", b"\x1b[A", b"\x1b[B", b"\x1bOP", b"\x10", b"\x07", b"n")


@dataclass
class Figures:
    """What the bytes came to."""

    fragments: int = 0
    bytes: int = 0
    deaths: list[str] = field(default_factory=list[str])
    """Ends that nobody asked for, with the last fragments before them."""
    left: int = 0
    """Ends that a key asked for; it was started again."""
    reports: list[str] = field(default_factory=list[str])
    """Faults of the program: where, by their reports."""
    broken: list[str] = field(default_factory=list[str])
    slowest_answer_seconds: float = 0.0
    seconds: float = 0.0


def fragment(dice: random.Random) -> bytes:
    """A piece of what a broken or hostile terminal could send."""
    number = dice.choice((0, 1, 9, 13, 27, 63, 97, 127, 255, 0xD800, 0x10FFFF, 0x110000, 10**9))
    other = dice.choice((0, 1, 2, 5, 8, 64, 256, 99999, 10**20))
    mark = dice.choice("mMRuABCDFHPQSZtxyn~cI O")
    made = (
        lambda: dice.randbytes(dice.randint(1, 12)).replace(b"\x11", b""),
        lambda: dice.choice(NASTY).encode("utf-8", "surrogatepass")[:200],
        lambda: dice.choice((b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82")),
        lambda: f"\x1b[{number};{other}{mark}".encode(),
        lambda: f"\x1b[<{other};{number};{other}{dice.choice('mM')}".encode(),
        lambda: f"\x1b[{number}:{number}:{other};{other}:{dice.randint(0, 4)};{number}u".encode(),
        lambda: f"\x1b[{other}u".encode(),
        lambda: f"\x1b[48;{number};{number};{other};{other}t".encode(),
        lambda: f"\x1b[?{dice.choice((2026, 2048, 1, 25))};{dice.randint(0, 5)}$y".encode(),
        lambda: f"\x1b]{dice.choice((0, 8, 10, 11, 52))};{'x' * dice.randint(0, 40)}\x07".encode(),
        lambda: b"\x1b]52;c;" + dice.randbytes(4).hex().encode(),
        lambda: b"\x1bP" + dice.choice((b">|xterm", b"+q544e", b"")) + b"\x1b\\",
        lambda: b"\x1b[200~" + dice.randbytes(dice.randint(0, 60)),
        lambda: b"\x1b[201~",
        lambda: dice.choice((b"\x1b[I", b"\x1b[O", b"\x1b", b"\x1b\x1b", b"\x1b[", b"\x1bO")),
        lambda: f"\x1b[{dice.choice(MODIFIERS)};{dice.randint(1, 16)}u".encode(),
        lambda: dice.choice(KEYS),
    )
    return dice.choice(made)()


def answers(terminal: Pseudo) -> float:
    """Seconds until help has been asked for and drawn; what was left open is closed first."""
    terminal.type(b"\x1b[201~\x07\x1b\\")
    told = f"\x1b[48;{ROWS};{COLUMNS};{ROWS * 20};{COLUMNS * 10}t".encode()
    terminal.type(told)  # as a terminal does that has been believed to tell its size this way
    while True:
        before = len(terminal.output)
        terminal.read(0.3)
        if len(terminal.output) == before:
            break
    begun, before = time.monotonic(), len(terminal.output)
    terminal.type(b"\x1bOP")  # F1
    terminal.wait(lambda: len(terminal.output) > before + 200, "an answer")
    return round(time.monotonic() - begun, 2)


def send(count: int, seed: int, root: Path, seconds: float = 0) -> Figures:
    """So many fragments, into as many starts of the program as they take."""
    dice = random.Random(seed)
    figures = Figures()
    begun = time.monotonic()
    places = put_demo(root)
    last: list[bytes] = []
    terminal = _started(root, places)
    try:
        while figures.fragments < count and not (seconds and time.monotonic() > begun + seconds):
            last = [*last[-9:], fragment(dice)]
            figures.fragments += 1
            figures.bytes += len(last[-1])
            try:
                if not terminal.ended:
                    terminal.type(last[-1])
                    terminal.read(0.002)
                    if figures.fragments % LOOK_EVERY == 0:
                        slowest = max(figures.slowest_answer_seconds, answers(terminal))
                        figures.slowest_answer_seconds = slowest
            except (AssertionError, OSError) as error:
                if not terminal.ended:
                    figures.deaths.append(f"{str(error)[:200]} after {last}")
                    terminal.end()
            if terminal.ended:
                if terminal.status == 0:
                    figures.left += 1
                else:
                    figures.deaths.append(f"ended with {terminal.status} after {last}")
                terminal.end()
                terminal = _started(root, places)
    finally:
        terminal.end()
    figures.reports = _reports(places)
    with Store(places.database, places) as store:
        for each in store.summaries():
            store.record_missing(each.id).result()
        figures.broken = broken(store, places)
    figures.seconds = round(time.monotonic() - begun, 1)
    return figures


def _started(root: Path, places: Places) -> Pseudo:
    terminal = Pseudo(root, "open", "1", "--db", str(places.database), "--today", "2027-01-14")
    terminal.wait(lambda: "›" in terminal.glass.text or "Facilitator" in terminal.glass.text)
    return terminal


def _reports(places: Places) -> list[str]:
    found = sorted((places.state.parent / "state" / "facilitator" / "reports").glob("*.txt"))
    found += sorted(places.reports.glob("*.txt"))
    return [each.read_text("utf-8") for each in found]


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fragments", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=0, help="stop after so many")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="facilitator-test-") as folder:
        figures = send(chosen.fragments, chosen.seed, Path(folder), chosen.seconds)
    json.dump(asdict(figures), sys.stdout, indent=2)


if __name__ == "__main__":
    main()
