"""What the session keeps of its ledger and its survey, as the results they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from facilitator.model import AuditSource
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.results import Audit

LEDGER, SURVEY = "ledger", "survey"
KINDS = (LEDGER, SURVEY)
SCORES = 11
"""A score is a whole number from 0 to 10."""

_SCALES = {"thousand": 1_000, "million": 1_000_000}

Counts = tuple[int, ...]
"""How often each score from 0 to 10 was given."""


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
    """Answers counted, in all and by what they name; "" stands for answers that name nothing."""

    total: Counts
    channels: Mapping[str, Counts]
    segments: Mapping[str, Counts]
    comments: tuple[Comment, ...]
    comments_left_out: int
    """Comments beyond those that are kept."""


def source_of(state: State, kind: str) -> AuditSource | None:
    """Where the ledger or the survey came from, None when none was read."""
    return next((row for row in state.rows(AuditSource) if row.kind == kind), None)


def ledger_source(state: State) -> AuditSource | None:
    """Where the ledger came from, None when none was read."""
    return source_of(state, LEDGER)


def survey_source(state: State) -> AuditSource | None:
    """Where the survey came from, None when none was read."""
    return source_of(state, SURVEY)


def ledger_audit(state: State) -> "Audit | None":
    """The audit of the ledger, amounts in the ledger's own unit; None when none was read.

    None also for results a program of another version wrote in a way this one cannot read; the
    ledger is to be read again then.
    """
    return state.memo("ledger audit", lambda: _audit(ledger_source(state)))


def survey_of(state: State) -> SurveyResult | None:
    """The survey's answers and comments, None when none was read."""
    return state.memo("survey", lambda: _survey(survey_source(state)))


def scale(state: State) -> int:
    """How many units of the ledger make one of the session's tables: 1, 1 000 or 1 000 000."""
    return _SCALES.get(state.workshop.unit, 1)


def check(source: AuditSource) -> None:
    """Raise ValueError when what a source holds cannot be read as results."""
    if source.kind not in KINDS:
        raise ValueError(f"{source.kind} is no kind of source")
    if source.kind == SURVEY:
        survey_from(source.results)
        return
    from facilitator.audit.engine.choices import Choices
    from facilitator.audit.results import Audit

    Audit.from_plain(source.results)
    Choices.from_plain(source.choices)


def survey_from(values: Mapping[str, Any]) -> SurveyResult:
    """The answers as a source keeps them; raises ValueError for anything else."""
    try:
        groups = [
            (str(each["channel"]), str(each["segment"]), _counts(each["counts"]))
            for each in cast("list[dict[str, Any]]", values["answers"])
        ]
        comments = tuple(
            Comment(
                int(each["line"]),
                int(each["score"]),
                str(each["channel"]),
                str(each["segment"]),
                str(each["text"]),
            )
            for each in cast("list[dict[str, Any]]", values["comments"])
        )
        left_out = int(values["comments_left_out"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"the survey's answers are not as they should be: {error}") from error
    return SurveyResult(
        total=_added([counts for _unused, _unused, counts in groups]),
        channels=_by([(channel, counts) for channel, _unused, counts in groups]),
        segments=_by([(segment, counts) for _unused, segment, counts in groups]),
        comments=comments,
        comments_left_out=left_out,
    )


def _audit(source: AuditSource | None) -> "Audit | None":
    if source is None:
        return None
    from facilitator.audit.results import Audit  # only a session with a ledger pays for it

    try:
        return Audit.from_plain(source.results)
    except ValueError:
        return None


def _survey(source: AuditSource | None) -> SurveyResult | None:
    if source is None:
        return None
    try:
        return survey_from(source.results)
    except ValueError:
        return None


def _counts(values: list[Any]) -> Counts:
    if len(values) != SCORES or any(type(each) is not int or each < 0 for each in values):
        raise ValueError("a survey counts eleven scores")
    return tuple(values)


def _added(counts: Sequence[Counts]) -> Counts:
    return tuple(sum(column) for column in zip(*counts, strict=True)) or (0,) * SCORES


def _by(groups: Sequence[tuple[str, Counts]]) -> dict[str, Counts]:
    found: dict[str, list[Counts]] = {}
    for name, counts in groups:
        found.setdefault(name, []).append(counts)
    return {name: _added(each) for name, each in found.items()}
