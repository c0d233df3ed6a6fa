"""Moving through the agenda: where the room is, how long it took, what is put off."""

from datetime import datetime

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Stage, StageState, new_id
from facilitator.words.language import ENGLISH, _, ngettext, speaking
from facilitator.workshop.called import moved
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.state import State

STALE_HOURS = 4
"""A clock that ran on after everybody left is stopped where the last entry was made."""


def plan_of(stage: Stage) -> Plan:
    """The session's own copy of prompts, sections, fields and exit checks of a stage."""
    return Plan.from_plain(stage.spec)


def new_stage(workshop_id: str, plan: Plan, language: str = ENGLISH) -> Stage:
    """A row for a stage of an agenda, in the language of the session."""
    spec = plan.to_plain()
    with speaking(language):
        title = _(plan.title)
    return Stage(
        workshop_id=workshop_id,
        key=plan.id,
        kind=plan.kind,
        title=title,
        minutes=plan.minutes,
        spec=spec if language == ENGLISH else spec | {"language": language},
    )


def elapsed_seconds(stage: Stage, now: datetime) -> int:
    """Seconds spent in the stage up to now."""
    running = 0.0
    if stage.running_since:
        running = (now - datetime.fromisoformat(stage.running_since)).total_seconds()
    return stage.elapsed + max(0, int(running))


def next_stage(state: State, stage_id: str) -> Stage | None:
    """The stage after this one that is not skipped, None after the last."""
    ahead = False
    for stage in state.stages:
        if ahead and stage.state != StageState.SKIPPED:
            return stage
        ahead = ahead or stage.id == stage_id
    return None


def skip_stage(edit: Edit, stage_id: str) -> Stage:
    """Take a stage out of the way, or back in when it was skipped."""
    stage = edit.get(Stage, stage_id)
    if stage.id == edit.workshop.stage_id:
        raise Refused(_("The room is in this stage. Go to another one first."))
    skipped = stage.state == StageState.SKIPPED
    said = _("{title} taken back in") if skipped else _("{title} skipped")
    edit.says(said.format(title=stage.title))
    return edit.change(stage, state=StageState.AHEAD if skipped else StageState.SKIPPED)


def move_stage(edit: Edit, stage_id: str, steps: int) -> Stage:
    """Move a stage up (negative) or down in the agenda."""
    stage = edit.get(Stage, stage_id)
    order = [each.id for each in edit.state.stages]
    at = order.index(stage.id)
    order.insert(max(0, min(len(order) - 1, at + steps)), order.pop(at))
    edit.says(moved(stage.title, steps))
    for position, each in enumerate(order):
        edit.change(edit.get(Stage, each), position=position)
    return edit.get(Stage, stage_id)


def add_stage(edit: Edit, plan: Plan, after: str = "") -> Stage:
    """Put a stage of the catalogue behind another one (by default behind the present one)."""
    stage = edit.add_last(new_stage(edit.workshop.id, plan, edit.workshop.language))
    order = [each.id for each in edit.state.stages if each.id != stage.id]
    behind = after or edit.workshop.stage_id
    at = order.index(behind) + 1 if behind in order else len(order)
    order.insert(at, stage.id)
    for position, each in enumerate(order):
        edit.change(edit.get(Stage, each), position=position)
    edit.says(_("{title} added to the agenda").format(title=stage.title))
    return edit.get(Stage, stage.id)


def extend_stage(edit: Edit, stage_id: str, minutes: int = 5) -> Stage:
    """Give a stage more planned minutes; the projected end moves with it."""
    stage = edit.get(Stage, stage_id)
    edit.says(
        ngettext("{title}: {minutes} minute", "{title}: {minutes} minutes", minutes).format(
            title=stage.title, minutes=f"{minutes:+d}"
        )
    )
    return edit.change(stage, minutes=max(1, stage.minutes + minutes))


def pause_or_resume(edit: Edit) -> Stage:
    """Stop the clock of the present stage, or let it run again."""
    stage = _present(edit)
    edit.mark()
    if stage.running_since:
        edit.says(_("Clock stopped in {title}").format(title=stage.title))
        return edit.change(stage, elapsed=elapsed_seconds(stage, edit.now), running_since="")
    edit.says(_("Clock runs in {title}").format(title=stage.title))
    return edit.change(stage, running_since=edit.instant)


def stop_stale_clock(edit: Edit, last: str) -> None:
    """Stop a clock that ran on for hours after the last entry (`last`, a UTC instant)."""
    stage = edit.state.stage
    if stage is None or not stage.running_since or not last:
        return
    then = datetime.fromisoformat(last)
    if (edit.now - then).total_seconds() < STALE_HOURS * 3600:
        return
    edit.mark()
    edit.says(
        _("Clock stopped in {title}: nothing was entered for hours").format(title=stage.title)
    )
    edit.change(stage, elapsed=elapsed_seconds(stage, then), running_since="")


def show_prompt(edit: Edit, step: int = 1, stage_id: str = "") -> Stage:
    """Turn to the next question to the room, or back; around at the ends.

    Without `stage_id` those of the present stage.
    """
    stage = edit.get(Stage, stage_id) if stage_id else _present(edit)
    prompts = plan_of(stage).prompts
    edit.mark()
    edit.says(_("Next question"))
    return edit.change(stage, prompt=(stage.prompt + step) % len(prompts) if prompts else 0)


def _present(edit: Edit) -> Stage:
    stage = edit.state.stage
    if stage is None:
        raise Refused(_("The session has not begun. Ctrl+N enters the first stage."))
    return stage


def copied(stage: Stage, workshop_id: str) -> Stage:
    """A fresh copy of a stage for another session, not begun."""
    return stage.with_changes(
        {
            "id": new_id(),
            "workshop_id": workshop_id,
            "state": StageState.AHEAD,
            "elapsed": 0,
            "running_since": "",
            "prompt": 0,
            "phase": "",
            "left_reason": "",
        }
    )
