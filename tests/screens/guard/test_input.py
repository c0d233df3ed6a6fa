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


@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[1114112u",
        "\x1b[99999999u",
        "\x1b[97;1;1114112u",
        "\x1b[55296u",
        "\x1b[48;99999;99999;1;1t",
        "\x1b[48;1000000000;10;1;1t",
        "\x1b[<0;99999999999999999999;1M",
        "\x1b[48;0;0;0;0t\x1b[<0;5;5M\x1b[48;24;80;0;0t",
    ],
    ids=ascii,
)
def test_what_no_terminal_means_ends_nothing_and_what_follows_is_read(sent: str) -> None:
    from textual import events
    from textual.drivers import linux_driver

    make_driver_forgiving()
    parser = linux_driver.XTermParser()
    told = [each for part in (sent, "a") for each in parser.feed(part)]
    key = told[-1]
    assert isinstance(key, events.Key) and key.key == "a"
    for each in told:
        assert not isinstance(each, events.Resize) or max(each.size) < 5_000
        assert not isinstance(each, events.MouseEvent) or each.x < 5_000
