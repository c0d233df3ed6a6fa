"""Answers to forms, figures typed by hand, and the rows of ledgers described by data alone."""

from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index, UniqueConstraint
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
    source: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Empty for a row typed by hand, "ledger" for one the sales ledger gave."""


class Record(Member, table=True):
    """One row of a ledger that an agenda describes by data alone, such as a strategy or a risk."""

    __tablename__: ClassVar[Any] = "record"
    __table_args__ = (Index("ix_record_workshop_id_ledger", "workshop_id", "ledger"),)

    ledger: str
    ref: str
    values: dict[str, str] = Field(
        default_factory=dict, sa_column=Column("values", JSON, nullable=False)
    )
    """Field to exact text: a decimal without a unit, a day or month in ISO form, a person or
    channel as id, several and references parted by spaces. A field nothing is known of is left
    out."""
