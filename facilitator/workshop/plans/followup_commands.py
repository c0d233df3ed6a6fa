"""Commands of a review: an action gets a new day with its reason, a red KPI an action."""

from datetime import date
from typing import Any

from facilitator.model import Action
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop import fields
from facilitator.workshop.actions import add_action, change_action, echo, has_votes, note_agreed
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.ledger import row_of
from facilitator.workshop.records import record_of, text
from facilitator.workshop.results.actions import ANSWERS, MOVED_WHY


def move_action(edit: Edit, action: str, deadline: date | str, why: str) -> Action:
    """Give an action a new deadline and say why; who voted on it is asked again.

    The deadline that was agreed first is kept beside it. Raises `Refused` with the field
    “deadline” or “why” when one is missing.
    """
    row = row_of(edit.state, Action, action)
    new = fields.day(edit, "deadline", deadline)
    if new is None:
        raise Refused(
            _("Say the new day of {ref}, for example 5 mar.").format(ref=row.ref), "deadline"
        )
    if new == row.deadline:
        raise Refused(
            _("{ref} is due on {day} already.").format(ref=row.ref, day=say_day(new)), "deadline"
        )
    reason = edit.text(why, _("The reason"))
    if not reason:
        raise Refused(
            _("Say why {ref} moves: 5 mar; what keeps it from the old day.").format(ref=row.ref),
            "why",
        )
    again = has_votes(edit, row)
    note_agreed(edit, row)
    put_answer(edit, ANSWERS, MOVED_WHY, reason, row.id)
    moved = change_action(edit, row.id, deadline=new)
    said = (
        _("{ref} moved to {day}, votes on it are asked for again")
        if again
        else _("{ref} moved to {day}")
    )
    edit.says(said.format(ref=row.ref, day=say_day(new)))
    return moved


def action_from_kpi(edit: Edit, kpi: str, **values: Any) -> Action:
    """Make an action of a KPI that is off course, with its person as owner (coverage row 140)."""
    row = record_of(edit.state, kpi)
    target = f"{text(row, 'target')} {text(row, 'unit')}".strip() if text(row, "target") else ""
    wanted = _("Bring {kpi} back to {target}") if target else _("Bring {kpi} back to target")
    title = wanted.format(kpi=text(row, "name"), target=target)
    taken: dict[str, Any] = {"title": title, "sources": [row.ref]}
    if text(row, "person"):
        taken["owner_id"] = text(row, "person")
    action = add_action(edit, **taken | values)
    edit.says(_("{action}, from {ref}").format(action=echo(edit, action), ref=row.ref))
    return action
