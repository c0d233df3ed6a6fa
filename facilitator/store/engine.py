"""Engines from a URL: one that writes under a lock taken at once, one that only reads."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool, StaticPool

from facilitator.store.settings import apply_pragmas


def database_url(where: str | Path) -> URL:
    """The SQLAlchemy URL of a file path or of a URL given as text."""
    if isinstance(where, str) and "://" in where:
        url = make_url(where)
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
    return URL.create("sqlite", database=str(Path(where).expanduser()))


def file_of(url: URL) -> Path | None:
    """The database file, or None when the database is not a file."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def writing_engine(url: URL) -> Engine:
    """The engine of the one writer.

    On SQLite every transaction begins with BEGIN IMMEDIATE: a deferred one would fail at its first
    write, without waiting, whenever another process holds the lock.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=1, max_overflow=0)
    engine = create_engine(url, poolclass=StaticPool, connect_args=_SQLITE)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(url: URL) -> Engine:
    """An engine whose connections cannot write and are closed after use."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, poolclass=NullPool, connect_args=_SQLITE)
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin)
    return engine


_SQLITE = {"isolation_level": None, "check_same_thread": False}


def _prepare(connection: Any, _record: object) -> None:
    apply_pragmas(connection.execute)


def _prepare_reader(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=5000")
    connection.execute("PRAGMA query_only=ON")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
