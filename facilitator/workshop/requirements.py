"""What key clients require, and how far we and a competitor meet it."""

from typing import Any

from facilitator.model import Requirement
from facilitator.words.language import N_, _
from facilitator.workshop.edit import Edit
from facilitator.workshop.fields import Check, channel, owner, whole, words, yes_no
from facilitator.workshop.ledger import change_row, checked, delete_row, move_row, row_of

FIELDS: dict[str, Check] = {
    "text": words(N_("The requirement"), needed=True),
    "importance": whole(N_("Importance"), 1, 5),
    "required": whole(N_("The required level"), 1, 5),
    "own": whole(N_("Our level"), 1, 5),
    "competitor": whole(N_("The competitor's level"), 1, 5),
    "channel_id": channel,
    "owner_id": owner,
    "evidence": words(N_("The evidence")),
    "assumption": yes_no,
    "process_change": words(N_("The process to change"), limit=500),
    "at_risk": yes_no,
}


def add_requirement(edit: Edit, text: str, **values: Any) -> Requirement:
    """Take in a requirement; levels are 1 to 5 or None, which is not a 0.

    Further values are named as in `FIELDS`; a channel and an owner may be given by name. Raises
    `Refused` with the field's name.
    """
    kept = checked(edit, FIELDS, {"text": text} | values)
    row = edit.add_last(
        Requirement(workshop_id=edit.workshop.id, ref=edit.next_refs("R")[0], **kept)
    )
    edit.says(_("{ref} added").format(ref=row.ref))
    return row


def change_requirement(edit: Edit, requirement: str, **values: Any) -> Requirement:
    """Change fields of a requirement (id or reference)."""
    return change_row(edit, row_of(edit.state, Requirement, requirement), FIELDS, values)


def delete_requirement(edit: Edit, requirement: str) -> None:
    """Take a requirement out; goals and actions no longer name it as a source."""
    delete_row(edit, row_of(edit.state, Requirement, requirement))


def reorder_requirement(edit: Edit, requirement: str, steps: int) -> Requirement:
    """Move a requirement up (negative) or down."""
    return move_row(edit, row_of(edit.state, Requirement, requirement), steps)
