"""The installed command in a pseudo-terminal: bytes in, and its screen as a person would see it."""

import fcntl
import os
import pty
import re
import signal
import struct
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from select import select
from time import monotonic

from rich.cells import cell_len

from tests.e2e.terminal import PROGRAM

ROWS, COLUMNS = 24, 80
PATIENCE = 60.0
"""Seconds anything may take on a busy machine; passing tests never wait so long."""

LEFT_ALTERNATE_SCREEN = b"\x1b[?1049l"

_PIECE = re.compile(
    r"\x1b\[([0-9;?<>=]*)[ -/]*([@-~])|\x1b[\]P^_].*?(?:\x07|\x1b\\)|\x1b.|[\r\n\x08]"
    r"|[^\x1b\r\n\x08]+",
    re.DOTALL,
)


class Glass:
    """What a terminal shows of the bytes it is sent: as much of one as our screens need."""

    def __init__(self) -> None:
        self.rows = [[" "] * COLUMNS for _unused in range(ROWS)]
        self._x = self._y = 0
        self._rest = b""

    def take(self, data: bytes) -> None:
        """Draw; a sequence that is cut in two waits for its other half."""
        data = self._rest + data
        cut = data.rfind(b"\x1b")
        whole = cut < 0 or re.match(rb"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|[^\[])", data[cut:])
        cut = len(data) if whole else cut
        while cut and cut == len(data) and (data[-1] & 0x80) and not _is_text(data[:cut]):
            cut -= 1
            if _is_text(data[:cut]):
                break
            if len(data) - cut > 3:
                cut = len(data)
                break
        data, self._rest = data[:cut], data[cut:]
        for piece in _PIECE.finditer(data.decode("utf-8", "replace")):
            self._draw(piece)

    def _draw(self, piece: re.Match[str]) -> None:
        text, command = piece.group(0), piece.group(2)
        if command:
            self._move(piece.group(1), command)
        elif text == "\r":
            self._x = 0
        elif text == "\n":
            self._y = min(ROWS - 1, self._y + 1)
        elif not text.startswith("\x1b"):
            for character in text:
                width = cell_len(character)
                if width and self._y < ROWS and self._x < COLUMNS:
                    self.rows[self._y][self._x] = character
                    for after in range(self._x + 1, min(COLUMNS, self._x + width)):
                        self.rows[self._y][after] = ""
                self._x += width

    def _move(self, numbers: str, command: str) -> None:
        if command in "Hf":
            parts = [int(each or 1) for each in (numbers or "1;1").split(";")]
            self._y, self._x = min(ROWS, parts[0]) - 1, (parts[1] if parts[1:] else 1) - 1
        elif command == "C":
            self._x += int(numbers or 1)
        elif command == "J" and numbers in ("2", "3"):
            self.rows = [[" "] * COLUMNS for _unused in range(ROWS)]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join("".join(row).rstrip() for row in self.rows)

    @property
    def line(self) -> str:
        """The line that is typed into, behind its label."""
        return "".join(self.rows[ROWS - 2]).partition("› ")[2].rstrip()


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.end < len(data)
    return True


class Pseudo:
    """One run of the installed command; everything below `home` is its own."""

    def __init__(self, home: Path, *words: str, program: list[str] | None = None) -> None:
        arguments = [*(program or [str(PROGRAM)]), *words]
        kept = ("FACILITATOR_", "XDG_", "TMUX", "NO_COLOR")
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(kept)
        }
        environment |= {
            "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
            "COLUMNS": str(COLUMNS), "LINES": str(ROWS),
        }  # fmt: skip
        self.glass = Glass()
        self.output = b""
        self.status: int | None = None
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.pid = os.fork()
        if self.pid == 0:
            with suppress(BaseException):
                os.close(master)
                os.login_tty(slave) if hasattr(os, "login_tty") else _login(slave)
                os.chdir(home)
                os.execve(arguments[0], arguments, environment)
            os._exit(127)
        self.fd = master
        self.slave = slave
        """Kept open, so that the settings of the terminal can be read when the program is gone."""

    def type(self, keys: bytes) -> None:
        """Send bytes as a keyboard does, reading what comes back when the terminal is full."""
        while keys:
            readable, writable, _none = select([self.fd], [self.fd], [], PATIENCE)
            if readable:
                self.read(0)
            elif writable:
                keys = keys[os.write(self.fd, keys[:512]) :]
            else:
                raise AssertionError("the terminal takes nothing any more")

    def read(self, within: float = 0.02) -> None:
        """Take in what is on its way, waiting at most so many seconds."""
        if self.fd >= 0 and select([self.fd], [], [], within)[0]:
            with suppress(OSError):
                data = os.read(self.fd, 65536)
                self.output += data
                self.glass.take(data)

    def see(self, *words: str) -> None:
        """Wait until all of these are on the screen."""
        self.wait(lambda: all(each in self.glass.text for each in words), str(words))

    def wait(self, condition: Callable[[], object], what: str = "") -> None:
        """Take in the screen until the condition holds; fails when the program ends before."""
        deadline = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < deadline, f"{what} not in\n{self.glass.text}"
            self.read()
            assert not self.ended or condition(), f"ended ({self.status})\n{self.glass.text}"

    @property
    def ended(self) -> bool:
        """Whether the program is gone."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait_ended(self) -> None:
        """Wait for the end, taking in what is still said."""
        deadline = monotonic() + PATIENCE
        while not self.ended:
            assert monotonic() < deadline, "the program does not end"
            self.read()
        while self.fd >= 0 and select([self.fd], [], [], 0)[0]:
            before = len(self.output)
            self.read(0)
            if len(self.output) == before:
                break

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as it was: its settings, and no alternate screen."""
        now = termios.tcgetattr(self.slave)
        return now == self.before and self.output.rstrip().rfind(LEFT_ALTERNATE_SCREEN) > (
            self.output.rfind(b"\x1b[?1049h")
        )

    def close_window(self) -> None:
        """Close the terminal itself."""
        for each in (self.slave, self.fd):
            if each >= 0:
                os.close(each)
        self.fd = self.slave = -1

    def end(self) -> None:
        """End whatever is still there."""
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            self.wait_ended() if self.fd >= 0 else os.waitpid(self.pid, 0)
        self.close_window()


def _login(slave: int) -> None:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for each in (0, 1, 2):
        os.dup2(slave, each)
    if slave > 2:
        os.close(slave)
