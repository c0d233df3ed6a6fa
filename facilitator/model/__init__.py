"""The vocabulary: tables that say what a thing is and decide nothing."""

from facilitator.model.audit import AuditSource
from facilitator.model.base import Member, Row, new_id
from facilitator.model.board import Ballot, Card, Fit
from facilitator.model.channel import Channel, Criterion, Hearing, Score
from facilitator.model.journal import Draft, JournalEntry
from facilitator.model.plan import Action, Decision, Goal, Parked, PlanVote, Requirement, Vote
from facilitator.model.record import Answer, Figure, Record
from facilitator.model.words import (
    Acceptance,
    ActionStatus,
    ChannelRole,
    Direction,
    ParkingOutcome,
    Presence,
    StageState,
    Topic,
    WorkshopState,
)
from facilitator.model.workshop import WORKSHOP_KINDS, Participant, Stage, Workshop

MEMBERS: tuple[type[Member], ...] = (
    Stage,
    Channel,
    Participant,
    Card,
    Ballot,
    Fit,
    Criterion,
    Score,
    Hearing,
    Requirement,
    Goal,
    Action,
    Decision,
    Vote,
    PlanVote,
    Parked,
    Answer,
    Figure,
    AuditSource,
    Record,
)
"""Every table whose rows belong to a workshop, in the order exports list them."""

type_of: dict[str, type[Row]] = {
    "workshop": Workshop,
    **{str(member.__tablename__): member for member in MEMBERS},
}
"""Table name to class, for every table the journal keeps."""

__all__ = [
    "MEMBERS",
    "WORKSHOP_KINDS",
    "Acceptance",
    "Action",
    "ActionStatus",
    "Answer",
    "AuditSource",
    "Ballot",
    "Card",
    "Channel",
    "ChannelRole",
    "Criterion",
    "Decision",
    "Direction",
    "Draft",
    "Figure",
    "Fit",
    "Goal",
    "Hearing",
    "JournalEntry",
    "Member",
    "Parked",
    "ParkingOutcome",
    "Participant",
    "PlanVote",
    "Presence",
    "Record",
    "Requirement",
    "Row",
    "Score",
    "Stage",
    "StageState",
    "Topic",
    "Vote",
    "Workshop",
    "WorkshopState",
    "new_id",
    "type_of",
]
