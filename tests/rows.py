"""The rows of a session, for tests that show or write a state of their own."""

from facilitator.model import MEMBERS, Row
from facilitator.workshop.state import State


def rows_of(state: State) -> list[Row]:
    """The session and everything in it."""
    return [state.workshop, *(row for kind in MEMBERS for row in state.rows(kind))]
