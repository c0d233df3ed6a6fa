"""The two-minute tour: six pages, left at any point."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import N_, _

PAGES: tuple[tuple[str, str], ...] = (
    (
        N_("One line for everything"),
        N_(
            "Whatever the room says is typed into the line at the bottom. Enter saves it and the "
            "line "
            "is ready for the next. There is no save command: a ✓ means it is on disk, twice."
        ),
    ),
    (
        N_("The line and the list"),
        N_(
            "Tab goes to the next section, Esc to the list above. In a list, letters act: e edits, "
            "d deletes, m merges, v votes, u takes back. a or i goes back to the line."
        ),
    ),
    (
        N_("From any stage"),
        N_(
            "Begin a line with ! for a decision, with @name for an action (@Anna call the ten "
            "largest "
            "clients by fri), with ? for the parking lot. Ctrl+L shows what has been captured."
        ),
    ),
    (
        N_("The agenda leads"),
        N_(
            "The rail shows where you are; the line above the typing asks the question for the "
            "room, "
            "F2 shows the next one. Ctrl+N goes on and first says what is still missing here."
        ),
    ),
    (
        N_("Nothing can go wrong"),
        N_(
            "Ctrl+Z takes back any change, in any stage, as far back as you like. Close the "
            "window, "
            "lose the power: facilitator open goes on at the same half-typed line."
        ),
    ),
    (
        N_("Agreed by name"),
        N_(
            "In the agreement stage each person shows 0 to 5 for each action and accepts the plan "
            "by "
            "name. Ctrl+E hands it out as Markdown. F1 helps wherever you are, Ctrl+P finds "
            "commands."
        ),
    ),
)


class TourDialog(ModalScreen[None]):
    """Pages of a title and a few sentences; Enter goes on, Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right,f2", "turn(1)", "Next", priority=True, id="tour.next"),
        Binding("left", "turn(-1)", "Back", priority=True, id="tour.back"),
        Binding("escape,q", "leave", "Leave", priority=True, id="tour.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = 0

    def compose(self) -> ComposeResult:
        """Title, text, where we are."""
        with Vertical(classes="dialog"):
            yield Static(id="tour-title", markup=False, classes="dialog--question")
            yield Static(id="tour-text", markup=False)
            yield Static(id="tour-keys", markup=False, classes="dialog--keys")

    def on_mount(self) -> None:
        """Begin."""
        self._show()

    def _show(self) -> None:
        title, text = PAGES[self._page]
        last = self._page == len(PAGES) - 1
        self.query_one("#tour-title", Static).update(Content(_(title)))
        self.query_one("#tour-text", Static).update(Content(f"\n{_(text)}\n"))
        keys = (
            _("{page} of {pages} · Enter ends the tour · ← back · Esc leaves")
            if last
            else _("{page} of {pages} · Enter goes on · ← back · Esc leaves")
        ).format(page=self._page + 1, pages=len(PAGES))
        self.query_one("#tour-keys", Static).update(Content(keys))

    def action_turn(self, pages: int) -> None:
        """The next page; behind the last one the tour is over."""
        self._page = max(0, self._page + pages)
        if self._page >= len(PAGES):
            self.dismiss(None)
        else:
            self._show()

    def action_leave(self) -> None:
        """Enough."""
        self.dismiss(None)
