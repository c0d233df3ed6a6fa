"""From start to a list of sessions that takes keys, against a bare Textual app in the same run.

Both are started in turn in terminals of their own, with byte-code compiled. Seconds are taken
until the first content is drawn and a key has been answered (bare: typed into its Input; ours:
the cursor moved in the list). Judge by the ratio.

    python benchmarks/start.py [rounds, 15 by default]
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from terminal import BARE, ROOT, Terminal

sys.path.insert(0, str(ROOT))

from facilitator.agenda import ready_agenda
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.library import Library

SESSIONS = 20


def prepare(root: Path) -> dict[str, str]:
    """A home directory with sessions in it, as environment variables."""
    places = Places.under(root)

    async def fill(store: Store) -> None:
        for number in range(SESSIONS):
            await Library(store).create(ready_agenda("half_day"), title=f"Session no. {number}")

    with Store(places.database, places) as store:
        asyncio.run(fill(store))
    names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
    return {name: str(root) for name in names} | {"FACILITATOR_DB": str(places.database)}


def seconds(expected: bytes, key: bytes, answer: bytes, *arguments: str, **extra: str) -> float:
    """One start: until the content is there and a key was answered."""
    terminal = Terminal(*arguments, extra=extra)
    terminal.seconds_until(expected)
    terminal.seconds_until(answer, key)
    taken = perf_counter() - terminal.began
    terminal.end()
    return taken


def measure(rounds: int) -> None:
    """Print the table."""
    bare: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as root:
        extra = prepare(Path(root))
        for number in range(rounds + 1):
            first = seconds(b"eady", b"z", b"z", BARE)
            second = seconds(b"no. 19", b"\x1b[B", "▸".encode(), "-m", "facilitator", **extra)
            if number:  # the first round fills the disk's cache
                bare.append(first)
                ours.append(second)
    print(f"{'start to first key answered':<32}{'median s':>10}{'x':>8}")
    print(f"{'bare Textual app':<32}{median(bare):10.3f}{1:8.2f}")
    print(f"{'list of sessions':<32}{median(ours):10.3f}{median(ours) / median(bare):8.2f}")


if __name__ == "__main__":
    os.umask(0o077)
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
