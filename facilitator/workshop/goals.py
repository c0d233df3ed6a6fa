"""Goals: one number each that must move, from a base to a target, by a day, with an owner."""

from typing import Any

from facilitator.model import Goal, Topic
from facilitator.words.language import N_, _
from facilitator.workshop.edit import Edit
from facilitator.workshop.fields import (
    DIRECTIONS,
    Check,
    choice,
    day,
    decimal_text,
    owner,
    sources,
    suggested,
    words,
    yes_no,
)
from facilitator.workshop.ledger import change_row, checked, delete_row, move_row, row_of

METRICS = (
    *("revenue", "market share", "margin", "contribution", "clients", "retention", "NPS"),
    "other",
)
"""What goals of sales are usually measured by; any other words are taken too."""

FIELDS: dict[str, Check] = {
    "text": words(N_("The goal"), needed=True),
    "metric": suggested(N_("The metric"), METRICS, limit=200),
    "unit": words(N_("The unit"), limit=40),
    "data_source": words(N_("The data source"), limit=200),
    "baseline": decimal_text,
    "target": decimal_text,
    "deadline": day,
    "owner_id": owner,
    "direction": choice(N_("The direction"), DIRECTIONS),
    "milestone": words(N_("The milestone"), limit=500),
    "scope": words(N_("The scope"), limit=200),
    "sources": sources,
    "not_doing": words(N_("What we will not do"), limit=500),
    "relevant": yes_no,
    "capacity": decimal_text,
}


def add_goal(edit: Edit, text: str, **values: Any) -> Goal:
    """Take in a goal; base and target are exact decimals, kept as text, empty when unknown.

    Further values are named as in `FIELDS`; the deadline may be words, the owner initials, the
    sources references ("SO1, W2"). Raises `Refused` with the field's name.
    """
    kept = checked(edit, FIELDS, {"text": text} | values)
    row = edit.add_last(Goal(workshop_id=edit.workshop.id, ref=edit.next_refs("G")[0], **kept))
    edit.says(_("{ref} added").format(ref=row.ref))
    return row


def change_goal(edit: Edit, goal: str, **values: Any) -> Goal:
    """Change fields of a goal (id or reference)."""
    return change_row(edit, row_of(edit.state, Goal, goal), FIELDS, values)


def delete_goal(edit: Edit, goal: str) -> None:
    """Take a goal out with its confidence votes; actions no longer name it as a source."""
    delete_row(edit, row_of(edit.state, Goal, goal), Topic.CONFIDENCE)


def reorder_goal(edit: Edit, goal: str, steps: int) -> Goal:
    """Move a goal up (negative) or down."""
    return move_row(edit, row_of(edit.state, Goal, goal), steps)
