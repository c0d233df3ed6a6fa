"""How far weights may move before the order of options does."""

import pytest

from facilitator.methods.scoring import Change
from facilitator.methods.sensitivity import Firmness
from tests.methods.scored import pair


@pytest.mark.parametrize(
    ("weights", "firmness"),
    [
        ({"K": 60, "L": 40}, Firmness.ROBUST),  # tie at 50 %, exactly 10 points away
        ({"K": 59, "L": 41}, Firmness.SENSITIVE),
        ({"K": 55, "L": 45}, Firmness.SENSITIVE),  # exactly 5 points
        ({"K": 54, "L": 46}, Firmness.FRAGILE),
    ],
)
def test_robustness_boundaries(weights: dict[str, int], firmness: Firmness) -> None:
    result = pair({"K": [5, 5], "L": [1, 1]}, {"K": [1, 1], "L": [5, 5]}, weights)
    assert result.first_place.firmness is firmness


def test_a_better_option_everywhere_does_not_depend_on_weights() -> None:
    result = pair({"K": [5, 5], "L": [4, 4]}, {"K": [3, 3], "L": [2, 2]}, {"K": 2, "L": 1})
    assert result.first_place.firmness is Firmness.INDEPENDENT
    assert result.first_place.nearest is None


@pytest.mark.parametrize(("a_wins_at", "tie_at"), [("K", 0), ("L", 1)])
def test_a_tie_at_the_very_edge_of_the_weights_is_reported(a_wins_at: str, tie_at: int) -> None:
    level = {"K": [3, 3], "L": [3, 3]}
    result = pair({**level, a_wins_at: [5, 5]}, level, {"K": 40, "L": 60})
    assert [swing.tie_at for swing in result.swings if swing.criterion == "K"] == [tie_at]


def test_options_that_become_equal_change_the_order_but_do_not_swap() -> None:
    result = pair({"K": [5, 5], "L": [3, 3]}, {"K": [4, 4], "L": [3, 3]}, {"K": 1, "L": 1})
    level = result.variant(Change.LEFT_OUT, "K")
    assert level.order == (("A", "B"),)
    assert level.swaps == ()
    assert level.order_changed
    assert level.first_changed
