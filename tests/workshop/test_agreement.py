from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.agreement import VoteStatus
from facilitator.model import Action, PlanVote, Vote
from facilitator.workshop.actions import add_action, change_action, delete_action, set_status
from facilitator.workshop.agreement import (
    accept_plan,
    amend,
    close_plan,
    confirm_by,
    new_plan_round,
    obstacles,
    plan_votes,
    reopen_plan,
    vote_action,
    votes_on,
    withdraw_word,
)
from facilitator.workshop.edit import Refused
from facilitator.workshop.ledger import row_of
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.results.agreement import action_votes, plan_agreement
from facilitator.workshop.setup import change_person
from tests.workshop.plain import empty_edit

INITIALS = ("JW", "IS", "PN", "EM", "TL", "AB")
A07 = {
    "owner_id": "AB",
    "deadline": date(2027, 4, 30),
    "measure": "on-time delivery ≥ 95 % in April",
}


@pytest.fixture
async def planned(session: OpenWorkshop) -> OpenWorkshop:
    """One action that everybody has voted 4 on."""
    await session.run(add_action, "Stock 12 driver types (30 000 EUR)", **A07)
    await show(session, "444444")
    return session


async def show(opened: OpenWorkshop, hands: str) -> None:
    for who, hand in zip(INITIALS, hands, strict=False):
        await opened.run(vote_action, "A01", who, int(hand))


async def accept_all(opened: OpenWorkshop, besides: str = "") -> None:
    for who in INITIALS:
        if who not in besides.split():
            await opened.run(accept_plan, who, "accept")


async def absent(opened: OpenWorkshop, who: str) -> str:
    person = next(each for each in opened.state.people if each.initials == who)
    await opened.run(change_person, person.id, presence="absent")
    return person.id


def standing(opened: OpenWorkshop) -> str:
    return " ".join(each.sentence for each in obstacles(opened.state))


# -- hands on one action -------------------------------------------------------------------------


@given(value=st.integers(-2, 8))
def test_a_hand_has_0_to_5_fingers(value):
    edit = empty_edit()
    add_action(edit, "Call")
    if 0 <= value <= 5:
        assert vote_action(edit, "A01", "JW", value).value == value
    else:
        with pytest.raises(Refused, match="0 to 5 fingers"):
            vote_action(edit, "A01", "JW", value)


async def test_a_hand_is_corrected_and_taken_back_within_the_round(planned):
    await planned.run(vote_action, "A01", "JW", 5, "I will lead it")
    action = row_of(planned.state, Action, "A01")
    assert len(votes_on(planned.state, action)) == 6
    await planned.run(vote_action, "A01", "JW", None)
    assert len(votes_on(planned.state, action)) == 5


async def test_only_people_with_a_vote_show_hands(planned):
    with pytest.raises(Refused, match="no vote as moderator"):
        await planned.run(vote_action, "A01", "MZ", 4)


async def test_the_demo_amendment_of_a07(planned):
    await show(planned, "544431")
    [before] = action_votes(planned.state)
    assert before.result.status is VoteStatus.REWORK
    row = await planned.run(
        amend, "A01", "6 fastest types, rest on consignment", title="Stock 6 types", cost="15000"
    )
    assert (row.round, row.title) == (2, "Stock 6 types")
    assert row.amendment == "6 fastest types, rest on consignment"
    assert votes_on(planned.state, row) == {}
    assert len(votes_on(planned.state, row, 1)) == 6
    await show(planned, "544444")
    [after] = action_votes(planned.state)
    assert after.result.status is VoteStatus.PASSED
    assert after.earlier[1].lowest == 1


async def test_an_amendment_in_words_alone_asks_for_votes_again_too(planned):
    row = await planned.run(amend, "A01", "JW confirms by 29 Jan")
    assert (row.round, row.amendment) == (2, "JW confirms by 29 Jan")
    with pytest.raises(Refused, match="amendment is empty"):
        await planned.run(amend, "A01", " ")


# -- the plan as a whole -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "reason", "amendment", "field"),
    [
        ("reservation", "", "", "reason"),
        ("object", "", "≤ 15 000 EUR", "reason"),
        ("object", "not in the budget", "", "amendment"),
        ("perhaps", "", "", "value"),
        ("", "", "", "value"),
    ],
)
async def test_a_word_without_its_reason_is_refused_at_the_field(
    planned, answer, reason, amendment, field
):
    with pytest.raises(Refused) as refused:
        await planned.run(accept_plan, "AB", answer, reason, amendment)
    assert refused.value.field == field
    assert planned.state.rows(PlanVote) == ()


async def test_the_demo_acceptance_in_two_rounds(planned):
    await accept_all(planned, besides="EM AB")
    await planned.run(accept_plan, "EM", "reservation", "dealers must hear it from me first")
    await planned.run(accept_plan, "AB", "object", "not in the budget", "≤ 15 000 EUR")
    assert plan_agreement(planned.state).sentence == "in discussion, 5 of 6 accept"
    assert (await planned.run(new_plan_round)).plan_round == 2
    assert plan_votes(planned.state) == {}
    assert len(plan_votes(planned.state, 1)) == 6
    await accept_all(planned, besides="EM")
    await planned.run(accept_plan, "EM", "reservation", "dealers must hear it from me first")
    assert plan_agreement(planned.state).sentence == "accepted by all 6 of 6"


async def test_a_person_changes_the_word_within_the_round(planned):
    await planned.run(accept_plan, "AB", "object", "not in the budget", "≤ 15 000 EUR")
    await planned.run(accept_plan, "AB", "accept")
    [vote] = planned.state.rows(PlanVote)
    assert (vote.value, vote.reason, vote.amendment) == ("accept", "", "")
    await planned.run(withdraw_word, "AB")
    assert planned.state.rows(PlanVote) == ()


async def test_a_round_nobody_answered_is_not_repeated(planned):
    with pytest.raises(Refused, match="Nobody has answered"):
        await planned.run(new_plan_round)


# -- closing -------------------------------------------------------------------------------------


async def test_an_accepted_plan_is_closed_and_reopened(planned):
    await accept_all(planned)
    workshop = await planned.run(close_plan)
    assert (workshop.agreed, workshop.state) == (True, "closed")
    assert (await planned.history())[-1].label == "Plan closed: accepted by 6 of 6"
    workshop = await planned.run(reopen_plan, "a deadline slipped in wrong")
    assert (workshop.agreed, workshop.state) == (False, "running")
    assert len(planned.state.rows(PlanVote)) == 6


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"owner_id": ""}, "A01 has no owner"),
        ({"deadline": ""}, "A01 has no deadline"),
        ({"measure": ""}, "A01 has no measure of done"),
    ],
)
async def test_a_plan_with_a_gap_in_an_action_is_not_closed(session, change, sentence):
    await session.run(add_action, "Stock 6 driver types", **A07 | change)
    await show(session, "444444")
    await accept_all(session)
    with pytest.raises(Refused, match=sentence):
        await session.run(close_plan)
    assert [each.field for each in obstacles(session.state)] == list(change)
    assert not session.state.workshop.agreed


async def test_a_missing_vote_or_word_stands_in_the_way_by_name(planned):
    await planned.run(vote_action, "A01", "TL", None)
    await accept_all(planned, besides="EM")
    assert "A01 lacks the vote of TL" in standing(planned)
    assert "Elena Markovic has not answered yet" in standing(planned)
    assert [each.ref for each in obstacles(planned.state)] == ["A01", "EM"]


async def test_an_objection_stands_in_the_way(planned):
    await accept_all(planned, besides="AB")
    await planned.run(accept_plan, "AB", "object", "not in the budget", "≤ 15 000 EUR")
    with pytest.raises(Refused, match="Anna Berg objects: not in the budget"):
        await planned.run(close_plan)


@pytest.mark.parametrize("hand", [0, 1, 2])
async def test_a_hand_below_three_stands_in_the_way(planned, hand):
    await accept_all(planned)
    await planned.run(vote_action, "A01", "AB", hand)
    with pytest.raises(Refused, match="less than 3 fingers by AB"):
        await planned.run(close_plan)
    await planned.run(vote_action, "A01", "AB", 3)
    await planned.run(close_plan)


async def test_a_plan_without_actions_is_not_closed_and_cancelled_ones_do_not_count(session):
    await accept_all(session)
    with pytest.raises(Refused, match="no action yet"):
        await session.run(close_plan)
    await session.run(add_action, "Nobody does this")
    await session.run(set_status, "A01", "cancelled")
    assert "no action yet" in standing(session)


async def test_an_absent_person_confirms_by_a_day(planned):
    await absent(planned, "TL")
    await accept_all(planned, besides="TL")
    assert "Tomasz Lis is absent; set the date" in standing(planned)
    assert await planned.run(confirm_by, "TL", "29 jan") == date(2027, 1, 29)
    assert obstacles(planned.state) == ()
    await planned.run(close_plan)
    assert plan_agreement(planned.state).sentence == "accepted by those present, 5 of 6"
    await planned.run(accept_plan, "TL", "accept")
    assert planned.state.workshop.agreed
    assert plan_agreement(planned.state).sentence == "accepted by all 6 of 6"


async def test_an_absent_owner_needs_a_day_to_confirm_by(planned):
    await absent(planned, "AB")
    await accept_all(planned)
    assert "Anna Berg owns A01 and is absent; set a day to confirm by" in standing(planned)
    await planned.run(change_action, "A01", confirm_by="29 jan")
    await planned.run(close_plan)


async def test_an_objection_after_closing_opens_the_plan_again(planned):
    await accept_all(planned)
    await planned.run(close_plan)
    await planned.run(accept_plan, "AB", "object", "the bank said no", "half of it")
    assert not planned.state.workshop.agreed
    assert planned.state.workshop.state == "running"


async def test_a_closed_plan_stands_still_but_statuses_move_on(planned):
    await accept_all(planned)
    await planned.run(close_plan)
    for command, args, values in (
        (add_action, ("One more",), {}),
        (change_action, ("A01",), {"deadline": "fri"}),
        (delete_action, ("A01",), {}),
        (vote_action, ("A01", "JW", 5), {}),
        (amend, ("A01", "cheaper"), {}),
        (withdraw_word, ("JW",), {}),
        (new_plan_round, (), {}),
    ):
        with pytest.raises(Refused, match="Reopen"):
            await planned.run(command, *args, **values)
    assert (await planned.run(set_status, "A01", "in_progress")).status == "in_progress"
    assert len(planned.state.rows(Vote)) == 6


async def test_a_plan_that_is_open_is_not_reopened(planned):
    with pytest.raises(Refused, match="not closed"):
        await planned.run(reopen_plan)
