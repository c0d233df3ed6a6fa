"""Checks of the stages of a personal plan."""

from facilitator.methods.exact import NotAvailable
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop.exits.here import Check, Here, Misses, listed
from facilitator.workshop.plans.personal import author, position
from facilitator.workshop.plans.personal_approval import Step, approval
from facilitator.workshop.plans.personal_pay import pay_plan
from facilitator.workshop.plans.personal_targets import targets_check
from facilitator.workshop.plans.personal_tracking import standing


def _position_valued(here: Here) -> Misses:
    person = author(here.state)
    if isinstance(person, NotAvailable):
        yield person.reason, "unpaid"
    found = position(here.state, here.today)
    if isinstance(found, NotAvailable):
        yield found.reason, "unpaid"
        return
    for ref in found.without_amount:
        yield _("{ref} has no amount.").format(ref=ref), ref
    if found.unpaid.unrated:
        yield (
            _("No probability yet: {names}.").format(names=listed(found.unpaid.unrated)),
            "unpaid",
        )
    if found.deals.unrated:
        yield (
            _("No probability yet: {names}; type one.").format(names=listed(found.deals.unrated)),
            "deals",
        )


def _targets_checked(here: Here) -> Misses:
    found = targets_check(here.state, here.today)
    if isinstance(found, NotAvailable):
        yield found.reason, "calls"
        return
    if isinstance(found.ambition, NotAvailable):
        yield found.ambition.reason, "paid"
    if found.reason_missing:
        yield found.reason_missing, "justification"


def _plan_approved(here: Here) -> Misses:
    found = approval(here.state)
    if found.step is not Step.APPROVED:
        yield found.sentence, "approvals"


def _pay_agreed(here: Here) -> Misses:
    found = pay_plan(here.state, here.today)
    if found.warning:
        yield found.warning, "pay_rule"
    elif found.missing:
        yield found.missing, "pay_rule"


def _days_tracked(here: Here) -> Misses:
    found = standing(here.state, here.today)
    if isinstance(found, NotAvailable):
        yield found.reason, "tracking"
        return
    if found.missing:
        yield _("Nothing is entered for {day}.").format(day=say_day(found.missing[0])), "tracking"


CHECKS: dict[str, Check] = {
    "position_valued": _position_valued,
    "targets_checked": _targets_checked,
    "plan_approved": _plan_approved,
    "pay_agreed": _pay_agreed,
    "days_tracked": _days_tracked,
}
