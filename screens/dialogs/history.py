"""Who changed what, when, in which stage: newest first, found by typing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from facilitator.store.entry import Entry, Kind
from facilitator.words.language import _, ngettext
from screens.desk import Desk
from screens.dialogs.searching import SearchDialog, has_all
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList


class HistoryDialog(SearchDialog[None]):
    """The journal of this session; typed words narrow it down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9", "leave", "Back", priority=True, id="history.leave"),
    ]

    def __init__(self, desk: Desk, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._titles = {stage.key: stage.title for stage in desk.state.stages}
        self._items = [_item(entry, self._titles) for entry in reversed(entries)]

    def compose(self) -> ComposeResult:
        """A line to search with, the entries."""
        with Vertical(classes="dialog -tall"):
            yield Static(_("History"), id="history-title", classes="dialog--question")
            yield CaptureLine(placeholder=_("type what, who or which stage to find it"))
            yield ItemList(placeholder=_("Nothing in the history has these words."))
            yield Static(
                _("Esc goes back · Ctrl+Z in the stage takes the last one back"),
                classes="dialog--keys",
            )

    def found(self, parts: Sequence[str]) -> list[Item]:
        """The entries with all of the words, newest first."""
        return [
            item for item in self._items if has_all(f"{item.ref} {item.text} {item.right}", parts)
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

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _item(entry: Entry, titles: Mapping[str, str]) -> Item:
    at = datetime.fromisoformat(entry.at).astimezone()
    where = titles.get(entry.stage_key, entry.stage_key)
    undone = entry.state != "done"
    text = _("{label} (taken back)").format(label=entry.label) if undone else entry.label
    quiet = undone or entry.kind is Kind.MARK
    right = " · ".join(filter(None, (entry.who, where)))
    return Item(entry.id, text, f"{at:%d %b %H:%M}", right=right, tone="muted" if quiet else "")
