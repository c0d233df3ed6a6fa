"""Pay: the rule of the demo (5.20) and what must hold for any rule."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.pay import (
    Band,
    Pay,
    PayRule,
    contract_value,
    pay,
    pay_table,
    pay_warning,
)

BANDS = (
    Band(0, Decimal("0.01")),
    Band(Decimal("0.8"), Decimal("0.02")),
    Band(1, Decimal("0.03")),
)
RULE = PayRule(2000, BANDS)
PLAN = 145_000


def paid(found: Pay | NotAvailable) -> Pay:
    assert isinstance(found, Pay)
    return found


@pytest.mark.parametrize(
    ("revenue", "achievement", "rate", "amount"),
    [
        (110_000, "75.9", "0.01", 3100),
        (131_950, "91.0", "0.02", 4639),
        (145_000, "100.0", "0.03", 6350),
        (160_000, "110.3", "0.03", 6800),
        (0, "0.0", "0.01", 2000),
    ],
)
def test_pay_of_the_demo(revenue: int, achievement: str, rate: str, amount: int) -> None:
    found = paid(pay(RULE, revenue, PLAN))
    assert half_up(found.achievement * 100) == Decimal(achievement)
    assert (found.rate, found.amount) == (Fraction(rate), amount)
    assert not found.capped


@pytest.mark.parametrize(
    ("revenue", "rate"),
    [("115999.99", "0.01"), ("116000", "0.02"), ("144999.99", "0.02"), ("145000", "0.03")],
)
def test_bands_start_exactly(revenue: str, rate: str) -> None:
    assert paid(pay(RULE, Decimal(revenue), PLAN)).rate == Fraction(rate)


def test_table_and_value_of_a_contract() -> None:
    table = pay_table(RULE, PLAN)
    assert not isinstance(table, NotAvailable)
    assert [(row.paid, row.amount) for row in table] == [
        (116_000, 4_320),
        (145_000, 6_350),
        (174_000, 7_220),
    ]
    assert contract_value(RULE, 70_000) == 2_100
    assert contract_value(RULE, 70_000, Decimal("0.79")) == 700
    assert isinstance(contract_value(RULE, None), NotAvailable)


def test_cap_counts_the_base() -> None:
    capped = PayRule(2000, BANDS, cap=6000)
    found = paid(pay(capped, PLAN, PLAN))
    assert (found.amount, found.capped) == (6000, True)
    exact = paid(pay(PayRule(2000, BANDS, cap=6350), PLAN, PLAN))
    assert (exact.amount, exact.capped) == (6350, False)


def test_no_plan_no_pay_by_achievement() -> None:
    for revenue, plan in ((1, None), (1, 0), (None, 1)):
        assert isinstance(pay(RULE, revenue, plan), NotAvailable)
    assert isinstance(pay_table(RULE, None), NotAvailable)
    assert pay_warning(None) == "The plan has no pay effect; agree what each result pays."
    assert pay_warning(PayRule(2000, (Band(0, 0),))) is not None
    assert pay_warning(RULE) is None


@pytest.mark.parametrize(
    ("base", "bands", "cap", "sentence"),
    [
        (-1, BANDS, None, "base pay is negative"),
        (0, (), None, "first pay band must start at 0 %"),
        (0, BANDS[1:], None, "first pay band must start at 0 %"),
        (0, (BANDS[0], BANDS[2], BANDS[1]), None, "start above the one before"),
        (0, (BANDS[0], BANDS[0]), None, "start above the one before"),
        (0, (Band(0, 3),), None, "outside 0 to 100 %"),
        (10, BANDS, 9, "cap is below the base"),
    ],
)
def test_rules_that_cannot_be(base, bands, cap, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        PayRule(base, bands, cap)
    with pytest.raises(ValueError, match="paid revenue is negative"):
        pay(RULE, -1, PLAN)


rates = st.lists(st.integers(0, 20), min_size=1, max_size=5).map(sorted)


@given(rates, st.integers(0, 400), st.integers(0, 400), st.none() | st.integers(100, 200))
def test_more_paid_revenue_never_pays_less_when_rates_rise(percents, one, other, cap) -> None:
    bands = tuple(
        Band(Fraction(at, 2), Fraction(percent, 100)) for at, percent in enumerate(percents)
    )
    rule = PayRule(100, bands, cap)
    less, more = sorted([one, other])
    low, high = paid(pay(rule, less, 100)), paid(pay(rule, more, 100))
    assert 100 <= low.amount <= high.amount
    assert cap is None or high.amount <= cap
