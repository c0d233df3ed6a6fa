"""Who changed what, when, in which stage: newest first, found by typing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from facilitator.store.entry import Entry, Kind
from facilitator.words.days import say_moment
from facilitator.words.language import _, ngettext
from facilitator.workshop.restoring import removed
from screens.desk import Desk
from screens.dialogs.copied import CopyDialog
from screens.dialogs.searching import SearchDialog, has_all
from screens.history.entry import Asked
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList


class HistoryDialog(SearchDialog[Asked], CopyDialog[Asked]):
    """The journal of this session; typed words narrow it down. Returns what to do with an entry."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9", "leave", "Back", priority=True, id="history.leave"),
        Binding("enter", "ask('show')", "In full", priority=True, id="history.show"),
        Binding("ctrl+t", "ask('then')", "As it stood", priority=True, id="history.then"),
        Binding("ctrl+r", "ask('restore')", "Bring back", priority=True, id="history.restore"),
    ]

    told_at = "#history-told"

    def __init__(
        self, desk: Desk, entries: Sequence[Entry], words: str = "", seq: int = 0, told: str = ""
    ) -> None:
        """`words` narrow it down from the start, `seq` is the entry to stand on."""
        super().__init__()
        self.words = words
        self._seq, self._told = seq, told
        self._seqs = {entry.id: entry.seq for entry in entries}
        self._titles = {stage.key: stage.title for stage in desk.state.stages}
        self._items = [
            _item(entry, self._titles, is_gone=bool(removed(entry.changes, desk.state)))
            for entry in reversed(entries)
        ]

    def compose(self) -> ComposeResult:
        """A line to search with, the entries."""
        with Vertical(classes="dialog -tall"):
            yield Static(_("History"), id="history-title", classes="dialog--question")
            yield Static(self._told, id="history-told", markup=False)
            yield CaptureLine(placeholder=_("type what, who or which stage to find it"))
            yield ItemList(placeholder=_("Nothing in the history has these words."))
            yield Static(
                _(
                    "Enter shows it in full · ^T as it stood then · ^R brings back what was "
                    "deleted (✗) · Tab, then y copies · Esc goes back"
                ),
                classes="dialog--keys",
            )

    def found(self, parts: Sequence[str]) -> list[Item]:
        """The entries with all of the words, newest first."""
        return [
            item
            for item in self._items
            if has_all(f"{item.ref} {item.mark} {item.text} {item.right}", parts)
        ]

    def search(self, words: str) -> None:
        """Say how many entries fit, too."""
        super().search(words)
        number = len(self._items)
        title = ngettext(
            "History · {number} entry, newest first",
            "History · {number} entries, newest first",
            number,
        ).format(number=number)
        if words.split():
            title = ngettext(
                "History · {found} of {number} entry, newest first",
                "History · {found} of {number} entries, newest first",
                number,
            ).format(found=len(self.listing.items), number=number)
        self.query_one("#history-title", Static).update(title)

    def on_mount(self) -> None:
        """Go on where the list was left."""
        self.query_one("#history-told").display = bool(self._told)
        self.call_later(self._go_on)

    def _go_on(self) -> None:
        if self.words:
            self.query_one(CaptureLine).restore(self.words)
            self.search(self.words)
        for key, seq in self._seqs.items():
            if seq == self._seq:
                self.listing.move_to(key)

    def action_ask(self, what: str) -> None:
        """Leave for what is to be done with the entry under the cursor."""
        item = self.listing.current
        if item is not None:
            self.words = self.query_one(CaptureLine).value
            self.dismiss(Asked(what, self._seqs[item.key]))

    def on_item_list_chosen(self) -> None:
        """A double click."""
        self.action_ask("show")

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _item(entry: Entry, titles: Mapping[str, str], *, is_gone: bool) -> Item:
    at = datetime.fromisoformat(entry.at).astimezone()
    where = titles.get(entry.stage_key, entry.stage_key)
    undone = entry.state != "done"
    text = _("{label} (taken back)").format(label=entry.label) if undone else entry.label
    quiet = undone or entry.kind is Kind.MARK
    right = " · ".join(filter(None, (entry.who, where)))
    mark, tone = "✗" if is_gone else "", "muted" if quiet else ""
    return Item(entry.id, text, say_moment(at), mark=mark, right=right, tone=tone)
