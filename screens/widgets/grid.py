"""A matrix drawn line by line: titles and labels stay, one cell has the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.theme import TONES, tone_rules
from screens.widgets.at_once import obey_at_once
from screens.widgets.matrix import SIGN, Cell, Column, GridRow, Widths, fitted
from screens.widgets.rows import Tone, wrapped

__all__ = ["Cell", "Column", "Grid", "GridRow"]

Direction = Literal["down", "right"]

REVERSE = Style(reverse=True)
BOLD = Style(bold=True)


class Grid(ScrollView, can_focus=True):
    """Options by criteria, people by items: posts `Keyed`, `CellChosen`, `CellMoved`.

    `accepts` are the characters which a cell takes, such as "12345 ."; they go before commands
    on the same keys. What a character does is for the owner. With `advances` the cursor goes on
    at once, so that keys typed while the owner saves reach the next cells.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", "Up", show=False, id="grid.up"),
        Binding("down,j", "move(1, 0)", "Down", show=False, id="grid.down"),
        Binding("left,h", "move(0, -1)", "Left", show=False, id="grid.left"),
        Binding("right,l", "move(0, 1)", "Right", show=False, id="grid.right"),
        Binding("home", "row_start", "Row start", show=False, id="grid.row_start"),
        Binding("end", "row_end", "Row end", show=False, id="grid.row_end"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="grid.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="grid.page_down"),
        Binding("enter", "choose", "Choose", show=False, id="grid.choose"),
        Binding("delete,backspace", "erase", "Erase", show=False, id="grid.erase"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{tone}" for tone in TONES}

    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        min-width: 12;
        min-height: 3;
        overflow: auto auto;
        scrollbar-gutter: stable;
        scrollbar-size: 1 1;
    }
    """ + tone_rules("Grid > .grid--{tone}")

    # As in ItemList: nothing outside depends on the size of what is scrolled.
    virtual_size: Reactive[Size] = reactive(Size(0, 0), layout=False, repaint=False)

    @dataclass
    class CellMoved(Message):
        """The cursor stands on another cell."""

        grid: "Grid"
        row_key: str
        column_key: str

        @property
        def control(self) -> "Grid":
            """The grid."""
            return self.grid

    @dataclass
    class CellChosen(Message):
        """Enter was pressed on the cell, or it was clicked twice."""

        grid: "Grid"
        row_key: str
        column_key: str

        @property
        def control(self) -> "Grid":
            """The grid."""
            return self.grid

    @dataclass
    class Keyed(Message):
        """An accepted character was typed on the cell; empty when it is to be erased."""

        grid: "Grid"
        row_key: str
        column_key: str
        character: str

        @property
        def control(self) -> "Grid":
            """The grid."""
            return self.grid

    def __init__(
        self,
        *,
        accepts: str = "",
        advances: Direction | None = None,
        corner: str = "",
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.accepts = accepts
        self.advances: Direction | None = advances
        self._corner = corner
        self._placeholder = placeholder
        self._columns: list[Column] = []
        self._rows: list[GridRow] = []
        self._wanted = Widths.of((), (), corner)
        self._widths = self._wanted
        self._row = 0
        self._column = 0

    # -- What it holds -----------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in their order."""
        return tuple(self._columns)

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows in their order."""
        return tuple(self._rows)

    @property
    def corner(self) -> str:
        """What stands over the labels."""
        return self._corner

    @property
    def current(self) -> tuple[str, str] | None:
        """Keys of the row and the column under the cursor; None when there is no cell."""
        if not self._rows or not self._columns:
            return None
        return self._rows[self._row].key, self._columns[self._column].key

    def set_grid(self, columns: Sequence[Column], rows: Sequence[GridRow]) -> None:
        """Show this; the cursor stays on the same keys, else at the same place."""
        before = self.current
        self._columns, self._rows = list(columns), list(rows)
        if before is not None:
            self._row = self._index(self._rows, before[0], self._row)
            self._column = self._index(self._columns, before[1], self._column)
        self._row = clamp(self._row, 0, max(0, len(rows) - 1))
        self._column = clamp(self._column, 0, max(0, len(columns) - 1))
        self._fit()
        self._tell_if_moved(before)

    def set_cell(self, row_key: str, column_key: str, cell: Cell) -> None:
        """Replace one cell; raises KeyError when there is no such row or column."""
        row = self._index(self._rows, row_key, -1)
        column = self._index(self._columns, column_key, -1)
        if row < 0 or column < 0:
            raise KeyError((row_key, column_key))
        old = self._rows[row]
        cells = [old.cell(index) for index in range(len(self._columns))]
        cells[column] = cell
        self._rows[row] = GridRow(old.key, old.label, tuple(cells))
        self._fit()

    def move_to(self, row_key: str, column_key: str) -> None:
        """Put the cursor on this cell; a key that is not there changes nothing."""
        self._move(
            self._index(self._rows, row_key, self._row),
            self._index(self._columns, column_key, self._column),
        )

    def advance(self, direction: Direction = "down") -> bool:
        """Move to the next cell, at the end of a column or row to the next one.

        Passive columns are passed by. False when the cursor stood on the last cell and stays.
        """
        active = [at for at, column in enumerate(self._columns) if not column.passive]
        rows = range(len(self._rows))
        if direction == "down":
            cells = [(row, column) for column in active for row in rows]
            ahead = [cell for cell in cells if cell[::-1] > (self._column, self._row)]
        else:
            cells = [(row, column) for row in rows for column in active]
            ahead = [cell for cell in cells if cell > (self._row, self._column)]
        if not ahead:
            return False
        self._move(*ahead[0])
        return True

    @staticmethod
    def _index(parts: Sequence[Column] | Sequence[GridRow], key: str, default: int) -> int:
        return next((index for index, part in enumerate(parts) if part.key == key), default)

    # -- Fitting and scrolling ---------------------------------------------------------------

    def _fit(self) -> None:
        self._wanted = Widths.of(self._columns, self._rows, self._corner)
        room = self.scrollable_content_region.width
        self._widths = self._wanted.narrowed(room or self._wanted.total)
        self.virtual_size = Size(self._widths.total, len(self._rows) + 1)
        self._scroll_update(self.virtual_size)
        self._show_cursor()
        self.refresh()

    def on_resize(self) -> None:
        """Give the labels what the new width allows."""
        self._fit()

    def _show_cursor(self) -> None:
        if self.current is None or not self.size:
            return
        starts = self._widths.starts
        left, right = starts[self._column], starts[self._column + 1]
        room = self.scrollable_content_region
        x = self._nearest(int(self.scroll_x), left, right, room.width - self._widths.frozen)
        y = self._nearest(int(self.scroll_y), self._row, self._row + 1, room.height - 1)
        self.scroll_to(x, y, animate=False, force=True)

    @staticmethod
    def _nearest(now: int, start: int, end: int, room: int) -> int:
        """The least scrolled offset from which `start` to `end` can be seen in this room."""
        if start < now or end - start >= room:
            return start
        return max(now, end - room)

    # -- Drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row of the screen: the frozen part, then what is scrolled."""
        width, base = self.scrollable_content_region.width, self.rich_style
        if self.current is None:
            return self._render_placeholder(y, width)
        row = int(self.scroll_y) + y - 1
        if y == 0:
            frozen, cells = self._render_titles(base)
        elif row < len(self._rows):
            frozen, cells = self._render_row(row, base)
        else:
            return Strip.blank(width, base)
        room = max(0, width - self._widths.frozen)
        left = int(self.scroll_x)
        scrolled = Strip(cells).crop(left, left + room)
        return Strip.join([Strip([frozen]), scrolled]).adjust_cell_length(width, base)

    def _render_titles(self, base: Style) -> tuple[Segment, list[Segment]]:
        style = base + BOLD
        titles = [
            Segment(f" {fitted(column.title, width, right=self._is_right(index))} ", style)
            for index, (column, width) in enumerate(
                zip(self._columns, self._widths.columns, strict=True)
            )
        ]
        return Segment(f" {fitted(self._corner, self._widths.label)} ", style), titles

    def _is_right(self, column: int) -> bool:
        """Whether a title stands right: as the first cell below it that says something."""
        cells = (row.cell(column) for row in self._rows)
        return next((cell.right for cell in cells if cell.text), False)

    def _render_row(self, index: int, base: Style) -> tuple[Segment, list[Segment]]:
        row, is_current_row = self._rows[index], index == self._row
        label_style = base + BOLD if is_current_row else base
        sign = SIGN if is_current_row else " "
        label = Segment(f"{sign}{fitted(row.label, self._widths.label)} ", label_style)
        cells: list[Segment] = []
        for column, width in enumerate(self._widths.columns):
            cell = row.cell(column)
            style = base + self._tone(cell.tone)
            text = fitted(cell.text, width, right=cell.right)
            if is_current_row and column == self._column:
                cells.append(
                    Segment(SIGN + text, base + BOLD + REVERSE if self.has_focus else style)
                )
                cells.append(Segment(" ", base))
            else:
                cells.append(Segment(f" {text} ", style))
        return label, cells

    def _render_placeholder(self, y: int, width: int) -> Strip:
        lines = wrapped(self._placeholder, width) if self._placeholder else ()
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        segment = Segment(lines[y], self.rich_style + self._tone("muted"))
        return Strip([segment]).adjust_cell_length(width, self.rich_style)

    def _tone(self, tone: Tone) -> Style:
        if not tone:
            return Style.null()
        return self.get_component_rich_style(f"grid--{tone}", partial=True)

    def on_focus(self) -> None:
        """Show the cursor cell as the one which keys act on."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys act elsewhere."""
        self.refresh()

    # -- Keys and clicks ---------------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the cell takes this key, so that no command does."""
        return bool(character) and character in self.accepts

    async def on_key(self, event: events.Key) -> None:
        """Pass an accepted character on; obey other keys before characters typed after them."""
        if not event.character or event.character not in self.accepts:
            await obey_at_once(self, self._bindings, event)
            return
        event.stop()
        event.prevent_default()
        self._post_keyed(event.character)
        if self.advances is not None:
            self.advance(self.advances)

    def action_erase(self) -> None:
        """Ask for the cell to be emptied."""
        if self.accepts:
            self._post_keyed("")

    def _post_keyed(self, character: str) -> None:
        if (current := self.current) is not None:
            self.post_message(self.Keyed(self, *current, character))

    def _move(self, row: int, column: int) -> None:
        before = self.current
        if before is None:
            return
        self._row = clamp(row, 0, len(self._rows) - 1)
        self._column = clamp(column, 0, len(self._columns) - 1)
        self._show_cursor()
        self.refresh()
        self._tell_if_moved(before)

    def _tell_if_moved(self, before: tuple[str, str] | None) -> None:
        if (now := self.current) is not None and now != before:
            self.post_message(self.CellMoved(self, *now))

    def action_move(self, down: int, right: int) -> None:
        """Move by so many rows and columns."""
        self._move(self._row + down, self._column + right)

    def action_row_start(self) -> None:
        """Move to the first column."""
        self._move(self._row, 0)

    def action_row_end(self) -> None:
        """Move to the last column."""
        self._move(self._row, len(self._columns) - 1)

    def action_page(self, direction: int) -> None:
        """Move by what fits on the screen."""
        self._move(self._row + direction * max(1, self.size.height - 2), self._column)

    def action_choose(self) -> None:
        """Choose the cell under the cursor."""
        if (current := self.current) is not None:
            self.post_message(self.CellChosen(self, *current))

    def on_click(self, event: events.Click) -> None:
        """Move to the cell under the pointer; choose it when clicked twice."""
        offset = event.get_content_offset(self)
        if offset is None or self.current is None or offset.y < 1:
            return
        row = int(self.scroll_y) + offset.y - 1
        if row >= len(self._rows):
            return
        column, x = self._column, offset.x - self._widths.frozen
        if x >= 0:
            x += int(self.scroll_x)
            column = sum(1 for start in self._widths.starts[1:] if start <= x)
        if column < len(self._columns):
            self._move(row, column)
            if event.chain == 2:
                self.action_choose()
