"""Checks of the stages of an operational plan."""

from facilitator.methods.actions import Level
from facilitator.methods.exact import NotAvailable, plain
from facilitator.words.language import _
from facilitator.words.several import all_of
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.plans.months import (
    channel_total,
    channels,
    last_period,
    period_plan,
    plan_period,
)
from facilitator.workshop.plans.operational import (
    covers,
    goals_beyond_money,
    person_plans,
    risk_remarks,
    shortages,
)
from facilitator.workshop.plans.operational_deals import UNPAID
from facilitator.workshop.plans.operational_schedule import (
    control_dates,
    left_behind,
    schedule_remarks,
)
from facilitator.workshop.results.records import records, text


def _period_facts(here: Here) -> Misses:
    before = last_period(plan_period(here.state, here.today))
    for name in channels(here.state):
        found = channel_total(here.state, name, before, sold=True)
        if isinstance(found, NotAvailable):
            yield _("{reason} Type it.").format(reason=found.reason), "facts"


def _carry_over_dated(here: Here) -> Misses:
    for row in records(here.state, UNPAID):
        lacks = [
            said
            for field, said in (("probability", _("a probability")), ("promised_date", _("a day")))
            if not text(row, field)
        ]
        if lacks:
            yield (
                _("{ref} {client} lacks {what}.").format(
                    ref=row.ref, client=text(row, "client"), what=all_of(lacks)
                ),
                row.ref,
            )


def _months_add_up(here: Here) -> Misses:
    found = period_plan(here.state, here.today)
    if not found.channels:
        yield _("There are no channels yet."), "months"
    for each in found.channels:
        if isinstance(each.total, NotAvailable):
            yield _("{reason} P splits the quarter.").format(reason=each.total.reason), "months"
            continue
        for quarter, check in each.quarters:
            whole = not isinstance(check, NotAvailable) and not check.missing
            if not isinstance(check, NotAvailable) and whole and not check.exact:
                yield f"{each.name} {quarter}: {check.sentence}", "months"


def _goal_beyond_money(here: Here) -> Misses:
    if not goals_beyond_money(here.state):
        yield _("No goal of the period is about anything but volume."), "period_goals"


def _personal_plans_cover(here: Here) -> Misses:
    for each in covers(here.state, here.today):
        if each.is_open and not isinstance(each.gap, NotAvailable):
            sentence = _(
                "{channel}: personal plans stay {amount} below the target. Say how the gap is "
                "closed."
            ).format(channel=each.channel, amount=plain(each.gap, 2))
            yield sentence, "period_gap"
        elif not each.people and not each.named:
            yield (
                _("{channel}: nobody has a personal plan, and no gap is named.").format(
                    channel=each.channel
                ),
                "period_gap",
            )
    for plan in person_plans(here.state):
        if plan.person is None:
            yield (
                _("{person} is not on the list of people; name who follows.").format(
                    person=plan.called
                ),
                plan.row.ref,
            )


def _ambition_justified(here: Here) -> Misses:
    for plan in person_plans(here.state):
        if plan.lacks:
            yield plan.lacks, plan.row.ref


def _shortages_answered(here: Here) -> Misses:
    for remark in shortages(here.state):
        yield remark.sentence, "resources"


def _schedule_fits(here: Here) -> Misses:
    for remark in schedule_remarks(here.state, here.today):
        yield remark.sentence, remark.ref
    for ref in left_behind(here.state):
        yield _("{ref}: its person has left; name who takes it on.").format(ref=ref), ref


def _risks_answered(here: Here) -> Misses:
    for remark in risk_remarks(here.state):
        if remark.level is not Level.INFO:
            yield remark.sentence, remark.ref


def _control_set(here: Here) -> Misses:
    found = control_dates(here.state, here.today)
    if not found:
        yield _("No control date is set yet."), "controls"
    for each in found:
        if each.lacks:
            yield each.lacks, each.row.ref


CHECKS: dict[str, Check] = {
    "period_facts": _period_facts,
    "carry_over_dated": _carry_over_dated,
    "months_add_up": _months_add_up,
    "goal_beyond_money": _goal_beyond_money,
    "personal_plans_cover": _personal_plans_cover,
    "ambition_justified": _ambition_justified,
    "shortages_answered": _shortages_answered,
    "schedule_fits": _schedule_fits,
    "risks_answered": _risks_answered,
    "control_set": _control_set,
}
