"""No command reaches for the network that was not asked to: listened to below every program."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.formats import FORMATS
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


def test_demo_export_audit_and_report_stay_on_this_machine(
    quiet_room: Path, tmp_path: Path
) -> None:
    database = str(tmp_path / "demo.db")
    reference = run("demo", "--no-ui", "--db", database, where=tmp_path).strip()
    for each in FORMATS:
        out = str(tmp_path / f"plan.{each}")
        run("export", reference, "--db", database, "--out", out, where=tmp_path)
    run("show", reference, "--json", "--db", database, where=tmp_path)
    sales = tmp_path / "sales.csv"
    rows = [f"2026-{1 + at % 12:02}-03,Customer {at % 7},Lamp,{at * 13},5" for at in range(60)]
    sales.write_text("Date,Customer,Product,Amount,Quantity\n" + "\n".join(rows), "utf-8")
    run("audit", str(sales), where=tmp_path)
    run("--help", where=tmp_path)
    run("--version", where=tmp_path)
    assert not quiet_room.exists(), quiet_room.read_text()


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
