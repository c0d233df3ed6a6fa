"""The forgiving grammar of an option."""

import pytest

from screens.stages.option_line import read_option


@pytest.mark.parametrize(
    "line",
    [
        "S2 O1: Programme for sites",
        "s2 o1 - Programme for sites",
        "S2 × O1: Programme for sites",
        "S2×O1 Programme for sites",
        "S2, O1; Programme for sites",
        "(S2 x O1) Programme for sites",
        "Programme for sites: S2 and O1",
        "Programme for sites (S2 × O1)",
        "Programme for sites // S2 O1",
        "S2 + О1: Programme for sites",  # a Cyrillic letter that looks the same
    ],
)
def test_factors_stand_before_or_behind_with_anything_between(line: str) -> None:
    assert read_option(line) == "S2 O1: Programme for sites"


@pytest.mark.parametrize(
    "line",
    [
        "plain words",
        "use S2 for all",
        "! decide on S2 O1",
        "@AB calls O1",
        "? S1 O1",
        "s: S1 O1",
        "",
    ],
)
def test_other_lines_come_back_untouched(line: str) -> None:
    assert read_option(line) == line


def test_both_sides_win_over_a_mention_at_the_beginning() -> None:
    line = "S2 guarantee for sites (S2 O1)"
    assert read_option(line) == "S2 O1: S2 guarantee for sites"


def test_many_factors_keep_their_order_and_later_colons_stay() -> None:
    line = "W4 W5 × T1 T6: Concentrate dealers: five partners"
    assert read_option(line) == "W4 W5 T1 T6: Concentrate dealers: five partners"
