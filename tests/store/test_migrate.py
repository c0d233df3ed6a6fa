"""Databases of every age: created, brought up to date, or refused and left untouched."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, Engine, MetaData, event
from sqlmodel import SQLModel

from facilitator.store import glance, migrate, settings
from facilitator.store.backup import copies
from facilitator.store.engine import database_url, migrating_engine, name_of, reading_engine
from facilitator.store.glance import DatabaseRefused, schema_of, summaries_of
from facilitator.store.places import Places
from facilitator.store.store import Store
from tests.store.sessions import begin, grow, rows

NEWER_SCRIPT = '''
"""A column more, by way of a new table."""

import sqlalchemy as sa
from alembic import op

revision = "{to}"
down_revision = "{from_}"


def upgrade():
    with op.batch_alter_table("workshop") as table:
        table.add_column(sa.Column("motto", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("card", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.String(), nullable=False, server_default=""))
    {more}
'''


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.fixture
def old(places: Places) -> Path:
    """A database of today's version with a session in it."""
    with Store(places.database, places) as store:
        grow(store, begin(store), 12)
    return places.database


@pytest.fixture
def tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program with one migration more, whose script can be rewritten."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    today = settings.SCHEMA_VERSION
    script = scripts / "versions" / "tomorrow.py"
    script.write_text(NEWER_SCRIPT.format(to=f"{today + 1:04}", from_=f"{today:04}", more=""))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(settings, "SCHEMA_VERSION", today + 1)
    monkeypatch.setattr(glance, "SCHEMA_VERSION", today + 1)
    yield script
    sys.modules.pop("tomorrow_py", None)


def update(places: Places) -> None:
    migrate.bring_up_to_date(database_url(places.database), places.backups)


def refused(places: Places) -> str:
    """The refusal's sentence; the file must be as before, byte for byte."""
    before = places.database.read_bytes()
    with pytest.raises(DatabaseRefused) as refusal:
        Store(places.database, places)
    assert places.database.read_bytes() == before
    assert not places.database.with_name("sessions.db-journal").exists()
    return str(refusal.value)


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def test_the_migrations_make_exactly_the_tables_of_the_model(places: Places) -> None:
    update(places)
    with reading_engine(database_url(places.database)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, SQLModel.metadata)
    assert differences == []


def test_a_new_database_is_marked_as_ours(places: Places) -> None:
    update(places)
    with closing(sqlite3.connect(places.database)) as connection:
        assert connection.execute("pragma application_id").fetchone() == (settings.APPLICATION_ID,)
        assert connection.execute("pragma user_version").fetchone() == (settings.SCHEMA_VERSION,)
    assert schema_of(places.database) == settings.SCHEMA_VERSION
    assert summaries_of(places.database) == []


def test_a_file_of_no_bytes_counts_as_new(places: Places) -> None:
    places.data.mkdir(parents=True)
    places.database.touch()
    with Store(places.database, places) as store:
        begin(store)
    assert len(summaries_of(places.database)) == 1


def test_an_older_database_is_copied_aside_and_then_brought_up_to_date(
    places: Places, old: Path, tomorrow: Path
) -> None:
    before = dump(old)
    name = name_of(database_url(old))
    earlier = set(copies(places.backups, name))
    update(places)
    fresh = set(copies(places.backups, name)) - earlier
    assert [dump(copy) for copy in fresh] == [before]
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (settings.SCHEMA_VERSION,)
        assert {row[0] for row in connection.execute("select colour from card")} == {""}
        assert connection.execute("select count(*) from card").fetchone()[0] > 5
        assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_a_database_of_the_first_version_keeps_every_row(places: Places) -> None:
    """Its sessions stand alone; its figures and actions have what later columns begin with."""
    url = database_url(places.database)
    places.data.mkdir(parents=True)
    with migrating_engine(url).begin() as connection:
        migrate.upgrade(connection, "0001")
        connection.exec_driver_sql(f"pragma application_id={settings.APPLICATION_ID}")
        connection.exec_driver_sql("pragma user_version=1")
        fill(connection)
    with Store(places.database, places) as store:
        (workshop_id,) = (each.id for each in store.summaries())
        contents = store.contents(workshop_id)
    header = contents.workshop
    assert (header.title, header.kind, header.parent_id, header.version) == ("w", "session", "", 1)
    assert (header.period_first, header.person, header.parent_seq) == (None, "", 0)
    kept = {row.__tablename__ for row in contents.members}
    assert kept == {"action", "figure"}
    for row in contents.members:
        assert getattr(row, "origin_id", "") == "" and getattr(row, "source", "") == ""
    assert schema_of(places.database) == settings.SCHEMA_VERSION


def fill(connection: Connection) -> None:
    """A row in three tables of the first version, with something in every column."""
    tables = MetaData()
    tables.reflect(connection)
    for name in ("workshop", "action", "figure"):
        table = tables.tables[name]
        row = {column.name: None if column.nullable else first_of(column) for column in table.c}
        connection.execute(table.insert().values(row))


def first_of(column: Column[Any]) -> Any:
    """Something the column takes."""
    if column.name in ("counters", "numbers", "helpers", "depends_on", "sources"):
        return {} if column.name == "counters" else []
    return {int: 1, bool: False}.get(column.type.python_type, "w")


def test_opened_again_it_is_left_alone(places: Places, old: Path, tomorrow: Path) -> None:
    update(places)
    before = old.read_bytes()
    update(places)
    assert old.read_bytes() == before


def test_an_update_that_breaks_off_at_any_statement_leaves_every_byte(
    places: Places, old: Path, tomorrow: Path
) -> None:
    before = old.read_bytes()
    countdown = 0

    def pull(*_: object) -> None:
        nonlocal countdown
        countdown -= 1
        if countdown == 0:
            raise RuntimeError("broken off here")

    event.listen(Engine, "before_cursor_execute", pull)
    try:
        for statement in range(1, 200):
            countdown = statement
            try:
                update(places)
            except DatabaseRefused as refusal:
                assert "could not be brought up to date: broken off here" in str(refusal)
                assert "as it was" in str(refusal)
                assert old.read_bytes() == before
            else:
                break
    finally:
        event.remove(Engine, "before_cursor_execute", pull)
    assert statement > 20
    assert schema_of(old) == settings.SCHEMA_VERSION


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("op.execute('delete from card')", "card had"),
        ("op.drop_table('journal')", "journal had"),
        ("op.execute(\"update card set workshop_id = 'nobody'\")", "would lose their parent"),
        ("op.execute('no such statement')", "syntax error"),
        ("raise KeyError('colour')", "colour"),
    ],
)
def test_an_update_that_loses_anything_is_taken_back(
    places: Places, old: Path, tomorrow: Path, more: str, why: str
) -> None:
    tomorrow.write_text(tomorrow.read_text() + f"    {more}\n")
    assert why in refused(places)


def test_without_room_for_the_copy_nothing_is_updated(
    places: Places, old: Path, tomorrow: Path
) -> None:
    shutil.rmtree(places.backups)
    places.backups.write_text("a file where the directory should be")
    assert "could not be copied aside" in refused(places)


def test_a_newer_database_is_refused_untouched(places: Places, old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute(f"pragma user_version={settings.SCHEMA_VERSION + 1}")
    told = refused(places)
    assert "newer version" in told and "Update Facilitator" in told


@pytest.mark.parametrize("mark", [0, 0x1234])
def test_a_database_of_another_program_is_refused_untouched(places: Places, mark: int) -> None:
    places.data.mkdir(parents=True)
    with closing(sqlite3.connect(places.database)) as connection:
        connection.execute("create table card (id text)")
        connection.execute(f"pragma application_id={mark}")
        connection.commit()
    assert "another program" in refused(places)


@pytest.mark.parametrize(
    "data", [b"Dear diary", b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 6000]
)
def test_a_file_that_is_no_database_is_refused_untouched(places: Places, data: bytes) -> None:
    places.data.mkdir(parents=True)
    places.database.write_bytes(data)
    assert "cannot be" in refused(places)


def test_a_directory_in_its_place_is_a_sentence(places: Places) -> None:
    places.database.mkdir(parents=True)
    with pytest.raises(DatabaseRefused, match="cannot be opened"):
        Store(places.database, places)


def test_a_database_held_by_another_program_is_not_called_damaged(
    places: Places, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glance, "BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("begin exclusive")
        with pytest.raises(DatabaseRefused, match="held by another program") as refusal:
            schema_of(old)
        assert "rebuild" not in str(refusal.value)
        with pytest.raises(DatabaseRefused, match="held by another program"):
            summaries_of(old)


def test_a_failed_creation_leaves_no_file(places: Places, tomorrow: Path) -> None:
    tomorrow.write_text(tomorrow.read_text() + "    raise RuntimeError('no')\n")
    with pytest.raises(DatabaseRefused, match="no"):
        Store(places.database, places)
    assert not places.database.exists()


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("mysql://root@host/db", "cannot be kept in mysql"),
        ("sqlite://", "would forget the session"),
        ("sqlite:///:memory:", "would forget the session"),
        ("postgre sql://me:secret@host/name", "cannot be read"),
    ],
)
def test_a_url_of_no_use_is_a_sentence_without_its_password(
    places: Places, where: str, told: str
) -> None:
    with pytest.raises(DatabaseRefused, match=told) as refusal:
        Store(where, places)
    assert "secret" not in str(refusal.value)


def test_windows_opened_at_the_same_moment_make_one_database(places: Places) -> None:
    program = (
        "import sys; from pathlib import Path; from facilitator.store.places import Places\n"
        "from facilitator.store.store import Store\n"
        "places = Places.under(Path(sys.argv[1])); sys.stdin.read()\n"
        "Store(places.database, places).close()"
    )
    root = str(places.data.parent)
    windows = [
        subprocess.Popen([sys.executable, "-c", program, root], stdin=subprocess.PIPE)
        for _ in range(3)
    ]
    for window in windows:
        assert window.stdin is not None
        window.stdin.close()
    assert [window.wait(60) for window in windows] == [0, 0, 0]
    with Store(places.database, places) as store:
        assert len(rows(store, begin(store))) == 1
