"""A text that changes often: it is drawn anew only when it differs, and laid out only for room."""

from typing import Literal

from textual.content import Content
from textual.widgets import Static

Grows = Literal["", "lines", "cells"]


class Words(Static):
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
            return -(-content.cell_length // max(1, self.size.width))
        return 0
