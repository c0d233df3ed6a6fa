"""A round of numbers: who has given one is seen, what it is only when all are revealed."""

import asyncio
from pathlib import Path

from textual import events

from facilitator.model import Parked, Vote
from screens.widgets.itemlist import ItemList
from tests.screens.stages.host import bare, showing


async def test_numbers_are_hidden_until_r(tmp_path: Path) -> None:
    async with showing(tmp_path, "S0", bare()) as shown:
        await shown.press("escape", "r")
        assert "Nobody has voted yet." in shown.told
        await shown.press("4", "5", "2")
        assert [vote.value for vote in shown.state.rows(Vote)] == [4, 5, 2]
        people = shown.text("#people")
        assert people.count("✓") == 3 and "■" not in people
        assert "3 of" in shown.text("#summary")
        assert "hidden until r reveals it" in shown.text("#summary")
        assert "mean" not in shown.text("#summary")
        await shown.press("i")
        await shown.type("3 slept badly")
        assert "slept badly" in shown.text("#people") and "■" not in shown.text("#people")
        await shown.press("escape", "r")
        assert "■■■■■ 5" in shown.text("#people")
        assert "mean 3.5" in shown.text("#summary")
        await shown.press("home", "1")
        assert "* changed after the reveal: 4→1" in shown.said("#people")


async def test_a_parked_item_is_sorted_though_the_focus_goes_meanwhile(tmp_path: Path) -> None:
    parked = Parked(workshop_id="w", id="P1", ref="P1", text="A price list for spare parts")
    async with showing(tmp_path, "S11", bare(parked)) as shown:
        shown.body.query_one("#lot", ItemList).focus()
        await shown.pilot.pause()
        sorting = asyncio.create_task(shown.body.on_key(events.Key("1", "1")))
        await asyncio.sleep(0)  # it waits for the disk now
        shown.screen.set_focus(None)
        await sorting
        assert shown.state.rows(Parked)[0].outcome


async def test_a_parked_item_is_dropped_with_a_reason_and_taken_back(tmp_path: Path) -> None:
    parked = Parked(
        workshop_id="w", id="P1", ref="P1", text="Company-car policy", note="TL knows more"
    )
    async with showing(tmp_path, "S11", bare(parked)) as shown:

        def stands() -> tuple[str, str]:
            (row,) = shown.state.rows(Parked)
            return row.outcome, row.note

        await shown.press("escape", "tab")
        await shown.press("3")
        assert stands() == ("next_meeting", "TL knows more")
        await shown.press("4")
        assert shown.screen.line.value == "TL knows more"
        assert stands() == ("next_meeting", "TL knows more")
        await shown.press("ctrl+u")
        await shown.type("not a sales topic")
        assert stands() == ("dropped", "not a sales topic")
        await shown.press("escape", "0")
        assert stands() == ("", "not a sales topic")
