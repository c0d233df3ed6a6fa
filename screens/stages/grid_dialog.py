"""A grid over the stage: every key is saved at once, u takes it back, Esc closes."""

from collections.abc import Awaitable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.store.store import NotSaved
from facilitator.workshop.edit import Refused
from screens.desk import Desk
from screens.dialogs.undoing import take_back
from screens.widgets.grid import Grid


class Told(Static):
    """A sentence about the last key; takes no room while there is nothing to say."""

    DEFAULT_CSS = """
    Told { height: auto; max-height: 2; color: $warning; display: none; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def say(self, sentence: str) -> None:
        """Show the sentence; an empty one takes the last one away."""
        self.update(Content(sentence))
        self.display = bool(sentence)


class GridDialog(ModalScreen[None]):
    """Composed by each kind of dialog, with one `Grid` and one `Told` among what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", priority=True, id="grid_dialog.leave"),
        Binding("u,ctrl+z", "undo", "Undo", priority=True, id="grid_dialog.undo"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def on_mount(self) -> None:
        """Show the grid; keys act on it."""
        self.show()
        self.grid.focus()
        self.begin()

    @property
    def grid(self) -> Grid:
        """What the keys fill in."""
        return self.query_one(Grid)

    def show(self) -> None:
        """Bring everything shown up to the state."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the cursor where the first key belongs; the first cell unless a dialog says more."""

    async def save(self, running: Awaitable[object]) -> bool:
        """Wait for the commands of a key and show what came of them; False when refused."""
        try:
            await running
        except (Refused, NotSaved) as refusal:
            self.tell(str(refusal))
            return False
        self.tell("")
        self.show()
        return True

    def tell(self, sentence: str) -> None:
        """Say something about the last key."""
        self.query_one(Told).say(sentence)

    async def action_undo(self) -> None:
        """Take back what the last key did."""
        self.tell(await take_back(self.desk))
        self.show()

    def action_leave(self) -> None:
        """Close; everything is saved already."""
        self.dismiss()
