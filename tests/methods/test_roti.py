from fractions import Fraction

import pytest

from facilitator.methods.exact import NotAvailable, half_up, mean
from facilitator.methods.roti import roti

PEOPLE = ("JW", "IS", "PN", "EM", "TL", "AB")


def test_demo_session() -> None:
    result = roti(dict(zip(PEOPLE, (4, 5, 4, 3, 4, 4), strict=True)))
    assert result.mean == 4
    assert str(half_up(result.sigma, 2)) == "0.58"
    assert result.fine is True


def test_demo_check_in_energy() -> None:
    assert str(half_up(mean([3, 4, 3, 3, 4, 2]), 2)) == "3.17"


@pytest.mark.parametrize(
    ("scores", "average", "fine"), [((3, 3), 3, True), ((3, 2, None), Fraction(5, 2), False)]
)
def test_three_is_the_line_and_a_blank_is_not_zero(scores, average, fine: bool) -> None:
    result = roti({str(at): score for at, score in enumerate(scores)})
    assert (result.mean, result.fine) == (average, fine)
    assert len(result.waiting) == scores.count(None)


def test_nobody_scored() -> None:
    result = roti({"JW": None})
    assert isinstance(result.mean, NotAvailable)
    assert result.fine is None


def test_outside_the_scale() -> None:
    with pytest.raises(ValueError, match="JW scored the session 0"):
        roti({"JW": 0})
