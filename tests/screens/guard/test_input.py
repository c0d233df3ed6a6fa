import sys
from threading import Thread
from typing import IO, cast

import pytest

from screens.guard.input import make_driver_forgiving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="another driver there")


class Gone:
    """A terminal whose window has been closed."""

    def write(self, text: str) -> None:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_writing_to_a_terminal_that_is_gone_never_blocks() -> None:
    make_driver_forgiving()
    from textual.drivers import linux_driver

    writer = linux_driver.WriterThread(cast("IO[str]", Gone()))
    writer.start()

    def write_much() -> None:
        for _ in range(200):  # the queue of the framework holds 30
            writer.write("x")
        writer.stop()

    saving = Thread(target=write_much, daemon=True)
    saving.start()
    saving.join(5)
    assert not saving.is_alive()
    assert not writer.is_alive()


def test_patching_twice_changes_nothing() -> None:
    from textual.drivers import linux_driver

    make_driver_forgiving()
    writer = linux_driver.WriterThread
    make_driver_forgiving()
    assert linux_driver.WriterThread is writer
