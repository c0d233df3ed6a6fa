"""Sessions move from a file to a server and back, and nothing differs."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from facilitator.demo.loading import load_demo
from facilitator.model import Card
from facilitator.store.anonymise import anonymise
from facilitator.store.carry import NotCarried, carry
from facilitator.store.hold import Hold
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.cards import add_card, edit_card
from facilitator.workshop.edit import Refused
from facilitator.workshop.opened import OpenWorkshop
from tests.faults.test_outage import cut_off
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


def test_one_database_by_two_names_is_the_same_one(file: Store, tmp_path: Path) -> None:
    workshop = begin(file)
    assert file.file is not None
    link = tmp_path / "link.db"
    link.symlink_to(file.file)
    with Store(link, file.places) as linked, pytest.raises(NotCarried, match="the same one"):
        carry(file, linked, workshop)
    assert file.whole(workshop) is not None


def test_one_server_by_two_names_is_the_same_one(postgresql: Server, tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    with (
        postgresql.database() as url,
        postgresql.database() as another,
        Store(url, places) as server,
        Store(f"{url}?application_name=other", places) as again,
        Store(another, places) as beside,
    ):
        workshop = begin(server)
        with pytest.raises(NotCarried, match="the same one"):
            carry(server, again, workshop)
        assert server.whole(workshop) is not None
        carry(server, beside, workshop)
        assert server.whole(workshop) is None and beside.whole(workshop) is not None


def test_nothing_that_was_ticked_while_it_was_taken_out_is_lost(
    postgresql: Server, file: Store, tmp_path: Path
) -> None:
    """Somebody on another computer writes at that moment: it is refused, and the reason is told."""
    with (
        postgresql.database() as url,
        Store(url, Places.under(tmp_path)) as server,
        Store(url, Places.under(tmp_path / "elsewhere")) as elsewhere,
    ):
        mine = OpenWorkshop(server, begin(server))
        card = asyncio.run(mine.run(add_card, "S1", "S", "First"))
        theirs = OpenWorkshop(elsewhere, mine.id)
        outcome: list[object] = []

        def write() -> None:
            try:
                outcome.append(asyncio.run(theirs.run(edit_card, card.id, text="Second")))
            except Refused as refused:
                outcome.append(refused.sentence)

        writing = threading.Thread(target=write)

        def meanwhile(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("DELETE FROM") and not writing.ident:
                writing.start()
                writing.join(0.5)

        event.listen(server._writing, "before_cursor_execute", meanwhile)
        carry(server, file, mine.id)
        writing.join()
        (told,) = outcome
        assert isinstance(told, str) and "not in the database any more" in told
        assert server.whole(mine.id) is None and server.entries(mine.id) == []


async def test_what_waits_for_the_server_is_not_left_behind(
    postgresql: Server, file: Store, tmp_path: Path
) -> None:
    with postgresql.database() as url, Store(url, Places.under(tmp_path)) as server:
        mine = OpenWorkshop(server, begin(server))
        cut_off(server)
        await mine.run(add_card, "S1", "S", "Waits")
        with Store(url, Places.under(tmp_path)) as other:
            with pytest.raises(NotCarried, match="wait on this computer"):
                await asyncio.to_thread(carry, other, file, mine.id)
            with pytest.raises(NotSaved, match="wait on this computer"):
                await asyncio.to_thread(anonymise, other, mine.id)
        await asyncio.wrap_future(server._writer.submit(server._send))
        assert [row.text for row in OpenWorkshop(server, mine.id).state.rows(Card)] == ["Waits"]
