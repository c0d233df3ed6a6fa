"""Leaving a stage: what is missing is said, what only the moderator sees is ticked there."""

from pathlib import Path

from facilitator.model import Answer, Stage
from screens.dialogs.leaving import LeavingDialog
from tests.screens.stages.host import bare, showing


async def test_a_tick_answers_its_check_and_the_last_one_goes_on(tmp_path: Path) -> None:
    async with showing(tmp_path, "S0", bare()) as shown:
        await shown.press("ctrl+n")
        assert isinstance(shown.app.screen, LeavingDialog)
        assert "parking lot" in shown.said()
        await shown.press("space")
        ticks = [(each.subject, each.field) for each in shown.state.rows(Answer)]
        assert ("S0", "parking") in ticks
        assert shown.state.stage is not None
        assert shown.state.stage.key != "S0"


async def test_going_on_regardless_records_the_reason(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        left = shown.body.stage_id
        await shown.press("ctrl+n")
        assert "0 of 5" in shown.said()
        await shown.press("tab")
        await shown.type("the room has had enough")
        stage = shown.state.find(Stage, left)
        assert stage is not None
        assert stage.left_reason == "the room has had enough"
        assert shown.state.stage is not None
        assert shown.state.stage.id != left


async def test_enter_on_a_missing_thing_goes_there(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        await shown.press("ctrl+n", "down", "enter")
        assert not isinstance(shown.app.screen, LeavingDialog)
        assert shown.body.section() == "W"
