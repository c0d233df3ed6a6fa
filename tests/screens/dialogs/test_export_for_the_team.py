"""The plan of one person is written as the person's own page or as the team's document."""

from pathlib import Path

import pytest

from facilitator.workshop.state import State
from screens.dialogs.export import ExportDialog
from screens.stage import StageScreen
from tests.rows import rows_of
from tests.screens.stages.host import bare, showing
from tests.screens.waiting import wait_until
from tests.workshop.plans.personal_example import the_personal_plan


@pytest.fixture(scope="module")
def plan() -> State:
    return the_personal_plan()


async def test_ctrl_t_writes_the_document_of_the_team(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: State
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    rows = rows_of(plan)
    async with showing(tmp_path, "M4", rows, (80, 24)) as shown:

        async def written(*keys: str) -> Path:
            before = set((tmp_path / "out").iterdir())
            await shown.press("ctrl+e")
            await wait_until(lambda: isinstance(shown.app.screen, ExportDialog))
            await shown.press(*keys, "enter")
            await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
            (path,) = set((tmp_path / "out").iterdir()) - before
            return path

        own = await written()
        team = await written("ctrl+t")
        assert team.stem == f"{own.stem}-team"
        assert "Ski week" in own.read_text("utf-8")
        whole = team.read_text("utf-8")
        assert "Personal plan of Piotr Nowak" in whole and "Ski week" not in whole
        page = await written("ctrl+t", "down")
        assert page.name == f"{own.stem}-team.html"
        assert "Ski week" not in page.read_text("utf-8")
        await shown.press("ctrl+e")
        await wait_until(lambda: isinstance(shown.app.screen, ExportDialog))
        assert "For Piotr Nowak, with the personal goal. ^T: for the team" in shown.said()
        assert "Markdown: one page to carry along" in shown.said()
        assert "JSON" in shown.said()
        await shown.press("ctrl+t")
        assert "For the team: the whole plan, without a private goal." in shown.said()
        assert "JSON" not in shown.said()
        assert f"{own.stem}-team.md" in shown.said()
        await shown.press("ctrl+t", "escape")


async def test_what_is_everybodys_has_no_choice_of_readers(tmp_path: Path) -> None:
    async with showing(tmp_path, "S7", bare(), (80, 24)) as shown:
        await shown.press("ctrl+e")
        await wait_until(lambda: isinstance(shown.app.screen, ExportDialog))
        before = shown.said()
        await shown.press("ctrl+t")
        assert "for the team" not in before.casefold() and shown.said() == before


async def test_the_keys_stay_in_the_smallest_terminal(tmp_path: Path, plan: State) -> None:
    rows = rows_of(plan)
    async with showing(tmp_path, "M4", rows, (60, 18)) as shown:
        await shown.press("ctrl+e")
        await wait_until(lambda: isinstance(shown.app.screen, ExportDialog))
        await shown.pilot.pause()
        assert "Enter writes the file" in shown.said()
