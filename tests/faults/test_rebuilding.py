"""A rebuild that refuses, breaks off or lacks something says so; no half stays behind (F12)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from facilitator.cli import run
from facilitator.store.entry import Entry
from facilitator.store.glance import DatabaseRefused
from facilitator.store.places import Places
from facilitator.store.rebuild import NothingToRestore, Rebuilt, rebuild
from facilitator.store.store import Store
from tests.faults.restored import damage, everything, stored
from tests.store.sessions import added, begin, card, creation, entry, grow


def refusals(places: Places, kind: type[Exception]) -> str:
    before = places.database.read_bytes() if places.database.exists() else None
    with pytest.raises(kind) as refusal:
        rebuild(places, None, places.database)
    assert (places.database.read_bytes() if places.database.exists() else None) == before
    assert not places.data.exists() or len(list(places.data.iterdir())) == (before is not None)
    return str(refusal.value)


def test_with_nothing_to_restore_nothing_is_touched(places: Places) -> None:
    assert "No copy" in refusals(places, NothingToRestore)
    places.data.mkdir(parents=True)
    places.database.write_bytes(b"Dear diary")
    assert "No copy" in refusals(places, NothingToRestore)
    with pytest.raises(NothingToRestore, match="this session"):
        rebuild(places, "nobody", places.database)


def test_a_foreign_and_a_newer_database_are_left_alone(
    places: Places, sessions: dict[str, object]
) -> None:
    whole = places.database.read_bytes()
    with closing(sqlite3.connect(places.database)) as other:
        other.execute("pragma user_version=99")
    assert "newer version" in refusals(places, DatabaseRefused)
    with closing(sqlite3.connect(places.database)) as other:
        other.execute("pragma application_id=7")
    assert "another program" in refusals(places, DatabaseRefused)
    places.database.write_bytes(whole)


def test_a_rebuild_that_breaks_off_leaves_everything_in_its_place(
    places: Places, sessions: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = damage(places)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as refusing:
        refusing.setattr("facilitator.store.rebuild.restore", full)
        assert "No space left" in refusals(places, DatabaseRefused)
    assert places.database.read_bytes() == data
    told: Rebuilt = rebuild(places, None, places.database)
    assert len(told.sessions) == 2
    assert stored(places) == sessions


def test_a_disk_that_is_full_leaves_no_session_with_a_hole(
    places: Places, sessions: dict[str, object]
) -> None:
    rebuild(places, None, places.data / "other.db")
    pages = (places.data / "other.db").stat().st_size // 4096
    (places.data / "other.db").unlink()
    data = damage(places)

    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"pragma max_page_count={pages - 2}")

    event.listen(Engine, "connect", small)
    try:
        assert "is full" in refusals(places, DatabaseRefused)
    finally:
        event.remove(Engine, "connect", small)
    assert places.database.read_bytes() == data
    assert [each.missing for each in rebuild(places, None, places.database).sessions] == [0, 0]
    assert stored(places) == sessions


def test_what_does_not_come_back_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    places = Places.of_user()
    with Store(places.database, places) as store:
        session = begin(store)
        grow(store, session, 4)
        recorded = store.recorder.file(session)
    for copy in places.backups.iterdir():
        copy.unlink()
    lines = recorded.read_bytes().splitlines(keepends=True)
    recorded.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    places.database.unlink()
    assert run(["rebuild"]) == 1
    assert "Taveon 2026: 1 entry could not be restored" in capsys.readouterr().err
    with Store(places.database, places) as store:
        store.record_missing(session).result()
        grow(store, session, 2, seed=3)
    recorded.write_bytes(b"".join(lines))
    assert run(["rebuild"]) == 1
    assert "Taveon 2026: This session has gone another way" in capsys.readouterr().err


@pytest.mark.parametrize("lost", [b"", None])
def test_a_database_that_had_to_be_made_anew_says_what_the_second_copy_holds(
    places: Places, sessions: dict[str, object], lost: bytes | None
) -> None:
    places.database.unlink()
    if lost is not None:
        places.database.write_bytes(lost)
    with Store(places.database, places) as store:
        (told,) = store.problems()
        assert "2 sessions" in told and str(places.database) in told and "rebuild" in told
    rebuild(places, None, places.database)
    assert stored(places) == sessions


def test_what_is_written_while_a_database_is_rebuilt_is_not_put_out_of_sight(
    places: Places, sessions: dict[str, object]
) -> None:
    """A window that is still open writes into the old file, and into the second copy."""
    session = min(sessions)
    with Store(places.database, places) as window:
        meanwhile: list[Entry] = []

        def write(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO journal") and not meanwhile:
                meanwhile.append(entry(session, 27, *added(card(session, "late"))))
                window.commit(meanwhile[0]).result()

        event.listen(Engine, "before_cursor_execute", write)
        try:
            rebuild(places, None, places.database, afresh=True)
        finally:
            event.remove(Engine, "before_cursor_execute", write)
    with Store(places.database, places) as store:
        store.record_missing(session).result()
        (told,) = store.problems()
        assert "1 entries" in told and "rebuild" in told
    rebuild(places, None, places.database)
    with Store(places.database, places) as store:
        assert store.entries(session)[-1].id == meanwhile[0].id


def test_a_session_that_was_created_and_nothing_else(places: Places) -> None:
    with Store(places.database, places) as store:
        first = creation()
        store.commit(first).result()
        before = everything(store)
    places.database.unlink()
    rebuild(places, first.workshop_id, places.database)
    assert stored(places) == before
