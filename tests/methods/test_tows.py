from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.swot import Quadrant
from facilitator.methods.tows import (
    Intensity,
    Strategy,
    TowsCell,
    cell_of,
    coverage,
    intensities,
    posture,
    strategy_cell,
)

S, W, O, T = Quadrant  # noqa: E741 - the letters the field uses

FACTORS = {f"{quadrant}{number}": quadrant for quadrant in Quadrant for number in range(1, 10)}
SHORTLIST = {
    ref: FACTORS[ref]
    for ref in ("S2", "S1", "S3", "W1", "W3", "W2", "O1", "O3", "O4", "T2", "T1", "T3")
}
OUTSIDE = ("O1", "O3", "O4", "T2", "T1", "T3")
FITS = {
    (inside, outside): int(fit)
    for inside, row in {
        "S2": "333132",
        "S1": "321122",
        "S3": "212211",
        "W1": "321310",
        "W3": "221222",
        "W2": "313131",
    }.items()
    for outside, fit in zip(OUTSIDE, row, strict=True)
}
STRATEGIES = [
    Strategy("SO1", ("S2", "S1", "O1", "O4")),
    Strategy("SO2", ("S5", "O7", "O9")),
    Strategy("ST1", ("S2", "T1", "T3")),
    Strategy("WO1", ("W1", "W6", "O1")),
    Strategy("WO2", ("W2", "W8", "O3")),
    Strategy("WT1", ("W4", "W5", "T1", "T6")),
    Strategy("WT2", ("W3", "T4")),
]


def test_demo_intensities_and_posture() -> None:
    cells = intensities(SHORTLIST, FITS)
    assert {each.cell: (each.fits, each.rated, each.pairs) for each in cells} == {
        TowsCell.SO: (20, 9, 9),
        TowsCell.ST: (15, 9, 9),
        TowsCell.WO: (18, 9, 9),
        TowsCell.WT: (15, 9, 9),
    }
    assert [str(half_up(each.intensity * 100)) for each in cells] == [
        "74.1",
        "55.6",
        "66.7",
        "55.6",
    ]
    result = posture(cells)
    assert (result.cell, result.runner_up) == (TowsCell.SO, TowsCell.WO)
    assert str(half_up(result.lead * 100)) == "7.4"


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda strategy: strategy.ref)
def test_demo_cells_follow_from_the_links(strategy: Strategy) -> None:
    assert strategy_cell(strategy, FACTORS) == strategy.ref[:2]


def test_demo_coverage() -> None:
    open_threat = coverage(STRATEGIES, FACTORS, SHORTLIST)
    assert open_threat.unused == ("T2",)
    assert not open_threat.complete
    assert open_threat.missing == ("T2 is used by no strategy; use it or accept it openly.",)
    accepted = coverage(STRATEGIES, FACTORS, SHORTLIST, accepted={"T2"})
    assert accepted.complete
    assert accepted.empty_cells == ()


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ([], "at least one inside"),
        ([S, S], "add an opportunity"),
        ([W], "add an opportunity"),
        ([O, T], "add a strength"),
        ([S, W, O], "make two strategies"),
        ([S, O, T], "make two strategies"),
    ],
)
def test_links_without_a_cell(links: list[Quadrant], words: str) -> None:
    result = cell_of(links)
    assert isinstance(result, NotAvailable)
    assert words in result.reason


def test_a_strategy_with_an_unknown_factor() -> None:
    result = strategy_cell(Strategy("SO9", ("S1", "O99")), FACTORS)
    assert isinstance(result, NotAvailable)
    assert "O99" in result.reason


def test_one_sided_strategies_do_not_count_towards_the_exit() -> None:
    strategies = [
        Strategy("A", ("S1", "O1")),
        Strategy("B", ("W1", "O1")),
        Strategy("C", ("W2", "W3")),
    ]
    result = coverage(strategies, FACTORS, {"W1", "W2", "S3", "O9"})
    assert result.unused == ("W2",)
    assert result.empty_cells == (TowsCell.ST, TowsCell.WT)
    assert len(result.missing) == 3
    assert "C: Only inside factors" in result.missing[0]
    assert "2 strategies" in result.missing[1]


def test_exit_needs_so_and_wo() -> None:
    strategies = [Strategy(str(at), ("W1", "T1")) for at in range(3)]
    result = coverage(strategies, FACTORS, ())
    assert result.missing == (
        "There is no SO strategy yet.",
        "There is no WO strategy yet.",
    )


def test_an_unrated_pair_is_not_a_zero() -> None:
    quadrants = {"S1": S, "O1": O, "O2": O, "W1": W}
    cells = {each.cell: each for each in intensities(quadrants, {("S1", "O1"): 3})}
    assert cells[TowsCell.SO] == Intensity(TowsCell.SO, Fraction(1), 3, 1, 2)
    assert isinstance(cells[TowsCell.WO].intensity, NotAvailable)
    blank = {("S1", "O1"): 3, ("S1", "O2"): None}
    assert intensities(quadrants, blank) == intensities(quadrants, {("S1", "O1"): 3})
    zero = {each.cell: each for each in intensities(quadrants, {**blank, ("S1", "O2"): 0})}
    assert zero[TowsCell.SO].intensity == Fraction(1, 2)


def _cells(*values: Fraction | None) -> list[Intensity]:
    blank = NotAvailable("not rated")
    return [
        Intensity(cell, blank if value is None else value, 0, 1, 1)
        for cell, value in zip(TowsCell, values, strict=True)
    ]


@pytest.mark.parametrize(
    ("so", "clear"), [(Fraction(55, 100), True), (Fraction(5499, 10000), False)]
)
def test_five_points_are_a_clear_lead(so: Fraction, clear: bool) -> None:
    result = posture(_cells(so, Fraction(1, 2), Fraction(1, 10), None))
    assert result.cell == (TowsCell.SO if clear else None)
    assert (result.leading, result.unrated) == (TowsCell.SO, (TowsCell.WT,))


def test_no_posture_from_one_cell() -> None:
    assert isinstance(posture(_cells(Fraction(1), None, None, None)), NotAvailable)
    assert posture(_cells(Fraction(1), Fraction(0), None, None)).cell is TowsCell.SO


@pytest.mark.parametrize(
    "fits", [{("S1", "O1"): 4}, {("S1", "O1"): -1}, {("O1", "S1"): 2}, {("S1", "X"): 2}]
)
def test_fits_that_cannot_be(fits) -> None:
    with pytest.raises(ValueError, match="S1"):
        intensities({"S1": S, "O1": O}, fits)


pairs = list(product(("S1", "S2", "W1"), ("O1", "T1", "T2")))


@given(st.fixed_dictionaries({pair: st.none() | st.integers(0, 3) for pair in pairs}), st.randoms())
def test_intensity_is_a_part_of_one_in_any_order(fits, random) -> None:
    quadrants = {ref: Quadrant(ref[0]) for ref in ("S1", "S2", "W1", "O1", "T1", "T2")}
    cells = intensities(quadrants, fits)
    for each in cells:
        assert each.rated <= each.pairs
        if not isinstance(each.intensity, NotAvailable):
            assert 0 <= each.intensity <= 1
            assert each.intensity * 3 * each.rated == each.fits
    entries, refs = list(fits.items()), list(quadrants)
    random.shuffle(entries)
    random.shuffle(refs)
    assert intensities({ref: quadrants[ref] for ref in refs}, dict(entries)) == cells


@given(st.lists(st.sampled_from(Quadrant)))
def test_a_cell_needs_one_quadrant_of_each_side(links: list[Quadrant]) -> None:
    inside = {link for link in links if link.internal}
    outside = {link for link in links if not link.internal}
    has_cell = len(inside) == len(outside) == 1
    assert isinstance(cell_of(links), TowsCell) == has_cell
