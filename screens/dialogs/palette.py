"""Every command by name: type a few letters, Enter carries it out."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from screens.commands import Command, commands_of
from screens.dialogs.searching import SearchDialog, has_all
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


class PaletteDialog(SearchDialog[str]):
    """Returns the id of the command to carry out, empty when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="palette.leave"),
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

    def found(self, parts: Sequence[str]) -> list[Item]:
        """The commands with all of the words; those whose title begins a word so come first."""
        fitting = [each for each in self._commands if has_all(f"{each.title} {each.help}", parts)]
        fitting.sort(key=lambda each: bool(parts) and not _begins(each, parts[0]))
        return [
            Item(each.id, each.title, right=each.key_label, detail=each.help) for each in fitting
        ]

    def action_choose(self) -> None:
        """Carry out the command under the cursor."""
        item = self.listing.current
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
