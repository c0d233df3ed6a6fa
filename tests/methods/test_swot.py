from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable
from facilitator.methods.swot import (
    FactorRating,
    HintKind,
    Quadrant,
    factor,
    factor_evaluation,
    item_hints,
    quadrant_hints,
    quadrant_of,
)

S, W, O, T = Quadrant  # noqa: E741 - the letters the field uses

DEMO_OUTSIDE = [
    "84 matching companies in the territory are not our clients",
    "Fluorescent lamps leave the market, stocks run out",
    "Regional energy-efficiency subsidy opens 1 April 2027",
    "Large shippers must report measured kWh savings",
    "Glowtec closed its regional service office",
    "Elnord and Voltara ask for regional protection",
    "Cold-storage building grows 9 % a year",
    "Finance directors accept lighting-as-a-service",
    "Facility managers' association offers joint audits",
    "Imports 20–25 % cheaper in dealer assortments",
    "Top-3 accounts give 33.6 % of account revenue",
    "Glowtec offers 7-year warranty, ours is 5",
    "LED driver lead time up to 10 weeks",
    "Capital-spending freezes in the first half-year",
    "Dealers launch own-brand luminaires",
    "Lighting designers are scarce on the labour market",
    "Payment terms stretch to 60 days at 4 of 12 corporate clients",
    "Tender portals reduce choice to price",
]


def _kinds(*given) -> list[HintKind]:
    return [hint.kind for hint in item_hints(*given)]


@pytest.mark.parametrize("text", DEMO_OUTSIDE)
def test_demo_facts_raise_no_hint(text: str) -> None:
    assert _kinds(O, text, "market desk, 2026") == []


def test_an_opportunity_phrased_as_our_deed() -> None:
    assert _kinds(O, "Launch a web shop", "x") == [HintKind.OWN_ACTION]
    assert _kinds(T, "Запустить интернет-магазин", "x") == [HintKind.OWN_ACTION]
    assert _kinds(S, "Launch a web shop every spring", "x") == []
    assert not item_hints(O, "Launch a web shop", "x")[0].blocks


@pytest.mark.parametrize(
    ("length", "kinds"),
    [
        (4, [HintKind.TOO_SHORT]),
        (5, []),
        (140, []),
        (141, [HintKind.TOO_LONG]),
    ],
)
def test_length_boundaries(length: int, kinds: list[HintKind]) -> None:
    assert _kinds(S, "x" * length, "source") == kinds
    assert _kinds(S, f"  {'x' * length}  ", "source") == kinds


def test_evidence_is_asked_for() -> None:
    assert _kinds(S, "Retrofit design ready in 5 days") == [HintKind.NO_EVIDENCE]
    assert _kinds(S, "Retrofit design ready in 5 days", "   ") == [HintKind.NO_EVIDENCE]


@pytest.mark.parametrize(
    ("items", "kind"),
    [
        (4, HintKind.TOO_FEW_ITEMS),
        (5, None),
        (10, None),
        (11, HintKind.MANY_ITEMS),
        (20, HintKind.MANY_ITEMS),
        (21, HintKind.TOO_MANY_ITEMS),
    ],
)
def test_size_of_a_quadrant(items: int, kind: HintKind | None) -> None:
    hints = quadrant_hints(items)
    assert [hint.kind for hint in hints] == ([kind] if kind else [])
    assert any(hint.blocks for hint in hints) == (items > 20)


def test_where_an_item_belongs() -> None:
    assert [quadrant_of(False, True), quadrant_of(False, False)] == [S, W]
    assert [quadrant_of(True, True), quadrant_of(True, False)] == [O, T]
    assert [quadrant.internal for quadrant in Quadrant] == [True, True, False, False]
    assert [quadrant.helpful for quadrant in Quadrant] == [True, False, True, False]


@pytest.mark.parametrize(
    ("ref", "first", "second", "weight"),
    [
        ("S1", 4, 5, 20),
        ("S2", 5, 4, 20),
        ("S3", 4, 4, 16),
        ("W1", 5, 5, 25),
        ("W2", 4, 4, 16),
        ("W3", 5, 4, 20),
        ("O1", 5, 4, 20),
        ("O3", 4, 3, 12),
        ("O4", 4, 4, 16),
        ("T1", 4, 4, 16),
        ("T2", 5, 3, 15),
        ("T3", 3, 4, 12),
    ],
)
def test_demo_factors(ref: str, first: int, second: int, weight: int) -> None:
    assert factor(first, second) == weight


def test_a_half_scored_factor_is_not_available() -> None:
    assert isinstance(factor(None, 5), NotAvailable)
    assert isinstance(factor(5, None), NotAvailable)
    assert factor(1, 5) == 5
    for wrong in ((0, 3), (3, 6)):
        with pytest.raises(ValueError, match="use 1 to 5"):
            factor(*wrong)


def test_ife_by_hand() -> None:
    matrix = factor_evaluation(
        [
            FactorRating("S1", S, 40, 4),
            FactorRating("S2", S, 20, 3),
            FactorRating("W1", W, 30, 1),
            FactorRating("W2", W, 10, 2),
        ]
    )
    assert matrix.total == Fraction(27, 10)
    assert matrix.above_midpoint
    assert [row.weight for row in matrix.rows] == [
        Fraction(4, 10),
        Fraction(2, 10),
        Fraction(3, 10),
        Fraction(1, 10),
    ]


def test_decimal_weights_stay_exact_at_the_midpoint() -> None:
    matrix = factor_evaluation(
        [FactorRating("O1", O, Decimal("0.1"), 4), FactorRating("T1", T, Decimal("0.1"), 1)]
    )
    assert matrix.total == Fraction(5, 2)
    assert not matrix.above_midpoint


@pytest.mark.parametrize(("quadrant", "rating"), [(S, 2), (W, 3), (S, 5), (W, 0), (O, 0), (T, 5)])
def test_ratings_a_quadrant_does_not_allow(quadrant: Quadrant, rating: int) -> None:
    with pytest.raises(ValueError, match=f"X is rated {rating}"):
        factor_evaluation([FactorRating("X", quadrant, 1, rating)])


def test_matrices_that_cannot_be_computed() -> None:
    assert isinstance(factor_evaluation([]), NotAvailable)
    assert isinstance(factor_evaluation([FactorRating("S1", S, 0, 4)]), NotAvailable)
    unrated = factor_evaluation([FactorRating("S1", S, 1, 4), FactorRating("S2", S, 1, None)])
    assert isinstance(unrated, NotAvailable)
    assert "S2" in unrated.reason
    with pytest.raises(ValueError, match="apart"):
        factor_evaluation([FactorRating("S1", S, 1, 4), FactorRating("O1", O, 1, 4)])
    with pytest.raises(ValueError, match="negative"):
        factor_evaluation([FactorRating("S1", S, -1, 4)])


inside = st.lists(
    st.tuples(st.sampled_from([(S, 3), (S, 4), (W, 1), (W, 2)]), st.integers(1, 100)),
    min_size=1,
    max_size=10,
)


@given(inside, st.integers(2, 9))
def test_totals_lie_on_the_scale_and_only_proportions_count(rows, times: int) -> None:
    def matrix(factor: int):
        return factor_evaluation(
            [
                FactorRating(f"F{at}", quadrant, weight * factor, rating)
                for at, ((quadrant, rating), weight) in enumerate(rows)
            ]
        )

    found = matrix(1)
    assert 1 <= found.total <= 4
    assert sum(row.weight for row in found.rows) == 1
    assert found == matrix(times)
