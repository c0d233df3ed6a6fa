from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.gaps import (
    ChainStatus,
    GapFlag,
    Requirement,
    chain_check,
    critical_without_action,
    gap_matrix,
)

DEMO = [
    Requirement("R1", 5, 5, 3, 4),
    Requirement("R2", 5, 5, 4, 2),
    Requirement("R3", 4, 5, 3, 3),
    Requirement("R4", 4, 4, 2, 3),
    Requirement("R5", 3, 4, 3, 4),
    Requirement("R6", 3, 4, 3, 4),
    Requirement("R7", 4, 4, 4, 3),
    Requirement("R8", 5, 5, 5, 3),
]


def test_demo_matrix() -> None:
    matrix = gap_matrix(DEMO)
    assert [(row.requirement.ref, row.gap, row.weighted, row.rank) for row in matrix.rows] == [
        ("R1", 2, 10, 1),
        ("R3", 2, 8, 2),
        ("R4", 2, 8, 3),
        ("R2", 1, 5, 4),
        ("R5", 1, 3, 5),
        ("R6", 1, 3, 6),
        ("R8", 0, 0, 7),
        ("R7", 0, 0, 8),
    ]
    assert matrix.weighted_total == 37
    assert matrix.own.index == Fraction(114, 151)
    assert matrix.competitor.index == Fraction(105, 151)
    assert str(half_up(matrix.own.index * 100)) == "75.5"
    assert str(half_up(matrix.competitor.index * 100)) == "69.5"


def test_demo_flags() -> None:
    matrix = gap_matrix(DEMO)
    assert matrix.flagged(GapFlag.CRITICAL) == ("R1", "R3", "R4")
    assert matrix.flagged(GapFlag.COMPETITOR_AHEAD) == ("R1", "R4")
    assert matrix.flagged(GapFlag.USP_CANDIDATE) == ("R8", "R7")
    assert matrix.flagged(GapFlag.OVER_SERVICE) == ()
    assert critical_without_action(matrix, {"R3", "R2", "R1"}) == ("R4",)
    assert critical_without_action(matrix, {"R3", "R4", "R1"}) == ()


def test_demo_chain() -> None:
    chain = chain_check(True, True, False)
    assert chain.status is ChainStatus.GAP
    assert chain.missing == ("Not true yet: the materials prove it; plan an action.",)


@pytest.mark.parametrize(
    ("answers", "status", "open_points"),
    [
        ((True, True, True), ChainStatus.REALISED, 0),
        ((True, True, None), ChainStatus.OPEN, 1),
        ((None, False, True), ChainStatus.GAP, 2),
    ],
)
def test_chain(answers, status: ChainStatus, open_points: int) -> None:
    chain = chain_check(*answers)
    assert (chain.status, len(chain.missing)) == (status, open_points)


@pytest.mark.parametrize(
    ("requirement", "flags"),
    [
        (Requirement("R", 4, 5, 3), [GapFlag.CRITICAL]),
        (Requirement("R", 3, 5, 1), []),
        (Requirement("R", 4, 5, 4), []),
        (Requirement("R", 2, 3, 4), [GapFlag.OVER_SERVICE]),
        (Requirement("R", 2, 4, 4), []),
        (Requirement("R", 3, 3, 4), []),
        (Requirement("R", 4, 4, 4, None), []),
        (Requirement("R", 4, 4, 4, 4), []),
        (Requirement("R", 4, 4, 4, 3), [GapFlag.USP_CANDIDATE]),
        (Requirement("R", 3, 3, 4, 2), []),
        (Requirement("R", 4, 4, 4, 5), [GapFlag.COMPETITOR_AHEAD]),
        (Requirement("R", 4, None, 2, 3), [GapFlag.COMPETITOR_AHEAD]),
    ],
)
def test_flags_at_their_boundaries(requirement: Requirement, flags: list[GapFlag]) -> None:
    assert list(gap_matrix([requirement]).rows[0].flags) == flags


def test_a_blank_is_neither_a_gap_nor_a_zero() -> None:
    matrix = gap_matrix([Requirement("R1", 5, 5, None, 5), Requirement("R2", 4, 4, 4)])
    assert [row.requirement.ref for row in matrix.rows] == ["R2", "R1"]
    assert isinstance(matrix.rows[1].gap, NotAvailable)
    assert matrix.rows[1].rank is None
    assert (matrix.own.index, matrix.own.rated) == (1, 1)
    assert (matrix.competitor.index, matrix.competitor.rated) == (1, 1)
    assert matrix.weighted_total == 0
    unweighted = gap_matrix([Requirement("R1", None, 5, 3)])
    assert unweighted.rows[0].gap == 2
    assert isinstance(unweighted.weighted_total, NotAvailable)


def test_an_empty_matrix_has_no_figures() -> None:
    matrix = gap_matrix([])
    assert isinstance(matrix.own.index, NotAvailable)
    assert isinstance(matrix.weighted_total, NotAvailable)


def test_levels_outside_the_scale() -> None:
    with pytest.raises(ValueError, match="own level of R1 is 0; use 1 to 5"):
        gap_matrix([Requirement("R1", 5, 5, 0)])


def test_guesses_are_listed() -> None:
    assert gap_matrix([Requirement("R1", 5, 5, 3, assumption=True)]).assumptions == ("R1",)


level = st.none() | st.integers(1, 5)
matrices = st.lists(st.tuples(level, level, level, level), max_size=8).map(
    lambda rows: [Requirement(f"R{at}", *row) for at, row in enumerate(rows)]
)


@given(matrices, st.randoms(use_true_random=False))
def test_parts_add_up_in_any_order(requirements: list[Requirement], random) -> None:
    matrix = gap_matrix(requirements)
    shuffled = list(requirements)
    random.shuffle(shuffled)
    again = gap_matrix(shuffled)
    assert (again.own, again.competitor) == (matrix.own, matrix.competitor)
    assert again.weighted_total == matrix.weighted_total
    weights = [row.weighted for row in matrix.rows if row.rank]
    assert weights == sorted(weights, reverse=True)
    assert [row.rank for row in matrix.rows if row.rank] == list(range(1, len(weights) + 1))
    for fit in (matrix.own, matrix.competitor):
        assert isinstance(fit.index, NotAvailable) == (fit.rated == 0)
        if fit.rated:
            assert 0 < fit.index <= 1
    if weights:
        needed = sum(
            row.requirement.importance * row.requirement.required for row in matrix.rows if row.rank
        )
        assert matrix.weighted_total == needed * (1 - matrix.own.index)
