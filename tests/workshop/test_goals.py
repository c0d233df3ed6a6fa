from datetime import date

import pytest

from facilitator.agenda import ledger
from facilitator.model import Action, Goal, Requirement, Topic, Vote
from facilitator.workshop import actions, goals, requirements
from facilitator.workshop.actions import add_action
from facilitator.workshop.edit import Refused
from facilitator.workshop.goals import add_goal, change_goal, delete_goal, reorder_goal
from facilitator.workshop.ledger import row_of
from facilitator.workshop.requirements import add_requirement
from facilitator.workshop.rounds import give_number


async def test_a_goal_as_it_is_typed(session):
    await session.run(add_requirement, "Measured savings")
    row = await session.run(
        add_goal,
        "Raise corporate revenue from 2 520 to 3 024 k€",
        baseline="2 520",
        target="3024.50",
        deadline="31.12.2027",
        owner_id="is",
        direction="b",
        sources="r1",
        relevant="y",
        capacity="3024",
    )
    assert (row.ref, row.baseline, row.target) == ("G1", "2520", "3024.50")
    assert row.deadline == date(2027, 12, 31)
    assert (row.direction, row.sources, row.relevant) == ("both", ["R1"], True)
    assert row.capacity == "3024"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("baseline", "a lot"),
        ("target", "1e9"),
        ("target", "nan"),
        ("deadline", "31.02.2027"),
        ("deadline", "13.01.2027"),
        ("owner_id", "Marketing"),
        ("owner_id", "JW, IS"),
        ("direction", "up"),
        ("sources", "R7"),
        ("text", " "),
    ],
)
async def test_what_a_field_does_not_take_is_refused_at_the_field(session, field, value):
    await session.run(add_goal, "Raise corporate revenue")
    before = session.state
    with pytest.raises(Refused) as refused:
        await session.run(change_goal, "G1", **{field: value})
    assert refused.value.field == field
    assert refused.value.sentence.endswith(".")
    assert session.state is before


async def test_a_base_that_is_not_known_stays_unknown(session):
    row = await session.run(add_goal, "Raise corporate revenue", baseline="0", target="")
    assert (row.baseline, row.target) == ("0", "")


async def test_a_deleted_goal_takes_confidence_and_references_along(session):
    goal = await session.run(add_goal, "Raise corporate revenue")
    await session.run(give_number, Topic.CONFIDENCE, "JW", 4, target=goal.id)
    await session.run(add_action, "Call 17 sites", sources="G1")
    await session.run(delete_goal, "G1")
    assert session.state.rows(Vote) == ()
    assert row_of(session.state, Action, "A01").sources == []
    assert (await session.run(add_goal, "Another")).ref == "G2"


async def test_goals_are_reordered(session):
    for text in ("a", "b"):
        await session.run(add_goal, text)
    await session.run(reorder_goal, "G2", -1)
    assert [row.ref for row in session.state.rows(Goal)] == ["G2", "G1"]


@pytest.mark.parametrize(
    ("name", "kind", "commands"),
    [
        ("requirements", Requirement, requirements),
        ("goals", Goal, goals),
        ("actions", Action, actions),
    ],
)
def test_the_fields_of_a_ledger_are_the_columns_and_can_all_be_typed(name, kind, commands):
    ids = {field.id for field in ledger(name).fields}
    assert ids <= set(kind.model_fields)
    assert ids <= set(commands.FIELDS)
    assert set(commands.FIELDS) <= set(kind.model_fields)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rev", "revenue"),
        ("Market", "market share"),
        ("nps", "NPS"),
        ("mar", "mar"),
        ("ret", "retention"),
        ("re", "re"),
        ("invoiced revenue", "invoiced revenue"),
    ],
)
async def test_the_metric_is_a_usual_one_or_any_words(session, typed, kept):
    row = await session.run(add_goal, "Grow", metric=typed)
    assert row.metric == kept


def test_the_usual_metrics_stand_at_the_field():
    help = ledger("goals").field("metric").help
    assert all(each in help for each in goals.METRICS if each != "other")
