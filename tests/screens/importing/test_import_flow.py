"""A file from the disk into the session, as a moderator does it with the keyboard."""

import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator.model import AuditSource
from facilitator.workshop.results.audit import ledger_audit, ledger_source, survey_of
from screens.importing.files import FilePicker
from screens.importing.mapping import MappingScreen
from screens.importing.progress import ProgressDialog, bar, time_left
from screens.importing.taking import TakingDialog
from tests.screens.program import PATIENCE, Program, running
from tests.screens.waiting import wait_until

MONTHS = [f"2025-{month:02}-15" for month in range(1, 13)]


def ledger(path: Path, rows: Sequence[str] = (), header: str = "date;client;sum;channel") -> Path:
    lines = rows or [
        f"{day};{name};{number * 10},50;Retail"
        for number, day in enumerate(MONTHS, 1)
        for name in ("Alpha", "Beta")
    ]
    path.write_text("\n".join([header, *lines]) + "\n", "cp1251")
    return path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


async def begin(program: Program, stage: str = "A1") -> None:
    await program.open_new("1")
    await program.go(stage)
    await program.press("escape", "i")


async def on_top(program: Program, kind: type) -> None:
    await wait_until(lambda: isinstance(program.top, kind), PATIENCE)
    await program.settle()


async def choose(program: Program, *paths: Path) -> None:
    await on_top(program, FilePicker)
    await program.paste(" ".join(f"'{path}'" for path in paths))
    await program.press("enter")
    await on_top(program, MappingScreen)
    await program.until("r  Read")


async def read(program: Program) -> None:
    await program.press("r")
    await on_top(program, TakingDialog)


async def told(program: Program, *words: str) -> None:
    await wait_until(lambda: all(each in program.told for each in words), PATIENCE)
    await program.settle()


def source(program: Program) -> AuditSource:
    found = ledger_source(program.state)
    assert found is not None
    return found


async def test_a_file_is_read_corrected_and_read_again_and_never_counted_twice(
    tmp_path: Path, files: Path
) -> None:
    path = ledger(files / "sales.csv")
    async with running(tmp_path) as program:
        await begin(program)
        await choose(program, path)
        await read(program)
        await program.until("Read: 24 rows of sales.csv, 15 Jan 2025 to 15 Dec 2025.")
        await program.until("Control total 1,572", "Every row was read", "are not kept")
        await program.press("y")
        await told(program, "✓ sales.csv: 24 rows taken in, control total 1,572")
        first = source(program)
        assert (first.rows, first.kept, Decimal(first.control_total)) == (24, False, 1572)
        audit = ledger_audit(program.state)
        assert audit is not None
        held = program.app.ledgers.of(program.session.desk.opened.id)
        assert held is not None and held.ledger is not None and held.ledger.rows == 24
        assert program.app.focused is not None

        # the same file once more, now with its day of the month read as before: it replaces
        await program.press("i")
        await on_top(program, FilePicker)
        await program.until("sales.csv")
        await program.press("enter")
        await program.until("columns as in the last file of this shape")
        await program.press("r")
        await program.until("This session has figures of sales.csv, 24 rows.", "Replace them?")
        await program.press("1")
        await on_top(program, TakingDialog)
        await program.press("k")
        await program.until("are kept as a file on this machine")
        await program.press("y")
        await told(program, "✓ sales.csv: 24 rows")
        sources = program.state.rows(AuditSource)
        assert [(each.rows, each.kept) for each in sources] == [(24, True)]
        assert Decimal(sources[0].control_total) == 1572
        opened = program.session.desk.opened.id
        kept = program.app.ledgers.directory(opened) / "ledger.parquet"
        await wait_until(kept.is_file, PATIENCE)


async def test_at_every_question_esc_leaves_the_session_as_it_was(
    tmp_path: Path, files: Path
) -> None:
    path = ledger(files / "sales.csv")
    async with running(tmp_path) as program:
        await begin(program)
        head = program.state.head
        await on_top(program, FilePicker)
        await program.press("escape", "i")
        await choose(program, path)
        await program.press("escape")
        await on_top(program, FilePicker)  # another file?
        await program.until("sales.csv")
        await program.press("enter")
        await on_top(program, MappingScreen)
        await program.until("r  Read")
        await read(program)
        await program.press("escape")
        await told(program, "Nothing was taken in. The session is as it was.")
        assert program.state.head == head
        assert not program.state.rows(AuditSource)
        directory = program.app.ledgers.directory(program.session.desk.opened.id)
        assert not directory.is_dir() or not list(directory.iterdir())


async def test_reading_is_stopped_and_figures_there_stay(tmp_path: Path, files: Path) -> None:
    path = ledger(files / "sales.csv")
    rows = [f"{MONTHS[at % 12]};Client {at % 991};{at % 97},25;Retail" for at in range(150_000)]
    long = ledger(files / "long.csv", rows)
    async with running(tmp_path) as program:
        await begin(program)
        await choose(program, path)
        await read(program)
        await program.press("y")
        await told(program, "24 rows taken in")
        head = program.state.head
        await program.press("i")
        await choose(program, long)
        await program.press("r")
        await program.until("Replace them?")
        await program.press("2")
        await told(program, "Nothing was read. The session is as it was.")
        await program.press("i")
        await choose(program, long)
        await program.press("r")
        await program.until("Replace them?")
        await program.press("1")
        await wait_until(lambda: isinstance(program.top, ProgressDialog), PATIENCE)
        await program.pilot.press("escape")
        await told(program, "Reading was stopped. The session is as it was.")
        assert program.state.head == head
        assert source(program).title == "sales.csv"


async def test_what_cannot_be_read_comes_back_to_be_corrected(tmp_path: Path, files: Path) -> None:
    rows = [f"{day};{day};Alpha {at};{at},50" for at, day in enumerate(MONTHS, 1)]
    rows += ["2025-13-45;2025-01-01;Gamma;7", "2025-12-20;2025-01-01;Gamma;abc"]
    path = ledger(files / "sales.csv", rows, "date;due;client;sum")
    async with running(tmp_path) as program:
        await begin(program)
        await choose(program, path)
        await program.press("home", "right", "right", "enter")
        await program.until("What is “client”?")
        await program.press("1")  # the date, which it is not
        await program.until("✗ 14 bad")
        await program.press("r")
        await program.until("No row of “sales.csv” has both a date and an amount.")
        assert isinstance(program.top, MappingScreen)
        await program.press("home", "enter", "1")
        await program.until("✗ 1 bad", "1 cell cannot be read", "2025-13-45).")
        await read(program)
        await program.until("✗ 2 rows left out: a cell could not be read")
        await program.until("Column “date” (date): 1 cannot be read", "line 14: 2025-13-45")
        await program.until("Column “sum” (amount): 1 cannot be read", "line 15: abc")
        await program.press("y")
        await told(program, "12 rows taken in, control total 84")
        left = {each["column"]: each["unreadable"] for each in source(program).left_out}
        assert left == {"date": 1, "sum": 1}


async def test_files_of_one_shape_are_asked_about_once_others_by_themselves(
    tmp_path: Path, files: Path
) -> None:
    first = ledger(files / "spring.csv", [f"{day};Alpha;1,50;Retail" for day in MONTHS[:6]])
    second = ledger(files / "autumn.csv", [f"{day};Alpha;2,50;Retail" for day in MONTHS[6:]])
    other = ledger(files / "web.csv", [f"4,00;{d};Beta" for d in MONTHS], "amount;day;customer")
    async with running(tmp_path) as program:
        await begin(program)
        await choose(program, first, second, other)
        await program.until("spring.csv · file 1 of 3")
        await program.press("r")
        await program.until("web.csv · file 3 of 3", "r  Read")
        await read(program)
        await program.until("Read: 24 rows of spring.csv, autumn.csv, web.csv")
        await program.press("y")
        await told(program, "24 rows taken in, control total 72")
        assert [each["rows"] for each in source(program).files] == [6, 6, 12]


async def test_a_survey_is_read_in_its_stage(tmp_path: Path, files: Path) -> None:
    path = files / "nps.csv"
    rows = ["10;quick;Retail", "9;;Retail", "3;slow;Web", "x;?;Web", ";;Web"]
    path.write_text("\n".join(["score;comment;channel", *rows]), "utf-8")
    async with running(tmp_path) as program:
        await begin(program, "A4")
        await program.until("Which survey file?")
        await choose(program, path)
        await read(program)
        await program.until("Read: 3 answers with a score of nps.csv", "line 5: x")
        await program.press("y")
        await told(program, "✓ nps.csv: 3 answers taken in.")
        survey = survey_of(program.state)
        assert survey is not None
        assert [survey.total[score] for score in (3, 9, 10)] == [1, 1, 1]
        await program.go("A0") if any(e.key == "A0" for e in program.state.stages) else None


async def test_every_stage_has_both_files_in_the_palette(tmp_path: Path, files: Path) -> None:
    path = ledger(files / "sales.csv")
    async with running(tmp_path, size=(60, 18)) as program:
        await program.open_new("1")
        await program.go("S1")
        await program.session.action_do("audit.survey")
        await program.until("Which survey file?")
        await program.press("escape")
        await wait_until(lambda: program.top is program.session)
        await program.session.action_do("audit.read")
        await choose(program, path)
        await read(program)
        await program.press("y")
        await told(program, "24 rows taken in")
        await program.session.action_do("audit.drop")
        await program.until("Take out sales.csv", "Keep everything")
        await program.press("enter")
        await told(program, "sales.csv taken out")
        assert ledger_source(program.state) is None
        await program.press("ctrl+z")
        assert source(program).title == "sales.csv"
        await program.press("ctrl+z")
        assert ledger_source(program.state) is None


def test_a_bar_and_the_time_left() -> None:
    assert bar(0.5, 4) == "██░░  50%"
    assert bar(7, 2) == "██ 100%"
    assert [time_left(each) for each in (0.2, 42, 200)] == [
        "done in a moment", "42 s left", "3 min left",
    ]  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_without_permission_is_a_sentence(tmp_path: Path, files: Path) -> None:
    path = ledger(files / "sales.csv")
    path.chmod(0)
    async with running(tmp_path) as program:
        await begin(program)
        await on_top(program, FilePicker)
        await program.enter(str(path))
        await program.until("“sales.csv” may not be read by you.")
