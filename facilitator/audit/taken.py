"""What a session keeps of a ledger or a survey: plain values, without the rows themselves."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LedgerTaken:
    """A ledger as it was read, and its audit without filters."""

    title: str
    """File names, or "table sales on host"."""
    files: tuple[Plain, ...]
    """Of each file name, sha256, size in bytes, rows taken in."""
    rows: int
    control_total: str
    first_day: date
    last_day: date
    without_customer: int
    choices: Plain
    results: Plain
    left_out: tuple[Plain, ...] = ()
    """Of each column with bad cells: file, column, role, unreadable, blank, examples."""
    mapping: Plain = field(default_factory=dict[str, Any])
    kept: bool = False


@dataclass(frozen=True, slots=True)
class SurveyTaken:
    """A survey as it was read: answers counted by channel and segment, comments as written."""

    title: str
    files: tuple[Plain, ...]
    rows: int
    """Answers with a score."""
    results: Plain
    left_out: tuple[Plain, ...] = ()
    mapping: Plain = field(default_factory=dict[str, Any])
