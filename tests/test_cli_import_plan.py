"""An edited plan on the command line: shown, taken in by number, named by line, refused whole."""

import json
from pathlib import Path

import pytest

from facilitator.cli import run
from facilitator.commands.settings import Stopped

CALL = ("new", "--title", "Strategy", "--participants", "people.csv")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("FACILITATOR_DB", str(tmp_path / "sessions.db"))
    monkeypatch.setenv("FACILITATOR_TODAY", "2027-01-14")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name;initials\nPiotr Nowak;PN\nJonas Weber;JW\n", "utf-8")
    return tmp_path


async def capture(path: Path) -> None:
    from datetime import date

    from facilitator.store.places import Places
    from facilitator.store.store import Store
    from facilitator.workshop.capture import capture_lines
    from facilitator.workshop.library import Library
    from facilitator.workshop.opened import Clock

    with Store(path / "sessions.db", Places.of_user()) as store:
        library = Library(store, Clock(today=lambda: date(2027, 1, 14)))
        opened = await library.open(library.find("1").id)
        lines = ("@PN Write the list by 29 jan", "@JW Hire a manager by 22 feb")
        await opened.run(capture_lines, lines)


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    said = capsys.readouterr()
    return said.out, said.err


def called(*words: str) -> int:
    import threading

    codes: list[int] = []
    # A command starts a loop of its own; the test runs in one.
    thread = threading.Thread(target=lambda: codes.append(run(list(words))))
    thread.start()
    thread.join()
    return codes[0]


async def test_an_edited_plan_from_the_shell(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(*CALL) == 0
    await capture(home)
    assert called("export", "1", "--out", "plan.md") == 0
    told(capsys)

    assert called("import", "plan.md", "1") == 0
    assert told(capsys) == ("", "The file asks for no change.\n")

    plan = home / "plan.md"
    text = plan.read_text("utf-8")
    edited = text.replace("Fri 29 Jan 2027", "Fri 5 Feb 2027").replace("Hire a", "Find a")
    plan.write_text(edited.replace("\n## Agreement", "\nPlease hurry.\n\n## Agreement"), "utf-8")
    assert called("import", "plan.md", "1") == 1
    out, err = told(capsys)
    assert out.splitlines() == [
        f"1\t \t{line(plan, '| A01')}\tA01 Deadline: Fri 29 Jan 2027 → Fri 5 Feb 2027",
        f"2\t \t{line(plan, '| A02')}\tA02 Action: Hire a manager → Find a manager",
    ]
    assert f"Line {line(plan, 'Please')}: “Please hurry.”" in err
    assert "--accept" in err

    assert called("import", "plan.md", "1", "--accept", "2", "--json") == 1
    changes = json.loads(told(capsys)[0])["changes"]
    assert [(each["field"], each["accepted"]) for each in changes] == [
        ("deadline", False),
        ("title", True),
    ]
    assert called("history", "1") == 0
    assert "1 change taken in from an edited plan" in told(capsys)[0].splitlines()[-1]

    assert called("import", "plan.md", "1", "--accept", "all") == 1
    assert called("show", "1") == 0
    shown = told(capsys)[0]
    assert "Fri 5 Feb 2027" in shown
    assert "Find a manager" in shown


async def test_what_cannot_be_taken_in_changes_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(*CALL) == 0
    await capture(home)
    assert called("export", "1", "--out", "plan.md") == 0
    (home / "plan.md").write_text(
        (home / "plan.md").read_text("utf-8").replace("Hire a", "Find a"), "utf-8"
    )
    told(capsys)
    assert called("import", "plan.md", "1", "--accept", "7") == 2
    assert "There is no change 7" in told(capsys)[1]
    assert called("import", "nowhere.md", "1") == 2
    assert "nowhere.md cannot be read" in told(capsys)[1]
    (home / "bytes.md").write_bytes(b"\xff\xfe\x00")
    assert called("import", "bytes.md", "1") == 2
    assert "not UTF-8" in told(capsys)[1]
    assert called(*CALL) == 0
    told(capsys)
    assert called("import", "plan.md", "2", "--accept", "all") == 2
    assert "another session" in told(capsys)[1]
    assert called("history", "1") == 0
    assert "edited plan" not in told(capsys)[0]


def line(path: Path, start: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(at for at, each in enumerate(lines, 1) if each.startswith(start))


def test_a_number_that_is_none_is_a_sentence() -> None:
    from facilitator.commands.exchange import accepted

    with pytest.raises(Stopped, match="There is no change x"):
        accepted((), "x")
    assert accepted((), "all") == []
