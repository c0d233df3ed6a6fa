"""Copies of the database: whole, checked, thinned with age, never mixed up."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from facilitator.store import backup
from facilitator.store.backup import back_up, copies, names, thin
from facilitator.store.copier import BACKUP_SECONDS
from facilitator.store.engine import database_url, name_of
from facilitator.store.places import Places
from facilitator.store.rebuild import Source, rebuild
from facilitator.store.salvage import is_whole
from facilitator.store.store import Store
from tests.store.sessions import added, begin, card, entry, grow, rows


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


def test_a_copy_opens_as_the_database_it_was_taken_from(places: Places, tmp_path: Path) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        grow(store, workshop, 20)
        copy = store.back_up().result()
        before = rows(store, workshop)
    assert copy is not None
    other = Places.under(tmp_path / "other")
    with Store(copy, other) as store:
        assert rows(store, workshop) == before


def test_a_copy_is_taken_only_after_a_change_and_at_the_end(places: Places) -> None:
    with Store(places.database, places) as store:
        assert store.back_up().result() is None
        workshop = begin(store)
        assert store.changed
        assert store.back_up().result() is not None
        assert not store.changed
        assert store.back_up().result() is None
        store.commit(entry(workshop, 2, *added(card(workshop, "later")))).result()
    assert len(copies(places.backups, store.name)) == 2
    with Store(places.database, places) as store:
        store.summaries()
    assert len(copies(places.backups, store.name)) == 2


def test_a_clock_that_was_put_back_costs_no_copy(places: Places) -> None:
    with Store(places.database, places) as store:
        begin(store)
        for day in range(1, 30):
            at = datetime(2026, 11, day)
            back_up(places.database, places.backups, store.name, at)
    with Store(places.database, places) as store:
        begin(store, 2)
        last = back_up(places.database, places.backups, store.name, datetime(2000, 1, 1))
        assert copies(places.backups, store.name)[0] == last
    places.database.unlink()
    assert len(rebuild(places, None, places.database, Source.BACKUP).sessions) == 2


def test_the_periodic_copy_waits_for_its_time_and_for_a_change(places: Places) -> None:
    with Store(places.database, places) as store:
        assert store.back_up().result() is None  # it waits for what is done on opening
        assert store.back_up_if_due(0) is None
        begin(store)
        assert store.back_up_if_due() is None
        assert store.back_up_if_due(BACKUP_SECONDS) is None
        due = store.back_up_if_due(0)
        assert due is not None and due.result() is not None
        assert store.back_up_if_due(0) is None


def test_what_a_dead_program_left_uncopied_is_copied_on_opening(places: Places) -> None:
    with Store(places.database, places) as store:
        begin(store)
    for copy in copies(places.backups, store.name):
        copy.unlink()
    with Store(places.database, places) as store:
        pass
    assert len(copies(places.backups, store.name)) == 1


def test_a_failed_copy_is_a_sentence_leaves_nothing_and_is_tried_again(places: Places) -> None:
    places.state.mkdir(parents=True)
    places.backups.write_text("a file where the directory should be")
    with Store(places.database, places) as store:
        workshop = begin(store)
        assert store.back_up().result() is None
        assert [sentence for sentence in store.problems() if "copied aside" in sentence]
        assert store.changed
        places.backups.unlink()
        assert store.back_up().result() is not None
        assert store.problems() == []
        store.commit(entry(workshop, 2)).result()
    assert not list(places.backups.glob("*.part"))


def test_a_damaged_database_is_noticed_and_never_becomes_a_copy(places: Places) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        grow(store, workshop, 100)
    good = copies(places.backups, store.name)
    data = bytearray(places.database.read_bytes())
    data[-4096:-4032] = b"\xff" * 64
    places.database.write_bytes(data)
    assert not is_whole(places.database)
    with Store(places.database, places) as store:
        store.back_up().result()
        told = " ".join(store.problems())
    assert "is damaged" in told and "facilitator rebuild" in told
    assert copies(places.backups, store.name) == good
    with pytest.raises(sqlite3.DatabaseError):
        back_up(places.database, places.backups, store.name)
    assert not list(places.backups.glob("*.part"))


def test_databases_of_one_name_keep_their_copies_apart(places: Places, tmp_path: Path) -> None:
    files = [tmp_path / place / "sessions.db" for place in ("one", "two")]
    for file in files:
        with Store(file, places) as store:
            begin(store)
    found = [copies(places.backups, name_of(database_url(file))) for file in files]
    assert [len(each) for each in found] == [1, 1]
    assert found[0] != found[1]
    assert len(names(places.backups)) == 2


def test_copies_of_a_longer_name_or_of_somebody_else_are_not_touched(tmp_path: Path) -> None:
    start = datetime(2026, 1, 1)
    for day in range(200):
        stamp = (start + timedelta(days=day)).strftime(backup.STAMP)
        (tmp_path / f"a-{stamp}.db").touch()
    others = [tmp_path / f"a-old-{stamp}.db", tmp_path / "a-notes.db", tmp_path / "a-.db"]
    for other in others:
        other.touch()
    thin(tmp_path, "a")
    assert all(other.exists() for other in others)
    assert len(copies(tmp_path, "a")) < 40


def test_thinning_keeps_twelve_recent_twelve_daily_ten_weekly(tmp_path: Path) -> None:
    newest = datetime(2026, 6, 28, 23, 50)
    taken = [newest - timedelta(minutes=10 * step) for step in range(6 * 24 * 120)]
    for instant in taken:
        (tmp_path / f"a-{instant.strftime(backup.STAMP)}.db").touch()
    thin(tmp_path, "a")
    kept = [backup.taken_at(path) for path in copies(tmp_path, "a")]
    assert kept[:12] == taken[:12]
    days = {instant.date() for instant in kept}
    assert {newest.date() - timedelta(days=back) for back in range(12)} <= days
    weeks = {instant.isocalendar()[:2] for instant in kept}
    assert len(weeks) == 10
    assert all(
        instant == max(i for i in taken if i.date() == instant.date()) for instant in kept[12:]
    )
    assert len(kept) == 12 + 11 + 8
