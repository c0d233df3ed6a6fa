"""Databases written before there were ledgers: brought up to date, and nothing is lost."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from facilitator.model import Figure
from facilitator.store import migrate, settings
from facilitator.store.backup import copies
from facilitator.store.engine import database_url, name_of
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.exchange import import_document, to_document
from facilitator.workshop.opened import OpenWorkshop
from tests.postgresql import Server

AT = "2026-03-02T09:00:00+00:00"
SESSION: dict[str, Any] = {
    "id": "w" * 32, "number": 1, "title": "Before", "company": "Taveon Lighting", "question": "",
    "day": None, "start": "", "currency": "EUR", "unit": "thousand", "country": "PL",
    "agenda_id": "", "agenda_title": "", "state": "draft", "archived": False, "deleted": False,
    "rule_plan": "unanimous acceptance", "rule_actions": "fist-to-five, all at least 3",
    "rule_lists": "dot vote", "rules_confirmed": False, "stage_id": "", "plan_round": 1,
    "agreed": False, "follow_up": None, "created_at": AT, "counters": {"S": 2},
}  # fmt: skip
FIGURE: dict[str, Any] = {
    "id": "f" * 32, "workshop_id": "w" * 32, "position": 0, "sheet": "sales", "grouping": "Dealer",
    "label": "2026", "numbers": ["140", None, "0.5"], "note": "as told",
}  # fmt: skip


def entry(seq: int, table: str, row: dict[str, Any]) -> dict[str, Any]:
    change = {"table": table, "key": row["id"], "before": None, "after": row}
    return {
        "id": f"{seq:032x}", "workshop_id": "w" * 32, "seq": seq, "kind": "do", "state": "done",
        "target": "", "verb": "test", "label": f"step {seq}", "who": "", "stage_key": "", "at": AT,
        "changes": [change],
    }  # fmt: skip


def fill(connection: Connection) -> None:
    """What a program of schema 1 wrote: a session, a figure, and how both came about."""
    migrate.upgrade(connection, "0001")
    journal = [entry(1, "workshop", SESSION), entry(2, "figure", FIGURE)]
    for table, rows in (("workshop", [SESSION]), ("figure", [FIGURE]), ("journal", journal)):
        for row in rows:
            plain = {
                name: json.dumps(value) if isinstance(value, (dict, list)) else value
                for name, value in row.items()
            }
            names = ", ".join(plain)
            values = ", ".join(f":{name}" for name in plain)
            connection.execute(text(f"insert into {table} ({names}) values ({values})"), plain)


def check(store: Store, elsewhere: Store) -> None:
    """The session is whole, goes on, and its export is taken in elsewhere."""
    (summary,) = store.summaries()
    assert (summary.title, summary.company) == ("Before", "Taveon Lighting")
    opened = OpenWorkshop(store, "w" * 32)
    (row,) = opened.state.rows(Figure)
    assert row.plain() == FIGURE | {"source": ""}
    assert opened.state.workshop.counters == {"S": 2}
    history = store.entries("w" * 32)
    document = to_document(opened.state, history)
    imported = import_document(elsewhere, json.dumps(document))
    taken = OpenWorkshop(elsewhere, imported.workshop_id)
    assert [each.plain() for each in taken.state.rows(Figure)] == [row.plain()]
    assert to_document(taken.state, elsewhere.entries("w" * 32)) == document


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "there" / "sessions.db", Places.under(tmp_path / "there")) as store:
        yield store


def test_a_file_of_schema_one(tmp_path: Path, elsewhere: Store) -> None:
    places = Places.under(tmp_path)
    places.data.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{places.database}")
    with engine.begin() as connection:
        fill(connection)
        connection.exec_driver_sql(f"pragma application_id={settings.APPLICATION_ID}")
        connection.exec_driver_sql("pragma user_version=1")
    engine.dispose()
    with Store(places.database, places) as store:
        check(store, elsewhere)
    kept = copies(places.backups, name_of(database_url(places.database)))
    versions: list[int] = []
    for copy in kept:
        with closing(sqlite3.connect(copy)) as connection:
            versions.append(connection.execute("pragma user_version").fetchone()[0])
    assert 1 in versions  # put aside as it was


def test_a_server_of_schema_one(tmp_path: Path, elsewhere: Store, postgresql: Server) -> None:
    with postgresql.database() as url:
        engine = create_engine(database_url(url))
        with engine.begin() as connection:
            fill(connection)
        engine.dispose()
        with Store(url, Places.under(tmp_path / "here")) as store:
            check(store, elsewhere)
            assert store.summaries()[0].id == "w" * 32
