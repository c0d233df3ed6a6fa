"""Reports tell where a fault was, and nothing of the room: no words, no names, no folders."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facilitator.words import language
from screens.app import FacilitatorApp
from screens.commands import commands_of
from screens.stages.board import BoardBody
from tests.exports.demo import FREE_TEXT
from tests.screens.program import demo_in, running


@pytest.fixture
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use(language.ENGLISH)


SAID = {"en": "We lost Nordwind", "ru": "Маржа у Нордвинда упала", "pl": "Zażółć gęślą jaźń"}
HOMES = {"en": "home-of-somebody", "ru": "дом-Ирины", "pl": "dom-Zofii-Żak"}


@pytest.mark.parametrize("spoken", SAID, indirect=True)
async def test_no_report_tells_of_the_room(
    spoken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command of the board fails, with all that is known of the session in its message."""
    root = tmp_path / HOMES[spoken]
    root.mkdir()
    monkeypatch.setenv("HOME", str(root))
    monkeypatch.setattr(FacilitatorApp, "raises_in_tests", False)

    def broken(self: Any, *_unused: Any) -> None:
        rows = [row for table in self.desk.state._tables.values() for row in table.values()]
        raise ValueError(f"{rows} in {root}") from KeyError(str(rows))

    commands = commands_of("list", "board")
    for each in commands:
        monkeypatch.setattr(BoardBody, each.handler, broken, raising=False)
    async with running(await demo_in(root), reference="1", stage_key="S1") as program:
        await program.enter(SAID[spoken])
        await program.press("escape")
        for each in commands[:6]:
            await program.press(each.keys[0])
        rows = [row for table in program.state._tables.values() for row in table.values()]
        said = {
            str(getattr(row, name))
            for row in rows
            for name in FREE_TEXT.get(row.__tablename__, ())
            if len(str(getattr(row, name))) > 3
        }
        reports = list(program.app.start.places.reports.iterdir())
    assert len(said) > 100 and SAID[spoken] in said and reports
    for report in reports:
        text = report.read_text("utf-8")
        assert "ValueError" in text and "KeyError" in text
        assert [each for each in said if each in text] == []
        for folder in (str(root), root.name, str(Path.home()), str(tmp_path)):
            assert folder not in text
    known = {"sessions", "recorder", "backups", "open", "ledgers", "reports", "exports"}
    state = program.app.start.places.state
    assert not list(state.rglob("*.log"))
    assert {each.name for each in state.iterdir() if each.is_dir()} <= known
