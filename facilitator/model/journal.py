"""The record under everything: each change, who caused it, when; and lines half typed."""

from typing import Any, ClassVar

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class JournalEntry(SQLModel, table=True):
    """One command that was committed, with the rows before and after."""

    __tablename__: ClassVar[Any] = "journal"
    __table_args__ = (UniqueConstraint("workshop_id", "seq"),)

    id: str = Field(primary_key=True)
    """Made by whoever issues the command, so that a retry is recognised."""
    workshop_id: str = Field(index=True)
    seq: int
    kind: str
    """do, undo or redo."""
    state: str
    """done, undone (can be redone) or dropped (undone, then something else was done)."""
    target: str = ""
    verb: str
    label: str
    who: str = ""
    stage_key: str = ""
    at: str
    changes: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))


class Draft(SQLModel, table=True):
    """A line that is being typed; not journalled, one per place."""

    __tablename__: ClassVar[Any] = "draft"

    workshop_id: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    text: str
    at: str
