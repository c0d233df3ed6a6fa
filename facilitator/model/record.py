"""Answers to forms and figures typed by hand."""

from typing import Any, ClassVar

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from facilitator.model.base import Member


class Answer(Member, table=True):
    """What the room answered to one field of one form, as it was said."""

    __tablename__: ClassVar[Any] = "answer"
    __table_args__ = (UniqueConstraint("workshop_id", "form", "subject", "field"),)

    form: str
    subject: str = ""
    field: str
    text: str


class Figure(Member, table=True):
    """One row of an audit sheet; a missing value is null and never zero."""

    __tablename__: ClassVar[Any] = "figure"

    sheet: str
    grouping: str = ""
    label: str
    numbers: list[str | None] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Exact decimals as text, in the order of the sheet's columns."""
    note: str = ""
    source: str = ""
    """Empty for a row typed by hand, "ledger" for one the sales ledger gave."""
