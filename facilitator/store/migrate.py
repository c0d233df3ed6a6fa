"""Bringing a database to the newest schema: copied aside first, all or nothing, counted after."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from facilitator.store.backup import back_up
from facilitator.store.engine import file_of
from facilitator.store.glance import DatabaseRefused, schema_of
from facilitator.store.places import private
from facilitator.store.settings import APPLICATION_ID, SCHEMA_VERSION

SCRIPTS = Path(__file__).with_name("migrations")


def bring_up_to_date(url: URL, backups: Path) -> None:
    """Create the tables, or migrate older ones after a copy was put aside.

    Raises `DatabaseRefused` for a newer or foreign database, or when the migration cannot be
    carried through; the database is then as it was.
    """
    path = file_of(url)
    if path is None:
        _upgrade_server(url)
        return
    version = schema_of(path)
    if version == SCHEMA_VERSION:
        return
    if version:
        back_up(path, backups)
    else:
        private(path.parent)
    _upgrade_file(url, path)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migration scripts on an open connection, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _upgrade_file(url: URL, path: Path) -> None:
    engine = create_engine(url, poolclass=NullPool, connect_args={"isolation_level": None})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    before = _row_counts(path)
    with engine.begin() as connection:
        if schema_of_connection(connection) == SCHEMA_VERSION:
            return  # another window was faster
        upgrade(connection)
        connection.exec_driver_sql(f"pragma application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"pragma user_version={SCHEMA_VERSION}")
        broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
        if broken:
            raise DatabaseRefused(
                f"{path} could not be brought up to date: {len(broken)} rows would lose their "
                "parent. It is as it was; the copy made before lies among the backups "
                "(facilitator where)."
            )
        for table, count in before.items():
            after = connection.exec_driver_sql(f'select count(*) from "{table}"').scalar()
            if after != count:
                raise DatabaseRefused(
                    f"{path} could not be brought up to date: {table} had {count} rows and would "
                    f"have {after}. It is as it was; the copy made before lies among the backups "
                    "(facilitator where)."
                )
    engine.dispose()


def schema_of_connection(connection: Connection) -> int:
    """The schema version seen by an open SQLite connection."""
    return int(connection.exec_driver_sql("pragma user_version").scalar() or 0)


def _row_counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path, timeout=5)) as connection:
        names = connection.execute(
            "select name from sqlite_master where type='table' and name not like 'sqlite_%' "
            "and name <> 'alembic_version'"
        ).fetchall()
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
            for (name,) in names
        }


def _upgrade_server(url: URL) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        upgrade(connection)


def _prepare(connection: Any, _record: object) -> None:
    # Rebuilding a table drops the old one; with foreign keys on, that would delete its children.
    for statement in ("foreign_keys=OFF", "synchronous=EXTRA", "busy_timeout=5000"):
        connection.execute(f"pragma {statement}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
