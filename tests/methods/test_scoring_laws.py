"""What holds for any sheet of scores and any weights."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable
from facilitator.methods.scoring import FIVE, Criterion, evaluate

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
