"""Retention: the demo company's clients and what must hold for any base."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.retention import Retention, retention, retention_rate

CORPORATE = {
    "K01": (440, 520),
    "K02": (400, 430),
    "K03": (300, 360),
    "K04": (310, 300),
    "K05": (190, 240),
    "K06": (150, 180),
    "K07": (90, 150),
    "K08": (100, 110),
    "K09": (60, 80),
    "K10": (40, 60),
    "K11": (30, 50),
    "K12": (0, 40),
    "K13": (50, 0),
}
DEALER = {
    "D01": (430, 420),
    "D02": (350, 330),
    "D03": (260, 240),
    "D04": (200, 180),
    "D05": (150, 140),
    "D06": (110, 110),
    "D07": (70, 80),
    "D08": (50, 60),
    "D09": (60, 0),
}

amount = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)
bases = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.tuples(amount, amount))


def shown(result: Retention) -> str:
    rates = (result.crr, result.churn, result.nrr, result.grr)
    texts = [
        "n/a" if isinstance(rate, NotAvailable) else str(half_up(rate * 100, 2)) for rate in rates
    ]
    counts = (result.start, len(result.new), len(result.lost), result.end)
    return " ".join([*map(str, counts), *texts])


@pytest.mark.parametrize(
    ("clients", "expected"),
    [
        (CORPORATE, "12 1 1 12 91.67 8.33 114.81 97.22"),
        (DEALER, "9 0 1 8 88.89 11.11 92.86 91.67"),
        (CORPORATE | DEALER, "21 1 2 20 90.48 9.52 105.21 94.79"),
    ],
)
def test_demo_retention(clients: dict[str, tuple[int, int]], expected: str) -> None:
    assert shown(retention(clients)) == expected


def test_demo_names_of_new_and_lost_clients() -> None:
    result = retention(CORPORATE | DEALER)
    assert (result.new, result.lost) == (("K12",), ("D09", "K13"))


def test_a_blank_period_is_unknown_not_lost() -> None:
    result = retention({"a": (10, None), "b": (None, 10), "c": (10, 12)})
    assert (result.unknown, result.lost, result.new) == (("a", "b"), (), ())
    assert (result.start, result.nrr) == (1, Fraction(12, 10))


def test_an_empty_base_has_a_reason() -> None:
    result = retention({"new": (0, 5)})
    reason = NotAvailable("There were no clients at the start.")
    assert result.crr == result.churn == result.nrr == result.grr == reason
    assert (result.start, result.end) == (0, 1)


def test_a_net_credit_is_not_a_client_but_counts_in_revenue() -> None:
    result = retention({"a": (10, -2), "b": (-5, 10), "c": (10, 10)})
    assert (result.start, result.lost, result.new, result.end) == (2, ("a",), ("b",), 2)
    assert result.nrr == result.grr == Fraction(8, 20)


def test_rate_from_counts() -> None:
    assert retention_rate(12, 1, 12) == Fraction(11, 12)
    assert retention_rate(21, 1, 20) == Fraction(19, 21)
    assert retention_rate(5, 3, 3) == 0


@pytest.mark.parametrize(
    ("start", "new", "end", "word"),
    [(0, 0, 0, "no clients"), (5, 4, 3, "more new"), (5, 0, 6, "More clients"), (5, -1, 5, "nega")],
)
def test_counts_that_contradict_each_other(start: int, new: int, end: int, word: str) -> None:
    rate = retention_rate(start, new, end)
    assert isinstance(rate, NotAvailable)
    assert word in rate.reason


@given(bases)
def test_parts_add_up(clients: dict[str, tuple[Decimal, Decimal]]) -> None:
    result = retention(clients)
    assert result.end == result.start - len(result.lost) + len(result.new)
    if result.start:
        assert not isinstance(result.crr, NotAvailable)
        assert not isinstance(result.churn, NotAvailable)
        assert not isinstance(result.grr, NotAvailable)
        assert not isinstance(result.nrr, NotAvailable)
        assert result.crr + result.churn == 1
        assert result.crr == retention_rate(result.start, len(result.new), result.end)
        assert 0 <= result.grr <= min(1, result.nrr)
    else:
        assert isinstance(result.nrr, NotAvailable)


@given(bases)
def test_order_of_clients_does_not_matter(clients: dict[str, tuple[Decimal, Decimal]]) -> None:
    assert retention(dict(reversed(clients.items()))) == retention(clients)


@given(bases)
def test_a_blank_client_changes_no_figure(clients: dict[str, tuple[Decimal, Decimal]]) -> None:
    assert shown(retention({**clients, "blank": (7, None)})) == shown(retention(clients))
