"""What the ledgers share: rows with checked fields, their order, and who points at them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from facilitator.model import Action, Goal, Topic, Vote
from facilitator.words.language import _
from facilitator.words.text import excerpt
from facilitator.workshop import lookup
from facilitator.workshop.called import called, moved
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import Check
from facilitator.workshop.lookup import Referable
from facilitator.workshop.state import State

L = TypeVar("L", bound=Referable)


def row_of(state: State, kind: type[L], key: str) -> L:
    """The row of a ledger with this id or reference; raises `Refused` when it is gone."""
    found = state.find(kind, key) or lookup.references(state).get(key.strip().upper())
    if not isinstance(found, kind):
        raise Refused(
            _("There is no {row} {reference} any more.").format(
                row=called(str(kind.__tablename__)), reference=excerpt(key)
            )
        )
    return found


def checked(edit: Edit, columns: Mapping[str, Check], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as their columns hold them; raises `Refused` with the field's name."""
    for field in values:
        if field not in columns:
            raise TypeError(f"There is no field {field} in this ledger.")
    return {field: columns[field](edit, field, value) for field, value in values.items()}


def change_row(edit: Edit, row: L, columns: Mapping[str, Check], values: Mapping[str, Any]) -> L:
    """Change fields of a row; raises `Refused` with the field's name."""
    kept = checked(edit, columns, values)
    edit.says(_("{ref} changed").format(ref=row.ref))
    return edit.change(row, **kept)


def delete_row(edit: Edit, row: Referable, votes: Topic | None = None) -> None:
    """Take a row out; goals and actions no longer name it, votes of that topic about it go too."""
    if votes is not None:
        forget_votes(edit, votes, row.id)
    forget_reference(edit, row.ref)
    edit.says(_("{ref} deleted").format(ref=row.ref))
    edit.remove(row)


def move_row(edit: Edit, row: L, steps: int) -> L:
    """Move a row up (negative) or down among its like; references stay with their rows."""
    return move_among(edit, row, edit.state.rows(type(row)), steps)


def move_among(edit: Edit, row: L, like: Sequence[L], steps: int) -> L:
    """Move a row up (negative) or down among these; references stay with their rows."""
    moving = list(like)
    at = [each.id for each in moving].index(row.id)
    to = max(0, min(len(moving) - 1, at + steps))
    if to == at:
        return row
    places = [each.position for each in moving]
    moving.insert(to, moving.pop(at))
    for each, position in zip(moving, places, strict=True):
        edit.change(each, position=position)
    edit.says(moved(row.ref, steps))
    return edit.get(type(row), row.id)


def forget_reference(edit: Edit, ref: str) -> None:
    """Take a reference out of what goals and actions name, because its row goes."""
    for kind in (Goal, Action):
        for row in edit.state.rows(kind):
            if ref in row.sources:
                edit.change(row, sources=[each for each in row.sources if each != ref])
    for row in edit.state.rows(Action):
        if ref in row.depends_on:
            edit.change(row, depends_on=[each for each in row.depends_on if each != ref])


def forget_votes(edit: Edit, topic: Topic, target_id: str) -> None:
    """Take out the votes about a row that goes."""
    edit.remove_all(
        vote
        for vote in edit.state.rows(Vote)
        if vote.topic == topic and vote.target_id == target_id
    )


def rename_reference(edit: Edit, old: str, new: str) -> None:
    """Let goals and actions follow a reference that changed."""
    for kind in (Goal, Action):
        for row in edit.state.rows(kind):
            if old in row.sources:
                edit.change(row, sources=[new if each == old else each for each in row.sources])
