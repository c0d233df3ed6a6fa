"""One line to type, with a sentence when it is not understood."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from screens.widgets.capture import CaptureLine


class WordingDialog(ModalScreen[str]):
    """Returns the words once `check` takes them, empty when the dialog was left with Esc.

    `check` raises `Refused`; its sentence is shown and the words stay in the line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="wording.leave"),
        Binding("enter", "keep", "Take it", priority=True, id="wording.keep"),
    ]

    def __init__(self, question: str, words: str, check: Callable[[str], object]) -> None:
        super().__init__()
        self._question = question
        self._words = words
        self._check = check

    def compose(self) -> ComposeResult:
        """The question, the line, what is wrong with it."""
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False, classes="dialog--question")
            yield CaptureLine()
            yield Static(id="wrong", markup=False)
            yield Static(_("Enter takes it · Esc goes back"), classes="dialog--keys")

    def on_mount(self) -> None:
        """Begin with what is proposed."""
        line = self.query_one(CaptureLine)
        line.value = self._words
        line.focus()

    def action_keep(self) -> None:
        """Take the words, or say what is wrong with them."""
        words = self.query_one(CaptureLine).value
        try:
            self._check(words)
        except Refused as refused:
            self.query_one("#wrong", Static).update(Content(refused.sentence))
            return
        self.dismiss(words)

    def action_leave(self) -> None:
        """Take nothing."""
        self.dismiss("")
