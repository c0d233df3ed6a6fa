"""What the session keeps of its ledger and its survey, as the results they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.model import AuditSource
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.results import Audit


@dataclass(frozen=True, slots=True)
class Comment:
    """What one client wrote beside a score; `line` is its line in the file."""

    line: int
    score: int
    channel: str
    segment: str
    text: str


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """Answers counted: `channels` and `segments` map a name to how often 0 … 10 was given.

    "" stands for answers that name none.
    """

    total: tuple[int, ...]
    channels: Mapping[str, tuple[int, ...]]
    segments: Mapping[str, tuple[int, ...]]
    comments: tuple[Comment, ...]
    comments_left_out: int


def ledger_source(state: State) -> AuditSource | None:
    """Where the ledger came from, None when none was read."""
    raise NotImplementedError


def survey_source(state: State) -> AuditSource | None:
    """Where the survey came from, None when none was read."""
    raise NotImplementedError


def ledger_audit(state: State) -> "Audit | None":
    """The audit of the ledger, amounts in the ledger's own unit; None when none was read."""
    raise NotImplementedError


def survey_of(state: State) -> SurveyResult | None:
    """The survey's answers and comments, None when none was read."""
    raise NotImplementedError


def scale(state: State) -> int:
    """How many units of the ledger make one unit of the session's tables: 1, 1000, 1000000."""
    raise NotImplementedError
