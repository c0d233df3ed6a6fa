"""Bars from one left edge: compared with each other, or added up until the line of Pareto."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import Exact, NotAvailable, fraction
from screens.widgets.bars import bar
from screens.widgets.charts.chart import GAP, column, fit, widest

LEAST_BAR = 5
"""Cells below which a bar says nothing and its room goes to labels and values."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing with its value, as a number and as the room reads it."""

    label: str
    value: Exact | NotAvailable
    shown: str


def bars(items: Sequence[Bar], width: int, *, top: Exact | None = None) -> tuple[str, ...]:
    """Label, bar, value in rows of at most `width` cells.

    Bars compare with the largest value, or with `top`. A value that is missing or below zero has
    no bar; what is shown of it says so.
    """
    largest = fraction(top) if top is not None else largest_of(items)
    return laid(
        [each.label for each in items],
        [_length(each) for each in items],
        largest,
        [each.shown for each in items],
        width,
    )


def laid(
    labels: Sequence[str],
    values: Sequence[Fraction],
    top: Fraction,
    shown: Sequence[str],
    width: int,
) -> tuple[str, ...]:
    """Rows of labels, bars and figures with common edges."""
    figures = column(shown, width * 2 // 3, right=True)
    room = width - widest(figures) - len(GAP)
    names = column(labels, max(room // 2, room - len(GAP) - LEAST_BAR - widest(labels)))
    size = room - widest(names) - 1
    if size < LEAST_BAR:  # rather the whole names than a bar too short to compare
        names, size = column(labels, room), 0
    rows: list[str] = []
    for name, value, figure in zip(names, values, figures, strict=True):
        drawn = f" {bar(value, top, size)}" if size else ""
        rows.append(fit(f"{name}{drawn}{GAP}{figure}", width))
    return tuple(rows)


def largest_of(items: Sequence[Bar]) -> Fraction:
    """The largest value; 0 when there is none above it."""
    return max(map(_length, items), default=Fraction(0))


def _length(item: Bar) -> Fraction:
    if isinstance(item.value, NotAvailable):
        return Fraction(0)
    return max(Fraction(0), fraction(item.value))


def pareto(
    items: Sequence[Bar],
    width: int,
    *,
    limit: Fraction,
    told: str,
    share: Callable[[Fraction], str],
) -> tuple[str, ...]:
    """The largest first, each with what all down to it bring, and a line where `limit` is reached.

    `told` names the line; `share` says a part of 1. Values below zero add nothing.
    """
    ranked = sorted(items, key=_length, reverse=True)
    whole = sum(map(_length, ranked), Fraction(0))
    if not whole:
        return bars(ranked, width)
    parts: list[str] = []
    after = None
    reached = Fraction(0)
    for at, each in enumerate(ranked):
        reached += _length(each) / whole
        parts.append(share(reached))
        if after is None and reached >= limit:
            after = at
    values = column([each.shown for each in ranked], width // 3, right=True)
    sums = column(parts, width // 4, right=True)
    figures = [f"{value}{GAP}{part}" for value, part in zip(values, sums, strict=True)]
    lengths = list(map(_length, ranked))
    rows = list(laid([each.label for each in ranked], lengths, lengths[0], figures, width))
    if after is not None:
        line = f"── {told} "
        rows.insert(after + 1, fit(line + "─" * max(0, width - len(line)), width))
    return tuple(rows)
