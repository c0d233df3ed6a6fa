"""Sales dynamics: the demo company's figures and what must hold for any series."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.dynamics import (
    Decline,
    DeclineUnit,
    Seasonality,
    Trend,
    cagr,
    centred_average,
    change,
    changes,
    declines,
    month_declines,
    month_on_month,
    moving_average,
    moving_total,
    plan_split,
    quarter_declines,
    quarter_totals,
    seasonality,
    trend,
    trended_seasonality,
    year_on_year,
)
from facilitator.methods.exact import Exact, NotAvailable, half_up

CORPORATE = [
    *(150, 155, 175, 150, 160, 150, 140, 170, 210, 220, 240, 240),
    *(165, 180, 195, 185, 185, 180, 165, 200, 245, 255, 280, 285),
]  # fmt: skip
DEALER = [
    *(145, 135, 140, 130, 125, 125, 115, 125, 150, 165, 170, 155),
    *(140, 135, 135, 125, 120, 115, 100, 115, 135, 150, 150, 140),
]  # fmt: skip
RETAIL = [
    *(50, 45, 45, 40, 38, 37, 36, 40, 49, 58, 62, 60),
    *(54, 50, 51, 45, 43, 42, 41, 45, 54, 62, 67, 66),
]  # fmt: skip
COMPANY = [sum(month) for month in zip(CORPORATE, DEALER, RETAIL, strict=True)]

money = st.integers(min_value=-10_000, max_value=10_000).map(lambda cents: Decimal(cents) / 100)
sales = st.integers(min_value=1, max_value=10_000)
years = st.lists(sales, min_size=24, max_size=48).filter(lambda months: len(months) % 12 == 0)


def percent(value: Fraction | Decimal | NotAvailable, places: int = 1) -> str:
    assert not isinstance(value, NotAvailable)
    return str(half_up(Fraction(value) * 100, places))


def season(value: Seasonality | NotAvailable) -> Seasonality:
    assert isinstance(value, Seasonality)
    return value


def line(value: Trend | NotAvailable) -> Trend:
    assert isinstance(value, Trend)
    return value


def test_demo_months_add_up_to_the_company() -> None:
    assert [sum(COMPANY[:12]), sum(COMPANY[12:])] == [4400, 4700]
    totals = moving_total(COMPANY)
    assert (totals[11], totals[23]) == (4400, 4700)
    assert moving_average(COMPANY)[11] == Fraction(1100, 3)


def test_demo_year_on_year_by_month() -> None:
    shown = " ".join(percent(value) for value in year_on_year(COMPANY)[12:])
    assert shown == "4.1 9.0 5.8 10.9 7.7 8.0 5.2 7.5 6.1 5.4 5.3 7.9"


def test_demo_year_on_year_totals() -> None:
    assert percent(change(4400, 4150), 2) == "6.02"
    assert percent(change(4700, 4400), 2) == "6.82"
    by_channel = [
        percent(change(sum(channel[12:]), sum(channel[:12])), 2)
        for channel in (CORPORATE, DEALER, RETAIL)
    ]
    assert by_channel == ["16.67", "-7.14", "10.71"]


def test_growth_rate_4150_to_4700_in_two_steps() -> None:
    assert percent(cagr(4150, 4700, 2), 2) == "6.42"
    assert cagr(100, 121, 2) == Decimal("0.1")
    assert cagr(100, Decimal("133.1"), 3) == Decimal("0.1")
    assert cagr(4, 9, 2) == Decimal("0.5")


@pytest.mark.parametrize(
    ("first", "last", "steps"), [(0, 5, 2), (5, 0, 2), (-1, 5, 2), (None, 5, 2), (5, None, 2)]
)
def test_growth_rate_needs_two_positive_years(
    first: int | None, last: int | None, steps: int
) -> None:
    assert isinstance(cagr(first, last, steps), NotAvailable)


def test_growth_rate_needs_two_steps() -> None:
    assert cagr(5, 6, 1) == NotAvailable("An average growth rate needs at least two yearly steps.")


def test_demo_trend() -> None:
    fitted = line(trend(COMPANY))
    assert half_up(fitted.slope, 2) == Decimal("4.66")
    assert fitted.relative == fitted.slope / Fraction(9100, 24)
    assert not fitted.rough


def test_demo_season_indices() -> None:
    found = season(seasonality(COMPANY))
    shown = " ".join(str(half_up(index, 3)) for index in found.indices)
    assert shown == "0.929 0.923 0.977 0.890 0.885 0.856 0.787 0.916 1.112 1.200 1.278 1.247"
    assert sum(found.indices) == 12
    assert (found.peak, found.low) == (10, 6)
    assert found.years == 2
    assert found.indicative


def test_demo_dealer_declines() -> None:
    quarters = quarter_totals(DEALER)
    yoy = [percent(value) for value in year_on_year(quarters, 4)[4:]]
    assert yoy == ["-2.4", "-5.3", "-10.3", "-10.2"]
    assert [one.first for one in quarter_declines(quarters)] == [5, 6, 7]
    found = declines(DEALER)
    assert [one.unit for one in found] == [DeclineUnit.QUARTER] * 3 + [DeclineUnit.MONTH]
    # February stood level, so January alone is no run.
    base, now = sum(DEALER[2:12]), sum(DEALER[14:])
    assert found[3] == Decline(DeclineUnit.MONTH, 14, 23, Fraction(now, base) - 1)


def test_demo_growing_channels_need_no_cause() -> None:
    assert declines(CORPORATE) == declines(RETAIL) == declines(COMPANY) == ()


def test_demo_plan_split_by_quarter_shares() -> None:
    plans: list[tuple[int, ...] | NotAvailable] = []
    for channel, target in ((CORPORATE, 3024), (DEALER, 1500), (RETAIL, 650)):
        found = season(seasonality(quarter_totals(channel), 4))
        plans.append(plan_split(target, found.indices))
    assert plans == [(660, 652, 730, 982), (385, 343, 342, 430), (162, 135, 146, 207)]


def test_split_of_100_over_three_equals() -> None:
    assert plan_split(100, [1, 1, 1]) == (34, 33, 33)
    assert isinstance(plan_split(100, []), NotAvailable)


def test_decline_limit_is_inclusive_and_exact() -> None:
    at_limit: list[Exact] = [100, 100, 100, 100, 95, Decimal("95.01"), 0, 101]
    assert [one.first for one in quarter_declines(at_limit)] == [4, 6]


def test_two_falling_months_make_a_run_and_one_does_not() -> None:
    base = [100] * 12
    assert month_declines([*base, 99, 100, 99, 98, 100, 99]) == (
        Decline(DeclineUnit.MONTH, 14, 15, Fraction(-3, 200)),
    )
    assert month_declines([*base, 99, None, 99]) == ()


def test_missing_or_zero_base_has_a_reason() -> None:
    values = changes([0, 5, None, 7, -2, 3], 1)
    assert all(isinstance(value, NotAvailable) for value in (values[0], *values[1:4], values[5]))
    assert values[4] == Fraction(-9, 7)
    assert change(None, 5) == NotAvailable("The period itself has no value.")
    assert change(5, None) == NotAvailable("The period to compare with has no value.")
    assert change(5, 0) == NotAvailable("The period to compare with is zero or negative.")


def test_a_gap_in_a_quarter_or_window_is_not_zero() -> None:
    assert quarter_totals([1, 2, 3, 4, None, 6, 7, 8]) == (6, None)
    window = moving_total([1, None, 3, 4, 5], 3)
    assert [isinstance(value, NotAvailable) for value in window] == [True] * 4 + [False]


def test_centred_average_uses_half_weight_at_both_ends() -> None:
    months = [*range(1, 26)]
    centred = centred_average(months)
    assert [isinstance(value, NotAvailable) for value in centred] == (
        [True] * 6 + [False] * 13 + [True] * 6
    )
    # A straight line runs through the middle of its own window.
    assert list(centred[6:19]) == months[6:19]
    assert centred_average([1, 2, 6], 3)[1] == 3


def test_trended_season_is_recovered_from_a_trend() -> None:
    pattern = [Fraction(8, 10), Fraction(9, 10), Fraction(11, 10), Fraction(12, 10)]
    flat = [pattern[at % 4] * 100 for at in range(12)]
    assert season(trended_seasonality(flat, 4)).indices == tuple(pattern)
    rising = [pattern[at % 4] * (100 + 10 * at) for at in range(20)]
    by_trend = season(trended_seasonality(rising, 4)).indices
    by_year = season(seasonality(rising, 4)).indices
    error_trend = sum(abs(a - b) for a, b in zip(by_trend, pattern, strict=True))
    error_year = sum(abs(a - b) for a, b in zip(by_year, pattern, strict=True))
    assert error_trend < error_year


def test_season_leaves_out_empty_and_broken_years() -> None:
    year = [1, 2, 3, 2]
    assert season(seasonality([*year, 0, 0, 0, 0, *year, 5], 4)).years == 2
    assert season(seasonality([*year, *year, 9, None, 9, 9], 4)).indices == tuple(
        Fraction(value, 2) for value in year
    )
    assert isinstance(seasonality([*year, 0, 0, 0, 0], 4), NotAvailable)
    assert isinstance(seasonality([], 12), NotAvailable)
    assert isinstance(trended_seasonality([*year], 4), NotAvailable)


def test_three_years_of_season_are_no_longer_indicative() -> None:
    assert not season(seasonality([1, 2, 3, 2] * 3, 4)).indicative


def test_trend_needs_six_points_and_keeps_time_over_a_gap() -> None:
    assert isinstance(trend([1, 2, 3, 4, 5]), NotAvailable)
    assert isinstance(trend([1, 2, 3, None, 4, 5]), NotAvailable)
    gap = line(trend([10, 20, None, 40, 50, 60, 70]))
    assert gap.slope == 10
    assert gap.points == 6
    assert gap.rough
    assert isinstance(line(trend([-3, -2, -1, 1, 2, 3])).relative, NotAvailable)


@given(st.lists(money, min_size=6, max_size=40), money, money)
def test_trend_follows_the_scale_not_the_level(
    values: list[Decimal], shift: Decimal, scale: Decimal
) -> None:
    before = line(trend(values)).slope
    moved = [value * scale + shift for value in values]
    assert line(trend(moved)).slope == before * Fraction(scale)


@given(years)
def test_season_is_the_same_in_whatever_order_years_come(months: list[int]) -> None:
    chunks = [months[at : at + 12] for at in range(0, len(months), 12)]
    turned = [month for chunk in reversed(chunks) for month in chunk]
    indices = season(seasonality(months)).indices
    assert sum(indices) == 12
    assert season(seasonality(turned)).indices == indices


@given(st.integers(-10_000, 10_000), years)
def test_plan_parts_add_up_to_the_target(target: int, months: list[int]) -> None:
    parts = plan_split(target, season(seasonality(months)).indices)
    assert not isinstance(parts, NotAvailable)
    assert sum(parts) == target


@given(st.lists(sales, min_size=1, max_size=30), st.integers(1, 12))
def test_changes_lead_back_to_the_values(values: list[int], lag: int) -> None:
    for at, value in enumerate(changes(values, lag)):
        if at < lag:
            assert isinstance(value, NotAvailable)
        else:
            assert not isinstance(value, NotAvailable)
            assert values[at - lag] * (1 + value) == values[at]


@given(sales, sales, st.integers(2, 10))
def test_compounding_the_growth_rate_leads_to_the_last_year(
    first: int, last: int, steps: int
) -> None:
    rate = cagr(first, last, steps)
    assert isinstance(rate, Decimal)
    assert abs(first * (1 + rate) ** steps - last) < Decimal("0.0000001") * last


@given(st.lists(st.none() | money, max_size=30))
def test_every_figure_keeps_its_place(values: list[Decimal | None]) -> None:
    assert len(month_on_month(values)) == len(moving_total(values)) == len(values)
    assert len(centred_average(values)) == len(values)
    for value, figure in zip(values, month_on_month(values), strict=True):
        assert value is not None or isinstance(figure, NotAvailable)
