"""Time: the clock of the present stage, when the session will end, what each stage took."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.pace import fits
from facilitator.model import Presence, Stage, StageState, WorkshopState
from facilitator.workshop.stages import elapsed_seconds
from facilitator.workshop.state import State

AMBER_FROM = Fraction(80, 100)
_MINUTE = 60


class Tone(StrEnum):
    """How the clock of a stage looks: amber from 80 % of the planned time, red from 100 %."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Loss:
    """Minutes of a later stage that no longer fit before the planned end."""

    stage_id: str
    title: str
    minutes: int
    reached: bool = True
    """Whether it begins before the planned end; otherwise all of it is lost."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The clock at one moment; seconds of the present stage, drift of the whole session.

    `projected_end` and `planned_end` are in the time zone of the moment asked for; they are None
    when the session is over. Without a start time, or on another day than planned, the planned
    end follows from the minutes alone and pauses do not count as drift.
    """

    stage_id: str
    title: str
    elapsed: int
    planned: int
    running: bool
    tone: Tone
    projected_end: datetime | None
    planned_end: datetime | None
    drift_minutes: int
    """Positive when the session ends later than planned."""
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class StageTime:
    """What a stage was planned to take and took; `original` is before any extension."""

    stage: Stage
    original: int
    planned: int
    elapsed: int
    """Seconds."""
    tone: Tone

    @property
    def over(self) -> int:
        """Whole minutes above the planned ones, 0 when there are none."""
        return max(0, self.elapsed // _MINUTE - self.planned)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Initials by presence, and how many of the people with a vote are in the room."""

    present: tuple[str, ...]
    remote: tuple[str, ...]
    absent: tuple[str, ...]
    voters: int
    voters_here: int


def clock(state: State, now: datetime) -> ClockReading:
    """Read the clock; `now` carries the time zone of the room. Raises ValueError without one."""
    if now.tzinfo is None:
        raise ValueError("the moment needs a time zone")
    stage = state.stage
    elapsed = elapsed_seconds(stage, now) if stage else 0
    planned = stage.minutes * _MINUTE if stage else 0
    over = _is_over(state)
    projected = _projected_end(state, now)
    end = _planned_end(state, now) or projected - timedelta(seconds=_overrun(state, now))
    drift = 0 if over else _minutes((projected - end).total_seconds())
    return ClockReading(
        stage_id=stage.id if stage else "",
        title=stage.title if stage else "",
        elapsed=elapsed,
        planned=planned,
        running=bool(stage and stage.running_since),
        tone=tone(elapsed, planned),
        projected_end=None if over else projected,
        planned_end=None if over else end,
        drift_minutes=drift,
        losses=_losses(state, drift),
    )


def tone(elapsed: int, planned: int) -> Tone:
    """The tone of a clock, in seconds; a stage without planned time stays calm."""
    if planned <= 0 or elapsed < AMBER_FROM * planned:
        return Tone.CALM
    return Tone.RED if elapsed >= planned else Tone.AMBER


def stage_times(state: State, now: datetime) -> tuple[StageTime, ...]:
    """Planned and actual time of every stage that was not skipped, in the order of the agenda."""
    found: list[StageTime] = []
    for stage in state.stages:
        if stage.state != StageState.SKIPPED:
            elapsed = elapsed_seconds(stage, now)
            shade = tone(elapsed, stage.minutes * _MINUTE)
            found.append(StageTime(stage, _original(stage), stage.minutes, elapsed, shade))
    return tuple(found)


def attendance(state: State) -> Attendance:
    """Who is at the table, takes part from afar, or is missing."""

    def there(presence: Presence) -> tuple[str, ...]:
        return tuple(each.initials for each in state.people if each.presence == presence)

    voters = state.voters
    return Attendance(
        present=there(Presence.PRESENT),
        remote=there(Presence.REMOTE),
        absent=there(Presence.ABSENT),
        voters=len(voters),
        voters_here=sum(each.presence != Presence.ABSENT for each in voters),
    )


def _is_over(state: State) -> bool:
    stage = state.stage
    return state.workshop.state == WorkshopState.CLOSED and not (stage and stage.running_since)


def _ahead(state: State) -> list[Stage]:
    """Stages still to come; those the room jumped over are not."""
    present = state.workshop.stage_id
    ids = [stage.id for stage in state.stages]
    after = ids.index(present) + 1 if present in ids else 0
    return [stage for stage in state.stages[after:] if stage.state == StageState.AHEAD]


def _to_come(stage: Stage) -> int:
    """Seconds a stage to come still takes; one that was interrupted has had a part of them."""
    return max(0, stage.minutes * _MINUTE - stage.elapsed)


def _projected_end(state: State, now: datetime) -> datetime:
    left = sum(map(_to_come, _ahead(state)))
    stage = state.stage
    if stage is not None and stage.state == StageState.ACTIVE:
        left += max(0, stage.minutes * _MINUTE - elapsed_seconds(stage, now))
    start = _planned_start(state, now)
    if stage is None and start is not None and now < start:
        return start + timedelta(seconds=left)
    return now + timedelta(seconds=left)


def _planned_start(state: State, now: datetime) -> datetime | None:
    """The start of the session, if it is today."""
    workshop = state.workshop
    if not workshop.start or workshop.day is None or workshop.day != now.date():
        return None
    hour, _, minute = workshop.start.partition(":")
    at = time(int(hour), int(minute or 0))
    return datetime.combine(workshop.day, at, tzinfo=now.tzinfo)


def _planned_end(state: State, now: datetime) -> datetime | None:
    start = _planned_start(state, now)
    if start is None:
        return None
    return start + timedelta(minutes=sum(map(_original, state.stages)))


def _overrun(state: State, now: datetime) -> int:
    """Seconds the stages take more than they were first given, done and to come."""
    ahead = {stage.id for stage in _ahead(state)}
    seconds = 0
    for stage in state.stages:
        elapsed = elapsed_seconds(stage, now)
        if stage.id in ahead:
            seconds += stage.elapsed + _to_come(stage)
        elif stage.state == StageState.ACTIVE:
            seconds += max(elapsed, stage.minutes * _MINUTE)
        else:
            seconds += elapsed
        seconds -= _original(stage) * _MINUTE
    return seconds


def _original(stage: Stage) -> int:
    """Minutes as the agenda gave them; read without building the plan, a clock ticks often."""
    return int(stage.spec.get("minutes", stage.minutes))


def _minutes(seconds: float) -> int:
    return int((seconds + _MINUTE / 2) // _MINUTE)


def _losses(state: State, drift: int) -> tuple[Loss, ...]:
    """The last stages lose first: they are what does not fit before the planned end."""
    stages = _ahead(state)
    seconds = [_to_come(stage) for stage in stages]
    spare = sum(seconds) - drift * _MINUTE
    return tuple(
        Loss(stage.id, stage.title, -(-fit.lost // _MINUTE), fit.reached)
        for stage, fit in zip(stages, fits(seconds, spare), strict=True)
        if fit.lost
    )
