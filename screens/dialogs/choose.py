"""Choose one of a few things."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import _
from screens.dialogs.asking import app_of
from screens.widgets.itemlist import Item, ItemList

AROUND = 9
"""Rows a dialog takes besides its list, with room for a question of several lines."""


class ChooseDialog(ModalScreen[str]):
    """Returns the key of what was chosen, empty when the dialog was left with Esc.

    A list that would be cut off scrolls.
    """

    DEFAULT_CSS = """
    ChooseDialog .dialog--question { max-height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="dialog.leave"),
    ]

    def __init__(
        self, question: str, choices: Sequence[tuple[str, str]], current: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._items = [
            Item(key, text, ref=str(number) if number < 10 else "")
            for number, (key, text) in enumerate(choices, 1)
        ]
        self._current = current

    def compose(self) -> ComposeResult:
        """The question, the choices, how to choose."""
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False, classes="dialog--question")
            yield ItemList(self._items)
            yield Static(_("Enter or a number chooses · Esc goes back"), classes="dialog--keys")

    def on_mount(self) -> None:
        """Stand on the present choice."""
        self._fit()
        listing = self.query_one(ItemList)
        listing.move_to(self._current)
        listing.focus()

    def on_resize(self) -> None:
        """How many rows a choice takes is known when it has its width."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        listing = self.query_one(ItemList)
        listing.styles.height = max(3, listing.rows_within(app_of(self).size.height - AROUND))

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Enter."""
        self.dismiss(event.item.key)

    def on_key(self, event: object) -> None:
        """A number chooses at once."""
        character = getattr(event, "character", None) or ""
        for item in self._items:
            if item.ref and item.ref == character:
                self.dismiss(item.key)
                return

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss("")
