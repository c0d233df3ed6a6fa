"""The follow-up of the worked example on 18 February 2027, entered by a moderator's commands."""

from datetime import UTC, date, datetime

from facilitator.agenda import ready_agenda
from facilitator.demo.examples import Told, read_example
from facilitator.model import Topic
from facilitator.workshop.actions import set_status
from facilitator.workshop.agreement import vote_action
from facilitator.workshop.entering import go_to
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.plans.followup_commands import move_action
from facilitator.workshop.records import add_record, change_record, records, text
from facilitator.workshop.rounds import give_number
from facilitator.workshop.setup import change_session

DAY = date(2027, 2, 18)


def the_follow_up() -> Told:
    """Everything the example's people say and type in their review."""
    return read_example("followup_plan")


async def enter(library: Library, parent_id: str) -> str:
    """Make the follow-up from the example's session or plan, fill it in, and return its id."""
    told = the_follow_up()
    clock = Clock(now=lambda: datetime(2027, 2, 18, 9, tzinfo=UTC), today=lambda: DAY)
    there = Library(library.store, clock)
    opened = await there.derive(parent_id, ready_agenda("follow_up"))
    for stage in opened.state.stages:
        if stage.key in STAGES:
            await opened.run(go_to, stage.id)
            await STAGES[stage.key](opened, told)
    return opened.id


async def _scoreboard(opened: OpenWorkshop, told: Told) -> None:
    for field, words in told["scoreboard"].items():
        await opened.run(answer, "scoreboard", field, words)


async def _statuses(opened: OpenWorkshop, told: Told) -> None:
    for ref, status, evidence, done_on in told["statuses"]:
        await opened.run(set_status, ref, status, evidence or None, done_on or None)


async def _kpis(opened: OpenWorkshop, told: Told) -> None:
    fields = ("name", "kind", "person", "target", "unit", "frequency", "source", "goal", "step")
    for row in told["kpis"]:
        if row[0] not in _named(opened):
            await opened.run(add_record, "kpis", "", **dict(zip(fields, row, strict=True)))
    await opened.run(type_figures, "months", told["months"])
    await opened.run(type_figures, "facts", told["channel_facts"])
    known = _named(opened)
    for name, period, fact, plan, note in told["facts"]:
        if row := _counted(opened, known[name], period, fact):
            if note:
                await opened.run(change_record, row, note=note)
            continue
        values = {"period": period, "fact": fact, "plan": plan, "note": note}
        await opened.run(add_record, "kpi_facts", "", kpi=known[name], **values)


def _counted(opened: OpenWorkshop, kpi: str, period: str, fact: str) -> str:
    """The row the days of the seller's plan gave already; nothing is typed twice."""
    wanted = {"kpi": kpi, "period": period, "counted": fact}
    rows = records(opened.state, "kpi_facts")
    return next((row.ref for row in rows if row.values.items() >= wanted.items()), "")


def _named(opened: OpenWorkshop) -> dict[str, str]:
    """References of the KPIs by name; those a sales plan brought along are there already."""
    return {text(row, "name"): row.ref for row in records(opened.state, "kpis")}


async def _corrections(opened: OpenWorkshop, told: Told) -> None:
    known = _named(opened)
    given: Told = dict(told["correction"])
    about: list[str] = given["about"]
    given["about"] = " ".join(known.get(each, each) for each in about)
    await opened.run(add_record, "corrections", "", **given)
    await opened.run(move_action, *told["move"])


async def _gaps(opened: OpenWorkshop, told: Told) -> None:
    await opened.run(add_record, "gaps", "", **told["gap"])
    await opened.run(type_figures, "watch", told["watch"])


async def _accept(opened: OpenWorkshop, told: Told) -> None:
    for who, value in told["hands"].items():
        await opened.run(vote_action, told["move"][0], who, value)


async def _close(opened: OpenWorkshop, told: Told) -> None:
    for who, value in told["rounds"].items():
        await opened.run(give_number, Topic.ROTI, who, value)
    await opened.run(change_session, follow_up=told["next"])


STAGES = {
    "F1": _scoreboard,
    "F3": _statuses,
    "F2": _kpis,
    "F4": _corrections,
    "F5": _gaps,
    "S10": _accept,
    "S11": _close,
}
