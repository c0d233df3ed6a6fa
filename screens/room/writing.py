"""How long the room writes in silence: minutes typed once, with what the agenda says as default."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import _, ngettext
from facilitator.workshop.silence import LONGEST


class MinutesDialog(ModalScreen[int]):
    """Digits replace the proposed minutes, Enter takes them; 0 when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f11", "leave", "Back", priority=True, id="minutes.leave"),
        Binding("enter", "take", "Begin", priority=True, id="minutes.take"),
    ]

    def __init__(self, question: str, proposed: int) -> None:
        super().__init__()
        self._question = question
        self._proposed = proposed
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The question, the minutes, how to go on."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog--question")
            yield Static(id="minutes", markup=False)
            yield Static(
                Content(_("Enter begins · digits change the minutes · Esc goes back")),
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Show what is proposed."""
        self._show()

    @property
    def minutes(self) -> int:
        """What Enter would take."""
        return int(self._typed) if self._typed else self._proposed

    def _show(self) -> None:
        count = self.minutes
        words = ngettext("{n} minute", "{n} minutes", count).format(n=count)
        self.query_one("#minutes", Static).update(Content.styled(words, "bold"))

    def on_key(self, event: events.Key) -> None:
        """Digits and Backspace; other keys do nothing here."""
        digit = event.character or ""
        if digit in "0123456789" and digit:
            typed = (self._typed + digit).lstrip("0")
            self._typed = typed if typed and int(typed) <= LONGEST else self._typed
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        else:
            return
        event.stop()
        self._show()

    def action_take(self) -> None:
        """These minutes."""
        self.dismiss(self.minutes)

    def action_leave(self) -> None:
        """None."""
        self.dismiss(0)
