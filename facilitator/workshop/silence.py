"""Silent writing: the room writes for some minutes, and the screen counts them down."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.model import Stage
from facilitator.words.language import _
from facilitator.workshop.aside import ROOM
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.results.reading import answer
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

FORM = f"{ROOM}silence"
UNTIL = "until"
USUAL = 3
"""Minutes where the agenda says nothing (methods 2.18.7: 3 to 5)."""
LONGEST = 60
SILENT = ("silent", "молч", "тих", "cich", "milcz")
"""How the part of a stage is called in which the room writes, in the languages of agendas."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time of silent writing that was begun and not put away yet."""

    until: datetime
    """With its UTC zone."""

    def left(self, now: datetime) -> int:
        """Whole seconds left, rounded up; 0 when time is up."""
        seconds = (self.until - now).total_seconds()
        return max(0, -int(-seconds // 1))


def silence_of(state: State, stage_id: str) -> Silence | None:
    """The silent writing of a stage, None when there is none."""
    until = answer(state, FORM, UNTIL, stage_id)
    return Silence(datetime.fromisoformat(until)) if until else None


def usual_minutes(stage: Stage) -> int:
    """How long the room writes in silence in this stage, as its agenda says, else 3 minutes."""
    for step in plan_of(stage).steps:
        if any(word in step.title.casefold() for word in SILENT):
            return step.minutes
    return USUAL


def begin_silence(edit: Edit, stage_id: str, minutes: int) -> Silence:
    """Let the room write for some minutes from now; recorded, but nothing to take back."""
    stage = edit.get(Stage, stage_id)
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("Type 1 to {most} minutes.").format(most=LONGEST), "minutes")
    words = _("{stage}: silent writing, {minutes} min")
    edit.says(words.format(stage=stage.title, minutes=minutes))
    return _keep(edit, stage_id, edit.now + timedelta(minutes=minutes))


def lengthen_silence(edit: Edit, stage_id: str, minutes: int = 1) -> Silence:
    """Give the room more minutes; once time is up, they count from now."""
    stage, running = edit.get(Stage, stage_id), silence_of(edit.state, stage_id)
    if running is None:
        raise Refused(_("Nobody writes in silence now. Begin it first."))
    words = _("{stage}: {minutes} min more of silent writing")
    edit.says(words.format(stage=stage.title, minutes=minutes))
    return _keep(edit, stage_id, max(running.until, edit.now) + timedelta(minutes=minutes))


def end_silence(edit: Edit, stage_id: str) -> None:
    """Stop the writing, or put its sign away when time is up."""
    stage = edit.get(Stage, stage_id)
    edit.mark()
    edit.says(_("{stage}: silent writing over").format(stage=stage.title))
    put_answer(edit, FORM, UNTIL, "", stage_id)


def _keep(edit: Edit, stage_id: str, until: datetime) -> Silence:
    edit.mark()
    put_answer(edit, FORM, UNTIL, until.isoformat(), stage_id)
    return Silence(until)
