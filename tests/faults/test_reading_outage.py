"""Following, searching and the history on a server, and what is said while it does not answer."""

import json
from pathlib import Path

import pytest

from facilitator.cli import run
from facilitator.demo.loading import load_demo
from facilitator.model import Card
from facilitator.store.places import Places
from facilitator.store.store import NotRead, Store
from facilitator.workshop.cards import add_card
from facilitator.workshop.following import LOOK, follow
from facilitator.workshop.opened import OpenWorkshop
from screens.dialogs.history import HistoryDialog
from screens.home import HomeScreen
from screens.search.dialog import FindDialog
from screens.widgets.itemlist import ItemList
from tests.faults.outage import start, stop, stopped
from tests.postgresql import Server
from tests.screens.program import running
from tests.screens.projector.test_projector import projected, shown
from tests.screens.stages.host import text_of
from tests.screens.waiting import wait_until

SAID = "Own measuring service"


def texts(opened: OpenWorkshop) -> list[str]:
    return [card.text for card in opened.state.rows(Card) if card.board == "S1"]


async def test_one_who_follows_sees_what_is_committed_before_and_after_an_outage(
    server: Server, url: str, tmp_path: Path
) -> None:
    with Store(url, Places.under(tmp_path)) as store:
        moderator = await load_demo(store)
        followed = follow(url, "1")
        try:
            await moderator.run(add_card, "S1", "S", SAID)
            await moderator.keep_draft(LOOK, "there")
            news = await followed.news()
            assert (news.changed, news.look) == (True, "there")
            assert texts(followed) == texts(moderator) and SAID in texts(followed)
            assert not (await followed.news()).changed
            assert await followed.history() == await moderator.history()
            await moderator.undo()
            assert (await followed.news()).changed and SAID not in texts(followed)
            with stopped(server):
                with pytest.raises(NotRead, match="could not be read"):
                    await followed.news()
                await moderator.run(add_card, "S1", "S", "Said meanwhile")
            await wait_until(lambda: not store.problems())
            assert (await followed.news()).changed
            assert texts(followed) == texts(moderator) and "Said meanwhile" in texts(followed)
            assert await followed.history() == store.entries(moderator.id)
        finally:
            followed.close()


async def test_the_screens_say_that_the_server_is_away_and_go_on(
    server: Server, url: str, tmp_path: Path
) -> None:
    with Store(url, Places.under(tmp_path)) as store:
        await load_demo(store)
    async with (
        running(tmp_path, reference="1", stage_key="S1", where=url) as program,
        projected(tmp_path / "room", where=url) as room,
    ):
        await wait_until(lambda: room.screen.query("#body"))
        stop(server)
        try:
            await program.press("f9")
            await wait_until(lambda: "could not be read" in program.told)
            await program.enter(SAID)
            await wait_until(lambda: shown(room).query_one("#waiting").display)
            await program.press("ctrl+f")
            await wait_until(lambda: isinstance(program.top, FindDialog))
            await wait_until(lambda: "could not be read" in program.text("#find-title"))
            await program.press("escape", "f9")
            await wait_until(lambda: isinstance(program.top, HistoryDialog))
            # What waits to be sent is part of it.
            await program.until("S10 added to Strengths")
            await program.press("escape")
            assert program.top is program.session
        finally:
            start(server)
        await wait_until(lambda: SAID in text_of(room.screen))
        await wait_until(lambda: not shown(room).query_one("#waiting").display)
        await program.press("ctrl+f")
        await wait_until(lambda: isinstance(program.top, FindDialog))
        await program.paste(SAID)
        await wait_until(lambda: "1 found" in program.text("#find-title"))
        await program.press("enter")
        await wait_until(lambda: program.top is program.session)
        assert program.app.fault_report is None and room.fault_report is None


async def test_the_list_goes_on_too(server: Server, url: str, tmp_path: Path) -> None:
    with Store(url, Places.under(tmp_path)) as store:
        await load_demo(store)
    async with running(tmp_path, where=url) as program:
        await wait_until(lambda: program.top.query_one(ItemList).items)
        stop(server)
        try:
            await program.press("slash")
            await wait_until(lambda: isinstance(program.top, FindDialog))
            await wait_until(lambda: "could not be read" in program.text("#find-title"))
            await program.press("escape", "enter")
            await wait_until(lambda: "could not be read" in program.text("#home-told"))
            assert isinstance(program.top, HomeScreen)
        finally:
            start(server)
        await program.press("enter")
        await wait_until(lambda: any(e.query("#body") for e in program.app.screen_stack))
        assert program.app.fault_report is None


def test_the_commands(
    server: Server,
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    assert run(["demo", "--no-ui", "--db", url]) == 0
    capsys.readouterr()
    assert run(["find", "Own-Brand", "LUMINAIRES", "--db", url]) == 0
    assert capsys.readouterr().out == "1\tT6\tcard\tDealers launch own-brand luminaires\n"
    assert run(["find", "own-brand", "luminaires", "--json", "--db", url]) == 0
    assert [each["ref"] for each in json.loads(capsys.readouterr().out)] == ["T6"]
    with stopped(server):
        for words in (["find", "luminaires"], ["show", "1"], ["history", "1"], ["list"]):
            assert run([*words, "--db", url]) == 2, words
            assert "cannot be reached" in capsys.readouterr().err
