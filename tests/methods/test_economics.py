"""Channel economics: the demo company's channels and what must hold for any."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.economics import (
    ChannelFacts,
    ChannelResult,
    average_cheque,
    channel_result,
    channel_total,
    share_of_cases,
    time_split,
)
from facilitator.methods.exact import NotAvailable, half_up

DEMO = [
    ChannelFacts("Corporate", 2520, Decimal("0.38"), 310),
    ChannelFacts("Dealer", 1560, Decimal("0.24"), 140),
    ChannelFacts("Retail", 620, Decimal("0.42"), 185),
]

amount = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)
share = st.integers(-50, 100).map(lambda percent: Decimal(percent) / 100)
channels = st.lists(
    st.builds(ChannelFacts, st.text(min_size=1, max_size=5), amount, share, amount),
    min_size=1,
    max_size=6,
)


def known(value: Fraction | NotAvailable) -> Fraction:
    assert not isinstance(value, NotAvailable)
    return value


def summed(results: list[ChannelResult]) -> ChannelResult:
    whole = channel_total(results)
    assert isinstance(whole, ChannelResult)
    return whole


def shown(result: ChannelResult) -> str:
    money = (result.gross_profit, result.contribution)
    shares = (result.return_on_cost, result.contribution_margin)
    return " ".join(
        [str(half_up(known(value))) for value in money]
        + [str(half_up(known(value) * 100)) for value in shares]
    )


def test_demo_channels() -> None:
    assert [shown(channel_result(facts)) for facts in DEMO] == [
        "957.6 647.6 208.9 25.7",
        "374.4 234.4 167.4 15.0",
        "260.4 75.4 40.8 12.2",
    ]


def test_demo_total() -> None:
    whole = summed([channel_result(facts) for facts in DEMO])
    assert (whole.revenue, whole.cost) == (4700, 635)
    assert shown(whole) == "1592.4 957.4 150.8 20.4"
    assert str(half_up(known(whole.gross_margin) * 100, 2)) == "33.88"


def test_demo_dealer_goal() -> None:
    assert channel_result(ChannelFacts("Dealer", 1500, Decimal("0.27"), 115)).contribution == 290


def test_demo_average_cheques() -> None:
    assert average_cheque(2520, 36) == 70
    assert average_cheque(1560, 240) == Fraction(65, 10)
    assert average_cheque(620_000, 1550) == 400


def test_demo_deliveries_and_time_log() -> None:
    assert share_of_cases(172, 200) == Fraction(86, 100)
    log = time_split({"order handling": 60, "existing clients": 25, "new clients": 15})
    assert log == {
        "order handling": Fraction(3, 5),
        "existing clients": Fraction(1, 4),
        "new clients": Fraction(3, 20),
    }


def test_no_cost_means_no_return_on_it() -> None:
    free = channel_result(ChannelFacts("Word of mouth", 100, Decimal("0.3"), 0))
    assert free.contribution == 30
    assert isinstance(free.return_on_cost, NotAvailable)
    empty = channel_result(ChannelFacts("New", 0, Decimal("0.3"), 10))
    assert (empty.contribution, empty.return_on_cost) == (-10, -1)
    assert isinstance(empty.contribution_margin, NotAvailable)


def test_a_blank_is_named_and_never_zero() -> None:
    blank = channel_result(ChannelFacts("Dealer", 1560, None, 140))
    reason = NotAvailable("The gross margin of Dealer is not entered.")
    assert blank.gross_profit == blank.contribution == blank.return_on_cost == reason
    whole = summed([channel_result(DEMO[0]), blank])
    assert whole.revenue == 4080
    assert whole.contribution == whole.gross_margin == reason
    assert channel_result(ChannelFacts("Web", None, Decimal("0.3"), 1)).gross_profit == (
        NotAvailable("The revenue of Web is not entered.")
    )
    assert channel_result(ChannelFacts("Web", 10, Decimal("0.3"), None)).contribution == (
        NotAvailable("The cost of Web is not entered.")
    )


def test_empty_input_has_a_reason() -> None:
    assert isinstance(channel_total([]), NotAvailable)
    assert isinstance(average_cheque(10, 0), NotAvailable)
    assert isinstance(average_cheque(None, 3), NotAvailable)
    assert isinstance(share_of_cases(0, 0), NotAvailable)
    assert isinstance(share_of_cases(None, 3), NotAvailable)
    assert isinstance(share_of_cases(4, 3), NotAvailable)
    assert isinstance(time_split({}), NotAvailable)
    assert isinstance(time_split({"orders": -1, "visits": 5}), NotAvailable)


def test_entries_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match=r"gross margin of Dealer is above 100 %"):
        channel_result(ChannelFacts("Dealer", 1560, 24, 140))
    with pytest.raises(ValueError, match="cost of Dealer is negative"):
        channel_result(ChannelFacts("Dealer", 1560, Decimal("0.24"), -1))


@given(channels)
def test_columns_add_up_to_the_total(facts: list[ChannelFacts]) -> None:
    results = [channel_result(one) for one in facts]
    whole = summed(results)
    assert whole.contribution == sum(known(one.contribution) for one in results)
    assert whole.gross_profit == known(whole.contribution) + known(whole.cost)
    assert known(whole.return_on_cost) * known(whole.cost) == whole.contribution
    assert known(whole.gross_margin) * known(whole.revenue) == whole.gross_profit


@given(channels)
def test_order_of_channels_does_not_matter(facts: list[ChannelFacts]) -> None:
    results = [channel_result(one) for one in facts]
    assert channel_total(results[::-1]) == channel_total(results)


@given(channels)
def test_the_total_return_lies_between_the_channels(facts: list[ChannelFacts]) -> None:
    results = [channel_result(one) for one in facts]
    returns = [known(one.return_on_cost) for one in results]
    assert min(returns) <= known(summed(results).return_on_cost) <= max(returns)


@given(st.dictionaries(st.text(max_size=3), amount, min_size=1))
def test_a_time_log_adds_up_to_one(parts: dict[str, Decimal]) -> None:
    split = time_split(parts)
    assert not isinstance(split, NotAvailable)
    assert sum(split.values()) == 1
