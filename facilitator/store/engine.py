"""Engines from a URL: one that writes under a lock taken at once, one that only reads."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, StaticPool

from facilitator.store.glance import DatabaseRefused
from facilitator.store.settings import (
    BUSY_TIMEOUT_MS,
    MIGRATING,
    PRAGMAS,
    READING,
    UnsafeSettings,
    apply_pragmas,
)
from facilitator.words.language import _

SERVER_OPTIONS = " ".join(
    f"-c {option}"
    for option in (
        "synchronous_commit=on",  # a server set to "off" would acknowledge what it may still lose
        "statement_timeout=15000",
        "lock_timeout=5000",
        "idle_in_transaction_session_timeout=60000",
        "timezone=UTC",
    )
)


PATIENCE: dict[str, int] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
"""How long a server may be silent before it counts as away, in seconds (the second: ms)."""


WHICH = ("host", "hostaddr", "port", "service", "dbname")
"""Options of a URL that lead to another database; a socket is named by its directory there."""


def database_url(where: str | Path) -> URL:
    """The SQLAlchemy URL of a file path or of a URL given as text.

    File paths are made absolute: a connection made later must find the same file. Raises
    `DatabaseRefused` for a URL that cannot be read or names another kind of database.
    """
    if not (isinstance(where, str) and "://" in where):
        return _of_file(str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise DatabaseRefused(
            _(
                "The database URL cannot be read. It looks like postgresql://user@host/name, or is "
                "simply the path of a file."
            )
        ) from None  # the message would show the password
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername.startswith("postgresql+"):
        return url
    if not url.drivername.startswith("sqlite"):
        raise DatabaseRefused(
            _(
                "Sessions cannot be kept in {database}. Give a file, or a PostgreSQL "
                "URL such as postgresql://user@host/name."
            ).format(database=url.get_backend_name())
        )
    if url.database in (None, "", ":memory:"):
        raise DatabaseRefused(
            _("A database in memory would forget the session. Give the path of a file with --db.")
        )
    return _of_file(str(url.database))


def _of_file(path: str) -> URL:
    return URL.create("sqlite", database=str(Path(path).expanduser().absolute()))


def file_of(url: URL) -> Path | None:
    """The database file, or None when the database is not a file."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def name_of(url: URL) -> str:
    """A short name no other database of this machine has, for its second copy and backups."""
    path = file_of(url)
    if path is not None:
        stem, whole = path.stem, str(path.resolve())
    else:
        stem, whole = str(url.database), f"{url.host}:{url.port or 5432}/{url.database}"
        whole += "".join(f"?{each}={url.query[each]}" for each in WHICH if each in url.query)
    mark = hashlib.blake2b(whole.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    return f"{re.sub(r'[^A-Za-z0-9_]+', '_', stem)[:40]}-{mark}"


def writing_engine(url: URL) -> Engine:
    """The engine of the one writer.

    On SQLite every transaction begins with BEGIN IMMEDIATE: a deferred one would fail at its first
    write, without waiting, whenever another process holds the lock.
    """
    path = file_of(url)
    if path is None:
        # What others commit must be seen within a transaction: whoever comes second tries again.
        engine = _server_engine(url, pool_size=1, max_overflow=0, isolation_level="READ COMMITTED")
        event.listen(engine, "connect", _insist_on_durability)
        return engine
    return _file_engine(path, "rw", PRAGMAS, "BEGIN IMMEDIATE", poolclass=StaticPool)


def migrating_engine(url: URL) -> Engine:
    """The engine migrations run on: it may create the file, and checks no foreign keys."""
    path = file_of(url)
    if path is None:
        return _server_engine(url, poolclass=NullPool)
    return _file_engine(path, "rwc", MIGRATING, "BEGIN IMMEDIATE", poolclass=NullPool)


def reading_engine(url: URL) -> Engine:
    """An engine that cannot write; each transaction sees one state of the database."""
    path = file_of(url)
    if path is None:
        engine = _server_engine(url, isolation_level="REPEATABLE READ")
        event.listen(engine, "connect", _read_only)
        return engine
    return _file_engine(path, "rw", READING, "BEGIN", poolclass=NullPool)


def vacuum(engine: Engine) -> None:
    """Rewrite a database without what was deleted from it; raises what its driver raises."""
    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        connection.rollback()
        if engine.dialect.name == "sqlite":
            raw.cursor().execute("vacuum")
            return
        raw.autocommit = True
        try:
            raw.cursor().execute("vacuum")
        finally:
            raw.autocommit = False


def _file_engine(
    path: Path,
    mode: str,
    pragmas: tuple[tuple[str, str, int | str], ...],
    begin: str,
    **pool: Any,
) -> Engine:
    """An engine whose connections never create a file that has gone, unless the mode says so."""
    engine = create_engine("sqlite://", creator=_connector(path, mode), **pool)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        apply_pragmas(connection.execute, pragmas)

    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", start)
    return engine


def _connector(path: Path, mode: str) -> Callable[[], sqlite3.Connection]:
    address = f"{path.as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address,
            uri=True,
            timeout=BUSY_TIMEOUT_MS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )

    return connect


def _server_engine(url: URL, **options: Any) -> Engine:
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args=PATIENCE | {"options": SERVER_OPTIONS},
            **options,
        )
    except ModuleNotFoundError as missing:
        raise DatabaseRefused(
            _(
                "PostgreSQL needs one more package. Install it with: "
                'pip install "facilitator[postgresql]"'
            )
        ) from missing


def _insist_on_durability(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for name in ("fsync", "full_page_writes"):
            value = cursor.execute(f"SHOW {name}").fetchone()[0]
            if value != "on":
                raise UnsafeSettings(
                    _(
                        "The database server runs with {setting} and may lose what it has "
                        "acknowledged. Nothing was written. Ask its administrator to turn it on."
                    ).format(setting=f"{name}={value}")
                )
    connection.rollback()


def _read_only(connection: Any, _record: object) -> None:
    connection.read_only = True
