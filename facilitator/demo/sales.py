"""The sales plan of the worked example, entered by the commands a moderator uses (5.16, 5.17)."""

from datetime import date
from typing import Any

from facilitator.agenda import ready_agenda
from facilitator.demo.examples import Told, read_example
from facilitator.demo.rows import enter_rows
from facilitator.model import Channel, Topic
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.entering import go_to
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.plans.sales_commands import carry_out_tool, propose_quarters
from facilitator.workshop.records import add_record
from facilitator.workshop.rounds import give_number
from facilitator.workshop.setup import Person, add_people


def the_sales_plan() -> Told:
    """Everything the example's people say and type in their sales plan."""
    return read_example("sales_plan")


async def enter(library: Library, parent_id: str) -> str:
    """Make the sales plan of the example from its session, fill it in, and return its id."""
    told = the_sales_plan()
    first, last = (date.fromisoformat(each) for each in told["period"])
    opened = await library.derive(parent_id, ready_agenda("sales_plan"), (first, last))
    await opened.run(add_people, [Person(**person) for person in told["people"]])
    for stage in opened.state.stages[1:]:
        await opened.run(go_to, stage.id)
        if stage.key in STAGES:
            await STAGES[stage.key](opened, told)
            await _decide(opened, told, stage.key)
    return opened.id


async def _decide(opened: OpenWorkshop, told: Told, key: str) -> None:
    for stage, text, reason, rule in told["decisions"]:
        if stage == key:
            await opened.run(add_decision, text, reason, rule)


async def _answers(opened: OpenWorkshop, told: Told, *forms: str) -> None:
    for form, subject, field, words in told["answers"]:
        if form in forms:
            await opened.run(answer, form, field, words, subject)


async def _mission(opened: OpenWorkshop, told: Told) -> None:
    await _answers(opened, told, "mission")


async def _goals(opened: OpenWorkshop, told: Told) -> None:
    people = [each.initials for each in opened.state.voters]
    for ref, numbers in told["confidence"].items():
        for who, value in zip(people, numbers, strict=True):
            await opened.run(give_number, Topic.CONFIDENCE, who, value, target=ref)
    await opened.run(type_figures, "channel_plan", told["channel_plan"])
    await opened.run(propose_quarters)


async def _roles(opened: OpenWorkshop, told: Told) -> None:
    fields = "text kind people responsibilities step contribution others"
    await enter_rows(opened, "roles", fields, told["roles"])
    fields = "name kind person target unit frequency source goal step"
    await enter_rows(opened, "kpis", fields, told["kpis"])


async def _persona(opened: OpenWorkshop, told: Told) -> None:
    await _answers(opened, told, "persona_b2b")


async def _season(opened: OpenWorkshop, told: Told) -> None:
    assert opened.state.rows(Channel), "the example has channels"
    await _answers(opened, told, "buying")


async def _territory(opened: OpenWorkshop, told: Told) -> None:
    fields = "region reason companies channel goal"
    await enter_rows(opened, "territories", fields, told["territories"])


async def _strategies(opened: OpenWorkshop, told: Told) -> None:
    fields = "text direction option expected_sum expected_contracts expected sources"
    await enter_rows(opened, "strategies", fields, told["strategies"])
    fields = "strategy text quantity unit frequency person"
    await enter_rows(opened, "tactics", fields, told["tactics"])


async def _tools(opened: OpenWorkshop, told: Told) -> None:
    for tool in told["tools"]:
        await opened.run(add_record, "tools", "", **tool)
    await opened.run(type_figures, "crm", told["crm"])


async def _budget(opened: OpenWorkshop, told: Told) -> None:
    await opened.run(carry_out_tool, "TL1")
    fields = "text category kind amount percent person source"
    await enter_rows(opened, "budget", fields, told["budget"])
    await _answers(opened, told, "benefit")


STAGES: dict[str, Any] = {
    "L1": _mission,
    "L2": _goals,
    "L3": _roles,
    "L4": _persona,
    "L5": _season,
    "L6": _territory,
    "L7": _strategies,
    "L8": _tools,
    "L10": _budget,
}
"""What is said in each stage; L9 looks at what is there by then."""
