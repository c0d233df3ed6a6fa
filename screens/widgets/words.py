"""A text that changes often: it is drawn anew only when it differs, and laid out only for room."""

from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

Grows = Literal["", "lines", "cells"]


class Capped(Static):
    """A text of several lines; when it has more than there is room for, its end says so."""

    def render_line(self, y: int) -> Strip:
        """The line as usual, the last one with an ellipsis when there are more below it."""
        strip = super().render_line(y)
        width, height = self.size
        if y < height - 1 or self.visual.get_height(self.styles.get_rules(), width) <= height:
            return strip
        end = max(0, min(cell_len(strip.text.rstrip()), width - 2))
        style = next((each.style for each in strip), None)
        rest = Segment(" …".ljust(width - end), style)
        return Strip([*strip.crop(0, end), rest], width)


class Words(Capped):
    """Text of the frame. A layout of the whole screen is the dearest thing a key can cause.

    `grows` says what the text decides about its own size: nothing, how many lines it takes, or
    how many cells.
    """

    def __init__(self, *, grows: Grows = "", id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._grows: Grows = grows
        self._said = Content("")

    def say(self, content: Content) -> None:
        """Show this text."""
        before, self._said = self._said, content
        if not content.is_same(before):
            self.update(content, layout=self._room(content) != self._room(before))

    def _room(self, content: Content) -> int:
        if self._grows == "cells":
            return content.cell_length
        if self._grows == "lines" and content.plain:
            width = max(1, self.size.width)
            if content.cell_length <= width and "\n" not in content.plain:
                return 1
            return len(content.wrap(width))
        return 0
