"""A program in a terminal of its own (a pty of 120 x 40), and how long it takes to draw."""

import fcntl
import os
import pty
import string
import struct
import sys
import termios
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from select import select
from statistics import quantiles
from time import monotonic, perf_counter, sleep

ROOT = Path(__file__).resolve().parents[1]
BARE = str(Path(__file__).with_name("bare.py"))
LINE = 40
"""Keys after which the line is emptied, so that it never scrolls."""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *arguments: str, extra: Mapping[str, str] | None = None) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        environment |= extra or {}
        self.began = perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [sys.executable, *arguments], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def seconds_until(self, expected: bytes, keys: bytes = b"") -> float:
        """Write the keys, and the time until these bytes have been drawn."""
        seen = b""
        start = perf_counter()
        os.write(self.fd, keys)
        while expected not in seen:
            if not select([self.fd], [], [], 5)[0] or perf_counter() - start > 20:
                raise TimeoutError(f"{expected!r} was not drawn: {seen[-400:]!r}")
            seen += os.read(self.fd, 65536)
        return perf_counter() - start

    def settle(self, quiet: float = 0.05) -> None:
        """Read until nothing has come for a while; a blinking cursor is quiet in between."""
        deadline = monotonic() + 5
        while select([self.fd], [], [], quiet)[0] and monotonic() < deadline:
            os.read(self.fd, 65536)

    def end(self) -> None:
        """Leave the app and wait for it."""
        os.write(self.fd, b"\x11")
        while select([self.fd], [], [], 5)[0]:
            try:
                if not os.read(self.fd, 65536):
                    break
            except OSError:  # the other side is closed
                break
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def percentiles(times: Iterable[float]) -> tuple[float, float]:
    """Median and 95th percentile of seconds, in milliseconds."""
    cuts = quantiles((time * 1000 for time in times), n=20, method="inclusive")
    return cuts[9], cuts[18]


def type_letters(apps: dict[str, Terminal], keys: int) -> dict[str, list[float]]:
    """Seconds from each key to its echo by app; keys go to all in turn, in random order."""
    echoes: dict[str, list[float]] = {name: [] for name in apps}
    typed, chance = "", Random(1)
    for number in range(keys):
        if number % LINE == 0:
            typed = "zqx"  # three letters tell an echo from the codes of the terminal
            for terminal in apps.values():
                os.write(terminal.fd, b"\x15")
                terminal.settle()
                terminal.seconds_until(typed.encode(), typed.encode())
                terminal.settle()
        letter = string.ascii_letters[number % len(string.ascii_letters)]
        typed += letter
        for name, terminal in chance.sample(list(apps.items()), len(apps)):
            # Nobody types in step with the 60 frames a second of the framework.
            sleep(chance.uniform(0.02, 0.06))
            echoes[name].append(terminal.seconds_until(typed[-3:].encode(), letter.encode()))
    return echoes
