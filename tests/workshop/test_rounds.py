import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model import Topic, Vote
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.edit import Refused
from facilitator.workshop.goals import add_goal
from facilitator.workshop.results.rounds import energy
from facilitator.workshop.rounds import SCALES, give_number, give_numbers, numbers
from tests.workshop.plain import empty_edit


async def test_the_demo_energy_round(session):
    for who, value in zip(("JW", "IS", "PN", "EM", "TL", "AB"), (3, 4, 3, 3, 4, 2), strict=True):
        await session.run(give_number, "energy", who, value)
    assert list(energy(session.state).numbers.values()) == [3, 4, 3, 3, 4, 2]


async def test_a_number_is_corrected_with_its_sentence(session):
    await session.run(give_number, Topic.ROTI, "AB", 3, "long")
    await session.run(give_number, Topic.ROTI, "Anna", 4, "useful in the end")
    [vote] = session.state.rows(Vote)
    assert (vote.value, vote.note) == (4, "useful in the end")


async def test_a_sentence_alone_counts_and_nothing_at_all_is_taken_back(session):
    await session.run(give_number, Topic.ENERGY, "JW", None, "ready")
    assert [vote.note for vote in session.state.rows(Vote)] == ["ready"]
    await session.run(give_number, Topic.ENERGY, "JW", None)
    assert session.state.rows(Vote) == ()


async def test_the_moderator_may_say_how_the_time_was_but_not_vote_on_a_goal(session):
    await session.run(give_number, Topic.ROTI, "MZ", 5)
    goal = await session.run(add_goal, "Raise corporate revenue")
    with pytest.raises(Refused, match="no vote"):
        await session.run(give_number, Topic.CONFIDENCE, "MZ", 4, target=goal.id)


async def test_confidence_is_about_one_goal(session):
    first = await session.run(add_goal, "Raise corporate revenue")
    await session.run(add_goal, "Raise dealer contribution")
    await session.run(give_number, Topic.CONFIDENCE, "JW", 4, target="G1")
    assert {vote.value for vote in numbers(session.state, Topic.CONFIDENCE, first.id).values()} == {
        4
    }
    with pytest.raises(Refused, match="Choose a goal first"):
        await session.run(give_number, Topic.CONFIDENCE, "JW", 4, target="G9")


async def test_hands_on_an_action_belong_to_the_agreement(session):
    with pytest.raises(Refused, match="agreement"):
        await session.run(give_number, Topic.ACTION, "JW", 4)


@given(value=st.integers(-3, 9))
def test_exactly_the_scale_is_taken(value):
    edit = empty_edit()
    low, high = SCALES[Topic.ENERGY]
    if low <= value <= high:
        assert give_number(edit, Topic.ENERGY, "JW", value).value == value
    else:
        with pytest.raises(Refused, match="not on the scale: 1 to 5"):
            give_number(edit, Topic.ENERGY, "JW", value)
        assert edit.state.rows(Vote) == ()


async def test_hands_of_everybody_are_typed_in_one_line(session):
    decision = await session.run(add_decision, "Corporate first")
    await session.run(give_numbers, Topic.DECISION, "555·45", decision.ref)
    given = numbers(session.state, Topic.DECISION, decision.id)
    by_initials = {
        person.initials: given[person.id].value
        for person in session.state.voters
        if person.id in given
    }
    assert by_initials == {"JW": 5, "IS": 5, "PN": 5, "TL": 4, "AB": 5}
    await session.undo()
    assert numbers(session.state, Topic.DECISION, decision.id) == {}


@pytest.mark.parametrize("words", ["5 5", "5 5 5 5 5 x", "5 5 5 5 5 9"])
async def test_hands_that_do_not_fit_change_nothing(session, words):
    decision = await session.run(add_decision, "Corporate first")
    with pytest.raises(Refused):
        await session.run(give_numbers, Topic.DECISION, words, decision.ref)
    assert numbers(session.state, Topic.DECISION, decision.id) == {}
