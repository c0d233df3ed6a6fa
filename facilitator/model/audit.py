"""Where the figures of the audit came from: a sales ledger or a survey, read inside the session."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from facilitator.model.base import Member


def _json() -> Any:
    return Column(JSON, nullable=False)


class AuditSource(Member, table=True):
    """A sales ledger or a survey as it was read, and what the audit found in it."""

    __tablename__: ClassVar[Any] = "audit_source"
    __table_args__ = (UniqueConstraint("workshop_id", "kind"),)

    kind: str
    """"ledger" or "survey"; a session has one of each at most."""
    title: str
    """File names, or "table sales on host"."""
    files: list[dict[str, Any]] = Field(default_factory=list, sa_column=_json())
    """Of each file name, sha256, size in bytes, rows taken in."""
    rows: int = 0
    control_total: str = ""
    """Sum of all amounts as exact decimal, in the ledger's own unit; empty for a survey."""
    first_day: date | None = None
    last_day: date | None = None
    without_customer: int = 0
    left_out: list[dict[str, Any]] = Field(default_factory=list, sa_column=_json())
    """Of each column with bad cells: file, column, role, unreadable, blank, examples."""
    mapping: dict[str, Any] = Field(default_factory=dict, sa_column=_json())
    choices: dict[str, Any] = Field(default_factory=dict, sa_column=_json())
    """What the moderator chose, as `Choices.plain` writes it."""
    results: dict[str, Any] = Field(default_factory=dict, sa_column=_json())
    """The audit as `Audit.plain` writes it, without filters; of a survey counts and comments."""
    kept: bool = False
    """Whether the moderator wanted the ledger kept on this machine."""
    imported_on: date | None = None
