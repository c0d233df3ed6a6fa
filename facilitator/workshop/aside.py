"""What a session keeps beside its content: the moderator's own notes, and what the room is doing.

Both lie among the answers, under forms no agenda can have: `private:…` is for the moderator's eyes
alone, `room:…` says whose turn it is or how long the room still writes. Neither is part of any
document but the complete JSON one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from facilitator.model import MEMBERS, Answer, Row
from facilitator.store.entry import Change, Entry
from facilitator.workshop.state import State

PRIVATE, ROOM = "private:", "room:"
VOTES = f"{ROOM}votes"
"""The form that says which votes are hidden, and what was given when they were revealed."""


def is_aside(form: str) -> bool:
    """Whether answers to this form are beside the content of the session."""
    return form.startswith((PRIVATE, ROOM))


def without_aside(state: State) -> State:
    """The state as documents show it; the same one where there is nothing to leave out."""
    if not any(is_aside(row.form) for row in state.rows(Answer)):
        return state
    members: Iterable[Row] = (row for kind in MEMBERS for row in state.rows(kind))
    kept = [row for row in members if not (isinstance(row, Answer) and _stays_behind(row))]
    return State([state.workshop, *kept], state.head)


def _stays_behind(row: Answer) -> bool:
    """Documents know that a vote is hidden, so that they can say so, and nothing else of it."""
    return is_aside(row.form) and not (row.form == VOTES and row.field in ("hidden", "shown"))


def history_without_aside(history: Sequence[Entry]) -> list[Entry]:
    """The same entries without what they changed beside the content."""
    hidden: set[str] = set()
    found: list[Entry] = []
    for entry in history:
        for change in entry.changes:
            values = change.after or change.before or {}
            if change.table == Answer.__tablename__ and is_aside(str(values.get("form", ""))):
                hidden.add(change.key)
        kept = tuple(each for each in entry.changes if not _is_hidden(each, hidden))
        found.append(entry if len(kept) == len(entry.changes) else replace(entry, changes=kept))
    return found


def _is_hidden(change: Change, hidden: set[str]) -> bool:
    return change.table == Answer.__tablename__ and change.key in hidden
