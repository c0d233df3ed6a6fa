"""Checks about agreement and the close of a session."""

from facilitator.methods.agreement import Lack, PlanStatus
from facilitator.model import Parked
from facilitator.words.language import _
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.results.agreement import (
    OBJECTIONS,
    PersonOnPlan,
    PlanAgreement,
    plan_agreement,
)
from facilitator.workshop.results.reading import fillings


def _plan_accepted(here: Here) -> Misses:
    found = plan_agreement(here.state)
    accepted = found.acceptance.status in (PlanStatus.ACCEPTED, PlanStatus.ACCEPTED_BY_PRESENT)
    initials = {each.person.name: each.person.initials for each in found.people}
    for lack in found.acceptance.missing:
        if lack.lack is Lack.TO_CONFIRM or (accepted and lack.lack is Lack.NO_RESERVATION_TEXT):
            continue
        if lack.lack is Lack.OBJECTION and _is_taken_on(here, found, lack.name or ""):
            continue
        sentence = lack.sentence.removesuffix(".") + "."
        if lack.lack is Lack.OBJECTION:
            sentence = _("{objection}; say who resolves it and by when.").format(
                objection=lack.sentence.removesuffix(".")
            )
        yield sentence, initials.get(lack.name or "", "")


def _is_taken_on(here: Here, found: PlanAgreement, name: str) -> bool:
    """Whether somebody resolves the objection by a day, so that the room may go on."""
    objectors: list[PersonOnPlan] = [each for each in found.objections if each.person.name == name]
    noted = fillings(here.state, OBJECTIONS)
    answers = [noted.get(each.person.id, {}) for each in objectors]
    return bool(answers) and all(each.get("owner") and each.get("date") for each in answers)


def _parking_sorted(here: Here) -> Misses:
    for row in here.state.rows(Parked):
        if not row.outcome:
            yield _("{ref} is not sorted: {item}").format(ref=row.ref, item=row.text), row.ref


def _followup_set(here: Here) -> Misses:
    day = here.state.workshop.follow_up
    if day is None:
        yield _("The date of the next review is not set."), "follow_up"
    elif day <= here.session_day:
        yield _("The next review ({day}) is not after the session.").format(day=day), "follow_up"


CHECKS: dict[str, Check] = {
    "plan_accepted": _plan_accepted,
    "parking_sorted": _parking_sorted,
    "followup_set": _followup_set,
}
