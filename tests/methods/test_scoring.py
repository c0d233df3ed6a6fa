from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.score_ranking import Place, TieBreak
from facilitator.methods.scoring import (
    FIVE,
    TEN,
    Accord,
    Change,
    Criterion,
    Evaluation,
    evaluate,
)
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


def _pair(a: dict[str, list[int]], b: dict[str, list[int]], weights: dict[str, int], **more):
    people = [f"P{at}" for at in range(len(next(iter(a.values()))))]
    scores = {
        (option, key, who): score
        for option, sheet in (("A", a), ("B", b))
        for key, row in sheet.items()
        for who, score in zip(people, row, strict=True)
    }
    criteria = [Criterion(key, weight) for key, weight in weights.items()]
    return evaluate(["A", "B"], criteria, scores, people, **more)


def test_a_practical_tie_goes_to_the_heaviest_criterion() -> None:
    # A is 0.02 ahead in the sum, B is better where it weighs most.
    result = _pair({"K": [3, 3], "L": [5, 5]}, {"K": [4, 4], "L": [3, 3]}, {"K": 66, "L": 34})
    assert result.scores[0].score - result.scores[1].score == Fraction(2, 100)
    assert result.ranking.options == ("B", "A")
    assert result.ranking.ties[0].broken_by is TieBreak.HEAVIEST_CRITERION
    assert result.order == (("A",), ("B",))


def test_a_difference_of_exactly_five_hundredths_is_no_tie() -> None:
    exact = _pair({"K": [3, 3], "L": [5, 5]}, {"K": [4, 4], "L": [3, 3]}, {"K": 65, "L": 35})
    assert exact.scores[0].score - exact.scores[1].score == Fraction(5, 100)
    assert exact.ranking.ties == ()
    assert exact.ranking.options == ("A", "B")
    wide = _pair(
        {"K": [3, 3], "L": [5, 5]}, {"K": [4, 4], "L": [3, 3]}, {"K": 65, "L": 35}, scale=TEN
    )
    assert wide.ranking.options == ("B", "A")


def test_an_equal_heaviest_criterion_leaves_it_to_the_spread_then_to_the_room() -> None:
    spread = _pair({"K": [2, 4]}, {"K": [3, 3]}, {"K": 1})
    assert spread.ranking.options == ("B", "A")
    assert spread.ranking.ties[0].broken_by is TieBreak.SPREAD
    level = _pair({"K": [3, 3]}, {"K": [3, 3]}, {"K": 1})
    assert [place.place for place in level.ranking.places] == [1, 1]
    assert level.ranking.ties[0].broken_by is TieBreak.OPEN
    assert isinstance(level.first_place, NotAvailable)
    decided = _pair({"K": [3, 3]}, {"K": [3, 3]}, {"K": 1}, decided=["B", "A"])
    assert [(place.place, place.option) for place in decided.ranking.places] == [(1, "B"), (2, "A")]
    assert decided.ranking.ties[0].broken_by is TieBreak.DECISION


@pytest.mark.parametrize(
    ("weights", "firmness"),
    [
        ({"K": 60, "L": 40}, Firmness.ROBUST),  # tie at 50 %, exactly 10 points away
        ({"K": 59, "L": 41}, Firmness.SENSITIVE),
        ({"K": 55, "L": 45}, Firmness.SENSITIVE),  # exactly 5 points
        ({"K": 54, "L": 46}, Firmness.FRAGILE),
    ],
)
def test_robustness_boundaries(weights: dict[str, int], firmness: Firmness) -> None:
    result = _pair({"K": [5, 5], "L": [1, 1]}, {"K": [1, 1], "L": [5, 5]}, weights)
    assert result.first_place.firmness is firmness


def test_a_better_option_everywhere_does_not_depend_on_weights() -> None:
    result = _pair({"K": [5, 5], "L": [4, 4]}, {"K": [3, 3], "L": [2, 2]}, {"K": 2, "L": 1})
    assert result.first_place.firmness is Firmness.INDEPENDENT
    assert result.first_place.nearest is None


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


OPTIONS = "ABCD"
KEYS = "KLM"
ROOM = "PQRS"
sheets = st.fixed_dictionaries(
    {place: st.none() | st.integers(1, 5) for place in product(OPTIONS, KEYS, ROOM)}
)
full_sheets = st.fixed_dictionaries(
    {place: st.integers(1, 5) for place in product(OPTIONS, KEYS, ROOM)}
)
raw_weights = st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(any)


def _criteria(raw: list[int]) -> list[Criterion]:
    return [Criterion(key, weight) for key, weight in zip(KEYS, raw, strict=True)]


@given(sheets, raw_weights, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_no_order_of_input_matters(scores, raw: list[int], random) -> None:
    criteria = _criteria(raw)
    before = evaluate(OPTIONS, criteria, scores, ROOM)
    entries, people, options = list(scores.items()), list(ROOM), list(OPTIONS)
    for listed in (entries, people, options, criteria):
        random.shuffle(listed)
    after = evaluate(options, criteria, dict(entries), people)
    assert {e.option: e.score for e in before.scores} == {e.option: e.score for e in after.scores}
    assert {p.option: p.place for p in before.ranking.places} == {
        p.option: p.place for p in after.ranking.places
    }
    assert {(s.criterion, s.tie_at) for s in before.swings} == {
        (s.criterion, s.tie_at) for s in after.swings
    }


@given(sheets, raw_weights)
@settings(max_examples=40)
def test_scores_stay_on_the_scale_and_blanks_are_never_zero(scores, raw: list[int]) -> None:
    result = evaluate(OPTIONS, _criteria(raw), scores, ROOM)
    for entry in result.scores:
        if not isinstance(entry.score, NotAvailable):
            assert 1 <= entry.score <= 5
    for cell in result.cells.values():
        assert sum(cell.histogram) == len(cell.given) == cell.coverage * len(ROOM)
    given_only = {place: score for place, score in scores.items() if score is not None}
    assert evaluate(OPTIONS, _criteria(raw), given_only, ROOM).scores == result.scores


@given(full_sheets, raw_weights, st.integers(2, 9))
@settings(max_examples=40)
def test_only_the_proportion_of_weights_counts(scores, raw: list[int], factor: int) -> None:
    one = evaluate(OPTIONS, _criteria(raw), scores, ROOM)
    many = evaluate(OPTIONS, _criteria([weight * factor for weight in raw]), scores, ROOM)
    assert one == many
    assert sum(one.weights.values()) == 1


@given(full_sheets, raw_weights)
@settings(max_examples=40)
def test_a_third_option_never_turns_two_others(scores, raw: list[int]) -> None:
    everyone = evaluate(OPTIONS, _criteria(raw), scores, ROOM)
    three = {place: score for place, score in scores.items() if place[0] != "D"}
    fewer = evaluate("ABC", _criteria(raw), three, ROOM)
    assert fewer.scores == everyone.scores[:3]


@given(full_sheets, raw_weights)
@settings(max_examples=40)
def test_two_options_really_tie_at_their_swing_weight(scores, raw: list[int]) -> None:
    result = evaluate(OPTIONS, _criteria(raw), scores, ROOM)
    for swing in result.swings:
        rest = 1 - swing.weight
        moved = [
            Criterion(
                key,
                swing.tie_at if key == swing.criterion else weight / rest * (1 - swing.tie_at),
            )
            for key, weight in result.weights.items()
        ]
        at = {e.option: e.score for e in evaluate(OPTIONS, moved, scores, ROOM).scores}
        assert at[swing.first] == at[swing.second]


@given(full_sheets, raw_weights)
@settings(max_examples=40)
def test_the_mean_of_personal_scores_is_the_score_of_the_room(scores, raw: list[int]) -> None:
    result = evaluate(OPTIONS, _criteria(raw), scores, ROOM)
    for at, entry in enumerate(result.scores):
        personal = [person.scores[at].score for person in result.persons]
        assert sum(personal) / len(personal) == entry.score


@given(full_sheets, raw_weights)
@settings(max_examples=40)
def test_ranking_never_contradicts_a_clear_difference(scores, raw: list[int]) -> None:
    result = evaluate(OPTIONS, _criteria(raw), scores, ROOM)
    places = result.ranking.places
    assert {place.option for place in places} == set(OPTIONS)
    for at, upper in enumerate(places):
        for lower in places[at + 1 :]:
            assert lower.score - upper.score < FIVE.practical_tie


@pytest.mark.parametrize(("a_wins_at", "tie_at"), [("K", 0), ("L", 1)])
def test_a_tie_at_the_very_edge_of_the_weights_is_reported(a_wins_at: str, tie_at: int) -> None:
    level = {"K": [3, 3], "L": [3, 3]}
    result = _pair({**level, a_wins_at: [5, 5]}, level, {"K": 40, "L": 60})
    assert [swing.tie_at for swing in result.swings if swing.criterion == "K"] == [tie_at]


def test_options_that_become_equal_change_the_order_but_do_not_swap() -> None:
    result = _pair({"K": [5, 5], "L": [3, 3]}, {"K": [4, 4], "L": [3, 3]}, {"K": 1, "L": 1})
    level = result.variant(Change.LEFT_OUT, "K")
    assert level.order == (("A", "B"),)
    assert level.swaps == ()
    assert level.order_changed
    assert level.first_changed


def test_a_rule_that_lacks_a_value_for_one_decides_for_nobody() -> None:
    scores = {(option, "L", who): 3 for option in "AB" for who in "PQ"}
    scores |= {("A", "K", "P"): 3, ("A", "K", "Q"): 3}
    result = evaluate("AB", [Criterion("K", 2), Criterion("L", 1)], scores, "PQ")
    assert [place.place for place in result.ranking.places] == [1, 1]
    assert result.ranking.ties[0].broken_by is TieBreak.OPEN
