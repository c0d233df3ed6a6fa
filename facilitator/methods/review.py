"""Follow-up: decisions about goals that are off course, slips, and what numbers hint at.

Source: coverage rows 48, 177–179; agenda 3.4 steps 2 and 4; worked example 5.20.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.methods.actions import ActionItem, ActionStatus, IsHoliday, Level
from facilitator.methods.exact import Exact, Figure, NotAvailable, fraction, percent
from facilitator.methods.followup import working_days_late
from facilitator.methods.kpi import AMBER_FROM, Light
from facilitator.methods.remarks import Remark
from facilitator.words.language import N_, _


class Correction(StrEnum):
    """What the room decides about a goal."""

    KEEP = N_("keep")
    CORRECT = N_("correct")
    STOP = N_("stop")


@dataclass(frozen=True, slots=True)
class GoalReview:
    """A goal at the follow-up; the decision is None until somebody took one."""

    ref: str
    light: Light
    decision: Correction | None = None
    reason: str = ""


_WHY = {
    Correction.KEEP: N_("{ref}: write down why you keep it."),
    Correction.CORRECT: N_("{ref}: write down why you correct it."),
    Correction.STOP: N_("{ref}: write down why you stop it."),
}


def check_goals(goals: Sequence[GoalReview]) -> tuple[Remark, ...]:
    """What is missing before the goals are reviewed: a red one needs a decision and a reason."""
    found: list[Remark] = []
    for goal in goals:
        if goal.light is Light.RED and goal.decision is None:
            sentence = _("{ref} is red; decide: keep, correct or stop.").format(ref=goal.ref)
            found.append(Remark(Level.ERROR, goal.ref, sentence))
        elif goal.decision is not None and not goal.reason.strip():
            needed = goal.light is Light.RED or goal.decision is not Correction.KEEP
            if needed:
                sentence = _(_WHY[goal.decision]).format(ref=goal.ref)
                found.append(Remark(Level.ERROR, goal.ref, sentence))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the numbers speak for; the room decides."""

    correction: Correction | None
    """None while there is too little to go by."""
    sentence: str


def suggest(light: Light, activity: Figure, red_before: bool = False) -> Suggestion:
    """Suggest a correction from the light of a result and the achievement of its process KPI.

    `red_before` says whether the goal was red at the last review too.
    """
    if light is Light.GREY:
        return Suggestion(None, _("There is no fact yet; enter it before deciding."))
    if light is Light.GREEN:
        return Suggestion(Correction.KEEP, _("The goal is on course; keep it."))
    if light is Light.AMBER:
        return Suggestion(Correction.KEEP, _("Slightly behind; keep it and name what slows it."))
    if isinstance(activity, NotAvailable):
        return Suggestion(None, _("Is the work done? Enter the activity before deciding."))
    if activity < AMBER_FROM:
        sentence = _("Only {share} of the work is done; correct who has the time for it.").format(
            share=percent(activity)
        )
        return Suggestion(Correction.CORRECT, sentence)
    if red_before:
        sentence = _("The work is done and it stays red; ask whether to stop it.")
        return Suggestion(Correction.STOP, sentence)
    return Suggestion(
        Correction.CORRECT, _("The work is done, the result is not there; correct how it is done.")
    )


def contracts_hint(
    contracts: int | None,
    contracts_plan: int | None,
    revenue: Exact | None,
    revenue_plan: Exact | None,
) -> str | None:
    """Sentence when contracts reach their plan and revenue does not (coverage row 48), else None.

    A figure nobody entered leaves no hint; the plans must be above zero.
    """
    if contracts is None or contracts_plan is None or revenue is None or revenue_plan is None:
        return None
    if contracts_plan <= 0 or contracts < contracts_plan:
        return None
    if fraction(revenue) >= fraction(revenue_plan):
        return None
    return _(
        "{contracts} contracts of {planned} planned are signed, but the revenue plan is "
        "missed: check average contract, payment and account handling."
    ).format(contracts=contracts, planned=contracts_plan)


def slip(agreed: date, new: date, is_holiday: IsHoliday) -> int:
    """Working days a deadline moved: above zero later, below zero earlier."""
    if new >= agreed:
        return working_days_late(agreed, new, is_holiday)
    return -working_days_late(new, agreed, is_holiday)


def status_counts(actions: Sequence[ActionItem]) -> dict[ActionStatus, int]:
    """Number of actions in every status, zero included, in the order of the statuses."""
    return {status: sum(action.status is status for action in actions) for status in ActionStatus}
