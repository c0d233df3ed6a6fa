"""Table of the sales plan: the demo company's 2027 (5.15, 5.16)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.economics import ChannelFacts, channel_result
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.plan_fact import Line, remaining, variance, variance_total
from facilitator.methods.plan_table import (
    ChannelMargin,
    PlanRow,
    ProfitRow,
    plan_row,
    plan_total,
    profit_row,
    profit_total,
)

ROWS = [
    plan_row("Corporate", 2520, (660, 652, 730, 982), 3024),
    plan_row("Dealer", 1560, (385, 343, 342, 430), 1500),
    plan_row("Retail", 620, (162, 135, 146, 207), 650),
]
MARGINS = [
    ChannelMargin("Corporate", 3024, Decimal("0.38"), Decimal("957.6")),
    ChannelMargin("Dealer", 1500, Decimal("0.27"), Decimal("374.4")),
    ChannelMargin("Retail", 650, Decimal("0.42"), Decimal("260.4")),
]
JANUARY = [Line("Corporate", 204, 198), Line("Dealer", 132, 128), Line("Retail", 57, 57)]

amounts = st.none() | st.integers(-500, 5000)


def total_row(found: PlanRow | NotAvailable) -> PlanRow:
    assert isinstance(found, PlanRow)
    return found


def all_profit(found: ProfitRow | NotAvailable) -> ProfitRow:
    assert isinstance(found, ProfitRow)
    return found


def shown(share: Fraction | NotAvailable, places: int = 1) -> Decimal:
    assert not isinstance(share, NotAvailable)
    return half_up(share * 100, places)


def test_growth_and_totals_of_the_demo_plan() -> None:
    assert [shown(row.growth) for row in ROWS] == [Decimal("20.0"), Decimal("-3.8"), Decimal("4.8")]
    whole = total_row(plan_total(ROWS))
    assert (whole.base, whole.plan, whole.parts) == (4700, 5174, (1207, 1130, 1218, 1619))
    assert shown(whole.growth) == Decimal("10.1")
    assert [row.gap for row in (*ROWS, whole)] == [0, 0, 0, 0]


def test_gross_profit_of_the_demo_plan() -> None:
    rows = [profit_row(channel) for channel in MARGINS]
    assert [row.profit for row in rows] == [Fraction("1149.12"), 405, 273]
    whole = all_profit(profit_total(rows))
    assert whole.profit == Fraction("1827.12")
    assert shown(whole.margin, 2) == Decimal("35.31")
    assert whole.change == Fraction("234.72")


def test_goals_of_the_demo_session() -> None:
    new_business = 3024 - 2520 + 126 - 210
    assert new_business == 420
    dealers = channel_result(ChannelFacts("Dealer", 1500, Decimal("0.27"), 115))
    assert dealers.contribution == 290
    assert shown(plan_row("G2", Decimal("234.4"), (), 290).growth) == Decimal("23.7")


def test_quarters_below_their_plan_leave_a_gap() -> None:
    assert plan_row("Retail", 620, (162, 135, 146, 200), 650).gap == 7
    assert plan_row("Retail", 620, (), 650).gap == 650


def test_a_gap_stays_a_gap() -> None:
    row = plan_row("Retail", None, (162, None, 146, 207), 650)
    assert row.growth == NotAvailable("The revenue of Retail in the base year is not known.")
    assert row.gap == NotAvailable("Part 2 of the plan of Retail is not entered.")
    whole = total_row(plan_total([*ROWS[:2], row]))
    assert whole.plan == 5174
    assert whole.parts[0] == 1207
    assert whole.parts[1] == row.gap
    assert isinstance(whole.base, NotAvailable)
    assert isinstance(plan_total([]), NotAvailable)


def test_profit_needs_revenue_and_margin() -> None:
    row = profit_row(ChannelMargin("Retail", 650, None, 260))
    assert row.profit == NotAvailable("The gross margin of Retail is not entered.")
    assert isinstance(profit_row(ChannelMargin("Retail", 650, 1, None)).change, NotAvailable)
    assert isinstance(profit_row(ChannelMargin("Retail", 0, 1, 0)).margin, NotAvailable)
    whole = all_profit(profit_total([profit_row(MARGINS[0]), row]))
    assert whole.change == row.profit
    assert whole.revenue == 3674
    assert isinstance(profit_total([]), NotAvailable)
    with pytest.raises(ValueError, match="above 100 %; enter a share"):
        profit_row(ChannelMargin("Retail", 650, 42, None))


def test_january_against_its_plan() -> None:
    shares = [shown(variance(line).of_plan) for line in JANUARY]
    assert shares == [Decimal("97.1"), Decimal("97.0"), Decimal("100.0")]
    whole = variance_total(JANUARY)
    assert (whole.plan, whole.fact, whole.difference) == (393, 383, -10)
    assert shown(whole.of_plan) == Decimal("97.5")
    assert whole.deviation == Fraction(-10, 393)


def test_variance_without_plan_or_fact() -> None:
    no_fact = variance(Line("Dealer", 132, None))
    assert no_fact.difference == NotAvailable("The fact of Dealer is not entered.")
    assert no_fact.plan == 132
    whole = variance_total([JANUARY[0], Line("Dealer", 132, None)])
    assert (whole.plan, whole.fact) == (336, no_fact.fact)
    assert isinstance(variance(Line("x", 0, 5)).of_plan, NotAvailable)
    assert variance(Line("x", 0, 5)).difference == 5
    assert isinstance(variance_total([]).difference, NotAvailable)
    assert remaining(Line("x", 10, 4)) == 6
    assert remaining(Line("x", 10, 14)) == 0
    assert isinstance(remaining(Line("x", 10, None)), NotAvailable)


@given(st.lists(st.tuples(amounts, amounts), max_size=6), st.randoms(use_true_random=False))
def test_variances_add_up_in_any_order(pairs, random) -> None:
    lines = [Line(str(at), plan, fact) for at, (plan, fact) in enumerate(pairs)]
    whole = variance_total(lines)
    parts = [variance(line).difference for line in lines]
    if pairs and all(None not in pair for pair in pairs):
        assert whole.difference == sum(parts)
    else:
        assert isinstance(whole.difference, NotAvailable)
    random.shuffle(lines)
    shuffled = variance_total(lines).difference
    if isinstance(whole.difference, NotAvailable):
        assert isinstance(shuffled, NotAvailable)
    else:
        assert shuffled == whole.difference
