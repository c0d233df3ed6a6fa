"""No command reaches for the network that was not asked to: listened to below every program."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.formats import FORMATS
from facilitator.commands.line import app
from tests.e2e.pseudo import Pseudo
from tests.e2e.terminal import PROGRAM

COMPILER = shutil.which("cc") or shutil.which("gcc")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or COMPILER is None or not PROGRAM.exists(),
    reason="needs Linux, a C compiler and the installed command",
)


@pytest.fixture(scope="module")
def guard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library below every program that tells what reaches for the network."""
    library = tmp_path_factory.mktemp("silence") / "silence.so"
    source = Path(__file__).with_name("silence.c")
    assert COMPILER is not None
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


@pytest.fixture
def quiet_room(guard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, with the guard below whatever is started; returns what it tells."""
    told = tmp_path / "told"
    monkeypatch.setenv("LD_PRELOAD", str(guard))
    monkeypatch.setenv("SILENCE_TOLD", str(told))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    yield told


def run(*words: str, where: Path) -> str:
    done = subprocess.run(
        [str(PROGRAM), *words], cwd=where, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def test_the_guard_hears_what_reaches_for_the_network(quiet_room: Path, tmp_path: Path) -> None:
    """The test of the test."""
    code = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert "getaddrinfo" in quiet_room.read_text()
    quiet_room.unlink()
    code = "import socket; socket.socket().connect(('192.0.2.1', 9))"
    subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert quiet_room.read_text() == "connect\n"


EVERY = """
demo --no-ui --db demo.db
list --json --db demo.db
show 1 --db demo.db
check 1 --db demo.db
history 1 --db demo.db
find dealers price --db demo.db
find dealers --json --db demo.db
agendas
where
people 1 --db demo.db
new --title Strategy --company Taveon --db demo.db
due --within 4w --db demo.db
done 1 A01 --note signed --db demo.db
status 1 A02 blocked --note waits --db demo.db
move 1 A03 2027-03-05 --note late --db demo.db
track --db demo.db
show 1 --json --db demo.db
--help
--version
export 1 --to md --out plan.md --db demo.db
export 1 --to html --out plan.html --db demo.db
export 1 --to docx --out plan.docx --db demo.db
export 1 --to pdf --out plan.pdf --db demo.db
export 1 --to pptx --out plan.pptx --db demo.db
export 1 --to xlsx --out plan.xlsx --db demo.db
export 1 --to csv --out plan.csv --db demo.db
export 1 --to ics --out plan.ics --db demo.db
export 1 --to json --out plan.json --db demo.db
import plan.md 1 --accept all --db demo.db
import plan.json --db other.db
audit sales.csv
carry --from demo.db --to third.db 1
anonymise 1 --db third.db
rebuild --db third.db
forget 1 --yes --db third.db
export 1 --to md --out after.md --db other.db
"""
"""Every command, in an order in which each has something to work on."""

ONE_PROCESS = """
import os, sys
from facilitator.cli import run
for line in sys.stdin.read().strip().splitlines():
    os.umask(0o022)  # as a shell has it, whatever the command before set
    code = run(line.split())
    print(f"{line}: {code}", file=sys.stderr)
"""


def test_no_command_leaves_this_machine_and_whatever_is_written_is_its_users_alone(
    quiet_room: Path, tmp_path: Path
) -> None:
    rows = [f"2026-{1 + at % 12:02}-03,Customer {at % 7},Lamp,{at * 13},5" for at in range(60)]
    work = tmp_path / "work"
    work.mkdir()
    sales = work / "sales.csv"
    sales.write_text("Date,Customer,Product,Amount,Quantity\n" + "\n".join(rows), "utf-8")
    asked = {line.split()[0] for line in EVERY.split("\n") if line}
    assert asked | {"open", "-h"} == set(app)  # `open` shows a screen, as the next test does
    assert set(FORMATS) == set(re.findall(r"--out plan\.(\w+)", EVERY))
    done = subprocess.run(
        [sys.executable, "-c", ONE_PROCESS],
        cwd=work, input=EVERY, capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    failed = [each for each in done.stderr.splitlines() if re.search(r": [2-9]$", each)]
    assert done.returncode == 0 and not failed, done.stderr
    assert not quiet_room.exists(), quiet_room.read_text()
    homes = [tmp_path / name for name in ("config", "data", "state", "cache")]
    written = [path for home in homes for path in (home, *home.rglob("*")) if path.exists()]
    written += [path for path in work.iterdir() if path != sales]
    assert {path.name for path in written} >= {"after.md", "demo.db", "recorder"}
    for path in written:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


def test_a_session_on_the_screen_stays_on_this_machine(quiet_room: Path, tmp_path: Path) -> None:
    terminal = Pseudo(tmp_path)
    try:
        terminal.see("No session yet")
        terminal.type(b"n")
        terminal.see("Which agenda?")
        terminal.type(b"2")
        terminal.see("Session ›")
        terminal.type(b"Strategy 2027\r")
        terminal.see("✓ Session saved")
        terminal.type(b"\x05")  # Ctrl+E exports
        terminal.see("Enter writes the file")
        terminal.type(b"\r")
        terminal.see("✓ Written")
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.wait_ended()
    finally:
        terminal.end()
    assert not quiet_room.exists(), quiet_room.read_text()


def test_the_screen_of_the_room_stays_on_this_machine(quiet_room: Path, tmp_path: Path) -> None:
    run("demo", "--no-ui", "--db", "demo.db", where=tmp_path)
    terminal = Pseudo(tmp_path, "show", "1", "--screen", "--db", "demo.db")
    try:
        terminal.see("Taveon Lighting")
        terminal.type(b"q")
        terminal.wait_ended()
    finally:
        terminal.end()
    assert not quiet_room.exists(), quiet_room.read_text()
