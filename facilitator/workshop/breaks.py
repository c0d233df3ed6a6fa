"""A break nobody had planned: it comes into the agenda and counts like every other stage."""

from dataclasses import replace

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Stage, StageState
from facilitator.words.language import _
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.stages import elapsed_seconds, new_stage


def break_now(edit: Edit, plan: Plan, minutes: int) -> Stage:
    """Put a break before the present stage and enter it; that stage goes on afterwards.

    It is part of the agenda from now on, so that the projected end and the times of the stages
    know it. What the interrupted stage took so far is kept. Raises `Refused` in a break already,
    and before the session has begun.
    """
    present = edit.state.stage
    if present is None:
        raise Refused(_("The session has not begun. Ctrl+N enters the first stage."))
    if present.kind == "break":
        raise Refused(_("This is a break already. F5 makes it longer."))
    fresh = new_stage(edit.workshop.id, replace(plan, minutes=minutes), edit.workshop.language)
    # Nothing was planned for it: all of its minutes come on top of the day as it was agreed.
    row = edit.add_last(fresh.with_changes({"spec": fresh.spec | {"minutes": 0}}))
    order = [each.id for each in edit.state.stages if each.id != row.id]
    order.insert(order.index(present.id), row.id)
    for position, each in enumerate(order):
        edit.change(edit.get(Stage, each), position=position)
    spent = elapsed_seconds(present, edit.now)
    begun = go_to(edit, row.id)
    interrupted = edit.get(Stage, present.id)
    if present.state == StageState.ACTIVE:
        edit.change(interrupted, state=StageState.AHEAD, elapsed=spent, running_since="")
    edit.says(_("{stage}, {minutes} min").format(stage=begun.title, minutes=minutes))
    return begun
