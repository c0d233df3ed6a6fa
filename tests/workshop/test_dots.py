import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.model import Ballot, Card
from facilitator.workshop.cards import NewCard, add_cards, card_by_ref, delete_card
from facilitator.workshop.dots import (
    clear_dots,
    dot_budget,
    dots_left,
    give_dots,
    list_only,
    short_list,
    toggle_listed,
)
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.options import add_option
from facilitator.workshop.results.ballots import dots
from tests.workshop.plain import empty_edit

BALLOTS = {  # the strengths of the demo session
    "JW": "S2 S1 S8",
    "IS": "S1 S2 S3",
    "PN": "S2 S3 S1",
    "EM": "S5 S2 S7",
    "TL": "S1 S9 S2",
    "AB": "S6 S2 S4",
}


@pytest.fixture
async def nine(session: OpenWorkshop) -> OpenWorkshop:
    await session.run(add_cards, "S1", [NewCard("S", f"Strength {n}") for n in range(1, 10)])
    return session


def dots_on(opened: OpenWorkshop, ref: str) -> int:
    card = card_by_ref(opened.state, ref)
    assert card is not None
    return dots(opened.state).get(card.id, 0)


def listed(opened: OpenWorkshop) -> list[str]:
    return [card.ref for card in opened.state.rows(Card) if card.listed]


async def vote(opened: OpenWorkshop, ballots: dict[str, str]) -> None:
    for who, refs in ballots.items():
        for ref in refs.split():
            await opened.run(give_dots, who, ref)


async def test_each_person_has_a_third_of_the_cards_of_a_section_as_dots(nine):
    assert dot_budget(nine.state, "S1", "S") == 3
    assert dots_left(nine.state, nine.state.voters[0].id, "S1", "S") == 3
    await vote(nine, {"JW": "S1 S2"})
    assert dots_left(nine.state, nine.state.voters[0].id, "S1", "S") == 1


async def test_a_dot_over_the_budget_is_refused_and_nothing_changes(nine):
    await vote(nine, {"JW": "S1 S2 S3"})
    before = nine.state
    with pytest.raises(Refused, match=r"Jonas Weber placed 4 dots but has 3"):
        await nine.run(give_dots, "JW", "S4")
    assert nine.state is before
    assert dots_on(nine, "S4") == 0


async def test_taking_a_dot_back_gives_it_to_spend_again(nine):
    await vote(nine, {"JW": "S1 S2 S3"})
    assert await nine.run(give_dots, "JW", "S1", 0) == 0
    assert await nine.run(give_dots, "JW", "S4") == 1


async def test_two_dots_on_one_card_need_the_room_to_allow_it(nine):
    with pytest.raises(Refused, match="at most 1"):
        await nine.run(give_dots, "JW", "S1", 2)
    assert await nine.run(give_dots, "JW", "S1", 2, most=3) == 2


async def test_dots_below_none_are_refused(nine):
    with pytest.raises(Refused, match="fewer than none"):
        await nine.run(give_dots, "JW", "S1", -1)


async def test_the_moderator_has_no_dots(nine):
    with pytest.raises(Refused, match="Marta Zielinska has no vote as moderator"):
        await nine.run(give_dots, "MZ", "S1")


async def test_sections_have_budgets_of_their_own(swot):
    await vote(swot, {"JW": "S1 W1 O1 T1"})
    assert [dots_on(swot, ref) for ref in ("S1", "W1", "O1", "T1")] == [1, 1, 1, 1]
    with pytest.raises(Refused, match="has 1"):
        await swot.run(give_dots, "JW", "S2")


async def test_options_share_one_budget_over_all_cells(swot):
    for text, links in (("a", "S1 O1"), ("b", "S1 T1"), ("c", "W1 O1")):
        await swot.run(add_option, text, links)
    await swot.run(give_dots, "JW", "SO1")
    with pytest.raises(Refused, match="has 1"):
        await swot.run(give_dots, "JW", "WO1")


async def test_a_board_without_a_vote_takes_no_dots(session):
    [fact] = await session.run(add_cards, "A1", [NewCard("FD", "Dealer revenue fell")])
    with pytest.raises(Refused, match="No dots are given in this stage"):
        await session.run(give_dots, "JW", fact.ref)


async def test_the_demo_ballots_short_list_s2_s1_s3(nine):
    await vote(nine, BALLOTS)
    assert [dots_on(nine, f"S{n}") for n in range(1, 10)] == [4, 6, 2, 1, 1, 1, 1, 1, 1]
    found = await nine.run(short_list, "S1")
    assert found.refs == ("S2", "S1", "S3")
    assert not found.ties
    assert listed(nine) == ["S1", "S2", "S3"]


async def test_a_tie_at_the_cut_line_is_reported_and_left_to_a_run_off(nine):
    await vote(nine, {"JW": "S1 S2 S3", "IS": "S1 S2 S4"})
    found = await nine.run(short_list, "S1")
    assert found.refs == ("S1", "S2")
    assert found.by_section["S"].run_off == ("S3", "S4")
    assert "S3 and S4 tie and 1 place is left" in str(found)
    assert listed(nine) == ["S1", "S2"]


async def test_tied_options_both_stay_while_the_list_is_not_longer_than_four(swot):
    for text, links in (("a", "S1 O1"), ("b", "S1 T1"), ("c", "W1 O1"), ("d", "W1 T1")):
        await swot.run(add_option, text, links)
    ballots = {"JW": "SO1", "IS": "SO1", "PN": "ST1", "EM": "ST1", "TL": "WO1", "AB": "WT1"}
    await vote(swot, ballots)
    found = await swot.run(short_list, "S2")
    assert set(found.refs) == {"SO1", "ST1", "WO1", "WT1"}
    assert "tie at the cut line; both stay" in str(found)


async def test_a_new_short_list_replaces_the_old_one(nine):
    await nine.run(toggle_listed, "S9")
    await vote(nine, BALLOTS)
    await nine.run(short_list, "S1")
    assert "S9" not in listed(nine)


async def test_without_dots_there_is_no_short_list(nine):
    await nine.run(toggle_listed, "S9")
    with pytest.raises(Refused, match="Nobody has given dots"):
        await nine.run(short_list, "S1")
    assert listed(nine) == ["S9"]


async def test_a_card_is_listed_and_unlisted_by_hand(nine):
    await nine.run(toggle_listed, "S4")
    assert listed(nine) == ["S4"]
    await nine.run(toggle_listed, "S4")
    assert listed(nine) == []


async def test_exactly_the_named_cards_are_listed_and_only_of_that_board(swot):
    await swot.run(list_only, "S1", ["S1", "T2"])
    await swot.run(list_only, "S1", ["T2", "W1"])
    assert listed(swot) == ["W1", "T2"]
    with pytest.raises(Refused, match="S1 lies on another board"):
        await swot.run(list_only, "S2", ["S1"])


async def test_clearing_takes_back_one_persons_dots_or_everybodys(nine):
    await vote(nine, BALLOTS)
    assert await nine.run(clear_dots, "S1", participant="JW") == 3
    assert dots_on(nine, "S8") == 0
    assert await nine.run(clear_dots, "S1") == 15
    assert nine.state.rows(Ballot) == ()
    assert await nine.undo() == "Dots of everybody taken back"
    assert len(nine.state.rows(Ballot)) == 15
    await nine.redo()
    with pytest.raises(Refused, match="Nobody has given dots"):
        await nine.run(clear_dots, "S1")


async def test_dots_stay_counted_when_a_deleted_card_shrinks_the_budget(nine):
    await vote(nine, BALLOTS)
    s9 = card_by_ref(nine.state, "S9")
    await nine.run(delete_card, s9.id)
    found = await nine.run(short_list, "S1")
    assert found.refs == ("S2", "S1", "S3")


@settings(max_examples=30, deadline=None)
@given(cards=st.integers(1, 40), tried=st.integers(0, 20))
def test_nobody_ever_holds_more_dots_than_the_budget(cards, tried):
    edit: Edit = empty_edit()
    add_cards(edit, "S1", [NewCard("S", f"card {n}") for n in range(cards)])
    budget = max(1, min(10, cards // 3))
    given_dots = 0
    for n in range(1, min(tried, cards) + 1):
        try:
            give_dots(edit, "JW", f"S{n}")
            given_dots += 1
        except Refused:
            assert given_dots == budget
    assert given_dots == min(budget, tried, cards)
