"""Files and machines at their worst: a sentence, soon, and nothing left behind.

Each case is tried twice: by the function that reads, and by the command line.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from facilitator.audit.files import CannotRead
from facilitator.audit.ledger import read_ledger
from tests.audit.command import Said, command

HEAD = "Date,Customer,Amount\n"
QUICK = 20.0
"""Seconds on a busy machine; what is wrong is found in the first blocks of a file."""


pytestmark = pytest.mark.usefixtures("home")


def left_over(home: Path) -> list[str]:
    """What lies in the temporary directory and beside the Parquet file."""
    return [each.name for place in (home / "scratch", home / "out") if place.exists()
            for each in place.iterdir()]  # fmt: skip


def refused(home: Path, path: Path) -> str:
    """The sentence both ways of reading end in."""
    with pytest.raises(CannotRead) as told:
        read_ledger([path], None, home / "out" / "ledger.parquet")
    said = command("audit", path)
    assert said.refused == str(told.value) and said.code == 1
    assert str(told.value).endswith(".") and "\n" not in str(told.value)
    assert left_over(home) == []
    return str(told.value)


def audited(home: Path, body: str) -> Said:
    path = home / "sales.csv"
    path.write_text(HEAD + body, "utf-8")
    said = command("audit", path, "--json")
    assert said.code == 0, said.err
    assert left_over(home) == []
    text = command("audit", path)
    assert text.code == 0 and "None" not in text.out and "nan" not in text.out.lower()
    return said


# -- content that is a ledger, though a poor one ---------------------------------------------------


def test_one_customer(home: Path) -> None:
    found = audited(home, "".join(f"2026-{m:02}-03,A,{m}0\n" for m in range(1, 13))).json["audit"]
    assert [row["customer"] for row in found["abc"]["ranked"]["rows"]] == ["A"]
    assert found["abc"]["classes"][0]["revenue"] == "780"


def test_one_month(home: Path) -> None:
    found = audited(home, "2026-01-03,A,10\n2026-01-20,B,5\n").json["audit"]
    assert [row["revenue"] for row in found["total"]["months"]] == ["15"]
    assert "not_available" in found["total"]["months"][0]["growth"]
    assert "not_available" in found["movement"]


def test_all_amounts_zero(home: Path) -> None:
    found = audited(home, "".join(f"2026-{m:02}-03,A,0.00\n" for m in range(1, 13))).json["audit"]
    assert found["coverage"]["total"] == "0"
    assert "not_available" in found["abc"]


@pytest.mark.parametrize("amount", ["-10", "(10.00)", "−10"])
def test_only_returns(home: Path, amount: str) -> None:
    found = audited(home, "".join(f"2026-{m:02}-03,A,{amount}\n" for m in range(1, 13)))
    seen = found.json["audit"]["coverage"]
    assert (seen["total"], seen["return_lines"], seen["returns"]) == ("-120", 12, "-120")


def test_days_in_the_future(home: Path) -> None:
    """A year mistyped must not stretch the ledger in silence: it is there, and can be cut off."""
    body = "".join(f"2026-{m:02}-03,A,10\n" for m in range(1, 13)) + "2062-01-03,A,10\n"
    seen = audited(home, body).json["audit"]["coverage"]
    assert seen["last_day"] == "2062-01-03" and len(seen["empty_months"]) == 12 * 35
    path = home / "sales.csv"
    cut = command("audit", path, "--until", "2026-12", "--json").json["audit"]["coverage"]
    assert (cut["last_day"], cut["total"], cut["empty_months"]) == ("2026-12-03", "120", [])


# -- content that is no ledger ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", HEAD.encode(), "a header and no rows under it"),
        ("a.csv", b"\n\n  \n", "has only one column"),
        ("a.csv", HEAD.encode() + b"soon,A,much\nlater,B,lot\n", "looks like a date and an amount"),
        ("a.csv", b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"1," * 9_999 + b"1\n",
         "has 10,000 columns; at most 2,000 are read"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 500, "damaged"),
        ("a.ods", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 2_000, "damaged"),
        ("a.parquet", b"PAR1" + b"\xff" * 500 + b"PAR1", "damaged Parquet"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "is a picture"),
        ("a.csv", bytes(range(1, 256)) * 400, ""),
    ],
)  # fmt: skip
def test_no_ledger(home: Path, name: str, content: bytes, sentence: str) -> None:
    path = home / name
    path.write_bytes(content)
    assert sentence in refused(home, path)


def test_a_zip_that_pretends_to_be_a_workbook(home: Path) -> None:
    path = home / "sales.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "nothing")
    assert "is a zip archive, not a spreadsheet" in refused(home, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook")
    assert "sales.xlsx" in refused(home, path)


def test_a_workbook_that_unpacks_to_more_than_there_is(home: Path) -> None:
    path = home / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(70):
                sheet.write(b"\0" * (1 << 20))
    data = bytearray(path.read_bytes())
    # The directory claims 5 GB; nothing must be unpacked to find out.
    real, claimed = (70 << 20).to_bytes(4, "little"), (4_294_967_000).to_bytes(4, "little")
    at = data.rfind(real)
    data[at : at + 4] = claimed
    path.write_bytes(data)
    assert "bomb.xlsx" in refused(home, path)


# -- lines and sizes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [b"", HEAD.encode() + b"2026-01-01,A,1\n" * 3, (HEAD + "2026-01-01,A,1\n").encode("utf-16")],
    ids=["alone", "after rows", "utf-16"],
)
def test_a_line_of_five_gigabytes(home: Path, head: bytes) -> None:
    path = home / "long.csv"
    path.write_bytes(head)
    os.truncate(path, 5 << 30)
    started = time.monotonic()
    done = limited(path, resource.RLIMIT_AS, 3 << 30)
    assert time.monotonic() - started < QUICK
    assert done.returncode == 1 and done.stdout == ""
    assert "long.csv" in done.stderr and "line" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert left_over(home) == []


def limited(path: Path, what: int, most: int, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command in a process that may have so much and no more."""
    return subprocess.run(
        [sys.executable, "-m", "facilitator", "audit", str(path), *words],
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(what, (most, most)),
        check=False,
    )


def long_ledger(path: Path, rows: int, line: Callable[[int], str]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(line(n) for n in range(rows))
    return path


def plain(n: int) -> str:
    return f"{date(2020 + n % 6, n % 12 + 1, n % 28 + 1)},Client {n % 977} {n},{n}.25\n"


def messy(n: int) -> str:
    day = f"{n % 28 + 1:02}.{n % 12 + 1:02}.{2020 + n % 6}"
    return f"{day},Kunde {n % 977} {n},{'x' if n % 50 == 7 else n}\n"


# -- what the system refuses -----------------------------------------------------------------------


def test_what_is_no_file(home: Path) -> None:
    assert "is a folder" in refused(home, home)
    assert "There is no file" in refused(home, home / "gone.csv")
    pipe = home / "pipe.csv"
    os.mkfifo(pipe)
    assert "is a pipe or a device" in refused(home, pipe)
    assert "is a pipe or a device" in refused(home, Path("/dev/zero"))
    loop = home / "loop.csv"
    loop.symlink_to(loop)
    assert "loop.csv" in refused(home, loop)
    assert "gone" in refused(home, home / ("gone" * 200))


def test_a_pipe_as_survey_never_blocks(home: Path) -> None:
    pipe = home / "pipe.csv"
    os.mkfifo(pipe)
    assert "is a pipe or a device" in command("audit", "--survey", pipe).refused


def test_a_file_one_may_not_read(home: Path) -> None:
    path = home / "secret.csv"
    path.write_text(HEAD + "2026-01-01,A,1\n")
    path.chmod(0)
    if os.geteuid():
        assert "may not be read by you" in refused(home, path)
        return
    # As root everything may be read: ask as somebody else.
    home.chmod(0o755)
    done = as_somebody(
        f"from pathlib import Path; import facilitator.cli as c; c.main(['audit', {str(path)!r}])"
    )
    assert done.returncode == 1 and "may not be read by you" in done.stderr
    assert "Traceback" not in done.stderr


def as_somebody(program: str) -> "subprocess.CompletedProcess[str]":
    # Everything is imported first: the interpreter's own files may be root's alone.
    first = (
        "import os, facilitator.cli, facilitator.commands.line, facilitator.commands.ledger, "
        "facilitator.commands.wrong, "
        "facilitator.audit.engine.analysis, facilitator.audit.ledger, facilitator.audit.warehouse, "
        "facilitator.audit.remembered, facilitator.audit.server, facilitator.store.places\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", first + program],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_file_that_changes_while_it_is_read(home: Path) -> None:
    path = long_ledger(home / "sales.csv", 30_000, plain)
    looked = 0

    def grow(_: object) -> None:
        nonlocal looked
        looked += 1
        with path.open("a", encoding="utf-8") as file:
            file.write("2026-01-01,Late,1\n")

    with pytest.raises(CannotRead, match="changed while it was being read"):
        read_ledger([path], None, home / "out" / "ledger.parquet", grow)
    assert looked and left_over(home) == []


def ledgers(home: Path) -> list[Path]:
    """The ways a file takes into the scratch directory: as it is, repaired, in another encoding."""
    made: list[Path] = []
    for name, line, encoding in (
        ("plain", plain, "utf-8"),
        ("messy", messy, "utf-8"),
        ("recoded", messy, "cp1251"),
    ):
        path = home / f"{name}.csv"
        text = HEAD + "".join(line(n) for n in range(6_000)).replace("Kunde", "Клиент")
        path.write_text(text, encoding)
        made.append(path)
    return made


@pytest.fixture
def full_disk(home: Path) -> Iterator[Path]:
    """A disk with room for next to nothing."""
    place = home / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    words = [mount or "", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(place)]
    if mount is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(home: Path, full_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(full_disk))
    for path in ledgers(home):
        with pytest.raises(CannotRead, match="full") as told:
            read_ledger([path], None, full_disk / "out" / "ledger.parquet")
        assert "parquet" not in str(told.value).lower()
        (full_disk / "out").rmdir()
        said = command("audit", path)
        assert "full" in said.refused and said.code == 1
        assert list(full_disk.iterdir()) == []


def test_files_that_may_not_grow(home: Path) -> None:
    for path in ledgers(home)[::2]:
        before = path.read_bytes()
        done = limited(path, resource.RLIMIT_FSIZE, 8_000)
        assert done.returncode == 1 and done.stdout == ""
        assert done.stderr.splitlines()[-1].startswith("The disk is full")
        assert "Traceback" not in done.stderr
        assert left_over(home) == [] and path.read_bytes() == before


# -- the moderator changes their mind --------------------------------------------------------------


@pytest.mark.parametrize("line", [plain, messy], ids=["plain", "messy"])
def test_ctrl_c_ends_with_a_sentence_and_leaves_nothing(
    home: Path, line: Callable[[int], str]
) -> None:
    path = long_ledger(home / "sales.csv", 200_000, line)
    said = home / "said.txt"
    with said.open("wb") as told:
        running = subprocess.Popen(
            [sys.executable, "-m", "facilitator", "audit", str(path)],
            stdout=subprocess.PIPE,
            stderr=told,
        )
    # Its scratch directory tells that the reading is under way.
    while not list((home / "scratch").glob("facilitator-audit-*/.reading-*")):
        assert running.poll() is None, said.read_text()
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == b"" and said.read_text("utf-8").splitlines()[-1] == "Stopped."
    assert left_over(home) == []
