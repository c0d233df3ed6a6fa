"""The session itself, its stages and the people in the room."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint
from sqlmodel import Field

from facilitator.model.base import Member, Row
from facilitator.model.words import Presence, StageState, WorkshopState

SESSION = "session"
SALES_PLAN = "sales_plan"
OPERATIONAL_PLAN = "operational_plan"
PERSONAL_PLAN = "personal_plan"
FOLLOW_UP = "follow_up"

WORKSHOP_KINDS = (SESSION, SALES_PLAN, OPERATIONAL_PLAN, PERSONAL_PLAN, FOLLOW_UP)
"""What a workshop can be; all but the first are made from another one as a rule."""


class Workshop(Row, table=True):
    """One strategic session ("session" on screen), or a plan or review made from one."""

    __tablename__: ClassVar[Any] = "workshop"

    number: int = Field(index=True)
    """The short reference people type; given anew by each database."""
    title: str = ""
    company: str = ""
    question: str = ""
    day: date | None = None
    start: str = ""
    currency: str = "EUR"
    unit: str = "one"
    """One, thousand or million: what the amounts in tables are counted in."""
    country: str = ""
    agenda_id: str = ""
    agenda_title: str = ""
    state: WorkshopState = Field(default=WorkshopState.DRAFT, sa_type=String)
    archived: bool = False
    deleted: bool = False
    rule_plan: str = "unanimous acceptance"
    rule_actions: str = "fist-to-five, all at least 3"
    rule_lists: str = "dot vote"
    rules_confirmed: bool = False
    stage_id: str = ""
    plan_round: int = 1
    agreed: bool = False
    follow_up: date | None = None
    created_at: str = ""
    counters: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Prefix of a visible reference to the last number given, so that none is given twice."""
    kind: str = SESSION
    """One of `WORKSHOP_KINDS`, as its agenda says."""
    parent_id: str = Field(default="", index=True)
    """The session or plan this one was made from; empty when it stands alone."""
    parent_seq: int = 0
    """The number of the parent's last journal entry when its rows were taken over."""
    person: str = ""
    """Whose personal plan this is, by name."""
    language: str = "en"
    """The code of the language its agenda and its documents are in, whatever the screen speaks."""
    period_first: date | None = None
    period_last: date | None = None
    """First and last day a plan is for."""
    version: int = 1


class Stage(Member, table=True):
    """One entry of this session's agenda, with its own copy of prompts and exit checks."""

    __tablename__: ClassVar[Any] = "stage"
    __table_args__ = (Index("ix_stage_workshop_id_kind_state", "workshop_id", "kind", "state"),)

    key: str
    kind: str
    title: str
    minutes: int = 0
    """Planned, extensions included."""
    state: StageState = Field(default=StageState.AHEAD, sa_type=String)
    elapsed: int = 0
    """Seconds spent before `running_since`."""
    running_since: str = ""
    """UTC instant the clock was last started at, empty while it stands still."""
    prompt: int = 0
    phase: str = ""
    left_reason: str = ""
    spec: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Participant(Member, table=True):
    """A person of the session."""

    __tablename__: ClassVar[Any] = "participant"
    __table_args__ = (UniqueConstraint("workshop_id", "initials"),)

    initials: str
    name: str
    role: str = ""
    channel_id: str = ""
    """The channel this person owns, if any."""
    presence: Presence = Field(default=Presence.PRESENT, sa_type=String)
    votes: bool = True
    moderator: bool = False
