"""What the room decides and commits to."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, String, UniqueConstraint
from sqlmodel import Field

from facilitator.model.base import Member
from facilitator.model.words import Acceptance, ActionStatus, ParkingOutcome, Topic


class Decision(Member, table=True):
    """A sentence the room decided, with its reason and the rule it was decided by."""

    __tablename__: ClassVar[Any] = "decision"

    ref: str
    text: str
    reason: str = ""
    rule: str = ""
    stage_key: str = ""
    reversible: bool = True
    review: date | None = None
    decided_at: str = ""


class Requirement(Member, table=True):
    """What key clients require, and how far we and a competitor meet it (levels 1 to 5)."""

    __tablename__: ClassVar[Any] = "requirement"

    ref: str
    text: str
    importance: int | None = None
    required: int | None = None
    own: int | None = None
    competitor: int | None = None
    channel_id: str = ""
    owner_id: str = ""
    evidence: str = ""
    assumption: bool = False
    process_change: str = ""
    at_risk: bool = False


class Goal(Member, table=True):
    """One number that must move."""

    __tablename__: ClassVar[Any] = "goal"

    ref: str
    text: str
    metric: str = ""
    unit: str = ""
    data_source: str = ""
    baseline: str = ""
    """Exact decimal as text; empty means unknown."""
    target: str = ""
    deadline: date | None = None
    owner_id: str = ""
    direction: str = ""
    milestone: str = ""
    scope: str = ""
    sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    relevant: bool = False
    """The moderator asked, and the room said yes."""
    capacity: str = ""
    """Exact decimal the target must not exceed; empty means unknown."""
    not_doing: str = ""


class Action(Member, table=True):
    """An action item: one owner, one deadline, an observable end."""

    __tablename__: ClassVar[Any] = "action"

    ref: str
    title: str
    owner_id: str = ""
    helpers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    start: date | None = None
    deadline: date | None = None
    depends_on: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """References of actions that must be done before."""
    measure: str = ""
    first_step: str = ""
    first_step_day: date | None = None
    sources: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """References as the room says them: R3, WO2, G1."""
    direction: str = ""
    channel_id: str = ""
    priority: str = ""
    cost: int | None = None
    """Minor units of the session's currency."""
    status: ActionStatus = Field(default=ActionStatus.OPEN, sa_type=String)
    evidence: str = ""
    confirm_by: date | None = None
    """For an absent owner: the day by which the word must be given."""
    round: int = 1
    """Votes of earlier rounds stay in the record; only this round's count."""
    amendment: str = ""
    origin_id: str = Field(default="", index=True)
    """The action of an earlier session that this one continues; that one is superseded then."""


class Vote(Member, table=True):
    """One person's number on one thing; a re-vote is a new round."""

    __tablename__: ClassVar[Any] = "vote"
    __table_args__ = (UniqueConstraint("topic", "target_id", "participant_id", "round"),)

    topic: Topic = Field(sa_type=String)
    target_id: str
    """The action, goal or decision; the workshop's id for energy and return on time."""
    participant_id: str
    round: int = 1
    value: int | None = None
    note: str = ""


class PlanVote(Member, table=True):
    """One person's word on the plan as a whole."""

    __tablename__: ClassVar[Any] = "plan_vote"
    __table_args__ = (UniqueConstraint("workshop_id", "participant_id", "round"),)

    participant_id: str
    round: int = 1
    value: Acceptance = Field(sa_type=String)
    reason: str = ""
    amendment: str = ""
    """What would make it acceptable."""


class Parked(Member, table=True):
    """Something worth keeping that does not belong to the stage it came up in."""

    __tablename__: ClassVar[Any] = "parked"

    ref: str
    text: str
    raised_by: str = ""
    stage_key: str = ""
    outcome: ParkingOutcome = Field(default=ParkingOutcome.UNSORTED, sa_type=String)
    note: str = ""
    raised_at: str = ""
