from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import (
    NotAvailable,
    complete_total,
    divide,
    entered,
    fraction,
    half_up,
    known,
    largest_remainder,
    mean,
    median,
    percent,
    plain,
    population_sigma,
    population_variance,
    quotient,
    root,
    sample_sigma,
)

whole_numbers = st.integers(-10_000, 10_000)


@pytest.mark.parametrize(
    ("values", "sigma"),
    [
        ([1, 1, 1, 5, 5, 5], Decimal(2)),
        ([1, 5, 5, 5], Decimal("1.732")),
        ([3, 3, 3, 3], Decimal(0)),
    ],
)
def test_population_sigma_of_known_rooms(values: list[int], sigma: Decimal) -> None:
    assert round(population_sigma(values), 3) == sigma


def test_sample_sigma_divides_by_one_less() -> None:
    assert round(sample_sigma([90, 110, 90, 110]) / 100, 5) == Decimal("0.11547")
    assert isinstance(sample_sigma([7]), NotAvailable)


def test_empty_input_is_not_available_and_never_zero() -> None:
    for figure in (mean([]), median([]), population_sigma([]), divide(1, 0)):
        assert isinstance(figure, NotAvailable)
        assert figure.reason


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Decimal("-0.02"), 1, "0.0"),
        (Decimal("24.35"), 1, "24.4"),
        (Fraction(451, 150), 2, "3.01"),
        (0, 1, "0.0"),
    ],
)
def test_halves_round_away_from_zero_without_a_negative_zero(
    value: Fraction, places: int, shown: str
) -> None:
    assert str(half_up(value, places)) == shown


def test_one_hundred_over_three_equal_weights() -> None:
    assert largest_remainder(100, [1, 1, 1]) == (34, 33, 33)


def test_nothing_to_split_by_is_not_available() -> None:
    assert isinstance(largest_remainder(10, [0, 0]), NotAvailable)
    assert isinstance(largest_remainder(10, []), NotAvailable)
    with pytest.raises(ValueError, match="negative"):
        largest_remainder(10, [1, -1])


@given(whole_numbers, st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_parts_add_up_and_stay_within_one_of_the_ideal(amount: int, weights: list[int]) -> None:
    parts = largest_remainder(amount, weights)
    if sum(weights) == 0:
        assert isinstance(parts, NotAvailable)
        return
    assert not isinstance(parts, NotAvailable)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1


@given(st.lists(whole_numbers, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_order_of_values_never_matters(values: list[int], random: object) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert mean(values) == mean(shuffled)
    assert median(values) == median(shuffled)
    assert population_variance(values) == population_variance(shuffled)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_root_of_a_square_is_exact(numerator: int, denominator: int) -> None:
    square = Fraction(numerator, denominator) ** 2
    assert abs(fraction(root(square)) ** 2 - square) <= square / 10**25


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_rounding_moves_a_number_by_at_most_half_a_unit(value: Fraction, places: int) -> None:
    assert abs(fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        fraction(0.1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="negative"):
        root(-1)


def test_the_middle_of_an_even_number_of_values() -> None:
    assert median([9, 1, 4, 2]) == 3
    assert median([Decimal("98"), 146, 112, 124]) == 118
    assert median([3, 1, 2]) == 2


def test_a_blank_is_a_reason_and_never_a_smaller_total() -> None:
    blank = NotAvailable("The plan is not entered.")
    assert entered(None, blank.reason) == blank
    assert entered(0, "unused") == 0
    assert complete_total([1, None, 2], blank.reason) == blank
    assert complete_total([1, blank, None], "unused") == blank
    assert complete_total([1, Decimal("0.5")], "unused") == Fraction(3, 2)
    assert complete_total([], "unused") == 0
    assert known(Fraction(1), blank) == blank
    assert known(Fraction(1), Fraction(2)) == (1, 2)
    assert quotient(blank, Fraction(0), "zero") == blank
    assert quotient(Fraction(1), Fraction(0), "zero") == NotAvailable("zero")
    assert quotient(Fraction(1), Fraction(4), "zero") == Fraction(1, 4)


@pytest.mark.parametrize(
    ("value", "shown"), [(1207, "1,207"), (0, "0"), (100, "100"), ("97.46", "97.5"), ("-0.01", "0")]
)
def test_numbers_inside_a_sentence(value, shown: str) -> None:
    assert plain(Decimal(value)) == shown
    assert percent(Decimal(value) / 100) == f"{shown} %"
