"""Holds a session of several simulated hours, and measures what it costs in the end (F13).

Run as a program: `python -m tests.faults.four_hours --hours 4`. The clock of the session moves on
by four seconds with every command; a room that says more in a minute does not exist.
"""

import argparse
import asyncio
import gc
import json
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from facilitator.workshop.opened import Clock
from tests.screens import quiet
from tests.screens.program import TODAY, Program, demo_in, running

SECONDS_A_COMMAND = 4

STAGES = ("S1", "S2", "S7", "S9", "S1", "S10")


@dataclass
class Figures:
    """What the hours cost."""

    hours: float = 0.0
    commands: int = 0
    first_ms: float = 0.0
    """Median of the first tenth, from the key to the quiet screen."""
    last_ms: float = 0.0
    memory_before_mb: float = 0.0
    """Resident, once every kind of command was carried out."""
    memory_after_mb: float = 0.0
    entries: int = 0
    seconds: float = 0.0


class Simulated:
    """The clock of the room."""

    def __init__(self) -> None:
        self.now = datetime(2027, 1, 14, 9, tzinfo=UTC)

    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, today=lambda: TODAY)


def resident() -> float:
    """Megabytes this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * 4096 / 1e6, 1)


async def one(program: Program, number: int) -> None:
    """One command, as they come in a session: cards, words changed, undone, lists looked at."""
    match number % 8:
        case 0 | 1 | 2:
            await program.enter(f"What was said at {number}")
        case 3:
            await program.press("ctrl+z")
        case 4:
            await program.press("ctrl+y")
        case 5:
            await program.press("ctrl+z")
        case 6:
            await program.press("ctrl+z", "ctrl+z")
        case _:
            await program.press("ctrl+l", "escape")


async def hold(hours: float, root: Path) -> Figures:
    """So many hours at the board of a session that grows as one does, and no faster."""
    figures = Figures(hours=hours, commands=int(hours * 3600 / SECONDS_A_COMMAND))
    simulated, begun = Simulated(), time.monotonic()
    took: list[float] = []
    async with running(await demo_in(root)) as program:
        library = program.app.library
        assert library is not None
        library.clock = simulated.clock()
        await program.app.open_session(library.find("1").id, "S1")
        await program.settle()
        warm = max(16, figures.commands // 10)
        for number in range(figures.commands):
            if number and number % 200 == 0:
                await program.go("S2")
                await program.go("S1")
            at = time.process_time()
            await one(program, number)
            took.append((time.process_time() - at) * 1000)
            simulated.now += timedelta(seconds=SECONDS_A_COMMAND)
            if number == warm:
                figures.memory_before_mb = resident()
        figures.memory_after_mb = resident()
        figures.entries = program.state.head
    tenth = max(8, len(took) // 10)
    figures.first_ms = round(median(took[:tenth]), 1)
    figures.last_ms = round(median(took[-tenth:]), 1)
    figures.seconds = round(time.monotonic() - begun, 1)
    return figures


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hours", type=float, default=4)
    chosen = options.parse_args()
    quiet.install()
    with tempfile.TemporaryDirectory(prefix="facilitator-test-") as folder:
        figures = asyncio.run(hold(chosen.hours, Path(folder)))
    json.dump(asdict(figures), sys.stdout, indent=2)


if __name__ == "__main__":
    main()
