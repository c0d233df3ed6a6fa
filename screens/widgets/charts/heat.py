"""Cells of a map, darker where there is more, each with its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from facilitator.methods.exact import Exact, fraction
from screens.widgets.charts.chart import across, column, fit, widest
from screens.widgets.matrix import fitted

SHADES = "·░▒▓█"
"""Nothing, then a quarter each of the largest cell."""
_LEAST = 7
_WIDEST = 26


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: how much there is, and the lines that say it."""

    amount: Exact
    lines: Sequence[str] = ()


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Spot]],
    width: int,
    height: int = 0,
) -> tuple[str, ...]:
    """Titles, then for each row of cells a strip of shade and below it what the cells say.

    Columns that do not fit beside the others follow in a block of their own. In a given `height`
    the last lines of all cells are left out as far as needed, but never the first one.
    """
    most = max((len(cell.lines) for row in cells for cell in row), default=0)
    drawn: tuple[str, ...] = ()
    for lines in range(most, 0, -1):
        drawn = _drawn(rows, columns, cells, width, lines)
        if not height or len(drawn) <= height:
            break
    return drawn


def _drawn(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Spot]],
    width: int,
    lines: int,
) -> tuple[str, ...]:
    top = max((fraction(cell.amount) for row in cells for cell in row), default=Fraction(0))
    names = column(rows, width // 3)
    label = widest(names) + 1
    needed = [
        max([_LEAST, len(title), *(widest(row[at].lines[:lines]) for row in cells)])
        for at, title in enumerate(columns)
    ]
    blocks = across([each + 1 for each in needed], label, width)
    shared = max((len(block) for block in blocks), default=1)
    size = min(_WIDEST, max([(width - label) // shared - 1, *needed]))
    size = min(size, max(1, width - label - 1))
    drawn: list[str] = []
    for block in blocks:
        titles = " ".join(fitted(columns[at], size) for at in block)
        drawn.append(fit(" " * label + titles, width))
        for name, row in zip(names, cells, strict=True):
            strips = " ".join(shade(row[at].amount, top) * size for at in block)
            drawn.append(fit(f"{name} {strips}", width))
            drawn += _said([row[at].lines[:lines] for at in block], label, size, width)
    return tuple(drawn)


def _said(told: Sequence[Sequence[str]], label: int, size: int, width: int) -> list[str]:
    """The lines of cells beside each other."""
    lines = zip_longest(*told, fillvalue="")
    return [
        fit(" " * label + " ".join(fitted(each, size) for each in line), width) for line in lines
    ]


def shade(amount: Exact, top: Fraction) -> str:
    """How dark a cell is: nothing, or the quarter of the largest amount it lies in."""
    value = fraction(amount)
    if value <= 0 or top <= 0:
        return SHADES[0]
    return SHADES[min(4, -(-value * 4 // top))]
