"""What one tab of a stage is: a form, a ledger or a sheet of figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip

from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.state import State
from screens.desk import Desk
from screens.stages.body import Body, Target
from screens.widgets.itemlist import Item, ItemList
from screens.widgets.rows import NO_SIGN, SIGN


def typing_in(title: str, desk: Desk) -> str:
    """The title of the pane that typed words go to; for the room it is a pane like any other."""
    return title if desk.for_room else f"{title}  {_('← typing here')}"


@dataclass(frozen=True, slots=True)
class Tab:
    """A page and, for forms that are filled several times, which filling of it."""

    page: str
    subject: str
    title: str
    done: bool = False

    @property
    def key(self) -> str:
        """Tells tabs apart; names the tab in drafts."""
        return f"{self.page}/{self.subject}"


class Page(Vertical):
    """One tab of a stage; says what typing means here, as a body does for a whole stage."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(classes="page")
        self.desk = desk
        self.key = key
        self.subject = ""

    @property
    def state(self) -> State:
        """The workshop as last committed."""
        return self.desk.state

    def tabs(self) -> list[Tab]:
        """The tabs this page is shown under."""
        raise NotImplementedError

    def family(self) -> str:
        """What its tabs have in common; stands before their titles where other pages are beside."""
        return ""

    def show(self) -> None:
        """Bring everything up to the state."""
        raise NotImplementedError

    def place(self) -> str:
        """What words typed now are for."""
        return "add"

    def label(self) -> str:
        """The same for the eyes."""
        raise NotImplementedError

    def placeholder(self) -> str:
        """What the empty line says."""
        raise NotImplementedError

    def words(self) -> str:
        """What the line begins with."""
        return ""

    async def save(self, lines: Sequence[str]) -> str:
        """Save what was typed; returns what the moderator is told. Raises `Refused`."""
        raise NotImplementedError

    def target(self, place: str) -> Target | None:
        """Something that can be edited in the line."""
        return None

    def lists(self) -> list[ItemList]:
        """The lists that can have the focus, in the order of Tab."""
        raise NotImplementedError

    def main(self) -> ItemList:
        """The list that typing and commands are about."""
        return self.lists()[0]

    def move(self, steps: int) -> None:
        """Up or down while the line keeps the focus."""
        self.main().move_cursor(steps)

    def step(self, steps: int) -> bool:
        """Tab in the line; False when there is nothing more on this page."""
        return False

    def wrap(self, steps: int) -> bool:
        """Tab behind the last place: begin again; False when there is nothing to begin."""
        return False

    def back(self) -> bool:
        """Esc in the list; False when there is nothing to go back to."""
        return False

    def go_to(self, where: str) -> bool:
        """Show a row or a field; False when it is not on this page."""
        return False

    def come_back(self, place: str) -> None:
        """Stand where `place` was typed, after a restart."""
        self.go_to(place)

    def adopt(self, subject: str) -> None:
        """Take up a filling that was begun and has no answer yet."""

    def mark_here(self, here: bool) -> None:
        """Show whether typing goes to this page."""
        self.set_class(here, "-here")

    def turned(self) -> None:
        """Say that words typed now go to another place."""
        self.post_message(Body.TypingMoved())

    def row_key(self) -> str:
        """The id of the row that keys act on; empty when there is none."""
        item = self.main().current
        return item.key if item else ""

    # -- commands; a page takes those it has a meaning for ------------------------------------

    def edit(self) -> None:
        """Enter or e on an item."""
        self.post_message(Body.LineAsked())

    async def delete(self) -> None:
        """Delete the item under the cursor."""
        raise Refused(_("There is nothing to delete here."))

    async def reorder(self, steps: int) -> None:
        """Move the item under the cursor."""
        raise Refused(_("These stand in a fixed order."))

    def begin(self) -> None:
        """Begin another filling."""
        raise Refused(_("Only a form can be filled in several times."))

    def reveal(self) -> None:
        """Show what is private, or hide it."""
        raise Refused(_("Nothing is private on this page."))

    def rename(self) -> None:
        """Give the filling another name."""
        raise Refused(_("Only the filling of a form has a name."))

    async def empty(self) -> None:
        """Take the whole filling back."""
        raise Refused(_("Only a form can be emptied as a whole."))


class FigureList(ItemList):
    """Computed figures: read, not acted on; without the cursor's sign until it has the focus."""

    def __init__(self) -> None:
        super().__init__(classes="pane computed")

    def on_focus(self) -> None:
        """Take the room there is."""
        self.add_class("-here")

    def on_blur(self) -> None:
        """Give it back."""
        self.remove_class("-here")

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        strip = super().render_line(y)
        if self.has_focus or not strip.text.startswith(SIGN):
            return strip
        blank = Strip([Segment(NO_SIGN, self.rich_style)])
        return Strip.join([blank, strip.crop(len(SIGN))])


class KeyedList(ItemList):
    """A list whose rows take single characters, before any command on the same key."""

    @dataclass
    class Keyed(Message):
        """A character for the item under the cursor."""

        item_list: "KeyedList"
        item: Item
        character: str

    def __init__(self, accepts: str = "", placeholder: str = "", classes: str = "") -> None:
        super().__init__(placeholder=placeholder, classes=classes)
        self.accepts = accepts

    def on_key(self, event: events.Key) -> None:
        """Take the character."""
        item = self.current
        if event.character and event.character in self.accepts and item is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.Keyed(self, item, event.character))
