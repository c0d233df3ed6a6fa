"""The installed command in a real terminal: keys go in through tmux, the screen comes back."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import monotonic, sleep

import pytest

from facilitator.cli import run

POLL = 0.05
PATIENCE = 90.0
"""Seconds a screen may take on a busy machine; passing tests never wait so long."""

PROGRAM = Path(sys.executable).with_name("facilitator")


def is_possible() -> bool:
    """Whether this machine has what these tests drive."""
    return shutil.which("tmux") is not None and PROGRAM.exists()


class Terminal:
    """A window of a tmux server of its own, 80 × 24 unless said otherwise."""

    def __init__(self, home: Path, columns: int = 80, rows: int = 24) -> None:
        self.home = home
        self.today = "2027-01-14"
        self.database = ""
        self.work = home / "work"
        self.work.mkdir(parents=True, exist_ok=True)
        self._socket = home / "tmux"
        self._size = (columns, rows)
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("FACILITATOR_", "XDG_", "TMUX", "NO_COLOR"))
        } | {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "LC_ALL": "C.UTF-8",
        }

    # -- the window --------------------------------------------------------------------------

    def start(self, *words: str) -> None:
        """Run `facilitator` with these words in a fresh window."""
        columns, rows = self._size
        self._tmux(
            "-f", os.devnull, "new-session", "-d", "-s", "room",
            "-x", str(columns), "-y", str(rows), "-c", str(self.work),
            str(PROGRAM), *words, "--today", self.today,
            ";", "set-option", "-g", "status", "off",
            ";", "set-option", "-g", "escape-time", "0",
            ";", "set-option", "-s", "exit-empty", "off",
        )  # fmt: skip

    def run(self, *words: str) -> str:
        """Run `facilitator` with these words beside the window; returns what it prints."""
        done = subprocess.run(
            [str(PROGRAM), *words, "--today", self.today],
            env=self._environment,
            cwd=self.work,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def run_here(self, *words: str) -> str:
        """`run`, within this process: two seconds of loading modules are saved."""
        said = StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
            for name, value in self._environment.items():
                patch.setenv(name, value)
            patch.delenv("FACILITATOR_DB", raising=False)
            patch.chdir(self.work)
            code = run([*words, "--today", self.today])
        assert code == 0, f"{words}: {said.getvalue()}"
        return said.getvalue()

    def close(self) -> None:
        """Close the window, as a click on its cross does: the program gets SIGHUP."""
        self._tmux("kill-session", "-t", "room")

    def end(self) -> None:
        """End whatever is still there."""
        self._run("kill-server")

    def kill(self) -> None:
        """Pull the program away without a word."""
        os.kill(self.pid, signal.SIGKILL)

    @property
    def pid(self) -> int:
        """The process in the window."""
        return int(self._tmux("display-message", "-p", "-t", "room", "#{pane_pid}"))

    @property
    def is_open(self) -> bool:
        """Whether the program still runs in the window."""
        return self._run("has-session", "-t", "room").returncode == 0

    def wait_closed(self) -> None:
        """Wait until the program has ended."""
        self.wait(lambda: not self.is_open)

    # -- keys in -----------------------------------------------------------------------------

    def keys(self, *names: str) -> None:
        """Press keys by their tmux names: Enter, Escape, Tab, C-n, F2."""
        self._tmux("send-keys", "-t", "room", *names)

    def type(self, words: str) -> None:
        """Type words as a keyboard sends them."""
        self._tmux("send-keys", "-t", "room", "-l", "--", words)

    def enter(self, words: str, *, seen: str) -> None:
        """Type words into the line, press Enter, and wait for what the room is told."""
        self.type(words)
        self.see(words[-16:])
        self.keys("Enter")
        self.see(seen)

    def escape(self, *seen: str) -> None:
        """Press Esc and wait for what follows: a key sent at once would make it another key."""
        self.keys("Escape")
        self.see(*seen)

    # -- the screen out ----------------------------------------------------------------------

    def screen(self) -> str:
        """What is on the screen now."""
        return self._tmux("capture-pane", "-p", "-t", "room")

    @property
    def line(self) -> str:
        """The line that is typed into: the one above the footer."""
        rows = self.screen().splitlines()
        return rows[-2].strip() if len(rows) > 1 else ""

    def see(self, *words: str) -> str:
        """Wait until all of these are on the screen; returns the screen."""
        seen = ""

        def all_there() -> bool:
            nonlocal seen
            seen = self.screen()
            return all(each in seen for each in words)

        self.wait(all_there, lambda: f"{words} not in\n{seen}")
        return seen

    def wait(
        self, condition: Callable[[], object], what: Callable[[], str] = lambda: "waited in vain"
    ) -> None:
        """Look again and again until the condition holds."""
        deadline = monotonic() + PATIENCE
        while not condition():
            assert monotonic() < deadline, what()
            sleep(POLL)

    # -- tmux --------------------------------------------------------------------------------

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["tmux", "-S", str(self._socket), *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def _tmux(self, *words: str) -> str:
        done = self._run(*words)
        assert done.returncode == 0, f"tmux {words[0]}: {done.stderr}"
        return done.stdout
