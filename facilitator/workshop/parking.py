"""The parking lot: kept for later, and sorted to the last item before people leave."""

from typing import Any

from facilitator.model import Parked, ParkingOutcome
from facilitator.words.language import _
from facilitator.workshop import lookup
from facilitator.workshop.actions import make_action_from
from facilitator.workshop.called import begun, called
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import chosen
from facilitator.workshop.ledger import delete_row, row_of


def park(edit: Edit, text: str, raised_by: str = "") -> Parked:
    """Park something that does not belong here; whoever raised it is kept by initials."""
    stage = edit.state.stage
    row = edit.add_last(
        Parked(
            workshop_id=edit.workshop.id,
            ref=edit.next_refs("P")[0],
            text=edit.needed(text, _("What is parked")),
            raised_by=_raised_by(edit, raised_by),
            stage_key=stage.key if stage else "",
            raised_at=edit.instant,
        )
    )
    edit.says(_("{ref} parked").format(ref=row.ref))
    return row


def change_parked(edit: Edit, parked: str, **values: str) -> Parked:
    """Change the text, note or raised_by of a parked item."""
    row = row_of(edit.state, Parked, parked)
    kept: dict[str, Any] = {}
    for field, value in values.items():
        if field == "text":
            kept[field] = edit.needed(value, _("What is parked"))
        elif field == "raised_by":
            kept[field] = _raised_by(edit, value)
        else:
            kept[field] = edit.text(value, begun(field), limit=500)
    edit.says(_("{ref} changed").format(ref=row.ref))
    return edit.change(row, **kept)


def sort_parked(edit: Edit, parked: str, outcome: str, note: str | None = None) -> Parked:
    """Say where a parked item goes: action, decision, next meeting, dropped.

    The note says who and when, or why it is dropped; a dropped item needs it. Without `note` it
    stays as it is.
    """
    row = row_of(edit.state, Parked, parked)
    where = ParkingOutcome(chosen(_("The outcome"), list(ParkingOutcome), outcome, "outcome"))
    if where == ParkingOutcome.UNSORTED:
        raise Refused(_("Say where it goes: action, decision, next meeting or dropped."), "outcome")
    words = row.note if note is None else edit.text(note, _("The note"), limit=500)
    if where == ParkingOutcome.DROPPED and not words:
        raise Refused(_("Say in a few words why it is dropped."), "note")
    edit.says(f"{row.ref}: {called(where)}")
    return edit.change(row, outcome=where, note=words)


def sort_into_plan(edit: Edit, parked: str, outcome: str, **values: Any) -> Parked:
    """Sort a parked item by making an action or a decision of it, in one step.

    `values` are fields of the action or decision. The item's note names what was made.
    """
    row = row_of(edit.state, Parked, parked)
    where = chosen(_("The outcome"), ["action", "decision"], outcome, "outcome")
    if where == ParkingOutcome.ACTION:
        made = make_action_from(edit, row.id, **values).ref
    else:
        text = str(values.pop("text", row.text))
        made = add_decision(edit, text, **values).ref
    edit.says(_("{ref} became {made}").format(ref=row.ref, made=made))
    return edit.change(edit.get(Parked, row.id), outcome=ParkingOutcome(where), note=made)


def unsort(edit: Edit, parked: str) -> Parked:
    """Put a parked item back among the unsorted ones; its note stays."""
    row = row_of(edit.state, Parked, parked)
    edit.says(_("{ref} not sorted").format(ref=row.ref))
    return edit.change(row, outcome=ParkingOutcome.UNSORTED)


def delete_parked(edit: Edit, parked: str) -> None:
    """Take a parked item out altogether; it is in the history only."""
    delete_row(edit, row_of(edit.state, Parked, parked))


def _raised_by(edit: Edit, words: str) -> str:
    return lookup.person(edit.state, words, "raised_by").initials if words.strip() else ""
