from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.bars import bar, histogram


@pytest.mark.parametrize(
    ("value", "maximum", "width", "expected"),
    [
        (10, 10, 4, "████"),
        (Decimal("5"), 10, 4, "██  "),
        (Fraction(1, 3), 1, 3, "█  "),
        (Decimal("4.5"), 8, 4, "██▎ "),
        (Decimal("9.999"), 10, 4, "███▉"),
        (Decimal("0.001"), 10, 4, "▏   "),
        (0, 10, 4, "    "),
        (-3, 10, 4, "    "),
        (12, 10, 4, "████"),
        (3, 0, 4, "    "),
        (3, 10, 0, ""),
        (3, 10, -1, ""),
    ],
)
def test_a_bar_shows_its_share(value: Decimal, maximum: Decimal, width: int, expected: str) -> None:
    assert bar(value, maximum, width) == expected


@given(st.decimals(0, 10**6, places=2), st.decimals("0.01", 10**6, places=2), st.integers(0, 80))
def test_a_bar_is_as_wide_as_asked_and_full_only_at_the_maximum(
    value: Decimal, maximum: Decimal, width: int
) -> None:
    drawn = bar(value, maximum, width)
    assert cell_len(drawn) == len(drawn) == width
    if width:
        assert (drawn == "█" * width) == (value >= maximum)
        assert (drawn.strip() == "") == (value == 0)


def test_a_histogram_prints_mark_height_and_count() -> None:
    assert histogram({3: 2, 4: 4, 5: 1}) == "1·0 2·0 3▄2 4█4 5▂1"
    assert histogram({}) == "1·0 2·0 3·0 4·0 5·0"
    assert histogram({1: 1000, 2: 1}, marks=(1, 2)) == "1█1000 2▁1"
    assert histogram({}, marks=()) == ""
