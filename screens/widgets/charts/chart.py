"""What a chart is to the screens that show it: a title, and rows for any room there is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.cells import cell_len

from screens.widgets.matrix import fitted

Draw: TypeAlias = Callable[[int, int], Sequence[str]]
"""Cells and rows there are, to rows of at most that width."""

GAP = "  "


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that can be drawn at any size; `key` tells the charts of one page apart."""

    key: str
    title: str
    draw: Draw
    spreads: bool = True
    """Whether its rows may stand apart where there is room, as bars may."""


def widest(texts: Sequence[str]) -> int:
    """Cells of the widest text."""
    return max(map(cell_len, texts), default=0)


def column(texts: Sequence[str], most: int, *, right: bool = False) -> list[str]:
    """Texts below each other, equally wide; what is wider than `most` ends in an ellipsis."""
    width = min(widest(texts), max(1, most))
    return [fitted(text, width, right=right) for text in texts]


def fit(row: str, width: int) -> str:
    """A row without what it has at its end of blanks, and with an ellipsis where it is too long."""
    row = row.rstrip()
    return row if cell_len(row) <= width else fitted(row, width)


def centred(text: str, width: int) -> str:
    """The text in the middle of so many cells, an odd one to the right."""
    free = max(0, width - cell_len(text))
    return " " * (free // 2) + text + " " * (free - free // 2)


def across(widths: Sequence[int], label: int, width: int) -> list[range]:
    """Which columns stand beside each other: blocks of columns, each block as wide as allowed."""
    blocks: list[range] = []
    first, used = 0, label
    for at, each in enumerate(widths):
        if at > first and used + each > width:
            blocks.append(range(first, at))
            first, used = at, label
        used += each
    return [*blocks, range(first, len(widths))] if widths else []
