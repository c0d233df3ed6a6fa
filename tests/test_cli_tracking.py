"""Tracking a day and exporting the personal sheet on the command line."""

import asyncio
import json
from pathlib import Path

import pytest

from facilitator.cli import run
from facilitator.commands.settings import Settings
from facilitator.workshop.forms import answer

PEOPLE = "name;role;moderator\nIrina Sokolova;head of sales;\nPiotr Nowak;;\nMarta Zielinska;;yes\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("FACILITATOR_DB", raising=False)
    monkeypatch.setenv("FACILITATOR_TODAY", "2027-02-05")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    words = ["new", "--title", "Strategy", "--company", "Taveon Lighting", "--agenda", "half_day"]
    assert run([*words, "--participants", "people.csv"]) == 0
    plan = ["new", "--agenda", "personal_plan", "--from", "1", "--person", "PN"]
    assert run([*plan, "--period", "feb 2027"]) == 0
    return tmp_path


def test_a_day_is_kept_by_name_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["track", "Nowak", "15 2 1 0 0"]) == 0
    said = capsys.readouterr()
    assert "DY1 kept: Fri 5 Feb 2027, cold calls 15, first meetings 2" in said.err
    assert "Fri 5 Feb 2027: 5 of 20 working days" in said.out
    assert run(["track", "2", "12 1", "--day", "yesterday"]) == 0
    capsys.readouterr()
    assert run(["track", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["weeks"] == [
        {"week": 1, "days": 2, "calls": "27", "meetings": "3", "proposals": "1"}
        | {"contracts": "0", "paid": "0"}
    ]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["1", "15"], 1, "“Strategy” is no personal plan. There are: 2 Piotr Nowak"),
        (["2", "mon -3 1"], 1, "Cold calls cannot be negative"),
        (["2", "hello"], 1, "“hello” is no day"),
        (["2", "--day", "mon"], 2, "--day says for which day the numbers are"),
        (["2", "mon 3", "--day", "tue"], 1, "Say the day once"),
    ],
)
def test_what_cannot_be_kept_is_said(
    capsys: pytest.CaptureFixture[str], words: list[str], code: int, sentence: str
) -> None:
    capsys.readouterr()
    assert run(["track", *words]) == code
    assert sentence in capsys.readouterr().err


def test_the_team_gets_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["export", "2", "--team", "--to", "json"]) == 2
    assert "A JSON document keeps everything" in capsys.readouterr().err
    assert run(["export", "2", "--team", "--out", "-"]) == 0
    assert "## Personal plan of Piotr Nowak" in capsys.readouterr().out


def test_a_private_goal_is_in_the_page_and_not_in_what_the_team_gets(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Settings().library() as library:

        async def type_it() -> None:
            opened = await library.open(library.find("2").id)
            await opened.run(answer, "personal_goal", "goal", "Ski week")

        asyncio.run(type_it())
    for form in ("md", "html"):
        capsys.readouterr()
        assert run(["export", "2", "--to", form, "--out", "-"]) == 0
        said = capsys.readouterr()
        assert "Ski week" in said.out and "It holds the personal goal" in said.err
        assert run(["export", "2", "--to", form, "--team", "--out", "-"]) == 0
        said = capsys.readouterr()
        assert "Ski week" not in said.out and said.err == ""
