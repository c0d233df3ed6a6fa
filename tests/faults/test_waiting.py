"""What a program that ended kept for the server is found by the next one, and by one alone."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.store.glance import DatabaseRefused
from facilitator.store.hold import ELSEWHERE_SECONDS
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.cards import add_card, delete_card, edit_card
from facilitator.workshop.opened import OpenWorkshop
from tests.faults.outage import start, stop, stopped
from tests.faults.test_outage import cut_off, texts
from tests.postgresql import Server
from tests.store.sessions import begin


@pytest.fixture
def store(url: str, places: Places) -> Iterator[Store]:
    with Store(url, places) as opened:
        yield opened


def directories(store: Store) -> list[Path]:
    return sorted(store._sender._directory.glob("*/"))


async def written_away(url: str, places: Places) -> str:
    """Open, write while cut off, and end; returns the session."""
    store = Store(url, places)
    opened = OpenWorkshop(store, begin(store))
    cut_off(store)
    await opened.run(add_card, "S1", "S", "During")
    await opened.keep_draft("S1", "half a line")
    store.close()
    return opened.id


async def test_it_is_sent_before_anything_is_read(url: str, places: Places) -> None:
    workshop = await written_away(url, places)
    with Store(url, places) as again:
        assert texts(OpenWorkshop(again, workshop)) == {"S1": "During"}
        assert again.drafts(workshop) == {"S1": "half a line"}
        assert again.problems() == [] and directories(again) == []


async def test_a_number_of_a_process_that_was_given_anew_hides_nothing(
    url: str, places: Places
) -> None:
    """After a reboot, or in a container, where every program has the same number."""
    workshop = await written_away(url, places)
    with Store(url, Places.under(places.data / "elsewhere")) as here:
        name = here.name
    (left,) = (places.recorder / name / "waiting").glob("*/")
    left.rename(left.with_name(f"{os.getpid()}-1"))
    with Store(url, places) as again:
        assert texts(OpenWorkshop(again, workshop)) == {"S1": "During"}


async def test_what_a_living_program_keeps_is_its_own(store: Store, url: str) -> None:
    opened = OpenWorkshop(store, begin(store))
    cut_off(store)
    await opened.run(add_card, "S1", "S", "During")
    kept = directories(store)
    with Store(url, store.places) as other:
        assert directories(store) == kept and texts(OpenWorkshop(other, opened.id)) == {}
    assert [each.seq for each in store._sender.waiting.entries(opened.id)] == [2]


async def test_another_computer_with_the_same_home_keeps_its_own(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenWorkshop(store, begin(store))
    cut_off(store)
    await opened.run(add_card, "S1", "S", "During")
    with monkeypatch.context() as there:
        there.setattr("socket.gethostname", lambda: "elsewhere")
        there.setattr("os.getpid", lambda: 2**22 + 1)
        with Store(url, store.places) as other:
            assert texts(OpenWorkshop(other, opened.id)) == {}
        (note,) = directories(store)[0].glob("*.json")
        long_ago = time.time() - ELSEWHERE_SECONDS - 1
        os.utime(note, (long_ago, long_ago))
        with Store(url, store.places) as other:
            assert texts(OpenWorkshop(other, opened.id)) == {"S1": "During"}


async def test_it_is_found_though_opening_failed_before(
    server: Server, url: str, places: Places
) -> None:
    workshop = await written_away(url, places)
    stop(server)
    try:
        with pytest.raises(DatabaseRefused):
            Store(url, places)
    finally:
        start(server)
    with Store(url, places) as again:
        assert texts(OpenWorkshop(again, workshop)) == {"S1": "During"}


def test_what_is_put_aside_lies_where_it_was_said(store: Store, url: str, tmp_path: Path) -> None:
    mine = OpenWorkshop(store, begin(store))
    card = asyncio.run(mine.run(add_card, "S1", "S", "Shared"))
    with Store(url, Places.under(tmp_path / "two")) as two:
        cut_off(store)
        asyncio.run(mine.run(edit_card, card.id, text="As I say"))
        asyncio.run(OpenWorkshop(two, mine.id).run(delete_card, card.id))
    store._writer.submit(store._send).result()
    (told,) = store.news()
    store.close()
    aside = Path(told.rpartition(" in ")[2].rstrip("."))
    assert "As I say" in aside.read_text("utf-8")
    with Store(url, store.places) as again:
        assert aside.exists() and again.news() == []


async def test_a_disk_that_was_full_for_a_while_refuses_nothing_later(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = OpenWorkshop(store, begin(store))

    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with stopped(server):
        with monkeypatch.context() as disk:
            disk.setattr("facilitator.store.recorder._write", full)
            with pytest.raises(NotSaved, match="free some space"):
                await opened.run(add_card, "S1", "S", "During")
        await opened.run(add_card, "S1", "S", "During")
        assert texts(opened) == {"S1": "During"}
