"""A sales plan with too little, too much or wrong in it: sentences, never a wrong number."""

from datetime import date
from fractions import Fraction

import pytest

from facilitator.agenda import ready_agenda
from facilitator.methods.exact import NotAvailable
from facilitator.model import Action
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.plans.sales import channel_plan, plan_year
from facilitator.workshop.plans.sales_budget import budget
from facilitator.workshop.plans.sales_commands import (
    carry_out_tool,
    propose_quarters,
    take_rhythm,
    win_back,
)
from facilitator.workshop.plans.sales_metrics import client_revenue
from facilitator.workshop.plans.sales_people import mission, personas, rhythms
from facilitator.workshop.plans.sales_season import seasons
from facilitator.workshop.plans.sales_strategies import expected, strategies
from facilitator.workshop.records import add_record, change_record, record, records
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.setup import add_channel, add_people, remove_person
from tests.workshop.conftest import PEOPLE, TODAY
from tests.workshop.plans.asking import missing, refused


@pytest.fixture
async def plan(library):
    """A sales plan without a session behind it."""
    opened = await library.create(ready_agenda("sales_plan"), "Plan")
    for name in ("Corporate", "Dealer"):
        await opened.run(add_channel, name)
    await opened.run(add_people, PEOPLE)
    return opened


async def test_bad_input_gets_a_sentence_at_its_field(plan):
    await plan.run(add_record, "budget", "CRM; crm; monthly; 0.36")
    told = await refused(plan, add_record, "budget", "CRM; crm; monthly; -5")
    assert (told.field, "negative" in told.sentence) == ("amount", True)
    told = await refused(plan, change_record, "B1", percent="120")
    assert (told.field, "at most 100" in told.sentence) == ("percent", True)
    told = await refused(plan, add_record, "roles", "Seller; sales; Nobody Known")
    assert told.field == "people"
    told = await refused(plan, type_figures, "channel_plan", ["Corporate; 3024; 138"])
    assert told.field == "margin"
    told = await refused(plan, add_record, "tactics", "Call; 17; calls; hourly")
    assert (told.field, "daily" in told.sentence) == ("frequency", True)
    assert len(records(plan.state, "budget")) == 1


async def test_a_plan_without_a_session_says_what_it_lacks(plan):
    assert plan.state.workshop.parent_id == ""
    assert isinstance(channel_plan(plan.state, TODAY), NotAvailable)
    assert missing(plan, "L2")[0].startswith("Goals: 0 of 1")
    assert "No channel has a target yet" in missing(plan, "L2")[-1]
    assert missing(plan, "L10")[0] == "Budget: 0 of 1."
    assert "No past sales" in (await _target_without_history(plan)).sentence
    assert plan_year(plan.state, date(2026, 11, 2)) == 2027  # the day of the plan decides


async def _target_without_history(plan):
    assert "No channel has a target" in (await refused(plan, propose_quarters)).sentence
    await plan.run(type_figures, "channel_plan", ["Corporate; 3024"])
    return await refused(plan, propose_quarters)


async def test_quarters_are_proposed_edited_and_checked_against_the_year(plan):
    months = "150; 155; 175; 150; 160; 150; 140; 170; 210; 220; 240; 240"
    await plan.run(type_figures, "sales", [f"Corporate; 2026; {months}"])
    await plan.run(type_figures, "channel_plan", ["Corporate; 1000"])
    said = await plan.run(propose_quarters)
    found = channel_plan(plan.state, TODAY).channel("Corporate")
    assert sum(found.row.parts) == 1000 and found.check.exact and found.split_years == 1
    assert said.startswith("Corporate ")
    await plan.run(type_figures, "quarters", ["Corporate; 200; 200; 200; 200"])
    sentence = "Corporate: The parts add up to 800, 200 below 1,000."
    assert sentence in missing(plan, "L2")
    (row,) = rows_of(plan.state, "quarters")
    await plan.run(propose_quarters, row.id)  # on the row: split anew
    assert channel_plan(plan.state, TODAY).channel("Corporate").check.exact


async def test_the_mission_is_measured(plan):
    await plan.run(answer, "mission", "text", "We sell light.")
    assert mission(plan.state).missing[0] == "14 characters are too few; 40 to 400 say enough."
    await plan.run(answer, "mission", "text", "w" * 40)
    for field in ("for_whom", "value"):
        await plan.run(answer, "mission", field, "yes")
    await plan.run(answer, "mission", "owners", "no")
    assert missing(plan, "L1") == ["It does not say what the owners get."]
    await plan.run(answer, "mission", "text", "w" * 401)
    assert mission(plan.state).missing[0].startswith("401 characters are too many")


async def test_a_role_without_people_is_named_and_nobody_leaves_unseen(plan):
    await plan.run(add_record, "roles", "Seller; sales; PN; wins plants; contract; 6 contracts")
    await plan.run(add_record, "roles", "Agency; agency; ; case stories; contract; 2 stories")
    assert missing(plan, "L3") == [
        "RO2 Agency has nobody in it.",
        "Piotr Nowak has no process and result KPI.",
    ]
    seller = next(each for each in plan.state.people if each.initials == "PN")
    told = await refused(plan, remove_person, seller.id)
    assert told.sentence.startswith("Piotr Nowak is named in RO1.")


async def test_a_tactic_counts_only_with_a_number_and_often_enough(plan):
    await plan.run(add_record, "strategies", "Awareness; new; 100; 2")
    for line in ("Call; 17; calls; weekly", "Fair; 1; fairs; monthly", "Smile; 0; smiles; daily"):
        await plan.run(add_record, "tactics", line, strategy="SY1")
    assert len(strategies(plan.state)[0].countable) == 1
    assert "SY1: daily or weekly tactics with a number: 1 of 2." in missing(plan, "L7")
    await plan.run(add_record, "tactics", "Thank; 3; letters; event", strategy="SY1")
    assert "No strategy is about existing business." in missing(plan, "L7")
    assert len(strategies(plan.state)[0].countable) == 2
    new, existing = expected(plan.state)
    assert new.revenue == 100 and isinstance(existing.revenue, NotAvailable)
    assert isinstance(new.gap, NotAvailable)  # no goal is worked back yet: not 0


async def test_a_tool_is_carried_out_once_and_only_when_decided(plan):
    await plan.run(add_record, "tools", "CRM; crm; ; 18; 0.36; IS")
    key = record(plan.state, "TL1").id
    assert "keep, rework or replace" in (await refused(plan, carry_out_tool, key)).sentence
    await plan.run(change_record, "TL1", decision="replace")
    assert (await refused(plan, carry_out_tool, key)).field == "reason"
    await plan.run(change_record, "TL1", reason="no stages")
    said = await plan.run(carry_out_tool, key)
    assert said == "A01, B1, B2 made from TL1."
    (action,) = plan.state.rows(Action)
    assert (action.title, action.sources) == ("Replace CRM", ["TL1"])
    kinds = [(row.values["kind"], row.values["amount"]) for row in records(plan.state, "budget")]
    assert kinds == [("one_time", "18"), ("monthly", "0.36")]
    assert "A01, B1, B2" in (await refused(plan, carry_out_tool, key)).sentence
    await plan.undo()
    assert plan.state.rows(Action) == () and records(plan.state, "budget") == []


async def test_a_loss_needs_a_reason_and_margin_below_commission_never_breaks_even(plan):
    await plan.run(add_record, "budget", "Salary; salaries; monthly; 10")
    await plan.run(add_record, "budget", "Commission; commissions; variable; ; 30")
    assert "new revenue" in budget(plan.state, TODAY).cost.total.reason
    for field, words in (("new_revenue", "100"), ("gross_profit", "50"), ("margin", "30")):
        await plan.run(answer, "benefit", field, words)
    assert budget(plan.state, TODAY).benefit.reason.startswith("The savings are not entered")
    await plan.run(answer, "benefit", "savings", "0")
    found = budget(plan.state, TODAY)
    assert (found.cost.total, found.roi) == (150, Fraction(-2, 3))
    assert found.break_even_revenue.reason.startswith("Never")
    assert found.phased.reason == "The share of the benefit in quarter 1 is not entered."
    assert any("costs more than it brings" in each for each in missing(plan, "L10"))
    for quarter, part in (("q1", "30"), ("q2", "30"), ("q3", "30"), ("q4", "5")):
        await plan.run(answer, "benefit", quarter, part)
    assert "add up to 95 %" in budget(plan.state, TODAY).phased.reason
    await plan.run(answer, "benefit", "q4", "10")
    assert isinstance(budget(plan.state, TODAY).break_even, NotAvailable)
    await plan.run(answer, "benefit", "reason", "opens the next year")
    assert missing(plan, "L10") == ["No decision is recorded in this stage yet."]


async def test_months_of_a_line_count_from_the_first_month_of_the_plan(plan):
    await plan.run(answer, "benefit", "new_revenue", "0")
    await plan.run(add_record, "budget", "Data; prospect lists; monthly; 2", until="2027-03")
    await plan.run(add_record, "budget", "Fair; promotion; one_time; 5", first="2028-02")
    await plan.run(add_record, "budget", "Old; other; monthly; 1", first="2027-05", until="2027-02")
    found = budget(plan.state, TODAY)
    assert [each.total for each in found.lines] == [6, 0, 0]
    assert found.lines[1].remark.startswith("B2 lies outside the 12 months from 2027-01")
    assert found.lines[2].remark == "B3 ends before it begins; correct one of its months."


async def test_a_commission_on_other_revenue_costs_its_share_of_that(plan):
    await plan.run(answer, "benefit", "new_revenue", "200")
    await plan.run(add_record, "budget", "Bonus; commissions; variable; ; 5; 1000")
    found = budget(plan.state, TODAY)
    assert (found.cost.total, found.cost.variable_share) == (50, Fraction(1, 4))


async def test_churn_that_rose_by_five_points_asks_for_its_cause(plan):
    lines = ["2026 Q3; 40; 1000; 40; 2", "2026 Q4; 60; 1180; 40; 4"]
    await plan.run(type_figures, "client_revenue", lines)
    before, now = client_revenue(plan.state)
    assert (before.churn, now.churn, now.change.rise) == (
        Fraction(5, 100),
        Fraction(10, 100),
        Fraction(5, 100),
    )
    assert before.new_share == Fraction(1, 26)
    assert missing(plan, "L9")[-1].startswith("Churn rose in 2026 Q4")
    assert (await refused(plan, win_back, now.key)).field == "cause"
    await plan.run(type_figures, "client_revenue", [f"{lines[1]}; late deliveries"])
    said = await plan.run(win_back, now.key)
    (action,) = plan.state.rows(Action)
    assert said.startswith(action.ref) and "late deliveries" in action.title
    assert "already" in (await refused(plan, win_back, now.key)).sentence


async def test_the_rhythm_of_a_kpi_follows_the_sales_cycle(plan):
    await plan.run(add_record, "kpis", "Calls; process; PN; 17; calls; weekly; CRM")
    key = record(plan.state, "K1").id
    assert "not known" in (await refused(plan, take_rhythm, key)).sentence
    await plan.run(answer, "bridge", "cycle_days", "400", "G1")
    assert rhythms(plan.state)[0].proposed.frequency == "weekly"
    await plan.run(answer, "bridge", "cycle_days", "120", "G1")
    assert await plan.run(take_rhythm, key) == "K1 is looked at daily."
    row = record(plan.state, "K1").values
    assert (row["look"], row["frequency"]) == ("daily", "weekly")  # the target stays a weekly one


async def test_a_typed_season_goes_before_the_computed_one(plan):
    assert isinstance(seasons(plan.state)[0].indices, NotAvailable)
    await plan.run(type_figures, "season", ["Corporate; 2; 2; 2; 2; 2; 2; 2; 2; 2; 2; 2; 2"])
    found = seasons(plan.state)[0]
    assert (set(found.indices), found.basis) == ({Fraction(1)}, "typed by the room")
    await plan.run(type_figures, "season", ["Corporate; 1; 1; 1; 1; 1; 1; 1; 1; 1; 1; 1; 5"])
    await plan.run(answer, "buying", "target_months", "Jan; Smarch", "Corporate")
    remarks = seasons(plan.state)[0].remarks
    assert remarks[0].startswith("Corporate: “Smarch” is no month")
    assert remarks[1] == "Corporate: pushed below an average month: Jan."
    assert missing(plan, "L5")[0].startswith("Dealer: ")


async def test_a_story_longer_than_can_be_read_out_is_not_whole(plan):
    for field, words in (("name", "Buyer"), ("story", "s" * 601)):
        await plan.run(answer, "persona_b2b", field, words, "Buyer")
    (found,) = personas(plan.state)
    assert (found.story, found.whole) == (601, False)
    assert "still empty" in missing(plan, "L4")[0]
