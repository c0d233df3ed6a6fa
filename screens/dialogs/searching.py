"""A list that typed words narrow down: letters go to the line, arrows move in the list."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from screens.focus import hold_focus
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList

T = TypeVar("T")


class SearchDialog(ModalScreen[T]):
    """Composed by each kind of dialog, with one `CaptureLine` and one `ItemList`.

    How it is left is for the kind to say, because the answer is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", priority=True, id="search.down"),
        Binding("up", "move(-1)", "Up", priority=True, id="search.up"),
        Binding("pagedown", "page(1)", "Page down", priority=True, id="search.page_down"),
        Binding("pageup", "page(-1)", "Page up", priority=True, id="search.page_up"),
    ]

    def found(self, parts: Sequence[str]) -> list[Item]:
        """The items to show for the typed words, which are in small letters; none means all."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Start with everything."""
        self.search("")
        self.query_one(CaptureLine).focus()

    def watch_focused(self) -> None:
        """Letters always go to the line."""
        hold_focus(self)

    def on_input_changed(self, event: CaptureLine.Changed) -> None:
        """Show what fits."""
        self.search(event.value)

    def search(self, words: str) -> None:
        """Show what has all of the words, from its beginning."""
        self.listing.set_items(self.found(words.casefold().split()))
        self.listing.action_cursor_first()

    @property
    def listing(self) -> ItemList:
        """What was found."""
        return self.query_one(ItemList)

    def action_move(self, steps: int) -> None:
        """Arrow keys move in the list while letters go to the line."""
        self.listing.move_cursor(steps)

    def action_page(self, direction: int) -> None:
        """A page at a time."""
        self.listing.action_page_down() if direction > 0 else self.listing.action_page_up()


def has_all(text: str, parts: Sequence[str]) -> bool:
    """Whether each of the parts (in small letters) stands somewhere in the text."""
    folded = text.casefold()
    return all(part in folded for part in parts)
