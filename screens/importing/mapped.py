"""A file as somebody accepted it, and how it came to be understood so."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.audit.mapping import Mapping
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import Role

Look = Callable[[Path, Mapping | None], Recognised]
"""`recognise` or `recognise_survey`."""

Guessed = dict[tuple[Role, str], float]
"""How sure the first guess was of each column in its role."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file as the moderator accepted it."""

    path: Path
    found: Recognised
    told: Mapping
    """What was decided; columns are all named, styles only where they were chosen."""
    shape: str
    """The shape of the file as it was first guessed: what `told` is remembered under."""
    guessed: Guessed = field(default_factory=Guessed)
    is_remembered: bool = False
    """Whether it is read like the last file of its shape."""


def confidences(found: Recognised) -> Guessed:
    """How sure the guesses are."""
    return {
        (column.role, column.name): column.confidence
        for column in found.columns
        if column.role is not None
    }
