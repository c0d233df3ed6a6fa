"""Methods no ready agenda has time for: found in the palette, hinted at, named at set-up."""

from pathlib import Path

from facilitator.agenda import stage
from facilitator.model import Channel
from facilitator.workshop.records import add_record
from facilitator.workshop.stages import new_stage
from screens.dialogs.choose import ChooseDialog
from screens.stage import StageScreen
from tests.screens.stages.host import bare, showing
from tests.screens.waiting import wait_until


async def test_gaps_and_steps_of_a_sale_are_added_and_opened(tmp_path: Path) -> None:
    rows = [row for row in bare() if getattr(row, "key", "") != "A6"]
    async with showing(tmp_path, "A5", rows, (80, 24)) as shown:
        await shown.press("f4")
        await shown.settle()
        assert "Sales-system checklist (A6) goes on from here" in shown.said()
        await shown.press("escape")
        shown.app.screen.do_stage_add()  # type: ignore[attr-defined]  # as the palette does
        await wait_until(lambda: isinstance(shown.app.screen, ChooseDialog))
        await shown.settle()
        assert "A6 Sales-system checklist" in shown.said()
        await shown.press("enter")
        await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
        await wait_until(lambda: shown.body.stage.key == "A6")
        keys = [each.key for each in shown.state.stages]
        assert keys[keys.index("A5") + 1] == "A6"


async def test_set_up_says_how_many_more_stages_there_are(tmp_path: Path) -> None:
    setup = new_stage("w", stage("P1"))
    async with showing(tmp_path, "P1", bare(setup), (80, 24)) as shown:
        assert "more stages: ^P Add a stage" in shown.said()


async def test_b_compares_the_segments_of_a_single_channel(tmp_path: Path) -> None:
    rows = [
        row.with_changes({"active": False}) if isinstance(row, Channel) and at > 0 else row
        for at, row in enumerate(sorted(bare(), key=lambda each: not isinstance(each, Channel)))
    ]
    async with showing(tmp_path, "S3", rows, (80, 24)) as shown:
        await shown.app.desk.run(add_record, "segments", "Cold stores; strategic")
        await shown.app.desk.run(add_record, "segments", "Bakeries; new")
        await shown.press("escape", "b")
        await shown.settle()
        assert "Compared from now on: Cold stores, Bakeries." in shown.told
        active = [each.name for each in shown.state.rows(Channel) if each.active]
        assert active == ["Cold stores", "Bakeries"]
