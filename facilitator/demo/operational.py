"""The operational plan of the worked example, entered by a moderator's commands (5.20)."""

from datetime import date
from typing import Any

from facilitator.agenda import ready_agenda
from facilitator.demo.examples import Told, read_example
from facilitator.demo.rows import enter_rows
from facilitator.model import Channel
from facilitator.workshop.entering import go_to
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.plans.operational_commands import propose_months


def the_operational_plan() -> Told:
    """Everything the example's people say and type in their plan of the first quarter."""
    return read_example("operational_plan")


async def enter(library: Library, parent_id: str) -> str:
    """Make the plan of the first quarter from the sales plan, fill it in, and return its id."""
    told = the_operational_plan()
    first, last = (date.fromisoformat(each) for each in told["period"])
    opened = await library.derive(parent_id, ready_agenda("monthly"), (first, last))
    for stage in opened.state.stages:
        if stage.key in STAGES:
            await opened.run(go_to, stage.id)
            await STAGES[stage.key](opened, told)
    return opened.id


async def enter_january(opened: OpenWorkshop) -> None:
    """What the channels sold in January, known by the follow-up."""
    await opened.run(type_figures, "facts", the_operational_plan()["january"])


async def _answers(opened: OpenWorkshop, form: str, given: list[list[str]]) -> None:
    for field, words in given:
        await opened.run(answer, form, field, words)


async def _opening(opened: OpenWorkshop, told: Told) -> None:
    fields = "client stage amount probability closes person code"
    await enter_rows(opened, "deals", fields, told["deals"])
    fields = "client amount due probability promised_date promised_by person"
    await enter_rows(opened, "unpaid", fields, told["unpaid"])
    await _answers(opened, "period_opening", told["opening"])


async def _goals(opened: OpenWorkshop, told: Told) -> None:
    await opened.run(propose_months)
    fields = "text type metric target day person goal"
    await enter_rows(opened, "period_goals", fields, told["goals"])
    await enter_rows(opened, "promises", "client text day person", told["promises"])


async def _market(opened: OpenWorkshop, told: Told) -> None:
    fields = "name change strengths weaknesses price_level share"
    await enter_rows(opened, "competitors", fields, told["competitors"])
    await _answers(opened, "period_market", told["market"])
    fields = "text handling needs offer channel person"
    await enter_rows(opened, "focus_segments", fields, told["segments"])


async def _targets(opened: OpenWorkshop, told: Told) -> None:
    fields = "name channel calls meetings contracts contracts_sum paid expected why state"
    await enter_rows(opened, "personal_plans", fields, [told["person"]])
    fields = "text indicator deadline person start depends_on"
    await enter_rows(opened, "period_tasks", fields, told["tasks"])
    await _answers(opened, "period_targets", told["targets"])
    channels = {row.name: row.id for row in opened.state.rows(Channel)}
    for channel, words in told["gaps"]:
        await opened.run(answer, "period_gap", "gap", words, channels[channel])


async def _activities(opened: OpenWorkshop, told: Told) -> None:
    fields = "text type first person purpose leads result cost"
    await enter_rows(opened, "marketing", fields, told["activities"])


async def _resources(opened: OpenWorkshop, told: Told) -> None:
    fields = "text kind need available unit answer"
    await enter_rows(opened, "resources", fields, told["resources"])


async def _risks(opened: OpenWorkshop, told: Told) -> None:
    fields = "text probability impact response person trigger"
    await enter_rows(opened, "risks", fields, told["risks"])
    fields = "text day person threshold frequency correction"
    await enter_rows(opened, "controls", fields, told["controls"])
    await enter_rows(opened, "versions", "text why person day", [told["version"]])


STAGES: dict[str, Any] = {
    "O0": _opening,
    "O1": _goals,
    "O2": _market,
    "O5": _targets,
    "O4": _activities,
    "O6": _resources,
    "O9": _risks,
}
"""What is said in each stage."""
