"""Committing what waited for a server behind what others wrote there meanwhile.

Whoever wrote first was first: our entries are numbered behind theirs, get references that are free,
and say in `before` what they replace.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from facilitator.model import type_of
from facilitator.store import journal
from facilitator.store.entry import Change, Entry, Kind, Plain
from facilitator.store.journal import UNFIT, Behind, Gone


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the entries of one session."""

    new: int
    left: int
    """How many could not be put in: what they change is not there any more."""
    moved: bool
    """Whether somebody else had written meanwhile."""
    replaced: tuple[str, ...]
    """Words of theirs that ours replaced; both are in the history."""


def send(connection: Connection, workshop_id: str, told: Sequence[Entry]) -> Sent:
    """Commit entries behind whatever the server holds, in the connection's transaction.

    Only an entry that contradicts what is stored is left out; whatever else the server refuses is
    raised, and all of them wait on. Entries it holds already, as their answer was lost, count.
    """
    held = {entry.id: journal.place(connection, entry) for entry in told}
    moved = any(held[entry.id] not in (None, entry.seq) for entry in told)
    left, replaced = 0, list[str]()
    for entry in told:
        while held[entry.id] is None:
            theirs: list[str] = []
            try:
                with connection.begin_nested():
                    placed = entry
                    if moved:
                        seq = journal.head(connection, workshop_id) + 1
                        placed = _behind_theirs(connection, entry, seq, theirs)
                    journal.commit(connection, placed)
            except UNFIT:
                left, moved = left + 1, True
            except Behind:
                moved = True  # somebody was first, or is at this very moment
                continue
            else:
                replaced += theirs
            break
    return Sent(len(told) - left, left, moved, tuple(replaced))


def _behind_theirs(connection: Connection, entry: Entry, seq: int, replaced: list[str]) -> Entry:
    changes: list[Change] = []
    rows: dict[tuple[str, str], Plain] = {}
    """What the entry has made of the rows so far: it may change one several times."""
    offsets: dict[str, int] | None = None
    for change in _asked(connection, entry):
        place = change.table, change.key
        if change.before is None:
            fresh = _renamed(change.after or {}, offsets or {})
            changes.append(replace(change, after=fresh))
            rows[place] = fresh
            continue
        now = rows.pop(place, None) or _now(connection, change)
        if change.after is None:
            replaced += _lost(change.before, None, now)
            changes.append(replace(change, before=now))
            continue
        if offsets is None and change.table == "workshop" and "counters" in change.after:
            offsets = _offsets(change.before["counters"], now["counters"])
        there = {name: now.get(name) for name in change.after}
        after = {
            name: _merged(change.before.get(name), value, there[name], name == "counters")
            for name, value in change.after.items()
        }
        replaced += _lost(change.before, change.after, there)
        changes.append(replace(change, before=there, after=after))
        rows[place] = now | after
    return replace(entry.numbered(seq), changes=tuple(changes))


def _asked(connection: Connection, entry: Entry) -> Sequence[Change]:
    """What an entry changes: of undo and redo, what the server made of the entry they are about.

    Raises `Gone` when that was left out.
    """
    if not entry.target:
        return entry.changes
    target = journal.find(connection, entry.target)
    if target is None:
        raise Gone(entry.target)
    return target.changes if entry.kind is Kind.REDO else target.inverse()


def _now(connection: Connection, change: Change) -> Plain:
    """The row as the server holds it, in plain form; raises `Gone`."""
    table = SQLModel.metadata.tables[change.table]
    row = connection.execute(select(table).where(table.c.id == change.key)).mappings().first()
    if row is None:
        raise Gone(f"{change.table} {change.key} is not there any more.")
    return type_of[change.table].from_plain(dict(row)).plain()


def _merged(before: Any, after: Any, now: Any, counts: bool) -> Any:
    """Ours on top of theirs: of a dictionary only what we changed, of counters what we added."""
    if not (isinstance(after, dict) and isinstance(now, dict) and isinstance(before, dict)):
        return cast("Any", after)
    old, new = cast("Plain", before), cast("Plain", after)
    values: Plain = dict(cast("Plain", now))
    for name, value in new.items():
        if value == old.get(name):
            continue
        if not counts:
            values[name] = value
        elif value > old.get(name, 0) or values.get(name, 0) == old.get(name, 0):
            values[name] = values.get(name, 0) + value - old.get(name, 0)
        # else ours is taken back, and somebody got a later number meanwhile: it stays given
    return values


def _lost(before: Any, after: Any, now: Any) -> Iterator[str]:
    """Words that are there now, and neither were when ours was made nor are behind it."""
    if isinstance(now, str):
        if now not in (before, after, ""):
            yield now
    elif isinstance(now, dict) and isinstance(before, dict):
        old, new = cast("Plain", before), cast("Plain", after) if isinstance(after, dict) else {}
        for name, value in cast("Plain", now).items():
            if old.get(name) != new.get(name) and not name.endswith("_id"):
                yield from _lost(old.get(name), new.get(name), value)


def _offsets(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """By prefix of a reference: how many were given away by others meanwhile."""
    return {name: count - before.get(name, 0) for name, count in now.items()}


def _renamed(row: Plain, offsets: dict[str, int]) -> Plain:
    ref = row.get("ref")
    if not isinstance(ref, str):
        return row
    prefix = ref.rstrip("0123456789")
    digits = ref[len(prefix) :]
    if not digits or not offsets.get(prefix):
        return row
    return row | {"ref": f"{prefix}{int(digits) + offsets[prefix]:0{len(digits)}}"}
