"""Deals that do not move: by their own patience, by the sales cycle, by the month they miss."""

from datetime import date

import pytest

from facilitator.agenda import ready_agenda
from facilitator.workshop.forms import put_answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock
from facilitator.workshop.plans.operational_deals import by_step
from facilitator.workshop.plans.personal import position
from facilitator.workshop.plans.stale import stale
from facilitator.workshop.records import add_record, change_record, record, text

DAY = date(2027, 2, 18)
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)


@pytest.fixture
async def plan(library, session):
    """A seller's February on the 18th."""
    there = Library(library.store, Clock(now=library.clock.now, today=lambda: DAY))
    agenda = ready_agenda("personal_plan")
    return await there.derive(session.id, agenda, FEBRUARY, "Piotr Nowak")


async def said(plan, line: str = "", **values: str) -> str:
    row = await plan.run(add_record, "deals", line, **values)
    found = stale(plan.state, row, DAY)
    return found or ""


async def test_a_step_is_dated_when_it_is_reached(plan):
    row = await plan.run(add_record, "deals", "Bakery group; proposal; 45; feb; PN")
    assert text(row, "moved") == "2027-02-18"
    await plan.run(change_record, row.ref, moved="4 jan 2027")
    await plan.run(change_record, row.ref, amount="50")
    assert text(record(plan.state, row.ref), "moved") == "2027-01-04"
    await plan.run(change_record, row.ref, stage="proposal")
    assert text(record(plan.state, row.ref), "moved") == "2027-01-04"
    await plan.run(change_record, row.ref, stage="terms agreed")
    assert text(record(plan.state, row.ref), "moved") == "2027-02-18"


@pytest.mark.parametrize(
    ("moved", "patience", "words"),
    [
        ("2027-01-19", "", ""),  # thirty days to the day
        ("2027-01-18", "", "stale for 31 days"),
        ("2027-01-18", "45", ""),
        ("2027-02-10", "7", "stale for 8 days"),
    ],
)
async def test_days_without_a_move(plan, moved, patience, words):
    line = "Bakery group; proposal; 45; feb; PN"
    assert await said(plan, line, moved=moved, stale_after=patience) == words


async def test_a_deal_open_for_twice_the_sales_cycle(plan):
    await plan.run(put_answer, "bridge", "cycle_days", "60", "G1")
    line = "Bakery group; proposal; 45; feb; PN"
    assert await said(plan, line, opened="2026-10-21") == ""  # 120 days
    assert await said(plan, line, opened="2026-10-20") == ("stale: open for 121 days, usual are 60")


async def test_a_month_that_is_over(plan):
    assert await said(plan, "Bakery group; proposal; 45; 2027-01; PN") == (
        "stale since January 2027"
    )


async def test_what_is_closed_or_not_known_is_not_stale(plan):
    assert await said(plan, "Dairy; lost; 45; jan 2027; PN", moved="2026-01-04") == ""
    row = await plan.run(add_record, "deals", "Bakery group; proposal; 45; feb; PN")
    await plan.run(change_record, row.ref, moved="")
    assert stale(plan.state, record(plan.state, row.ref), DAY) is None


async def test_the_opening_position_and_the_pipeline_say_it(plan):
    await plan.run(
        add_record, "deals", "Bakery group; proposal; 45; feb; PN; 25", moved="4 jan 2027"
    )
    await plan.run(add_record, "deals", "Dairy; proposal; 64; feb; PN; 25")
    await plan.run(add_record, "deals", "Parcel hub; qualified; 60; mar; PN; 20")
    found = position(plan.state, DAY)
    assert [each.stale for each in found.listed] == ["stale for 45 days", "", ""]
    steps = {each.stage: each for each in by_step(plan.state, DAY)}
    assert [*steps] == ["qualified", "proposal"]
    proposal = steps["proposal"]
    assert (proposal.count, proposal.amount, proposal.weighted) == (2, 109, 109 / 4)
    assert (proposal.stale, steps["qualified"].stale) == (1, 0)
