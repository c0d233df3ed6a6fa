"""Forgetting a session: its words are taken out of every file this computer keeps of it.

The database, its backups and what was put aside are rewritten without them (`secure_delete` and
`VACUUM`: a row that is only deleted stays readable in the file), the second copy and the kept
ledger are removed, and so are exported files that are as they were written. What lies elsewhere
cannot be reached, and is said.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from facilitator.store import exported, whole
from facilitator.store.files import sync_directory
from facilitator.store.glance import DatabaseRefused, schema_of
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.store.trouble import NotSaved, reason
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was cleaned or removed, and what could not be reached, as sentences."""

    cleaned: tuple[Path, ...]
    out_of_reach: tuple[str, ...]


def forget(store: Store, workshop_id: str) -> Forgotten:
    """Take a session out of the database and of everything kept beside it.

    The database comes last: whoever is stopped before finds the session and forgets it again.
    Raises `NotSaved` when the database refuses; the session is in it then. Whatever else cannot be
    cleaned is told, not raised.
    """
    store.write(whole.alone).result()  # refuses already what nobody may write to
    store.back_up().result()  # no copy is being made while copies are cleaned
    cleaned, more = clean_copies(store, workshop_id)
    for home in (store.places.ledgers, store.places.holds):
        directory = home / workshop_id
        if directory.exists() and directory.resolve().parent == home.resolve():
            shutil.rmtree(directory, ignore_errors=True)
            cleaned.append(directory)
            if directory.exists():
                more.append(_("{path} could not be removed.").format(path=directory))
    gone, left = exported.remove_all(store.places, workshop_id)
    cleaned += gone
    more += left
    store.write(lambda connection: whole.take_out(connection, workshop_id)).result()
    problems = compacted(store)
    if store.file is None:
        more.append(
            _("The server's own backups and logs are not reached from here; ask its administrator.")
        )
    return Forgotten(tuple(cleaned), (*problems, *more))


def clean_copies(store: Store, workshop_id: str) -> tuple[list[Path], list[str]]:
    """Take a session out of second copies, backups and databases that were put aside."""
    cleaned: list[Path] = []
    problems: list[str] = []
    for path in _lines(store.places, workshop_id):
        with _told(path, problems):
            path.write_bytes(b"")
            path.unlink()
            sync_directory(path.parent)
            cleaned.append(path)
    for path in _databases(store):
        with _told(path, problems):
            if _clean(path, workshop_id):
                cleaned.append(path)
    return cleaned, problems


def _lines(places: Places, workshop_id: str) -> list[Path]:
    """Files of the second copy, of every database: in use, put aside, waiting for a server."""
    of_it = (each for each in places.recorder.glob("**/*") if each.is_file())
    return sorted(each for each in of_it if each.name.startswith(f"{workshop_id}."))


def _databases(store: Store) -> list[Path]:
    """Backups of every database, and what was renamed beside this one."""
    found = [*store.places.backups.glob("*.db"), *store.places.backups.glob("*.part")]
    if store.file is not None:
        found += store.file.parent.glob(f"{store.file.name}.*-*")
    return sorted(each for each in found if not each.name.endswith(("-journal", "-wal", "-shm")))


def compacted(store: Store) -> list[str]:
    """Rewrite the database, so that nothing of deleted rows is left in its file; or say why not."""
    problems: list[str] = []
    try:
        store.compact().result()
    except NotSaved as refusal:
        problems.append(
            _(
                "The session is deleted, but its words may still be in the database's file until "
                "other rows take their place: {reason}"
            ).format(reason=refusal)
        )
    return problems


def _clean(path: Path, workshop_id: str) -> bool:
    """Take a session out of a database file of any age; returns whether it held it."""
    schema_of(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
        connection.execute("pragma secure_delete=on")
        connection.execute("pragma foreign_keys=off")
        tables = connection.execute("select name from sqlite_master where type='table'").fetchall()
        gone = 0
        connection.execute("begin immediate")
        for (table,) in tables:
            names = {row[1] for row in connection.execute(f'pragma table_info("{table}")')}
            column = "id" if table == "workshop" else "workshop_id"
            if column in names and (table == "workshop" or "workshop_id" in names):
                where = f'delete from "{table}" where {column} = ?'
                gone += connection.execute(where, (workshop_id,)).rowcount
        connection.execute("commit")
        # Rows that were deleted before are still in free pages.
        connection.execute("vacuum")
    return gone > 0


@contextlib.contextmanager
def _told(path: Path, problems: list[str]) -> Generator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, DatabaseRefused) as error:
        problems.append(
            _("{path} could not be cleaned ({reason}). Delete it by hand.").format(
                path=path, reason=reason(error)
            )
        )
