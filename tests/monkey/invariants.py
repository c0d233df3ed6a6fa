"""What holds of every database of sessions at every moment, whoever wrote it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from facilitator.store.entry import Entry
from facilitator.store.places import Places
from facilitator.store.recorder import Recorder
from facilitator.store.store import Store
from facilitator.workshop.state import State
from tests.store.sessions import rows


def broken_in_file(database: Path) -> list[str]:
    """What SQLite itself finds wrong: foreign keys that lead nowhere, damaged pages."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        strays = connection.execute("pragma foreign_key_check").fetchall()
        whole = connection.execute("pragma integrity_check(1)").fetchone()[0]
    found = [f"{len(strays)} rows refer to none: {strays[:3]}"] if strays else []
    return found if whole == "ok" else [*found, f"damaged: {whole}"]


def broken(store: Store, places: Places, shown: State | None = None) -> list[str]:
    """Everything that is not as promised; empty when all is well. Blocks on the disk.

    The journal has no gap and leads to what is in the tables; the second copy tells the same
    entries; what a screen shows is what is in the tables.
    """
    found = broken_in_file(places.database)
    for session in store.summaries():
        found += broken_in_session(store, store.recorder, session.id)
    if shown is not None and plain(shown) != rows(store, shown.workshop.id):
        found.append("the screen shows another state than the tables hold")
    return found


def broken_in_session(store: Store, recorder: Recorder, workshop_id: str) -> list[str]:
    """What is wrong with one session."""
    found: list[str] = []
    journal = store.entries(workshop_id)
    if [each.seq for each in journal] != list(range(1, len(journal) + 1)):
        found.append("the journal has a gap")
    stored = rows(store, workshop_id)
    if replayed(journal) != stored:
        found.append("the journal leads elsewhere than the tables")
    second = [each.plain() for each in recorder.entries(workshop_id)]
    if second != [each.plain() for each in journal]:
        found.append(f"the second copy has {len(second)} entries, the journal {len(journal)}")
    return found


def replayed(journal: list[Entry]) -> dict[str, dict[str, Any]]:
    """The rows a journal leads to, by id, worked out without the store."""
    found: dict[str, dict[str, Any]] = {}
    for entry in journal:
        for change in entry.changes:
            if change.after is None:
                found.pop(change.key, None)
            else:
                found[change.key] = found.get(change.key, {}) | change.after
    return found


def plain(state: State) -> dict[str, dict[str, Any]]:
    """The rows of a picture by id, as the tables would give them."""
    return {
        row.id: row.model_dump(mode="json", warnings=False)
        for table in state._tables.values()  # pyright: ignore[reportPrivateUsage]
        for row in table.values()
    }
