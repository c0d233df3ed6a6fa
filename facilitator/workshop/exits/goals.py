"""Checks about goals and the activity they need."""

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.words.language import _
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.results.funnel import Scenario, bridges
from facilitator.workshop.results.goals import Goals, goals
from facilitator.workshop.results.reading import ticked


def _goals(here: Here) -> Goals:
    return goals(here.state, here.today)


def _goals_between(here: Here) -> Misses:
    count, low, high = len(_goals(here).goals), here.check.number("low"), here.check.number("high")
    if count < low:
        yield _("Goals: {count} of {low}.").format(count=count, low=low), "goals"
    if count > high:
        yield _("Goals: {count}; keep at most {high}.").format(count=count, high=high), "goals"


def _goals_smart(here: Here) -> Misses:
    for found in _goals(here).goals:
        ref = found.goal.ref
        if isinstance(found.smart, NotAvailable):
            yield f"{ref}: {found.smart.reason}", ref
            continue
        for gap in found.smart.missing:
            yield (
                _("{ref} lacks {letter}: {sentence}").format(
                    ref=ref, letter=_(gap.letter), sentence=gap.sentence
                ),
                ref,
            )


def _funnel_worked_back(here: Here) -> Misses:
    found = bridges(here.state)
    if not found:
        yield _("No goal is worked back to activity yet; fill in the funnel math."), "goal"
        return
    reason = ""
    for bridge in found:
        if isinstance(bridge.historical, Scenario):
            first = bridge.historical.needs[0].exact
            if not isinstance(first, NotAvailable):
                return
            reason = reason or first.reason
        else:
            reason = reason or bridge.historical.reason
    yield _("The funnel is not worked back: {reason}").format(reason=reason), "contract"


def _confidence_mean(here: Here) -> Misses:
    least = here.check.number("least")
    for found in _goals(here).goals:
        ref = found.goal.ref
        if found.hidden:
            yield _("The confidence in {ref} is not revealed yet: v, then r.").format(ref=ref), ref
        elif found.lowest is None or isinstance(found.mean, NotAvailable):
            yield _("{ref} has no confidence vote yet.").format(ref=ref), ref
        elif found.mean < least:
            yield (
                _("{ref}: mean confidence {mean}, {least} is needed.").format(
                    ref=ref, mean=half_up(found.mean, 2), least=least
                ),
                ref,
            )


def _directions_covered(here: Here) -> Misses:
    found = _goals(here)
    reason = any(each.goal.not_doing.strip() for each in found.goals)
    if reason or ticked(here.state, here.stage.key, "directions"):
        return
    for direction in ("new", "existing"):
        if direction not in found.directions:
            yield (
                (
                    _("No goal is about new clients; add one, or say what is not done.")
                    if direction == "new"
                    else _("No goal is about existing clients; add one, or say what is not done.")
                ),
                "direction",
            )


def _goals_have_actions(here: Here) -> Misses:
    for found in _goals(here).goals:
        if not found.has_action:
            yield _("{ref} has no action yet.").format(ref=found.goal.ref), found.goal.ref


CHECKS: dict[str, Check] = {
    "goals_between": _goals_between,
    "goals_smart": _goals_smart,
    "funnel_worked_back": _funnel_worked_back,
    "confidence_mean": _confidence_mean,
    "directions_covered": _directions_covered,
    "goals_have_actions": _goals_have_actions,
}
