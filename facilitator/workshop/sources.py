"""Takes a ledger or a survey into the session, replaces it, and takes it out again."""

from typing import TYPE_CHECKING, Any, Literal

from facilitator.audit.taken import LedgerTaken, SurveyTaken
from facilitator.model import AuditSource
from facilitator.workshop.edit import Edit
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Choices

__all__ = [
    "LedgerTaken",
    "SurveyTaken",
    "choices_for",
    "drop_source",
    "recut_ledger",
    "take_in_ledger",
    "take_in_survey",
]

LISTED = 100
"""Rows of every list in what a session keeps."""


def choices_for(state: State, choices: "Choices | None" = None) -> "Choices":
    """The choices to audit with: typed margins and costs go in, lists are as long as kept."""
    raise NotImplementedError


def take_in_ledger(edit: Edit, taken: LedgerTaken) -> AuditSource:
    """Keep what a ledger gave; one read before is replaced, typed rows stay."""
    raise NotImplementedError


def recut_ledger(edit: Edit, choices: dict[str, Any], results: dict[str, Any]) -> AuditSource:
    """Replace the results by those of other choices; raises `Refused` without a ledger."""
    raise NotImplementedError


def take_in_survey(edit: Edit, taken: SurveyTaken) -> AuditSource:
    """Keep what a survey gave; one read before is replaced, typed answers stay."""
    raise NotImplementedError


def drop_source(edit: Edit, kind: Literal["ledger", "survey"]) -> None:
    """Take a ledger or a survey out of the session, and the rows of the sheets it gave."""
    raise NotImplementedError
