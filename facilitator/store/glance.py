"""The list of sessions, read with plain sqlite3 so that the first screen need not wait for more."""

import contextlib
import sqlite3
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.store.settings import APPLICATION_ID, BUSY_TIMEOUT_MS, SCHEMA_VERSION
from facilitator.words.language import _

SUMMARIES = """
select w.id, w.number, w.title, w.company, w.day, w.state, w.archived, w.deleted, w.agreed,
       (select count(*) from stage s where s.workshop_id = w.id and s.kind <> 'break'
           and s.state in ('done', 'skipped')) as stages_done,
       (select count(*) from stage s where s.workshop_id = w.id and s.kind <> 'break') as stages,
       (select max(s.title) from stage s where s.id = w.stage_id) as stage,
       (select j.at from journal j where j.workshop_id = w.id order by j.seq desc limit 1) as at,
       w.kind, w.parent_id, w.person, w.period_first, w.period_last
from workshop w order by at desc, w.number desc
"""
"""The same words for SQLite and PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the home screen."""

    id: str
    number: int
    title: str
    company: str
    day: str
    state: str
    archived: bool
    deleted: bool
    agreed: bool
    stages_done: int
    stages: int
    stage: str
    changed_at: str
    kind: str
    parent_id: str
    person: str
    period_first: str
    period_last: str

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> "Summary":
        """The line of one row of `SUMMARIES`."""
        return cls(
            id=row[0],
            number=row[1],
            title=row[2],
            company=row[3],
            day=str(row[4] or ""),
            state=row[5],
            archived=bool(row[6]),
            deleted=bool(row[7]),
            agreed=bool(row[8]),
            stages_done=row[9],
            stages=row[10],
            stage=row[11] or "",
            changed_at=row[12] or "",
            kind=row[13],
            parent_id=row[14],
            person=row[15],
            period_first=str(row[16] or ""),
            period_last=str(row[17] or ""),
        )


class DatabaseRefused(RuntimeError):
    """The database cannot be used; the message says why and what to do. Nothing was written."""


class DatabaseDamaged(DatabaseRefused):
    """The file is not a database, or its pages contradict each other."""


def schema_of(path: Path) -> int:
    """The schema version of a database file, 0 for one that is new or empty.

    Raises `DatabaseRefused` for a file that is not ours, from a newer program, or unreadable.
    """
    try:
        if not path.exists() or path.stat().st_size == 0:
            return 0
        with reading(path) as connection:
            application = connection.execute("pragma application_id").fetchone()[0]
            version = connection.execute("pragma user_version").fetchone()[0]
            tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
    except (sqlite3.Error, OSError) as error:
        raise unreadable(path, error) from error
    if application != APPLICATION_ID and (tables or application):
        raise DatabaseRefused(
            _(
                "{path} is a database of another program. It was left untouched. "
                "Choose another file with --db."
            ).format(path=path)
        )
    if version > SCHEMA_VERSION:
        raise newer(str(path), version)
    return version


def summaries_of(path: Path) -> list[Summary]:
    """The sessions of a database file that is up to date, changed last first.

    Raises `DatabaseRefused` when the file cannot be read.
    """
    try:
        with reading(path) as connection:
            return [Summary.from_row(row) for row in connection.execute(SUMMARIES)]
    except (sqlite3.Error, OSError) as error:
        raise unreadable(path, error) from error


def newer(name: str, version: int | str) -> DatabaseRefused:
    """The refusal of a database that a later version of this program wrote."""
    return DatabaseRefused(
        _(
            "{name} was written by a newer version of Facilitator (schema {version}, this one "
            "knows {schema_version}). It was left untouched. Update Facilitator to open it."
        ).format(name=name, version=version, schema_version=SCHEMA_VERSION)
    )


def unreadable(path: Path, error: Exception) -> DatabaseRefused:
    """The refusal of a file that could not be read, with the way out that fits the cause."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseRefused(
            _(
                "{path} is held by another program, which did not let go within "
                "{busy_timeout_ms} seconds. Close that program and try again."
            ).format(path=path, busy_timeout_ms=BUSY_TIMEOUT_MS // 1000)
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseDamaged(
            _(
                "{path} cannot be read as a database ({error}). It was left untouched. "
                "Choose another file with --db, or restore it: facilitator rebuild"
            ).format(path=path, error=error)
        )
    why = getattr(error, "strerror", None) or error
    return DatabaseRefused(
        _(
            "{path} cannot be opened ({why}). Check the path and its permissions, or choose "
            "another "
            "file with --db."
        ).format(path=path, why=why)
    )


@contextlib.contextmanager
def reading(path: Path) -> Generator[sqlite3.Connection]:
    """A short-lived connection that cannot write and does not create a missing file."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        connection.execute("pragma query_only=on")
        connection.execute("pragma trusted_schema=off")
        yield connection
    finally:
        connection.close()
