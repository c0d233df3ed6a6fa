"""A plan that is exported, edited and read back."""

from datetime import UTC, datetime, time

from exports.formats import FORMATS
from exports.returning import Returned, read_back
from facilitator.workshop.edit import Edit
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo

NOW = datetime.combine(TODAY, time(12), UTC)


def exported(state: State) -> str:
    """The plan as Markdown, with the example's history."""
    return str(FORMATS["md"].render(state, demo()[1], TODAY))


def replaced(document: str, *pairs: tuple[str, str]) -> str:
    """The document with other words in places that are there once."""
    for old, new in pairs:
        assert document.count(old) == 1, old
        document = document.replace(old, new)
    return document


def back(state: State, document: str | bytes) -> Returned:
    """What the document asks of the session."""
    return read_back(document, Edit(state, NOW, TODAY), demo()[1])
