import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.model import Ballot, Card, Fit
from facilitator.workshop.cards import (
    NewCard,
    add_card,
    add_cards,
    card_by_ref,
    cards_of,
    delete_card,
    edit_card,
    merge_cards,
    move_card,
    reorder_card,
    toggle_tag,
)
from facilitator.workshop.dots import give_dots
from facilitator.workshop.edit import Refused
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.options import add_option, set_fit
from facilitator.workshop.results.ballots import dots
from tests.workshop.plain import empty_edit


def by(opened: OpenWorkshop, ref: str) -> Card:
    card = card_by_ref(opened.state, ref)
    assert card is not None, ref
    return card


def refs(opened: OpenWorkshop, section: str) -> list[str]:
    return [card.ref for card in cards_of(opened.state, "S1", section)]


async def test_cards_get_references_of_their_section_in_order(session):
    added = await session.run(
        add_cards, "S1", [NewCard("S", "a"), NewCard("W", "b"), NewCard("S", "c")]
    )
    assert [card.ref for card in added] == ["S1", "W1", "S2"]
    assert (await session.run(add_card, "S1", "S", "d")).ref == "S3"
    assert refs(session, "S") == ["S1", "S2", "S3"]


async def test_a_reference_is_never_given_twice(swot):
    await swot.run(delete_card, by(swot, "S2").id)
    assert (await swot.run(add_card, "S1", "S", "new")).ref == "S3"


async def test_undoing_the_last_card_frees_its_reference(swot):
    await swot.run(add_card, "S1", "S", "new")
    await swot.undo()
    assert (await swot.run(add_card, "S1", "S", "other")).ref == "S3"


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\n\t"])
async def test_an_empty_card_is_refused_and_leaves_no_trace(session, text):
    before = session.state
    with pytest.raises(Refused, match="The card is empty"):
        await session.run(add_card, "S1", "S", text)
    assert session.state is before
    assert (await session.run(add_card, "S1", "S", "first")).ref == "S1"


async def test_a_card_too_long_is_refused_whole(session):
    with pytest.raises(Refused, match=r"2,001 characters; at most 2,000"):
        await session.run(add_card, "S1", "S", "x" * 2001)
    assert (await session.run(add_card, "S1", "S", "é" * 2000)).text == "é" * 2000


async def test_what_the_text_policy_removed_is_told(session):
    card = await session.run(add_card, "S1", "S", "one\x1b[2J two")
    assert card.text == "one[2J two"
    assert session.notices == ["1 control character"]


async def test_text_evidence_and_factors_are_changed(swot):
    card = await swot.run(
        edit_card, by(swot, "S1").id, text="Design in 5 days", first_factor=4, second_factor=5
    )
    assert (card.text, card.first_factor, card.second_factor) == ("Design in 5 days", 4, 5)
    assert (await swot.run(edit_card, card.id, first_factor=None)).first_factor is None
    with pytest.raises(Refused, match="1 to 5"):
        await swot.run(edit_card, card.id, second_factor=6)
    with pytest.raises(Refused, match="empty"):
        await swot.run(edit_card, card.id, text=" ")


async def test_a_mark_is_set_and_cleared(swot):
    card = by(swot, "W1")
    assert (await swot.run(toggle_tag, card.id, "bottleneck")).tags == ["bottleneck"]
    assert (await swot.run(toggle_tag, card.id, "bottleneck")).tags == []


async def test_a_moved_card_goes_behind_the_others_with_a_new_reference(swot):
    card = await swot.run(move_card, by(swot, "S1").id, "W")
    assert (card.ref, card.section) == ("W3", "W")
    assert refs(swot, "W") == ["W1", "W2", "W3"]
    assert await swot.run(move_card, card.id, "W") == card


async def test_reordering_stays_within_the_section_and_its_ends(session):
    await session.run(
        add_cards,
        "S1",
        [NewCard(section, text) for section, text in zip("SWSS", "abcd", strict=True)],
    )
    await session.run(reorder_card, by(session, "S3").id, -1)
    assert refs(session, "S") == ["S1", "S3", "S2"]
    await session.run(reorder_card, by(session, "S1").id, 9)
    assert refs(session, "S") == ["S3", "S2", "S1"]
    before = session.state
    await session.run(reorder_card, by(session, "S1").id, 1)
    assert session.state is before
    assert refs(session, "W") == ["W1"]


async def test_deleting_a_factor_takes_dots_fits_and_links_along_and_undo_brings_all_back(swot):
    await swot.run(give_dots, "JW", "S1")
    await swot.run(set_fit, "S1", "O1", 3)
    option = await swot.run(add_option, "Programme", "S1 S2 O1")
    await swot.run(delete_card, by(swot, "S1").id)
    assert swot.state.rows(Ballot) == ()
    assert swot.state.rows(Fit) == ()
    assert by(swot, "SO1").links == [by(swot, "S2").id, by(swot, "O1").id]
    await swot.undo()
    assert by(swot, "SO1").links == option.links
    assert [row.value for row in swot.state.rows(Fit)] == [3]
    assert dots(swot.state) == {by(swot, "S1").id: 1}


async def test_merging_adds_dots_once_per_person_and_moves_links(session):
    await session.run(
        add_cards, "S1", [NewCard("S", f"s{n}", evidence=f"e{n % 2}") for n in range(6)]
    )
    await session.run(add_card, "S1", "O", "o")
    for who, ref in (("JW", "S1"), ("JW", "S2"), ("IS", "S2"), ("PN", "S1")):
        await session.run(give_dots, who, ref)
    await session.run(add_option, "Programme", "S2 O1")
    kept = await session.run(merge_cards, by(session, "S1").id, by(session, "S2").id, "both")
    assert (kept.ref, kept.text, kept.evidence) == ("S1", "both", "e0; e1")
    assert dots(session.state)[kept.id] == 3
    assert by(session, "SO1").links == [kept.id, by(session, "O1").id]
    assert card_by_ref(session.state, "S2") is None
    await session.undo()
    assert dots(session.state) == {by(session, "S1").id: 2, by(session, "S2").id: 2}


async def test_a_card_is_not_merged_with_itself_or_with_another_board(swot):
    card = by(swot, "S1")
    with pytest.raises(Refused, match="two different"):
        await swot.run(merge_cards, card.id, card.id)
    option = await swot.run(add_option, "Programme", "S1 O1")
    with pytest.raises(Refused, match="one board"):
        await swot.run(merge_cards, card.id, option.id)


async def test_a_card_someone_removed_is_said_so(swot):
    card = by(swot, "S1")
    await swot.run(delete_card, card.id)
    for command, args in ((delete_card, ()), (move_card, ("W",)), (reorder_card, (1,))):
        with pytest.raises(Refused, match=r"not there any more.*Ctrl\+Z"):
            await swot.run(command, card.id, *args)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(-8, 8)), max_size=12))
def test_reordering_never_loses_or_doubles_a_card(moves):
    edit = empty_edit()
    cards = add_cards(edit, "S1", [NewCard("S", str(n)) for n in range(8)])
    expected = [card.ref for card in cards]
    for which, steps in moves:
        ref = expected[which]
        reorder_card(edit, card_by_ref(edit.state, ref).id, steps)
        at = expected.index(ref)
        expected.insert(max(0, min(7, at + steps)), expected.pop(at))
        assert [card.ref for card in cards_of(edit.state, "S1", "S")] == expected
