"""What the store promises to the commands above it."""

import os
import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.model import Action, Score
from facilitator.store.entry import Change, Entry, Kind
from facilitator.store.journal import Behind
from facilitator.store.places import Places
from facilitator.store.recorder import read_entries
from facilitator.store.store import NotRead, NotSaved, Store
from facilitator.store.waiting import standing
from tests.store.sessions import (
    added,
    begin,
    card,
    entry,
    grow,
    instant,
    redo_of,
    rows,
    undo_of,
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    with Store(places.database, places) as opened:
        yield opened


def test_what_is_committed_is_there_after_reopening(places: Places) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        grow(store, workshop, 40)
        before, journal = rows(store, workshop), store.entries(workshop)
    with Store(places.database, places) as store:
        assert rows(store, workshop) == before
        assert store.entries(workshop) == journal
        assert store.contents(workshop).head == 41
        assert [summary.id for summary in store.summaries()] == [workshop]


def test_dates_survive_the_journal(store: Store) -> None:
    workshop = begin(store)
    plain = Action(workshop_id=workshop, ref="A1", title="Call").plain()
    plain["deadline"] = "2026-04-01"
    store.commit(entry(workshop, 2, Change("action", plain["id"], None, plain))).result()
    store.commit(
        entry(
            workshop,
            3,
            Change("action", plain["id"], {"deadline": "2026-04-01"}, {"deadline": None}),
        )
    ).result()
    assert rows(store, workshop)[plain["id"]]["deadline"] is None
    store.commit(undo_of(store.entries(workshop)[-1], 4)).result()
    assert rows(store, workshop)[plain["id"]]["deadline"] == "2026-04-01"


def test_the_second_copy_tells_the_same_as_the_journal(store: Store) -> None:
    workshop = begin(store)
    grow(store, workshop, 30)
    told = [each.plain() for each in store.recorder.entries(workshop)]
    assert told == [each.plain() for each in store.entries(workshop)]


def test_a_retry_of_the_same_entry_changes_nothing(store: Store) -> None:
    workshop = begin(store)
    again = entry(workshop, 2, *added(card(workshop, "once")))
    store.commit(again).result()
    store.commit(again).result()
    assert [row.text for row in store.contents(workshop).members] == ["once"]
    assert store.contents(workshop).head == 2
    assert len(store.recorder.entries(workshop)) == 2


@pytest.mark.parametrize("seq", [2, 1, 4, 99])
def test_an_entry_for_a_place_that_is_not_next_is_turned_away(store: Store, seq: int) -> None:
    workshop = begin(store)
    store.commit(entry(workshop, 2, *added(card(workshop, "first")))).result()
    with pytest.raises(Behind):
        store.commit(entry(workshop, seq, *added(card(workshop, "second")))).result()
    assert [row.text for row in store.contents(workshop).members] == ["first"]
    store.commit(entry(workshop, 3, *added(card(workshop, "third")))).result()


def test_a_change_of_a_row_that_is_gone_takes_the_whole_entry_back(store: Store) -> None:
    workshop = begin(store)
    fine = added(card(workshop, "fine"))
    lost = Change("card", "nobody", {"text": "a"}, {"text": "b"})
    with pytest.raises(Behind):
        store.commit(entry(workshop, 2, *fine, lost)).result()
    assert store.contents(workshop).members == ()
    assert store.contents(workshop).head == 1
    assert len(store.recorder.entries(workshop)) == 1


def test_two_windows_that_build_on_the_same_state_do_not_both_win(places: Places) -> None:
    with Store(places.database, places) as one, Store(places.database, places) as two:
        workshop = begin(one)
        outcomes = [
            window.commit(entry(workshop, 2, *added(card(workshop, name)))).exception()
            for window, name in ((one, "one"), (two, "two"))
        ]
        assert [type(outcome) for outcome in outcomes] == [type(None), Behind]
        assert [row.text for row in two.contents(workshop).members] == ["one"]


def test_windows_writing_at_once_lose_nothing_and_leave_one_gapless_second_copy(
    places: Places,
) -> None:
    with Store(places.database, places) as one, Store(places.database, places) as two:
        workshop = begin(one)
        done: list[str] = []

        def work(store: Store, name: str) -> None:
            for number in range(15):
                while True:
                    head = store.contents(workshop).head
                    words = f"{name}{number}"
                    each = entry(workshop, head + 1, *added(card(workshop, words)))
                    try:
                        store.commit(each).result()
                    except Behind:
                        continue
                    done.append(words)
                    break

        threads = [threading.Thread(target=work, args=pair) for pair in ((one, "a"), (two, "b"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(done) == 30
        assert sorted(row.text for row in one.contents(workshop).members) == sorted(done)
        told = [each.plain() for each in one.recorder.entries(workshop)]
        assert told == [each.plain() for each in one.entries(workshop)]


def test_undo_and_redo_find_their_entry_and_a_new_deed_ends_redo(store: Store) -> None:
    workshop = begin(store)
    first = entry(workshop, 2, *added(card(workshop, "first")))
    second = entry(workshop, 3, *added(card(workshop, "second")))
    for each in (first, second, undo_of(second, 4), undo_of(first, 5)):
        store.commit(each).result()
    found = store.redoable(workshop)
    assert found is not None and found.id == first.id
    assert store.undoable(workshop) is None
    store.commit(redo_of(first, 6)).result()
    found = store.redoable(workshop)
    assert found is not None and found.id == second.id
    store.commit(entry(workshop, 7, *added(card(workshop, "third")))).result()
    assert store.redoable(workshop) is None
    found = store.undoable(workshop)
    assert found is not None and found.label == "step 7"


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.sampled_from("durm"), max_size=25))
def test_undo_and_redo_agree_with_two_stacks(tmp_path_factory, steps: list[str]) -> None:
    """The journal's undo is the textbook's: two stacks, the second emptied by each new deed."""
    places = Places.under(tmp_path_factory.mktemp("stacks"))
    with Store(places.database, places) as store:
        workshop = begin(store)
        done: list[str] = []
        undone: list[str] = []
        for seq, step in enumerate(steps, 2):
            if step == "d":
                each = entry(workshop, seq, *added(card(workshop, str(seq))))
                done.append(each.id)
                undone.clear()
            elif step == "u" and done:
                target = store.undoable(workshop)
                assert target is not None and target.id == done[-1]
                undone.append(done.pop())
                each = undo_of(target, seq)
            elif step == "r" and undone:
                target = store.redoable(workshop)
                assert target is not None and target.id == undone[-1]
                done.append(undone.pop())
                each = redo_of(target, seq)
            else:
                each = entry(workshop, seq, kind="mark")
            store.commit(each).result()
            assert (store.undoable(workshop) is None) == (not done)
            assert (store.redoable(workshop) is None) == (not undone)
        assert len(store.contents(workshop).members) == len(done)


def test_a_row_the_tables_do_not_allow_is_a_sentence_and_leaves_nothing(store: Store) -> None:
    workshop = begin(store)
    score = Score(
        workshop_id=workshop, channel_id="c", criterion_id="k", participant_id="p", value=3
    )
    same = Score(
        workshop_id=workshop, channel_id="c", criterion_id="k", participant_id="p", value=5
    )
    both = tuple(Change("score", each.id, None, each.plain()) for each in (score, same))
    with pytest.raises(NotSaved, match="contradicts what is stored"):
        store.commit(entry(workshop, 2, *both)).result()
    assert store.contents(workshop).members == ()
    assert store.contents(workshop).head == 1


@pytest.mark.parametrize(
    "value", [{"text": "half a pair \ud83d"}, {"first_factor": 2**63}], ids=["surrogate", "huge"]
)
def test_what_no_column_can_hold_is_a_sentence(store: Store, value: dict[str, object]) -> None:
    workshop = begin(store)
    plain = card(workshop, "x").plain() | value
    with pytest.raises(NotSaved, match="cannot hold it"):
        store.commit(entry(workshop, 2, Change("card", plain["id"], None, plain))).result()
    store.commit(entry(workshop, 2, *added(card(workshop, "the next one")))).result()


def test_half_a_surrogate_pair_inside_a_list_does_not_stop_the_second_copy(store: Store) -> None:
    workshop = begin(store)
    plain = card(workshop, "x").plain() | {"tags": ["\ud83d"]}
    store.commit(entry(workshop, 2, Change("card", plain["id"], None, plain))).result()
    assert store.problems() == []
    assert store.recorder.entries(workshop)[1].changes[0].after == plain


def test_a_row_written_before_a_column_existed_takes_its_first_value(store: Store) -> None:
    workshop = begin(store)
    plain = card(workshop, "old").plain()
    for name in ("direction", "tags"):
        del plain[name]
    plain["colour"] = "a column dropped since"
    store.commit(entry(workshop, 2, Change("card", plain["id"], None, plain))).result()
    row = rows(store, workshop)[plain["id"]]
    assert (row["text"], row["direction"], row["tags"]) == ("old", "", [])


def test_drafts_are_kept_replaced_and_forgotten(places: Places) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        for place, words in (("S1", "half a"), ("S2", "other"), ("S1", "half a line")):
            store.keep_draft(workshop, place, words).result()
        store.keep_draft(workshop, "S2", "").result()
    with Store(places.database, places) as store:
        assert store.drafts(workshop) == {"S1": "half a line"}
        with pytest.raises(NotSaved):
            store.keep_draft(workshop, "S1", "\ud83d").result()
        assert store.drafts(workshop) == {"S1": "half a line"}


def test_replay_is_all_or_none_and_counts_what_is_new(places: Places, tmp_path: Path) -> None:
    with Store(places.database, places) as store:
        workshop = begin(store)
        told = [*store.entries(workshop), *grow(store, workshop, 10)]
        before = rows(store, workshop)
    other = Places.under(tmp_path / "other")
    with Store(other.database, other) as store:
        broken = [*told[:6], replace(told[6], changes=(Change("card", "no", {}, None),))]
        with pytest.raises(Behind):
            store.replay(broken)
        assert store.summaries() == []
        assert store.replay(told[:5]) == 5
        assert store.replay(told) == 6
        assert rows(store, workshop) == before
        assert len(store.recorder.entries(workshop)) == 11


def test_everything_made_is_its_users_alone_whatever_the_umask(places: Places) -> None:
    mask = os.umask(0o022)
    try:
        with Store(places.database, places) as store:
            grow(store, begin(store), 3)
    finally:
        os.umask(mask)
    made = list(places.data.parent.rglob("*"))
    assert len(made) >= 7
    if sys.platform != "win32":
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in made}
        assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
        assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_a_relative_path_stays_the_same_file_when_the_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with Store("sessions.db", Places.under(tmp_path)) as store:
        monkeypatch.chdir(tmp_path / "there")
        workshop = begin(store)
        assert [summary.id for summary in store.summaries()] == [workshop]
    assert not list((tmp_path / "there").iterdir())


def test_a_missing_session_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.contents("nobody")


def test_after_closing_nothing_is_acknowledged(places: Places) -> None:
    store = Store(places.database, places)
    workshop = begin(store)
    store.close()
    with pytest.raises(NotSaved, match="closed"):
        store.commit(entry(workshop, 2)).result()
    store.close()


def test_a_deleted_database_is_a_sentence_and_is_not_made_anew(store: Store) -> None:
    workshop = begin(store)
    assert store.file is not None
    store.file.unlink()
    with pytest.raises(NotSaved, match="moved, replaced or deleted"):
        store.commit(entry(workshop, 2)).result()
    with pytest.raises(NotRead, match="moved, replaced or deleted"):
        store.contents(workshop)
    assert not store.file.exists()


def test_a_replaced_database_takes_nothing(store: Store, tmp_path: Path) -> None:
    store.back_up().result()  # what is done on opening is done; the next one copies the session
    workshop = begin(store)
    assert store.file is not None
    copy = store.back_up().result()
    assert copy is not None
    kept = copy.read_bytes()
    copy.replace(store.file)
    with pytest.raises(NotSaved, match="moved, replaced or deleted"):
        store.commit(entry(workshop, 2, *added(card(workshop, "into nothing")))).result()
    assert store.file.read_bytes() == kept
    assert len(read_entries(store.recorder.file(workshop))) == 1


def test_last_instant_is_that_of_the_last_entry(store: Store) -> None:
    workshop = begin(store)
    assert store.last_instant("nobody") == ""
    store.commit(entry(workshop, 2, at=instant(77))).result()
    assert store.last_instant(workshop) == instant(77)


def test_of_two_new_sessions_with_one_number_the_second_is_turned_away(store: Store) -> None:
    begin(store, 3)
    with pytest.raises(Behind):
        begin(store, 3)
    assert [summary.number for summary in store.summaries()] == [3]


def test_numbers_are_given_once(store: Store) -> None:
    assert store.next_number() == 1
    begin(store, 1)
    begin(store, 7)
    assert store.next_number() == 8


@pytest.mark.parametrize("seed", range(20))
def test_what_can_be_taken_back_is_worked_out_as_it_is_stored(store: Store, seed: int) -> None:
    workshop = begin(store)
    for _unused in range(15):
        grow(store, workshop, 1, seed)
        seed += 100
        told = standing(store.entries(workshop))
        stored = store.undoable(workshop), store.redoable(workshop)
        assert [each and each.id for each in told] == [each and each.id for each in stored]


def test_what_two_windows_took_back_is_taken_back_once(store: Store) -> None:
    workshop = begin(store)
    first, second, third = grow_by_adding(store, workshop, 3)
    for seq, target in ((5, third), (6, third), (7, second)):
        each = entry(workshop, seq, kind=Kind.UNDO, target=target.id)
        store.commit(each).result()
    told = standing(store.entries(workshop))
    assert [each and each.id for each in told] == [first.id, second.id]
    assert told[0] == store.undoable(workshop)


def grow_by_adding(store: Store, workshop: str, count: int) -> list[Entry]:
    told = [entry(workshop, seq, *added(card(workshop, str(seq)))) for seq in range(2, 2 + count)]
    for each in told:
        store.commit(each).result()
    return told
