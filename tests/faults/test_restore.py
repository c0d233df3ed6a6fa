"""The restore drill (F12): whatever happens to the database, everything acknowledged comes back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.store.backup import copies
from facilitator.store.places import Places
from facilitator.store.rebuild import Source, rebuild
from facilitator.store.recorder import read_entries
from facilitator.store.store import Store
from tests.faults.restored import damage, everything, recorded_as_stored, stored
from tests.store.sessions import added, begin, card, entry, grow, rows


@pytest.mark.parametrize("source", Source)
def test_a_deleted_database_comes_back_row_by_row(
    places: Places, sessions: dict[str, object], source: Source
) -> None:
    places.database.unlink()
    told = rebuild(places, None, places.database, source)
    assert stored(places) == sessions
    assert [(each.entries, each.new, each.missing) for each in told.sessions] == [(26, 26, 0)] * 2
    assert [each.number for each in told.sessions] == [1, 2]
    assert told.set_aside == ()


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("empty", [b"", b"SQLite format 3\0" + b"\0" * 4080, b"no database"])
def test_a_broken_file_is_renamed_and_replaced(
    places: Places, sessions: dict[str, object], source: Source, empty: bytes
) -> None:
    places.database.write_bytes(empty)
    told = rebuild(places, None, places.database, source)
    assert stored(places) == sessions
    assert [path.read_bytes() for path in told.set_aside] == [empty]


@pytest.mark.parametrize("source", Source)
def test_a_damaged_file_is_renamed_and_replaced(
    places: Places, sessions: dict[str, object], source: Source
) -> None:
    data = damage(places)
    told = rebuild(places, None, places.database, source)
    assert stored(places) == sessions
    assert [path.read_bytes() for path in told.set_aside] == [data]
    assert not list(places.data.glob("*.rebuilding-*"))


def test_a_stale_journal_beside_a_missing_database_is_not_played_back(
    places: Places, sessions: dict[str, object]
) -> None:
    with closing(sqlite3.connect(places.database, isolation_level=None)) as writer:
        writer.execute("pragma cache_size=2")  # so that the journal is synced before the end
        writer.execute("begin immediate")
        writer.execute("update card set text = ?", ("never committed" * 500,))
        writer.execute("delete from journal")
        side = places.database.with_name("sessions.db-journal")
        hot = side.read_bytes()
        writer.execute("rollback")
    places.database.unlink()
    side.write_bytes(hot)
    wanted = sorted(sessions)[1]
    told = rebuild(places, wanted, places.database)
    assert stored(places) == {wanted: sessions[wanted]}
    assert [path.read_bytes() for path in told.set_aside] == [hot]


@pytest.mark.parametrize("source", Source)
def test_one_session_can_be_restored_alone_into_another_file(
    places: Places, sessions: dict[str, object], source: Source, tmp_path: Path
) -> None:
    wanted = sorted(sessions)[1]
    target = tmp_path / "elsewhere" / "other.db"
    told = rebuild(places, wanted, target, source)
    assert [each.workshop_id for each in told.sessions] == [wanted]
    with Store(target, places) as store:
        assert everything(store) == {wanted: sessions[wanted]}


def test_a_torn_last_line_costs_only_itself(places: Places) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        grow(store, workshop, 29)
        before = rows(store, workshop)
        store.commit(entry(workshop, 31, *added(card(workshop, "the last one")))).result()
        path = store.recorder.file(workshop)
    places.database.unlink()
    for copy in copies(places.backups, store.name):
        copy.unlink()
    path.write_bytes(path.read_bytes()[:-20])
    told = rebuild(places, None, places.database)
    assert [(each.new, each.missing) for each in told.sessions] == [(30, 0)]
    with Store(places.database, places) as store:
        assert rows(store, workshop) == before
        store.commit(entry(workshop, 31, *added(card(workshop, "said again")))).result()
        assert recorded_as_stored(store, workshop)


@pytest.mark.parametrize("lost", [0, 4])
def test_a_line_lost_for_good_costs_only_what_rests_on_it(places: Places, lost: int) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        for seq in range(2, 12):
            store.commit(entry(workshop, seq, *added(card(workshop, str(seq))))).result()
        path = store.recorder.file(workshop)
    places.database.unlink()
    for copy in copies(places.backups, store.name):
        copy.unlink()
    lines = path.read_bytes().splitlines(keepends=True)
    lines[lost] = b"\0" * len(lines[lost][:-1]) + b"\n"
    path.write_bytes(b"".join(lines))
    told = rebuild(places, None, places.database)
    assert [each.missing for each in told.sessions] == [1]
    with Store(places.database, places) as store:
        kept = {row.text for row in store.contents(workshop).members}
        assert kept == {str(seq) for seq in range(2, 12)} - {str(lost + 1)}
        head = store.contents(workshop).head
        store.commit(entry(workshop, head + 1, *added(card(workshop, "on we go")))).result()
        assert recorded_as_stored(store, workshop)


def test_a_line_lost_in_the_second_copy_is_taken_from_the_backup(
    places: Places, sessions: dict[str, object]
) -> None:
    places.database.unlink()
    for path in places.recorder.rglob("*.jsonl"):
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[:7] + lines[9:20]))
    rebuild(places, None, places.database)
    assert stored(places) == sessions


def test_without_any_copy_the_damaged_file_itself_gives_what_it_can(places: Places) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        for seq in range(2, 102):
            store.commit(entry(workshop, seq, *added(card(workshop, str(seq))))).result()
        path = store.recorder.file(workshop)
    for copy in copies(places.backups, store.name):
        copy.unlink()
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    data = bytearray(places.database.read_bytes())
    data[-4096:-4000] = b"\xee" * 96
    places.database.write_bytes(data)
    told = rebuild(places, None, places.database).sessions[0]
    assert told.entries > 60
    with Store(places.database, places) as store:
        assert len(store.contents(workshop).members) == told.entries - 1


def test_a_sound_database_is_only_added_to(places: Places, sessions: dict[str, object]) -> None:
    first, second = sorted(sessions)
    with Store(places.database, places) as store:
        store.commit(entry(first, 27, *added(card(first, "newer than any copy")))).result()
        newer = everything(store)
    with closing(sqlite3.connect(places.database)) as other:
        for (table,) in other.execute(
            "select name from sqlite_master where sql like '%workshop_id%' and type='table'"
        ).fetchall():
            other.execute(f"delete from {table} where workshop_id = ?", (second,))
        other.execute("delete from workshop where id = ?", (second,))
        other.commit()
    told = rebuild(places, None, places.database)
    assert told.set_aside == ()
    assert {each.workshop_id: each.new for each in told.sessions} == {first: 0, second: 26}
    assert stored(places) == newer


def test_an_older_file_in_the_databases_place_is_continued(
    places: Places, sessions: dict[str, object]
) -> None:
    session = sorted(sessions)[0]
    older = places.database.read_bytes()
    with Store(places.database, places) as store:
        grow(store, session, 10, seed=9)
        before = everything(store)
    places.database.write_bytes(older)
    told = rebuild(places, session, places.database)
    assert [each.new for each in told.sessions] == [10]
    assert stored(places) == before


def test_what_an_older_file_lost_is_told_of_though_the_session_goes_on(places: Places) -> None:
    with Store(places.database, places) as store:
        session = begin(store)
        grow(store, session, 3)
        copy = store.back_up().result()
        told = grow(store, session, 2, seed=1)
    assert copy is not None
    places.database.write_bytes(copy.read_bytes())
    with Store(places.database, places) as store:
        store.record_missing(session).result()
        (ahead,) = store.problems()
        assert "2 entries" in ahead and "rebuild" in ahead
        grow(store, session, 1, seed=2)
        (lost,) = store.problems()
        path = Path(lost.partition(" is kept in ")[2].partition(": ")[0])
        assert [each.id for each in read_entries(path)][-2:] == [each.id for each in told]
        assert recorded_as_stored(store, session)


def test_a_session_that_went_another_way_is_left_as_it_is(
    places: Places, sessions: dict[str, object]
) -> None:
    session = sorted(sessions)[0]
    older = places.database.read_bytes()
    with Store(places.database, places) as store:
        grow(store, session, 3, seed=9)
    kept = store.recorder.file(session).read_bytes()
    places.database.write_bytes(older)
    with Store(places.database, places) as store:
        grow(store, session, 3, seed=10)
        now = everything(store)
    store.recorder.file(session).write_bytes(kept)
    told = rebuild(places, session, places.database)
    assert "another way" in told.sessions[0].refused
    with Store(places.database, places) as store:
        assert everything(store) == now


def test_afresh_goes_back_to_the_backup_and_keeps_everything_aside(
    places: Places, sessions: dict[str, object]
) -> None:
    with Store(places.database, places) as store:
        store._copier.close()  # the last change is not copied aside
        grow(store, sorted(sessions)[0], 5, seed=3)
    last = places.database.read_bytes()
    told = rebuild(places, None, places.database, Source.BACKUP, afresh=True)
    assert stored(places) == sessions
    assert [path.read_bytes() for path in told.set_aside][:1] == [last]
    assert [path.suffixes[0] for path in told.set_aside] == [".db", ".jsonl"]


def test_a_damaged_backup_is_passed_over_for_an_older_good_one(
    places: Places, sessions: dict[str, object]
) -> None:
    with Store(places.database, places) as store:
        grow(store, sorted(sessions)[0], 5, seed=3)
    newest = copies(places.backups, store.name)[0]
    newest.write_bytes(newest.read_bytes()[:8192])
    places.database.unlink()
    rebuild(places, None, places.database, Source.BACKUP)
    assert stored(places) == sessions


def test_a_number_taken_by_another_session_is_given_anew(
    places: Places, sessions: dict[str, object], tmp_path: Path
) -> None:
    target = tmp_path / "other.db"
    with Store(target, places) as store:
        own = begin(store, 1)
    told = rebuild(places, sorted(sessions)[0], target)
    assert [each.number for each in told.sessions] == [2]
    with Store(target, places) as store:
        numbers = {each.id: each.number for each in store.summaries()}
    assert numbers == {own: 1, sorted(sessions)[0]: 2}
