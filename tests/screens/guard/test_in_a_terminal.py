"""The guard in a real terminal: bytes in, bytes out, signals, a window that is closed."""

import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from select import select
from time import monotonic

import pytest

from tests.screens.guard.specimen import SECRET

ROOT = Path(__file__).parents[3]
LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"
F7 = b"\x1b[18~"


class Terminal:
    """The specimen in a terminal of 80 × 24, and everything it has written."""

    def __init__(self, directory: Path, text: str = "shown") -> None:
        self.directory = directory
        self.output = b""
        self.status: int | None = None
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        program = str(Path(__file__).with_name("specimen.py"))
        arguments = [sys.executable, program, str(directory), text]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, arguments, environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def wait_until(self, condition: Callable[[], object], within: float = 15.0) -> None:
        deadline = monotonic() + within
        while not condition():
            assert monotonic() < deadline, (condition, self.output[-2000:])
            self.read()

    def read(self) -> None:
        if self.fd >= 0 and select([self.fd], [], [], 0.02)[0]:
            try:
                self.output += os.read(self.fd, 65536)
            except OSError:  # the other side is closed
                os.close(self.fd)
                self.fd = -1

    def starts(self) -> int:
        ready = self.directory / "ready"
        return len(ready.read_text().splitlines()) if ready.exists() else 0

    def wait_for_start(self, number: int = 1) -> None:
        self.wait_until(lambda: self.starts() >= number)
        seen = len(self.output)
        self.wait_until(lambda: b"whole" in self.output[max(0, seen - 4000) :])

    def type(self, keys: bytes) -> None:
        os.write(self.fd, keys)

    def type_text(self, text: str) -> None:
        """Type and wait until the echo of all of it has been drawn."""
        self.type(text.encode())
        self.wait_until(lambda: self.shows(text))

    def shows(self, text: str) -> bool:
        return text.encode() in self.output

    def ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def close_window(self) -> None:
        os.close(self.fd)
        self.fd = -1

    def captured(self) -> str:
        path = self.directory / "captured"
        return path.read_text() if path.exists() else ""

    def draft(self) -> str:
        path = self.directory / "draft"
        return path.read_text() if path.exists() else ""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    terminals: list[Terminal] = []

    def start(text: str = "shown") -> Terminal:
        terminals.append(Terminal(tmp_path, text))
        terminals[-1].wait_for_start()
        return terminals[-1]

    yield start
    for terminal in terminals:
        if not terminal.ended():
            os.kill(terminal.pid, signal.SIGKILL)
            os.waitpid(terminal.pid, 0)
        if terminal.fd >= 0:
            os.close(terminal.fd)


def test_invalid_bytes_become_a_sign_and_the_app_lives(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.type(b"caf\xe9 \xff\xfe ol")
    terminal.type(b"\xc3\xa9\r")
    terminal.wait_until(terminal.captured)
    assert terminal.captured() == "caf� �� olé"
    assert terminal.starts() == 1


def test_commands_in_a_text_never_reach_the_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start("a\x1b]52;c;UFdORUQ=\x07b \x9b31m c\u202ed\x7fe")
    terminal.wait_until(lambda: terminal.shows("a]52;c;UFdORUQ=b 31m cde"))
    for command in (b"\x1b]52", "\x9b".encode(), "\u202e".encode(), b"\x7f"):
        assert command not in terminal.output


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_keeps_the_draft_and_restores_the_terminal(
    start: Callable[..., Terminal], number: int
) -> None:
    terminal = start()
    terminal.type_text("half a sentence")
    os.kill(terminal.pid, number)
    terminal.wait_until(terminal.ended, within=5)
    terminal.read()
    assert terminal.status == 128 + number
    assert terminal.draft() == "half a sentence"
    assert LEFT_ALTERNATE_SCREEN in terminal.output


def test_a_closed_window_keeps_the_draft_and_leaves_no_process(
    start: Callable[..., Terminal],
) -> None:
    terminal = start()
    terminal.type_text("half a sentence")
    terminal.close_window()
    terminal.wait_until(terminal.ended, within=10)
    assert terminal.draft() == "half a sentence"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_one_that_never_comes_back_to_its_loop_ends_all_the_same(
    start: Callable[..., Terminal], number: int
) -> None:
    terminal = start()
    held = os.dup(terminal.fd)
    terminal.type(F7)
    terminal.wait_until((terminal.directory / "spinning").exists)
    os.kill(terminal.pid, number)
    terminal.wait_until(terminal.ended, within=10)
    terminal.wait_until(lambda: terminal.fd < 0)
    assert terminal.status == 128 + number
    last = terminal.output.rpartition(LEFT_ALTERNATE_SCREEN)[2].decode()
    assert "Everything that was saved is safe." in last and not terminal.shows(SECRET)
    assert termios.tcgetattr(held)[3] & termios.ICANON  # lines again, as a shell wants them
    os.close(held)
    (report,) = (terminal.directory / "reports").iterdir()
    assert "in action_spin" in report.read_text() and SECRET not in report.read_text()


@pytest.mark.parametrize("key", [F7, b"\x1b[19~"], ids=["told", "not told"])
def test_a_closed_window_ends_one_that_never_comes_back(
    start: Callable[..., Terminal], key: bytes
) -> None:
    terminal = start()
    terminal.type(key)
    terminal.wait_until((terminal.directory / "spinning").exists)
    terminal.close_window()
    terminal.wait_until(terminal.ended, within=10)
    assert terminal.status == 129


def test_a_fault_in_an_action_is_told_and_the_draft_goes_on(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.type(b"abc\x1b[17~")
    terminal.wait_until(lambda: terminal.shows("did not work"))
    terminal.type(b"def\r")
    terminal.wait_until(terminal.captured)
    assert terminal.captured() == "abcdef"
    assert terminal.starts() == 1
    assert not terminal.shows(SECRET)


def test_a_fault_in_drawing_starts_afresh_with_the_draft(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.type_text("half")
    broken_at = monotonic()
    terminal.type(b"\x1b[15~")
    terminal.wait_for_start(2)
    assert monotonic() - broken_at < 3  # promised 1 s on a quiet machine
    terminal.wait_until(lambda: terminal.shows("started afresh"))
    terminal.type(b"way\r")
    terminal.wait_until(terminal.captured)
    assert terminal.captured() == "halfway"
    assert not terminal.shows(SECRET)


def test_a_fault_that_comes_back_ends_in_a_plain_sentence(start: Callable[..., Terminal]) -> None:
    terminal = start()
    for number in range(2, 5):
        terminal.type(b"\x1b[15~")
        terminal.wait_for_start(number)
    terminal.type(b"\x1b[15~")
    terminal.wait_until(terminal.ended)
    terminal.wait_until(lambda: terminal.fd < 0)
    assert terminal.status == 1
    last = terminal.output.rpartition(LEFT_ALTERNATE_SCREEN)[2].decode()
    assert "Everything that was saved is safe." in last
    (report,) = {path for path in (terminal.directory / "reports").iterdir() if str(path) in last}
    assert "ValueError" in report.read_text()
    assert "Traceback" not in last
    assert not terminal.shows(SECRET)


def test_a_key_code_that_no_character_has_costs_nothing(
    start: Callable[..., Terminal],
) -> None:
    terminal = start()
    terminal.type_text("half")
    terminal.type(b"\x1b[99999999u")
    terminal.type(b"way\r")
    terminal.wait_until(terminal.captured)
    assert terminal.captured() == "halfway"
    assert terminal.starts() == 1
