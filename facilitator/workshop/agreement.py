"""Agreement: hands on each action, the plan accepted by name, and the plan closed as agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilitator.methods.agreement import PASSING_FIST, FistToFive, Lack
from facilitator.methods.exact import NotAvailable
from facilitator.model import (
    Acceptance,
    Action,
    Participant,
    PlanVote,
    Topic,
    Vote,
    Workshop,
    WorkshopState,
)
from facilitator.words.days import say_day
from facilitator.words.language import _
from facilitator.workshop import fields, lookup
from facilitator.workshop.actions import change_action, has_votes
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.ledger import row_of
from facilitator.workshop.results.actions import live
from facilitator.workshop.results.agreement import (
    CONFIRM,
    OBJECTIONS,
    action_votes,
    plan_agreement,
)
from facilitator.workshop.results.hidden import hands_vote, is_hidden
from facilitator.workshop.results.reading import answer, in_the_room
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way of closing the plan; `ref` is the action or the person's initials."""

    ref: str
    field: str
    sentence: str


# -- hands on one action -------------------------------------------------------------------------


def vote_action(
    edit: Edit, action: str, participant: str, value: int | None, note: str = ""
) -> Vote | None:
    """Record the fingers (0 to 5) a person shows for an action; None takes the hand back."""
    if edit.workshop.agreed:
        raise Refused(_("The plan is closed as agreed. Reopen it to vote again."))
    row = row_of(edit.state, Action, action)
    who = lookup.voter(edit.state, participant)
    if value is not None and not 0 <= value <= 5:
        raise Refused(
            _("{fingers} is not a hand: show 0 to 5 fingers.").format(fingers=value), "value"
        )
    words = edit.text(note, _("The note"), limit=500)
    given = votes_on(edit.state, row).get(who.id)
    edit.says(
        _("{initials} on {ref}: {fingers}").format(
            initials=who.initials, ref=row.ref, fingers="–" if value is None else value
        )
    )
    if value is None:
        if given is not None:
            edit.remove(given)
        return None
    if given is not None:
        return edit.change(given, value=value, note=words or given.note)
    return edit.add_last(
        Vote(
            workshop_id=edit.workshop.id,
            topic=Topic.ACTION,
            target_id=row.id,
            participant_id=who.id,
            round=row.round,
            value=value,
            note=words,
        )
    )


def votes_on(state: State, action: Action, number: int | None = None) -> dict[str, Vote]:
    """Participant id to the vote of a round on an action, by default of the present round."""
    wanted = action.round if number is None else number
    return {
        vote.participant_id: vote
        for vote in state.rows(Vote)
        if vote.topic == Topic.ACTION and vote.target_id == action.id and vote.round == wanted
    }


def amend(edit: Edit, action: str, amendment: str, **changes: Any) -> Action:
    """Change an action to meet an objection and note the amendment; its votes are asked again."""
    words = edit.needed(amendment, _("The amendment"))
    row = row_of(edit.state, Action, action)
    voted = has_votes(edit, row)
    after = change_action(edit, row.id, **changes) if changes else row
    if edit.workshop.agreed:
        raise Refused(_("The plan is closed as agreed. Reopen it to amend an action."))
    again = {"round": row.round + 1} if voted else {}
    edit.says(_("{ref} amended: {amendment}").format(ref=row.ref, amendment=words))
    return edit.change(after, amendment=words, **again)


# -- the plan as a whole -------------------------------------------------------------------------


def accept_plan(
    edit: Edit, participant: str, value: Acceptance | str, reason: str = "", amendment: str = ""
) -> PlanVote:
    """Record a person's word on the plan: accept, reservation or object.

    A reservation needs its words in `reason`; an objection needs the reason and in `amendment`
    what would make the plan acceptable. An objection opens a closed plan again.
    """
    who = lookup.voter(edit.state, participant)
    word = fields.chosen(_("The answer"), list(Acceptance), str(value), "value")
    if not word:
        raise Refused(
            _("Ask {name}: accept, reservation or object.").format(name=who.name), "value"
        )
    given = Acceptance(word)
    why = edit.text(reason, _("The reason"), limit=1_000)
    until = edit.text(amendment, _("What would make it acceptable"), limit=1_000)
    if given == Acceptance.RESERVATION and not why:
        raise Refused(
            _("Write down what {name} accepts only with reservation.").format(name=who.name),
            "reason",
        )
    if given == Acceptance.OBJECT and not why:
        raise Refused(
            _("Ask {name} what the plan would harm, and write it down.").format(name=who.name),
            "reason",
        )
    if given == Acceptance.OBJECT and not until:
        raise Refused(
            _("Ask {name} what would make the plan acceptable.").format(name=who.name), "amendment"
        )
    said = _("objects") if given == Acceptance.OBJECT else called(given)
    edit.says(f"{who.initials}: {said}")
    if given == Acceptance.OBJECT and edit.workshop.agreed:
        edit.change(edit.workshop, agreed=False, state=WorkshopState.RUNNING)
        edit.says(_("{initials} objects, the plan is open again").format(initials=who.initials))
    values: dict[str, Any] = {"value": given, "reason": why, "amendment": until}
    before = plan_votes(edit.state).get(who.id)
    if before is not None:
        return edit.change(before, **values)
    return edit.add_last(
        PlanVote(
            workshop_id=edit.workshop.id,
            participant_id=who.id,
            round=edit.workshop.plan_round,
            **values,
        )
    )


def withdraw_word(edit: Edit, participant: str) -> None:
    """Take back a person's word on the plan in this round."""
    if edit.workshop.agreed:
        raise Refused(_("The plan is closed as agreed. Reopen it first."))
    who = lookup.voter(edit.state, participant)
    given = plan_votes(edit.state).get(who.id)
    edit.says(_("{initials}: no answer yet").format(initials=who.initials))
    if given is not None:
        edit.remove(given)


def plan_votes(state: State, number: int | None = None) -> dict[str, PlanVote]:
    """Participant id to the word given in a round of acceptance, by default the present one."""
    wanted = state.workshop.plan_round if number is None else number
    return {vote.participant_id: vote for vote in state.rows(PlanVote) if vote.round == wanted}


def new_plan_round(edit: Edit) -> Workshop:
    """Ask everybody again; the words of earlier rounds stay in the record."""
    if edit.workshop.agreed:
        raise Refused(_("The plan is closed as agreed. Reopen it first."))
    if not plan_votes(edit.state):
        raise Refused(_("Nobody has answered in this round yet."))
    number = edit.workshop.plan_round + 1
    edit.says(_("Acceptance of the plan, round {number}").format(number=number))
    return edit.change(edit.workshop, plan_round=number)


def confirm_by(edit: Edit, participant: str, when: date | str | None) -> date | None:
    """Say by which day an absent person gives their word on the plan; None takes it back."""
    who = lookup.person(edit.state, participant, "participant")
    until = fields.day(edit, "confirm_by", when)
    edit.says(
        _("{initials} confirms by {day}").format(
            initials=who.initials, day=until.isoformat() if until else "–"
        )
    )
    put_answer(edit, CONFIRM, "by", until.isoformat() if until else "", who.id)
    return until


def take_on(edit: Edit, participant: str, owner: str, when: date | str) -> None:
    """Say who resolves a person's objection by which day, so that the room may go on."""
    who = lookup.voter(edit.state, participant)
    resolver = lookup.person(edit.state, owner, "owner")
    until = fields.day(edit, "date", when)
    if until is None:
        raise Refused(_("Say by which day, for example: AB by fri."), "date")
    edit.says(
        _("{owner} resolves the objection of {initials} by {day}").format(
            owner=resolver.initials, initials=who.initials, day=say_day(until)
        )
    )
    put_answer(edit, OBJECTIONS, "owner", resolver.id, who.id)
    put_answer(edit, OBJECTIONS, "date", until.isoformat(), who.id)


# -- closing -------------------------------------------------------------------------------------


def obstacles(state: State) -> tuple[Obstacle, ...]:
    """Everything that keeps the plan from being closed as agreed, action by action, then by name.

    Cancelled actions do not count. An absent person's word may follow, once a day is named.
    """
    actions = live(state)
    if not actions:
        return (Obstacle("", "", _("There is no action yet. A plan needs at least one.")),)
    votes = zip(actions, action_votes(state), strict=True)
    found = [obstacle for row, vote in votes for obstacle in _in_action(state, row, vote.result)]
    initials = {person.name: person.initials for person in state.voters}
    for lack in plan_agreement(state).acceptance.missing:
        if lack.lack != Lack.TO_CONFIRM:
            found.append(Obstacle(initials.get(lack.name or "", ""), "", lack.sentence))
    return tuple(found)


def _in_action(state: State, row: Action, hands: FistToFive | NotAvailable) -> Iterator[Obstacle]:
    person = state.find(Participant, row.owner_id)
    if person is None:
        yield Obstacle(row.ref, "owner_id", _("{ref} has no owner.").format(ref=row.ref))
    elif not in_the_room(person) and not (
        row.confirm_by or answer(state, CONFIRM, "by", person.id)
    ):
        sentence = _("{name} owns {ref} and is absent; set a day to confirm by.").format(
            name=person.name, ref=row.ref
        )
        yield Obstacle(row.ref, "confirm_by", sentence)
    if row.deadline is None:
        yield Obstacle(row.ref, "deadline", _("{ref} has no deadline.").format(ref=row.ref))
    if not row.measure.strip():
        yield Obstacle(row.ref, "measure", _("{ref} has no measure of done.").format(ref=row.ref))
    if isinstance(hands, NotAvailable):
        yield Obstacle(row.ref, "vote", f"{row.ref}: {hands.reason}")
        return
    if hands.waiting or hands.lowest is None:
        names = ", ".join(hands.waiting) or _("everybody")
        yield Obstacle(
            row.ref, "vote", _("{ref} lacks the vote of {names}.").format(ref=row.ref, names=names)
        )
    if is_hidden(state, hands_vote(row)):
        sentence = _("{ref}: the hands are not revealed yet.").format(ref=row.ref)
        yield Obstacle(row.ref, "vote", sentence)
    elif hands.blocking or hands.to_hear:
        names = ", ".join((*hands.blocking, *hands.to_hear))
        sentence = _(
            "{ref} was shown less than {fingers} fingers by {names}. Hear them, amend, vote again."
        ).format(ref=row.ref, fingers=PASSING_FIST, names=names)
        yield Obstacle(row.ref, "vote", sentence)


def close_plan(edit: Edit) -> Workshop:
    """Close the plan as agreed; raises `Refused` with everything that stands in the way."""
    standing = obstacles(edit.state)
    if standing:
        sentences = " ".join(each.sentence for each in standing)
        raise Refused(_("The plan cannot be closed yet. {sentences}").format(sentences=sentences))
    count = plan_agreement(edit.state).acceptance
    edit.says(
        _("Plan closed: accepted by {accepted} of {voters}").format(
            accepted=count.accepted, voters=count.voters
        )
    )
    return edit.change(edit.workshop, agreed=True, state=WorkshopState.CLOSED)


def reopen_plan(edit: Edit, reason: str = "") -> Workshop:
    """Open a closed plan again; what was voted and accepted stays."""
    words = edit.text(reason, _("The reason"), limit=500)
    if not edit.workshop.agreed:
        raise Refused(_("The plan is not closed."))
    edit.says(_("Plan reopened: {reason}").format(reason=words) if words else _("Plan reopened"))
    return edit.change(edit.workshop, agreed=False, state=WorkshopState.RUNNING)
