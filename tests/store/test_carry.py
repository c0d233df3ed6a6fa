"""Sessions move from a file to a server and back, and nothing differs."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.demo.loading import load_demo
from facilitator.store.carry import NotCarried, carry
from facilitator.store.hold import Hold
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.cards import add_card
from facilitator.workshop.opened import OpenWorkshop
from tests.postgresql import Server
from tests.store.sessions import begin, grow, rows


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "sessions.db", Places.under(tmp_path)) as store:
        yield store


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "other.db", Places.under(tmp_path)) as store:
        yield store


def test_from_a_file_to_a_server_and_back_nothing_differs(
    file: Store, postgresql: Server, tmp_path: Path
) -> None:
    opened = asyncio.run(load_demo(file))
    asyncio.run(opened.undo())
    file.keep_draft(opened.id, "S1", "half a line — żółć").result()
    before, history = file.whole(opened.id), file.entries(opened.id)
    second = file.recorder.entries(opened.id)
    assert before is not None
    assert all(before.rows[name] for name in ("card", "audit_source", "journal", "draft", "vote"))
    with postgresql.database() as url, Store(url, Places.under(tmp_path)) as server:
        done = carry(file, server, opened.id)
        assert (done.number, done.before, done.entries) == (1, 1, len(history))
        assert file.whole(opened.id) is None and file.summaries() == []
        assert server.whole(opened.id) == before
        assert server.entries(opened.id) == history
        assert server.drafts(opened.id) == {"S1": "half a line — żółć"}
        assert [e.plain() for e in server.recorder.entries(opened.id)] == [
            e.plain() for e in history
        ]
        assert asyncio.run(OpenWorkshop(server, opened.id).redo())  # the undo stack moved along
        asyncio.run(OpenWorkshop(server, opened.id).undo())
        grown = server.whole(opened.id)
        carry(server, file, opened.id)
        assert server.summaries() == []
    assert file.whole(opened.id) == grown
    assert grown is not None and [dict(row) for row in grown.rows["card"]] == before.rows["card"]
    assert [e.plain() for e in file.recorder.entries(opened.id)][: len(second)] == [
        e.plain() for e in second
    ]


def test_a_number_that_is_taken_is_given_anew(file: Store, other: Store) -> None:
    begin(other)
    workshop = begin(file)
    grow(file, workshop, 5)
    done = carry(file, other, workshop)
    assert (done.number, done.before) == (2, 1)
    assert other.contents(workshop).workshop.number == 2
    (first, *_rest) = other.entries(workshop)
    assert first.changes[0].after is not None and first.changes[0].after["number"] == 2


def test_it_may_stay_in_both_and_go_on_in_one(file: Store, other: Store) -> None:
    workshop = begin(file)
    grow(file, workshop, 5)
    carry(file, other, workshop, keep=True)
    assert file.whole(workshop) == other.whole(workshop)
    asyncio.run(OpenWorkshop(file, workshop).run(add_card, "S1", "S", "Later"))
    carry(file, other, workshop, keep=True)
    assert rows(file, workshop) == rows(other, workshop)


def test_two_ways_are_not_mixed(file: Store, other: Store) -> None:
    workshop = begin(file)
    carry(file, other, workshop, keep=True)
    for store in (file, other):
        asyncio.run(OpenWorkshop(store, workshop).run(add_card, "S1", "S", "Later"))
    before = file.whole(workshop), other.whole(workshop)
    with pytest.raises(NotCarried, match="went on differently there"):
        carry(file, other, workshop)
    assert (file.whole(workshop), other.whole(workshop)) == before


def test_one_that_is_open_stays(file: Store, other: Store) -> None:
    workshop = begin(file)
    with (
        Hold(file.places, workshop),
        pytest.raises(NotCarried, match=r"open in another window.*Close it there first"),
    ):
        carry(file, other, workshop)
    assert other.summaries() == []
    with pytest.raises(NotCarried, match="the same one"):
        carry(file, file, workshop)
