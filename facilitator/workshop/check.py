"""What is weak or missing in the plan of a session, and what keeps it from being agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilitator.methods.actions import Field, IsHoliday, Level
from facilitator.methods.agreement import FistToFive, Lack
from facilitator.methods.exact import NotAvailable
from facilitator.model import Decision, Parked
from facilitator.words.language import _
from facilitator.workshop.plans.holidays import holidays_of
from facilitator.workshop.results.actions import findings, live, plan_on
from facilitator.workshop.results.agreement import ActionVote, action_votes, plan_agreement
from facilitator.workshop.results.gaps import gaps
from facilitator.workshop.results.goals import goals
from facilitator.workshop.results.hidden import hands_vote, is_hidden
from facilitator.workshop.state import State

__all__ = ["Finding", "Level", "check", "stands_in_the_way"]

_COLUMNS = {
    Field.TITLE: "title",
    Field.OWNER: "owner_id",
    Field.DEADLINE: "deadline",
    Field.MEASURE: "measure",
    Field.FIRST_STEP: "first_step",
    Field.SOURCE: "sources",
    Field.DEPENDS_ON: "depends_on",
    Field.PLAN: "",
}
_LEVELS = {
    Lack.NOBODY: Level.ERROR,
    Lack.OBJECTION: Level.ERROR,
    Lack.NO_REASON: Level.ERROR,
    Lack.NO_WAY_OUT: Level.ERROR,
    Lack.NO_CONFIRM_DATE: Level.ERROR,
    Lack.NO_ANSWER: Level.WARNING,
    Lack.NO_RESERVATION_TEXT: Level.WARNING,
    Lack.TO_CONFIRM: Level.INFO,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark; `ref` is an action, goal, decision … or a person's initials, empty for the plan.

    `field` is the column a screen jumps to, "vote" for hands and "plan" for acceptance.
    """

    level: Level
    ref: str
    field: str
    sentence: str


def check(state: State, today: date, holiday: IsHoliday | None = None) -> list[Finding]:
    """Everything remarkable about the plan, errors first, then in the order of the plan.

    `today` decides what is overdue; deadlines are held against the day of the session, and
    against the public holidays of its country unless `holiday` says otherwise.
    """
    found = [
        *_in_actions(state, today, holiday or holidays_of(state)),
        *_overdue(state, today),
        *_in_votes(state),
        *_in_acceptance(state),
        *_in_goals(state, today),
        *_in_gaps(state),
        *_in_records(state),
    ]
    order = list(Level)
    return sorted(found, key=lambda finding: order.index(finding.level))


def stands_in_the_way(state: State, today: date) -> list[str]:
    """Why the plan cannot be closed as agreed, one sentence each; empty when it can.

    An absent person's word may follow, once a day to confirm is set.
    """
    if not live(state):
        return [_("There is no action yet. A plan needs at least one.")]
    checked = findings(state, state.workshop.day or today, accepting=True)
    sentences = [each.sentence for each in checked if each.level is Level.ERROR]
    sentences += [each.sentence for each in _in_votes(state)]
    missing = plan_agreement(state).acceptance.missing if _asks_everybody(state) else ()
    sentences += [
        lack.sentence if lack.sentence.endswith(".") else f"{lack.sentence}."
        for lack in missing
        if lack.lack is not Lack.TO_CONFIRM
    ]
    return list(dict.fromkeys(sentences))


def _asks_everybody(state: State) -> bool:
    """Whether there is a stage to agree in; a plan of one person has none."""
    return not state.stages or any(stage.kind == "agreement" for stage in state.stages)


def _in_actions(state: State, today: date, holiday: IsHoliday) -> Iterator[Finding]:
    if not live(state) and _keeps(state, "actions"):
        yield Finding(Level.ERROR, "", "actions", _("There is no action yet."))
    for each in findings(state, state.workshop.day or today, holiday, accepting=True):
        yield Finding(each.level, each.ref or "", _COLUMNS[each.field], each.sentence)


def _keeps(state: State, ledger: str) -> bool:
    """Whether a stage of this agenda keeps the ledger."""
    kept: list[dict[str, Any] | None] = [stage.spec.get("ledger") for stage in state.stages]
    return any(each is not None and each.get("id") == ledger for each in kept)


def _overdue(state: State, today: date) -> Iterator[Finding]:
    days = {row.ref: row.deadline for row in live(state)}
    for ref in plan_on(state, today).overdue:
        sentence = _("{ref} was due {day} and is not done; set its status or a new day.").format(
            ref=ref, day=days[ref]
        )
        yield Finding(Level.WARNING, ref, "status", sentence)


def _in_votes(state: State) -> Iterator[Finding]:
    for vote in action_votes(state):
        if isinstance(vote.result, NotAvailable):
            sentence = f"{vote.action.ref}: {vote.result.reason}"
            yield Finding(Level.ERROR, vote.action.ref, "vote", sentence)
        elif is_hidden(state, hands_vote(vote.action)):
            sentence = _("{ref}: the hands are not revealed yet.").format(ref=vote.action.ref)
            yield Finding(Level.ERROR, vote.action.ref, "vote", sentence)
        else:
            yield from _hands(vote, vote.result)


def _hands(vote: ActionVote, result: FistToFive) -> Iterator[Finding]:
    ref = vote.action.ref
    if result.blocking:
        names = ", ".join(result.blocking)
        sentence = _("{ref} is blocked by {names}; hear them, amend it, vote again.").format(
            ref=ref, names=names
        )
        yield Finding(Level.ERROR, ref, "vote", sentence)
    if result.to_hear:
        names = ", ".join(result.to_hear)
        sentence = _("{ref} needs re-work for {names}; hear them, amend it, vote again.").format(
            ref=ref, names=names
        )
        yield Finding(Level.ERROR, ref, "vote", sentence)
    if result.waiting or result.lowest is None:
        names = ", ".join(result.waiting) or _("everybody")
        yield Finding(
            Level.WARNING,
            ref,
            "vote",
            _("{ref} lacks the vote of {names}.").format(ref=ref, names=names),
        )


def _in_acceptance(state: State) -> Iterator[Finding]:
    if not _asks_everybody(state):
        return
    found = plan_agreement(state)
    initials = {each.person.name: each.person.initials for each in found.people}
    for lack in found.acceptance.missing:
        sentence = lack.sentence if lack.sentence.endswith(".") else f"{lack.sentence}."
        yield Finding(_LEVELS[lack.lack], initials.get(lack.name or "", ""), "plan", sentence)


def _in_goals(state: State, today: date) -> Iterator[Finding]:
    found = goals(state, today)
    if found.hint and (found.goals or _keeps(state, "goals")):
        yield Finding(Level.WARNING, "", "goals", found.hint)
    for each in found.goals:
        ref = each.goal.ref
        if isinstance(each.smart, NotAvailable):
            yield Finding(Level.ERROR, ref, "smart", f"{ref}: {each.smart.reason}")
        else:
            for gap in each.smart.missing:
                sentence = _("{ref} lacks {letter}: {sentence}").format(
                    ref=ref, letter=_(gap.letter), sentence=gap.sentence
                )
                yield Finding(Level.WARNING, ref, "smart", sentence)
        if not each.has_action and (_keeps(state, "actions") or not state.stages):
            yield Finding(
                Level.WARNING, ref, "actions", _("{ref} has no action yet.").format(ref=ref)
            )


def _in_gaps(state: State) -> Iterator[Finding]:
    found = gaps(state)
    if isinstance(found, NotAvailable):
        return
    for ref in found.uncovered:
        sentence = _(
            "The critical gap {ref} has no action; add one before the plan is accepted."
        ).format(ref=ref)
        yield Finding(Level.ERROR, ref, "actions", sentence)


def _in_records(state: State) -> Iterator[Finding]:
    for decision in state.rows(Decision):
        for field, text in (("text", decision.text), ("rule", decision.rule)):
            if not text.strip():
                lacks = (
                    _("{ref} lacks a sentence.")
                    if field == "text"
                    else _("{ref} lacks the rule it was decided by.")
                )
                sentence = lacks.format(ref=decision.ref)
                yield Finding(Level.WARNING, decision.ref, field, sentence)
    for parked in state.rows(Parked):
        if not parked.outcome:
            sentence = _("{ref} is not sorted: {item}").format(ref=parked.ref, item=parked.text)
            yield Finding(Level.WARNING, parked.ref, "outcome", sentence)
