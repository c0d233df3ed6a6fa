"""NPS: golden values, the demo survey, and what must hold for any answers."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.nps import (
    CompanyNps,
    Nps,
    Weight,
    difference,
    nps,
    nps_of_counts,
    nps_of_groups,
    nps_per_company,
)

CORPORATE = [10, 10, 9, 9, 9, 9, 10, 9, 8, 8, 7, 8, 6, 5]
DEALER = [9, 10, 8, 7, 7, 8, 6, 5, 4, 6]
RETAIL = [10, 9, 9, 10, 9, 8, 8, 7, 7, 6, 3, 5]

answers = st.lists(st.integers(0, 10), min_size=1, max_size=60)


def found(value: Nps | NotAvailable) -> Nps:
    assert isinstance(value, Nps)
    return value


def shown(value: Nps, places: int = 1) -> list[str]:
    parts = (value.adjusted.centre, value.adjusted.low, value.adjusted.high)
    return [
        str(half_up(value.score, 2)),
        str(half_up(value.margin)),
        str(half_up(parts[0])),
        str(half_up(parts[1], places)),
        str(half_up(parts[2], places)),
    ]


@pytest.mark.parametrize(
    ("scores", "groups", "expected", "weight"),
    [
        (CORPORATE, (8, 4, 2), "42.86 38.2 35.3 -0.02 70.61", Weight.INDICATIVE),
        (DEALER, (2, 4, 4), "-20.00 46.4 -15.4 -55.82 25.05", Weight.INDICATIVE),
        (RETAIL, (5, 4, 3), "16.67 45.2 13.3 -26.37 53.04", Weight.INDICATIVE),
        (CORPORATE + DEALER + RETAIL, (15, 12, 9), "16.67 26.1 15.4 -9.53 40.30", Weight.OK),
    ],
)
def test_demo_survey(
    scores: list[int], groups: tuple[int, int, int], expected: str, weight: Weight
) -> None:
    result = found(nps(scores))
    assert (result.promoters, result.passives, result.detractors) == groups
    assert shown(result, 2) == expected.split()
    assert result.weight is weight


def test_demo_whole_numbers_for_the_screen() -> None:
    whole = [half_up(found(nps(scores)).score, 0) for scores in (CORPORATE, DEALER, RETAIL)]
    assert whole == [43, -20, 17]


def test_interval_touching_zero_is_never_shown_as_minus_zero() -> None:
    assert str(half_up(found(nps(CORPORATE)).interval.low)) == "0.0"


def test_demo_corporate_differs_from_dealer() -> None:
    compared = difference(found(nps(CORPORATE)), found(nps(DEALER)))
    assert half_up(compared.delta) == half_up(Fraction(629, 10))
    assert str(half_up(compared.threshold)) == "60.1"
    assert compared.significant
    assert not difference(found(nps(CORPORATE)), found(nps(RETAIL))).significant


def test_golden_five_promoters_three_passives_two_detractors() -> None:
    result = found(nps([10] * 5 + [8] * 3 + [0] * 2))
    assert shown(result) == ["30.00", "48.4", "23.1", "-19.1", "65.2"]
    assert nps_of_counts({10: 5, 8: 3, 0: 2}) == nps_of_groups(5, 3, 2) == result


def test_golden_ten_tens_are_clipped_at_100() -> None:
    result = found(nps([10] * 10))
    assert (result.score, result.margin) == (100, 0)
    assert (str(half_up(result.adjusted.low)), result.adjusted.high) == ("47.5", 100)


def test_golden_nine_seven_six() -> None:
    result = found(nps([9, 7, 6]))
    assert (result.score, str(half_up(result.margin))) == (0, "92.4")
    assert result.weight is Weight.ANECDOTAL


@pytest.mark.parametrize(
    ("count", "weight"),
    [(9, Weight.ANECDOTAL), (10, Weight.INDICATIVE), (29, Weight.INDICATIVE), (30, Weight.OK)],
)
def test_label_changes_exactly_at_10_and_30(count: int, weight: Weight) -> None:
    assert found(nps([8] * count)).weight is weight


def test_plain_interval_from_100_answers_on() -> None:
    few, many = found(nps_of_groups(50, 29, 20)), found(nps_of_groups(50, 30, 20))
    assert few.interval == few.adjusted
    assert many.interval.centre == many.score == 30
    assert many.interval.high == many.score + many.margin


def test_finite_base_narrows_only_above_five_per_cent() -> None:
    free = found(nps_of_groups(5, 3, 2))
    assert found(nps_of_groups(5, 3, 2, 200)).margin == free.margin
    close = found(nps_of_groups(5, 3, 2, 199))
    assert close.margin_squared == free.margin_squared * Fraction(189, 198)
    assert close.response_rate == Fraction(10, 199)


def test_when_everybody_answered_nothing_is_estimated() -> None:
    whole = found(nps_of_groups(5, 3, 2, 10))
    assert whole.margin == 0
    assert (whole.adjusted.low, whole.adjusted.high) == (30, 30)
    assert found(nps([10], 1)).score == 100


def test_no_answers_have_a_reason_and_blank_is_not_zero() -> None:
    assert nps([]) == NotAvailable("There are no answers yet.")
    assert nps([None, None]) == nps_of_counts({}) == NotAvailable("There are no answers yet.")
    assert nps([10, None, 8]) == nps([10, 8])
    assert isinstance(found(nps([10])).response_rate, NotAvailable)


@pytest.mark.parametrize("wrong", [11, -1, 9.5, True, "9", float("nan")])
def test_an_answer_off_the_scale_is_named(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"Answer 2 is .*; an answer is a whole number"):
        nps([10, wrong])
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        nps_of_counts({wrong: 1})


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 is not a number of answers"):
        nps_of_groups(5, -1, 0)
    with pytest.raises(ValueError, match="10 answers came from 9 people"):
        nps_of_groups(5, 3, 2, 9)


def test_every_company_has_one_voice() -> None:
    survey = [("Halmer", 10), ("Halmer", 9), ("Halmer", 0), ("Brevik", 7), ("Kestor", None)]
    assert nps_per_company(survey) == CompanyNps(Fraction(100, 6), 2, 4)
    assert isinstance(nps_per_company([("Halmer", None)]), NotAvailable)
    with pytest.raises(ValueError, match="An answer of Brevik is 12"):
        nps_per_company([("Brevik", 12)])


@given(answers, st.randoms(use_true_random=False))
def test_order_of_answers_does_not_matter(scores: list[int], chance: Any) -> None:
    mixed = scores[:]
    chance.shuffle(mixed)
    assert nps(mixed) == nps(scores)


@given(answers)
def test_groups_add_up_and_the_interval_stays_on_the_scale(scores: list[int]) -> None:
    result = found(nps(scores))
    assert result.answers == len(scores)
    assert -100 <= result.adjusted.low <= result.adjusted.centre <= result.adjusted.high <= 100
    assert result.adjusted.low < result.adjusted.high
    assert not str(half_up(result.adjusted.low)).startswith("-0.0")


@given(answers)
def test_turning_promoters_into_detractors_turns_the_sign(scores: list[int]) -> None:
    result = found(nps(scores))
    mirror = found(nps_of_groups(result.detractors, result.passives, result.promoters))
    assert mirror.score == -result.score
    assert (mirror.adjusted.low, mirror.adjusted.high) == (
        -result.adjusted.high,
        -result.adjusted.low,
    )


@given(answers, answers)
def test_difference_is_the_same_from_both_sides(first: list[int], second: list[int]) -> None:
    there = difference(found(nps(first)), found(nps(second)))
    back = difference(found(nps(second)), found(nps(first)))
    assert (there.delta, there.significant) == (-back.delta, back.significant)


@given(answers)
def test_one_answer_per_company_gives_the_plain_score(scores: list[int]) -> None:
    each = nps_per_company([(f"client {at}", score) for at, score in enumerate(scores)])
    assert isinstance(each, CompanyNps)
    assert each.score == found(nps(scores)).score
