import pytest

from facilitator.model import Card, Fit
from facilitator.workshop.actions import add_action
from facilitator.workshop.cards import card_by_ref
from facilitator.workshop.edit import Refused
from facilitator.workshop.ledger import row_of
from facilitator.workshop.options import (
    accept_factor,
    add_option,
    choose_options,
    relink,
    set_fit,
)


@pytest.mark.parametrize(
    ("links", "ref"),
    [("S2 S1 × O1", "SO1"), ("S2, T1", "ST1"), ("w1 x o2", "WO1"), (["W1", "W2", "T1"], "WT1")],
)
async def test_the_cell_and_the_reference_follow_from_the_links(swot, links, ref):
    option = await swot.run(add_option, "Savings-guarantee retrofit programme", links, "new")
    assert (option.ref, option.section, option.board) == (ref, ref[:2], "S2")
    assert option.direction == "new"
    assert all(swot.state.find(Card, each) for each in option.links)


@pytest.mark.parametrize(
    ("links", "why"),
    [
        ("S1 S2", "Only inside factors"),
        ("O1", "Only outside factors"),
        ("", "Link at least one"),
        ("S1 W1 O1", "two strategies"),
        ("S1 O1 T1", "two strategies"),
        ("S1 O9", "no card O9"),
    ],
)
async def test_an_option_that_does_not_link_both_sides_is_refused(swot, links, why):
    with pytest.raises(Refused, match=why):
        await swot.run(add_option, "Slogan", links)
    assert card_by_ref(swot.state, "SO1") is None


async def test_an_option_is_no_factor_of_another(swot):
    await swot.run(add_option, "First", "S1 O1")
    with pytest.raises(Refused, match="SO1 is not a factor"):
        await swot.run(add_option, "Second", "SO1 O1")


async def test_an_unknown_direction_is_refused(swot):
    with pytest.raises(Refused, match="new, existing, both"):
        await swot.run(add_option, "First", "S1 O1", "sideways")


async def test_relinking_within_the_cell_keeps_the_reference(swot):
    option = await swot.run(add_option, "First", "S1 O1")
    after = await swot.run(relink, "SO1", "S2 O1 O2")
    assert after.ref == "SO1"
    assert len(after.links) == 3
    assert after.id == option.id


async def test_relinking_to_another_cell_gives_a_new_reference_that_actions_follow(swot):
    await swot.run(add_option, "First", "S1 O1")
    action = await swot.run(add_action, "Call 17 sites", sources="SO1 W1")
    after = await swot.run(relink, "SO1", "W1 O1")
    assert (after.ref, after.section) == ("WO1", "WO")
    assert row_of(swot.state, type(action), "A01").sources == ["WO1", "W1"]
    assert (await swot.run(add_option, "Next", "S1 O1")).ref == "SO2", "SO1 is never given again"


async def test_a_fit_is_set_changed_and_taken_back(swot):
    await swot.run(set_fit, "S1", "O1", 3)
    await swot.run(set_fit, "S1", "O1", 0)
    [fit] = swot.state.rows(Fit)
    assert fit.value == 0
    assert await swot.run(set_fit, "S1", "O1", None) is None
    assert swot.state.rows(Fit) == ()


@pytest.mark.parametrize(
    ("internal", "external", "value", "why"),
    [("O1", "S1", 1, "joins"), ("S1", "W1", 1, "joins"), ("S1", "O1", 4, "0 none")],
)
async def test_a_fit_needs_both_sides_and_0_to_3(swot, internal, external, value, why):
    with pytest.raises(Refused, match=why):
        await swot.run(set_fit, internal, external, value)


async def test_a_threat_is_accepted_with_a_reason_and_a_strength_is_not(swot):
    card = await swot.run(accept_factor, "T2", "watched: quarterly top-3 share")
    assert card.accepted == "watched: quarterly top-3 share"
    assert (await swot.run(accept_factor, "T2", "")).accepted == ""
    with pytest.raises(Refused, match="S1 is neither"):
        await swot.run(accept_factor, "S1", "why not")


async def test_the_chosen_options_are_exactly_those_named(swot):
    for text, links in (("a", "S1 O1"), ("b", "S1 T1"), ("c", "W1 O1")):
        await swot.run(add_option, text, links)
    await swot.run(choose_options, ["SO1", "ST1"])
    await swot.run(choose_options, ["ST1", "WO1"])
    assert [card.ref for card in swot.state.rows(Card) if card.listed] == ["ST1", "WO1"]
