"""What changed between two versions of a plan, or between two sessions.

Source: coverage row 132 (versions with what changed and why).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Row: TypeAlias = Mapping[str, object]
"""Fields of one row; a field that is missing, None or an empty text is blank."""

Table: TypeAlias = Mapping[str, Row]
"""Rows by a key that stays the same through all versions, in their order."""

_BLANK: tuple[object, ...] = (None, "", (), [])


class ChangeKind(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; of an added or removed row every field that is not blank."""

    table: str
    key: str
    """Key of the row in the later version; of a removed one in the earlier version."""
    kind: ChangeKind
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """Rows added, removed and changed in one table."""

    table: str
    added: int
    removed: int
    changed: int


def changes(
    before: Mapping[str, Table],
    after: Mapping[str, Table],
    continues: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Change, ...]:
    """Compare two versions table by table, row by row, field by field.

    Rows are the same when they have the same key; `continues` says for a table which later key
    continues which earlier one, as the actions of a follow-up do. Order: tables and rows as in
    the later version, then those that are gone. The place of a row is not compared.
    """
    found: list[Change] = []
    for name in _union(after, before):
        origins = (continues or {}).get(name, {})
        found += _table_changes(name, before.get(name, {}), after.get(name, {}), origins)
    return tuple(found)


def _table_changes(
    name: str, before: Table, after: Table, origins: Mapping[str, str]
) -> list[Change]:
    found: list[Change] = []
    continued: set[str] = set()
    for key, row in after.items():
        origin = origins.get(key, key)
        earlier = before.get(origin)
        continued.add(origin)
        kind = ChangeKind.ADDED if earlier is None else ChangeKind.CHANGED
        found += _row_changes(name, key, kind, earlier or {}, row)
    for key, row in before.items():
        if key not in continued:
            found += _row_changes(name, key, ChangeKind.REMOVED, row, {})
    return found


def _row_changes(table: str, key: str, kind: ChangeKind, before: Row, after: Row) -> list[Change]:
    found = [
        Change(table, key, kind, field, was, now)
        for field in _union(after, before)
        if (was := _value(before, field)) != (now := _value(after, field))
    ]
    if not found and kind is not ChangeKind.CHANGED:
        # A row of blanks came or went: that is a change without a field.
        found.append(Change(table, key, kind, "", None, None))
    return found


def count_changes(found: Sequence[Change]) -> tuple[ChangeCount, ...]:
    """Rows per table that were added, removed or changed; tables in the order of the changes."""
    rows: dict[str, dict[ChangeKind, set[str]]] = {}
    for change in found:
        kinds = rows.setdefault(change.table, {kind: set() for kind in ChangeKind})
        kinds[change.kind].add(change.key)
    return tuple(
        ChangeCount(
            table,
            len(kinds[ChangeKind.ADDED]),
            len(kinds[ChangeKind.REMOVED]),
            len(kinds[ChangeKind.CHANGED]),
        )
        for table, kinds in rows.items()
    )


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _value(row: Row, field: str) -> object:
    value = row.get(field)
    return None if value in _BLANK else value
