"""The shape of the document: header, tables in a fixed order, journal."""

from collections.abc import Iterable
from typing import Any

from facilitator.model import MEMBERS, Row, Workshop, type_of
from facilitator.store.entry import Change, Entry, Plain
from facilitator.workshop.state import State

FORMAT = "facilitator-session"
VERSION = 2
"""Grows when a program that knows only the older one would lose something."""

LATER: dict[str, Plain] = {
    "figure": {"source": ""},
    "action": {"origin_id": ""},
    "workshop": {
        "kind": "session",
        "parent_id": "",
        "parent_seq": 0,
        "person": "",
        "period_first": None,
        "period_last": None,
        "version": 1,
        "language": "en",
    },
}
"""Columns a table was given later, with what they hold in rows written before."""

LOCAL = "number"
"""The column of the session every database gives anew; it never leaves its database."""


def to_document(state: State, history: Iterable[Entry]) -> dict[str, Any]:
    """The whole session as values JSON can hold.

    `history` is its whole journal, oldest first: with it, undo works wherever the document is
    taken in. The document is the same, key by key, for the same session in any database.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "session": _without_number(ordered(state.workshop)),
        "tables": {
            str(kind.__tablename__): [ordered(row) for row in state.rows(kind)] for kind in MEMBERS
        },
        "journal": [_entry(entry) for entry in history],
    }


def ordered(row: Row) -> Plain:
    """The row's values in the order its table lists them."""
    values = row.plain()
    return {name: values[name] for name in type(row).model_fields}


def _entry(entry: Entry) -> Plain:
    return entry.plain() | {"changes": [_change(change) for change in entry.changes]}


def _change(change: Change) -> Plain:
    return {
        "table": change.table,
        "key": change.key,
        "before": _values(change.table, change.before),
        "after": _values(change.table, change.after),
    }


def _values(table: str, values: Plain | None) -> Plain | None:
    if values is None:
        return None
    names = type_of[table].model_fields
    kept = {name: values[name] for name in names if name in values}
    return _without_number(kept) if table == Workshop.__tablename__ else kept


def _without_number(values: Plain) -> Plain:
    return {name: value for name, value in values.items() if name != LOCAL}
