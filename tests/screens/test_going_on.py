"""From stage to stage, and back: leaving, looking at the set-up, taking back."""

import asyncio
from pathlib import Path

from textual import events

from facilitator.model import Decision, Stage
from facilitator.workshop.setup import change_session
from screens.dialogs.leaving import LeavingDialog
from screens.stages.body import Body
from screens.stages.round import RoundBody
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until


async def test_a_stage_with_nothing_missing_is_left_without_a_question(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.session.desk.run(change_session, question="Where do we sell in 2027?")
        await program.go("S0")
        await program.press("escape", "y", "ctrl+n")
        assert program.top is program.session
        assert program.state.stage is not None and program.state.stage.key == "A0"
        checkin = next(each for each in program.state.stages if each.key == "S0")
        assert checkin.left_reason == ""


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
        assert program.cards == ["One strength"]


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


async def test_the_first_and_the_last_stage_say_so(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.press("ctrl+r")
        assert "This is the first stage." in program.told
        last = program.state.rows(Stage)[-1]
        await program.go(last.key)
        await program.press("ctrl+n")
        assert "This was the last stage." in program.told


async def test_two_stages_asked_for_at_once_leave_the_later_one_whole(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        stages = {stage.key: stage for stage in program.state.stages}
        session = program.session
        await asyncio.gather(*(session.show_body(stages[key]) for key in ("S1", "A2", "A1")))
        assert session.body.stage_id == stages["A1"].id
        assert list(session.query(Body)) == [session.body]
        assert session.body.query("#tabs")


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
        assert not program.cards
    async with running(tmp_path, reference="") as program:
        await program.press("ctrl+y")
        assert program.cards == ["First"]
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
