"""A program in a terminal of its own (a pty of 120 x 40), and how long it takes to draw."""

import fcntl
import os
import pty
import struct
import sys
import termios
from collections.abc import Iterable, Mapping
from pathlib import Path
from select import select
from statistics import quantiles
from time import monotonic, perf_counter

ROOT = Path(__file__).resolve().parents[1]
BARE = str(Path(__file__).with_name("bare.py"))


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
