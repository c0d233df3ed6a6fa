"""The end that comes whatever the program is doing: some seconds after it was asked for."""

import faulthandler
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from types import FrameType, TracebackType
from typing import Any

from facilitator.words.language import _
from screens.guard.input import WINDOWS, terminal_is_gone
from screens.guard.report import write_report

LONGEST_ENDING = 10.0
"""Seconds between being asked to leave and being gone; an orderly end takes one of them."""

LOOK = 1.0
"""Seconds between two looks at the clock and the terminal."""

GRACE = 2.0
"""Seconds more for the words of farewell: a terminal that takes nothing would hold them up."""

TERMINAL_GONE = 128 + 1
"""Return code when the window was closed: that of a process ended by SIGHUP."""

RESTORE = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""What the driver sends at an orderly end: no mouse, no pasting in brackets, the first screen."""


class NeverLeft(RuntimeError):
    """The program was asked to leave and did not."""


class Ending:
    """Sees to it, from a thread of its own, that a program that was asked to leave is gone soon.

    `when_gone` is called in that thread as soon as the terminal has been closed: not every way in
    which a window closes sends a signal. What is not saved within `within` seconds is lost, but
    nothing that was told as saved: that is on disk.
    """

    def __init__(self, reports: Path, within: float, when_gone: Callable[[], object]) -> None:
        self._reports = reports
        self._within = within
        self._when_gone = when_gone
        self._asked: tuple[float, int] | None = None
        self._is_over = False
        self._nowhere = Path(os.devnull).open("w")  # noqa: SIM115
        self._settings = _terminal_settings()
        self._program = threading.get_ident()

    def begin(self) -> None:
        """Start to watch; called in the thread of the program, before the terminal is changed."""
        threading.Thread(target=self._watch, name="ending", daemon=True).start()

    def ask(self, code: int) -> None:
        """Begin to count; `code` is that of the process. A handler of signals may call this.

        Nothing here takes a lock: the signal may have come while the same one was held.
        """
        if self._asked is None:
            self._asked = (monotonic(), code)
            # Below Python: it ends the process even when no thread of Python gets its turn.
            faulthandler.dump_traceback_later(self._within + GRACE, exit=True, file=self._nowhere)

    def over(self) -> None:
        """The program has left; only one that was asked to is watched until it is gone."""
        self._is_over = True

    def _watch(self) -> None:
        gone = False
        while self._asked is not None or not self._is_over:
            sleep(min(LOOK, self._within / 2))
            if not gone and not self._is_over and terminal_is_gone():
                gone = True
                self._ask_of_a_gone_terminal()
            if self._asked is not None and monotonic() - self._asked[0] > self._within:
                self._end(self._asked[1])

    def _ask_of_a_gone_terminal(self) -> None:
        self.ask(TERMINAL_GONE)
        with suppress(RuntimeError):  # its loop is closed already
            self._when_gone()

    def _end(self, code: int) -> None:
        """Say where it hangs, give the terminal back, and go."""
        with suppress(Exception):
            error = NeverLeft().with_traceback(_stack(self._program))
            report = write_report(self._reports, error, "leaving", datetime.now(UTC))
            _give_back(self._settings)
            sentence = " ".join(
                (
                    _("Facilitator was asked to leave and did not; it has been ended."),
                    _("Everything that was saved is safe."),
                    _("No report could be written.")
                    if report is None
                    else _("Report: {path}").format(path=report),
                )
            )
            os.write(2, f"{sentence}\n".encode())
        os._exit(code)


def _terminal_settings() -> list[Any] | None:
    if WINDOWS or sys.__stdin__ is None:
        return None
    import termios

    try:
        return termios.tcgetattr(sys.__stdin__.fileno())
    except (OSError, ValueError, termios.error):
        return None


def _give_back(settings: list[Any] | None) -> None:
    if WINDOWS or sys.__stdin__ is None or settings is None or terminal_is_gone():
        return
    import termios

    termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, settings)
    os.write(2, RESTORE)


def _stack(thread: int) -> TracebackType | None:
    """Where a thread is now, as the traceback of an exception."""
    frame: FrameType | None = sys._current_frames().get(thread)  # pyright: ignore[reportPrivateUsage]
    found: TracebackType | None = None
    while frame is not None:
        found = TracebackType(found, frame, frame.f_lasti, frame.f_lineno or 0)
        frame = frame.f_back
    return found
