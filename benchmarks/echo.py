"""How long from a key to its echo, compared with a bare Textual Input in the same run.

Each app runs in a terminal of its own (a pty of 120 × 40). A key is written, and the time is
taken until the bytes that draw it arrive: decoder, bindings, layout, drawing and writing are all
in it, the terminal's own painting is not. Keys go to the apps in turn, in random order and
after pauses of random length, so that whatever else the machine does meets both. Judge by the
ratio.

    python benchmarks/echo.py [keys, 400 by default]
"""

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from terminal import BARE, Terminal, percentiles, type_letters

HERE = Path(__file__).resolve()
ITEMS = 10_000


def measure(keys: int) -> None:
    """Print the table."""
    apps = {
        "bare Input": Terminal(BARE),
        f"line beside {ITEMS:,} items": Terminal(str(HERE), "--app"),
    }
    for terminal in apps.values():
        terminal.seconds_until(b"eady")  # the cursor stands on the first letter
        terminal.settle(0.3)
    echoes = type_letters(apps, keys)
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
