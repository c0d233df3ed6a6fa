"""Budget: the demo company's 2027 (5.17) and what must hold for any budget."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.budget import (
    BudgetLine,
    CostKind,
    PlanCost,
    benefit,
    break_even_revenue,
    cost_by_month,
    linear_payback,
    plan_cost,
    return_on_investment,
    return_warning,
)
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.phasing import Phased, phase

ONE_TIME, RECURRING, VARIABLE = CostKind.ONE_TIME, CostKind.RECURRING, CostKind.VARIABLE
DEMO = [
    BudgetLine("CRM stages and dashboards", ONE_TIME, 18000),
    BudgetLine("Proposal, USP and case redesign", ONE_TIME, 9000),
    BudgetLine("Dealer agreements", ONE_TIME, 5000),
    BudgetLine("Training and product certification", ONE_TIME, 8000),
    BudgetLine("New-business manager", RECURRING, 4200),
    BudgetLine("CRM licences", RECURRING, 8 * 45),
    BudgetLine("Video and scheduling tools", RECURRING, 90),
    BudgetLine("Prospect data", RECURRING, 250),
    BudgetLine("Travel", RECURRING, 900),
    BudgetLine("Promotions", RECURRING, 400),
    BudgetLine("Commission", VARIABLE, Decimal("0.03")),
]
NEW_REVENUE = 420_000
PHASING = [Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4")]

money = st.integers(0, 10_000) | st.decimals(0, 10_000, places=2)
kinds = st.sampled_from([ONE_TIME, RECURRING])
lines = st.lists(
    st.builds(
        BudgetLine,
        st.text(max_size=3),
        kinds,
        money,
        st.integers(1, 20),
        st.none() | st.integers(0, 20),
    )
    | st.builds(BudgetLine, st.text(max_size=3), st.just(VARIABLE), st.decimals(0, 1, places=2)),
    max_size=8,
)


def demo_cost() -> PlanCost:
    return plan_cost(DEMO, NEW_REVENUE)


def demo_benefit() -> Fraction | NotAvailable:
    return benefit(234_720, 140_000 - 115_000)


def phased(found: Phased | NotAvailable) -> Phased:
    assert isinstance(found, Phased)
    return found


def demo_phased() -> Phased:
    return phased(phase(demo_benefit(), cost_by_month(DEMO, NEW_REVENUE), PHASING))


def test_cost_of_the_demo_year() -> None:
    cost = demo_cost()
    assert (cost.one_time, cost.recurring, cost.variable) == (40_000, 74_400, 12_600)
    assert (cost.fixed, cost.total, cost.monthly) == (114_400, 127_000, 7_250)
    assert cost.variable_share == Fraction(3, 100)


def test_return_and_break_even_of_the_demo_year() -> None:
    gained = demo_benefit()
    assert gained == 259_720
    roi = return_on_investment(gained, demo_cost().total)
    assert roi == Fraction(132_720, 127_000)
    assert half_up(roi * 100) == Decimal("104.5")
    assert return_warning(roi) is None
    revenue = break_even_revenue(demo_cost(), Decimal("0.38"))
    assert half_up(revenue, 0) == 326_857
    payback = linear_payback(gained, demo_cost())
    assert half_up(payback) == Decimal("2.8")
    assert payback == 40_000 / (Fraction(259_720, 12) - 7_250)


def test_phased_quarters_of_the_demo_year() -> None:
    table = demo_phased()
    rows = [(row.benefit, row.cost, row.cumulative) for row in table.quarters]
    assert rows == [
        (25_972, 61_750, -35_778),
        (51_944, 21_750, -5_584),
        (77_916, 21_750, 50_582),
        (103_888, 21_750, 132_720),
    ]
    assert table.net == 132_720
    even = table.break_even
    assert not isinstance(even, NotAvailable)
    assert (even.quarter, even.month, even.lasting) == (3, 7, True)
    assert even.months_into == Fraction(5_584, 56_166) * 3
    assert half_up(even.months_into) == Decimal("0.3")


def test_a_recurring_line_stops_at_its_end() -> None:
    prospects = BudgetLine("Prospect data", RECURRING, 250, first_month=3, last_month=5)
    assert plan_cost([prospects], None).recurring == 750
    months = cost_by_month([prospects], None)
    assert months == (0, 0, 250, 250, 250, 0, 0, 0, 0, 0, 0, 0)
    assert plan_cost([prospects], None, months=4).recurring == 500
    over = BudgetLine("Ended before the plan", RECURRING, 250, last_month=0)
    assert plan_cost([over], None).recurring == 0


def test_a_one_time_line_after_the_plan_costs_nothing_in_it() -> None:
    later = BudgetLine("Stand", ONE_TIME, 900, first_month=13)
    assert plan_cost([later], None).total == 0
    assert plan_cost([later], None, months=13).total == 900


def test_missing_is_not_zero() -> None:
    blank = [*DEMO, BudgetLine("Trade fair", ONE_TIME, None)]
    cost = plan_cost(blank, NEW_REVENUE)
    assert cost.one_time == NotAvailable("The amount of Trade fair is not entered.")
    assert cost.recurring == 74_400
    for figure in (cost.total, cost.fixed, break_even_revenue(cost, 1)):
        assert figure == cost.one_time
    assert cost_by_month(blank, NEW_REVENUE) == cost.one_time
    assert isinstance(plan_cost(DEMO, None).variable, NotAvailable)
    assert plan_cost(DEMO[:-1], None).total == 114_400
    assert isinstance(benefit(234_720, None), NotAvailable)
    assert isinstance(benefit(None, 0), NotAvailable)
    assert isinstance(break_even_revenue(demo_cost(), None), NotAvailable)


@pytest.mark.parametrize(
    ("margin", "never"), [("0.02", True), ("0.03", True), ("0.0301", False), ("1", False)]
)
def test_break_even_is_never_when_nothing_is_kept(margin: str, never: bool) -> None:
    found = break_even_revenue(demo_cost(), Decimal(margin))
    assert isinstance(found, NotAvailable) is never
    if isinstance(found, NotAvailable):
        assert found.reason.startswith("Never")


def test_payback_outside_the_plan_says_so() -> None:
    cost = plan_cost([BudgetLine("a", ONE_TIME, 1200), BudgetLine("b", RECURRING, 100)], None)
    assert linear_payback(Fraction(1200), cost) == NotAvailable(
        "It does not pay back in the plan: a month brings no more than it costs."
    )
    assert linear_payback(Fraction(2400), cost) == 12
    assert linear_payback(Fraction(2000), cost) == NotAvailable(
        "It does not pay back in the 12 months of the plan; at this rate it would take 18."
    )


def test_return_of_a_free_or_a_losing_plan() -> None:
    assert isinstance(return_on_investment(Fraction(5), Fraction(0)), NotAvailable)
    assert return_warning(Fraction(0)) is None
    assert return_warning(Fraction(-1, 10**9)) is not None
    assert return_warning(NotAvailable("No.")) is None


def test_wrong_amounts_are_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="Travel: the amount is negative; enter 0 or more"):
        BudgetLine("Travel", RECURRING, -1)
    with pytest.raises(ValueError, match="above 100 %"):
        BudgetLine("Commission", VARIABLE, 3)
    with pytest.raises(ValueError, match="no months"):
        plan_cost(DEMO, 0, months=0)
    with pytest.raises(ValueError, match="new revenue is negative"):
        plan_cost(DEMO, -1)
    with pytest.raises(ValueError, match="gross margin is above 100 %"):
        break_even_revenue(demo_cost(), 38)


def test_break_even_exactly_at_the_end_of_a_quarter() -> None:
    table = phased(phase(Fraction(24), (2,) * 12, [Fraction(1, 4)] * 4))
    even = table.break_even
    assert not isinstance(even, NotAvailable)
    assert (even.quarter, even.months_into, even.month) == (1, 0, 1)
    late = phased(phase(Fraction(24), (2,) * 12, [0, Fraction(1, 2), 0, Fraction(1, 2)]))
    even = late.break_even
    assert not isinstance(even, NotAvailable)
    assert (even.quarter, even.months_into, even.month, even.lasting) == (2, 3, 6, False)


def test_a_plan_that_never_breaks_even() -> None:
    table = phased(phase(Fraction(23), (2,) * 12, [Fraction(1, 4)] * 4))
    assert isinstance(table.break_even, NotAvailable)
    assert table.net == -1


def test_phasing_that_cannot_be_right() -> None:
    costs = (1,) * 12
    assert phase(Fraction(1), costs, [Fraction(1, 4)] * 3) == NotAvailable(
        "The plan has 4 quarters; enter one share for each."
    )
    assert phase(Fraction(1), costs, [Decimal("0.2")] * 4) == NotAvailable(
        "The shares of the benefit add up to 80 %; make them 100 %."
    )
    assert phase(Fraction(1), costs, [1, None, 0, 0]) == NotAvailable(
        "The share of the benefit in quarter 2 is not entered."
    )
    assert isinstance(phase(Fraction(1), (), []), NotAvailable)
    assert phase(NotAvailable("No."), costs, PHASING) == NotAvailable("No.")
    with pytest.raises(ValueError, match="quarter 2 is negative"):
        phase(Fraction(1), costs, [1, -1, 1, 0])


def test_a_plan_of_five_months_has_a_short_last_quarter() -> None:
    table = phased(phase(Fraction(50), (10, 0, 0, 5, 5), [0, 1]))
    assert [(row.months, row.cost) for row in table.quarters] == [(3, 10), (2, 10)]
    even = table.break_even
    assert not isinstance(even, NotAvailable)
    assert (even.months_into, even.month) == (Fraction(1, 2), 4)


@given(lines, money, st.integers(1, 24), st.randoms(use_true_random=False))
def test_months_add_up_in_any_order(budget: list[BudgetLine], revenue, months: int, random) -> None:
    cost = plan_cost(budget, revenue, months)
    parts = cost_by_month(budget, revenue, months)
    assert not isinstance(parts, NotAvailable)
    assert len(parts) == months
    assert sum(parts) == cost.total
    random.shuffle(budget)
    assert plan_cost(budget, revenue, months) == cost
    assert cost_by_month(budget, revenue, months) == parts


@given(
    st.lists(st.integers(0, 1000), min_size=12, max_size=12),
    st.lists(st.integers(0, 5), min_size=4, max_size=4).filter(any),
    st.integers(-1000, 50_000),
)
def test_phases_add_up_to_the_net_of_the_plan(costs, weights, gained: int) -> None:
    table = phased(
        phase(Fraction(gained), costs, [Fraction(each, sum(weights)) for each in weights])
    )
    assert table.net == gained - sum(costs)
    nets = list(accumulate(row.benefit - row.cost for row in table.quarters))
    assert nets == [row.cumulative for row in table.quarters]
    even = table.break_even
    if isinstance(even, NotAvailable):
        assert max(nets) < 0
    else:
        assert all(net < 0 for net in nets[: even.quarter - 1])
        assert 0 <= even.months_into <= 3
        assert 3 * even.quarter - 2 <= even.month <= 3 * even.quarter


@given(st.decimals(0, 1, places=2), money)
def test_at_break_even_revenue_the_profit_pays_the_cost(margin: Decimal, revenue) -> None:
    cost = plan_cost(DEMO, revenue)
    found = break_even_revenue(cost, margin)
    if isinstance(found, NotAvailable):
        assert margin <= Decimal("0.03")
    else:
        assert plan_cost(DEMO, found).total == found * Fraction(margin)
