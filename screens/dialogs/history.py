"""Who changed what, when, in which stage: newest first, found by typing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.store.entry import Entry, Kind
from screens.desk import Desk
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList


class HistoryDialog(ModalScreen[None]):
    """The journal of this session; typed words narrow it down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9", "leave", "Back", priority=True, id="history.leave"),
        Binding("down", "move(1)", "Down", priority=True, id="history.down"),
        Binding("up", "move(-1)", "Up", priority=True, id="history.up"),
        Binding("pagedown", "page(1)", "Page down", priority=True, id="history.page_down"),
        Binding("pageup", "page(-1)", "Page up", priority=True, id="history.page_up"),
    ]

    def __init__(self, desk: Desk, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._titles = {stage.key: stage.title for stage in desk.state.stages}
        self._items = [_item(entry, self._titles) for entry in reversed(entries)]

    def compose(self) -> ComposeResult:
        """A line to search with, the entries."""
        with Vertical(classes="dialog -tall"):
            yield Static("History", id="history-title", classes="dialog--question")
            yield CaptureLine(placeholder="type what, who or which stage to find it")
            yield ItemList(placeholder="Nothing in the history has these words.")
            yield Static(
                "Esc goes back · Ctrl+Z in the stage takes the last one back",
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Everything, newest first."""
        self._show("")
        self.query_one(CaptureLine).focus()

    def on_input_changed(self, event: CaptureLine.Changed) -> None:
        """Show what fits."""
        self._show(event.value)

    def _show(self, words: str) -> None:
        parts = words.casefold().split()
        fitting = [
            item
            for item in self._items
            if all(part in f"{item.ref} {item.text} {item.right}".casefold() for part in parts)
        ]
        listing = self.query_one(ItemList)
        listing.set_items(fitting)
        listing.action_cursor_first()
        found = f"{len(fitting)} of {len(self._items)}" if parts else str(len(self._items))
        self.query_one("#history-title", Static).update(f"History · {found} entries, newest first")

    def action_move(self, steps: int) -> None:
        """Arrow keys scroll while letters search."""
        listing = self.query_one(ItemList)
        listing.action_cursor_down() if steps > 0 else listing.action_cursor_up()

    def action_page(self, direction: int) -> None:
        """A page at a time."""
        listing = self.query_one(ItemList)
        listing.action_page_down() if direction > 0 else listing.action_page_up()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _item(entry: Entry, titles: Mapping[str, str]) -> Item:
    at = datetime.fromisoformat(entry.at).astimezone()
    where = titles.get(entry.stage_key, entry.stage_key)
    undone = entry.state != "done"
    text = f"{entry.label} (taken back)" if undone else entry.label
    quiet = undone or entry.kind is Kind.MARK
    right = " · ".join(filter(None, (entry.who, where)))
    return Item(entry.id, text, f"{at:%d %b %H:%M}", right=right, tone="muted" if quiet else "")
