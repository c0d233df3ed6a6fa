"""Checks of a follow-up: facts, corrections, lights of the watch list, changed actions."""

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import DueFact
from facilitator.model import Action
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.words.period import say_period
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.plans.followup import as_of, as_of_set
from facilitator.workshop.plans.followup_goals import undecided
from facilitator.workshop.plans.followup_kpis import facts_due, standings
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.agreement import action_votes
from facilitator.workshop.results.reading import ticked


def _as_of_set(here: Here) -> Misses:
    if not (as_of_set(here.state) or ticked(here.state, here.stage.key, "as_of")):
        yield _("The date the statuses hold for is not set."), "as_of"


def _facts_entered(here: Here) -> Misses:
    known = {each.ref: each for each in standings(here.state, here.today)}
    for due in facts_due(here.state, here.today):
        yield (
            _("{ref} {name} has no fact for {period}.").format(
                ref=due.ref, name=known[due.ref].name, period=_said(due)
            ),
            due.ref,
        )
    for each in known.values():
        if each.facts and isinstance(each.expected, NotAvailable):
            yield f"{each.ref}: {each.expected.reason}", each.facts[-1].row.ref


def _said(due: DueFact) -> str:
    if due.period.first == due.period.last:
        return say_day(due.period.first)
    return say_period(due.period.first, due.period.last)


def _reds_decided(here: Here) -> Misses:
    for each in undecided(here.state, here.today):
        yield each.sentence, "corrections"


def _gaps_reviewed(here: Here) -> Misses:
    day = as_of(here.state, here.today)
    for row in rows.records(here.state, "gaps"):
        review = rows.day(row, "review")
        if rows.text(row, "status") != "closed" and review is not None and review <= day:
            yield (
                _("{ref} was to be looked at on {day}; close it or set a day.").format(
                    ref=row.ref, day=say_day(review)
                ),
                (row.ref),
            )


def _changes_accepted(here: Here) -> Misses:
    """What nobody changed since it was agreed is not asked for again."""
    voters = bool(here.state.voters)
    for vote in action_votes(here.state):
        if voters and not vote.passed and _is_new(vote.action):
            sentence = (
                _("{ref} changed and is not accepted yet.")
                if vote.action.origin_id
                else _("{ref} is new and is not accepted yet.")
            )
            yield sentence.format(ref=vote.action.ref), vote.action.ref


def _is_new(row: Action) -> bool:
    return row.round > 1 or not row.origin_id


CHECKS: dict[str, Check] = {
    "as_of_set": _as_of_set,
    "facts_entered": _facts_entered,
    "reds_decided": _reds_decided,
    "gaps_reviewed": _gaps_reviewed,
    "changes_accepted": _changes_accepted,
}
