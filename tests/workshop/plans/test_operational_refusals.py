"""An operational plan with too little, too much or wrong in it: sentences, never a wrong number."""

from datetime import date
from fractions import Fraction

import pytest

from facilitator.agenda import ready_agenda
from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Light
from facilitator.model import Action, Channel
from facilitator.workshop.edit import Refused
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.plans.children import read_personal_plans
from facilitator.workshop.plans.months import month_planned, period_plan, proposed_months
from facilitator.workshop.plans.operational import covers, person_plans
from facilitator.workshop.plans.operational_commands import (
    PersonTargets,
    action_from_metric,
    action_from_risk,
    propose_months,
    take_person_plans,
)
from facilitator.workshop.plans.operational_deals import deals, period_forecast, pipeline
from facilitator.workshop.plans.operational_metrics import metrics
from facilitator.workshop.plans.operational_schedule import bar, colliding, planned
from facilitator.workshop.plans.versions import difference, state_at, version_of, versions
from facilitator.workshop.records import add_record, change_record, delete_record, record, records
from facilitator.workshop.setup import add_channel, add_people, remove_person
from tests.workshop.conftest import PEOPLE, TODAY
from tests.workshop.plans.asking import missing, refused

FEBRUARY = {"period_first": date(2027, 2, 1), "period_last": date(2027, 2, 28)}


@pytest.fixture
async def plan(library):
    """A plan of February 2027 without a sales plan behind it."""
    opened = await library.create(ready_agenda("monthly"), "Plan", **FEBRUARY)
    for name in ("Corporate", "Dealer"):
        await opened.run(add_channel, name)
    await opened.run(add_people, PEOPLE)
    return opened


def person(at=0):
    return PEOPLE[at].initials


async def test_without_a_sales_plan_months_are_typed(plan):
    told = await refused(plan, propose_months)
    assert "no target for Q1 2027" in told.sentence and "Type its months" in told.sentence
    assert any("Corporate has no plan for February 2027" in each for each in missing(plan, "O1"))
    lines = ["Corporate; 2027; -; 217", "Dealer; 2027; -; 125", "Retail; 2027; -; 0"]
    await plan.run(type_figures, "months", lines)
    found = period_plan(plan.state, TODAY)
    assert (found.total, found.channel("Corporate").quarters) == (342, ())
    assert isinstance(month_planned(plan.state, "Dealer", date(2027, 1, 1)), NotAvailable)
    told = await refused(plan, type_figures, "months", ["Corporate; 2027; -; -5"])
    assert "Feb" in told.sentence


async def test_parts_that_do_not_add_up_are_named(plan):
    await plan.run(type_figures, "quarters", ["Corporate; 660; 652; 730; 982"])
    await plan.run(type_figures, "months", ["Corporate; 2027; 204; 217; 240", "Dealer; 2027; 1; 2"])
    told = missing(plan, "O1")
    assert any("add up to 661, 1 above 660" in each for each in told)
    assert not any("Dealer" in each for each in told)  # it has no quarters to add up to
    split = proposed_months(plan.state, "Corporate", date(2027, 1, 1))
    assert isinstance(split, NotAvailable) and "Corporate" in split.reason  # no past sales


async def test_a_typed_season_splits_without_past_sales(plan):
    await plan.run(type_figures, "quarters", ["Corporate; 660; 652; 730; 982"])
    sheet = "Corporate; 1; 1; 2; 1; 1; 1; 1; 1; 1; 1; 1; 1"
    with pytest.raises(Refused):  # the season is typed in the sales plan
        await plan.run(type_figures, "season", [sheet])


async def test_deals_without_a_basis_are_not_weighted(plan):
    await plan.run(add_record, "deals", "Dairy; proposal; 64; feb")
    (deal,) = deals(plan.state)
    assert isinstance(deal.chance, NotAvailable) and "type the probability" in deal.chance.reason
    assert pipeline(plan.state).unrated == ("Q1 Dairy",)
    await plan.run(change_record, "Q1", probability="50")
    assert pipeline(plan.state).expected == 32
    await plan.run(change_record, "Q1", stage="contract")
    assert isinstance(pipeline(plan.state), NotAvailable)
    for line, field in (
        ("Dairy; proposal; -64", "amount"),
        ("Dairy; dancing; 64", "stage"),
        ("Dairy; proposal; 64; soon", "closes"),
    ):
        assert (await refused(plan, add_record, "deals", line)).field == field
    told = await refused(plan, change_record, "Q1", probability="120")
    assert (told.field, "at most 100" in told.sentence) == ("probability", True)


async def test_an_empty_step_of_the_funnel_gives_no_chance(plan):
    await plan.run(type_figures, "funnel", ["Proposals; 0", "Contracts; 0"])
    await plan.run(add_record, "deals", "Dairy; proposal; 64; feb")
    (deal,) = deals(plan.state)
    assert deal.chance == NotAvailable("No deal reached Proposals.")


async def test_the_forecast_names_what_it_lacks(plan):
    found = period_forecast(plan.state, TODAY)
    assert found.forecast.missing == ("Repeat sales",)
    assert isinstance(found.gap, NotAvailable)
    await plan.run(answer, "period_targets", "repeat", "100")
    await plan.run(add_record, "unpaid", "Dairy; 10; 1 feb; 50; 12 feb; buyer")
    await plan.run(add_record, "deals", "Dairy; proposal; 64; feb; ; 25")
    found = period_forecast(plan.state, TODAY)
    assert found.forecast.expected == 100 + 5 + 16
    assert found.twice == ("dairy",)


async def test_unpaid_contracts_need_a_day_and_a_probability(plan):
    await plan.run(add_record, "unpaid", "Dairy; 10")
    assert "U1 Dairy lacks a probability and a day." in missing(plan, "O0")


async def test_people_who_left_are_named(plan):
    await plan.run(type_figures, "months", ["Corporate; 2027; -; 217", "Dealer; 2027; -; 125"])
    who = person()
    await plan.run(add_record, "personal_plans", f"{who}; Corporate; 68; 5; 2; 115; 217; 200")
    await plan.run(add_record, "period_tasks", f"Call; calls; 2027-02-19; {who}")
    assert person_plans(plan.state)[0].person is not None
    told = await refused(plan, remove_person, plan.state.people[0].id)
    assert "is named in TK1" in told.sentence
    await plan.run(delete_record, "TK1")
    await plan.run(remove_person, plan.state.people[0].id)
    assert any("not on the list of people" in each for each in missing(plan, "O5"))


async def test_a_gap_of_a_channel_is_named_or_asked_for(plan):
    await plan.run(type_figures, "months", ["Corporate; 2027; -; 217", "Dealer; 2027; -; 125"])
    line = f"{person()}; Corporate; 68; 5; 2; 115; 145; 131.95"
    await plan.run(add_record, "personal_plans", line)
    assert any("stay 72 below" in each for each in missing(plan, "O5"))
    channel = next(each for each in covers(plan.state, TODAY) if each.channel == "Corporate")
    assert (channel.gap, channel.is_open) == (72, True)
    key = plan.state.rows(Channel)[0].id
    await plan.run(answer, "period_gap", "gap", "two more deals of IS", key)
    assert not any("stay 72" in each for each in missing(plan, "O5"))
    await plan.run(change_record, "PP1", paid="300")
    assert any("30 characters" in each for each in missing(plan, "O5"))


async def test_dates_outside_wrong_order_and_collisions(plan):
    who = person()
    await plan.run(add_record, "period_tasks", f"Call; calls; 2027-03-05; {who}")
    await plan.run(add_record, "period_tasks", f"Send; sent; 2027-02-05; {who}; ; TK1")
    await plan.run(add_record, "marketing", f"Fair; event; 5 feb; {who}; attract; 3; two leads")
    told = missing(plan, "O6")
    assert any("outside Mon 1 Feb 2027 to Sun 28 Feb 2027" in each for each in told)
    assert any("TK2: It waits for TK1, which is due later" in each for each in told)
    pairs = {(each.first, each.second) for each in colliding(plan.state, TODAY)}
    assert pairs == {("MA1", "TK2")}
    (line,) = [each for each in planned(plan.state, TODAY) if each.task.ref == "MA1"]
    drawn = bar(line.task, date(2027, 2, 1), date(2027, 2, 28), 28)
    assert (len(drawn), drawn.index("█"), drawn.count("█")) == (28, 4, 1)
    told = await refused(plan, change_record, "TK2", depends_on="TK9")
    assert told.field == "depends_on"


async def test_risks_from_twelve_points_need_a_response(plan):
    await plan.run(add_record, "risks", "Late; 3; 4")
    assert any("a score of 12 needs a response" in each for each in missing(plan, "O9"))
    assert (await refused(plan, action_from_risk, "RX1")).field == "response"
    await plan.run(change_record, "RX1", response="Order drivers a month ahead", person=person())
    await plan.run(action_from_risk, "RX1")
    (action,) = plan.state.rows(Action)
    assert action.sources == ["RX1"] and action.owner_id == plan.state.people[0].id
    assert "already" in (await refused(plan, action_from_risk, "RX1")).sentence
    assert (await refused(plan, add_record, "risks", "X; 6; 1")).field == "probability"


async def test_control_dates_lie_inside(plan):
    assert "No control date is set yet." in missing(plan, "O9")
    await plan.run(add_record, "controls", f"Calls; 5 mar; {person()}; below 15")
    assert any("lies outside" in each for each in missing(plan, "O9"))


async def test_red_figures_become_actions_once(plan):
    given = {
        "period": "Jan 2027",
        "revenue": "200",
        "market": "4000",
        "orders": "20",
        "contacts": "40",
        "contracts": "2",
        "conversion_target": "10",
        "clients_start": "20",
        "clients_new": "2",
        "clients_end": "20",
        "retention_target": "90",
        "days": "90; 120; 150; 200",
        "cycle_target": "120",
    }
    for field, words in given.items():
        await plan.run(answer, "base_metrics", field, words, plan.state.rows(Channel)[0].id)
    found = {each.name: each for each in metrics(plan.state)}
    assert found["Market share"].value == Fraction(1, 20)
    assert "no source" in found["Market share"].basis
    assert found["Average cheque"].value == 10
    assert found["Conversion"].light is Light.RED
    assert found["Client retention"].value == Fraction(18, 20)
    assert found["Client retention"].light is Light.GREEN
    assert (found["Days to a contract"].value, found["Days to a contract"].light) == (
        135,
        Light.RED,
    )
    assert "mean 140 of 4 won deals" in found["Days to a contract"].basis
    await plan.run(action_from_metric)
    assert [row.title for row in plan.state.rows(Action)] == [
        "Bring back to target – Corporate: Conversion",
        "Bring back to target – Corporate: Days to a contract",
    ]
    assert "already" in (await refused(plan, action_from_metric)).sentence


async def test_personal_plans_are_read_in_and_brought_up_to_date(plan, library):
    with pytest.raises(Refused, match="No personal plan was made"):
        await read_personal_plans(library, plan)
    name = PEOPLE[0].name
    first = PersonTargets(7, name, "Corporate", {"paid": None}, "", "draft")
    await plan.run(add_record, "personal_plans", f"{person()}; Corporate; 60; ; ; ; 100")
    await plan.run(take_person_plans, [first])
    (row,) = records(plan.state, "personal_plans")
    assert (row.values["name"], row.values["paid"], row.values["plan"]) == (name, "100", "7")
    child = await library.derive(plan.id, ready_agenda("personal_plan"), person=person())
    await child.run(answer, "targets", "paid", "145")
    await child.run(answer, "targets", "calls", "68")
    assert await read_personal_plans(library, plan) == 1
    told = records(plan.state, "personal_plans")[-1].values
    assert (told["paid"], told["calls"], told["state"]) == ("145", "68", "draft")


async def test_versions_tell_what_was_added_changed_and_removed(plan):
    who = person()
    await plan.run(add_record, "deals", "Dairy; proposal; 64; feb")
    await plan.run(add_record, "promises", f"Halmer; measure; 12 feb; {who}")
    await plan.run(type_figures, "months", ["Corporate; 2027; -; 217"])
    await plan.run(add_record, "versions", f"First plan; the month begins; {who}")
    await plan.run(change_record, "Q1", amount="70")
    await plan.run(delete_record, "PM1")
    await plan.run(type_figures, "months", ["Corporate; 2027; -; 220"])
    await plan.run(add_record, "competitors", "Lumex; none")
    await plan.run(add_record, "versions", f"Dairy is larger; they asked; {who}")
    history = await plan.history()
    first, second = versions(plan.state, history)
    before, after = state_at(history, first.seq), state_at(history, second.seq)
    told = {each.sentence for each in difference(before, after)}
    assert told == {
        "Q1 Amount: 64 → 70",
        "PM1 was taken out: Halmer",
        "Corporate 2027 Feb: 217 → 220",
        "CP1 is new: Lumex",
    }
    assert difference(after, plan.state) == ()
    assert version_of(plan.state) == 2
    assert await plan.undo()
    assert len(versions(plan.state, await plan.history())) == 1
    assert await plan.redo()
    assert [each.what for each in versions(plan.state, await plan.history())] == [
        "First plan",
        "Dairy is larger",
    ]
    assert record(plan.state, "V1") is not None


async def test_a_plan_without_a_period_takes_the_month_of_its_day(library):
    opened = await library.create(ready_agenda("monthly"), "Plan", day=date(2027, 3, 9))
    assert period_plan(opened.state, TODAY).months == (date(2027, 3, 1),)
    assert missing(opened, "O1")[0] == "There are no channels yet."
