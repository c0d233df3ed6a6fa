"""What is due across sessions: each thing once, where it goes on, with the days it is late."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from facilitator.agenda import ready_agenda
from facilitator.methods.kpi import Light
from facilitator.model import Action
from facilitator.store.due import DueCount
from facilitator.workshop.actions import add_action, set_status
from facilitator.workshop.edit import Refused
from facilitator.workshop.figures import type_figures
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock
from facilitator.workshop.plans.due import DueKind, due_in, owned_by
from facilitator.workshop.plans.followup_channels import channel_standings
from facilitator.workshop.plans.followup_commands import action_from_kpi, move_action
from facilitator.workshop.plans.gathering import bring_in, plans_beside
from facilitator.workshop.records import (
    action_from_record,
    add_record,
    change_record,
    person,
    records,
)
from facilitator.workshop.results.actions import ANSWERS, MOVED_FROM
from facilitator.workshop.results.reading import answer, rows_of

DAY = date(2027, 2, 18)


@pytest.fixture
async def review(library, session):
    """Two actions of a session, continued in a review on 18 February."""
    await session.run(add_action, "Write the list", owner_id="PN", deadline=date(2027, 1, 29))
    await session.run(add_action, "Hire a manager", owner_id="JW", deadline=date(2027, 2, 22))
    later = Library(library.store, Clock(now=library.clock.now, today=lambda: DAY))
    return await later.derive(session.id, ready_agenda("follow_up"))


def told(store, within=7):
    return [
        (str(each.kind), each.session.number, each.ref, each.due)
        for each in due_in(store, DAY, within)
    ]


async def test_an_action_that_goes_on_counts_once(store, session, review):
    assert told(store) == [
        ("action", 2, "A01", date(2027, 1, 29)),
        ("action", 2, "A02", date(2027, 2, 22)),
    ]
    assert due_in(store, DAY)[0].days_over(DAY) == 20
    assert [each.ref for each in owned_by(due_in(store, DAY), "piotr")] == ["A01"]
    counts = store.due_counts(DAY, DAY + timedelta(days=7))
    assert counts == {review.id: DueCount(overdue=1, soon=1)}
    second = await Library(store, review.clock).derive(session.id, ready_agenda("follow_up"))
    assert {each[1] for each in told(store)} == {second.state.workshop.number}
    await Library(store, review.clock).set_deleted(second.id, True)
    await review.run(set_status, "A01", "done", "84 rows", "28 jan")
    assert told(store, within=3) == []
    await Library(store, review.clock).set_deleted(review.id, True)
    assert [each[1:3] for each in told(store)] == [(1, "A01"), (1, "A02")]


async def test_facts_gaps_and_corrections_are_due_too(store, review):
    await review.run(add_record, "kpis", "Cold calls; process; PN; 17; calls; weekly; CRM")
    await review.run(add_record, "gaps", "No answer; late again; 4; AB; 22 feb")
    await review.run(add_record, "corrections", "A01; correct; script; too long; IS; 24 feb")
    found = {each.kind: each for each in due_in(store, DAY)}
    assert found[DueKind.FACT].text == "Cold calls: fact of Mon 8 Feb 2027"
    assert (found[DueKind.FACT].initials, found[DueKind.FACT].due) == ("PN", date(2027, 2, 12))
    assert (found[DueKind.GAP].initials, found[DueKind.CORRECTION].initials) == ("AB", "IS")
    again = await Library(store, review.clock).derive(review.id, ready_agenda("follow_up"))
    assert {each.session.number for each in due_in(store, DAY)} == {again.state.workshop.number}
    await again.run(add_record, "kpi_facts", "8 feb; 18", kpi="K1")
    await again.run(change_record, "GP1", status="closed")
    kinds = {each.kind for each in due_in(store, DAY)}
    assert DueKind.FACT not in kinds and DueKind.GAP not in kinds


async def test_a_move_needs_its_reason_and_keeps_the_first_day(review):
    for day, why, field in (
        ("", "late", "deadline"),
        ("5 mar", " ", "why"),
        ("29 jan 2027", "x", "deadline"),
    ):
        with pytest.raises(Refused) as refused:
            await review.run(move_action, "A01", day, why)
        assert refused.value.field == field
    await review.run(move_action, "A01", "5 mar", "no phone numbers yet")
    await review.run(move_action, "A01", "12 mar", "still none")
    row = next(each for each in review.state.rows(Action) if each.ref == "A01")
    assert row.deadline == date(2027, 3, 12)
    assert answer(review.state, ANSWERS, MOVED_FROM, row.id) == "2027-01-29"
    await review.undo()
    assert next(iter(review.state.rows(Action))).deadline == date(2027, 3, 5)


async def test_a_red_kpi_becomes_an_action(review):
    await review.run(add_record, "kpis", "Cold calls; process; PN; 17; calls; weekly; CRM")
    action = await review.run(action_from_kpi, "K1")
    assert (action.title, action.sources) == ("Bring Cold calls back to 17 calls", ["K1"])
    assert action.owner_id
    fact = await review.run(add_record, "kpi_facts", "8 feb; 9", kpi="K1")
    again = await review.run(action_from_record, fact.id)
    assert (again.title, again.sources) == ("Cold calls", ["K1"])


@pytest.mark.parametrize(
    ("ledger", "line", "field"),
    [
        ("kpi_facts", "soonish; 5", "period"),
        ("kpi_facts", "8 feb; many", "fact"),
        ("kpi_facts", "8 feb; 5; ; K9", "kpi"),
        ("corrections", "G9; keep; x; y", "about"),
        ("corrections", "A01; perhaps; x; y", "decision"),
        ("gaps", "A gap; it hurts; 6; AB; 4 mar", "severity"),
        ("gaps", "A gap; it hurts; 4; AB; 1 feb 2027", "review"),
        ("gaps", "A gap; it hurts; 4; Nobody; 4 mar", "person"),
    ],
)
async def test_bad_input_is_refused_at_its_field(review, ledger, line, field):
    head = review.state.head
    with pytest.raises(Refused) as refused:
        await review.run(add_record, ledger, line)
    assert refused.value.field == field
    assert review.state.head == head


async def test_a_follow_up_of_the_session_brings_in_the_kpis_of_its_plans(library, session):
    year = await library.derive(session.id, ready_agenda("sales_plan"))
    await year.run(add_record, "kpis", "Cold calls; process; PN; 17; calls; weekly; CRM")
    await year.run(add_record, "budget", "CRM licences; crm; monthly; 0.36")
    february = date(2027, 2, 1), date(2027, 2, 28)
    month = await library.derive(session.id, ready_agenda("monthly"), february)
    await month.run(type_figures, "months", ["Corporate; 2027; 204; 217; 239"])
    await month.run(type_figures, "facts", ["Corporate; 2027; 198"])
    await month.run(add_record, "deals", "Bakery group; proposal; 45; feb; PN")
    first = await library.derive(session.id, ready_agenda("follow_up"))
    assert [row.numbers[0] for row in rows_of(first.state, "months")] == ["204"]
    assert [row.numbers[:2] for row in rows_of(first.state, "facts")] == [["198", None]]
    found = channel_standings(first.state, DAY)
    assert (found.month, found.channels[0].judged.light) == (date(2027, 1, 1), Light.AMBER)
    assert found.channels[0].judged.achievement == Fraction(198, 204)
    assert [row.values["client"] for row in records(first.state, "deals")] == ["Bakery group"]
    (kpi,) = records(first.state, "kpis")
    assert (kpi.values["name"], person(first.state, kpi, "person").initials) == ("Cold calls", "PN")
    assert [row.values["text"] for row in records(first.state, "budget")] == ["CRM licences"]
    await first.run(add_record, "kpi_facts", "4 jan; 18", kpi=kpi.ref)
    second = await library.derive(session.id, ready_agenda("follow_up"))
    (fact,) = records(second.state, "kpi_facts")
    assert (fact.values["fact"], fact.values["kpi"]) == ("18", records(second.state, "kpis")[0].ref)
    assert len(records(second.state, "kpis")) == 1
    assert await second.run(bring_in, plans_beside(library.store, second.id)) == 0
