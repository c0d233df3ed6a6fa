"""Columns of a file, drawn line by line: what each is for above, what is wrong with it below."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
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
from screens.widgets.matrix import Cell, fitted
from screens.widgets.rows import Tone

WIDEST = 24
ABOVE, BELOW = 2, 1
"""Rows that stay while the others scroll: role and name above, the count of bad cells below."""

REVERSE = Style(reverse=True)
BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the file as it is shown."""

    title: str
    name: str
    cells: tuple[Cell, ...]
    below: str = ""
    tone: Tone = ""
    below_tone: Tone = ""

    @property
    def width(self) -> int:
        """Cells it takes, within the limit."""
        texts = (self.title, self.name, self.below, *(cell.text for cell in self.cells))
        return max(3, min(WIDEST, max(map(cell_len, texts))))


class ColumnsTable(ScrollView, can_focus=True):
    """Rows of a file with a cursor that stands on a whole column; posts `Moved` and `Chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False, id="columns.left"),
        Binding("right,l", "move(1)", "Right", show=False, id="columns.right"),
        Binding("home", "move(-100000)", "First", show=False, id="columns.first"),
        Binding("end", "move(100000)", "Last", show=False, id="columns.last"),
        Binding("up,k", "roll(-1)", "Up", show=False, id="columns.up"),
        Binding("down,j", "roll(1)", "Down", show=False, id="columns.down"),
        Binding("pageup", "roll(-10)", "Page up", show=False, id="columns.page_up"),
        Binding("pagedown", "roll(10)", "Page down", show=False, id="columns.page_down"),
        Binding("enter", "choose", "Choose", show=False, id="columns.choose"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"columns--{tone}" for tone in TONES}

    DEFAULT_CSS = """
    ColumnsTable {
        height: 1fr; min-height: 4; overflow: auto auto;
        scrollbar-gutter: stable; scrollbar-size: 1 1;
    }
    """ + tone_rules("ColumnsTable > .columns--{tone}")

    # As in ItemList: nothing outside depends on the size of what is scrolled.
    virtual_size: Reactive[Size] = reactive(Size(0, 0), layout=False, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another column."""

        column: int

    @dataclass
    class Chosen(Message):
        """Enter was pressed on the column, or it was clicked twice."""

        column: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: tuple[ShownColumn, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._starts: list[int] = [0]
        self._labels: tuple[str, ...] = ()
        self._frozen = 2
        self._at = 0

    @property
    def column(self) -> int:
        """Number of the column under the cursor, from 0."""
        return self._at

    @property
    def columns(self) -> tuple[ShownColumn, ...]:
        """All columns."""
        return self._columns

    def set_table(self, labels: Sequence[str], columns: Sequence[ShownColumn]) -> None:
        """Show these columns; `labels` stand before the rows. The cursor stays where it can."""
        self._labels, self._columns = tuple(labels), tuple(columns)
        self._widths = tuple(column.width for column in columns)
        self._starts = list(accumulate((width + 2 for width in self._widths), initial=0))
        self._frozen = max(map(cell_len, labels), default=0) + 2
        self._at = clamp(self._at, 0, max(0, len(columns) - 1))
        self._fit()

    def move_to(self, column: int) -> None:
        """Put the cursor on a column."""
        before, self._at = self._at, clamp(column, 0, max(0, len(self._columns) - 1))
        self._show_cursor()
        self.refresh()
        if self._at != before:
            self.post_message(self.Moved(self._at))

    # -- room and scrolling ------------------------------------------------------------------

    def _fit(self) -> None:
        height = len(self._labels) + ABOVE + BELOW
        self.virtual_size = Size(self._frozen + self._starts[-1], height)
        self._scroll_update(self.virtual_size)
        self._show_cursor()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._fit()

    def _show_cursor(self) -> None:
        if not self._columns or not self.size:
            return
        left, right = self._starts[self._at], self._starts[self._at + 1]
        room = max(1, self.scrollable_content_region.width - self._frozen)
        now = int(self.scroll_x)
        x = left if left < now or right - left >= room else max(now, right - room)
        self.scroll_to(x=x, animate=False, force=True)

    # -- drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row of the screen: what stays above and below, between them what is scrolled."""
        region, base = self.scrollable_content_region, self.rich_style
        width, height = region.width, min(region.height, len(self._labels) + ABOVE + BELOW)
        row = int(self.scroll_y) + y - ABOVE
        if not self._columns or y >= height:
            return Strip.blank(width, base)
        if y < ABOVE:
            what, label = ("title", "name")[y], ""
        elif y == height - BELOW:
            what, label = "below", ""
        else:
            what, label = "cells", self._labels[row] if row < len(self._labels) else ""
        room, left = max(0, width - self._frozen), int(self.scroll_x)
        first = max(0, bisect_right(self._starts, left) - 1)
        segments: list[Segment] = []
        for index in range(first, len(self._columns)):
            if self._starts[index] >= left + room:
                break
            segments += self._drawn(index, what, row, base)
        offset = left - self._starts[first]
        head = Segment(
            f"{fitted(label, self._frozen - 2, right=True)}  ", base + self._tone("muted")
        )
        scrolled = Strip(segments).crop(offset, offset + room)
        return Strip.join([Strip([head]), scrolled]).adjust_cell_length(width, base)

    def _drawn(self, index: int, what: str, row: int, base: Style) -> list[Segment]:
        column, width = self._columns[index], self._widths[index]
        is_here = index == self._at
        right = bool(column.cells) and column.cells[0].right
        if what == "cells":
            cell = column.cells[row] if 0 <= row < len(column.cells) else Cell()
            style, text = base + self._tone(cell.tone), fitted(cell.text, width, right=cell.right)
        elif what == "below":
            style = base + self._tone(column.below_tone)
            text = fitted(column.below, width, right=right)
        else:
            text = fitted(column.title if what == "title" else column.name, width, right=right)
            style = base + (self._tone(column.tone) if what == "title" else BOLD)
        edge = "▏" if is_here else " "
        if is_here and what != "cells" and self.has_focus:
            style = style + REVERSE
        return [Segment(edge, base), Segment(text, style), Segment(" ", base)]

    def _tone(self, tone: Tone) -> Style:
        if not tone:
            return Style.null()
        return self.get_component_rich_style(f"columns--{tone}", partial=True)

    def on_focus(self) -> None:
        """Show the cursor as the one keys act on."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys act elsewhere."""
        self.refresh()

    # -- keys and clicks ---------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Obey the arrows before the letters typed after them."""
        await obey_at_once(self, self._bindings, event)

    def action_move(self, columns: int) -> None:
        """Go to another column."""
        self.move_to(self._at + columns)

    def action_roll(self, rows: int) -> None:
        """Scroll the rows."""
        self.scroll_to(y=self.scroll_y + rows, animate=False, force=True)

    def action_choose(self) -> None:
        """Choose the column under the cursor."""
        if self._columns:
            self.post_message(self.Chosen(self._at))

    def on_click(self, event: events.Click) -> None:
        """Move to the column under the pointer; choose it when clicked twice."""
        offset = event.get_content_offset(self)
        if offset is None or not self._columns or offset.x < self._frozen:
            return
        x = offset.x - self._frozen + int(self.scroll_x)
        self.move_to(bisect_right(self._starts, x) - 1)
        if event.chain == 2:
            self.action_choose()
