"""From the year to quarters and months: the demo company's 2027 (5.16, 5.20) and any plan."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.dynamics import seasonality
from facilitator.methods.exact import NotAvailable
from facilitator.methods.plan_tree import (
    PartsCheck,
    Shares,
    YearPlan,
    check_parts,
    month_plan,
    quarter_plan,
    shares,
    split,
    year_plan,
)

HISTORY = {
    "Corporate": [
        [150, 155, 175, 150, 160, 150, 140, 170, 210, 220, 240, 240],
        [165, 180, 195, 185, 185, 180, 165, 200, 245, 255, 280, 285],
    ],
    "Dealer": [
        [145, 135, 140, 130, 125, 125, 115, 125, 150, 165, 170, 155],
        [140, 135, 135, 125, 120, 115, 100, 115, 135, 150, 150, 140],
    ],
    "Retail": [
        [50, 45, 45, 40, 38, 37, 36, 40, 49, 58, 62, 60],
        [54, 50, 51, 45, 43, 42, 41, 45, 54, 62, 67, 66],
    ],
}
PLAN = {"Corporate": 3024, "Dealer": 1500, "Retail": 650}

years = st.lists(st.lists(st.integers(0, 300), min_size=12, max_size=12), min_size=1, max_size=3)
targets = st.integers(0, 10_000) | st.decimals(0, 10_000, places=2)


def plan_of(found: YearPlan | NotAvailable) -> YearPlan:
    assert isinstance(found, YearPlan)
    return found


@pytest.mark.parametrize(
    ("channel", "quarters", "first_months"),
    [
        ("Corporate", (660, 652, 730, 982), (204, 217, 239)),
        ("Dealer", (385, 343, 342, 430), (132, 125, 128)),
        ("Retail", (162, 135, 146, 207), (57, 52, 53)),
    ],
)
def test_demo_channels(channel: str, quarters: tuple[int, ...], first_months) -> None:
    plan = plan_of(year_plan(PLAN[channel], HISTORY[channel]))
    assert plan.quarters == quarters
    assert plan.quarter_months(1) == first_months
    assert month_plan(quarters[0], 1, HISTORY[channel]) == first_months
    assert plan.years == 2


def test_demo_totals() -> None:
    plans = [plan_of(year_plan(PLAN[name], HISTORY[name])) for name in PLAN]
    assert [sum(column) for column in zip(*(one.quarters for one in plans), strict=True)] == [
        1207,
        1130,
        1218,
        1619,
    ]
    months = [sum(column) for column in zip(*(one.months for one in plans), strict=True)]
    assert months[:3] == [393, 394, 420]
    assert sum(months) == 5174
    assert sum(plans[0].quarters[:2]) == 1312  # milestone of G1 on 30 June


def test_mean_shares_are_the_season_index() -> None:
    """Two ways to the same split: shares of the year, and the index of methods 2.5."""
    quarters = [[sum(year[at : at + 3]) for at in range(0, 12, 3)] for year in HISTORY["Retail"]]
    season = seasonality([value for year in quarters for value in year], per_year=4)
    found = shares(quarters)
    assert isinstance(found, Shares)
    assert not isinstance(season, NotAvailable)
    assert found.parts == tuple(index / 4 for index in season.indices)


def test_a_year_with_a_gap_is_left_out() -> None:
    full, gap = HISTORY["Corporate"]
    with_gap = [*gap[:11], None]
    found = shares([full, with_gap])
    assert isinstance(found, Shares)
    assert (found.years, found.left_out) == (1, 1)
    assert quarter_plan(3024, [full, with_gap]) == quarter_plan(3024, [full])
    assert isinstance(quarter_plan(3024, [with_gap]), NotAvailable)
    assert isinstance(shares([]), NotAvailable)
    assert isinstance(shares([[0] * 12]), NotAvailable)
    assert isinstance(shares([[-1, 2]]), NotAvailable)  # a credit note larger than the sales


def test_a_quarter_without_sales_gets_nothing() -> None:
    summer_only = [[0, 0, 0, 1, 1, 1, 2, 1, 1, 0, 0, 0]]
    plan = plan_of(year_plan(7, summer_only))
    assert plan.quarters == (0, 3, 4, 0)
    assert plan.months == (0, 0, 0, 1, 1, 1, 2, 1, 1, 0, 0, 0)
    assert isinstance(month_plan(5, 1, summer_only), NotAvailable)


def test_units_are_those_of_the_amount() -> None:
    assert split(100, [1, 1, 1]) == (34, 33, 33)
    assert split(Decimal("100.5"), [1, 1, 1]) == (Fraction(67, 2),) * 3
    assert split(Decimal("0.01"), [1, 3]) == (0, Fraction(1, 100))
    with pytest.raises(ValueError, match="more than 6 decimals"):
        split(Fraction(1, 3), [1])


def test_years_and_quarters_that_are_none() -> None:
    with pytest.raises(ValueError):
        quarter_plan(1, [[1] * 11])
    with pytest.raises(ValueError):
        month_plan(1, 5, HISTORY["Retail"])
    with pytest.raises(ValueError):
        shares([[1], [1, 2]])


@given(targets, years)
def test_parts_add_up_at_every_level(target, history: list[list[int]]) -> None:
    plan = year_plan(target, history)
    if isinstance(plan, NotAvailable):
        assert not all(any(year) for year in history) or target > 0
        return
    assert sum(plan.quarters) == Fraction(target)
    for number, quarter in enumerate(plan.quarters, 1):
        assert sum(plan.quarter_months(number)) == quarter
    assert min(plan.months) >= 0


@given(targets, years, st.randoms(use_true_random=False))
def test_order_of_the_years_does_not_matter(target, history, random) -> None:
    before = year_plan(target, history)
    random.shuffle(history)
    assert year_plan(target, history) == before


def check(parts: dict[str, int | None], whole: int | None) -> PartsCheck:
    found = check_parts(parts, whole)
    assert isinstance(found, PartsCheck)
    return found


def test_gap_between_parts_and_whole_is_named() -> None:
    exact = check({"Corporate": 660, "Dealer": 385, "Retail": 162}, 1207)
    assert (exact.gap, exact.exact, exact.covered) == (0, True, True)
    assert exact.sentence == "The parts add up to 1,207."
    below = check({"Corporate": 660, "Dealer": 385, "Retail": 145}, 1207)
    assert (below.gap, below.exact, below.covered) == (17, False, False)
    assert below.sentence == "The parts add up to 1,190, 17 below 1,207."
    above = check({"Corporate": 663, "Dealer": 385, "Retail": 162}, 1207)
    assert (above.gap, above.exact, above.covered) == (-3, False, True)
    assert "3 above" in above.sentence


def test_a_blank_part_is_not_zero() -> None:
    found = check({"Corporate": 1207, "Dealer": None}, 1207)
    assert (found.gap, found.exact, found.missing) == (0, False, ("Dealer",))
    assert found.sentence == "The parts add up to 1,207. Still blank: Dealer."
    assert isinstance(check_parts({"Dealer": None}, 5), NotAvailable)
    assert isinstance(check_parts({}, 5), NotAvailable)
    unknown = check({"Dealer": 5}, None)
    assert (unknown.gap, unknown.exact, unknown.covered) == (None, False, False)
    assert unknown.sentence == "The whole is not entered; its parts add up to 5."
