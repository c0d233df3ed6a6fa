"""What stands around every stage: rail, clock, question, and what the frame tells when asked."""

from pathlib import Path

from screens.dialogs.reading import ReadingDialog
from screens.stages.board import SectionList
from tests.screens.program import running


async def test_rail_title_and_clock_say_where_the_room_is(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        rail = program.text("#rail").splitlines()
        assert rail[0].startswith("✓ Set-up")
        assert "▶ SWOT" in program.text("#rail")
        assert "  TOWS         25" in rail
        assert "Strategy" in program.text("#title")
        clock = program.text("#clock")
        assert clock.startswith("3/8 SWOT · 0:0")
        assert " of 40:00 · ends " in clock


async def test_the_clock_stands_still_and_gets_five_minutes_more(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.press("ctrl+t")
        assert "The clock stands still." in program.told
        assert not program.body.stage.running_since
        await program.press("f5")
        assert program.body.stage.minutes == 45
        assert " of 45:00" in program.text("#clock")
        await program.press("ctrl+t")
        assert program.body.stage.running_since


async def test_the_question_goes_on_and_back_and_is_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        assert "Ask 1/4: Facts first: what proves it?" in program.text("#question")
        await program.press("f2")
        assert "Ask 2/4: What would our toughest client add?" in program.text("#question")
        await program.press("f2", "f3", "f2")
        assert "Ask 3/4" in program.text("#question")
    async with running(tmp_path, reference="") as program:
        assert "Ask 3/4" in program.text("#question")


async def test_a_stage_shows_all_of_itself_as_soon_as_it_is_entered(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        shown = [each.section for each in program.body.query(SectionList) if each.display]
        assert shown == ["S", "W", "O", "T"]
        await program.pilot.resize_terminal(60, 18)
        await program.settle()
        shown = [each.section for each in program.body.query(SectionList) if each.display]
        assert "S" in shown
        assert "Strengths" in program.text("#stage")


async def test_ctrl_s_answers_when_it_was_saved(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.press("ctrl+s")
        assert "Saved " in program.told and "on disk twice" in program.told


async def test_f4_tells_what_the_stage_is_for(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.press("f4")
        assert isinstance(program.top, ReadingDialog)
        assert "Beware: Four flip-charts of everything" in program.text()
        await program.press("escape")
        assert program.body.stage.key == "S1"
