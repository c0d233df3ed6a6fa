"""The scores of the demo company: cells, people, and weights changed one at a time."""

from fractions import Fraction

import pytest

from facilitator.methods.exact import half_up
from facilitator.methods.score_ranking import Place
from facilitator.methods.scoring import Accord, Change, Criterion, Evaluation, evaluate
from facilitator.methods.sensitivity import Firmness

PEOPLE = ("JW", "IS", "PN", "EM", "TL", "AB")
OWNERS = {"PN": "Corporate", "EM": "Dealer", "TL": "Retail"}
CHANNELS = ("Corporate", "Dealer", "Retail")
CRITERIA = [Criterion(f"C{number}", raw) for number, raw in enumerate((5, 5, 4, 3, 3), 1)]
SHEET = {
    "C1": ("555445", "232422", "332153"),
    "C2": ("545445", "443534", "221231"),
    "C3": ("455434", "221422", "433353"),
    "C4": ("444334", "443544", "332343"),
    "C5": ("555455", "23242.", "221232"),
}
DEMO = {
    (channel, criterion, who): None if mark == "." else int(mark)
    for criterion, rows in SHEET.items()
    for channel, row in zip(CHANNELS, rows, strict=True)
    for who, mark in zip(PEOPLE, row, strict=True)
}


@pytest.fixture(scope="module")
def demo() -> Evaluation:
    return evaluate(CHANNELS, CRITERIA, DEMO, PEOPLE, OWNERS)


def _scores(entries) -> dict[str, str]:
    return {entry.option: str(half_up(entry.score, 4)) for entry in entries}


def test_demo_scores_are_exact(demo: Evaluation) -> None:
    assert [entry.score for entry in demo.scores] == [
        Fraction(22, 5),
        Fraction(451, 150),
        Fraction(157, 60),
    ]
    assert [str(half_up(entry.share * 100)) for entry in demo.scores] == ["88.0", "60.1", "52.3"]
    assert demo.weights == {
        "C1": Fraction(1, 4),
        "C2": Fraction(1, 4),
        "C3": Fraction(1, 5),
        "C4": Fraction(3, 20),
        "C5": Fraction(3, 20),
    }
    assert demo.ranking.places == (
        Place(1, "Corporate", Fraction(22, 5), False),
        Place(2, "Dealer", Fraction(451, 150), False),
        Place(3, "Retail", Fraction(157, 60), False),
    )
    assert demo.ranking.ties == ()
    assert not any(entry.provisional for entry in demo.scores)


@pytest.mark.parametrize(
    ("channel", "cells"),
    [
        ("Corporate", "4.667 0.47, 4.500 0.50, 4.167 0.69 talk, 3.667 0.47, 4.833 0.37"),
        (
            "Dealer",
            "2.500 0.76 talk, 3.833 0.69 talk, 2.167 0.90 talk, 4.000 0.58, 2.600 0.80 talk",
        ),
        ("Retail", "2.833 1.21 must, 1.833 0.69 talk, 3.500 0.76 talk, 3.000 0.58, 2.000 0.58"),
    ],
)
def test_demo_cells(demo: Evaluation, channel: str, cells: str) -> None:
    words = {Accord.AGREED: "", Accord.TALK: " talk", Accord.MUST_TALK: " must"}
    shown = []
    for criterion in CRITERIA:
        cell = demo.cells[channel, criterion.key]
        shown.append(f"{half_up(cell.mean, 3)} {half_up(cell.sigma, 2)}{words[cell.accord]}")
    assert ", ".join(shown) == cells


def test_demo_red_cell_and_its_second_vote(demo: Evaluation) -> None:
    red = demo.cells["Retail", "C1"]
    assert red.histogram == (1, 1, 3, 0, 1)
    assert (red.lowest, red.highest) == (1, 5)
    assert {who for who, score in red.given.items() if score in (1, 5)} == {"EM", "TL"}
    assert half_up(red.sigma / 2 * 100) == half_up(Fraction(607, 10))
    again = {**DEMO, ("Retail", "C1", "EM"): 2, ("Retail", "C1", "TL"): 4}
    second = evaluate(CHANNELS, CRITERIA, again, PEOPLE, OWNERS)
    assert half_up(second.cells["Retail", "C1"].sigma, 2) == half_up(Fraction(69, 100), 2)
    assert [entry.score for entry in second.scores] == [entry.score for entry in demo.scores]


def test_demo_blank_is_not_zero(demo: Evaluation) -> None:
    cell = demo.cells["Dealer", "C5"]
    assert cell.mean == Fraction(13, 5)
    assert cell.coverage == Fraction(5, 6)
    assert cell.valid
    assert "AB" not in cell.given


def test_demo_persons(demo: Evaluation) -> None:
    shown = {
        person.participant: [str(half_up(entry.score, 2)) for entry in person.scores]
        for person in demo.persons
    }
    assert shown == {
        "JW": ["4.65", "2.80", "2.80"],
        "IS": ["4.60", "3.20", "2.60"],
        "PN": ["4.85", "2.20", "1.80"],
        "EM": ["3.85", "4.40", "2.10"],
        "TL": ["3.80", "2.55", "4.05"],
        "AB": ["4.65", "2.94", "2.35"],
    }
    orders = {person.participant: person.order for person in demo.persons}
    assert orders["JW"] == (("Corporate",), ("Dealer", "Retail"))
    assert orders["EM"] == (("Dealer",), ("Corporate",), ("Retail",))
    assert orders["TL"] == (("Retail",), ("Corporate",), ("Dealer",))
    assert {person.participant for person in demo.persons if person.own_first} == {
        "PN",
        "EM",
        "TL",
    }
    provisional = [
        (person.participant, entry.option, entry.missing)
        for person in demo.persons
        for entry in person.scores
        if entry.provisional
    ]
    assert provisional == [("AB", "Dealer", ("C5",))]


def test_demo_without_own_channel_scores(demo: Evaluation) -> None:
    assert _scores(demo.without_own.scores) == {
        "Corporate": "4.3100",
        "Dealer": "2.7175",
        "Retail": "2.3300",
    }
    assert not demo.without_own.order_changed


def test_demo_equal_weights_and_twenty_percent(demo: Evaluation) -> None:
    equal = demo.variant(Change.EQUAL_WEIGHTS)
    assert _scores(equal.scores) == {
        "Corporate": "4.3667",
        "Dealer": "3.0200",
        "Retail": "2.6333",
    }
    assert not equal.order_changed
    steps = [v for v in demo.variants if v.change in (Change.WEIGHT_UP, Change.WEIGHT_DOWN)]
    assert len(steps) == 10
    assert not any(step.order_changed for step in steps)
    # C1 weighs 6 or 4 of 21 or 19 raw points.
    up, down = (demo.variant(change, "C1") for change in (Change.WEIGHT_UP, Change.WEIGHT_DOWN))
    assert up.scores[0].score == (20 * Fraction(22, 5) + Fraction(14, 3)) / 21
    assert down.scores[0].score == (20 * Fraction(22, 5) - Fraction(14, 3)) / 19


def test_demo_leaving_one_criterion_out(demo: Evaluation) -> None:
    changed = [
        variant.criterion
        for variant in demo.variants
        if variant.change is Change.LEFT_OUT and variant.order_changed
    ]
    assert changed == ["C2"]
    without = demo.variant(Change.LEFT_OUT, "C2")
    assert _scores(without.scores) == {
        "Corporate": "4.3667",
        "Dealer": "2.7311",
        "Retail": "2.8778",
    }
    assert without.swaps == (("Dealer", "Retail"),)
    assert not without.first_changed


def test_demo_swing_weights(demo: Evaluation) -> None:
    found = {
        (swing.first, swing.second, swing.criterion): str(half_up(swing.tie_at * 100, 2))
        for swing in demo.swings
    }
    assert found == {
        ("Corporate", "Dealer", "C4"): "83.59",
        ("Dealer", "Retail", "C1"): "65.44",
        ("Dealer", "Retail", "C2"): "6.83",
        ("Dealer", "Retail", "C3"): "38.10",
    }
    first = demo.first_place
    assert first.option == "Corporate"
    assert first.firmness is Firmness.ROBUST
    assert str(half_up(first.nearest.distance * 100)) == "68.6"
    second = demo.robustness["Dealer"]
    assert second.firmness is Firmness.ROBUST
    assert str(half_up(second.nearest.distance * 100)) == "18.1"
