"""`facilitator find`: lines for people, JSON for programs, code 1 when nothing is found."""

import json
from pathlib import Path

import pytest

from facilitator.cli import run
from tests.templates import put_demo


def test_words_of_all_sessions_are_found_from_the_shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    database = str(put_demo(tmp_path).database)
    assert run(["find", "Own-Brand", "LUMINAIRES", "--db", database]) == 0
    assert capsys.readouterr().out == "1\tT6\tcard\tDealers launch own-brand luminaires\n"
    assert run(["find", "regional protection", "--json", "--db", database]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["ref"] for row in rows} >= {"A08", "WT1"}
    assert {row["session"] for row in rows} == {1}
    assert run(["find", "xyzzy", "--db", database]) == 1
    assert "Nothing has all of these words." in capsys.readouterr().err
    assert run(["find", "--db", database]) == 2
