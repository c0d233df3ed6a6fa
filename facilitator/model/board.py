"""What lies on boards: cards, the dots given to them, and how they fit together."""

from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from facilitator.model.base import Member


class Card(Member, table=True):
    """One statement of the room on a board: a SWOT factor, a TOWS option, a finding."""

    __tablename__: ClassVar[Any] = "card"
    __table_args__ = (Index("ix_card_workshop_id_board", "workshop_id", "board"),)

    board: str
    """The key of the stage whose board it lies on, for example S1."""
    section: str
    ref: str
    text: str
    evidence: str = ""
    subject: str = ""
    """A competitor's name; empty means our own company."""
    author: str = ""
    listed: bool = False
    """Picked for the short-list."""
    first_factor: int | None = None
    second_factor: int | None = None
    accepted: str = ""
    """Why a weakness or threat is lived with although no option uses it."""
    tags: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    links: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Ids of the factors an option rests on."""
    direction: str = ""
    created_at: str = ""


class Ballot(Member, table=True):
    """The dots one person gives to one card."""

    __tablename__: ClassVar[Any] = "ballot"

    card_id: str = Field(index=True)
    participant_id: str
    dots: int = 1


class Fit(Member, table=True):
    """How well an inside factor meets an outside one: 0 none to 3 strong."""

    __tablename__: ClassVar[Any] = "fit"

    internal_id: str
    external_id: str
    value: int
