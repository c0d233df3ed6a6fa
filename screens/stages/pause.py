"""A break: how long it still lasts, in large characters."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Digits, Static

from facilitator.words.language import _
from facilitator.workshop.stages import elapsed_seconds
from screens.commands import bindings, commands_of
from screens.stages.body import Body


class PauseBody(Body):
    """Counts down, then up; nothing to type (lines become parked items by their sign)."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "break"))
    can_focus = True

    DEFAULT_CSS = """
    PauseBody { align: center middle; }
    PauseBody Digits, PauseBody Static { width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """Minutes and seconds, and a word."""
        yield Digits(id="left")
        yield Static(id="word", markup=False)

    def on_mount(self) -> None:
        """Count."""
        self.set_interval(1, self.show)
        self.show()

    def show(self) -> None:
        """Time left, or time over with a plus before it."""
        if not self.is_mounted:
            return
        spent = elapsed_seconds(self.stage, self.desk.opened.clock.now())
        left = self.stage.minutes * 60 - spent
        minutes, seconds = divmod(abs(left), 60)
        sign = "+" if left < 0 else ""
        self.query_one("#left", Digits).update(f"{sign}{minutes:02}:{seconds:02}")
        word = _("over: ^N goes on") if left < 0 else self.stage.title
        self.query_one("#word", Static).update(word)

    def label(self) -> str:
        """What the line is good for now."""
        return _("Note")

    def placeholder(self) -> str:
        """Only signed lines have a place here."""
        return _("! decision · @name action by fri · ? parked item")

    def enter_list(self) -> None:
        """There is no list; the keys of the frame work anyway."""
        self.focus()
