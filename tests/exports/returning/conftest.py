"""The exported example that is edited in every test here."""

import pytest

from facilitator.store.entry import Change
from facilitator.workshop.state import State
from tests.exports.demo import demo
from tests.exports.returning.edited import exported


@pytest.fixture(scope="module")
def state() -> State:
    """The example, its plan open again."""
    found = demo()[0]
    again = Change("workshop", found.workshop.id, {"agreed": True}, {"agreed": False})
    return found.after([again], found.head)


@pytest.fixture(scope="module")
def document(state: State) -> str:
    """Its Markdown."""
    return exported(state)
