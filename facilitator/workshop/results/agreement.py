"""Agreement: fist-to-five on each action, acceptance of the plan by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.methods.agreement import Answer as PlanAnswer
from facilitator.methods.agreement import (
    FistToFive,
    PlanAcceptance,
    PlanStatus,
    PlanVoter,
    VoteStatus,
    fist_to_five,
    plan_acceptance,
)
from facilitator.methods.exact import NotAvailable
from facilitator.model import Acceptance, Action, Decision, Participant, PlanVote, Topic
from facilitator.words.language import _
from facilitator.workshop.results.actions import CONFIRM, live
from facilitator.workshop.results.reading import answer, day_of, guarded, in_the_room
from facilitator.workshop.results.rounds import hands
from facilitator.workshop.state import State

__all__ = [
    "CONFIRM",
    "ActionVote",
    "PersonOnPlan",
    "PlanAgreement",
    "action_votes",
    "decision_hands",
    "plan_agreement",
    "status_sentence",
]

_ANSWERS = {
    Acceptance.ACCEPT: PlanAnswer.ACCEPT,
    Acceptance.RESERVATION: PlanAnswer.RESERVATION,
    Acceptance.OBJECT: PlanAnswer.OBJECT,
}

OBJECTIONS = "objections"
"""The form that holds who resolves an objection by when: subject participant, owner, date."""


@dataclass(frozen=True, slots=True)
class ActionVote:
    """Hands on one action in its present round; `earlier` are the rounds before, by number."""

    action: Action
    hands: Mapping[str, int | None]
    result: FistToFive | NotAvailable
    earlier: Mapping[int, FistToFive]

    @property
    def passed(self) -> bool:
        """Whether everyone shows 3 or more."""
        return isinstance(self.result, FistToFive) and self.result.status is VoteStatus.PASSED


@dataclass(frozen=True, slots=True)
class PersonOnPlan:
    """One voter's word on the plan; `word` is None for "not yet"."""

    person: Participant
    word: Acceptance | None
    reason: str
    amendment: str
    confirm_by: date | None


@dataclass(frozen=True, slots=True)
class PlanAgreement:
    """The plan as a whole in its present round; `earlier` are the rounds before."""

    people: tuple[PersonOnPlan, ...]
    acceptance: PlanAcceptance
    earlier: Mapping[int, PlanAcceptance]

    @property
    def sentence(self) -> str:
        """The status as it is said: "accepted by all 6 of 6"."""
        return status_sentence(self.acceptance)

    @property
    def objections(self) -> tuple[PersonOnPlan, ...]:
        """Voters who object."""
        return tuple(each for each in self.people if each.word == Acceptance.OBJECT)


def status_sentence(acceptance: PlanAcceptance) -> str:
    """Say where the plan stands, with how many of all voters accept it."""
    if acceptance.status is PlanStatus.ACCEPTED:
        sentence = _("accepted by all {accepted} of {voters}")
    elif acceptance.status is PlanStatus.ACCEPTED_BY_PRESENT:
        sentence = _("accepted by those present, {accepted} of {voters}")
    else:
        sentence = _("{status}, {accepted} of {voters} accept")
    return sentence.format(
        status=_(acceptance.status), accepted=acceptance.accepted, voters=acceptance.voters
    )


def action_votes(state: State) -> tuple[ActionVote, ...]:
    """Fist-to-five on every action that is not cancelled."""
    return state.memo(
        "action votes", lambda: tuple(_action_vote(state, row) for row in live(state))
    )


def decision_hands(state: State, decision: Decision) -> FistToFive | NotAvailable:
    """Fist-to-five on a decision, not available while nobody showed a hand."""
    shown = hands(state, Topic.DECISION, decision.id)
    if all(hand is None for hand in shown.values()):
        return NotAvailable(_("No hands were shown on this decision."))
    return guarded(lambda: fist_to_five(shown))


def _action_vote(state: State, row: Action) -> ActionVote:
    shown = hands(state, Topic.ACTION, row.id, row.round)
    earlier: dict[int, FistToFive] = {}
    for number in range(1, row.round):
        before = hands(state, Topic.ACTION, row.id, number)
        given = {who: hand for who, hand in before.items() if hand is not None}
        found = guarded(lambda given=given: fist_to_five(given))
        if given and isinstance(found, FistToFive):
            earlier[number] = found
    return ActionVote(row, shown, guarded(lambda: fist_to_five(shown)), earlier)


def plan_agreement(state: State) -> PlanAgreement:
    """Acceptance of the plan by every voter; votes of earlier rounds do not count any more."""
    return state.memo("plan agreement", lambda: _plan_agreement(state))


def _plan_agreement(state: State) -> PlanAgreement:
    current = state.workshop.plan_round
    people = _people(state, current)
    return PlanAgreement(
        people=people,
        acceptance=_acceptance(people),
        earlier={
            number: _acceptance(_people(state, number))
            for number in sorted({row.round for row in state.rows(PlanVote)})
            if number < current
        },
    )


def _people(state: State, number: int) -> tuple[PersonOnPlan, ...]:
    votes = {row.participant_id: row for row in state.rows(PlanVote) if row.round == number}
    return tuple(_person(state, person, votes.get(person.id)) for person in state.voters)


def _person(state: State, person: Participant, vote: PlanVote | None) -> PersonOnPlan:
    day = state.workshop.day or date.min
    by = day_of(answer(state, CONFIRM, "by", person.id), day)
    owned = [row.confirm_by for row in live(state) if row.owner_id == person.id]
    dates = [each for each in owned if each is not None]
    return PersonOnPlan(
        person=person,
        word=Acceptance(vote.value) if vote else None,
        reason=vote.reason if vote else "",
        amendment=vote.amendment if vote else "",
        confirm_by=by or min(dates, default=None),
    )


def _acceptance(people: tuple[PersonOnPlan, ...]) -> PlanAcceptance:
    return plan_acceptance(
        [
            PlanVoter(
                name=each.person.name,
                present=in_the_room(each.person),
                answer=_ANSWERS[each.word] if each.word else None,
                reason=each.reason.strip(),
                acceptable_if=each.amendment.strip(),
                confirm_by=each.confirm_by,
            )
            for each in people
        ]
    )
