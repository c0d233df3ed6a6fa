"""Entering a stage: leaving the one before, and what stands in the way."""

from collections.abc import Sequence

from facilitator.model import Stage, StageState, WorkshopState
from facilitator.words.language import _
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.exits import Unmet, in_the_way
from facilitator.workshop.stages import elapsed_seconds


class Locked(Refused):
    """A stage stands behind others that lack something; `missing` says what, and in which."""

    def __init__(self, title: str, missing: Sequence[Unmet]) -> None:
        said = " ".join(each.sentence for each in missing)
        super().__init__(_("{title} waits: {what}").format(title=title, what=said))
        self.missing = tuple(missing)


def go_to(
    edit: Edit, stage_id: str, *, reason: str = "", checked: str = "", waiver: str = ""
) -> Stage:
    """Leave the present stage as done and enter another.

    `reason` is why the room goes on although something is missing in the stage `checked` (by
    default the present one). `waiver` is why a stage is opened although those it stands behind
    lack something; it is kept with them. Raises `Locked` without it.
    """
    target = edit.get(Stage, stage_id)
    _unlock(edit, target, edit.text(waiver, _("The reason"), limit=500))
    why = edit.text(reason, _("The reason"), limit=500)
    lacking = edit.state.find(Stage, checked) or edit.state.stage
    if why and lacking is not None:
        edit.change(lacking, left_reason=why)
    present = edit.state.stage
    if present is not None and present.id == target.id and present.state == StageState.ACTIVE:
        return present
    if present is not None:
        spent = elapsed_seconds(present, edit.now)
        edit.change(present, state=StageState.DONE, elapsed=spent, running_since="")
    if edit.workshop.state != WorkshopState.CLOSED:
        edit.change(edit.workshop, state=WorkshopState.RUNNING)
    edit.change(edit.workshop, stage_id=target.id)
    edit.says(
        _("Entered {title}, going on because: {reason}").format(title=target.title, reason=why)
        if why
        else _("Entered {title}").format(title=target.title)
    )
    return edit.change(target, state=StageState.ACTIVE, running_since=edit.instant)


def _unlock(edit: Edit, target: Stage, waiver: str) -> None:
    missing = in_the_way(edit.state, target, edit.today)
    if missing and not waiver:
        raise Locked(target.title, missing)
    for each in edit.state.stages:
        if each.key in {one.go_to for one in missing}:
            edit.change(each, left_reason=waiver)
