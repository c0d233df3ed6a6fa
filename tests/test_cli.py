"""The command line: data on stdout, messages on stderr, 0 yes, 1 no, 2 asked wrongly."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator import __version__
from facilitator.cli import command_first, run


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("FACILITATOR_DB", "FACILITATOR_TODAY", "FACILITATOR_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, loaded once."""
    root = tmp_path_factory.mktemp("demo")
    environment = os.environ | {
        name: str(root / name.lower())
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME")
    }
    words = [sys.executable, "-m", "facilitator", "demo", "--no-ui", "--db", str(root / "demo.db")]
    subprocess.run(words, check=True, env=environment, capture_output=True)
    return root / "demo.db"


def test_new_prints_a_reference_that_list_and_history_know(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = home / "people.csv"
    people.write_text(
        "name;initials;role;channel;presence;votes;moderator\n"
        "Irina Sokolova;IS;head of sales;;;;\n"
        "Elena Markovic;EM;dealer manager;Dealer;remote;;\n"
        "Marta Zielinska;MZ;moderator;;;;yes\n",
        "utf-8",
    )
    words = ["new", "--title", "Sales 2027", "--company", "Taveon Lighting"]
    words += ["--agenda", "half_day", "--date", "2027-01-14", "--participants", str(people)]
    assert run(words) == 0
    reference = capsys.readouterr().out.strip()
    assert reference == "1"

    assert run(["list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["number"], row["title"], row["day"]) == (1, "Sales 2027", "2027-01-14")

    assert run(["history", reference]) == 0
    assert "IS, EM, MZ joined" in capsys.readouterr().out


def test_a_participants_file_is_refused_at_its_line(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = home / "people.csv"
    people.write_text("name,role\nAnna Berg,finance\n,nobody\n", "utf-8")
    assert run(["new", "--title", "X", "--participants", str(people)]) == 2
    assert "line 3: the name is empty" in capsys.readouterr().err
    assert run(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_header_that_is_refused_leaves_no_session(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--title", "X", "--currency", "euro"]) == 1
    assert "three letters" in capsys.readouterr().err
    assert run(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_session_nobody_knows_is_a_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "99"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "There is no session" in captured.err


@pytest.mark.parametrize("command", ["forget", "anonymise"])
def test_a_command_that_wants_a_session_names_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command]) == 2
    assert f"facilitator {command} 3" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["bogus"], ["new"], ["export", "--to", "bmp"], ["list", "--today", "soon"]]
)
def test_asked_wrongly_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip()


@pytest.mark.parametrize("words", [[], ["open"], ["demo"]])
def test_no_terminal_is_a_sentence_and_two(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_a_database_of_another_program_is_left_untouched(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = home / "other.db"
    other.write_bytes(b"not a database at all, but somebody's work" * 20)
    before = other.read_bytes()
    assert run(["list", "--db", str(other)]) == 2
    assert str(other) in capsys.readouterr().err
    assert other.read_bytes() == before


def test_show_gives_the_figures_of_the_worked_example(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "1", "--json", "--db", str(demo_file), "--today", "2027-01-14"]) == 0
    shown = capsys.readouterr().out
    json.loads(shown)
    for figure in ('"4.4000"', '"3.0067"', '"2.6167"', "75.5", "33600", "20160", "3024"):
        assert figure in shown, figure


def test_export_never_overwrites_unasked(
    demo_file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", "1", "--db", str(demo_file), "--out", "plan.md"]
    assert run(words) == 0
    plan = home / "plan.md"
    written = plan.read_text("utf-8")
    assert "A07" in written
    plan.write_text("mine", "utf-8")
    assert run(words) == 1
    assert "--force" in capsys.readouterr().err
    assert plan.read_text("utf-8") == "mine"
    assert run([*words, "--force"]) == 0
    assert plan.read_text("utf-8") == written


def test_json_leaves_and_comes_back_byte_for_byte(
    demo_file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = home / "first.json", home / "second.json"
    assert run(["export", "1", "--db", str(demo_file), "--to", "json", "--out", str(first)]) == 0
    assert run(["import", str(first), "--db", str(home / "other.db")]) == 0
    reference = capsys.readouterr().out.split()[-1]
    other = ["--db", str(home / "other.db")]
    assert run(["export", reference, "--to", "json", "--out", str(second), *other]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_check_of_the_agreed_example_finds_no_error(
    demo_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["check", "1", "--db", str(demo_file), "--today", "2027-01-14"])
    shown = capsys.readouterr().out
    assert (code, [line for line in shown.splitlines() if line.startswith("error")]) == (0, [])


def test_agendas_are_listed_and_copied(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agendas"]) == 0
    assert "full_day\t420 min" in capsys.readouterr().out
    assert run(["agendas", "--copy", "half_day"]) == 0
    copied = Path(capsys.readouterr().out.strip())
    copied.write_text(copied.read_text("utf-8").replace("minutes = 10", 'minutes = "ten"', 1))
    assert run(["agendas"]) == 1
    captured = capsys.readouterr()
    assert f"{copied.name}, line" in captured.err
    assert "full_day" in captured.out


@pytest.mark.parametrize("words", ["--version", "--help"])
def test_version_and_help_import_neither_screen_nor_database(words: str) -> None:
    program = (
        "import sys; from facilitator.cli import run\n"
        f"code = run([{words!r}])\n"
        "heavy = {'textual', 'sqlalchemy', 'sqlmodel', 'pydantic'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("HEAVY [] 0")
    if words == "--version":
        assert __version__ in done.stdout


def test_the_workshop_room_does_not_know_textual() -> None:
    program = (
        "import sys, facilitator.workshop.library, facilitator.workshop.capture\n"
        "print('textual' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_reader_that_has_seen_enough_is_no_fault(demo_file: Path) -> None:
    words = [sys.executable, "-m", "facilitator", "show", "1", "--json", "--db", str(demo_file)]
    shown = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.close()
    assert shown.stderr.read() == b""
    assert shown.wait(timeout=60) == 0


def test_a_ledger_is_audited_and_what_was_understood_is_said(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = home / "sales.csv"
    rows = [
        f"{day:02}.{month:02}.{year};Client {client};{client * 100 + month},50"
        for year in (2025, 2026)
        for month in range(1, 13)
        for client, day in ((1, 5), (2, 12), (3, 28))
    ]
    ledger.write_text("Datum;Customer;Amount\n" + "\n".join(rows) + "\n", "utf-8")
    assert run(["audit", str(ledger), "--json", "--today", "2027-01-14"]) == 0
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    # 24 months, clients at 100, 200, 300 plus the month's number plus a half each
    assert told["ledger"]["control_total"] == "14904.0000"
    assert told["ledger"]["rows"] == 72
    assert [year["label"] for year in told["audit"]["total"]["years"]] == ["2025", "2026"]
    assert [year["revenue"] for year in told["audit"]["total"]["years"]] == ["7452", "7452"]
    assert "customer = Customer" in captured.err


def test_a_file_that_is_no_ledger_is_refused_with_a_sentence(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = home / "words.csv"
    words.write_text("a,b\nx,y\n", "utf-8")
    assert run(["audit", str(words)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "words.csv" in captured.err
    assert run(["audit", str(words), "--map", "colour=b"]) == 2
    assert "role=column" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--db", "a.db", "list", "--json"], ["list", "--db", "a.db", "--json"]),
        (["--db=a.db", "--no-mouse", "open", "1"], ["open", "--db=a.db", "--no-mouse", "1"]),
        (["--db", "a.db"], ["--db", "a.db"]),
        (["--db"], ["--db"]),
        (["--json", "list"], ["--json", "list"]),
        (["show", "1", "--db", "a.db"], ["show", "1", "--db", "a.db"]),
    ],
)
def test_options_may_stand_before_the_command(words: list[str], read: list[str]) -> None:
    assert command_first(words) == read


def test_a_database_named_before_the_command_is_the_one(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--db", str(home / "own.db"), "new", "--title", "T", "--company", "C"]) == 0
    capsys.readouterr()
    assert run(["list", "--json", "--db", str(home / "own.db")]) == 0
    assert [each["title"] for each in json.loads(capsys.readouterr().out)] == ["T"]
