"""The agenda as the day goes: stages moved, skipped and added, and the rail that follows."""

from pathlib import Path

from screens.dialogs.agenda import AgendaDialog
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.leaving import LeavingDialog
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, running
from tests.screens.waiting import wait_until


async def agenda_of(program: Program) -> ItemList:
    await program.press("ctrl+g")
    await wait_until(lambda: isinstance(program.top, AgendaDialog))
    await program.settle()
    return program.top.query_one(ItemList)


async def test_stages_are_moved_skipped_and_added_and_the_rail_follows(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S0")
        listing = await agenda_of(program)
        await program.press("down")
        assert listing.current and listing.current.text == "Snapshot"
        await program.press("shift+down")
        keys = [stage.key for stage in program.state.stages]
        assert keys[:4] == ["P1", "S0", "S1", "A0"]
        assert listing.current and listing.current.text == "Snapshot"
        await program.press("s")
        assert "Snapshot  (skipped)" in program.text()
        await program.press("plus")
        await program.press("a")
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        await program.press("6")
        await wait_until(lambda: isinstance(program.top, AgendaDialog))
        await program.settle()
        keys = [stage.key for stage in program.state.stages]
        assert keys[:5] == ["P1", "S0", "S1", "A0", "A5"]
        await program.press("escape")
        rail = program.text("#rail")
        assert "– Snapshot" in rail
        assert rail.index("SWOT") < rail.index("Snapshot")
        await program.press("ctrl+z")
        assert [stage.key for stage in program.state.stages][:5] == ["P1", "S0", "S1", "A0", "S2"]


async def test_a_skipped_stage_is_passed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S0")
        await agenda_of(program)
        await program.press("down", "s", "escape", "ctrl+n")
        await wait_until(lambda: isinstance(program.top, LeavingDialog))
        assert "goes on to SWOT" in program.text()
        await program.press("tab")
        await program.enter("enough")
        assert program.state.stage is not None and program.state.stage.key == "S1"


async def test_the_stage_the_room_is_in_cannot_be_skipped(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await agenda_of(program)
        await program.press("s")
        stage = program.state.stage
        assert stage is not None and stage.key == "S1" and stage.state == "active"
        await program.press("escape")
        assert "The room is in this stage." in program.told


async def test_a_stage_whose_addition_is_taken_back_gives_way_to_the_rooms_own(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await agenda_of(program)
        await program.press("a")
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        await program.press("6")
        await wait_until(lambda: isinstance(program.top, AgendaDialog))
        await program.settle()
        await program.press("enter")
        assert program.body.stage.key == "A5"
        await program.press("ctrl+z", "ctrl+z")
        assert program.body.stage.key == "S1"
        assert "SWOT" in program.text("#clock")
        await program.enter("Still here")
        assert program.cards == ["Still here"]
