"""Values over time as columns, the straight line of the trend across them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import Exact, NotAvailable, fraction
from screens.widgets.charts.chart import fit, widest
from screens.widgets.matrix import fitted

_EIGHTHS = " ▁▂▃▄▅▆▇█"
ON_LINE, ABOVE = "┿", "─"
"""The line of the trend where it crosses a column, and where it runs above one."""
LEAST_ROWS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One period: a short label, its value as a number and as it is read."""

    label: str
    value: Exact | NotAvailable
    shown: str


def columns(
    points: Sequence[Point],
    width: int,
    height: int,
    *,
    line: Sequence[Exact] = (),
    earlier: Callable[[int], str] | None = None,
) -> tuple[str, ...]:
    """Columns with their values above and their labels below, in `width` cells and `height` rows.

    `line` has a value for each point: the trend. Of more points than fit, the latest are drawn;
    the first row is then what `earlier` says of how many are left out.
    """
    if not points or width < 1:
        return ()
    size = max(widest([each.shown for each in points]), widest([each.label for each in points]))
    fitting = max(1, (width + 1) // (size + 1))
    kept = list(points[-fitting:])
    trend = [fraction(each) for each in line[-fitting:]] if line else []
    left = len(points) - len(kept)
    size = min(max(size, (width + 1) // len(kept) - 1), max(size, 9), width)
    note = [fit(earlier(left), width)] if left and earlier else []
    rows = max(LEAST_ROWS, height - 2 - len(note))
    top = max([*map(_height, kept), *trend, Fraction(0)])
    body = [_levels(each, top, rows) for each in kept]
    marks = [_row_of(each, top, rows) for each in trend]
    drawn = [" ".join(fitted(each.shown, size, right=True) for each in kept)]
    for row in range(rows - 1, -1, -1):
        cells: list[str] = []
        for at, levels in enumerate(body):
            cell = _EIGHTHS[levels[row]]
            if marks and marks[at] == row:
                cell = ON_LINE if levels[row] == 8 else ABOVE
            cells.append(cell * (size - 1) if size > 1 else cell)
        drawn.append(" ".join(each.rjust(size) for each in cells))
    drawn.append(" ".join(fitted(each.label, size, right=True) for each in kept))
    return (*note, *(fit(row, width) for row in drawn))


def _height(point: Point) -> Fraction:
    return Fraction(0) if isinstance(point.value, NotAvailable) else fraction(point.value)


def _levels(point: Point, top: Fraction, rows: int) -> list[int]:
    """Eighths filled in each row from below; a value above zero shows at least one."""
    value = _height(point)
    eighths = 0 if top <= 0 or value <= 0 else max(1, int(value / top * rows * 8))
    return [min(8, max(0, eighths - 8 * row)) for row in range(rows)]


def _row_of(value: Fraction, top: Fraction, rows: int) -> int:
    if top <= 0:
        return 0
    return min(rows - 1, max(0, int(value / top * rows)))
