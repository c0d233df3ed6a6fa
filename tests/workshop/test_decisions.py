from datetime import date

import pytest

from facilitator.model import Decision, Topic, Vote
from facilitator.workshop.actions import add_action
from facilitator.workshop.decisions import (
    add_decision,
    change_decision,
    delete_decision,
    reorder_decision,
)
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.ledger import row_of
from facilitator.workshop.rounds import give_number


async def test_a_decision_belongs_to_the_stage_it_was_made_in(session):
    stage = next(each for each in session.state.stages if each.key == "S4")
    await session.run(go_to, stage.id)
    decision = await session.run(
        add_decision, "Dealers 8 → 5", "we serve five well", "consent", review="18 Feb"
    )
    assert (decision.ref, decision.stage_key, decision.rule) == ("D1", "S4", "consent")
    assert decision.review == date(2027, 2, 18)
    assert decision.decided_at.startswith("2027-01-14T08:30")


async def test_an_empty_decision_is_refused(session):
    with pytest.raises(Refused, match="The decision is empty"):
        await session.run(add_decision, "\u200b ")


async def test_a_review_day_that_is_no_day_is_refused_at_its_field(session):
    with pytest.raises(Refused) as refused:
        await session.run(add_decision, "Dealers 8 → 5", review="31.02.2027")
    assert refused.value.field == "review"


async def test_a_decision_is_changed_by_its_reference(session):
    await session.run(add_decision, "Dealers 8 → 5")
    after = await session.run(change_decision, "d1", text="Dealers 8 → 6", reversible=False)
    assert (after.text, after.reversible) == ("Dealers 8 → 6", False)
    with pytest.raises(Refused, match="no decision D7"):
        await session.run(change_decision, "D7", text="x")


async def test_a_deleted_decision_takes_hands_and_references_along_and_undo_brings_them_back(
    session,
):
    await session.run(add_decision, "Dealers 8 → 5")
    await session.run(give_number, Topic.DECISION, "JW", 4, target="D1")
    await session.run(add_action, "Write to the three dealers", sources="D1")
    await session.run(delete_decision, "D1")
    assert session.state.rows(Vote) == ()
    assert session.state.rows(Decision) == ()
    await session.undo()
    assert row_of(session.state, Decision, "D1").text == "Dealers 8 → 5"
    assert len(session.state.rows(Vote)) == 1


async def test_decisions_are_reordered_and_keep_their_references(session):
    for text in ("first", "second", "third"):
        await session.run(add_decision, text)
    await session.run(reorder_decision, "D3", -2)
    assert [row.ref for row in session.state.rows(Decision)] == ["D3", "D1", "D2"]
    await session.run(reorder_decision, "D3", -1)
    assert [row.ref for row in session.state.rows(Decision)] == ["D3", "D1", "D2"]
