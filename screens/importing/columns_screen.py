"""The screen on which columns get their roles: what is read, its columns, what will be done."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.importing.reading_line import ReadLine
from screens.importing.table import ColumnsTable

T = TypeVar("T")

SMALL = 22
"""Rows of a screen that is too small for more than one doubt."""


class ColumnsScreen(ModalScreen[T | None]):
    """Returns what was accepted, None when it was left with Esc.

    Composed once for files and for tables of servers; a line without words takes no room.
    """

    DEFAULT_CSS = """
    ColumnsScreen { align: left top; background: $background; }
    ColumnsScreen > Vertical { width: 1fr; height: 1fr; padding: 0 1; }
    ColumnsScreen .line { height: auto; }
    ColumnsScreen #map-title { text-style: bold; max-height: 2; }
    ColumnsScreen #map-doubts { color: $warning; max-height: 4; }
    ColumnsScreen.-small #map-doubts {
        max-height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    ColumnsScreen #map-column { max-height: 4; }
    ColumnsScreen.-small #map-column { max-height: 2; }
    ColumnsScreen #map-told { color: $error; max-height: 3; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="map.leave"),
        Binding("r", "read", "Read", id="map.read"),
        Binding("e", "role", "Role", id="map.role"),
        Binding("tab,shift+tab", "other", "Read line", id="map.other"),
    ]

    def compose(self) -> ComposeResult:
        """What it is, its columns, what is to be done."""
        with Vertical():
            yield Static(id="map-title", markup=False, classes="line")
            yield Static(id="map-facts", markup=False, classes="line")
            yield Static(id="map-doubts", markup=False, classes="line")
            yield ColumnsTable(id="map-table")
            yield Static(id="map-column", markup=False, classes="line")
            yield Static(id="map-told", markup=False, classes="line")
            yield ReadLine(id="map-read", markup=False)
            yield Static(id="map-keys", markup=False, classes="line dialog--keys")

    @property
    def table(self) -> ColumnsTable:
        """The columns."""
        return self.query_one(ColumnsTable)

    def _say(self, selector: str, text: str) -> None:
        told = self.query_one(selector, Static)
        told.update(Content(text))
        told.display = bool(text)

    def _tell(self, sentence: str) -> None:
        self._say("#map-told", sentence)

    def on_resize(self) -> None:
        """Say less where there is less room."""
        self.set_class(self.size.height < SMALL, "-small")

    def on_columns_table_chosen(self) -> None:
        """Enter on a column."""
        self.action_role()

    def action_role(self) -> object:
        """Choose what the column is for."""
        raise NotImplementedError

    def action_other(self) -> None:
        """From the columns to the big line and back."""
        line = self.query_one(ReadLine)
        (self.table if line.has_focus else line).focus()

    def action_leave(self) -> None:
        """Accept nothing."""
        self.dismiss(None)
