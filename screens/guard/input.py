"""Makes the driver survive bytes that are not text and a terminal that has gone away.

Both are patched into the module of the driver, by name: it offers no other place. The tests of
this package fail when a new version of Textual no longer looks these names up.
"""

import codecs
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

WINDOWS = sys.platform == "win32"

LARGEST = 2_000
"""Columns or rows a window may have; a terminal that tells of more tells nonsense."""


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A decoder that turns an invalid byte into U+FFFD instead of ending the app."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def make_driver_forgiving() -> None:
    """Patch the driver once per process; does nothing on Windows, where it is another one."""
    if WINDOWS:
        return
    from textual import events
    from textual._xterm_parser import XTermParser
    from textual.drivers import linux_driver
    from textual.drivers._writer_thread import WriterThread
    from textual.keys import Keys
    from textual.message import Message

    class ForgivingParser(XTermParser):
        """Passes over keys no character has, places outside of every window, impossible sizes."""

        def feed(self, data: str) -> Iterable[Message]:
            for message in super().feed(data):
                if not (isinstance(message, events.Resize) and _is_impossible(*message.size)):
                    yield message

        def parse_mouse_code(self, code: str) -> Message | None:
            try:
                found = super().parse_mouse_code(code)
            except (ArithmeticError, ValueError):
                found = None
            if isinstance(found, events.MouseEvent) and _is_impossible(found.x, found.y):
                self.last_x = self.last_y = 0.0
                return None
            return found

        def _parse_extended_key(  # pyright: ignore[reportIncompatibleVariableOverride]
            self, sequence: str
        ) -> list[events.Key] | None:
            try:
                found = super()._parse_extended_key(sequence)
                for each in found or ():
                    (each.character or "").encode()
            except (ArithmeticError, ValueError):
                return [events.Key(Keys.Ignore, sequence)]
            return found

    class ForgivingWriter(WriterThread):
        """Goes on taking what is written when the terminal is gone.

        The queue holds thirty pieces; without a reader the next one would block the app, which
        has drafts to save.
        """

        def run(self) -> None:
            try:
                super().run()
            except OSError:
                while self._queue.get() is not None:
                    pass

    driver: Any = linux_driver
    if driver.WriterThread is WriterThread:
        driver.WriterThread = ForgivingWriter
        driver.XTermParser = ForgivingParser
        driver.getincrementaldecoder = _forgiving


def _is_impossible(across: float, down: float) -> bool:
    return max(across, down) > LARGEST


def terminal_is_gone() -> bool:
    """Whether the window or connection that showed the app has been closed."""
    stream = sys.__stdin__
    try:
        return stream is None or not os.isatty(stream.fileno())
    except (OSError, ValueError):
        return True
