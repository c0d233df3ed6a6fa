"""What is due, and one action changed, from the command line."""

import json
from pathlib import Path

import pytest

from facilitator.cli import run

ACTIONS = ("@PN Write the list by 29 jan", "@JW Hire a manager by 22 feb")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name;initials\nPiotr Nowak;PN\nJonas Weber;JW\n", "utf-8")
    return tmp_path


async def capture_actions(path: Path) -> None:
    from datetime import date

    from facilitator.store.places import Places
    from facilitator.store.store import Store
    from facilitator.workshop.capture import capture_lines
    from facilitator.workshop.library import Library
    from facilitator.workshop.opened import Clock

    with Store(path / "sessions.db", Places.of_user()) as store:
        library = Library(store, Clock(today=lambda: date(2027, 1, 14)))
        opened = await library.open(library.find("1").id)
        await opened.run(capture_lines, ACTIONS)


async def test_the_whole_round_without_the_screen(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = ("new", "--title", "Strategy", "--participants", "people.csv")
    assert _run(*begin, today="2027-01-14") == 0
    await capture_actions(home)
    assert _run("new", "--agenda", "follow_up", "--from", "1") == 0
    capsys.readouterr()

    assert _run("due") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:5] for line in lines] == [
        ["20 d over", "Fri 29 Jan 2027", "PN", "2 A01", "Write the list"],
        ["in 4 d", "Mon 22 Feb 2027", "JW", "2 A02", "Hire a manager"],
    ]
    assert _run("due", "--owner", "weber", "--within", "2w", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["ref"], one["days_over"], one["overdue"], one["kind"]) == (
        *("A02", -4, False, "action"),
    )

    assert _run("done", "1", "A01") == 2
    assert "Say what shows that A01 is done" in capsys.readouterr().err
    assert _run("done", "1", "A01", "--note", "84 rows in CRM", "--on", "28 jan") == 0
    out, err = capsys.readouterr()
    assert out == "2 A01\tdone\tFri 29 Jan 2027\tWrite the list\t84 rows in CRM\n"
    assert "A01 goes on in 2 Follow-up: Strategy" in err

    assert _run("status", "2", "A02", "blocked", "--note", "no candidate") == 0
    assert _run("move", "2", "A02", "5 mar") == 2
    assert _run("move", "2", "A02", "1 feb 2027", "--note", "late") == 2
    assert "is over" in capsys.readouterr().err
    assert _run("move", "2", "A02", "5 mar", "--note", "agency begins in March") == 0
    assert capsys.readouterr().out.startswith("2 A02\tblocked\tFri 5 Mar 2027\t")
    assert _run("due") == 0
    assert capsys.readouterr().err == "Nothing is due within 7 days.\n"
    assert _run("history", "2") == 0
    assert "A02 moved to Fri 5 Mar 2027" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("due", "--within", "soon"), "days or weeks like 7d or 2w"),
        (("done", "1", "A01", "--note", "x", "--on", "1 mar 2027"), "a day that has come"),
        (("done", "9", "A01", "--note", "x"), "There is no session"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(*words) in (1, 2)
    assert told in capsys.readouterr().err


def _run(*words: str, today: str = "2027-02-18") -> int:
    """As a shell would: a command of its own, whatever loop the test runs in."""
    from concurrent.futures import ThreadPoolExecutor

    given = [*words, "--db", "sessions.db", "--today", today]
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run, given).result(timeout=60)
