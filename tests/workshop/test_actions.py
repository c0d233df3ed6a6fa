from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model import Action, Parked, Vote
from facilitator.workshop.actions import (
    add_action,
    change_action,
    delete_action,
    make_action_from,
    reorder_action,
    set_status,
)
from facilitator.workshop.agreement import vote_action
from facilitator.workshop.edit import Refused
from facilitator.workshop.ledger import row_of
from facilitator.workshop.options import add_option
from facilitator.workshop.parking import park
from facilitator.workshop.requirements import add_requirement
from facilitator.workshop.results.actions import items
from facilitator.workshop.setup import change_session
from tests.workshop.plain import empty_edit


def initials(opened, person_id: str) -> str:
    return next(each.initials for each in opened.state.people if each.id == person_id)


async def test_an_action_as_it_is_typed(swot):
    await swot.run(add_requirement, "On-time delivery")
    row = await swot.run(
        add_action,
        "Stock the 6 fastest driver types",
        owner_id="anna berg",
        deadline="30 apr",
        measure="on-time delivery ≥ 95 % in April",
        first_step="ask the supplier",
        first_step_day="thu",
        sources="r1, w2 t1",
        helpers="IS; TL",
        channel_id="dealer",
        priority="h",
        cost="15k",
    )
    assert (row.ref, row.deadline) == ("A01", date(2027, 4, 30))
    assert (initials(swot, row.owner_id), row.first_step_day) == ("AB", date(2027, 1, 21))
    assert row.sources == ["R1", "W2", "T1"]
    assert [initials(swot, each) for each in row.helpers] == ["IS", "TL"]
    assert (row.priority, row.cost, row.status) == ("high", 1_500_000, "open")
    assert (await swot.history())[-1].label == "A01 for Anna Berg by Fri 30 Apr 2027"


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("owner_id", "sales department", "Nobody in this session"),
        ("owner_id", "JW and IS", "Nobody in this session"),
        ("owner_id", "JW, IS", "one owner"),
        ("deadline", "soon", "names no day"),
        ("deadline", "4 jan 2027", "is over"),
        ("sources", "R1 R9", "R9"),
        ("depends_on", "A09", "A09"),
        ("depends_on", "R1", "not an action"),
        ("cost", "much", "not a number"),
        ("cost", "5 USD", "USD"),
        ("cost", "1.005", "2 decimals"),
        ("cost", "-5", "not negative"),
        ("priority", "urgent", "high, normal, low"),
        ("status", "almost", "in progress"),
        ("title", "", "empty"),
    ],
)
async def test_what_a_field_does_not_take_is_refused_at_the_field(session, field, value, why):
    await session.run(add_requirement, "Measured savings")
    await session.run(add_action, "Call 17 sites")
    before = session.state
    with pytest.raises(Refused, match=why) as refused:
        await session.run(change_action, "A01", **{field: value})
    assert refused.value.field == field
    assert session.state is before


async def test_one_first_name_that_fits_two_people_is_asked_back(session):
    from facilitator.workshop.setup import Person, add_people

    await session.run(add_people, [Person("Anna Lis", "AL")])
    with pytest.raises(Refused, match="several people: AB Anna Berg, AL Anna Lis"):
        await session.run(add_action, "Call", owner_id="anna")


@pytest.mark.parametrize(
    ("currency", "typed", "minor"),
    [("EUR", "9000", 900_000), ("EUR", "9 000,50 €", 900_050), ("JPY", "9000", 9_000)],
)
async def test_a_cost_is_kept_in_minor_units(session, currency, typed, minor):
    await session.run(change_session, currency=currency)
    assert (await session.run(add_action, "Buy", cost=typed)).cost == minor


async def test_a_cost_that_is_not_known_is_not_zero(session):
    assert (await session.run(add_action, "Buy", cost="")).cost is None
    assert (await session.run(change_action, "A01", cost="0")).cost == 0


@given(cents=st.integers(0, 10**12))
def test_no_cent_is_lost_between_typing_and_storing(cents):
    edit = empty_edit()
    typed = f"{cents // 100}.{cents % 100:02d}"
    assert add_action(edit, "Buy", cost=typed).cost == cents


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Stock 6 types"},
        {"owner_id": "IS"},
        {"deadline": "30 apr"},
        {"measure": "95 %"},
        {"cost": "15000"},
    ],
)
async def test_changing_what_was_voted_on_asks_for_the_votes_of_that_action_only(session, change):
    await session.run(add_action, "Stock 12 driver types", owner_id="AB")
    await session.run(add_action, "Call 17 sites", owner_id="PN")
    for ref in ("A01", "A02"):
        await session.run(vote_action, ref, "JW", 4)
    after = await session.run(change_action, "A01", **change)
    assert after.round == 2
    assert row_of(session.state, Action, "A02").round == 1
    assert [vote.value for vote in session.state.rows(Vote)] == [4, 4], "old rounds are kept"
    assert (await session.run(change_action, "A01", **change)).round == 2, "nothing new"


@pytest.mark.parametrize(
    "change", [{"first_step": "ask"}, {"priority": "low"}, {"helpers": "TL"}, {"title": "Stock"}]
)
async def test_other_changes_and_unchanged_words_leave_votes_alone(session, change):
    await session.run(add_action, "Stock")
    await session.run(vote_action, "A01", "JW", 4)
    assert (await session.run(change_action, "A01", **change)).round == 1


async def test_an_action_without_votes_stays_in_its_first_round(session):
    await session.run(add_action, "Stock 12 driver types")
    assert (await session.run(change_action, "A01", title="Stock 6")).round == 1


async def test_done_is_recorded_with_its_day_and_evidence(session):
    await session.run(add_action, "Rewrite the proposal", deadline="5 feb")
    row = await session.run(set_status, "A01", "done", "new template in use", "13.01.2027")
    assert (row.status, row.evidence) == ("done", "new template in use")
    assert items(session.state)[0].done_on == date(2027, 1, 13)
    row = await session.run(set_status, "A01", "in progress")
    assert (row.status, row.evidence) == ("in_progress", "new template in use")
    assert items(session.state)[0].done_on is None
    await session.run(change_action, "A01", status="done")
    assert items(session.state)[0].done_on == date(2027, 1, 14)


async def test_a_deleted_action_takes_votes_and_dependencies_along(session):
    await session.run(add_action, "First")
    await session.run(add_action, "Second", depends_on="A01")
    await session.run(vote_action, "A01", "JW", 4)
    await session.run(delete_action, "A01")
    assert session.state.rows(Vote) == ()
    assert row_of(session.state, Action, "A02").depends_on == []
    await session.undo()
    assert row_of(session.state, Action, "A02").depends_on == ["A01"]
    assert len(session.state.rows(Vote)) == 1


async def test_actions_are_reordered(session):
    for title in ("a", "b", "c"):
        await session.run(add_action, title)
    await session.run(reorder_action, "A03", -1)
    assert [row.ref for row in session.state.rows(Action)] == ["A01", "A03", "A02"]


async def test_an_action_is_made_of_an_option_a_requirement_or_a_parked_item(swot):
    await swot.run(add_option, "Savings-guarantee programme", "S2 O1", "new")
    await swot.run(add_requirement, "One contact", channel_id="Corporate", owner_id="PN")
    await swot.run(park, "Spare-parts price list")
    of_option = await swot.run(make_action_from, "SO1", title="List the 84 companies")
    assert (of_option.title, of_option.sources) == ("List the 84 companies", ["SO1"])
    assert of_option.direction == "new"
    of_requirement = await swot.run(make_action_from, "R1", deadline="fri")
    assert (of_requirement.title, initials(swot, of_requirement.owner_id)) == ("One contact", "PN")
    assert of_requirement.deadline == date(2027, 1, 15)
    of_parked = await swot.run(make_action_from, "p1")
    parked = row_of(swot.state, Parked, "P1")
    assert (parked.outcome, parked.note) == ("action", of_parked.ref)
    with pytest.raises(Refused, match="nothing called X9"):
        await swot.run(make_action_from, "X9")
