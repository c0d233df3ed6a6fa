"""Hands on each action: a bar of all hands by what they mean, then the numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from screens.widgets.charts.chart import GAP, column, fit, widest

AGREES, CHANGES, BLOCKS, MISSING = "█", "▒", "×", "·"
"""3 to 5, 1 and 2, 0, no hand yet: told apart by their shape."""
PASSING = 3
MOST_EACH = 16
"""Cells of one hand at most."""


@dataclass(frozen=True, slots=True)
class Hands:
    """One action with how many hands show 0 to 5, how many are missing, and what follows."""

    label: str
    counts: Sequence[int]
    missing: int = 0
    result: str = ""


def agreement(items: Sequence[Hands], width: int) -> tuple[str, ...]:
    """Label, a cell or more for each hand from high to low, hands by value, result.

    All bars have the same cells for one hand, so that they compare.
    """
    numbers = [_numbers(each) for each in items]
    told = [f"{number}{GAP}{each.result}" for number, each in zip(numbers, items, strict=True)]
    figures = column(told, width * 3 // 5)
    people = max((sum(each.counts) + each.missing for each in items), default=0)
    room = width - widest(figures) - 2 * len(GAP)
    labels = [each.label for each in items]
    wanted = min(widest(labels), room * 2 // 3)
    each_hand = min(MOST_EACH, max(1, (room - wanted) // people)) if people else 0
    names = column(labels, room - each_hand * people)
    rows: list[str] = []
    for name, item, figure in zip(names, items, figures, strict=True):
        bar = _bar(item, each_hand).ljust(people * each_hand)
        rows.append(fit(f"{name}{GAP}{bar}{GAP}{figure}", width))
    return tuple(rows)


def _bar(item: Hands, each: int) -> str:
    agree, change = sum(item.counts[PASSING:]), sum(item.counts[1:PASSING])
    blocks = item.counts[0] if item.counts else 0
    return (
        AGREES * (agree * each)
        + CHANGES * (change * each)
        + BLOCKS * (blocks * each)
        + MISSING * (item.missing * each)
    )


def _numbers(item: Hands) -> str:
    """`5×3 4×4 2×1`: hands and how many show them, the highest first."""
    given = [f"{hand}×{count}" for hand, count in enumerate(item.counts) if count]
    return " ".join(reversed(given)) or "–"
