"""Changes from an edited plan, chosen with keys: one entry of the history, one undo."""

from pathlib import Path

import pytest

from exports.formats import FORMATS
from facilitator.model import Action
from facilitator.workshop.agreement import reopen_plan
from screens.dialogs.changes.differences import DifferencesDialog
from tests.screens.program import TODAY, Program, demo_in, running


def action(program: Program, ref: str) -> Action:
    rows: dict[str, Action] = {each.ref: each for each in program.state.rows(Action)}
    return rows[ref]


async def test_an_edited_plan_is_taken_in_change_by_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(await demo_in(tmp_path), reference="1", size=(80, 24)) as program:
        desk = program.session.desk
        await desk.run(reopen_plan, "one word is missing")
        history = await desk.opened.history()
        document = str(FORMATS["md"].render(desk.state, history, TODAY))
        edited = (
            document.replace("| A04 | Hire a", "| A04 | Find a", 1)
            .replace("Fri 5 Feb 2027", "Fri 12 Feb 2027", 1)
            .replace("Fri 29 Jan 2027", "someday", 1)
        )
        (tmp_path / "plan.md").write_text(edited, "utf-8")
        head = desk.state.head

        await program.session.action_do("changes.take")
        await program.until("Take changes from which edited plan?", "plan.md")
        await program.press("enter")
        await program.until("2 changes, 2 accepted", "1 line not understood")
        assert isinstance(program.top, DifferencesDialog)
        shown = program.text()
        assert "Deadline: Fri 5 Feb 2027 → Fri 12 Feb 2027" in shown
        assert "someday" in shown
        await program.press("space")
        await program.until("2 changes, 1 accepted")
        await program.press("a", "a", "space", "enter")  # all, none, the second alone
        await program.settle()
        assert "1 change taken in" in program.told
        assert desk.state.head == head + 1
        assert action(program, "A04").title.startswith("Find a")
        assert str(action(program, "A01").deadline) == "2027-02-05"
        await program.press("ctrl+z")
        assert action(program, "A04").title.startswith("Hire a")

        await program.session.action_do("changes.take")
        await program.until("plan.md")
        await program.press("enter")
        await program.until("2 accepted")
        await program.press("escape")
        assert "Nothing was changed" in program.told
