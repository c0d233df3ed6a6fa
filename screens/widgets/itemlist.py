"""A list of any length drawn line by line: ten thousand cards cost what forty cost."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from screens.widgets.rows import NO_SIGN, SIGN, Item, Line, Tone, wrapped
from screens.widgets.stack import ItemStack

__all__ = ["Item", "ItemList", "Tone"]


class ItemList(ScrollView, can_focus=True):
    """Items under each other with one cursor; posts `Moved` and `Chosen`.

    Only what is on the screen is wrapped. Other items count with a guessed height until they
    are scrolled to, which is why adding one is cheap at any length. Text is never markup.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_up", "Up", show=False, id="list.up"),
        Binding("down,j", "cursor_down", "Down", show=False, id="list.down"),
        Binding("home", "cursor_first", "First", show=False, id="list.first"),
        Binding("end", "cursor_last", "Last", show=False, id="list.last"),
        Binding("pageup", "page_up", "Page up", show=False, id="list.page_up"),
        Binding("pagedown", "page_down", "Page down", show=False, id="list.page_down"),
        Binding("enter", "choose", "Choose", show=False, id="list.choose"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"itemlist--{tone}" for tone in TONES}

    DEFAULT_CSS = """
    ItemList {
        height: 1fr;
        min-width: 12;
        min-height: 3;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """ + tone_rules("ItemList > .itemlist--{tone}")

    # The inherited reactive lays out the whole screen at each change. Nothing outside depends
    # on how long this list is, so only its scrollbar is brought up to date.
    virtual_size: Reactive[Size] = reactive(Size(0, 0), layout=False, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another item."""

        item_list: "ItemList"
        item: Item

        @property
        def control(self) -> "ItemList":
            """The list."""
            return self.item_list

    @dataclass
    class Chosen(Message):
        """Enter was pressed on the item, or it was clicked twice."""

        item_list: "ItemList"
        item: Item

        @property
        def control(self) -> "ItemList":
            """The list."""
            return self.item_list

    def __init__(
        self,
        items: Sequence[Item] = (),
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._placeholder = placeholder
        self._stack = ItemStack(items)
        self._cursor = 0

    # -- What it holds -----------------------------------------------------------------------

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in their order."""
        return tuple(self._stack.items)

    @property
    def current(self) -> Item | None:
        """The item under the cursor; None when the list is empty."""
        items = self._stack.items
        return items[self._cursor] if items else None

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these items; the cursor stays on the same key, else at the same place."""
        before = self.current
        self._stack.replace_all(items)
        if before is not None:
            self._cursor = self._stack.index.get(before.key, self._cursor)
        self._cursor = clamp(self._cursor, 0, max(0, len(items) - 1))
        self._settle()
        self._show_cursor()
        self.refresh()
        self._tell_if_moved(before)

    def update_item(self, item: Item) -> None:
        """Replace the item with this key; raises KeyError when there is none."""
        self._stack.replace(item)
        self._settle()
        self.refresh()

    def append_item(self, item: Item, *, show: bool = True) -> None:
        """Add one item at the end; `show` moves the cursor to it."""
        before = self.current
        self._stack.append(item)
        if show:
            self._cursor = len(self._stack.items) - 1
        self._settle()
        if show:
            self._show_cursor()
        self.refresh()
        self._tell_if_moved(before)

    def move_to(self, key: str) -> None:
        """Put the cursor on the item with this key; nothing happens when there is none."""
        if key in self._stack.index:
            self._move(self._stack.index[key])

    def rows_within(self, most: int) -> int:
        """Rows all items take at the present width, at most so many; without a width one each."""
        if not self._stack.width:
            return min(most, len(self._stack.items))
        self._stack.settle(0, most)
        return min(most, self._stack.total)

    # -- What is on the screen -------------------------------------------------------------

    def _settle(self) -> None:
        """Lay out the items on the screen and bring the scrollbar up to date."""
        if not self._stack.width:
            return
        while True:
            top = int(self.scroll_y)
            has_changed = self._stack.settle(top, top + max(1, self.size.height))
            self.virtual_size = Size(self._stack.width, self._stack.total)
            self._scroll_update(self.virtual_size)
            # A list that became shorter may have scrolled: other items are in view now.
            if not has_changed and int(self.scroll_y) == top:
                return

    def _show_cursor(self) -> None:
        """Scroll just far enough for the item under the cursor to be seen."""
        height, stack = self.size.height, self._stack
        if not stack.items or not stack.width or height < 1:
            return
        for _unused in range(4):  # laying out what comes into view can move the item once more
            lines = len(stack.lines(self._cursor))
            start = stack.start(self._cursor)
            top = int(self.scroll_y)
            if start < top or lines >= height:
                top = start
            elif start + lines > top + height:
                top = start + lines - height
            self._settle()
            if top == int(self.scroll_y):
                return
            self.scroll_to(y=top, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out what scrolling brought into view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._settle()

    def on_resize(self) -> None:
        """Wrap anew when the width has changed."""
        self._stack.set_width(self.scrollable_content_region.width)
        self._settle()
        self._show_cursor()
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor row as the one which keys act on."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys act elsewhere."""
        self.refresh()

    # -- Drawing -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.scrollable_content_region.width
        stack = self._stack
        if width > 0 and stack.width != width:  # shown at once at the size it was hidden with
            stack.set_width(width)
            self.call_next(self.on_resize)
        if not stack.items:
            return self._render_placeholder(y, width)
        line = int(self.scroll_y) + y
        index = stack.item_at(line)
        if index is None or not stack.width:
            return Strip.blank(width, self.rich_style)
        row = line - stack.start(index)
        lines = stack.lines(index)
        if row >= len(lines):
            return Strip.blank(width, self.rich_style)
        return self._render_row(index, lines[row], is_first=row == 0, width=width)

    def _render_row(self, index: int, line: Line, *, is_first: bool, width: int) -> Strip:
        item, base = self._stack.items[index], self.rich_style
        is_current = index == self._cursor
        muted = base + self._tone("muted")
        text_style = muted if line.is_detail else base + self._tone(item.tone)
        gap = width - len(SIGN) - cell_len(line.lead) - cell_len(line.text) - cell_len(line.right)
        segments = [
            Segment(SIGN if is_current and is_first else NO_SIGN, base),
            Segment(line.lead, base if is_first else muted),
            Segment(line.text, text_style),
            Segment(" " * max(0, gap), base),
            Segment(line.right, base),
        ]
        if is_current and self.has_focus:
            # One colour for the whole row: reversed tones would be patches of many colours, and
            # what they say has a sign or a word beside it anyway.
            cursor = base + Style(reverse=True, bold=text_style.bold)
            segments = [Segment(text, cursor) for text, _style, _unused in segments]
        return Strip(segments).adjust_cell_length(width, base)

    def _render_placeholder(self, y: int, width: int) -> Strip:
        base = self.rich_style
        lines = wrapped(self._placeholder, width - len(NO_SIGN)) if self._placeholder else ()
        if y >= len(lines):
            return Strip.blank(width, base)
        segment = Segment(NO_SIGN + lines[y], base + self._tone("muted"))
        return Strip([segment]).adjust_cell_length(width, base)

    def _tone(self, tone: Tone) -> Style:
        if not tone:
            return Style.null()
        return self.get_component_rich_style(f"itemlist--{tone}", partial=True)

    # -- Moving and choosing -----------------------------------------------------------------

    def _move(self, index: int) -> None:
        before = self.current
        if not self._stack.items:
            return
        self._cursor = clamp(index, 0, len(self._stack.items) - 1)
        self._show_cursor()
        self.refresh()
        self._tell_if_moved(before)

    def _tell_if_moved(self, before: Item | None) -> None:
        now = self.current
        if now is not None and (before is None or now.key != before.key):
            self.post_message(self.Moved(self, now))

    def _page(self, direction: int) -> None:
        if not self._stack.items:
            return
        step = max(1, self.size.height - 1) * direction
        target = self._stack.item_at(max(0, self._stack.start(self._cursor) + step))
        last = len(self._stack.items) - 1
        index = last if target is None else target
        self._move(index if index != self._cursor else self._cursor + direction)

    def move_cursor(self, steps: int) -> None:
        """Move by so many items, down or, when negative, up."""
        self._move(self._cursor + steps)

    def action_cursor_up(self) -> None:
        """Move to the item above."""
        self._move(self._cursor - 1)

    def action_cursor_down(self) -> None:
        """Move to the item below."""
        self._move(self._cursor + 1)

    def action_cursor_first(self) -> None:
        """Move to the first item."""
        self._move(0)

    def action_cursor_last(self) -> None:
        """Move to the last item."""
        self._move(len(self._stack.items) - 1)

    def action_page_up(self) -> None:
        """Move up by what fits on the screen."""
        self._page(-1)

    def action_page_down(self) -> None:
        """Move down by what fits on the screen."""
        self._page(1)

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if (item := self.current) is not None:
            self.post_message(self.Chosen(self, item))

    def on_click(self, event: events.Click) -> None:
        """Move to the item under the pointer; choose it when clicked twice."""
        offset = event.get_content_offset(self)
        index = None if offset is None else self._stack.item_at(int(self.scroll_y) + offset.y)
        if index is None:
            return
        self._move(index)
        if event.chain == 2:
            self.action_choose()
