"""The action plan as typed values, for every format that is not written as Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from exports.words import joined, line, spoken
from facilitator.methods.agreement import FistToFive
from facilitator.model import Action, Channel, Participant
from facilitator.words.language import _
from facilitator.workshop.fields import whole_units
from facilitator.workshop.results.actions import plan_on
from facilitator.workshop.results.agreement import ActionVote, action_votes
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_hands_hidden

REMOVED = "(removed)"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action as everybody may read it; texts are plain and on one line, None is unknown."""

    id: str
    """Stays the same through every change of the action."""
    ref: str
    title: str
    owner: str
    deadline: date | None
    measure: str
    sources: str
    status: str
    overdue: bool
    first_step: str
    first_step_day: date | None
    start: date | None
    helpers: str
    waits_for: str
    direction: str
    channel: str
    priority: str
    cost: Decimal | None
    """In whole units of the session's currency, cents behind the point."""
    evidence: str
    confirm_by: date | None
    agreement: str
    """What the hands came to: "passed", "not voted"."""
    hands: str
    """Fingers by initials: "AK 4, IS 5"."""


def plan_lines(state: State, today: date) -> tuple[PlanLine, ...]:
    """Every action in the order of the plan; "overdue" is as of `today`."""
    late = frozenset(plan_on(state, today).overdue)
    votes = {vote.action.id: vote for vote in action_votes(state)}
    return tuple(
        _line(state, row, votes.get(row.id), overdue=row.ref in late) for row in state.rows(Action)
    )


def person(state: State, participant_id: str) -> str:
    """The name of a person, empty when nobody is meant."""
    found = state.find(Participant, participant_id) if participant_id else None
    return line(found.name) if found else REMOVED if participant_id else ""


def channel(state: State, channel_id: str) -> str:
    """The name of a channel, empty when none is meant."""
    found = state.find(Channel, channel_id) if channel_id else None
    return line(found.name) if found else REMOVED if channel_id else ""


def amount(minor: int | None, currency: str) -> Decimal | None:
    """Minor units as an exact amount: 123456 EUR cents are 1234.56."""
    return None if minor is None else whole_units(minor, currency)


def _line(state: State, row: Action, vote: ActionVote | None, *, overdue: bool) -> PlanLine:
    return PlanLine(
        id=row.id,
        ref=line(row.ref),
        title=line(row.title),
        owner=person(state, row.owner_id),
        deadline=row.deadline,
        measure=line(row.measure),
        sources=joined(row.sources),
        status=spoken(row.status),
        overdue=overdue,
        first_step=line(row.first_step),
        first_step_day=row.first_step_day,
        start=row.start,
        helpers=joined([person(state, each) for each in row.helpers]),
        waits_for=joined(row.depends_on),
        direction=spoken(row.direction),
        channel=channel(state, row.channel_id),
        priority=spoken(row.priority),
        cost=amount(row.cost, state.workshop.currency),
        evidence=line(row.evidence),
        confirm_by=row.confirm_by,
        agreement=_("not yet revealed") if are_hands_hidden(state, row) else _result(vote),
        hands=_hands(vote.hands) if vote else "",
    )


def _result(vote: ActionVote | None) -> str:
    if vote is None:
        return ""
    if not isinstance(vote.result, FistToFive) or vote.result.lowest is None:
        return _("not voted")
    return spoken(vote.result.status)


def _hands(shown: Mapping[str, int | None]) -> str:
    return joined([f"{who} {hand}" for who, hand in shown.items() if hand is not None])
