"""One entry of the history in full; arrows go to the entries beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.store.entry import Entry, Kind
from facilitator.words.days import say_date
from facilitator.words.language import N_, _
from facilitator.workshop.past import Past
from facilitator.workshop.restoring import removed
from facilitator.workshop.telling import told
from screens.desk import Desk
from screens.dialogs.copied import CopyDialog
from screens.stages.grid_dialog import Told
from screens.widgets.itemlist import Item, ItemList

KINDS = {
    Kind.DO: N_("done"),
    Kind.UNDO: N_("taken back"),
    Kind.REDO: N_("done again"),
    Kind.MARK: N_("noted"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done with an entry, by its number: "then" shows it, "restore" brings back."""

    what: str
    seq: int


class EntryDialog(CopyDialog[Asked]):
    """Returns what to do with an entry; None when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "leave", "Back", priority=True, id="entry.leave"),
        Binding("left", "step(-1)", "Before", priority=True, id="entry.before"),
        Binding("right", "step(1)", "After", priority=True, id="entry.after"),
        Binding("t", "ask('then')", "As it stood", id="entry.then"),
        Binding("r", "ask('restore')", "Bring back", id="entry.restore"),
    ]

    told_at = "#entry-told"

    def __init__(self, desk: Desk, entries: Sequence[Entry], at: int) -> None:
        super().__init__()
        self.desk = desk
        self._past = Past(desk.opened, entries, at)

    def compose(self) -> ComposeResult:
        """What happened, each value, the keys."""
        with Vertical(classes="dialog -tall"):
            yield Static(id="entry-title", markup=False, classes="dialog--question")
            yield Static(id="entry-when", markup=False)
            yield ItemList(placeholder=_("Nothing that is kept was changed by it."))
            yield Told(id="entry-told")
            yield Static(id="entry-keys", markup=False, classes="dialog--keys")

    def on_mount(self) -> None:
        """Show the entry."""
        self._show()
        self.query_one(ItemList).focus()

    def _show(self) -> None:
        entry, entries = self._past.entry, self._past.entries
        after = self._past.state
        self._past.go(self._past.at - 1)
        before = self._past.state
        self._past.go(entries.index(entry))
        self.query_one("#entry-title", Static).update(Content(entry.label))
        self.query_one("#entry-when", Static).update(
            Content(when(entry, len(entries), self._past.at + 1, self._stage_title(entry)))
        )
        items: list[Item] = []
        for at, each in enumerate(told(entry, before, after)):
            title = " ".join(filter(None, (each.kind, each.name)))
            items.append(Item(f"{at}", title, right=each.happened, tone="heading"))
            items += [Item(f"{at}.{row}", value) for row, value in enumerate(each.values)]
        self.query_one(ItemList).set_items(items)
        self.query_one(ItemList).action_cursor_first()
        keys = [_("← → entry before and after"), _("t as it stood then")]
        if removed(entry.changes, self.desk.state):
            keys.append(_("r brings back what was deleted"))
        self.query_one("#entry-keys", Static).update(
            Content(" · ".join([*keys, _("y copies"), _("Esc back")]))
        )

    def _stage_title(self, entry: Entry) -> str:
        found = (each.title for each in self._past.state.stages if each.key == entry.stage_key)
        return next(found, entry.stage_key)

    def action_step(self, steps: int) -> None:
        """The entry before or after."""
        if self._past.go(self._past.at + steps):
            self._show()

    def action_ask(self, what: str) -> None:
        """Leave for what is to be done."""
        self.dismiss(Asked(what, self._past.entry.seq))

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)


def when(entry: Entry, count: int, number: int, stage: str) -> str:
    """Who did it, when, in which stage, and its number."""
    at = datetime.fromisoformat(entry.at).astimezone()
    which = _("entry {number} of {count}").format(number=number, count=count)
    parts = (f"{say_date(at)} {at:%H:%M:%S}", entry.who, stage, _(KINDS[entry.kind]), which)
    return " · ".join(part for part in parts if part)
