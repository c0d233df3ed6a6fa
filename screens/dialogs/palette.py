"""Every command by name: type a few letters, Enter carries it out."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from screens.commands import Command, commands_of
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList


def commands_here(screen: Screen[object]) -> list[Command]:
    """The commands that mean something on this screen, those nearest to the hand first."""
    if screen.query("HomeScreen #sessions") or type(screen).__name__ == "HomeScreen":
        return [*commands_of("home"), *commands_of("app")]
    body = getattr(screen, "body", None)
    if body is None:
        return commands_of("app")
    own = [
        each
        for each in commands_of("list", body.stage.kind)
        if hasattr(body, each.handler) and body.check_action("do", (each.id,))
    ]
    return [*own, *commands_of("stage"), *commands_of("app")]


class PaletteDialog(ModalScreen[str]):
    """Returns the id of the command to carry out, empty when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="palette.leave"),
        Binding("down", "move(1)", "Down", priority=True, id="palette.down"),
        Binding("up", "move(-1)", "Up", priority=True, id="palette.up"),
        Binding("pagedown", "page(1)", "Page down", priority=True, id="palette.page_down"),
        Binding("pageup", "page(-1)", "Page up", priority=True, id="palette.page_up"),
        Binding("enter", "choose", "Do it", priority=True, id="palette.choose"),
    ]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = [each for each in commands if each.id != "palette"]

    def compose(self) -> ComposeResult:
        """A line to search with, the commands."""
        with Vertical(classes="dialog -tall"):
            yield CaptureLine(placeholder="type a few letters of a command")
            yield ItemList(placeholder="No command has these letters.")

    def on_mount(self) -> None:
        """Start with all of them."""
        self._show("")
        self.query_one(CaptureLine).focus()

    def on_input_changed(self, event: CaptureLine.Changed) -> None:
        """Show what fits."""
        self._show(event.value)

    def _show(self, words: str) -> None:
        parts = words.casefold().split()
        fitting = [
            each
            for each in self._commands
            if all(part in f"{each.title} {each.help}".casefold() for part in parts)
        ]
        fitting.sort(key=lambda each: bool(parts) and not _begins(each, parts[0]))
        items = [
            Item(each.id, each.title, right=each.key_label, detail=each.help) for each in fitting
        ]
        listing = self.query_one(ItemList)
        listing.set_items(items)
        if items:
            listing.move_to(items[0].key)

    def action_move(self, steps: int) -> None:
        """Arrow keys move in the list while letters go to the line."""
        listing = self.query_one(ItemList)
        listing.action_cursor_down() if steps > 0 else listing.action_cursor_up()

    def action_page(self, direction: int) -> None:
        """A page at a time."""
        listing = self.query_one(ItemList)
        listing.action_page_down() if direction > 0 else listing.action_page_up()

    def action_choose(self) -> None:
        """Carry out the command under the cursor."""
        item = self.query_one(ItemList).current
        if item is not None:
            self.dismiss(item.key)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """A double click."""
        self.dismiss(event.item.key)

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss("")


def _begins(each: Command, part: str) -> bool:
    return any(word.startswith(part) for word in each.title.casefold().split())
