from datetime import date

import pytest

from facilitator.model import Action, Card, Decision, Goal, Parked, Requirement
from facilitator.workshop.capture import capture, capture_lines
from facilitator.workshop.edit import Refused
from facilitator.workshop.opened import OpenWorkshop
from tests.nasty import NASTY


def said(opened: OpenWorkshop) -> list[tuple[str, str]]:
    return [(card.ref, card.text) for card in opened.state.rows(Card)]


async def test_plain_words_become_a_card_of_the_section_typed_in(session):
    made = await session.run(capture, "Rivals leave dealers // trade press", "S1", "O")
    [card] = made.rows
    assert (card.ref, card.text, card.evidence) == ("O1", "Rivals leave dealers", "trade press")
    assert (card.board, card.author) == ("S1", "MZ")
    assert made.echo == "O1 added to Opportunities"


async def test_without_a_section_the_first_one_takes_the_words(session):
    made = await session.run(capture, "Own service centre", "S1")
    assert made.rows[0].ref == "S1"


@pytest.mark.parametrize(
    ("line", "ref"), [("w: no CRM", "W1"), ("Threats: imports", "T1"), ("ц: no CRM", "W1")]
)
async def test_a_prefix_sends_a_card_to_another_section_from_any_stage(session, line, ref):
    made = await session.run(capture, line, "S11")
    assert made.rows[0].ref == ref


async def test_a_card_about_a_competitor(session):
    made = await session.run(capture, "t (Glowtec): 7-year warranty", "S1", "S")
    assert (made.rows[0].subject, made.rows[0].text) == ("Glowtec", "7-year warranty")


async def test_an_action_is_echoed_with_name_and_weekday(session):
    made = await session.run(
        capture,
        "@anna Stock the 6 fastest driver types by 30 apr; done: 95 % on time; cost: 15k€",
        "S1",
    )
    assert made.echo == "A01 for Anna Berg by Fri 30 Apr 2027"
    [action] = session.state.rows(Action)
    assert action.title == "Stock the 6 fastest driver types"
    assert (action.deadline, action.measure) == (date(2027, 4, 30), "95 % on time")
    assert action.cost == 1_500_000
    assert made.warnings == ()


async def test_an_action_on_a_weekend_or_without_a_day_is_taken_in_with_a_warning(session):
    made = await session.run(capture, "@AB call the bank by 16.01.2027")
    assert made.warnings == ("Sat 16 Jan 2027 is not a working day: Saturday.",)
    made = await session.run(capture, "@AB call the bank again")
    assert made.warnings == ("A02 has no deadline yet.",)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("@sales department call more by fri", "nobody here"),
        ("@ab call by 31.02.2027", "31"),
        ("@ab call by fri; from: R9", "R9"),
        ("@ab call; cost: lots", "Cost"),
        ("@ab", "no words yet"),
        ("? @xx who pays", "nobody here"),
        ("!", "The decision is empty"),
        ("?", "What is parked is empty"),
        ("w:", "The card is empty"),
    ],
)
async def test_a_line_that_cannot_be_taken_as_meant_is_refused_and_stays_with_the_typist(
    session, line, why
):
    before = session.state
    with pytest.raises(Refused, match=why):
        await session.run(capture, line, "S1", "S")
    assert session.state is before


async def test_a_decision_and_a_parked_item_from_any_stage(session):
    made = await session.run(capture, "! Corporate is priority because value works there", "S1")
    assert made.echo == "D1 decided"
    [decision] = session.state.rows(Decision)
    assert (decision.text, decision.reason) == ("Corporate is priority", "value works there")
    made = await session.run(capture, "? @tl Lighting-as-a-service pilot", "S3")
    assert made.echo == "P1 parked"
    assert [(row.text, row.raised_by) for row in session.state.rows(Parked)] == [
        ("Lighting-as-a-service pilot", "TL")
    ]


async def test_a_backslash_makes_a_card_of_what_looks_like_something_else(session):
    await session.run(capture, "\\! is our motto", "S1", "S")
    assert said(session) == [("S1", "! is our motto")]


async def test_ledgers_take_plain_words_as_rows(session):
    await session.run(capture, "Measured savings", "S7")
    await session.run(capture, "Raise corporate revenue", "S8")
    await session.run(capture, "Hire a new-business manager", "S9")
    assert [row.text for row in session.state.rows(Requirement)] == ["Measured savings"]
    assert [row.text for row in session.state.rows(Goal)] == ["Raise corporate revenue"]
    assert [row.title for row in session.state.rows(Action)] == ["Hire a new-business manager"]


@pytest.mark.parametrize("line", ["S2 × O1: Retrofit programme", "Retrofit programme // S2 O1"])
async def test_an_option_names_its_factors_first_or_last(swot, line):
    made = await swot.run(capture, line, "S2")
    assert (made.rows[0].ref, made.rows[0].text) == ("SO1", "Retrofit programme")
    assert made.echo == "SO1 added"


async def test_an_option_without_factors_is_refused_with_an_example(swot):
    with pytest.raises(Refused, match="S2 O1: what"):
        await swot.run(capture, "Retrofit programme", "S2")


@pytest.mark.parametrize("stage", ["S0", "S3", "S5", "S10"])
async def test_a_stage_that_collects_nothing_says_what_can_be_typed(session, stage):
    with pytest.raises(Refused, match="! for a decision"):
        await session.run(capture, "just words", stage)


async def test_a_paste_of_many_lines_is_many_items_in_one_step(session):
    lines = ["One", "", "Two // seen", "w: Three", "! Four", "  ", "@JW Five by fri", "Six"]
    made = await session.run(capture_lines, lines, "S1", "S")
    assert [row.ref for row in made.rows] == ["S1", "S2", "W1", "D1", "A01", "S3"]
    assert made.echo == "4 cards, 1 decision, 1 action taken in: S1 … S3"
    assert len(await session.history()) == (await session.history())[-1].seq
    before = len(await session.history())
    assert await session.undo() == made.echo
    assert len(await session.history()) == before + 1
    assert said(session) == []
    assert session.state.rows(Decision) == ()


async def test_one_bad_line_of_a_paste_is_named_and_nothing_is_taken_in(session):
    with pytest.raises(Refused, match=r"^Line 2: “xx” is nobody here"):
        await session.run(capture_lines, ["One", "@xx Two", "Three"], "S1", "S")
    assert said(session) == []
    with pytest.raises(Refused, match=r"^Line 3: The card: .*at most 2,000"):
        await session.run(capture_lines, ["One", "Two", "x" * 2001], "S1", "S")
    assert said(session) == []


async def test_blank_lines_alone_change_nothing(session):
    before = session.state
    made = await session.run(capture_lines, ["", "  ", "\u200b"], "S1", "S")
    assert (made.rows, made.echo) == ((), "")
    assert session.state is before


@pytest.mark.parametrize("text", NASTY, ids=ascii)
async def test_nasty_words_are_kept_or_refused_with_a_sentence(session, text):
    try:
        made = await session.run(capture, text, "S1", "S")
    except Refused as refused:
        assert refused.sentence.endswith(".") or refused.sentence.endswith("s:")
        return
    for row in made.rows:
        kept = getattr(row, "text", "") or getattr(row, "title", "")
        assert kept
        assert "\x1b" not in kept
        assert "\n" not in kept
        assert session.state.find(type(row), row.id).plain() == row.plain()


async def test_a_megabyte_gets_a_sentence(session):
    with pytest.raises(Refused, match="at most 2,000 fit here"):
        await session.run(capture, "x" * 1_000_000, "S1", "S")
