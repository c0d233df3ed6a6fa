"""An app whose parts fail wherever they are asked to, and what its report has to hold."""

import stat
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button, Input

from screens.guard import GuardedApp

SECRET = "margin of 41 percent at Nordwind"


def fail() -> None:
    secret = SECRET
    raise ValueError(secret)


async def fail_later() -> None:
    fail()


class Poked(Message):
    pass


class Fragile(Widget, can_focus=True):
    """Fails in whatever place it is asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "fail"), Binding("g", "go_on")]
    DEFAULT_CSS = "Fragile { height: 1; }"
    depth: reactive[int] = reactive(0, init=False)
    slow_depth: reactive[int] = reactive(0, init=False)
    fails_when_drawn = False
    went_on = 0

    def render_line(self, y: int) -> Strip:
        if self.fails_when_drawn:
            fail()
        return Strip([Segment("drawn")])

    def action_fail(self) -> None:
        fail()

    def action_go_on(self) -> None:
        self.went_on += 1

    def watch_depth(self) -> None:
        fail()

    async def watch_slow_depth(self) -> None:
        fail()

    def on_poked(self) -> None:
        fail()

    def on_click(self) -> None:
        self.depth += 1

    def break_drawing(self) -> None:
        self.fails_when_drawn = True
        self.refresh()

    def sink(self) -> None:
        self.slow_depth += 1


class BrokenScreen(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Fragile()
        fail()


class Host(GuardedApp[None]):
    raises_in_tests = False

    def __init__(self, reports: Path) -> None:
        super().__init__(reports)
        self.fragile = Fragile()
        self.saved = 0

    def compose(self) -> ComposeResult:
        yield self.fragile
        yield Button("press", id="press")
        yield Input()

    def on_mount(self) -> None:
        self.fragile.focus()

    def on_button_pressed(self) -> None:
        fail()

    async def before_leaving(self) -> None:
        self.saved += 1

    def told(self) -> list[str]:
        return [notification.message for notification in self._notifications]


class Question(ModalScreen[str]):
    """Answered by any key, as often as it is pressed."""

    def on_key(self) -> None:
        self.dismiss("answered")


def the_report(app: Host) -> str:
    (path,) = app._reports.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text()
    assert SECRET not in text
    assert "builtins.ValueError" in text
    assert "in fail" in text
    return text
