"""Everything captured, its history, the check and the export, by keys in the frame."""

import json
from pathlib import Path

import pytest

from exports.formats import FORMATS
from facilitator.model import Action, Decision, Parked, Topic
from facilitator.store.exported import exported
from facilitator.workshop.rounds import numbers
from screens.dialogs.captured import CapturedDialog
from screens.dialogs.check import CheckDialog
from screens.dialogs.export import ExportDialog
from screens.dialogs.history import HistoryDialog
from screens.stage import StageScreen
from tests.screens.stages.host import Shown, bare, showing
from tests.screens.waiting import wait_until
from tests.workshop import demo_rows as demo


async def over(shown: Shown, kind: type) -> None:
    """Until a dialog of this kind lies over the stage."""
    await wait_until(lambda: isinstance(shown.app.screen, kind))
    await shown.settle()


async def test_what_was_captured_stands_in_one_list_and_can_be_changed(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        await shown.type("! five dealers because they sell our value")
        await shown.type("@is Talk to Elnord by 22 jan")
        await shown.type("? @em own-brand luminaires")
        await shown.press("ctrl+l")
        await over(shown, CapturedDialog)
        text = shown.text()
        assert "Decisions · 1" in text
        assert "because they sell our value" in text
        assert "Irina Sokolova · Fri 22 Jan 2027 · open" in text
        assert "not sorted · raised by EM" in text
        await shown.press("e", "ctrl+u")
        await shown.type("five chosen dealers")
        assert shown.state.rows(Decision)[0].text == "five chosen dealers"
        await shown.press("r", "ctrl+u")
        await shown.type("they name our value")
        assert shown.state.rows(Decision)[0].reason == "they name our value"
        await shown.press("b")
        await shown.type("consent")
        assert shown.state.rows(Decision)[0].rule == "consent"
        await shown.press("v")
        await shown.type("5 5 4 - 3 5")
        decision = shown.state.rows(Decision)[0]
        given = numbers(shown.state, Topic.DECISION, decision.id)
        shown_hands = [
            given[who.id].value if who.id in given else None for who in shown.state.voters
        ]
        assert shown_hands == [5, 5, 4, None, 3, 5]
        await shown.press("end", "d")
        assert not shown.state.rows(Parked)
        await shown.press("u")
        assert shown.state.rows(Parked)


async def test_a_refused_change_stays_in_the_line(tmp_path: Path) -> None:
    async with showing(tmp_path, "S9", bare(*demo.ledgers())) as shown:
        await shown.press("ctrl+l")
        await over(shown, CapturedDialog)
        line = shown.app.screen.query_one("#captured-line").line  # type: ignore[attr-defined]
        await shown.press("e")
        line.restore("x" * 3_000)
        await shown.press("enter")
        assert line.value == "x" * 3_000
        assert shown.state.rows(Decision)[0].text != "x" * 3_000


async def test_enter_goes_to_the_stage_something_came_from(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        await shown.type("@is Talk to Elnord by 22 jan")
        await shown.press("ctrl+l")
        await over(shown, CapturedDialog)
        await shown.press("enter")
        await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
        await wait_until(lambda: shown.body.stage.key == "S9")
        await shown.settle()
        assert "A01" in shown.text()


async def test_history_is_found_by_typing(tmp_path: Path) -> None:
    async with showing(tmp_path, "S7", bare()) as shown:
        await shown.type("Delivery 5 5 3 4")
        await shown.type("Price 3 4")
        await shown.press("ctrl+z", "f9")
        await over(shown, HistoryDialog)
        newest = shown.text().index("Taken back: R2 added")
        assert newest < shown.text().index("R1 added")
        assert "R2 added (taken back)" in shown.text()
        await shown.type("r1", enter=False)
        assert "1 of" in shown.text("#history-title")
        assert "R2 added" not in shown.text()
        await shown.press("escape")
        assert isinstance(shown.app.screen, StageScreen)


async def test_the_check_goes_to_what_is_missing(tmp_path: Path) -> None:
    lone = Action(workshop_id="w", id="A01", ref="A01", title="Hire a new-business manager")
    async with showing(tmp_path, "S4", bare(lone)) as shown:
        await shown.press("f8")
        await over(shown, CheckDialog)
        assert "Nobody owns it" in shown.text()
        await shown.press("enter")
        await wait_until(lambda: shown.body.stage.key == "S9")


async def test_a_plan_without_faults_says_so(tmp_path: Path) -> None:
    async with showing(tmp_path, "S9", demo.all_rows()) as shown:
        await shown.press("f8")
        await wait_until(
            lambda: "stands in the way" in shown.told or isinstance(shown.app.screen, CheckDialog)
        )
        assert "✗" not in shown.text()


async def test_export_writes_both_formats_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    async with showing(tmp_path, "S7", bare(*demo.ledgers())) as shown:
        await shown.press("ctrl+e")
        await over(shown, ExportDialog)
        await shown.press("enter")
        await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
        await wait_until(lambda: "Written:" in shown.told)
        (plan,) = (tmp_path / "out").glob("*.md")
        assert plan.name == "2027-01-14-sales-audit-strategic-session-2027-1.md"
        assert "On-time delivery ≥ 95 %" in plan.read_text("utf-8")
        await shown.press("ctrl+e")
        await over(shown, ExportDialog)
        await shown.press(*["down"] * list(FORMATS).index("json"), "enter")
        await wait_until(lambda: list((tmp_path / "out").glob("*.json")))
        await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
        (whole,) = (tmp_path / "out").glob("*.json")
        assert json.loads(whole.read_text("utf-8"))
        opened = shown.app.desk.opened
        assert set(exported(opened.store.places, opened.id)) == {plan, whole}


async def test_export_asks_before_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    there = tmp_path / "out" / "2027-01-14-sales-audit-strategic-session-2027-1.md"
    there.write_text("yesterday", "utf-8")
    async with showing(tmp_path, "S7", bare()) as shown:
        await shown.press("ctrl+e")
        await over(shown, ExportDialog)
        await shown.press("enter")
        await wait_until(lambda: "is there already" in shown.text())
        await shown.press("1")
        await wait_until(lambda: "Nothing was written" in shown.text())
        assert there.read_text("utf-8") == "yesterday"
        await shown.press("enter")
        await wait_until(lambda: "is there already" in shown.text())
        await shown.press("2")
        await wait_until(lambda: isinstance(shown.app.screen, StageScreen))
        assert there.read_text("utf-8") != "yesterday"


async def test_export_into_a_folder_that_is_not_there_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with showing(tmp_path, "S7", bare()) as shown:
        await shown.press("ctrl+e")
        await over(shown, ExportDialog)
        await shown.press("ctrl+u")
        await shown.type("nowhere/plan.md")
        await wait_until(lambda: "could not be written" in shown.text())
        assert isinstance(shown.app.screen, ExportDialog)
