"""Sales channels, the criteria they are judged by, and the scores of each person."""

from typing import Any, ClassVar

from sqlalchemy import String, UniqueConstraint
from sqlmodel import Field

from facilitator.model.base import Member
from facilitator.model.words import ChannelRole


class Channel(Member, table=True):
    """A way to the client: corporate, dealer, retail …"""

    __tablename__: ClassVar[Any] = "channel"

    name: str
    kind: str = ""
    territory: str = ""
    active: bool = True
    role: ChannelRole = Field(default=ChannelRole.UNDECIDED, sa_type=String)


class Criterion(Member, table=True):
    """What makes a channel good, with its raw weight and what 1, 3 and 5 mean."""

    __tablename__: ClassVar[Any] = "criterion"

    ref: str
    name: str
    weight: int = 1
    low: str = ""
    middle: str = ""
    high: str = ""


class Score(Member, table=True):
    """One person's score of one channel by one criterion; a re-vote is a new round."""

    __tablename__: ClassVar[Any] = "score"
    __table_args__ = (UniqueConstraint("channel_id", "criterion_id", "participant_id", "round"),)

    channel_id: str
    criterion_id: str
    participant_id: str
    round: int = 1
    value: int


class Hearing(Member, table=True):
    """What the highest and the lowest scorer said about a cell the room disagreed on."""

    __tablename__: ClassVar[Any] = "hearing"

    channel_id: str
    criterion_id: str
    text: str
