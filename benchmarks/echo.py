"""How long from a key to its echo, compared with a bare Textual Input in the same run.

Each app runs in a terminal of its own (a pty of 120 × 40). A key is written, and the time is
taken until the bytes that draw it arrive: decoder, bindings, layout, drawing and writing are all
in it, the terminal's own painting is not. Keys go to the apps in turn, in random order and
after pauses of random length, so that whatever else the machine does meets both. Judge by the
ratio.

    python benchmarks/echo.py [keys, 400 by default]
"""

import fcntl
import os
import pty
import string
import struct
import sys
import tempfile
import termios
from collections.abc import Iterable
from pathlib import Path
from random import Random
from select import select
from statistics import quantiles
from time import monotonic, perf_counter, sleep

HERE = Path(__file__).resolve()
ITEMS = 10_000
LINE = 40
"""Keys after which the line is emptied, so that it never scrolls."""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(HERE.parents[1])}
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


def measure(keys: int) -> None:
    """Print the table."""
    apps = {
        "bare Input": Terminal(str(HERE.with_name("bare.py"))),
        f"line beside {ITEMS:,} items": Terminal(str(HERE), "--app"),
    }
    for terminal in apps.values():
        terminal.seconds_until(b"eady")  # the cursor stands on the first letter
        terminal.settle(0.3)
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
    entered: list[float] = []
    ours = apps[f"line beside {ITEMS:,} items"]
    for number in range(max(1, keys // 8)):
        os.write(ours.fd, b"\x15")
        ours.settle()
        text = f"said{number:04d}z"
        ours.seconds_until(text.encode(), text.encode())
        ours.settle()
        entered.append(ours.seconds_until(f"N{number} ".encode(), b"\r"))
    for terminal in apps.values():
        terminal.end()
    report(echoes, entered)


def report(echoes: dict[str, list[float]], entered: Iterable[float]) -> None:
    """Medians and 95th percentiles in milliseconds, and their ratio to the first app."""
    first50, first95 = percentiles(next(iter(echoes.values())))
    print(f"{'key to echo':<32}{'p50 ms':>8}{'p95 ms':>8}{'x p50':>8}{'x p95':>8}")
    for name, times in echoes.items():
        p50, p95 = percentiles(times)
        print(f"{name:<32}{p50:8.2f}{p95:8.2f}{p50 / first50:8.2f}{p95 / first95:8.2f}")
    p50, p95 = percentiles(entered)
    print(f"{'Enter to the item on screen':<32}{p50:8.2f}{p95:8.2f}")


def percentiles(times: Iterable[float]) -> tuple[float, float]:
    cuts = quantiles((time * 1000 for time in times), n=20, method="inclusive")
    return cuts[9], cuts[18]


def run_app() -> None:
    """The app that is measured: everything the guard adds, a long list, the line."""
    from textual.app import ComposeResult

    from screens.guard import GuardedApp
    from screens.widgets.capture import CaptureLine
    from screens.widgets.itemlist import Item, ItemList

    class Measured(GuardedApp[None]):
        said = 0

        def compose(self) -> ComposeResult:
            text = "A card as long as cards are, so that it takes a second line now and then. "
            items = [Item(str(n), text * (1 + n % 3), ref=f"S{n}") for n in range(ITEMS)]
            yield ItemList(items)
            yield CaptureLine(placeholder="ready")

        def on_mount(self) -> None:
            self.query_one(CaptureLine).focus()

        def on_capture_line_captured(self, message: CaptureLine.Captured) -> None:
            key = f"N{self.said}"
            self.said += 1
            self.query_one(ItemList).append_item(Item(key, message.text, ref=key))
            message.line.accept()

    with tempfile.TemporaryDirectory() as reports:
        Measured(Path(reports)).run()


if __name__ == "__main__":
    if sys.argv[1:] == ["--app"]:
        run_app()
    else:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
