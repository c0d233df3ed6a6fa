"""How one item of a list becomes lines of text: pure, so that it is tested without a screen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len
from textual.content import Content

from facilitator.words.number import NO_BREAK

Tone = Literal["", "muted", "good", "warn", "bad", "heading", "picked"]

SIGN = "▸ "
NO_SIGN = "  "

# Below this many cells beside its reference, a text is easier to read on lines of its own.
NARROWEST_TEXT = 12

# Hebrew, Arabic, Syriac and their presentation forms, N'Ko, Adlam and older scripts.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_GLUE = "\U000f0000"
"""What a no-break space is while lines are broken: they break at every kind of space."""
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Item:
    """What a list shows in one place; `key` is the owner's name for it and never shown."""

    key: str
    text: str
    ref: str = ""
    mark: str = ""
    right: str = ""
    detail: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells which all items of one list share, so that their texts start together."""

    ref: int = 0
    mark: int = 0
    right: int = 0

    def grown(self, item: Item) -> "Columns":
        """These widths, or wider ones where the item needs them."""
        ref, mark, right = cell_len(item.ref), cell_len(item.mark), cell_len(item.right)
        if ref <= self.ref and mark <= self.mark and right <= self.right:
            return self
        return Columns(max(ref, self.ref), max(mark, self.mark), max(right, self.right))

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Columns":
        """The widths a whole list needs; each different text is measured once."""
        refs, marks, rights = {""}, {""}, {""}
        for item in items:
            refs.add(item.ref)
            marks.add(item.mark)
            rights.add(item.right)
        return cls(max(map(cell_len, refs)), max(map(cell_len, marks)), max(map(cell_len, rights)))

    @property
    def indent(self) -> int:
        """Cells before the text: the cursor sign, the reference, the mark."""
        return len(SIGN) + sum(width + 1 for width in (self.ref, self.mark) if width)

    def text_width(self, width: int) -> int:
        """Cells left for the text in a list of this width; 0 or less when there is no room."""
        return width - self.indent - (self.right + 1 if self.right else 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One row on the screen: what leads, the text, what stands at the right edge."""

    lead: str
    text: str
    right: str = ""
    is_detail: bool = False


@lru_cache(maxsize=8192)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """The text in lines of at most `width` cells, at least one line, words kept whole."""
    width = max(1, width)
    if not _BREAKS.search(text) and cell_len(text) <= width:
        return (text,)
    if width == 1:  # a wide character does not fit at all: one line says that there is more
        return ("…",)
    lines = Content(text.replace(NO_BREAK, _GLUE)).wrap(width)
    return tuple(line.plain.rstrip().replace(_GLUE, NO_BREAK) for line in lines) or ("",)


def reads_right_to_left(text: str) -> bool:
    """Whether a terminal with its own bidirectional order could rearrange this row."""
    return _RIGHT_TO_LEFT.search(text) is not None


def likely_height(item: Item, text_width: int) -> int:
    """A quick guess at the item's lines, good enough for a scrollbar until it is laid out."""
    room = max(1, text_width)
    lines = 1 + (len(item.text) - 1) // room if item.text else 1
    if item.detail:
        lines += 1 + (len(item.detail) - 1) // room
    return lines


def lay_out(item: Item, columns: Columns, width: int) -> tuple[Line, ...]:
    """The item's lines in a list `width` cells wide: text with hanging indent, detail below.

    A text that reads right to left, or that has too little room beside its reference, stands
    below it: the terminal then has nothing else on that row to rearrange.
    """
    lead = _lead(item, columns)
    room = columns.text_width(width)
    if room >= NARROWEST_TEXT and not reads_right_to_left(item.text + item.detail):
        indent = " " * (columns.indent - len(SIGN))
        texts = wrapped(item.text, room)
        lines = [Line(lead, texts[0], flat(item.right))]
        lines += [Line(indent, text) for text in texts[1:]]
        # Only figures stand in the column at the right; a detail goes on below them.
        return (*lines, *_detail(item, indent, width - columns.indent))
    room = max(1, width - len(SIGN))
    lines = [Line("", text) for text in wrapped(item.text, room)]
    if lead.strip() or item.right:
        left = max(0, width - len(SIGN) - cell_len(lead))
        right = Content(flat(item.right)).truncate(left, ellipsis=True).plain
        lines.insert(0, Line(lead, "", right))
    return (*lines, *_detail(item, "", room))


def _lead(item: Item, columns: Columns) -> str:
    parts = ((item.ref, columns.ref), (item.mark, columns.mark))
    return "".join(
        flat(text) + " " * (width - cell_len(text) + 1) for text, width in parts if width
    )


def _detail(item: Item, indent: str, room: int) -> list[Line]:
    if not item.detail:
        return []
    return [Line(indent, text, is_detail=True) for text in wrapped(item.detail, room)]


def flat(text: str) -> str:
    """The text without anything that could break its row."""
    return _BREAKS.sub(" ", text)
