"""What a plan of a month or quarter comes to, as a section of the document."""

from datetime import date

from exports.markdown.plans.operational_channels import plan_and_fact, targets_by_month
from exports.markdown.plans.operational_money import forecast, weighted_deals
from exports.markdown.plans.operational_people import base_figures, funnel, people
from exports.markdown.plans.operational_schedule import needs, risk_table, schedule
from exports.markdown.text import blocks, heading
from facilitator.model.workshop import FOLLOW_UP, OPERATIONAL_PLAN
from facilitator.words.language import _
from facilitator.words.period import say_period
from facilitator.workshop.plans.months import MONTHS, period_plan
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.state import State


def section(state: State, today: date) -> str:
    """What the plan of a month or quarter comes to; empty for any other session."""
    if state.workshop.kind != OPERATIONAL_PLAN:
        return _of_review(state, today)
    found = period_plan(state, today)
    said = say_period(found.period.first, found.period.last)
    parts = (
        targets_by_month(state, found),
        plan_and_fact(state, today),
        forecast(state, today),
        weighted_deals(state, today),
        people(state, today),
        funnel(state, today),
        base_figures(state),
        schedule(state, today),
        needs(state),
        risk_table(state),
    )
    return (
        blocks(heading(2, _("Operational plan {said}").format(said=said)), *parts)
        if any(parts)
        else ""
    )


def _of_review(state: State, today: date) -> str:
    """A review shows what the months it took over came to."""
    if state.workshop.kind != FOLLOW_UP or not rows_of(state, MONTHS):
        return ""
    shown = plan_and_fact(state, today)
    return blocks(heading(2, _("Channels, plan and fact")), shown) if shown else ""
