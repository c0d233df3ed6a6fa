"""Cells and sums: accord, blanks, criteria that do not count, scores and weights that cannot be."""

from itertools import product

import pytest

from facilitator.methods.exact import NotAvailable
from facilitator.methods.scoring import FIVE, TEN, Accord, Criterion, evaluate


def _single(values: list[int | None], scale=FIVE):
    people = [f"P{at}" for at in range(len(values))]
    scores = {("A", "K", who): score for who, score in zip(people, values, strict=True)}
    return evaluate(["A"], [Criterion("K", 1)], scores, people, scale=scale)


@pytest.mark.parametrize(
    ("values", "scale", "accord"),
    [
        ([2, 4], FIVE, Accord.TALK),  # sigma 1.0, ratio exactly 0.50
        ([1, 1, 1, 5, 5, 5], FIVE, Accord.MUST_TALK),
        ([3, 3, 3, 3], FIVE, Accord.AGREED),
        ([4, 4, 4, 4, 4, 3, 3, 3, 3, 3], FIVE, Accord.AGREED),  # ratio 0.25
        ([5, 5, 5, 5, 5, 5, 5, 5, 5, 3], FIVE, Accord.TALK),  # variance 0.36, ratio 0.30
        ([1, 3, 3, 3], TEN, Accord.AGREED),
    ],
)
def test_accord_boundaries_hold_exactly(values: list[int], scale, accord: Accord) -> None:
    assert _single(values, scale).cells["A", "K"].accord is accord


@pytest.mark.parametrize(
    ("values", "valid"),
    [
        ([4, None], False),  # half scored, but one person only
        ([4, 4, None, None], True),
        ([4, 4, None, None, None], False),
        ([None, None], False),
        ([], False),
    ],
)
def test_a_cell_needs_half_the_room_and_two_scores(values: list[int | None], valid: bool) -> None:
    result = _single(values)
    assert result.cells["A", "K"].valid is valid
    if not valid:
        assert isinstance(result.scores[0].score, NotAvailable)
        assert result.ranking.unranked == ("A",)
        assert isinstance(result.first_place, NotAvailable)


def test_an_insufficient_cell_makes_the_option_provisional() -> None:
    scores = {
        (option, key, who): 4 if option == "A" else 2
        for option, key, who in product("AB", "KLM", ("P", "Q"))
    }
    scores["A", "M", "P"] = None
    criteria = [Criterion("K", 1), Criterion("L", 1), Criterion("M", 2)]
    result = evaluate(["A", "B"], criteria, scores, ["P", "Q"])
    first, second = result.scores
    assert (first.score, first.provisional, first.missing) == (4, True, ("M",))
    assert (second.score, second.provisional) == (2, False)
    assert result.ranking.places[0].provisional
    assert isinstance(result.first_place, NotAvailable)
    assert isinstance(result.robustness["B"], NotAvailable)
    assert result.swings == ()


def test_a_greyed_criterion_counts_for_nothing() -> None:
    scores = {(option, "K", who): 3 for option in "AB" for who in ("P", "Q")}
    result = evaluate("AB", [Criterion("K", 1), Criterion("L", 0)], scores, ["P", "Q"])
    assert [entry.provisional for entry in result.scores] == [False, False]
    assert [entry.score for entry in result.scores] == [3, 3]
    nothing = evaluate("AB", [Criterion("K", 0)], scores, ["P", "Q"])
    assert isinstance(nothing.weights, NotAvailable)
    assert nothing.ranking.unranked == ("A", "B")
    assert nothing.variants == ()


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({("A", "K", "P"): 6}, "P gave A on K a 6; use 1 to 5"),
        ({("A", "K", "P"): 0}, "leave it blank"),
        ({("Z", "K", "P"): 3}, "option Z"),
        ({("A", "K", "X"): 3}, "participant X"),
    ],
)
def test_scores_that_cannot_be(scores, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        evaluate(["A"], [Criterion("K", 1)], scores, ["P"])


def test_weights_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="weight of K is negative"):
        evaluate(["A"], [Criterion("K", -1)], {}, ["P"])
    with pytest.raises(ValueError, match="criterion K is listed twice"):
        evaluate(["A"], [Criterion("K", 1), Criterion("K", 2)], {}, ["P"])
