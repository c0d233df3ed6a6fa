"""The score matrix: mean of each cell, and below it how often each score was given."""

from collections.abc import Sequence
from dataclasses import dataclass

from screens.widgets.bars import height_of
from screens.widgets.charts.chart import across, column, fit, widest
from screens.widgets.matrix import fitted


@dataclass(frozen=True, slots=True)
class Scored:
    """One cell: its mean as it is read, and how often each score was given, the lowest first."""

    mean: str
    counts: Sequence[int]


def score_matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Scored]],
    width: int,
    *,
    lowest: int = 1,
) -> tuple[str, ...]:
    """For each row of cells: means, heights, counts; under each title the scores themselves.

    Columns that do not fit beside the others follow in a block of their own.
    """
    names = column(rows, width // 3)
    label = widest(names) + 1
    steps = max((len(cell.counts) for row in cells for cell in row), default=0)
    marks = _numbers([lowest + at for at in range(steps)])
    sizes = [
        max([len(title), len(marks), *(_size(row[at]) for row in cells)])
        for at, title in enumerate(columns)
    ]
    sizes = [min(size, max(1, width - label - 2)) for size in sizes]
    drawn: list[str] = []
    for block in across([size + 2 for size in sizes], label, width):
        drawn.append(_row("", label, [(columns[at], sizes[at]) for at in block], width))
        drawn.append(_row("", label, [(marks, sizes[at]) for at in block], width))
        for name, row in zip(names, cells, strict=True):
            drawn.append(_row(name, label, [(row[at].mean, sizes[at]) for at in block], width))
            drawn.append(_row("", label, [(_heights(row[at]), sizes[at]) for at in block], width))
            drawn.append(_row("", label, [(_counts(row[at]), sizes[at]) for at in block], width))
    return tuple(drawn)


def _row(name: str, label: int, texts: Sequence[tuple[str, int]], width: int) -> str:
    told = "  ".join(fitted(text, size) for text, size in texts)
    return fit(f"{fitted(name, label)}{told}", width)


def _size(cell: Scored) -> int:
    return max(len(cell.mean), len(_counts(cell)))


def _heights(cell: Scored) -> str:
    top = max(cell.counts, default=0)
    return " ".join(height_of(count, top).rjust(len(str(count))) for count in cell.counts)


def _counts(cell: Scored) -> str:
    return _numbers(cell.counts)


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))
