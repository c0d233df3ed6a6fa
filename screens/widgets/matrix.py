"""Cells, columns and rows of a grid, and how wide each column is: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, set_cell_size

from screens.widgets.rows import Tone, flat

WIDEST_COLUMN = 24
"""Cells a column takes by itself; a wider one asks for its width."""

SIGN = "▸"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place of a grid shows; numbers stand `right`."""

    text: str = ""
    tone: Tone = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column; without a width it is as wide as its title and cells, up to a limit.

    A `passive` one is passed by when the cursor goes on by itself: it is shown, not filled in.
    """

    key: str
    title: str
    width: int | None = None
    passive: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its label in front; a cell that is missing at the end is empty."""

    key: str
    label: str
    cells: Sequence[Cell] = ()

    def cell(self, column: int) -> Cell:
        """The cell in this column."""
        return self.cells[column] if column < len(self.cells) else Cell()


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells taken by the labels and by each column; each has its sign before and a gap after."""

    label: int
    columns: tuple[int, ...]

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Sequence[GridRow], corner: str) -> "Widths":
        """The widths that show everything, within the limit."""
        label = max(map(cell_len, (corner, *(row.label for row in rows))))
        return cls(label, tuple(_width(columns, rows)))

    @property
    def frozen(self) -> int:
        """Cells of the labels, their sign and their gap."""
        return self.label + 2

    @property
    def starts(self) -> list[int]:
        """Where each column begins, counted from the first one, and where the last one ends."""
        return list(accumulate((width + 2 for width in self.columns), initial=0))

    @property
    def total(self) -> int:
        """Cells of the whole grid."""
        return self.frozen + self.starts[-1]

    def narrowed(self, width: int) -> "Widths":
        """Labels that take what the cells leave, and in a narrow grid less than half of it."""
        usual = min(WIDEST_COLUMN, width // 2 - 2)
        return Widths(
            max(1, min(self.label, max(usual, width - self.starts[-1] - 2))), self.columns
        )


def _width(columns: Sequence[Column], rows: Sequence[GridRow]) -> list[int]:
    widths: list[int] = []
    for index, column in enumerate(columns):
        if column.width is not None:
            widths.append(max(1, column.width))
            continue
        texts = {column.title, *(row.cell(index).text for row in rows)}
        widths.append(max(1, min(WIDEST_COLUMN, max(map(cell_len, texts)))))
    return widths


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """The text on one row of exactly `width` cells; an ellipsis says that there is more."""
    text = flat(text)
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…" if width > 0 else ""
    return " " * (width - length) + text if right else text + " " * (width - length)
