"""The same promises on a server."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event
from sqlmodel import SQLModel

from facilitator.store.engine import database_url, name_of
from facilitator.store.glance import DatabaseRefused
from facilitator.store.journal import Behind
from facilitator.store.places import Places
from facilitator.store.rebuild import rebuild
from facilitator.store.store import NotRead, NotSaved, Store
from facilitator.store.watch import Watch
from tests.postgresql import Server
from tests.store.sessions import added, begin, card, creation, entry, grow, redo_of, rows, undo_of

Execute = Callable[..., None]


@pytest.fixture(scope="module")
def url(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as made:
        yield made


@pytest.fixture(scope="module")
def execute(url: str) -> Execute:
    def run(*statements: str) -> None:
        engine = create_engine(database_url(url))
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    return run


@pytest.fixture
def places(tmp_path: Path, execute: Execute) -> Places:
    execute("drop schema public cascade", "create schema public")
    return Places.under(tmp_path)


@pytest.fixture
def store(url: str, places: Places) -> Iterator[Store]:
    with Store(url, places) as opened:
        yield opened


def test_the_tables_are_those_of_the_model(store: Store, url: str) -> None:
    with create_engine(database_url(url)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_session_is_there_after_reopening_and_twice(places: Places, url: str) -> None:
    with Store(url, places) as store:
        workshop = begin(store)
        grow(store, workshop, 30)
        before, journal = rows(store, workshop), store.entries(workshop)
        store.keep_draft(workshop, "S1", "half a line").result()
    with Store(url, places) as store:
        assert rows(store, workshop) == before
        assert store.entries(workshop) == journal
        assert store.drafts(workshop) == {"S1": "half a line"}
        assert [each.id for each in store.summaries()] == [workshop]
        told = [each.plain() for each in store.recorder.entries(workshop)]
        assert told == [each.plain() for each in journal]
        assert store.back_up().result() is None
        assert Watch(store, free_bytes=lambda _: 10**12, mounts="").look() == []


def test_a_retry_a_late_comer_and_undo(store: Store) -> None:
    workshop = begin(store)
    first = entry(workshop, 2, *added(card(workshop, "first")))
    store.commit(first).result()
    store.commit(first).result()
    with pytest.raises(Behind):
        store.commit(entry(workshop, 2, *added(card(workshop, "late")))).result()
    store.commit(undo_of(first, 3)).result()
    assert store.contents(workshop).members == ()
    store.commit(redo_of(first, 4)).result()
    assert [row.text for row in store.contents(workshop).members] == ["first"]


def test_two_windows_writing_at_once_lose_nothing(places: Places, url: str) -> None:
    with Store(url, places) as one, Store(url, places) as two:
        workshop = begin(one)
        done: list[str] = []

        def work(store: Store, name: str) -> None:
            number = 0
            while number < 20:
                head = store.contents(workshop).head
                words = f"{name}{number}"
                try:
                    store.commit(entry(workshop, head + 1, *added(card(workshop, words)))).result()
                except Behind:
                    continue
                done.append(words)
                number += 1

        threads = [threading.Thread(target=work, args=pair) for pair in ((one, "a"), (two, "b"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(row.text for row in one.contents(workshop).members) == sorted(done)
        told = [each.plain() for each in one.recorder.entries(workshop)]
        assert told == [each.plain() for each in one.entries(workshop)]


def test_two_windows_that_type_in_one_place_refuse_each_other_nothing(
    store: Store, places: Places, url: str
) -> None:
    workshop = begin(store)
    with Store(url, places) as other:

        def meanwhile(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.lower().startswith("insert into draft") and not other.drafts(workshop):
                other.keep_draft(workshop, "S1", "theirs").result()

        event.listen(store._writing, "before_cursor_execute", meanwhile)
        store.keep_draft(workshop, "S1", "ours").result()
    assert store.drafts(workshop) == {"S1": "ours"}


def test_two_sessions_begun_at_once_get_two_numbers(store: Store, places: Places, url: str) -> None:
    first, second = creation(1), creation(1)
    with Store(url, places) as other:
        beginning = threading.Thread(target=lambda: other.commit(second).exception())

        def meanwhile(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO workshop"):
                beginning.start()
                beginning.join(0.5)

        event.listen(store._writing, "before_cursor_execute", meanwhile)
        store.commit(first).result()
        beginning.join()
        with pytest.raises(Behind):
            other.commit(second).result()
    assert [each.number for each in store.summaries()] == [1]


def test_a_connection_the_server_dropped_is_made_anew(store: Store, execute: Execute) -> None:
    workshop = begin(store)
    execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()")
    store.commit(entry(workshop, 2, *added(card(workshop, "x")))).result()
    assert len(rows(store, workshop)) == 2


def test_what_the_server_cannot_hold_is_a_sentence_without_the_words(store: Store) -> None:
    workshop = begin(store)
    for words in ("secret\0words", "secret\ud83d"):
        with pytest.raises(NotSaved, match="not saved") as refusal:
            store.commit(entry(workshop, 2, *added(card(workshop, words)))).result()
        assert "secret" not in str(refusal.value)
    store.commit(entry(workshop, 2)).result()


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(NotRead), store._reading() as connection:
        connection.exec_driver_sql("delete from journal")


def test_two_servers_that_are_told_apart_by_options_alone_share_no_second_copy() -> None:
    """A socket's directory, a port or a service may stand behind the question mark."""
    urls = ("", "?host=/run/a", "?host=/run/b", "?host=/run/b&port=5433", "?service=a")
    assert len({name_of(database_url(f"postgresql:///sessions{each}")) for each in urls}) == 5
    one, other = (f"postgresql://{user}@host/sessions?application_name={user}" for user in "ab")
    assert name_of(database_url(one)) == name_of(database_url(other))


def test_newer_foreign_and_unreachable_databases_are_refused(
    places: Places, url: str, execute: Execute
) -> None:
    with Store(url, places):
        pass
    execute("update alembic_version set version_num = '0099'")
    with pytest.raises(DatabaseRefused, match="newer version"):
        Store(url, places)
    execute("update alembic_version set version_num = '3f2a9b'")
    with pytest.raises(DatabaseRefused, match="another program"):
        Store(url, places)
    execute("drop schema public cascade", "create schema public", "create table card (id text)")
    with pytest.raises(DatabaseRefused, match="could not be brought up to date"):
        Store(url, places)
    with pytest.raises(DatabaseRefused, match="cannot be reached") as refusal:
        Store("postgresql://me:secret@127.0.0.1:1/nothing", places)
    assert "secret" not in str(refusal.value)


def test_a_lost_database_comes_back_from_the_second_copy(
    places: Places, url: str, execute: Execute
) -> None:
    with Store(url, places) as store:
        workshop = begin(store)
        grow(store, workshop, 20)
        before = rows(store, workshop)
    execute("drop schema public cascade", "create schema public")
    told = rebuild(places, None, url)
    assert [each.new for each in told.sessions] == [21]
    with Store(url, places) as store:
        assert rows(store, workshop) == before
