"""How far a long reading is, on one line of the terminal that is wiped afterwards."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from facilitator.words.language import _
from facilitator.words.number import say_count
from facilitator.words.text import excerpt

if TYPE_CHECKING:
    from facilitator.audit.ledger import Progress

_WIPE = "\r\x1b[K"


class Meter:
    """Shows progress where stderr is a terminal, and nothing anywhere else."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> "Meter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            print(_WIPE, end="", file=sys.stderr, flush=True)

    def show(self, progress: "Progress") -> None:
        """Say rows, rows a second and the seconds left; the rows are an estimate."""
        if not self._live:
            return
        self._shown = True
        said = (
            _("{file}: {part}, {rows} rows, {speed} rows/s")
            if progress.seconds_left is None
            else _("{file}: {part}, {rows} rows, {speed} rows/s, {seconds} s left")
        )
        line = said.format(
            file=excerpt(progress.file, 30),
            part=f"{progress.fraction:.0%}",
            rows=say_count(progress.rows),
            speed=say_count(progress.rows_per_second),
            seconds=f"{progress.seconds_left or 0:.0f}",
        )
        print(f"{_WIPE}{line[:79]}", end="", file=sys.stderr, flush=True)
