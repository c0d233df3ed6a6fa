"""Bars and small histograms as text: eighths of a block, always beside their label and value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

_EIGHTHS = " ▏▎▍▌▋▊▉"
_HEIGHTS = "▁▂▃▄▅▆▇█"

BAR = 10
"""Cells of a bar beside its value."""

Number = int | Decimal | Fraction


def bar(value: Number, maximum: Number, width: int) -> str:
    """A bar for `value` of `maximum`, exactly `width` cells, rounded down to eighths of a cell.

    Rounded down, so that only the largest value fills it; anything above zero shows at least
    one eighth. Values outside 0 … `maximum` are drawn at the nearest end. Without a maximum
    there is nothing to compare with, and the bar is empty.
    """
    width = max(0, width)
    if maximum <= 0 or value <= 0 or not width:
        return " " * width
    share = min(Fraction(value) / Fraction(maximum), Fraction(1))
    eighths = max(1, int(share * width * 8))
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(width)


def histogram(counts: Mapping[int, int], marks: Sequence[int] = (1, 2, 3, 4, 5)) -> str:
    """How often each mark was given, such as `1·0 2·0 3▄2 4█4 5▂1`: mark, height, count.

    Heights compare with the largest count; the count is printed because a height alone cannot
    be read from the back row. A mark missing from `counts` was given 0 times.
    """
    largest = max((counts.get(mark, 0) for mark in marks), default=0)
    return " ".join(
        f"{mark}{height_of(counts.get(mark, 0), largest)}{counts.get(mark, 0)}" for mark in marks
    )


def height_of(count: int, largest: int) -> str:
    """A column as high as the count compares with the largest; a dot for none."""
    if count <= 0 or largest <= 0:
        return "·"
    return _HEIGHTS[max(0, -(-count * len(_HEIGHTS) // largest) - 1)]
