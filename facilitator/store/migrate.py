"""Bringing a database to the newest schema: copied aside first, all or nothing, counted after."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from facilitator.store import settings
from facilitator.store.backup import back_up
from facilitator.store.engine import file_of, migrating_engine, name_of
from facilitator.store.files import create_private, private
from facilitator.store.glance import DatabaseRefused, newer, schema_of, unreadable
from facilitator.store.trouble import reason
from facilitator.words.language import _

SCRIPTS = Path(__file__).with_name("migrations")
"""Each script's revision is the schema version it leads to, in four digits."""

SERVER_LOCK = 0x46414349
"""Of two programs that find an old server database, one waits."""


def bring_up_to_date(url: URL, backups: Path) -> bool:
    """Create the tables, or migrate older ones after a copy was put aside.

    Returns whether the database is new. Raises `DatabaseRefused` for a newer or foreign
    database, or when the migration cannot be carried through; the database is then as it was.
    """
    path = file_of(url)
    if path is None:
        return _upgrade_server(url)
    version = schema_of(path)
    if version == settings.SCHEMA_VERSION:
        return False
    if version:
        _copy_aside(path, backups, name_of(url))
        _upgrade_file(url, path)
        return False
    _create(url, path)
    return True


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migration scripts on an open connection, inside its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def schema_of_connection(connection: Connection) -> int:
    """The schema version seen by an open SQLite connection."""
    return int(connection.exec_driver_sql("pragma user_version").scalar() or 0)


def _copy_aside(path: Path, backups: Path, name: str) -> None:
    try:
        back_up(path, backups, name)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseRefused(
            _(
                "{path} is of an older version and could not be copied aside ({error}), so it was "
                "not brought up to date and is as it was. Free some disk space and try again."
            ).format(path=path, error=error)
        ) from error


def _create(url: URL, path: Path) -> None:
    try:
        private(path.parent)
        ours = not path.exists()
        if ours:
            create_private(path)
    except FileExistsError:
        ours = False  # another window was faster
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        _upgrade_file(url, path)
    except BaseException:
        if ours and path.exists() and path.stat().st_size == 0:
            path.unlink()
        raise


def _upgrade_file(url: URL, path: Path) -> None:
    try:
        with migrating_engine(url).begin() as connection:
            version = schema_of_connection(connection)
            if version > settings.SCHEMA_VERSION:
                raise newer(str(path), version)
            if version == settings.SCHEMA_VERSION:
                return  # another window was faster
            _carry_through(connection, path)
    except (DatabaseRefused, settings.UnsafeSettings):
        raise
    except Exception as error:  # a script can fail in any way
        raise _failed(str(path), reason(error)) from error


def _carry_through(connection: Connection, path: Path) -> None:
    before = _row_counts(connection)
    upgrade(connection)
    connection.exec_driver_sql(f"pragma application_id={settings.APPLICATION_ID}")
    connection.exec_driver_sql(f"pragma user_version={settings.SCHEMA_VERSION}")
    orphans = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
    if orphans:
        raise _failed(
            str(path), _("{orphans} rows would lose their parent").format(orphans=len(orphans))
        )
    after = _row_counts(connection)
    for table, count in before.items():
        if after.get(table) != count:
            raise _failed(
                str(path),
                _("{table} had {count} rows and would have {left}").format(
                    table=table, count=count, left=after.get(table, 0)
                ),
            )


def _row_counts(connection: Connection) -> dict[str, int]:
    return {
        table: int(connection.exec_driver_sql(f'select count(*) from "{table}"').scalar() or 0)
        for table in inspect(connection).get_table_names()
        if table != "alembic_version"
    }


def _upgrade_server(url: URL) -> bool:
    name = url.render_as_string(hide_password=True)
    try:
        connection = migrating_engine(url).connect()
    except SQLAlchemyError as error:
        raise DatabaseRefused(
            _(
                "{name} cannot be reached: {reason}. Check the address, the network and the "
                "password, or keep the session in a file with --db."
            ).format(name=name, reason=reason(error))
        ) from error
    try:
        with connection, connection.begin():
            return _upgrade_reached(connection, name)
    except SQLAlchemyError as error:
        raise _failed(name, reason(error)) from error


def _upgrade_reached(connection: Connection, name: str) -> bool:
    newest = f"{settings.SCHEMA_VERSION:04}"
    if _server_revision(connection) == newest:
        return False
    connection.exec_driver_sql(f"select pg_advisory_xact_lock({SERVER_LOCK})")
    revision = _server_revision(connection)
    if revision == newest:
        return False  # another program was faster
    if revision and not (revision.isdecimal() and len(revision) == len(newest)):
        raise DatabaseRefused(
            _(
                "{name} is a database of another program. It was left untouched. "
                "Choose another with --db."
            ).format(name=name)
        )
    if revision > newest:
        raise newer(name, int(revision))
    upgrade(connection)
    return not revision


def _server_revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found: Any = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    return str(found or "")


def _failed(name: str, why: str) -> DatabaseRefused:
    return DatabaseRefused(
        _(
            "{name} could not be brought up to date: {why}. It is as it was; if it held sessions, "
            "a "
            "copy lies among the backups (facilitator where)."
        ).format(name=name, why=why)
    )
