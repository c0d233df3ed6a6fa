import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model import Action, Requirement
from facilitator.workshop.actions import add_action
from facilitator.workshop.edit import Refused
from facilitator.workshop.ledger import row_of
from facilitator.workshop.requirements import (
    add_requirement,
    change_requirement,
    delete_requirement,
    reorder_requirement,
)
from tests.workshop.plain import empty_edit


async def test_a_requirement_with_levels_channel_and_owner_by_name(session):
    row = await session.run(
        add_requirement,
        "On-time delivery ≥ 95 %",
        importance="5",
        required=5,
        own=3,
        competitor=None,
        channel_id="corp",
        owner_id="Anna",
        assumption="yes",
        at_risk="n",
    )
    assert (row.ref, row.importance, row.required, row.own, row.competitor) == ("R1", 5, 5, 3, None)
    people = {person.id: person.initials for person in session.state.people}
    assert people[row.owner_id] == "AB"
    assert session.state.find(type(row), row.id) is not None
    assert (row.assumption, row.at_risk) == (True, False)


async def test_a_level_is_emptied_again_and_empty_is_not_zero(session):
    await session.run(add_requirement, "Measured savings", competitor=2)
    row = await session.run(change_requirement, "R1", competitor="")
    assert row.competitor is None


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("importance", "2,5", "whole number from 1 to 5"),
        ("own", "high", "not a number"),
        ("channel_id", "Export", "Corporate, Dealer, Retail"),
        ("owner_id", "sales department", "Nobody in this session"),
        ("assumption", "perhaps", "neither yes nor no"),
        ("text", "", "empty"),
    ],
)
async def test_what_a_field_does_not_take_is_refused_at_the_field(session, field, value, why):
    await session.run(add_requirement, "Measured savings", importance=4)
    before = session.state
    with pytest.raises(Refused, match=why) as refused:
        await session.run(change_requirement, "R1", **{field: value})
    assert refused.value.field == field
    assert session.state is before


@given(level=st.integers(-2, 9))
def test_a_level_is_1_to_5_and_nothing_else(level):
    edit = empty_edit()
    if 1 <= level <= 5:
        assert add_requirement(edit, "Measured savings", own=str(level)).own == level
    else:
        with pytest.raises(Refused):
            add_requirement(edit, "Measured savings", own=str(level))


async def test_a_deleted_requirement_is_nobodys_source_any_more(session):
    await session.run(add_requirement, "Measured savings")
    await session.run(add_requirement, "One contact")
    await session.run(add_action, "Name one contact", sources="R1, R2")
    await session.run(delete_requirement, "R1")
    assert row_of(session.state, Action, "A01").sources == ["R2"]
    await session.undo()
    assert row_of(session.state, Action, "A01").sources == ["R1", "R2"]


async def test_requirements_are_reordered_and_keep_their_references(session):
    for text in ("a", "b", "c"):
        await session.run(add_requirement, text)
    await session.run(reorder_requirement, "R1", 5)
    assert [row.ref for row in session.state.rows(Requirement)] == ["R2", "R3", "R1"]
