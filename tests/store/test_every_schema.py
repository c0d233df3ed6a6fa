"""From every schema that was released to today's (F10): whole, or as it was before.

FACILITATOR_FAULTS=1 lets the update break off at every statement.

The databases are built by the migrations themselves up to that schema and filled with rows in
every table and column there was then.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, MetaData, create_engine, event

from facilitator.store import migrate, settings
from facilitator.store.engine import database_url, migrating_engine
from facilitator.store.glance import DatabaseRefused
from facilitator.store.places import Places
from facilitator.store.store import Store
from tests.postgresql import Server

SCHEMAS = tuple(range(1, settings.SCHEMA_VERSION + 1))
OLDER = SCHEMAS[:-1]

ROWS = 3
"""Sessions in a database, and rows of each in every table."""

STATEMENTS = 300
"""No update needs more."""

STEP = 1 if os.environ.get("FACILITATOR_FAULTS") else 9
"""In short, an update breaks off at every ninth statement."""


def build(connection: Connection, schema: int) -> None:
    """A database as the program of that schema left it."""
    migrate.upgrade(connection, f"{schema:04}")
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        for session in range(ROWS):
            for number in range(1 if table.name == "workshop" else ROWS):
                row = {each.name: _value(each, table.name, session, number) for each in table.c}
                connection.execute(table.insert().values(row))


def _value(column: Column[Any], table: str, session: int, number: int) -> Any:
    name = column.name
    if name == "id":
        return f"s{session}" if table == "workshop" else f"{table}{session}{number}"
    if name == "workshop_id":
        return f"s{session}"
    if name == "number":
        return session + 1
    if name in ("seq", "position"):
        return number + 1
    kind = column.type.python_type
    if kind is dict:  # every JSON column
        return [] if name in LISTS else {}
    values = {int: 1, bool: False, date: date(2026, 3, 2)}
    return values.get(kind, f"{name} {session}{number}")


LISTS = frozenset(
    {"changes", "numbers", "helpers", "depends_on", "sources", "tags", "links", "files"}
)


def make_file(places: Places, schema: int) -> Path:
    places.data.mkdir(parents=True)
    with migrating_engine(database_url(places.database)).begin() as connection:
        build(connection, schema)
        connection.exec_driver_sql(f"pragma application_id={settings.APPLICATION_ID}")
        connection.exec_driver_sql(f"pragma user_version={schema}")
    return places.database


def contents(connection: Any, columns: dict[str, list[str]] | None = None) -> dict[str, Any]:
    """Rows by table, of the columns asked for; of all where none are."""
    tables = MetaData()
    tables.reflect(connection)
    found: dict[str, Any] = {}
    for table in tables.sorted_tables:
        if table.name == "alembic_version" or (columns is not None and table.name not in columns):
            continue
        names = list(table.c.keys()) if columns is None else columns[table.name]
        rows = connection.execute(table.select().order_by(*table.primary_key)).mappings()
        found[table.name] = [{name: row[name] for name in names} for row in rows]
    return found


def columns_of(held: dict[str, Any]) -> dict[str, list[str]]:
    return {table: list(rows[0]) for table, rows in held.items()}


@contextmanager
def breaking_off(at: int) -> Iterator[list[int]]:
    """The connection fails at its n-th statement; yields how many were seen."""
    seen = [0]

    def pull(*_: object) -> None:
        seen[0] += 1
        if seen[0] == at:
            raise RuntimeError("broken off here")

    event.listen(Engine, "before_cursor_execute", pull)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", pull)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_file_keeps_every_row_and_every_value(places: Places, schema: int) -> None:
    engine = create_engine(f"sqlite:///{make_file(places, schema)}")
    with engine.connect() as connection:
        before = contents(connection)
    assert all(len(rows) >= ROWS for rows in before.values())
    with Store(places.database, places) as store:
        assert sorted(each.number for each in store.summaries()) == [1, 2, 3]
        assert store.contents("s1").workshop.title == "title 10"
    with engine.connect() as connection:
        assert contents(connection, columns_of(before)) == before
        assert connection.exec_driver_sql("pragma foreign_key_check").fetchall() == []
        version = connection.exec_driver_sql("pragma user_version").scalar()
    assert version == settings.SCHEMA_VERSION
    engine.dispose()


@pytest.mark.parametrize("schema", OLDER)
def test_a_file_is_the_same_byte_for_byte_wherever_it_breaks_off(
    places: Places, schema: int, record_property: Any
) -> None:
    file = make_file(places, schema)
    before = file.read_bytes()
    url = database_url(file)
    for statement in range(1, STATEMENTS, STEP):
        with breaking_off(statement) as seen:
            try:
                migrate._upgrade_file(url, file)
            except DatabaseRefused as refusal:
                assert "as it was" in str(refusal)
            else:
                break
        assert file.read_bytes() == before, f"changed by breaking off at statement {statement}"
    assert 10 < statement < STATEMENTS - STEP and seen[0] < statement
    record_property("breaks", {f"schema {schema}": {"broken off": len(range(1, statement, STEP))}})
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (settings.SCHEMA_VERSION,)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_server_keeps_every_row_and_breaks_off_without_a_trace(
    places: Places, schema: int, postgresql: Server
) -> None:
    with postgresql.database() as where:
        url = database_url(where)
        engine = create_engine(url)
        with engine.begin() as connection:
            build(connection, schema)
        with engine.connect() as connection:
            before = contents(connection)
        for statement in range(1, STATEMENTS, STEP):
            with breaking_off(statement):
                try:
                    migrate.bring_up_to_date(url, places.backups)
                except Exception as error:
                    assert "broken off here" in str(error)
                else:
                    break
            with engine.connect() as connection:
                assert contents(connection) == before
        with Store(where, places) as store:
            assert sorted(each.number for each in store.summaries()) == [1, 2, 3]
        with engine.connect() as connection:
            assert contents(connection, columns_of(before)) == before
        engine.dispose()


def test_a_newer_one_is_refused_and_left_alone(places: Places) -> None:
    file = make_file(places, settings.SCHEMA_VERSION)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"pragma user_version={settings.SCHEMA_VERSION + 1}")
    before = file.read_bytes()
    with pytest.raises(DatabaseRefused, match=r"newer version.*Update Facilitator"):
        Store(file, places)
    assert file.read_bytes() == before
