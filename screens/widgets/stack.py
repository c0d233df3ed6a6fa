"""Which line of a long list belongs to which item, without wrapping all of them."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from screens.widgets.rows import Columns, Item, Line, lay_out, likely_height


class ItemStack:
    """Items on top of each other; lines are counted from 0 at the top of the first one.

    An item counts with a guessed height until something asks for its lines; then the guess is
    corrected. Sums are kept as one list: adding at the end extends it, a correction drops it,
    and summing ten thousand heights again takes a third of a millisecond.
    """

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self.items: list[Item] = []
        self.index: dict[str, int] = {}
        self.width = 0
        self._columns = Columns()
        self._laid_out: dict[int, tuple[Line, ...]] = {}
        self._heights: list[int] = []
        self._ends: list[int] | None = []
        self.replace_all(items)

    def replace_all(self, items: Sequence[Item]) -> None:
        """Hold these items instead; of two with one key, the later is found by it."""
        self.items = list(items)
        self.index = {item.key: index for index, item in enumerate(self.items)}
        self._columns = Columns.of(self.items)
        self._guess_all()

    def replace(self, item: Item) -> None:
        """Replace the item with this key; raises KeyError when there is none."""
        index = self.index[item.key]
        self.items[index] = item
        self._make_room_for(item)
        self._laid_out.pop(index, None)
        self._set_height(index, likely_height(item, self._text_width))

    def append(self, item: Item) -> None:
        """Add one item at the end."""
        self.index[item.key] = len(self.items)
        self.items.append(item)
        self._make_room_for(item)
        height = likely_height(item, self._text_width)
        self._heights.append(height)
        if self._ends is not None:
            self._ends.append((self._ends[-1] if self._ends else 0) + height)

    def set_width(self, width: int) -> None:
        """Lay out for this many cells."""
        if width != self.width:
            self.width = width
            self._guess_all()

    @property
    def total(self) -> int:
        """Lines of the whole list, guesses included."""
        ends = self._all_ends()
        return ends[-1] if ends else 0

    def start(self, index: int) -> int:
        """The first line of an item."""
        return self._all_ends()[index - 1] if index else 0

    def item_at(self, line: int) -> int | None:
        """The item which covers this line; None below the last one."""
        index = bisect_right(self._all_ends(), line)
        return index if index < len(self.items) else None

    def lines(self, index: int) -> tuple[Line, ...]:
        """The item's lines; from now on its height is exact."""
        lines = self._laid_out.get(index)
        if lines is None:
            lines = lay_out(self.items[index], self._columns, self.width)
            self._laid_out[index] = lines
            self._set_height(index, len(lines))
        return lines

    def settle(self, top: int, bottom: int) -> bool:
        """Make the items between these lines exact; True when a height changed by it."""
        index = self.item_at(top)
        if index is None:
            return False
        before = self._ends
        line = self.start(index)
        while index < len(self.items) and line < bottom:
            line += len(self.lines(index))
            index += 1
        return self._ends is not before

    @property
    def _text_width(self) -> int:
        return self._columns.text_width(self.width)

    def _guess_all(self) -> None:
        width = self._text_width
        self._laid_out.clear()
        self._heights = [likely_height(item, width) for item in self.items]
        self._ends = None

    def _make_room_for(self, item: Item) -> None:
        columns = self._columns.grown(item)
        if columns != self._columns:  # what is on the screen is wrapped anew, nothing else
            self._columns = columns
            self._laid_out.clear()

    def _set_height(self, index: int, height: int) -> None:
        if self._heights[index] != height:
            self._heights[index] = height
            self._ends = None

    def _all_ends(self) -> list[int]:
        if self._ends is None:
            self._ends = list(accumulate(self._heights))
        return self._ends
