"""Facts of KPIs counted from the tracked days of personal plans; what is typed wins."""

from datetime import date

import pytest

from facilitator.agenda import ready_agenda
from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Light
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock
from facilitator.workshop.plans.due import DueKind, due_in
from facilitator.workshop.plans.followup_kpis import facts_due, standings
from facilitator.workshop.plans.gathering import bring_in, plans_beside
from facilitator.workshop.plans.personal_commands import track_lines
from facilitator.workshop.records import add_record, change_record, delete_record, records, text

DAY = date(2027, 2, 18)
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)
DAYS = ["1 feb 3 0", "2 feb 3 1", "3 feb 9 –", "8 feb 4 0", "9 feb 5 1", "15 feb 6 0"]
CALLS = "Cold calls; process; PN; 17; calls; weekly; CRM"


@pytest.fixture
def later(library):
    return Library(library.store, Clock(now=library.clock.now, today=lambda: DAY))


@pytest.fixture
async def year(later, session):
    return await later.derive(session.id, ready_agenda("sales_plan"))


@pytest.fixture
async def seller(later, year):
    """Piotr Nowak's February, made from the sales plan, with six tracked days."""
    await year.run(add_record, "kpis", CALLS)
    await year.run(add_record, "kpis", "Meetings held; process; PN; 5; meetings; monthly; CRM")
    await year.run(add_record, "kpis", "Days per stage; process; PN; 9; days; monthly; CRM")
    await year.run(change_record, "K2", tracked="first meetings")
    plan = await later.derive(year.id, ready_agenda("personal_plan"), FEBRUARY, "Piotr Nowak")
    await plan.run(track_lines, DAYS)
    return plan


async def again(opened) -> int:
    return await opened.run(bring_in, plans_beside(opened.store, opened.id))


async def test_a_review_counts_what_people_tracked(later, session, seller):
    review = await later.derive(session.id, ready_agenda("follow_up"))
    calls, meetings, days = standings(review.state, DAY)
    assert [int(fact.value) for fact in calls.facts] == [15, 9, 6]
    assert [fact.days for fact in calls.facts] == [3, 2, 1]
    assert calls.basis.endswith("14 of 15 working days, counted from 6 tracked days")
    assert (meetings.actual, meetings.facts[0].days) == (2, 5)
    assert (days.light, days.facts) == (Light.GREY, ())
    assert await again(review) == 0


async def test_what_is_typed_wins_and_is_shown_as_typed(later, session, seller):
    review = await later.derive(session.id, ready_agenda("follow_up"))
    await review.run(add_record, "kpi_facts", "8 feb; 18", kpi="K1")
    calls = standings(review.state, DAY)[0]
    assert [int(fact.value) for fact in calls.facts] == [15, 18, 6]
    assert calls.basis.endswith("1 typed, the rest counted from 4 tracked days")
    (row,) = [
        each for each in records(review.state, "kpi_facts") if text(each, "period") == "2027-02"
    ]
    await review.run(change_record, row.ref, fact="3")
    meetings = standings(review.state, DAY)[1]
    assert meetings.actual == 3
    assert meetings.basis.endswith("typed; the tracked days say 2")
    await review.run(change_record, row.ref, fact="")
    assert standings(review.state, DAY)[1].actual == 2


async def test_counting_again_follows_the_days(later, session, seller):
    review = await later.derive(session.id, ready_agenda("follow_up"))
    await seller.run(track_lines, ["16 feb 2027 4 1"])
    monday = next(row for row in records(seller.state, "tracking") if text(row, "calls") == "4")
    assert await again(review) == 2
    assert [int(fact.value) for fact in standings(review.state, DAY)[0].facts] == [15, 9, 10]
    await seller.run(delete_record, monday.ref)
    tuesday = next(row for row in records(seller.state, "tracking") if text(row, "calls") == "5")
    await seller.run(delete_record, tuesday.ref)
    await again(review)
    assert [int(fact.value) for fact in standings(review.state, DAY)[0].facts] == [15, 10]


async def test_a_week_nobody_tracked_has_no_fact(later, session, seller):
    for row in records(seller.state, "tracking"):
        await seller.run(delete_record, row.ref)
    review = await later.derive(session.id, ready_agenda("follow_up"))
    calls = standings(review.state, DAY)[0]
    assert isinstance(calls.actual, NotAvailable)
    assert calls.light is Light.GREY
    assert "K1" in {each.ref for each in facts_due(review.state, DAY)}


async def test_a_kpi_of_everybody_sums_everybody(later, session, year, seller):
    await year.run(add_record, "kpis", "Cold calls; process; ; 30; calls; weekly; CRM")
    other = await later.derive(year.id, ready_agenda("personal_plan"), FEBRUARY, "Elena Markovic")
    await other.run(track_lines, ["15 feb 10 1"])
    review = await later.derive(session.id, ready_agenda("follow_up"))
    team = next(each for each in standings(review.state, DAY) if each.person is None)
    assert [int(fact.value) for fact in team.facts] == [15, 9, 16]
    assert team.basis.endswith("counted from 7 tracked days (2 people)")


async def test_the_plan_of_one_person_counts_its_own_days(seller):
    calls, meetings, days = standings(seller.state, DAY)
    assert [int(fact.value) for fact in calls.facts] == [15, 9, 6]
    assert calls.basis.endswith("counted from 6 tracked days")
    assert meetings.actual == 2
    assert days.light is Light.GREY


@pytest.mark.parametrize(
    ("unit", "tracked", "counts"),
    [("k€", "", True), ("kEUR", "", True), ("€", "", False), ("%", "", False)],
)
async def test_money_is_counted_in_the_unit_of_the_session(later, year, unit, tracked, counts):
    await year.run(add_record, "kpis", f"Paid revenue; result; PN; 145; {unit}; monthly; ERP")
    plan = await later.derive(year.id, ready_agenda("personal_plan"), FEBRUARY, "Piotr Nowak")
    await plan.run(track_lines, ["1 feb 3 0 0 0 24"])
    (paid,) = standings(plan.state, DAY)
    assert (paid.actual == 24) is counts


async def test_a_kpi_counted_by_hand_is_left_alone(later, session, year, seller):
    await year.run(change_record, "K1", tracked="by hand")
    review = await later.derive(session.id, ready_agenda("follow_up"))
    assert standings(review.state, DAY)[0].facts == ()


async def test_a_fact_is_due_only_where_no_day_was_tracked(later, session, seller):
    def due() -> set[tuple[int, str]]:
        found = due_in(later.store, DAY)
        return {(each.session.number, each.ref) for each in found if each.kind is DueKind.FACT}

    number = seller.state.workshop.number
    assert due() == set()
    for row in records(seller.state, "tracking"):
        await seller.run(delete_record, row.ref)
    assert (number, "K1") in due()
