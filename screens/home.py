"""The first screen: the sessions, changed last first, with the plans made from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from facilitator.store.glance import Summary
from facilitator.words.language import _
from screens.commands import bindings, command, commands_of
from screens.home_list import Fold, Tree, home_items
from screens.widgets.itemlist import ItemList

if TYPE_CHECKING:
    from facilitator.store.due import DueCount


class HomeScreen(Screen[None]):
    """Lists sessions; what is to be done with one is posted as a message."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands_of("app"), priority=True),
        *bindings(each for each in commands_of("home") if each.id != "home.open"),
    ]

    @dataclass
    class Asked(Message):
        """A command on a session (or on none: creating one)."""

        command: str
        workshop_id: str

    def __init__(self, summaries: Sequence[Summary], problem: str = "") -> None:
        super().__init__()
        self._summaries = list(summaries)
        self._problem = problem
        self._with_archived = False
        self._fold = Fold()
        self._due: Mapping[str, DueCount] = {}

    def compose(self) -> ComposeResult:
        """Title, sessions, one sentence, keys."""
        yield Static("Facilitator", id="home-title")
        yield Static(
            _("From a sales audit to an action plan everyone in the room has agreed to."),
            id="home-purpose",
        )
        yield ItemList(
            [],
            placeholder=_("No session yet. Press n to create the first one."),
            id="sessions",
        )
        yield Static(self._problem, id="home-told", markup=False)
        yield Static(id="home-footer", markup=False)

    def on_mount(self) -> None:
        """Show the sessions."""
        self.set_summaries(self._summaries)
        self.query_one("#home-told").display = bool(self._problem)
        shown = [command("help"), *(each for each in commands_of("home") if each.footer)]
        parts = [
            Content.assemble((each.key_label, "bold $accent"), f" {each.called}") for each in shown
        ]
        self.query_one("#home-footer", Static).update(Content("  ").join(parts[:7]))
        self.query_one(ItemList).focus()

    def set_summaries(
        self, summaries: Sequence[Summary], due: "Mapping[str, DueCount] | None" = None
    ) -> None:
        """Show these sessions; deleted ones never, archived ones when asked for.

        `due` counts open actions by session; without it, the counts shown last stay.
        """
        self._summaries = list(summaries)
        self._due = self._due if due is None else due
        self.query_one(ItemList).set_items(home_items(self._shown, self._fold, self._due))

    @property
    def _shown(self) -> list[Summary]:
        return [
            each
            for each in self._summaries
            if not each.deleted and (self._with_archived or not each.archived)
        ]

    def stand_on(self, workshop_id: str) -> None:
        """Put the cursor on a session: the one just left is opened again with Enter."""
        for above in Tree(self._shown).path(workshop_id):
            self._fold.chosen[above] = True
        self.set_summaries(self._summaries)
        self.query_one(ItemList).move_to(workshop_id)

    def _unfold(self, open: bool) -> None:
        """Show the plans of the session under the cursor, or fold them, from one of them too."""
        item = self.query_one(ItemList).current
        if item is None:
            return
        tree, key = Tree(self._shown), item.key
        if not open and not (key in tree.plans and self._fold.is_open(key, len(tree.plans[key]))):
            key = (tree.path(key) or [key])[0]
        self._fold.chosen[key] = open
        self.set_summaries(self._summaries)
        self.query_one(ItemList).move_to(key)

    def tell(self, sentence: str) -> None:
        """Show a sentence below the list."""
        told = self.query_one("#home-told", Static)
        told.update(Content(sentence))
        told.display = bool(sentence)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Enter opens the session."""
        self.post_message(self.Asked("home.open", event.item.key))

    def action_do(self, id: str) -> None:
        """Pass the command on, with the session under the cursor."""
        if id in ("home.unfold", "home.fold"):
            self._unfold(id == "home.unfold")
            return
        if id == "home.archived":
            self._with_archived = not self._with_archived
            self.set_summaries(self._summaries)
            self.tell(_("Archived sessions are shown.") if self._with_archived else "")
            return
        item = self.query_one(ItemList).current
        self.post_message(self.Asked(id, item.key if item else ""))
