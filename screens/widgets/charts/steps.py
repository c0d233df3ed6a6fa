"""A funnel: each step as a bar in the middle, what goes on to the next one between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from screens.widgets.charts.chart import GAP, centred, column, fit, widest


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: its name, its count, and what part of it goes on, as it is read."""

    label: str
    count: int
    shown: str
    goes_on: str = ""


def funnel(steps: Sequence[Step], width: int) -> tuple[str, ...]:
    """Rows of name, centred bar, count; between two steps the part that goes on.

    Bars compare with the largest count and are drawn in whole cells, an odd one to the right;
    a count above zero always shows.
    """
    names = column([each.label for each in steps], width // 3)
    counts = column([each.shown for each in steps], width // 4, right=True)
    room = width - widest(names) - widest(counts) - 2 * len(GAP)
    top = max((each.count for each in steps), default=0)
    rows: list[str] = []
    for at, (step, name, count) in enumerate(zip(steps, names, counts, strict=True)):
        cells = _cells(step.count, top, room)
        drawn = centred("█" * cells, room)
        rows.append(fit(f"{name}{GAP}{drawn}{GAP}{count}", width))
        if step.goes_on and at + 1 < len(steps):
            rows.append(
                fit(f"{' ' * widest(names)}{GAP}{centred(f'↓ {step.goes_on}', room)}", width)
            )
    return tuple(rows)


def _cells(count: int, top: int, room: int) -> int:
    if count <= 0 or top <= 0 or room <= 0:
        return 0
    return max(1, int(Fraction(count, top) * room))
