"""Journals as they can be found: in the second copy, in a backup, in what is left of a database."""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from facilitator.store.backup import copies, names
from facilitator.store.entry import Entry
from facilitator.store.glance import DatabaseRefused, reading, schema_of
from facilitator.store.recorder import read_entries

Journals = dict[str, dict[int, Entry]]
"""Workshop id to its entries by their numbers."""

COLUMNS = "id, workshop_id, seq, kind, target, verb, label, who, stage_key, at, changes"


def from_recorder(directory: Path) -> Journals:
    """The second copy of one database."""
    found = {path.stem: read_entries(path) for path in sorted(directory.glob("*.jsonl"))}
    return {key: {entry.seq: entry for entry in told} for key, told in found.items() if told}


def from_backup(directory: Path, name: str) -> tuple[Path | None, Journals]:
    """The newest copy of a database that can be read whole, and its journals."""
    for copy in copies(directory, name):
        with contextlib.suppress(sqlite3.Error, DatabaseRefused, OSError):
            if schema_of(copy) and is_whole(copy):
                return copy, salvaged(copy)
    return None, {}


def everywhere(recorder: Path, backups: Path) -> tuple[Journals, Journals]:
    """What the second copies, and the newest good backups, of all databases hold together.

    Of a session that several databases held, the longest journal counts.
    """
    told = [from_recorder(directory) for directory in sorted(recorder.glob("*/"))]
    kept = [from_backup(backups, name)[1] for name in names(backups)]
    return _longest(told), _longest(kept)


def salvaged(database: Path) -> Journals:
    """The journals of a database file, row by row, passing over what cannot be read."""
    found: Journals = {}
    with contextlib.suppress(sqlite3.Error, OSError), reading(database) as connection:
        for entry in _rows(connection):
            found.setdefault(entry.workshop_id, {})[entry.seq] = entry
    return found


def is_whole(database: Path) -> bool:
    """Whether every page of a database file can be read; raises `sqlite3.Error` when it is held."""
    try:
        with reading(database) as connection:
            return connection.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def merged(first: Journals, *others: Journals) -> Journals:
    """The first journals, completed from others that tell the same story where they overlap."""
    whole = {key: dict(told) for key, told in first.items()}
    for other in others:
        for key, told in other.items():
            mine = whole.setdefault(key, {})
            if all(mine.get(seq, entry).id == entry.id for seq, entry in told.items()):
                whole[key] = told | mine
    return whole


def _longest(found: Iterable[Journals]) -> Journals:
    longest: Journals = {}
    for journals in found:
        for key, told in journals.items():
            if len(told) > len(longest.get(key, {})):
                longest[key] = told
    return longest


def _rows(connection: sqlite3.Connection) -> Iterator[Entry]:
    last = connection.execute("select max(rowid) from journal").fetchone()[0] or 0
    query = f"select {COLUMNS} from journal where rowid = ?"
    for rowid in range(1, last + 1):
        # One damaged page costs its own rows, not those behind it.
        with contextlib.suppress(sqlite3.DatabaseError, ValueError, KeyError, TypeError):
            row = connection.execute(query, (rowid,)).fetchone()
            if row is not None:
                values: dict[str, Any] = dict(zip(COLUMNS.split(", "), row, strict=True))
                values["changes"] = json.loads(values["changes"])
                yield Entry.from_plain(values)
