"""A small app which the tests run in a real terminal; arguments: a directory, a text to show."""

import signal
import sys
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget

from screens.guard import GuardedApp, run_guarded
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList

SECRET = "margin of 41 percent at Nordwind"


class Breaking(Widget):
    """Draws a line until it is told to fail."""

    DEFAULT_CSS = "Breaking { height: 1; }"
    is_broken = False

    def render_line(self, y: int) -> Strip:
        secret = SECRET
        if self.is_broken:
            raise ValueError(secret)
        return Strip([Segment("whole")])


class Specimen(GuardedApp[None]):
    raises_in_tests = False
    longest_ending = 2.0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "break_drawing", priority=True),
        Binding("f6", "fail", priority=True),
        Binding("f7", "spin", priority=True),
        Binding("f8", "spin_deaf", priority=True),
    ]

    def __init__(self, directory: Path, text: str) -> None:
        super().__init__(directory / "reports")
        self.directory = directory
        self.text = text

    def compose(self) -> ComposeResult:
        yield ItemList([Item("1", self.text)])
        yield Breaking()
        yield CaptureLine()

    def on_mount(self) -> None:
        line = self.query_one(CaptureLine)
        line.focus()
        draft = self.directory / "draft"
        if draft.exists():
            line.restore(draft.read_text())
        (self.directory / "ready").open("a").write("ready\n")

    async def before_leaving(self) -> None:
        (self.directory / "draft").write_text(self.query_one(CaptureLine).draft())

    def on_capture_line_captured(self, message: CaptureLine.Captured) -> None:
        (self.directory / "captured").write_text(message.text)
        message.line.accept()

    def action_break_drawing(self) -> None:
        widget = self.query_one(Breaking)
        widget.is_broken = True
        widget.refresh()

    def action_spin(self) -> None:
        """Never come back to the loop."""
        secret = SECRET
        (self.directory / "spinning").touch()
        while secret:
            pass

    def action_spin_deaf(self) -> None:
        """The same, and hear no window that is closed."""
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.action_spin()

    def action_fail(self) -> None:
        secret = SECRET
        raise ValueError(secret)


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    sys.exit(run_guarded(lambda: Specimen(directory, sys.argv[2])))
