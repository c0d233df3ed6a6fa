"""XYZ: the demo company's clients, boundaries, and what holds for any history."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.xyz_classes import (
    CLASSIC,
    MEDIUM,
    MONTHS,
    NO_HISTORY,
    QUARTERS,
    SUPPLY_CHAIN,
    Sigma,
    XyzLimits,
    classify_xyz,
    deseasonalise,
    variation_squared,
)
from tests.methods.clients import QUARTERLY, ROWS, histories


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_demo_regularity(row: list[str]) -> None:
    quarters = QUARTERLY[row[0]]
    population = classify_xyz(quarters)
    assert population.column == row[11]
    for sigma, expected in ((Sigma.POPULATION, row[9]), (Sigma.SAMPLE, row[10])):
        cv = classify_xyz(quarters, sigma=sigma).cv
        assert (
            expected == "–"
            if isinstance(cv, NotAvailable)
            else str(half_up(cv * 100, 2)) == expected
        )


def test_demo_details() -> None:
    assert classify_xyz(QUARTERLY["K03"], sigma=Sigma.SAMPLE).column == "Z"
    for client, periods, indicative in (("K09", 7, True), ("K10", 7, True), ("K01", 8, False)):
        result = classify_xyz(QUARTERLY[client])
        assert (result.periods, result.indicative) == (periods, indicative)
    assert classify_xyz(QUARTERLY["K12"]).periods == 3


@pytest.mark.parametrize(
    ("values", "population", "sample"),
    [
        ([10, 10, 10, 10], Decimal(0), Decimal(0)),
        ([90, 110, 90, 110], Decimal("0.1"), Decimal("0.115470")),
        ([75, 125, 75, 125], Decimal("0.25"), Decimal("0.288675")),
        ([40, 0, 0, 0], Decimal("1.732051"), Decimal(2)),
    ],
)
def test_golden_variation(values: list[int], population: Decimal, sample: Decimal) -> None:
    relaxed = replace(QUARTERS, minimum=1)
    for sigma, expected in ((Sigma.POPULATION, population), (Sigma.SAMPLE, sample)):
        squared = variation_squared(values, sigma)
        assert not isinstance(squared, NotAvailable)
        assert abs(squared - Fraction(expected) ** 2) < Fraction(1, 10**5)
        cv = classify_xyz(values, sigma=sigma, period=relaxed).cv
        assert not isinstance(cv, NotAvailable)
        assert half_up(cv, 6) == half_up(expected, 6)


def test_golden_boundaries_are_inclusive_for_population_only() -> None:
    on_x, on_y = [90, 110] * 4, [75, 125] * 4
    assert [classify_xyz(on_x, sigma=sigma).column for sigma in Sigma] == ["X", "Y"]
    assert [classify_xyz(on_y, sigma=sigma).column for sigma in Sigma] == ["Y", "Z"]
    assert classify_xyz([Decimal("89.9999"), Decimal("110.0001")] * 4).column == "Y"


def test_presets() -> None:
    assert [classify_xyz([80, 120] * 4, limits).column for limits in (CLASSIC, MEDIUM)] == [
        "Y",
        "X",
    ]
    assert classify_xyz([50, 150] * 4, MEDIUM).column == "Y"
    assert classify_xyz([50, 150] * 4, SUPPLY_CHAIN).column == "X"
    assert classify_xyz([3, 0, 0] * 3, SUPPLY_CHAIN).column == "Z"
    assert classify_xyz([2, 0] * 4, SUPPLY_CHAIN).column == "Y"


def test_golden_leading_zeros_are_cut() -> None:
    cut = classify_xyz([0, 0, 0, 40])
    assert (cut.column, cut.periods) == (NO_HISTORY, 1)
    assert classify_xyz([None, 0, *[5] * 6]) == classify_xyz([5] * 6)
    assert classify_xyz([0, 0, *[5] * 6], client_since=0).column == "Z"
    assert classify_xyz([0, 0, *[5] * 6], client_since=7).periods == 6


def test_history_shorter_than_six_has_no_class() -> None:
    assert classify_xyz([5] * 5).column == NO_HISTORY
    assert classify_xyz([5] * 6).column == "X"
    assert [classify_xyz([5] * n, period=QUARTERS).indicative for n in (7, 8)] == [True, False]
    assert [classify_xyz([5] * n, period=MONTHS).indicative for n in (11, 12)] == [True, False]


def test_lost_after_four_quarters_or_six_months() -> None:
    assert classify_xyz([5] * 6 + [0] * 3).column == "Z"
    assert classify_xyz([5] * 6 + [0] * 4).column == "lost"
    assert classify_xyz([5] * 6 + [0] * 5, period=MONTHS).column == "Z"
    assert classify_xyz([5] * 6 + [0] * 6, period=MONTHS).column == "lost"
    # A newcomer who left is lost too, however short the history.
    assert classify_xyz([5, 0, 0, 0, 0]).column == "lost"


def test_a_client_who_never_bought_is_not_lost() -> None:
    assert classify_xyz([0] * 8).column == classify_xyz([]).column == NO_HISTORY


def test_a_blank_inside_the_history_is_not_zero() -> None:
    blank = classify_xyz([5, 5, 5, None, 5, 5, 5])
    assert blank.column == NO_HISTORY
    assert blank.cv == NotAvailable("A period is blank; enter 0 if nothing was bought in it.")


def test_returns_are_computed_but_flagged() -> None:
    returns = classify_xyz([10, 10, -2, 10, 10, 10])
    assert returns.has_returns
    assert returns.column == "Z"
    assert not classify_xyz([10, 0, 10, 10, 10, 10]).has_returns
    assert classify_xyz([10, -10, 5, -5, 1, -1]).column == NO_HISTORY
    assert classify_xyz([1, -10, 5, -5, 1, -1]).column == NO_HISTORY


def test_a_seasonal_buyer_is_regular_once_the_season_is_taken_out() -> None:
    season = [Fraction(1, 2), Fraction(1), Fraction(1), Fraction(3, 2)]
    bought = [50, 100, 100, 150] * 2
    assert classify_xyz(bought).column == "Z"
    plain = deseasonalise(bought, season)
    assert not isinstance(plain, NotAvailable)
    assert classify_xyz(plain).column == "X"
    assert deseasonalise([None, 3], season) == (None, 3)
    assert isinstance(deseasonalise(bought, [1, 0]), NotAvailable)
    assert isinstance(deseasonalise(bought, []), NotAvailable)


@given(histories, st.integers(1, 1000))
def test_scale_and_leading_zeros_do_not_change_regularity(
    history: list[Decimal], scale: int
) -> None:
    plain = classify_xyz(history)
    scaled = classify_xyz([0, None, 0, *(value * scale for value in history)])
    assert (scaled.column, scaled.periods) == (plain.column, plain.periods)


@given(histories.filter(lambda history: history[0] > 0), st.randoms(use_true_random=False))
def test_order_inside_the_history_does_not_matter(history: list[Decimal], chance: Any) -> None:
    # The closing purchase and the first keep "lost" and the cut out of the comparison.
    middle = history[:]
    chance.shuffle(middle)
    ends = Decimal(7)
    assert classify_xyz([ends, *middle, ends]) == classify_xyz([ends, *history, ends])


@given(st.lists(st.integers(1, 300), min_size=6, max_size=12), st.integers(1, 80))
def test_class_limit_is_exact_at_any_value(values: list[int], limit: int) -> None:
    squared = variation_squared(values)
    assert not isinstance(squared, NotAvailable)
    column = classify_xyz(values, XyzLimits(limit, 10_000)).column
    mean = Fraction(sum(values), len(values))
    variance = Fraction(sum((value - mean) ** 2 for value in values), len(values))
    assert (column == "X") == (variance <= Fraction(limit, 100) ** 2 * mean**2)


@given(histories)
def test_sample_deviation_is_never_smaller(history: list[Decimal]) -> None:
    by_n = variation_squared(history, Sigma.POPULATION)
    by_less = variation_squared(history, Sigma.SAMPLE)
    if not isinstance(by_n, NotAvailable) and not isinstance(by_less, NotAvailable):
        assert by_less * (len(history) - 1) == by_n * len(history)
