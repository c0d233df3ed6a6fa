from dataclasses import replace
from datetime import date

import pytest

from facilitator.model import (
    Acceptance,
    Action,
    Answer,
    Card,
    Channel,
    Decision,
    Figure,
    Goal,
    Parked,
    PlanVote,
    Record,
    Requirement,
    Topic,
    Vote,
)
from facilitator.workshop.actions import add_action, set_status
from facilitator.workshop.agreement import accept_plan, vote_action
from facilitator.workshop.cards import add_card
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.edit import Refused
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.goals import add_goal, change_goal, delete_goal
from facilitator.workshop.parking import park
from facilitator.workshop.records import add_record, change_record, delete_record, record_of
from facilitator.workshop.requirements import add_requirement
from facilitator.workshop.setup import change_session
from tests.workshop.plan_parts import growth

YEAR = date(2027, 1, 1), date(2027, 12, 31)
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)
FIRST_QUARTER = date(2027, 1, 1), date(2027, 3, 31)


def agenda(kind="sales_plan", **changes):
    return replace(growth(), kind=kind, **changes)


@pytest.fixture
async def filled(session, places):
    """A session that holds something of everything a plan can take over."""
    folder = places.config / "agendas"
    folder.mkdir(parents=True)
    (folder / "growth.toml").write_text(growth().path.read_text("utf-8"), "utf-8")
    await session.run(change_session, question="How do we reach 5 174 k€?")
    await session.run(add_goal, "Grow the corporate channel", owner_id="PN", target="120")
    await session.run(add_requirement, "On-time delivery", channel_id="Corporate")
    action = await session.run(add_action, "Hire", owner_id="PN", deadline=date(2027, 3, 31))
    await session.run(add_action, "Train", owner_id="AB", depends_on="A01", helpers="EM")
    await session.run(vote_action, action.id, "PN", 5)
    await session.run(accept_plan, "PN", Acceptance.ACCEPT)
    await session.run(add_decision, "Two years for the dealers", review=date(2027, 6, 1))
    await session.run(add_decision, "Blue is our colour")
    await session.run(park, "A new logo")
    await session.run(add_card, "S1", "S", "Retrofit design ready in 5 days")
    await session.run(add_card, "S2", "SO", "Elsewhere")
    await session.run(type_figures, "sales", ["Corporate; 2026; 1;2;3;4;5;6;7;8;9;10;11;12"])
    await session.run(answer, "market", "companies_source", "North")
    return session


async def test_a_plan_takes_over_what_its_agenda_names_in_one_step(library, filled):
    plan = await library.derive(filled.id, agenda())
    head, source = plan.state.workshop, filled.state
    assert (head.kind, head.parent_id, head.parent_seq) == ("sales_plan", filled.id, source.head)
    assert (head.title, head.period_first, head.period_last) == ("Sales plan 2027", *YEAR)
    assert (head.company, head.question) == ("Taveon Lighting", "How do we reach 5 174 k€?")
    assert (head.agreed, head.state, head.version, head.number) == (False, "draft", 1, 2)
    for kind in (Channel, Goal, Requirement, Action, Figure):
        assert len(plan.state.rows(kind)) == len(source.rows(kind)) > 0, kind
    assert [row.text for row in plan.state.rows(Answer)] == ["North"]
    assert [row.text for row in plan.state.rows(Card)] == ["Retrofit design ready in 5 days"]
    assert [row.text for row in plan.state.rows(Decision)] == ["Two years for the dealers"]
    assert [row.text for row in plan.state.rows(Parked)] == ["A new logo"]
    entries = await plan.history()
    assert [each.verb for each in entries] == ["create", "take_over_plan"]
    assert entries[1].label == f"Made from {source.workshop.title}"
    assert await plan.undo() == ""


async def test_everything_in_a_plan_points_within_the_plan(library, filled):
    plan = await library.derive(filled.id, agenda())
    ids = {each.initials: each.id for each in plan.state.people}
    theirs = {each.id for each in filled.state.people}
    assert not theirs & set(ids.values())
    (goal,) = plan.state.rows(Goal)
    assert goal.owner_id == ids["PN"]
    (requirement,) = plan.state.rows(Requirement)
    corporate = plan.state.find(Channel, requirement.channel_id)
    assert corporate is not None and corporate.name == "Corporate"
    owner = next(each for each in plan.state.people if each.initials == "PN")
    assert owner.channel_id == corporate.id
    assert plan.state.rows(Action)[1].helpers == [ids["EM"]]
    assert (await plan.run(add_action, "New")).ref == "A03"


async def test_actions_continue_those_of_the_session(library, filled):
    await filled.run(set_status, "A01", "in_progress")
    review = await library.derive(filled.id, agenda("follow_up"))
    first, second = review.state.rows(Action)
    origins = [row.id for row in filled.state.rows(Action)]
    assert [first.origin_id, second.origin_id] == origins
    assert (first.ref, first.status, first.round, second.depends_on) == (
        "A01",
        "in_progress",
        1,
        ["A01"],
    )
    piotr = next(each.id for each in review.state.people if each.initials == "PN")
    (vote,) = review.state.rows(Vote)
    assert (vote.topic, vote.target_id, vote.participant_id, vote.value) == (
        Topic.ACTION,
        first.id,
        piotr,
        5,
    )
    (word,) = review.state.rows(PlanVote)
    assert (word.participant_id, word.value, word.round) == (piotr, "accept", 1)
    assert review.state.workshop.title == f"Follow-up: {filled.state.workshop.title}"


async def test_a_plan_of_a_plan(library, filled):
    sales = await library.derive(filled.id, agenda())
    await sales.run(add_record, "ways", "Win; new; Piotr; 120", channel="Dealer")
    month = await library.derive(sales.id, agenda("operational_plan"), FEBRUARY)
    row = record_of(month.state, "ST1")
    assert row.values["expected"] == "120"
    named = month.state.find(Channel, row.values["channel"])
    assert named is not None and named.name == "Dealer"
    personal = await library.derive(month.id, agenda("personal_plan"), person="piotr")
    head = personal.state.workshop
    assert (head.person, head.title) == ("Piotr Nowak", "Piotr Nowak, February 2027")
    assert (head.period_first, head.period_last) == FEBRUARY
    assert record_of(personal.state, "ST1").values["expected"] == "120"


@pytest.mark.parametrize(
    ("kind", "period", "person", "field", "told"),
    [
        ("personal_plan", FEBRUARY, "", "person", "Whose plan is it? Name one person. There are:"),
        ("personal_plan", FEBRUARY, "Olga", "person", "Nobody in this session is called “Olga”"),
        ("personal_plan", None, "Piotr", "period", "Which month or quarter"),
        ("operational_plan", None, "", "period", "Which month or quarter"),
        ("operational_plan", YEAR, "", "period", "a month or a quarter, not for 2027"),
        ("operational_plan", (date(2027, 2, 2), date(2027, 3, 1)), "", "period", "not for Tue"),
    ],
)
async def test_what_a_plan_needs_is_a_sentence_and_nothing_is_made(
    library, filled, kind, period, person, field, told
):
    with pytest.raises(Refused) as refused:
        await library.derive(filled.id, agenda(kind), period, person)
    assert refused.value.field == field
    assert told in refused.value.sentence
    assert len(library.summaries()) == 1


async def test_a_plan_stays_within_the_period_of_its_parent(library, filled):
    quarter = await library.derive(filled.id, agenda("operational_plan"), FIRST_QUARTER)
    assert quarter.state.workshop.title == "Operational plan Q1 2027"
    with pytest.raises(Refused, match="April 2027 is not within Operational plan Q1 2027"):
        april = date(2027, 4, 1), date(2027, 4, 30)
        await library.derive(quarter.id, agenda("operational_plan"), april)
    with pytest.raises(Refused, match="is not in this database"):
        await library.derive("f" * 32, agenda())


async def test_what_changed_in_the_session_is_taken_over_where_it_was_not_edited(library, filled):
    plan = await library.derive(filled.id, agenda())
    assert not await library.news_of_parent(plan)
    await plan.run(change_goal, "G1", target="110")
    await plan.run(add_goal, "Ours")  # G2 here
    await filled.run(change_goal, "G1", target="130", text="Grow corporate faster")
    await filled.run(add_goal, "Theirs", owner_id="AB")  # G2 there
    await filled.run(add_goal, "Gone again")
    news = await library.news_of_parent(plan)
    assert (news.changed, news.added) == (["G1"], ["G3", "G4"])
    assert [row.ref for row in plan.state.rows(Goal)] == ["G1", "G2"], "only looked at"
    news = await library.take_again(plan)
    assert news.sentence() == "1 changed (G1), 2 new (G3, G4)"
    goals = {row.ref: row for row in plan.state.rows(Goal)}
    assert (goals["G1"].text, goals["G1"].target) == ("Grow corporate faster", "110")
    assert [goals[ref].text for ref in ("G2", "G3", "G4")] == ["Ours", "Theirs", "Gone again"]
    anna = next(each.id for each in plan.state.people if each.initials == "AB")
    assert goals["G3"].owner_id == anna
    assert plan.state.workshop.parent_seq == filled.state.head
    assert not await library.news_of_parent(plan)

    await filled.run(delete_goal, "G3")
    await filled.run(change_goal, "G1", target="140")
    news = await library.take_again(plan)
    assert (news.removed, news.kept, news.added) == (["G4"], ["G1"], [])
    assert [row.ref for row in plan.state.rows(Goal)] == ["G1", "G2", "G3"]
    await plan.undo()
    assert [row.ref for row in plan.state.rows(Goal)] == ["G1", "G2", "G3", "G4"]


async def test_fields_of_a_row_are_merged_one_by_one(library, filled):
    sales = await library.derive(filled.id, agenda())
    await sales.run(add_record, "ways", "Win; new; Piotr; 120")
    await sales.run(add_record, "ways", "Grow")
    month = await library.derive(sales.id, agenda("operational_plan"), FEBRUARY)
    await month.run(change_record, "ST1", expected="10", text="Win now")
    await month.run(delete_record, "ST2")
    await sales.run(change_record, "ST1", expected="130", share="50", owner="")
    await sales.run(change_record, "ST2", expected="5")
    news = await library.take_again(month)
    assert news.changed == ["ST1"]
    (row,) = month.state.rows(Record)
    assert row.values == {"text": "Win now", "direction": "new", "expected": "10", "share": "50"}


async def test_what_stands_alone_has_nothing_to_take(library, session):
    with pytest.raises(Refused, match="was not made from another session"):
        await library.take_again(session)
    assert not await library.news_of_parent(session)


async def test_a_copy_of_a_plan_is_of_the_same_kind(library, filled):
    plan = await library.derive(filled.id, agenda("personal_plan"), FEBRUARY, "AB")
    head = (await library.duplicate(plan.id)).state.workshop
    assert (head.kind, head.person, head.parent_id) == ("personal_plan", "Anna Berg", filled.id)
