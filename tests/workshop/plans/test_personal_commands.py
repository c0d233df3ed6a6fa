"""A day's line, the way to approval, pay, earlier months: what goes in and what is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from facilitator.agenda import ready_agenda
from facilitator.methods.exact import NotAvailable
from facilitator.model import Participant, Record
from facilitator.workshop.deriving import rows_to_take
from facilitator.workshop.edit import Refused
from facilitator.workshop.exits import unmet
from facilitator.workshop.forms import answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock
from facilitator.workshop.plans.personal import author, position
from facilitator.workshop.plans.personal_approval import Step, approval
from facilitator.workshop.plans.personal_commands import (
    propose_step,
    read_day_line,
    sign,
    track,
    track_lines,
)
from facilitator.workshop.plans.personal_pay import pay_plan
from facilitator.workshop.plans.personal_rates import average_contract, own_months, rates
from facilitator.workshop.plans.personal_targets import targets_check
from facilitator.workshop.plans.personal_tracking import standing
from facilitator.workshop.records import add_record, change_record, records, text
from facilitator.workshop.setup import change_person

TODAY = date(2027, 2, 18)
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)


def on(library, day):
    now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Library(library.store, Clock(now=lambda: now, today=lambda: day))


@pytest.fixture
async def plan(library, session):
    there = on(library, TODAY)
    return await there.derive(session.id, ready_agenda("personal_plan"), FEBRUARY, "PN")


@pytest.mark.parametrize(
    ("line", "day", "values"),
    [
        ("15 2 1 0 0", "", "15 2 1 0 0"),
        ("yesterday 15 2 1 0 0", "yesterday", "15 2 1 0 0"),
        ("12 feb 15 2", "12 feb", "15 2"),
        ("12 feb 2027 15 2", "12 feb 2027", "15 2"),
        ("12.02 15", "12.02", "15"),
        ("2027-02-12 15 - 1 0 38.5", "2027-02-12", "15 - 1 0 38.5"),
        ("12 feb; 15; 2; 1; 0; 0; 3; fair", "12 feb", "15 2 1 0 0 3"),
    ],
)
def test_a_line_is_a_day_and_its_numbers(line, day, values):
    words, found, _ = read_day_line(line)
    names = ("calls", "meetings", "proposals", "contracts", "paid", "sum")
    wanted = dict(zip(names, values.split(), strict=False))
    assert (words, found) == (day, {name: each for name, each in wanted.items() if each != "-"})


async def test_a_day_is_kept_once_and_missing_is_not_zero(plan):
    await plan.run(track, "15 2")
    await plan.run(track, "yesterday 12 0 0 0 0; sick in the afternoon")
    row = await plan.run(track, "today - 3 1")
    assert row.values == {"day": "2027-02-18", "calls": "15", "meetings": "3", "proposals": "1"}
    rows = records(plan.state, "tracking")
    assert [text(each, "day") for each in rows] == ["2027-02-18", "2027-02-17"]
    assert text(rows[1], "note") == "sick in the afternoon"
    await plan.run(answer, "targets", "calls", "60")
    await plan.run(answer, "targets", "paid", "100")
    found = standing(plan.state, TODAY)
    assert (found.measure("calls").actual, found.measure("paid").actual) == (27, 0)
    await plan.undo()
    assert len(records(plan.state, "tracking")) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("-3 1", "Cold calls cannot be negative"),
        ("2.5", "Cold calls are whole numbers, not 2.5."),
        ("1 2 3 4 5 6 7", "too many numbers"),
        ("hello", "“hello” is no day."),
        ("tomorrow 3", "Fri 19 Feb 2027 is still to come"),
        ("20 feb 3", "Sat 20 Feb 2027 is still to come"),
        ("12 mar 3", "Fri 12 Mar 2027 is not in February 2027"),
        ("31 jan 2027 3", "is not in February 2027"),
        ("yesterday", "There is no number"),
    ],
)
async def test_a_line_that_cannot_be_kept_gets_a_sentence(plan, line, sentence):
    with pytest.raises(Refused) as refused:
        await plan.run(track, line)
    assert sentence in refused.value.sentence
    assert records(plan.state, "tracking") == []


async def test_several_days_are_kept_in_one_step_or_none(plan):
    with pytest.raises(Refused, match="Line 2: "):
        await plan.run(track_lines, ["1 feb 3 0", "1 feb -3"])
    assert records(plan.state, "tracking") == []
    await plan.run(track_lines, ["1 feb 3 0", "", "mon 4 1"])
    days = [text(row, "day") for row in records(plan.state, "tracking")]
    assert days == ["2027-02-01", "2027-02-15"]


async def test_the_way_to_approval(plan):
    await plan.run(add_record, "work", "Bakery; 22 feb 2027; proposal; 45")
    for line, sentence in (
        ("approved; IS", "It is submitted first"),
        ("submitted; IS", "Piotr Nowak submits this plan"),
        ("returned; IS; too low", "There is nothing to return"),
        ("submitted", "Say who"),
    ):
        with pytest.raises(Refused, match=sentence):
            await plan.run(sign, line)
    assert await plan.run(propose_step) == (
        "Submitted by Piotr Nowak. Somebody else approves it: type approved; initials."
    )
    with pytest.raises(Refused, match="somebody else approves or returns it"):
        await plan.run(sign, "approved; PN")
    with pytest.raises(Refused, match="Nothing was changed since"):
        await plan.run(sign, "submitted; PN")
    with pytest.raises(Refused, match="Say why it is returned"):
        await plan.run(sign, "returned; IS")
    await plan.run(sign, "approved; IS")
    assert approval(plan.state).step is Step.APPROVED


async def test_a_change_after_approval_is_a_draft_again_and_says_what(plan):
    row = await plan.run(add_record, "work", "Bakery; 22 feb 2027; proposal; 45")
    await plan.run(sign, "submitted; PN")
    await plan.run(sign, "approved; IS")
    await plan.run(change_record, row.id, status="done")
    await plan.run(track, "15 2")
    assert approval(plan.state).step is Step.APPROVED  # working by the plan does not change it
    await plan.run(answer, "targets", "paid", "120")
    found = approval(plan.state)
    assert (found.step, found.changed) == (Step.DRAFT, ("targets",))
    assert found.sentence == "Draft again: targets changed after it was approved."
    await plan.undo()
    assert approval(plan.state).step is Step.APPROVED


async def test_an_approval_typed_over_with_the_author_does_not_count(plan):
    await plan.run(sign, "submitted; PN")
    row = await plan.run(sign, "approved; IS")
    await plan.run(change_record, row.id, person="PN")
    assert approval(plan.state).step is Step.SUBMITTED


async def test_pay_without_a_rule_and_with_a_wrong_one(plan):
    found = pay_plan(plan.state, TODAY)
    assert found.warning == "The plan has no pay effect; agree what each result pays."
    await plan.run(answer, "pay_rule", "base", "2000")
    await plan.run(add_record, "pay_bands", "80; 2")
    assert pay_plan(plan.state, TODAY).missing == "The first pay band must start at 0 %."
    with pytest.raises(Refused, match="at most 100"):
        await plan.run(add_record, "pay_bands", "0; 120")
    with pytest.raises(Refused, match="is at least 0"):
        await plan.run(answer, "pay_rule", "base", "-5")
    await plan.run(add_record, "pay_bands", "0; 1")
    await plan.run(answer, "pay_rule", "cap", "2500")
    await plan.run(answer, "targets", "paid", "100")
    points = {int(each.pay.paid): each.pay for each in pay_plan(plan.state, TODAY).points}
    assert (points[80_000].amount, points[80_000].capped) == (2500, True)


async def test_a_plan_without_numbers_says_what_is_missing(plan):
    found = targets_check(plan.state, TODAY)
    assert isinstance(found.ambition, NotAvailable) and isinstance(found.rates, NotAvailable)
    assert "the funnel is not counted" in found.rates.reason
    assert isinstance(found.share, NotAvailable) and found.reason_missing
    stage = next(each for each in plan.state.stages if each.key == "M2")
    assert any("30 characters" in each.sentence for each in unmet(plan.state, stage, TODAY))


async def test_an_empty_step_of_the_funnel_leaves_its_deals_without_a_chance(plan):
    from facilitator.workshop.figures import type_figures

    await plan.run(type_figures, "funnel", ["Proposals; 0", "Contracts; 0"])
    await plan.run(add_record, "deals", "Bakery group; proposal; 45; feb 2027; PN")
    await plan.run(add_record, "deals", "Dairy; proposal; 20; mar 2027; PN")
    found = position(plan.state, TODAY)
    assert (found.deals.unrated, found.deals.outside) == (("Bakery group",), ("Dairy",))
    assert found.listed[0].basis == "No deal reached Proposals."
    stage = next(each for each in plan.state.stages if each.key == "M1")
    told = [each.sentence for each in unmet(plan.state, stage, TODAY)]
    assert "No probability yet: Bakery group; type one." in told


async def test_whoever_left_is_named(plan):
    person = next(each for each in plan.state.people if each.initials == "PN")
    await plan.run(change_person, person.id, name="Piotr Nowicki")
    found = author(plan.state)
    assert isinstance(found, NotAvailable)
    assert found.reason == "Piotr Nowak is not among the people of this plan; F12 adds people."


async def test_a_plan_takes_over_the_rows_of_its_person(plan):
    for client, who in (("Bakery", "PN"), ("Shop", "TL"), ("Nobody's", "")):
        await plan.run(add_record, "deals", client=client, stage="proposal", amount=5, person=who)
        await plan.run(
            add_record, "kpis", name=client, kind="process", unit="calls", target=1,
            frequency="weekly", source="CRM", person=who,
        )  # fmt: skip
    taken = rows_to_take(plan.state, ["people", "ledger:deals", "ledger:kpis"], "Piotr Nowak")
    kept = [row for row in taken if isinstance(row, Record)]
    names = [text(row, "client") or text(row, "name") for row in kept]
    assert names == ["Bakery", "Bakery", "Nobody's"]
    assert sum(isinstance(row, Participant) for row in taken) == len(plan.state.people)


async def test_own_months_are_read_from_earlier_plans_and_used_from_three_on(library, session):
    agenda = ready_agenda("personal_plan")
    for month, last, calls, paid in ((11, 30, 40, 90), (12, 31, 30, 110)):
        day = date(2026, month, last)
        there = on(library, day)
        earlier = await there.derive(session.id, agenda, (date(2026, month, 1), day), "PN")
        await earlier.run(add_record, "unpaid", "Halmer; 100; ; 100")
        await earlier.run(sign, "submitted; PN")
        await earlier.run(track, f"{calls} 4 2 1 {paid} 60")
    plan = await on(library, TODAY).derive(session.id, agenda, FEBRUARY, "PN")
    rows = records(plan.state, "own_months")
    assert [(text(row, "month"), text(row, "calls")) for row in rows] == [
        ("2026-11", "40"),
        ("2026-12", "30"),
    ]
    assert [each.accuracy for each in own_months(plan.state)] == [
        1 - Fraction(10, 90),
        1 - Fraction(10, 110),
    ]
    assert isinstance(rates(plan.state), NotAvailable)  # two months say too little
    await plan.run(add_record, "own_months", "jan 2027; 30; 4; 2; 1; 90; 80; 80")
    found = rates(plan.state)
    assert (found.own, found.source) == (True, "own, 3 months")
    assert [found.of(step).conversion for step in ("calls", "meetings", "proposals")] == [
        Fraction(12, 100),
        Fraction(1, 2),
        Fraction(1, 2),
    ]
    assert found.of("meetings").small_sample
    assert average_contract(plan.state).value == 70
    await plan.run(add_record, "deals", "Bakery; proposal; 45; feb 2027; PN")
    assert position(plan.state, TODAY).deals.expected == Decimal("22.5")
    other = await on(library, TODAY).derive(session.id, agenda, FEBRUARY, "EM")
    assert records(other.state, "own_months") == []


async def test_work_without_results_names_the_weakest_step(plan):
    for field, words in {"calls": "20", "meetings": "4", "paid": "100"}.items():
        await plan.run(answer, "targets", field, words)
    for month in ("nov 2026", "dec 2026", "jan 2027"):
        await plan.run(add_record, "own_months", f"{month}; 50; 10; 5; 2; 100; 80; 80")
    assert standing(plan.state, TODAY).no_work_plan
    await plan.run(track_lines, ["1 feb 40 1 1 0 5"])
    said = standing(plan.state, TODAY).broken
    assert said is not None
    assert "calls to meetings: 2.5 % of 40 cases, usually 20 %" in said


async def test_a_day_without_a_year_is_the_nearer_one(plan):
    for due, kept in (("15 jan", "2027-01-15"), ("12 mar", "2027-03-12"), ("fri", "2027-02-19")):
        row = await plan.run(add_record, "unpaid", client=due, amount=5, due=due)
        assert text(row, "due") == kept
    row = await plan.run(add_record, "unpaid", client="x", amount=5, due="15 dec 2027")
    assert text(row, "due") == "2027-12-15"
    assert position(plan.state, TODAY).unpaid.overdue == ("15 jan",)
