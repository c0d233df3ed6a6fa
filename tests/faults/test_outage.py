"""The database server goes away in the middle of a session: work goes on, and nothing is lost."""

import asyncio
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from facilitator.model import Card, Workshop
from facilitator.store.places import Places
from facilitator.store.store import NotRead, NotSaved, Store
from facilitator.workshop.cards import add_card, delete_card, edit_card
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import change_session
from tests.faults.outage import start, stop, stopped
from tests.faults.test_editing import edited
from tests.postgresql import Server
from tests.store.sessions import begin, creation

PATIENCE = 20


async def until(true: Callable[[], bool]) -> float:
    """Wait for something; returns how many seconds it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < PATIENCE
        await asyncio.sleep(0.02)
    return time.monotonic() - begun


def texts(opened: OpenWorkshop) -> dict[str, str]:
    return {row.ref: row.text for row in opened.state.rows(Card)}


def cut_off(store: Store) -> None:
    """Only this one's connection is cut: what it writes waits until the test sends it."""
    store._sender._stop.set()
    store._sender.begin()


async def send_now(store: Store) -> None:
    """The server is there again for one that was cut off."""
    await asyncio.wrap_future(store._writer.submit(store._send))


@contextmanager
def two_computers(url: str, root: Path) -> Generator[tuple[Store, Store]]:
    """Two programs on one server, each with a second copy of its own."""
    with (
        Store(url, Places.under(root / "one")) as one,
        Store(url, Places.under(root / "two")) as two,
    ):
        yield one, two


async def test_work_goes_on_while_the_server_is_away(
    server: Server, url: str, tmp_path: Path
) -> None:
    with Store(url, Places.under(tmp_path)) as store:
        opened = OpenWorkshop(store, begin(store))
        await opened.run(add_card, "S1", "S", "Before")
        with stopped(server):
            card = await opened.run(add_card, "S1", "S", "During")
            await opened.run(edit_card, card.id, text="Meanwhile")
            assert await opened.undo() and texts(opened)["S2"] == "During"
            assert await opened.redo() and texts(opened)["S2"] == "Meanwhile"
            await opened.keep_draft("S1", "half a line")
            (told,) = store.problems()
            assert "does not answer" in told and "kept on this computer" in told
            assert [each.seq for each in await opened.history()] == list(range(1, 7))
            assert await opened.drafts() == {"S1": "half a line"}
            with pytest.raises(NotSaved):
                store.commit(creation(7)).result()
        seconds = await until(lambda: not store.problems())
        assert seconds < PATIENCE
        assert store.news() == ["The database server is back: 4 entries were sent."]
        assert not await opened.follow()
        with Store(url, Places.under(tmp_path / "elsewhere")) as other:
            there = OpenWorkshop(other, opened.id)
            assert texts(there) == texts(opened) == {"S1": "Before", "S2": "Meanwhile"}
            assert other.entries(opened.id) == store.entries(opened.id)
            assert other.drafts(opened.id) == {"S1": "half a line"}
        recorded = store.recorder.entries(opened.id)
        assert [e.plain() for e in recorded] == [e.plain() for e in store.entries(opened.id)]


async def test_what_waited_is_sent_by_the_next_start(
    server: Server, url: str, tmp_path: Path
) -> None:
    places = Places.under(tmp_path)
    store = Store(url, places)
    opened = OpenWorkshop(store, begin(store))
    stop(server)
    try:
        await opened.run(add_card, "S1", "S", "During")
        store.close()
    finally:
        start(server)
    with Store(url, places) as again:
        await until(lambda: not again.problems())
        assert texts(OpenWorkshop(again, opened.id)) == {"S1": "During"}


async def test_others_who_wrote_meanwhile_were_first(
    server: Server, url: str, tmp_path: Path
) -> None:
    """Two computers; one of them is cut off, both go on."""
    with two_computers(url, tmp_path) as (one, two):
        mine = OpenWorkshop(one, begin(one))
        shared = await mine.run(add_card, "S1", "S", "Ours")
        gone = await mine.run(add_card, "S1", "S", "Gone")
        theirs = OpenWorkshop(two, mine.id)
        cut_off(one)
        await mine.run(add_card, "S1", "S", "Mine")
        await mine.run(edit_card, shared.id, text="As I say")
        await mine.run(edit_card, gone.id, text="Still here")
        await mine.run(change_session, company="Taveon Lighting")
        await theirs.run(add_card, "S1", "S", "Theirs")
        await theirs.run(edit_card, shared.id, text="As they say")
        await theirs.run(delete_card, gone.id)
        await send_now(one)
        assert await mine.follow() and await theirs.follow()
        wanted = {"S1": "As I say", "S3": "Theirs", "S4": "Mine"}
        assert texts(mine) == texts(theirs) == wanted
        assert mine.state.workshop.company == theirs.state.workshop.company == "Taveon Lighting"
        news = one.news()
        assert news[0] == "The database server is back: 3 entries were sent."
        assert "somebody else wrote “As they say”" in news[1]
        assert "1 entry could not be sent" in news[2]
        (left,) = one._sender._directory.glob("*.left-*")
        assert "Still here" in left.read_text("utf-8")
        await mine.run(add_card, "S1", "S", "After")
        assert texts(mine)["S5"] == "After"
        history = await mine.history()
        assert [each.seq for each in history] == list(range(1, len(history) + 1))
        seen = [change.before for each in history for change in each.changes if change.before]
        assert {"text": "As they say"} in seen
        again = OpenWorkshop(two, mine.id)
        assert texts(again) == texts(mine)
        kinds = {type(row) for row in one.contents(mine.id).members}
        assert kinds == {Card} and again.state.find(Workshop, mine.id) is not None


async def test_somebody_who_writes_while_ours_is_sent_loses_us_nothing(
    url: str, tmp_path: Path
) -> None:
    """Ours was built behind the last entry; before it is written, theirs takes its place."""
    with two_computers(url, tmp_path) as (one, two):
        mine = OpenWorkshop(one, begin(one))
        theirs = OpenWorkshop(two, mine.id)
        cut_off(one)
        await mine.run(add_card, "S1", "S", "Mine")
        taken: list[str] = []

        def take_its_place(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO journal") and not taken:
                taken.append("Theirs")
                asyncio.run(theirs.run(add_card, "S1", "S", "Theirs"))

        event.listen(one._writing, "before_cursor_execute", take_its_place)
        await send_now(one)
        assert taken and one.news() == ["The database server is back: 1 entry was sent."]
        assert await mine.follow()
        assert texts(mine) == {"S1": "Theirs", "S2": "Mine"}


async def test_a_command_sees_what_others_wrote_before_ours_was_sent(
    url: str, tmp_path: Path
) -> None:
    """Also when the last entry has the number it had here."""
    with two_computers(url, tmp_path) as (one, two):
        mine = OpenWorkshop(one, begin(one))
        card = await mine.run(add_card, "S1", "S", "Ours")
        theirs = OpenWorkshop(two, mine.id)
        cut_off(one)
        await mine.run(edit_card, card.id, text="As I say")
        await theirs.run(delete_card, card.id)
        await send_now(one)
        assert one.head(mine.id) == mine.state.head
        await mine.run(add_card, "S1", "S", "After")
        assert texts(mine) == texts(OpenWorkshop(two, mine.id)) == {"S2": "After"}


async def test_a_session_that_could_not_be_read_anew_is_read_the_next_time(
    server: Server, url: str, tmp_path: Path
) -> None:
    with two_computers(url, tmp_path) as (one, two):
        mine = OpenWorkshop(one, begin(one))
        theirs = OpenWorkshop(two, mine.id)
        cut_off(one)
        await mine.run(add_card, "S1", "S", "Mine")
        await theirs.run(add_card, "S1", "S", "Theirs")
        await send_now(one)
        with stopped(server), pytest.raises(NotRead):
            await mine.run(add_card, "S1", "S", "After")
        await until(lambda: not one.problems())
        await mine.run(add_card, "S1", "S", "After")
        assert texts(mine) == {"S1": "Theirs", "S2": "Mine", "S3": "After"}


async def test_what_somebody_else_writes_is_seen_within_half_a_second(
    url: str, tmp_path: Path
) -> None:
    """The screen asks every 0.4 seconds; here is what one such question costs."""
    with Store(url, Places.under(tmp_path)) as one, Store(url, Places.under(tmp_path)) as two:
        mine = OpenWorkshop(one, begin(one))
        theirs = OpenWorkshop(two, mine.id)
        assert not await theirs.follow()
        await mine.run(add_card, "S1", "S", "New")
        begun = time.monotonic()
        assert await theirs.follow()
        assert time.monotonic() - begun < 0.5
        assert texts(theirs) == {"S1": "New"}


def test_two_windows_and_a_server_that_crashes_between(
    server: Server, url: str, tmp_path: Path, record_property: Any
) -> None:
    def crash() -> None:
        time.sleep(0.3)
        with stopped(server):
            pass

    record_property("crash", {"on a server that crashes": edited(url, tmp_path, crash)})
