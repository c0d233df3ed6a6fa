"""Makes the driver survive bytes that are not text and a terminal that has gone away.

Both are patched into the module of the driver, by name: it offers no other place. The tests of
this package fail when a new version of Textual no longer looks these names up.
"""

import codecs
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

WINDOWS = sys.platform == "win32"


def _forgiving(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A decoder that turns an invalid byte into U+FFFD instead of ending the app."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def make_driver_forgiving() -> None:
    """Patch the driver once per process; does nothing on Windows, where it is another one."""
    if WINDOWS:
        return
    from textual.drivers import linux_driver
    from textual.drivers._writer_thread import WriterThread

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
        driver.getincrementaldecoder = _forgiving


def terminal_is_gone() -> bool:
    """Whether the window or connection that showed the app has been closed."""
    stream = sys.__stdin__
    try:
        return stream is None or not os.isatty(stream.fileno())
    except (OSError, ValueError):
        return True
