"""What was kept while the server was away is sent: behind what others wrote, whole, and once."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Connection

from facilitator.model import Card
from facilitator.store.places import Places
from facilitator.store.sending import Sent
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.cards import NewCard, add_card, add_cards, delete_card, edit_card
from facilitator.workshop.edit import Edit
from facilitator.workshop.exchange.document import to_document
from facilitator.workshop.exchange.taking_in import import_document
from facilitator.workshop.opened import OpenWorkshop
from tests.faults.outage import stopped
from tests.faults.test_outage import cut_off, texts, until
from tests.postgresql import Server
from tests.store.sessions import added, begin, card, entry


@pytest.fixture
def one(url: str, tmp_path: Path) -> Iterator[Store]:
    with Store(url, Places.under(tmp_path / "one")) as store:
        yield store


@pytest.fixture
def two(url: str, tmp_path: Path) -> Iterator[Store]:
    with Store(url, Places.under(tmp_path / "two")) as store:
        yield store


def sent(store: Store) -> None:
    store._writer.submit(store._send).result()


def taken_in(opened: OpenWorkshop, places: Places) -> dict[str, str]:
    """The cards of a session that was exported and imported, with its history."""
    again = OpenWorkshop(opened.store, opened.id)
    document = to_document(again.state, opened.store.entries(opened.id))
    with Store(places.database, places) as other:
        key = import_document(other, json.dumps(document)).workshop_id
        return texts(OpenWorkshop(other, key))


def both_lists(edit: Edit) -> None:
    add_cards(edit, "S1", [NewCard("S", "Strong"), NewCard("W", "Weak")])


def added_and_changed(edit: Edit) -> None:
    """A row that one entry adds and changes, and changes once more."""
    card = add_card(edit, "S1", "S", "Mine")
    card = edit.change(card, evidence="Seen")
    edit.change(card, evidence="Seen twice")


async def test_what_the_server_refuses_for_the_moment_is_not_put_aside(one: Store) -> None:
    """It is back, but takes nothing yet: a standby, or one whose disk is full."""
    mine = OpenWorkshop(one, begin(one))
    cut_off(one)
    await mine.run(add_card, "S1", "S", "Mine")

    def takes(writes: bool) -> None:
        with one._writing.connect() as connection:
            setting = "off" if writes else "on"
            connection.exec_driver_sql(f"set default_transaction_read_only = {setting}")
            connection.commit()

    takes(writes=False)
    sent(one)
    assert one.problems() and not one.news()
    takes(writes=True)
    sent(one)
    assert one.news() == ["The database server is back: 1 entry was sent."]
    assert texts(OpenWorkshop(one, mine.id)) == {"S1": "Mine"}


async def test_what_the_server_cannot_hold_keeps_nothing_else_back(one: Store) -> None:
    """Half a surrogate pair, or a zero, that no text policy met."""
    broken, sound = (OpenWorkshop(one, begin(one, number)) for number in (1, 2))
    cut_off(one)
    await broken.keep_draft("S1", "half a line")
    await broken.keep_draft("S2", "nothing\0")
    one.commit(entry(broken.id, 2, *added(card(broken.id, "half \ud83d")))).result()
    await broken.catch_up()
    await broken.run(add_card, "S1", "S", "Behind it")
    await sound.run(add_card, "S1", "S", "Another session")
    sent(one)
    assert one.problems() == []
    assert "1 entry could not be sent" in one.news()[1]
    assert texts(OpenWorkshop(one, broken.id)) == {"S1": "Behind it"}
    assert texts(OpenWorkshop(one, sound.id)) == {"S1": "Another session"}
    assert one.drafts(broken.id) == {"S1": "half a line"}


async def test_an_entry_that_changes_one_row_several_times_goes_whole(
    one: Store, two: Store, tmp_path: Path
) -> None:
    mine = OpenWorkshop(one, begin(one))
    theirs = OpenWorkshop(two, mine.id)
    cut_off(one)
    await mine.run(both_lists)
    await mine.run(added_and_changed)
    for text in ("First", "Second", "Third"):
        await theirs.run(add_card, "S1", "S", text)
    sent(one)
    assert await mine.follow() and await theirs.follow()
    wanted = {"S1": "First", "S2": "Second", "S3": "Third", "S4": "Strong", "W1": "Weak"}
    assert texts(mine) == texts(theirs) == wanted | {"S5": "Mine"}
    assert mine.state.workshop.counters == {"S": 5, "W": 1}
    assert {each.ref: each.evidence for each in mine.state.rows(Card)}["S5"] == "Seen twice"
    assert taken_in(mine, Places.under(tmp_path)) == texts(mine)


async def test_an_answer_that_is_lost_hides_nothing_from_the_window(one: Store, two: Store) -> None:
    """The entries were sent, and the connection broke before the server could say so."""
    mine = OpenWorkshop(one, begin(one))
    theirs = OpenWorkshop(two, mine.id)
    cut_off(one)
    await mine.run(add_card, "S1", "S", "Mine")
    await theirs.run(add_card, "S1", "S", "Theirs")

    def lost(work: Callable[[Connection], Sent]) -> NoReturn:
        one._write(work)
        raise NotSaved("The connection is lost.")

    with pytest.raises(NotSaved):
        one._sender.send(lost, one._put_draft, one._record_missing)
    sent(one)
    assert one.news() == ["The database server is back: 1 entry was sent."]
    await mine.run(add_card, "S1", "S", "After")
    wanted = {"S1": "Theirs", "S2": "Mine", "S3": "After"}
    assert texts(mine) == texts(OpenWorkshop(two, mine.id)) == wanted


async def test_what_is_taken_back_is_what_the_server_made_of_it(
    one: Store, two: Store, tmp_path: Path
) -> None:
    """Undone while away: their words stand again, and a card keeps the reference it was given."""
    mine = OpenWorkshop(one, begin(one))
    shared = await mine.run(add_card, "S1", "S", "Shared")
    gone = await mine.run(add_card, "S1", "S", "Gone")
    theirs = OpenWorkshop(two, mine.id)
    cut_off(one)
    await mine.run(edit_card, shared.id, text="As I say")
    await mine.undo()
    own = await mine.run(add_card, "S1", "S", "Mine")
    await mine.run(delete_card, own.id)
    await mine.undo()
    await mine.run(delete_card, gone.id)
    await mine.undo()
    await theirs.run(edit_card, shared.id, text="As they say")
    await theirs.run(delete_card, gone.id)
    await theirs.run(add_card, "S1", "S", "Theirs")
    sent(one)
    assert await mine.follow() and await theirs.follow()
    assert texts(mine) == texts(theirs) == {"S1": "As they say", "S3": "Theirs", "S4": "Mine"}
    assert taken_in(mine, Places.under(tmp_path)) == texts(mine)


async def test_words_in_what_ours_removed_are_told(one: Store, two: Store) -> None:
    mine = OpenWorkshop(one, begin(one))
    card = await mine.run(add_card, "S1", "S", "Shared")
    theirs = OpenWorkshop(two, mine.id)
    cut_off(one)
    await mine.run(delete_card, card.id)
    await theirs.run(edit_card, card.id, text="As they say")
    sent(one)
    told = one.news()
    assert len(told) == 2 and "somebody else wrote “As they say”" in told[1]


async def test_undo_takes_back_the_last_thing_while_the_server_is_away(
    server: Server, one: Store, two: Store
) -> None:
    """Also when somebody else did it, and it was only seen here."""
    mine = OpenWorkshop(one, begin(one))
    card = await mine.run(add_card, "S1", "S", "First")
    await mine.run(edit_card, card.id, text="Second")
    theirs = OpenWorkshop(two, mine.id)
    await theirs.run(edit_card, card.id, text="Third")
    assert await mine.follow()
    with stopped(server):
        other = await mine.run(add_card, "S1", "S", "Meanwhile")
        await mine.undo()
        assert mine.state.find(Card, other.id) is None
        await mine.undo()
        assert texts(mine) == {"S1": "Second"}
        assert [each.seq for each in await mine.history()] == list(range(1, 8))
    await until(lambda: not one.problems())
    assert texts(OpenWorkshop(two, mine.id)) == {"S1": "Second"}
