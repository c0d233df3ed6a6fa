"""What is entered while the database server is away: kept on this computer, sent when it is back.

Lines like those of the second copy, in a directory of their own beside it; nothing is taken out of
them before the server has it. Whoever wrote to the server meanwhile was first: our entries are
numbered behind theirs, get references that are free, and say in `before` what they replace.
"""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from facilitator.model import type_of
from facilitator.store import journal
from facilitator.store.entry import Change, Entry, Kind, Plain
from facilitator.store.files import create_private, private, set_aside, stamp
from facilitator.store.journal import Behind, Gone
from facilitator.store.recorder import Recorder
from facilitator.store.trouble import is_away, passes


class Waiting:
    """Entries and half-typed lines of one database that its server does not have yet."""

    def __init__(self, directory: Path) -> None:
        self._lines = Recorder(directory)
        self._directory = directory

    def keep(self, entry: Entry) -> None:
        """Write an entry and return when it is on disk; raises `OSError`, or `Behind` when another
        window of this computer was first."""
        known = self.entries(entry.workshop_id)
        if known and known[-1].seq != entry.seq - 1:
            raise Behind(entry.workshop_id)
        if self._lines.keep(entry, lambda _after: [entry]):
            raise Behind(entry.workshop_id)

    def entries(self, workshop_id: str) -> list[Entry]:
        """What waits for one session, in order."""
        return self._lines.entries(workshop_id)

    def workshops(self) -> list[str]:
        """The sessions for which anything waits."""
        drafts = {path.stem for path in self._directory.glob("*.drafts")}
        return sorted({*self._lines.workshops(), *drafts})

    def sent(self, workshop_id: str, left: bool) -> Path | None:
        """The server has it all; with `left`, the lines are put aside and their path returned."""
        path = self._lines.file(workshop_id)
        if left and path.exists():
            return set_aside(path, "left")
        path.unlink(missing_ok=True)
        return None

    def leave(self) -> None:
        """The program ends: the next one may send what is still here."""
        with contextlib.suppress(OSError):
            if any(self._directory.iterdir()):
                self._directory.rename(self._directory.with_name(f"left-{stamp()}"))
            else:
                self._directory.rmdir()

    def keep_draft(self, workshop_id: str, place: str, words: str) -> None:
        """Keep a half-typed line; an empty one is forgotten on the server, too."""
        path = self._directory / f"{workshop_id}.drafts"
        kept = self.drafts(workshop_id) | {place: words}
        fresh = private(self._directory) / f"{workshop_id}.part"
        fresh.unlink(missing_ok=True)
        create_private(fresh)
        fresh.write_text(json.dumps(kept), "utf-8")
        fresh.replace(path)

    def drafts(self, workshop_id: str) -> dict[str, str]:
        """Half-typed lines by place."""
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads((self._directory / f"{workshop_id}.drafts").read_text("utf-8")))
        return {}

    def drafts_sent(self, workshop_id: str) -> None:
        """The server has them."""
        (self._directory / f"{workshop_id}.drafts").unlink(missing_ok=True)


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
    """Commit entries behind whatever the server holds, in the connection's transaction."""
    ours = [entry for entry in told if not journal.is_kept(connection, entry)]
    new, left, moved, replaced = 0, 0, False, list[str]()
    for entry in ours:
        while True:
            theirs: list[str] = []
            try:
                with connection.begin_nested():
                    placed = entry
                    if moved:
                        seq = journal.head(connection, workshop_id) + 1
                        placed = _behind_theirs(connection, entry, seq, theirs)
                    journal.commit(connection, placed)
            except Behind as behind:
                if not isinstance(behind, Gone):
                    moved = True  # somebody was first, or is at this very moment
                    continue
                left, moved = left + 1, True
            except SQLAlchemyError as error:
                if passes(error) or is_away(error):
                    raise
                left, moved = left + 1, True
            else:
                new += 1
                replaced += theirs
            break
    return Sent(new, left, moved, tuple(replaced))


def standing(entries: Sequence[Entry]) -> tuple[Entry | None, Entry | None]:
    """What undo would take back and what redo would do again, worked out from a journal."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if entry.kind is Kind.DO:
            done.append(entry)
            undone.clear()
        elif entry.kind is Kind.UNDO and done:
            undone.append(done.pop())
        elif entry.kind is Kind.REDO and undone:
            done.append(undone.pop())
    return done[-1] if len(done) > 1 else None, undone[-1] if undone else None


def _behind_theirs(connection: Connection, entry: Entry, seq: int, replaced: list[str]) -> Entry:
    offsets: dict[str, int] = {}
    changes: list[Change] = []
    for change in entry.changes:
        if change.before is None:
            changes.append(change)
            continue
        now = _now(connection, change)
        if change.after is None:
            changes.append(replace(change, before=now))
            continue
        after = {
            name: _merged(change.before.get(name), value, now.get(name))
            for name, value in change.after.items()
        }
        if change.table == "workshop" and "counters" in after:
            offsets = _offsets(change.before["counters"], now["counters"])
        for name, value in after.items():
            there = now.get(name)
            if isinstance(there, str) and there not in (change.before.get(name), value, ""):
                replaced.append(there)
        before = {name: now.get(name) for name in change.after}
        changes.append(replace(change, before=before, after=after))
    renamed = tuple(_renamed(change, offsets) for change in changes)
    return replace(entry.numbered(seq), changes=renamed)


def _now(connection: Connection, change: Change) -> Plain:
    """The row as the server holds it, in plain form; raises `Gone`."""
    table = SQLModel.metadata.tables[change.table]
    row = connection.execute(select(table).where(table.c.id == change.key)).mappings().first()
    if row is None:
        raise Gone(f"{change.table} {change.key} is not there any more.")
    return type_of[change.table].from_plain(dict(row)).plain()


def _merged(before: Any, after: Any, now: Any) -> Any:
    """Ours on top of theirs: of a dictionary only what we changed, of counters what we added."""
    if not (isinstance(after, dict) and isinstance(now, dict) and isinstance(before, dict)):
        return cast("Any", after)
    old, new = cast("Plain", before), cast("Plain", after)
    values: Plain = dict(cast("Plain", now))
    for name, value in new.items():
        if value == old.get(name):
            continue
        if isinstance(value, int) and not isinstance(value, bool):
            values[name] = int(values.get(name, 0)) + value - int(old.get(name, 0))
        else:
            values[name] = value
    return values


def _offsets(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """By prefix of a reference: how many were given away by others meanwhile."""
    return {name: count - before.get(name, 0) for name, count in now.items()}


def _renamed(change: Change, offsets: dict[str, int]) -> Change:
    ref = (change.after or {}).get("ref") if change.before is None else None
    if not isinstance(ref, str):
        return change
    prefix = ref.rstrip("0123456789")
    digits = ref[len(prefix) :]
    if not digits or not offsets.get(prefix):
        return change
    fresh = f"{prefix}{int(digits) + offsets[prefix]:0{len(digits)}}"
    return replace(change, after=(change.after or {}) | {"ref": fresh})
