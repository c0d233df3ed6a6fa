"""Market potential: the demo company's market and what must hold for any."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.market import (
    AverageClient,
    MarketFactors,
    Potential,
    average_client,
    average_from_spend,
    market_checks,
    market_range,
    market_share,
    position,
    potential,
    relative_share,
)

BASE = MarketFactors(160, 210, Decimal("0.60"), Decimal("0.15"))
LOW = MarketFactors(130, 190, Decimal("0.50"), Decimal("0.13"))
HIGH = MarketFactors(180, 220, Decimal("0.65"), Decimal("0.17"))

shares = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
factors = st.builds(MarketFactors, st.integers(0, 5000), st.integers(0, 5000), shares, shares)


def market(value: Potential | NotAvailable) -> Potential:
    assert isinstance(value, Potential)
    return value


def test_demo_potential() -> None:
    found = market(potential(BASE))
    assert (found.tam, found.serviceable_companies, found.sam, found.som) == (
        33_600,
        96,
        20_160,
        3_024,
    )


def test_demo_position() -> None:
    found = position(market(potential(BASE)), 2520, 12)
    assert found.current_share == Fraction(125, 1000)
    assert found.penetration == Fraction(12, 96)
    assert (found.headroom, found.headroom_growth) == (504, Fraction(20, 100))
    assert found.look_alikes == 84


def test_demo_range_warns_in_the_low_case_only() -> None:
    cases = market_range(LOW, BASE, HIGH)
    assert market(cases.low).som == Fraction(16055, 10)
    assert str(half_up(market(cases.high).som)) == "4375.8"
    assert cases.checks(2520, 12) == (
        "The attainable share is below the current share in the low case.",
    )


def test_demo_average_client_and_shares() -> None:
    average = average_client([520, 430, 360, 300, 240, 180, 150, 110, 80, 60, 50, 40, None])
    assert isinstance(average, AverageClient)
    assert (average.mean, average.clients, average.few) == (210, 12, False)
    assert average.median == 165
    share = market_share(4700, 58_750)
    assert share == Fraction(8, 100)
    relative = relative_share(4700, 11_000)
    assert not isinstance(relative, NotAvailable)
    assert str(half_up(relative, 2)) == "0.43"


def test_an_average_of_fewer_than_five_clients_is_flagged() -> None:
    few, enough = average_client([1, 2, 3, 4]), average_client([1, 2, 3, 4, 5])
    assert isinstance(few, AverageClient)
    assert isinstance(enough, AverageClient)
    assert (few.few, enough.few) == (True, False)
    assert isinstance(average_client([None]), NotAvailable)


def test_a_missing_factor_is_not_zero() -> None:
    for lacking in (
        MarketFactors(None, 210, 1, 1),
        MarketFactors(160, None, 1, 1),
        MarketFactors(160, 210, None, 1),
        MarketFactors(160, 210, 1, None),
    ):
        found = potential(lacking)
        assert isinstance(found, NotAvailable)
        assert "not entered" in found.reason
    cases = market_range(MarketFactors(None, None, None, None), BASE, HIGH)
    assert isinstance(cases.low, NotAvailable)
    assert cases.checks(2520, 12) == ()


def test_empty_market_has_reasons() -> None:
    found = position(market(potential(MarketFactors(0, 210, 1, 1))), 0, 0)
    assert isinstance(found.current_share, NotAvailable)
    assert isinstance(found.penetration, NotAvailable)
    assert isinstance(found.headroom_growth, NotAvailable)
    assert isinstance(market_share(5, 0), NotAvailable)
    assert isinstance(relative_share(5, 0), NotAvailable)


def test_checks_are_silent_exactly_at_the_limits() -> None:
    small = market(potential(MarketFactors(10, 100, 1, 1)))
    assert market_checks(small, 1000, 10) == ()
    assert market_checks(small, 1000, 11) == (
        "There are more own clients than serviceable companies in the base case: "
        "the count or the serviceable share is too low.",
    )
    assert market_checks(small, Decimal("1000.01"), 10) == (
        "Own revenue is above the serviceable market in the base case: "
        "the average or the count is wrong.",
        "The attainable share is below the current share in the base case.",
    )


def test_part_of_a_company_is_no_look_alike() -> None:
    assert (
        position(market(potential(MarketFactors(5, 1, Decimal("0.5"), 1))), 0, 1).look_alikes == 1
    )
    assert (
        position(market(potential(MarketFactors(5, 1, Decimal("0.5"), 1))), 0, 4).look_alikes == 0
    )


def test_average_from_what_companies_spend() -> None:
    assert average_from_spend(700, Decimal("0.3")) == 210


@pytest.mark.parametrize(
    ("entered", "message"),
    [
        ((-1, 1, 1, 1), "number of matching companies is negative"),
        ((1, 1, 60, 1), "serviceable share is above 100 %"),
        ((1, 1, 1, Decimal("1.01")), "attainable share is above 100 %"),
    ],
)
def test_impossible_factors_are_refused(entered: tuple[int, int, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        MarketFactors(*entered)


def test_a_range_must_rise() -> None:
    with pytest.raises(ValueError, match="average revenue does not rise"):
        market_range(BASE, MarketFactors(160, 200, Decimal("0.60"), Decimal("0.15")), HIGH)


@given(factors, st.integers(0, 100_000), st.integers(0, 500))
def test_parts_fit_together(entered: MarketFactors, revenue: int, clients: int) -> None:
    found = market(potential(entered))
    assert found.som <= found.sam <= found.tam
    stand = position(found, revenue, clients)
    assert revenue + stand.headroom == found.som
    if not isinstance(stand.current_share, NotAvailable):
        assert stand.current_share * found.sam == revenue
        warned = any("attainable" in one for one in market_checks(found, revenue, clients))
        assert warned == (stand.current_share > found.attainable)


@given(factors)
def test_a_range_of_one_case_has_no_width(entered: MarketFactors) -> None:
    cases = market_range(entered, entered, entered)
    assert cases.low == cases.base == cases.high


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20), st.integers(0, 3))
def test_order_and_blanks_do_not_move_the_average(revenues: list[int], blanks: int) -> None:
    assert average_client([*[None] * blanks, *reversed(revenues)]) == average_client(revenues)
