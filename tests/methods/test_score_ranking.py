"""Places by score: what a practical tie is, and which rule breaks it."""

from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_ranking import TieBreak
from facilitator.methods.scoring import TEN, Criterion, evaluate
from tests.methods.scored import pair


def test_a_practical_tie_goes_to_the_heaviest_criterion() -> None:
    # A is 0.02 ahead in the sum, B is better where it weighs most.
    result = pair({"K": [3, 3], "L": [5, 5]}, {"K": [4, 4], "L": [3, 3]}, {"K": 66, "L": 34})
    assert result.scores[0].score - result.scores[1].score == Fraction(2, 100)
    assert result.ranking.options == ("B", "A")
    assert result.ranking.ties[0].broken_by is TieBreak.HEAVIEST_CRITERION
    assert result.order == (("A",), ("B",))


def test_a_difference_of_exactly_five_hundredths_is_no_tie() -> None:
    exact = pair({"K": [3, 3], "L": [5, 5]}, {"K": [4, 4], "L": [3, 3]}, {"K": 65, "L": 35})
    assert exact.scores[0].score - exact.scores[1].score == Fraction(5, 100)
    assert exact.ranking.ties == ()
    assert exact.ranking.options == ("A", "B")
    wide = pair(
        {"K": [3, 3], "L": [5, 5]}, {"K": [4, 4], "L": [3, 3]}, {"K": 65, "L": 35}, scale=TEN
    )
    assert wide.ranking.options == ("B", "A")


def test_an_equal_heaviest_criterion_leaves_it_to_the_spread_then_to_the_room() -> None:
    spread = pair({"K": [2, 4]}, {"K": [3, 3]}, {"K": 1})
    assert spread.ranking.options == ("B", "A")
    assert spread.ranking.ties[0].broken_by is TieBreak.SPREAD
    level = pair({"K": [3, 3]}, {"K": [3, 3]}, {"K": 1})
    assert [place.place for place in level.ranking.places] == [1, 1]
    assert level.ranking.ties[0].broken_by is TieBreak.OPEN
    assert isinstance(level.first_place, NotAvailable)
    decided = pair({"K": [3, 3]}, {"K": [3, 3]}, {"K": 1}, decided=["B", "A"])
    assert [(place.place, place.option) for place in decided.ranking.places] == [(1, "B"), (2, "A")]
    assert decided.ranking.ties[0].broken_by is TieBreak.DECISION


def test_a_rule_that_lacks_a_value_for_one_decides_for_nobody() -> None:
    scores = {(option, "L", who): 3 for option in "AB" for who in "PQ"}
    scores |= {("A", "K", "P"): 3, ("A", "K", "Q"): 3}
    result = evaluate("AB", [Criterion("K", 2), Criterion("L", 1)], scores, "PQ")
    assert [place.place for place in result.ranking.places] == [1, 1]
    assert result.ranking.ties[0].broken_by is TieBreak.OPEN
