"""What the clock shows of past sessions and of the stages that lose time."""

from pathlib import Path

from facilitator.agenda import ready_agenda
from facilitator.model import Stage
from facilitator.workshop.edit import Edit
from facilitator.workshop.entering import go_to
from facilitator.workshop.library import Library
from facilitator.workshop.stages import extend_stage
from screens.dialogs.agenda import AgendaDialog
from tests.screens.program import running
from tests.screens.stages.host import bare, showing


def spend(edit: Edit, key: str, minutes: int) -> None:
    """A stage was held and left."""
    stage = next(each for each in edit.state.stages if each.key == key)
    edit.change(stage, state="done", elapsed=minutes * 60, running_since="")


async def test_minutes_are_suggested_from_past_sessions_with_what_they_rest_on(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as program:
        library = program.app.library
        assert library is not None
        for minutes in (52, 50, 61):
            past = await Library(library.store).create(ready_agenda("half_day"), title="Past")
            await past.run(spend, "S1", minutes)
            await past.run(spend, "S2", 0)
        deleted = await Library(library.store).create(ready_agenda("half_day"), title="Gone")
        await deleted.run(spend, "S1", 500)
        await library.set_deleted(deleted.id, True)
        await program.open_new()
        await program.go("S1")
        told = " ".join(program.told.split())
        assert "Planned are 40 min; before, it took 52 min, median of 3 sessions." in told
        await program.go("S2")
        assert program.told.strip() == "", "nothing is suggested without a past session"
        await program.press("ctrl+g")
        assert isinstance(program.top, AgendaDialog)
        assert "before: 52 min, median of 3 sessions; m takes it" in program.text()
        await program.press("up", "m", "escape")
        stage = next(each for each in program.state.stages if each.key == "S1")
        assert stage.minutes == 52
        program.session.do_clock_about()
        await program.until("Times", "before: 52 min, median of 3 sessions")


async def test_the_agenda_marks_what_is_cut_short_and_what_is_not_reached(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(), size=(120, 36)) as shown:
        await shown.app.desk.run(go_to, "S1")
        assert "✗" not in shown.text("#rail")
        await shown.app.desk.run(extend_stage, "S11", -9)
        rows = [stage for stage in shown.state.rows(Stage) if stage.state == "ahead"]
        total = sum(stage.minutes for stage in rows)
        await shown.app.desk.run(extend_stage, "S1", total)
        lines = [line for line in shown.text("#rail").splitlines() if line.strip()]
        assert any(line.startswith("✗") for line in lines)
        assert lines[-1].startswith("✗"), "the last stage is not reached"
        await shown.press("f5")
        assert "Five minutes more for this stage." in shown.said("#told")
        assert "Not reached by the planned end:" in shown.said("#told")
        assert "✗" not in shown.text("#title"), "the rail says it"
        await shown.pilot.resize_terminal(60, 18)
        await shown.settle()
        assert not shown.screen.query_one("#rail").display
        assert shown.text("#title").startswith("✗ "), "the title says it where there is no rail"
        shown.screen.do_clock_about()
        await shown.settle()
        assert "later than planned" in shown.said()
