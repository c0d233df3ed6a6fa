"""Forecast and targets: the personal plan of the demo (5.20) and what must hold for any."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.ambition import (
    Ambition,
    AmbitionIndex,
    AverageContract,
    CallsCheck,
    MeetingsCheck,
    ambition,
    calls_check,
    implied_average,
    justification_warning,
    meetings_check,
    share_of_plan,
)
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.forecast import (
    CarryOver,
    carry_over,
    closing_in,
    counted_twice,
    forecast,
    forecast_accuracy,
    repeat_sales,
    run_rate,
)
from facilitator.methods.funnel import Deal
from facilitator.methods.periods import Period

FEBRUARY = Period(date(2027, 2, 1), date(2027, 2, 28))
START = FEBRUARY.first
UNPAID = [
    CarryOver("Halmer phase 2", 38000, Decimal("0.95"), date(2027, 2, 12), date(2027, 2, 10)),
    CarryOver("Brevik line 3", 24000, Decimal("0.90"), date(2027, 2, 1), date(2027, 3, 1)),
    CarryOver("Ostara hall B", 18000, Decimal("0.50"), date(2027, 1, 15), date(2027, 1, 31)),
]
DEALS = [
    Deal("Q-101", 70000, Decimal("0.6"), date(2027, 2, 15)),
    Deal("Q-102", 45000, Decimal("0.25"), date(2027, 2, 28)),
    Deal("Q-103", 60000, Decimal("0.2"), date(2027, 2, 1)),
]

chances = st.none() | st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
days = st.none() | st.integers(-30, 60).map(lambda offset: START + timedelta(days=offset))
amounts = st.integers(0, 100_000)


def test_opening_position_of_the_demo() -> None:
    opening = carry_over(UNPAID, FEBRUARY, START)
    assert (opening.amount, opening.expected) == (80_000, 66_700)
    assert [value for _, value in opening.each] == [36_100, 21_600, 9_000]
    assert opening.overdue == ("Ostara hall B",)
    assert (opening.promised, opening.promises) == (38_000, ("Halmer phase 2",))
    assert opening.broken == ("Ostara hall B",)
    assert opening.unrated == ()
    assert carry_over(UNPAID, FEBRUARY, date(2027, 2, 10)).broken == ("Ostara hall B",)
    assert carry_over(UNPAID, FEBRUARY, date(2027, 2, 11)).broken == (
        "Halmer phase 2",
        "Ostara hall B",
    )


def test_deals_in_progress_of_the_demo() -> None:
    closing = closing_in(DEALS, FEBRUARY)
    assert (closing.amount, closing.expected) == (175_000, 65_250)
    assert [value for _, value in closing.each] == [42_000, 11_250, 12_000]
    found = forecast(
        {
            "Issued, unpaid": carry_over(UNPAID, FEBRUARY, START).expected,
            "Deals in progress": closing.expected,
        }
    )
    assert found.expected == 131_950
    assert found.missing == ()


def test_deals_that_close_at_another_time_are_named() -> None:
    deals = [
        *DEALS,
        Deal("Late", 10, Decimal("0.5"), date(2027, 3, 1)),
        Deal("Early", 10, Decimal("0.5"), date(2027, 1, 31)),
        Deal("No day", 10, Decimal("0.5")),
        Deal("No chance", 10, None, START),
    ]
    closing = closing_in(deals, FEBRUARY)
    assert (closing.amount, closing.expected) == (175_010, 65_250)
    assert closing.outside == ("Late", "Early")
    assert (closing.undated, closing.unrated) == (("No day",), ("No chance",))
    assert closing_in([], FEBRUARY).expected == 0


def test_chances_and_amounts_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="The chance of X lies outside 0 to 100 %"):
        carry_over([CarryOver("X", 1, 2)], FEBRUARY, START)
    with pytest.raises(ValueError, match="The amount of X is negative"):
        carry_over([CarryOver("X", -1, 1)], FEBRUARY, START)
    with pytest.raises(ValueError, match="outside 0 to 100 %"):
        closing_in([Deal("X", 1, -1, START)], FEBRUARY)


@given(st.lists(st.builds(CarryOver, st.text(max_size=2), amounts, chances, days, days)), st.data())
def test_opening_adds_up_in_any_order(items: list[CarryOver], data) -> None:
    opening = carry_over(items, FEBRUARY, START)
    parts = [carry_over([item], FEBRUARY, START) for item in items]
    for name in ("amount", "expected", "promised"):
        assert getattr(opening, name) == sum(getattr(part, name) for part in parts)
    assert opening.expected <= opening.amount
    assert opening.promised <= opening.amount
    shuffled = carry_over(data.draw(st.permutations(items)), FEBRUARY, START)
    assert (shuffled.amount, shuffled.expected) == (opening.amount, opening.expected)
    assert len(opening.each) + len(opening.unrated) == len(items)


@given(st.lists(st.builds(Deal, st.text(max_size=2), amounts, chances, days)))
def test_every_deal_is_inside_outside_or_undated(deals: list[Deal]) -> None:
    closing = closing_in(deals, FEBRUARY)
    inside = len(closing.each) + len(closing.unrated)
    assert inside + len(closing.undated) + len(closing.outside) == len(deals)
    assert closing.expected <= closing.amount


def test_signed_contracts_are_not_counted_again_as_deals() -> None:
    assert counted_twice(["B", "A", "C"], ["C", "D", "A"]) == ("A", "C")
    assert counted_twice([], ["A"]) == ()


def test_repeat_sales_are_average_times_season() -> None:
    year = [10, 20, 30] * 4
    assert repeat_sales(year, Decimal("0.9")) == 18
    assert repeat_sales([999, *year], Decimal("0.9")) == 18
    assert isinstance(repeat_sales(year[1:], 1), NotAvailable)
    assert isinstance(repeat_sales([*year[1:], None], 1), NotAvailable)
    assert isinstance(repeat_sales(year, None), NotAvailable)


def test_run_rate() -> None:
    assert run_rate(47, 14, 20) == Fraction(940, 14)
    assert run_rate(0, 1, 20) == 0
    assert isinstance(run_rate(0, 0, 20), NotAvailable)
    assert isinstance(run_rate(None, 5, 20), NotAvailable)
    with pytest.raises(ValueError):
        run_rate(1, 21, 20)


@given(st.integers(0, 1000), st.integers(1, 30))
def test_run_rate_of_a_finished_period_is_its_fact(actual: int, whole: int) -> None:
    assert run_rate(actual, whole, whole) == actual


def test_a_part_nobody_knows_is_named_not_added() -> None:
    found = forecast({"Carry-over": 5, "Deals": None, "Repeat": NotAvailable("No history.")})
    assert (found.expected, found.missing) == (5, ("Deals", "Repeat"))
    assert dict(found.parts)["Repeat"] == NotAvailable("No history.")
    assert isinstance(forecast({"Deals": None}).expected, NotAvailable)
    assert isinstance(forecast({}).expected, NotAvailable)


@pytest.mark.parametrize(
    ("actual", "predicted", "accuracy"),
    [(100, 100, 1), (100, 90, Fraction(9, 10)), (100, 110, Fraction(9, 10)), (100, 300, -1)],
)
def test_forecast_accuracy(actual: int, predicted: int, accuracy) -> None:
    assert forecast_accuracy(actual, predicted) == accuracy


def test_accuracy_needs_a_fact_above_zero() -> None:
    for actual, predicted in ((0, 5), (None, 5), (5, None), (5, NotAvailable("No."))):
        assert isinstance(forecast_accuracy(actual, predicted), NotAvailable)


def index_of(found: AmbitionIndex | NotAvailable) -> AmbitionIndex:
    assert isinstance(found, AmbitionIndex)
    return found


def test_ambition_of_the_demo() -> None:
    found = index_of(ambition(145_000, 131_950))
    assert half_up(found.index, 2) == Decimal("1.10")
    assert found.band == "hard but doable"
    share = share_of_plan(145, 217)
    assert half_up(share * 100) == Decimal("66.8")


@pytest.mark.parametrize(
    ("target", "band"),
    [
        ("0.999999999999", Ambition.UNDERSTATED),
        ("1", Ambition.HARD),
        ("1.2", Ambition.HARD),
        ("1.200000000001", Ambition.STRETCH),
        ("1.4", Ambition.STRETCH),
        ("1.400000000001", Ambition.UNREALISTIC),
        ("0", Ambition.UNDERSTATED),
    ],
)
def test_ambition_bands_are_exact(target: str, band: Ambition) -> None:
    assert index_of(ambition(Decimal(target), 1)).band is band
    assert index_of(ambition(Decimal(target) * 3, 3)).band is band


def test_ambition_needs_an_expected_value() -> None:
    for target, expected in ((1, 0), (1, None), (None, 1), (1, NotAvailable("No."))):
        assert isinstance(ambition(target, expected), NotAvailable)
    assert isinstance(share_of_plan(1, 0), NotAvailable)
    assert isinstance(share_of_plan(None, 1), NotAvailable)


def test_a_plan_is_justified_in_thirty_characters() -> None:
    assert justification_warning("x" * 30) is None
    assert justification_warning("x" * 29 + "  ") is not None
    assert justification_warning("") is not None


def average(found: AverageContract | NotAvailable) -> AverageContract:
    assert isinstance(found, AverageContract)
    return found


def test_average_contract_of_the_demo() -> None:
    found = average(implied_average(115_000, 2, 70_000))
    assert found.average == 57_500
    assert not isinstance(found.deviation, NotAvailable)
    assert half_up(found.deviation * 100) == Decimal("-17.9")
    assert found.warning is None


@pytest.mark.parametrize(
    ("contracts_sum", "warned"), [(50, False), (150, False), (49, True), (151, True), (0, True)]
)
def test_average_contract_may_differ_by_half(contracts_sum: int, warned: bool) -> None:
    assert (average(implied_average(contracts_sum, 1, 100)).warning is not None) is warned


def test_average_contract_without_past_or_number() -> None:
    new = average(implied_average(100, 2, None))
    assert (new.average, new.warning) == (50, None)
    assert isinstance(new.deviation, NotAvailable)
    for contracts_sum, contracts in ((None, 2), (100, None), (0, 0)):
        assert isinstance(implied_average(contracts_sum, contracts, 70), NotAvailable)
    with pytest.raises(ValueError, match="cannot be negative"):
        implied_average(-1, 1, 70)


@pytest.mark.parametrize(("calls", "warned"), [(0, False), (60, False), (61, True)])
def test_more_than_six_calls_for_each_company_warn(calls: int, warned: bool) -> None:
    found = calls_check(calls, 10)
    assert isinstance(found, CallsCheck)
    assert (found.warning is not None) is warned


def test_calls_against_no_list() -> None:
    for calls, remaining in ((68, None), (None, 84), (68, 0)):
        assert isinstance(calls_check(calls, remaining), NotAvailable)
    with pytest.raises(ValueError):
        calls_check(-1, 5)


def meetings(found: MeetingsCheck | NotAvailable) -> MeetingsCheck:
    assert isinstance(found, MeetingsCheck)
    return found


def test_meetings_of_the_demo() -> None:
    found = meetings(meetings_check(68, Decimal("0.08"), 5))
    assert found.expected == Fraction("5.44")
    assert (found.calls_needed, found.warning) == (63, None)
    six = meetings(meetings_check(68, Decimal("0.08"), 6))
    assert six.warning == "68 calls bring 5.44 meetings, 6 are planned; it takes 75 calls."
    assert meetings(meetings_check(50, Decimal("0.1"), 5)).warning is None


def test_meetings_without_a_conversion() -> None:
    assert isinstance(meetings_check(68, None, 5), NotAvailable)
    assert isinstance(meetings_check(None, 1, 5), NotAvailable)
    zero = meetings(meetings_check(68, 0, 5))
    assert isinstance(zero.calls_needed, NotAvailable)
    assert zero.warning is not None
    with pytest.raises(ValueError):
        meetings_check(-1, 1, 5)
