import pytest

from facilitator.model import Action, Decision, Parked
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.ledger import row_of
from facilitator.workshop.parking import (
    change_parked,
    delete_parked,
    park,
    sort_into_plan,
    sort_parked,
    unsort,
)


async def test_a_parked_item_knows_who_raised_it_where_and_when(session):
    await session.run(go_to, next(s.id for s in session.state.stages if s.key == "S1"))
    row = await session.run(park, "Lighting-as-a-service pilot", "Tomasz")
    assert (row.ref, row.raised_by, row.stage_key, row.outcome) == ("P1", "TL", "S1", "")
    assert row.raised_at.startswith("2027-01-14T08:30")


async def test_every_outcome_of_the_demo(session):
    await session.run(park, "Lighting-as-a-service pilot", "TL")
    await session.run(park, "Spare-parts price list is from 2024", "PN")
    await session.run(park, "Company-car policy", "EM")
    await session.run(sort_parked, "P1", "next meeting", "18 Feb")
    await session.run(sort_parked, "P2", "action", "outside the plan, TL by 26 Feb")
    await session.run(sort_parked, "P3", "dropped", "not a sales topic")
    assert [row.outcome for row in session.state.rows(Parked)] == [
        "next_meeting",
        "action",
        "dropped",
    ]
    await session.run(sort_parked, "P1", "decision")
    assert row_of(session.state, Parked, "P1").note == "18 Feb"
    row = await session.run(unsort, "P3")
    assert (row.outcome, row.note, session.state.rows(Action)) == ("", "not a sales topic", ())


async def test_dropping_needs_a_reason_and_an_outcome_must_be_one(session):
    await session.run(park, "Company-car policy")
    with pytest.raises(Refused, match="why it is dropped") as refused:
        await session.run(sort_parked, "P1", "dropped")
    assert refused.value.field == "note"
    for outcome in ("", "later"):
        with pytest.raises(Refused):
            await session.run(sort_parked, "P1", outcome)


async def test_an_item_becomes_an_action_in_one_step(session):
    await session.run(park, "Spare-parts price list is from 2024", "PN")
    row = await session.run(
        sort_into_plan, "P1", "action", title="Renew the price list", owner_id="TL", deadline="fri"
    )
    [action] = session.state.rows(Action)
    assert (action.title, action.sources, action.ref) == ("Renew the price list", ["P1"], "A01")
    assert (row.outcome, row.note) == ("action", "A01")
    assert await session.undo() == "P1 became A01"
    assert session.state.rows(Action) == ()
    assert row_of(session.state, Parked, "P1").outcome == ""


async def test_an_item_becomes_a_decision(session):
    await session.run(park, "Who owns web leads?")
    row = await session.run(sort_into_plan, "P1", "decision", text="Web leads belong to retail")
    assert [each.text for each in session.state.rows(Decision)] == ["Web leads belong to retail"]
    assert (row.outcome, row.note) == ("decision", "D1")


async def test_an_item_is_changed_and_deleted(session):
    await session.run(park, "Car policy", "EM")
    row = await session.run(change_parked, "P1", text="Company-car policy", raised_by="")
    assert (row.text, row.raised_by) == ("Company-car policy", "")
    with pytest.raises(Refused, match="empty"):
        await session.run(change_parked, "P1", text=" ")
    await session.run(delete_parked, "P1")
    assert session.state.rows(Parked) == ()
    assert (await session.run(park, "Next")).ref == "P2"
