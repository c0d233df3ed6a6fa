"""Funnel: the demo company's new business and what must hold for any funnel."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.funnel import (
    Deal,
    Need,
    Pipeline,
    SalesCycle,
    StageCount,
    WeeklyNorm,
    contracts_needed,
    conversions,
    cycle_warning,
    last_useful_start,
    revenue_gap,
    sales_cycle,
    sales_velocity,
    weekly_norm,
    weighted_pipeline,
    work_back,
    working_weeks,
)

STAGES = ["Cold calls", "First meetings", "Qualified", "Proposals", "Contracts"]
COUNTS = [400, 32, 20, 16, 4]
HISTORY = [StageCount(stage, count) for stage, count in zip(STAGES, COUNTS, strict=True)]
PIPELINE = [
    Deal("Q-101", 70, Decimal("0.6")),
    Deal("Q-102", 45, Decimal("0.25")),
    Deal("Q-103", 60, Decimal("0.2")),
    Deal("Q-104", 80, Decimal("0.25")),
    Deal("Q-105", 90, Decimal("0.2")),
    Deal("Q-106", 120, Decimal("0.125")),
    Deal("Q-107", 64, Decimal("0.125")),
    Deal("Q-108", 52, Decimal("0.25")),
]

rates = st.lists(st.fractions(Fraction(1, 100), 1, max_denominator=100), min_size=1, max_size=6)
chances = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
deals = st.lists(st.builds(Deal, st.text(max_size=3), st.integers(0, 1000), chances), min_size=1)


def counts(needs: tuple[Need, ...]) -> list[int | NotAvailable]:
    return [need.count for need in needs]


def pipeline(found: Pipeline | NotAvailable) -> Pipeline:
    assert isinstance(found, Pipeline)
    return found


def test_demo_conversions() -> None:
    found = conversions(HISTORY)
    assert [one.conversion for one in found[:4]] == [
        Fraction(8, 100),
        Fraction(625, 1000),
        Fraction(80, 100),
        Fraction(25, 100),
    ]
    assert found[4].conversion == NotAvailable("This is the last stage.")
    chances = [one.to_contract for one in found]
    assert chances == [Fraction(1, 100), Fraction(1, 8), Fraction(1, 5), Fraction(1, 4), 1]
    assert [one.small_sample for one in found] == [False, False, True, True, True]
    assert all(one.warning is None for one in found)


def test_demo_need_at_historical_and_at_improved_rates() -> None:
    history = [one.conversion for one in conversions(HISTORY)[:4]]
    assert counts(work_back(6, STAGES, history)) == [600, 48, 30, 24, 6]
    improved = [*history[:3], Decimal("0.3")]
    assert counts(work_back(6, STAGES, improved)) == [500, 40, 25, 20, 6]


def test_demo_money_to_contracts() -> None:
    gap = revenue_gap(3024, 2520, 126, 210)
    assert gap == 420
    assert contracts_needed(gap, 70) == 6


def test_demo_rhythm() -> None:
    assert last_useful_start(date(2027, 12, 31), 120) == date(2027, 9, 2)
    weeks = working_weeks(date(2027, 2, 1), date(2027, 8, 27))
    assert weeks == 30
    assert weekly_norm(600, weeks) == WeeklyNorm(Fraction(20))
    norm = weekly_norm(500, weeks)
    assert isinstance(norm, WeeklyNorm)
    assert (str(half_up(norm.exact)), norm.count) == ("16.7", 17)


def test_demo_cycle() -> None:
    found = sales_cycle([98, 112, 124, 146])
    assert isinstance(found, SalesCycle)
    assert found == SalesCycle(Fraction(120), Fraction(118), 4)
    assert (found.stale(236), found.stale(237)) == (False, True)


def test_demo_pipeline() -> None:
    found = pipeline(weighted_pipeline(PIPELINE))
    assert (found.amount, found.expected) == (581, Fraction("139.25"))
    assert str(half_up(Fraction(found.spread))) == "84.6"
    assert [str(half_up(value, 2)) for _, value in found.weighted] == [
        "42.00",
        "11.25",
        "12.00",
        "20.00",
        "18.00",
        "15.00",
        "8.00",
        "13.00",
    ]


def test_golden_work_back() -> None:
    tenth, half, quarter = Decimal("0.1"), Decimal("0.5"), Decimal("0.25")
    assert counts(work_back(10, list("abcd"), [tenth, half, quarter])) == [800, 80, 40, 10]
    assert counts(work_back(3, list("abc"), [Decimal("0.15"), Fraction(1, 3)])) == [60, 9, 3]


def test_rounding_up_does_not_travel_back() -> None:
    needs = work_back(1, list("abc"), [Fraction(1, 2), Fraction(2, 3)])
    assert [need.exact for need in needs] == [3, Fraction(3, 2), 1]
    assert counts(needs) == [3, 2, 1]


def test_a_zero_or_missing_rate_asks_for_an_assumption() -> None:
    for rate, word in ((0, "zero"), (None, "missing"), (NotAvailable("no data"), "missing")):
        needs = work_back(6, list("abcd"), [Fraction(1, 2), rate, Fraction(1, 2)])
        assert [need.exact for need in needs[2:]] == [12, 6]
        for need in needs[:2]:
            assert need.count == NotAvailable(
                f"The conversion from b to c is {word}; enter an assumption."
            )


def test_work_back_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="one conversion between each two"):
        work_back(6, ["a", "b"], [])
    with pytest.raises(ValueError, match="target is negative"):
        work_back(-1, ["a", "b"], [1])
    with pytest.raises(ValueError, match="from a to b is negative"):
        work_back(1, ["a", "b"], [-1])


def test_missing_and_empty_stages_have_reasons() -> None:
    found = conversions(
        [StageCount("calls", None), StageCount("meetings", 0), StageCount("contracts", 2)]
    )
    assert found[0].conversion == NotAvailable("The count of calls is not entered.")
    assert found[1].conversion == NotAvailable("No deal reached meetings.")
    assert [one.small_sample for one in found] == [False, True, True]
    assert conversions([]) == ()
    with pytest.raises(ValueError, match="negative count"):
        conversions([StageCount("calls", -1)])


def test_more_deals_later_than_earlier_is_a_data_warning() -> None:
    found = conversions([StageCount("calls", 10), StageCount("meetings", 11)])
    assert found[0].conversion == Fraction(11, 10)
    assert found[0].warning == "More deals at meetings than at calls: check both counts."


@pytest.mark.parametrize(("count", "small"), [(29, True), (30, False)])
def test_small_sample_ends_at_30(count: int, small: bool) -> None:
    assert conversions([StageCount("calls", count)])[0].small_sample is small


def test_period_ratio_is_warned_about_when_the_cycle_is_longer() -> None:
    assert cycle_warning(90, 90) is None
    assert cycle_warning(91, 90) is not None


def test_contracts_round_up_and_need_an_average() -> None:
    assert contracts_needed(421, 70) == 7
    assert contracts_needed(-10, 70) == contracts_needed(0, 70) == 0
    assert isinstance(contracts_needed(10, 0), NotAvailable)
    assert isinstance(contracts_needed(10, None), NotAvailable)


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2027, 2, 1), date(2027, 2, 1), 1),
        (date(2027, 2, 5), date(2027, 2, 8), 2),
        (date(2027, 2, 6), date(2027, 2, 7), 0),
        (date(2027, 2, 6), date(2027, 2, 8), 1),
        (date(2027, 2, 1), date(2027, 2, 7), 1),
        (date(2027, 2, 8), date(2027, 2, 1), 0),
    ],
)
def test_weeks_with_a_weekday(first: date, last: date, weeks: int) -> None:
    assert working_weeks(first, last) == weeks


def test_no_week_left_has_a_reason() -> None:
    assert isinstance(weekly_norm(5, 0), NotAvailable)
    missing = NotAvailable("no rate")
    assert weekly_norm(missing, 5) == missing


def test_a_deal_without_a_chance_is_listed_not_counted_as_zero() -> None:
    found = pipeline(weighted_pipeline([*PIPELINE, Deal("Q-109", 500, None)]))
    assert (found.expected, found.unrated) == (Fraction("139.25"), ("Q-109",))
    assert found.amount == 1081
    assert isinstance(weighted_pipeline([]), NotAvailable)
    with pytest.raises(ValueError, match="chance of Q-1 lies outside"):
        weighted_pipeline([Deal("Q-1", 10, 60)])


def test_velocity_and_empty_cycle() -> None:
    assert sales_velocity(16, 70, Decimal("0.25"), 120) == Fraction(7, 3)
    assert isinstance(sales_velocity(16, 70, Decimal("0.25"), 0), NotAvailable)
    assert isinstance(sales_cycle([]), NotAvailable)


@given(st.integers(0, 100), rates)
def test_needs_lead_forward_to_the_target(target: int, given_rates: list[Fraction]) -> None:
    names = [str(at) for at in range(len(given_rates) + 1)]
    needs = work_back(target, names, given_rates)
    assert [need.stage for need in needs] == names
    product = Fraction(1)
    for rate in given_rates:
        product *= rate
    assert needs[0].exact == target / product
    assert needs[0].count == ceil(target / product)
    whole = [need.count for need in needs if not isinstance(need.count, NotAvailable)]
    assert len(whole) == len(needs)
    assert whole == sorted(whole, reverse=True)


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6))
def test_history_worked_back_needs_history(history: list[int]) -> None:
    stages = [StageCount(str(at), count) for at, count in enumerate(history)]
    found = conversions(stages)
    back = work_back(history[-1], [one.stage for one in stages], [r.conversion for r in found[:-1]])
    assert counts(back) == history


@given(deals)
def test_pipeline_adds_up_in_any_order(given_deals: list[Deal]) -> None:
    found = pipeline(weighted_pipeline(given_deals))
    turned = pipeline(weighted_pipeline(given_deals[::-1]))
    assert (turned.expected, turned.variance) == (found.expected, found.variance)
    assert sum(value for _, value in found.weighted) == found.expected
    assert 0 <= found.expected <= found.amount


@given(deals)
def test_certain_deals_have_no_spread(given_deals: list[Deal]) -> None:
    sure = [Deal(deal.name, deal.amount, 1) for deal in given_deals]
    found = pipeline(weighted_pipeline(sure))
    assert (found.expected, found.spread) == (found.amount, 0)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_weeks_are_counted_by_their_weekdays(first: date, length: int) -> None:
    days = [first + timedelta(days=at) for at in range(length + 1)]
    weeks = {day.isocalendar()[:2] for day in days if day.weekday() < 5}
    assert working_weeks(first, days[-1]) == len(weeks)


@given(st.integers(-1000, 1000), st.integers(1, 100))
def test_contracts_are_just_enough(gap: int, average: int) -> None:
    contracts = contracts_needed(gap, average)
    assert not isinstance(contracts, NotAvailable)
    assert contracts * average >= gap
    assert contracts == 0 or (contracts - 1) * average < gap
