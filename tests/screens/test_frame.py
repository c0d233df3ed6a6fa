"""The frame of every stage: rail, clock, question, what is captured, undone, left, pasted."""

import asyncio
from pathlib import Path

import pytest
from textual import events

from facilitator.model import Action, Card, Decision, Parked, Stage
from facilitator.workshop.agreement import reopen_plan
from screens.dialogs.agenda import AgendaDialog
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.leaving import LeavingDialog
from screens.dialogs.reading import ReadingDialog
from screens.stages.board import SectionList
from screens.stages.body import Body
from screens.stages.round import RoundBody
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until

KINDS = ("P1", "S0", "A1", "A6", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11")
"""A stage of every kind but the break, which has no key of its own."""


async def prepared(program: Program) -> None:
    """Half a day with three people."""
    await program.open_new()
    await program.press("tab")
    for person in ("Jonas Weber, owner, JW", "Anna Berg, finance, AB"):
        await program.enter(person)


def texts(program: Program) -> list[str]:
    return [card.text for card in program.state.rows(Card)]


async def test_two_stages_asked_for_at_once_leave_the_later_one_whole(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        stages = {stage.key: stage for stage in program.state.stages}
        session = program.session
        await asyncio.gather(*(session.show_body(stages[key]) for key in ("S1", "A2", "A1")))
        assert session.body.stage_id == stages["A1"].id
        assert list(session.query(Body)) == [session.body]
        assert session.body.query("#tabs")


# -- what stands around the body ----------------------------------------------------------------


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


async def test_letters_typed_right_behind_tab_belong_to_the_next_section(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        app = program.app
        for key in ("a", "b", "tab", "c", "d", "enter", "tab", "e", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await program.settle()
        assert {(card.section, card.text) for card in program.state.rows(Card)} == {
            ("W", "cd"),
            ("O", "e"),
        }
        await program.press("shift+tab", "shift+tab")
        assert program.line.draft() == "ab"


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


# -- what is captured ---------------------------------------------------------------------------


@pytest.mark.parametrize("stage_key", KINDS)
async def test_decisions_actions_and_parked_items_are_captured_anywhere(
    tmp_path: Path, stage_key: str
) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key=stage_key) as program:
        if program.state.workshop.agreed:
            await program.session.desk.run(reopen_plan, "the test says more")
        state = program.state
        counts = [len(state.rows(kind)) for kind in (Decision, Action, Parked)]
        await program.press("ctrl+u")
        await program.enter("! No more discounts because they cost us the margin")
        assert "decided" in program.told
        await program.press("ctrl+u")
        await program.enter("@AB Price the retrofit by 29 jan 2027; done: list signed")
        assert "for Anna Berg by Fri 29 Jan 2027" in program.told
        await program.press("ctrl+u")
        await program.enter("? Own-brand luminaires")
        assert "parked" in program.told
        state = program.state
        assert [len(state.rows(kind)) for kind in (Decision, Action, Parked)] == [
            count + 1 for count in counts
        ]
        assert state.rows(Decision)[-1].reason == "they cost us the margin"
        assert program.line.draft() == program.body.words()
        assert program.body.stage.key == stage_key


async def test_a_decision_begun_in_a_form_does_not_take_the_fields_words_along(
    tmp_path: Path,
) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key="S5") as program:
        assert program.line.draft() == program.body.words() != ""
        await program.press("ctrl+d")
        assert program.line.draft() == "! "


@pytest.mark.parametrize(("key", "begin"), [("ctrl+d", "! "), ("f6", "@"), ("f7", "? ")])
async def test_a_key_begins_what_is_to_be_captured_and_keeps_the_words(
    tmp_path: Path, key: str, begin: str
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("less discount")
        await program.press(key)
        assert program.line.draft() == f"{begin}less discount"
        assert program.line.has_focus


async def test_a_refused_line_stays_and_says_why(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await prepared(program)
        await program.go("S1")
        await program.enter("@XY Call by fri")
        assert "XY" in program.told
        assert program.line.draft() == "@XY Call by fri"
        assert not program.state.rows(Action)


# -- undo ---------------------------------------------------------------------------------------


async def test_undo_and_redo_go_through_stages_and_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("First")
        await program.go("S11")
        await program.enter("! Second")
        await program.press("ctrl+z")
        assert "Taken back: D1 decided" in program.told
        assert not program.state.rows(Decision)
        await program.press("ctrl+z", "ctrl+z")
        assert not texts(program)
    async with running(tmp_path, reference="") as program:
        await program.press("ctrl+y")
        assert texts(program) == ["First"]
        await program.press("ctrl+y", "ctrl+y")
        assert program.state.rows(Decision)[0].text == "Second"
        await program.press("ctrl+y")
        assert "There is nothing to do again." in program.told


async def test_undo_says_when_there_is_nothing_left(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        for _ in range(6):
            await program.press("ctrl+z")
        assert "There is nothing to take back." in program.told


# -- going on -----------------------------------------------------------------------------------


async def test_a_stage_with_nothing_missing_is_left_without_a_question(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S0")
        await program.press("escape", "y", "ctrl+n")
        if isinstance(program.top, LeavingDialog):
            assert "not confirmed" not in program.text()
            await program.press("tab")
            await program.enter("enough")
        await program.until("Snapshot")
        assert program.state.stage is not None and program.state.stage.key == "A0"


async def test_the_reason_for_going_on_is_recorded_and_going_back_loses_nothing(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("One strength")
        await program.press("ctrl+n")
        await wait_until(lambda: isinstance(program.top, LeavingDialog))
        assert "Still open in SWOT" in program.text()
        await program.press("escape")
        assert program.body.stage.key == "S1"
        await program.press("ctrl+n")
        await wait_until(lambda: isinstance(program.top, LeavingDialog))
        await program.press("tab")
        await program.enter("lunch is here")
        await program.until("TOWS")
        assert program.body.stage.key == "S2"
        swot = next(each for each in program.state.stages if each.key == "S1")
        assert swot.left_reason == "lunch is here"
        await program.press("ctrl+r")
        assert program.body.stage.key == "S1"
        assert texts(program) == ["One strength"]


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
        assert texts(program) == ["Still here"]


async def test_f12_looks_at_the_set_up_while_the_clock_of_the_stage_runs_on(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("half a th")
        await program.press("f12")
        assert program.body.stage.kind == "setup"
        assert program.state.stage is not None and program.state.stage.key == "S1"
        assert program.state.stage.running_since
        await program.press("f12")
        assert program.body.stage.key == "S1"
        assert program.line.draft() == "half a th"


async def test_each_stage_keeps_its_own_half_typed_line(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("a strength, half")
        await program.press("tab")
        assert program.line.draft() == ""
        await program.paste("a weakness, half")
        await program.go("S2")
        assert program.line.draft() == ""
        await program.paste("an option, half")
        await program.go("S1")
        assert program.line.draft() == "a strength, half"
        await program.press("tab")
        assert program.line.draft() == "a weakness, half"


# -- the agenda ---------------------------------------------------------------------------------


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
        await program.until("SWOT", "Check-in")
        if isinstance(program.top, LeavingDialog):
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


# -- pasting ------------------------------------------------------------------------------------


async def test_ten_pasted_lines_are_ten_items_when_asked_for_and_one_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("\n".join(f"Fact {number}" for number in range(10)))
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        assert "10 lines were pasted." in program.text()
        assert not texts(program)
        await program.press("1")
        assert texts(program) == [f"Fact {number}" for number in range(10)]
        await program.press("ctrl+z")
        assert not texts(program)


async def test_pasted_lines_can_be_one_text_or_left_out(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("before ")
        await program.paste("one\ntwo")
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        await program.press("2")
        assert program.line.draft() == "before one two"
        await program.paste("three\nfour")
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        await program.press("3")
        assert program.line.draft() == "before one two"
        assert not texts(program)


async def test_a_paste_of_a_megabyte_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("kept ")
        await program.paste("x" * 1_000_000)
        assert "That paste has 1000 kB" in program.told
        assert "Nothing was inserted." in " ".join(program.told.split())
        assert program.line.draft() == "kept "


# -- what is asked ------------------------------------------------------------------------------


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


async def test_the_first_and_the_last_stage_say_so(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.press("ctrl+r")
        assert "This is the first stage." in program.told
        last = program.state.rows(Stage)[-1]
        await program.go(last.key)
        await program.press("ctrl+n")
        assert "This was the last stage." in program.told


async def test_a_key_that_comes_when_its_stage_is_gone_is_no_fault(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        stages = {stage.key: stage for stage in program.state.stages}
        for key in ("P1", "S0", "A1", "S1", "S3", "S9"):
            await program.session.show_body(stages[key])
            gone = program.session.body
            await program.session.show_body(stages["S10"])
            assert gone.focused is None
        await gone_round(program, stages).on_key(events.Key("1", "1"))


def gone_round(program: Program, stages: dict[str, Stage]) -> RoundBody:
    """The body of a round that was never put into the frame."""
    return RoundBody(program.session.desk, stages["S0"].id)
