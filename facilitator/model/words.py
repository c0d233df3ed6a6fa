"""The closed lists of the vocabulary; the value is what is stored and exported."""

from enum import StrEnum


class WorkshopState(StrEnum):
    """How far a session has come."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


class StageState(StrEnum):
    """How far a stage has come."""

    AHEAD = "ahead"
    ACTIVE = "active"
    DONE = "done"
    SKIPPED = "skipped"


class Presence(StrEnum):
    """Where a participant is while the room works."""

    PRESENT = "present"
    REMOTE = "remote"
    ABSENT = "absent"


class Direction(StrEnum):
    """Whether something wins new clients or develops existing ones."""

    NEW = "new"
    EXISTING = "existing"


class ActionStatus(StrEnum):
    """The life of an action item."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"


class Acceptance(StrEnum):
    """A participant's word on the whole plan."""

    ACCEPT = "accept"
    RESERVATION = "reservation"
    OBJECT = "object"


class ParkingOutcome(StrEnum):
    """Where a parked item goes at the end."""

    UNSORTED = ""
    ACTION = "action"
    DECISION = "decision"
    NEXT_MEETING = "next_meeting"
    DROPPED = "dropped"


class ChannelRole(StrEnum):
    """What the decision makes of a channel."""

    UNDECIDED = ""
    PRIORITY = "priority"
    DEVELOP = "develop"
    RESTRUCTURE = "restructure"
    MAINTAIN = "maintain"
    REDUCE = "reduce"
    EXIT = "exit"


class Topic(StrEnum):
    """What a single vote of one person is about."""

    ENERGY = "energy"
    ROTI = "roti"
    CONFIDENCE = "confidence"
    ACTION = "action"
    DECISION = "decision"
