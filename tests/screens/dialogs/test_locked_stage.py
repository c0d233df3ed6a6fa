"""A stage that stands behind others is opened with a reason, or what is missing comes first."""

from pathlib import Path

from facilitator.model import Stage
from screens.dialogs.leaving import LockedDialog
from screens.stage import StageScreen
from tests.screens.stages.host import bare, showing
from tests.screens.waiting import wait_until


async def test_channels_before_the_audit_ask_why(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(), (80, 24)) as shown:

        def stage(key: str) -> Stage:
            return next(each for each in shown.state.rows(Stage) if each.key == key)

        async def try_to_open() -> None:
            await shown.app.screen.enter(stage("S3"))  # type: ignore[attr-defined]
            await wait_until(lambda: isinstance(shown.app.screen, LockedDialog))

        await try_to_open()
        await shown.settle()
        said = shown.said()
        assert "Channels stands behind what is missing here:" in said
        assert "A1 Dynamics has no figures yet" in said and "A2 " in said
        await shown.press("escape")
        await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
        assert stage("S3").state == "ahead"
        await try_to_open()
        await shown.press("tab")
        await shown.type("figures come on Friday")
        await wait_until(lambda: shown.body.stage.key == "S3")
        assert stage("A1").left_reason == stage("A2").left_reason == "figures come on Friday"


async def test_enter_goes_to_what_is_missing(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(), (80, 24)) as shown:
        channels = next(each for each in shown.state.rows(Stage) if each.key == "S3")
        await shown.app.screen.enter(channels)  # type: ignore[attr-defined]
        await wait_until(lambda: isinstance(shown.app.screen, LockedDialog))
        await shown.press("down", "enter")
        await wait_until(lambda: shown.body.stage.key == "A2")
