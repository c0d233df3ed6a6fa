"""ABC: the demo company's clients, boundaries, and what holds for any base."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.methods.abc_classes import (
    AbcLimits,
    AbcResult,
    Boundary,
    ClassRow,
    class_report,
    classify_abc,
    concentration,
    imbalance_hints,
)
from facilitator.methods.exact import Exact, NotAvailable, half_up
from facilitator.methods.xyz_classes import XyzLimits
from tests.methods.clients import bases

# Revenue of 2026 and the expected class, in the expected order; "-" is an inactive client.
DEMO = """
K01 520 A
K02 430 A
D01 420 A
K03 360 A
D02 330 A
K04 300 A
D03 240 A
K05 240 A
D04 180 A
K06 180 A
K07 150 A
D05 140 B
D06 110 B
K08 110 B
D07 80 B
K09 80 B
D08 60 B
K10 60 B
K11 50 C
K12 40 C
D09 0 -
K13 0 -
"""
ROWS = [line.split() for line in DEMO.split("\n") if line]
REVENUE_2026 = {client: int(revenue) for client, revenue, _ in ROWS}
DEMO_ABC = classify_abc(REVENUE_2026)


def letters(result: AbcResult) -> dict[str, str]:
    return {one.client: one.abc for one in result.ranked}


def classes(*revenues: Exact, boundary: Boundary = Boundary.CROSS_IN) -> str:
    result = classify_abc({f"c{at}": value for at, value in enumerate(revenues)}, None, boundary)
    return "".join(one.abc for one in result.ranked)


def report(result: AbcResult) -> tuple[ClassRow, ...]:
    rows = class_report(result)
    assert not isinstance(rows, NotAvailable)
    return rows


def test_demo_ranking_and_classes() -> None:
    assert letters(DEMO_ABC) == {row[0]: row[2] for row in ROWS if row[2] != "-"}
    assert DEMO_ABC.inactive == ("D09", "K13")
    # Equal clients stand in order of their id: D03 before K05, D08 before K10.
    assert [one.client for one in DEMO_ABC.ranked] == [row[0] for row in ROWS if row[2] != "-"]
    shown = " ".join(str(half_up(one.share * 100, 2)) for one in DEMO_ABC.ranked)
    assert shown == (
        "12.75 10.54 10.29 8.82 8.09 7.35 5.88 5.88 4.41 4.41 3.68 3.43 2.70 2.70 "
        "1.96 1.96 1.47 1.47 1.23 0.98"
    )
    shown = " ".join(str(half_up(one.cumulative * 100, 2)) for one in DEMO_ABC.ranked)
    assert shown == (
        "12.75 23.28 33.58 42.40 50.49 57.84 63.73 69.61 74.02 78.43 82.11 85.54 88.24 90.93 "
        "92.89 94.85 96.32 97.79 99.02 100.00"
    )


def test_demo_class_report() -> None:
    shown = [
        (
            row.abc,
            row.clients,
            row.client_share * 100,
            row.reference * 100,
            row.revenue,
            str(half_up(row.revenue_share * 100, 2)),
        )
        for row in report(DEMO_ABC)
    ]
    assert shown == [
        ("A", 11, 55, 20, 3350, "82.11"),
        ("B", 7, 35, 30, 640, "15.69"),
        ("C", 2, 10, 50, 90, "2.21"),
    ]
    assert imbalance_hints(DEMO_ABC) == ("Flat base: few small growing clients, weak inflow.",)


def test_demo_concentration() -> None:
    found = concentration(DEMO_ABC)
    assert not isinstance(found, NotAvailable)
    assert str(half_up(found.top3 * 100, 2)) == "33.58"
    assert half_up(found.hhi, 0) == 739
    assert found.top1 == Fraction(520, 4080)


def test_demo_cross_out_moves_the_crossing_client_to_b() -> None:
    result = classify_abc(REVENUE_2026, boundary=Boundary.CROSS_OUT)
    assert letters(result)["K07"] == "B"
    assert report(result)[0].clients == 10


def test_golden_abc() -> None:
    assert classes(50, 30, 15, 5) == "AABC"
    assert classes(900, 50, 50) == "ABB"
    assert classes(1, 1, 1, 1) == "AAAA"
    # After the block the share is 90 % and 100 %: the strict reading leaves A empty.
    assert classes(900, 50, 50, boundary=Boundary.CROSS_OUT) == "BCC"
    assert classes(80, 15, 5, boundary=Boundary.CROSS_OUT) == "ABC"


def test_float_trap_a_tenth_on_the_limit_moves_nobody() -> None:
    # In floats 0.7 + 0.1 stays below 0.8, and the third client would slip into A.
    trap = [Decimal(value) for value in ("0.7", "0.1", "0.09", "0.08", "0.03")]
    assert classes(*trap) == "AABBC"
    assert classes(Decimal("0.5"), Decimal("0.3"), Decimal("0.2")) == "AAB"
    assert classes(Decimal("0.5"), Decimal("0.300001"), Decimal("0.2")) == "AAB"
    assert classes(Decimal("0.5"), Decimal("0.299999"), Decimal("0.2")) == "AAA"


def test_a_float_is_refused() -> None:
    wrong: Any = 0.1
    with pytest.raises(TypeError, match="float"):
        classify_abc({"a": wrong})


def test_other_limits() -> None:
    ranked = classify_abc({"a": 70, "b": 20, "c": 10}, AbcLimits(70, 90)).ranked
    assert [one.abc for one in ranked] == ["A", "B", "C"]
    for a, b in ((0, 50), (80, 80), (90, 80), (80, 101)):
        with pytest.raises(ValueError, match="limits must rise"):
            AbcLimits(a, b)
    with pytest.raises(ValueError, match="limits must rise"):
        XyzLimits(25, 10)


def test_credits_zeros_and_blanks_stand_apart() -> None:
    result = classify_abc({"a": 10, "b": -3, "c": 0, "d": None})
    assert [one.client for one in result.ranked] == ["a"]
    assert (result.revenue, result.credits) == (10, (("b", Fraction(-3)),))
    assert (result.inactive, result.unknown) == (("c",), ("d",))


def test_no_active_client_has_a_reason() -> None:
    for empty in (classify_abc({}), classify_abc({"a": 0, "b": None})):
        assert isinstance(class_report(empty), NotAvailable)
        assert isinstance(concentration(empty), NotAvailable)
        assert imbalance_hints(empty) == ()


def test_hints() -> None:
    few, equal, flat, dependence, tail = (
        "Too few clients for ABC: read it as a ranking.",
        "No concentration: all clients bring the same.",
        "Flat base: few small growing clients, weak inflow.",
        "Dependence on very few clients.",
        "A long tail of small clients costs service time.",
    )

    def hints(*revenues: int, boundary: Boundary = Boundary.CROSS_IN) -> tuple[str, ...]:
        named = {f"c{at:02}": value for at, value in enumerate(revenues)}
        return imbalance_hints(classify_abc(named, boundary=boundary))

    assert hints(1, 1, 1, 1) == (few, equal)
    assert hints(7) == (few,)
    assert hints(*[5] * 10) == (equal,)
    assert hints(*[5] * 10, boundary=Boundary.CROSS_OUT) == (equal,)
    assert hints(*range(20, 30)) == (flat,)
    # One of eleven is 9.1 % of the clients, one of ten is exactly 10 %.
    assert hints(9600, *range(10, 20)) == (dependence, tail)
    assert hints(9600, *range(10, 19)) == (tail,)


@given(bases)
def test_order_of_clients_does_not_matter(base: dict[str, Decimal | None]) -> None:
    assert classify_abc(dict(reversed(base.items()))) == classify_abc(base)


@given(bases, st.sampled_from(Boundary))
def test_every_client_is_somewhere_once_and_revenue_adds_up(
    base: dict[str, Decimal | None], boundary: Boundary
) -> None:
    result = classify_abc(base, boundary=boundary)
    ranked = [one.client for one in result.ranked]
    apart = [client for client, _ in result.credits]
    assert sorted([*ranked, *apart, *result.inactive, *result.unknown]) == sorted(base)
    if ranked:
        rows = report(result)
        assert sum(row.clients for row in rows) == len(ranked)
        assert sum(row.client_share for row in rows) == 1
        assert sum(row.revenue for row in rows) == result.revenue
        assert sum(one.share for one in result.ranked) == result.ranked[-1].cumulative == 1


@given(bases, st.sampled_from(Boundary))
def test_equal_clients_share_a_class_and_classes_never_rise(
    base: dict[str, Decimal | None], boundary: Boundary
) -> None:
    ranked = classify_abc(base, boundary=boundary).ranked
    for above, below in pairwise(ranked):
        assert above.abc <= below.abc
        assert above.revenue != below.revenue or above.abc == below.abc


@given(bases)
def test_a_is_the_smallest_group_of_blocks_that_reaches_80_per_cent(
    base: dict[str, Decimal | None],
) -> None:
    result = classify_abc(base)
    assume(result.ranked)
    assert result.ranked[0].abc == "A"
    in_a = [one.revenue for one in result.ranked if one.abc == "A"]
    assert sum(in_a) * 100 >= 80 * result.revenue
    without_last_block = [value for value in in_a if value != min(in_a)]
    assert sum(without_last_block) * 100 < 80 * result.revenue


@given(bases, st.integers(1, 1000))
def test_currency_does_not_change_a_class(base: dict[str, Decimal | None], rate: int) -> None:
    exchanged = {client: None if value is None else value * rate for client, value in base.items()}
    assert letters(classify_abc(exchanged)) == letters(classify_abc(base))


@given(bases)
def test_hhi_lies_between_equal_shares_and_monopoly(base: dict[str, Decimal | None]) -> None:
    result = classify_abc(base)
    found = concentration(result)
    if not isinstance(found, NotAvailable):
        assert Fraction(10_000, len(result.ranked)) <= found.hhi <= 10_000
        assert found.top1 <= found.top3 <= 1
