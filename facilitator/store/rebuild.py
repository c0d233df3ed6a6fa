"""Restoring sessions from the second copy or from a backup, when the database is lost or damaged.

Every session is played again from its journal, so that the tables follow from it row by row.
Nothing is deleted: a database that cannot be used is renamed.
"""

import contextlib
import dataclasses
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from facilitator.store.engine import database_url, file_of, name_of, writing_engine
from facilitator.store.files import private, set_aside, stamp, sync_directory
from facilitator.store.glance import DatabaseDamaged, DatabaseRefused, schema_of, unreadable
from facilitator.store.migrate import bring_up_to_date
from facilitator.store.places import Places
from facilitator.store.replaying import Restored, restore
from facilitator.store.salvage import (
    Journals,
    everywhere,
    from_backup,
    from_recorder,
    is_whole,
    merged,
    salvaged,
)
from facilitator.store.trouble import reason
from facilitator.words.language import _

__all__ = ["NothingToRestore", "Rebuilt", "Restored", "Source", "rebuild"]

SIDE_FILES = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a database; it would be played back into whatever takes its place."""


class Source(StrEnum):
    """What a session is restored from."""

    RECORDER = "recorder"
    """The second copy; a line it lost is taken from a backup or from the damaged database."""
    BACKUP = "backup"
    """The newest good backup alone."""


class NothingToRestore(RuntimeError):
    """No copy holds what was asked for; the message says where was looked."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What `rebuild` did."""

    database: str
    source: Source
    sessions: tuple[Restored, ...]
    set_aside: tuple[Path, ...] = ()
    """Files that were renamed to make room."""


def rebuild(
    places: Places,
    workshop_id: str | None,
    where: str | Path,
    source: Source = Source.RECORDER,
    *,
    afresh: bool = False,
    at: datetime | None = None,
) -> Rebuilt:
    """Restore one session, or all, into a database that may be missing or damaged.

    A damaged database (or any, with `afresh`) is renamed and replaced by one that holds every
    session that can be restored. A sound one is only added to: sessions it lacks, and entries
    that continue those it has. Raises `DatabaseRefused` for a foreign or newer database or one
    that is held by another program, `NothingToRestore` when no copy holds what is wanted.
    """
    url = database_url(where)
    file = file_of(url)
    if file is None:
        told = _collect(places, name_of(url), source, None, everything=workshop_id is not None)
        wanted = _wanted(told, workshop_id, str(url.database))
        return Rebuilt(str(url.database), source, _restore_into(where, places, wanted))
    try:
        exists = file.exists() and file.stat().st_size > 0
        replaced = exists and (_is_damaged(file) or afresh)
        told = _collect(
            places,
            name_of(url),
            source,
            file if replaced else None,
            everything=not exists or workshop_id is not None,
        )
        wanted = _wanted(told, workshop_id, str(file))
        if exists and not replaced:
            return Rebuilt(str(file), source, _restore_into(file, places, wanted))
        rebuilt = _replace(file, places, told if replaced else wanted, source, at)
        if source is Source.RECORDER:
            return rebuilt  # what a window has written into it meanwhile is for the next time
        ahead = _set_aside_what_is_ahead(places.recorder / name_of(url), told, at)
        return dataclasses.replace(rebuilt, set_aside=(*rebuilt.set_aside, *ahead))
    except (OSError, sqlite3.Error) as error:
        raise unreadable(file, error) from error


def _is_damaged(file: Path) -> bool:
    try:
        schema_of(file)
    except DatabaseDamaged:
        return True
    return not is_whole(file)


def _collect(
    places: Places, name: str, source: Source, damaged: Path | None, *, everything: bool
) -> Journals:
    """What the copies of this database hold; of any database, where `everything` is wanted."""
    second = from_recorder(places.recorder / name)
    backup = from_backup(places.backups, name)[1]
    if everything:
        others = everywhere(places.recorder, places.backups)
        second, backup = others[0] | second, others[1] | backup
    if source is Source.BACKUP:
        return backup
    return merged(second, backup, salvaged(damaged) if damaged else {})


def _wanted(told: Journals, workshop_id: str | None, database: str) -> Journals:
    wanted = told if workshop_id is None else {k: v for k, v in told.items() if k == workshop_id}
    if not wanted:
        what = _("any session") if workshop_id is None else _("this session")
        raise NothingToRestore(
            _(
                "No copy of {database} holds {what}. Nothing was changed. "
                "facilitator where shows the directories that were looked through."
            ).format(database=database, what=what)
        )
    return wanted


def _replace(
    file: Path, places: Places, told: Journals, source: Source, at: datetime | None
) -> Rebuilt:
    """Build the database beside its place and move it there when it is whole."""
    building = private(file.parent) / f"{file.name}.rebuilding-{stamp(at)}"
    try:
        sessions = _restore_into(building, places, told)
        moved = _make_room(file, at)
        building.replace(file)
        sync_directory(file.parent)
    except BaseException:
        for suffix in ("", *SIDE_FILES):
            with contextlib.suppress(OSError):
                Path(f"{building}{suffix}").unlink(missing_ok=True)
        raise
    return Rebuilt(str(file), source, sessions, moved)


def _make_room(file: Path, at: datetime | None) -> tuple[Path, ...]:
    """Rename the file and what belongs to it, side files first: one left behind would be played
    back into the new database."""
    moved: list[Path] = []
    for suffix in (*SIDE_FILES, ""):
        path = Path(f"{file}{suffix}")
        if path.exists():
            moved.append(set_aside(path, "damaged", at))
    return tuple(moved)


def _set_aside_what_is_ahead(
    directory: Path, told: Journals, at: datetime | None
) -> tuple[Path, ...]:
    """Rename second copies that go on where an older backup ends, so that they are begun anew."""
    ahead = [
        directory / f"{key}.jsonl"
        for key, entries in from_recorder(directory).items()
        if key in told and not entries.keys() <= told[key].keys()
    ]
    return tuple(set_aside(path, "replaced", at) for path in ahead)


def _restore_into(where: str | Path, places: Places, told: Journals) -> tuple[Restored, ...]:
    url = database_url(where)
    bring_up_to_date(url, places.backups)
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            return tuple(restore(connection, key, told[key]) for key in sorted(told))
    except SQLAlchemyError as error:
        raise DatabaseRefused(
            _(
                "Nothing was restored, everything is as it was: {reason}. Free some space, or wait "
                "until the database can be written to, and try again."
            ).format(reason=reason(_first(error)))
        ) from error
    finally:
        engine.dispose()


def _first(error: BaseException) -> BaseException:
    """What began it: a disk that is full ends a whole transaction, and its savepoints are gone."""
    first, earlier = error, error.__context__
    while earlier is not None:
        first = earlier if isinstance(earlier, OperationalError) else first
        earlier = earlier.__context__
    return first
