"""The worked example as one picture and its history, built once for all tests of exports."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.store.entry import Entry
from facilitator.workshop.state import State
from tests.templates import demo_opened

TODAY = date(2027, 1, 14)


@cache
def demo() -> tuple[State, tuple[Entry, ...]]:
    """The state and the whole history, oldest first."""
    with TemporaryDirectory() as folder, demo_opened(Path(folder)) as opened:
        return opened.state, tuple(opened.store.entries(opened.id))


def demo_state() -> State:
    """The state alone."""
    return demo()[0]
