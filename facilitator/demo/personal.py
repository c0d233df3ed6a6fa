"""The personal plan of the worked example, February 2027, entered by a seller's commands (5.20)."""

from datetime import UTC, date, datetime
from typing import Any

from facilitator.agenda import ready_agenda
from facilitator.demo.examples import Told, read_example
from facilitator.model import Channel
from facilitator.workshop.entering import go_to
from facilitator.workshop.forms import answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.plans.personal_commands import sign, track_lines
from facilitator.workshop.plans.personal_targets import channel_plan
from facilitator.workshop.records import add_record, change_record, ledger_of, records, text

BEGINS = date(2027, 2, 1)
DAY = date(2027, 2, 18)
"""The day up to which the example tracks."""


def the_personal_plan() -> Told:
    """Everything the example's seller types in the plan."""
    return read_example("personal_plan")


async def enter(library: Library, parent_id: str) -> str:
    """Make the plan from a session or an operational plan, fill it in, track until 18 February."""
    told = the_personal_plan()
    first, last = (date.fromisoformat(each) for each in told["period"])
    there = _library(library, BEGINS)
    agenda = ready_agenda("personal_plan")
    opened = await there.derive(parent_id, agenda, (first, last), told["person"])
    for stage in opened.state.stages:
        if stage.key in STAGES:
            await opened.run(go_to, stage.id)
            await STAGES[stage.key](opened, told)
    later = await _library(library, DAY).open(opened.id)
    await later.run(track_lines, told["days"])
    return opened.id


def _library(library: Library, day: date) -> Library:
    now = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Library(library.store, Clock(now=lambda: now, today=lambda: day))


async def _rows(opened: OpenWorkshop, ledger: str, fields: str, rows: list[list[str]]) -> None:
    """Rows the parent did not bring along."""
    main = ledger_of(opened.state, ledger).main.id
    known = {text(row, main) for row in records(opened.state, ledger)}
    for row in rows:
        values = dict(zip(fields.split(), row, strict=True))
        if values[main] not in known:
            await opened.run(add_record, ledger, "", **values)


async def _answers(opened: OpenWorkshop, told: Told, form: str) -> None:
    for field, words in told["answers"][form].items():
        await opened.run(answer, form, field, words)


async def _opening(opened: OpenWorkshop, told: Told) -> None:
    fields = "client amount due probability promised_date promised_by person"
    await _rows(opened, "unpaid", fields, told["unpaid"])
    fields = "client stage amount closes person probability code moved"
    await _rows(opened, "deals", fields, told["deals"])
    for row in told["deals"]:
        if ref := _deal(opened, row[6]):
            await opened.run(change_record, ref, moved=row[7])
    await _answers(opened, told, "opening")


async def _targets(opened: OpenWorkshop, told: Told) -> None:
    assert opened.state.rows(Channel), "the example has channels"
    await _answers(opened, told, "targets")
    if channel_plan(opened.state) != int(told["channel_plan"]):
        await opened.run(answer, "targets", "channel_plan", told["channel_plan"])


async def _work(opened: OpenWorkshop, told: Told) -> None:
    rows = [[*row[:4], _deal(opened, row[4])] for row in told["work"]]
    await _rows(opened, "work", "client day offer expected deal", rows)
    await _rows(opened, "activities", "text day kind client often", told["activities"])


def _deal(opened: OpenWorkshop, code: str) -> str:
    rows = records(opened.state, "deals")
    return next((row.ref for row in rows if code and text(row, "code") == code), "")


async def _goal(opened: OpenWorkshop, told: Told) -> None:
    await _answers(opened, told, "personal_goal")


async def _pay(opened: OpenWorkshop, told: Told) -> None:
    for start, rate in told["bands"]:
        await opened.run(add_record, "pay_bands", "", start=start, rate=rate)
    await _answers(opened, told, "pay_rule")
    for step in told["steps"]:
        await opened.run(sign, step)


STAGES: dict[str, Any] = {
    "M1": _opening,
    "M2": _targets,
    "M3": _work,
    "M4": _goal,
    "M5": _pay,
}
"""What is typed in each stage; the plan is submitted and approved once the pay is in it."""
