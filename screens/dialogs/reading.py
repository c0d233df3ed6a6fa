"""Something to read: help, purpose of a stage, history."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import _
from screens.widgets.itemlist import Item, ItemList


class ReadingDialog(ModalScreen[None]):
    """Lines that scroll; any of Esc, Enter and q closes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1", "leave", "Back", priority=True, id="reading.leave"),
    ]

    def __init__(self, title: str, lines: Sequence[str | Item]) -> None:
        super().__init__()
        self._title = title
        self._items = [
            line if isinstance(line, Item) else Item(str(at), line) for at, line in enumerate(lines)
        ]

    def compose(self) -> ComposeResult:
        """Title, text, how to leave."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, markup=False, classes="dialog--question")
            yield ItemList(self._items, placeholder=_("Nothing yet."))
            yield Static(_("Esc goes back"), classes="dialog--keys")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(ItemList).focus()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
