"""The agreement: hands on every action, the word of every person, what is missing or was said."""

from collections.abc import Iterator

from exports.markdown.figures import day, number
from exports.markdown.naming import person
from exports.markdown.plan import distribution
from exports.markdown.said import said
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from exports.words import word_on_plan
from facilitator.methods.agreement import FistToFive
from facilitator.methods.exact import NotAvailable
from facilitator.model import Acceptance, Action, PlanVote, Topic
from facilitator.words.language import _
from facilitator.workshop.agreement import obstacles
from facilitator.workshop.results.agreement import (
    ActionVote,
    PersonOnPlan,
    action_votes,
    plan_agreement,
    status_sentence,
)
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_hands_hidden


def agreement(state: State) -> str:
    """The agreement as it stands; what keeps the plan from being agreed is said as sentences."""
    found = plan_agreement(state)
    missing = [] if state.workshop.agreed else [escape(each.sentence) for each in obstacles(state)]
    return blocks(
        heading(2, _("Agreement")),
        plan_line(state, found.sentence),
        _people(state, found.people),
        _("Still missing:") if missing else "",
        bullets(missing),
        _rounds(state),
        _action_votes(state),
        _said(state),
    )


def plan_line(state: State, sentence: str) -> str:
    """What became of the plan, in one line."""
    said = (
        _("**Plan:** {sentence}. The plan is closed as agreed.")
        if state.workshop.agreed
        else _("**Plan:** {sentence}.")
    )
    return said.format(sentence=escape(sentence))


def _people(state: State, people: tuple[PersonOnPlan, ...]) -> str:
    return listing(
        people,
        Column(_("Person"), lambda each: person(state, each.person.id), stay=True),
        Column(_("Role"), lambda each: cell(each.person.role)),
        Column(_("Word on the plan"), lambda each: word_on_plan(each.word), stay=True),
        Column(_("Reservation or objection"), lambda each: escape(each.reason)),
        Column(_("Acceptable if"), lambda each: escape(each.amendment)),
        Column(_("Confirms by"), lambda each: "" if each.word else day(each.confirm_by)),
    )


def _rounds(state: State) -> str:
    found = plan_agreement(state)
    return bullets(
        _("Round {at}: {status_sentence}").format(
            at=at, status_sentence=escape(status_sentence(before))
        )
        for at, before in found.earlier.items()
    )


def _action_votes(state: State) -> str:
    votes = action_votes(state)
    if not any(
        isinstance(_result(each), FistToFive)
        or each.earlier
        or are_hands_hidden(state, each.action)
        for each in votes
    ):
        return ""
    initials = list(dict.fromkeys(who for vote in votes for who in vote.hands))
    return blocks(
        heading(3, _("Hands on each action")),
        listing(
            votes,
            Column(_("Action"), lambda vote: cell(vote.action.ref), stay=True),
            *(_hand(who) for who in initials),
            Column(_("Lowest"), lambda vote: _figure(vote, "lowest"), True, stay=True),
            Column(_("Hands"), lambda vote: _figure(vote, "hands"), stay=True),
            Column(_("Mean"), lambda vote: _figure(vote, "mean"), True, stay=True),
            Column(_("Result"), lambda vote: _status(state, vote), stay=True),
            Column(_("Round"), lambda vote: str(vote.action.round), True),
        ),
        bullets(
            _("{ref}, round {at}: {distribution}, mean {mean}, {status}").format(
                ref=cell(vote.action.ref),
                at=at,
                distribution=distribution(before.distribution),
                mean=number(before.mean, 2),
                status=_(before.status),
            )
            for vote in votes
            for at, before in vote.earlier.items()
        ),
    )


def _hand(who: str) -> Column[ActionVote]:
    def show(vote: ActionVote) -> str:
        value = vote.hands.get(who)
        return "" if value is None else str(value)

    return Column(cell(who), show, True, stay=True)


def _result(vote: ActionVote) -> FistToFive | NotAvailable:
    if isinstance(vote.result, FistToFive) and vote.result.lowest is None:
        return NotAvailable(_("Nobody has voted yet."))
    return vote.result


def _status(state: State, vote: ActionVote) -> str:
    if are_hands_hidden(state, vote.action):
        return _("not yet revealed")
    return _figure(vote, "status")


def _figure(vote: ActionVote, name: str) -> str:
    found = _result(vote)
    if isinstance(found, NotAvailable):
        return _("not voted") if name == "status" else ""
    shown = {
        "lowest": str(found.lowest),
        "hands": distribution(found.distribution),
        "mean": number(found.mean, 2),
        "status": _(str(found.status)),
    }
    return shown[name]


def _said(state: State) -> str:
    """Reservations, objections and amendments of every round, in their order."""
    lines = [*_plan_words(state), *_action_words(state)]
    if not lines:
        return ""
    return blocks(heading(3, _("Reservations and objections")), bullets(lines))


def with_remedy(said: str, amendment: str) -> str:
    """An objection with what would make the plan acceptable."""
    return _("{objection} – acceptable if: {amendment}").format(objection=said, amendment=amendment)


def _plan_words(state: State) -> Iterator[str]:
    votes = sorted(state.rows(PlanVote), key=lambda vote: vote.round)
    for vote in votes:
        if vote.value == Acceptance.ACCEPT and not vote.reason:
            continue
        said = _("Plan, round {round}: {who} {words}").format(
            round=vote.round,
            who=person(state, vote.participant_id),
            words=word_on_plan(Acceptance(vote.value)),
        )
        if vote.reason:
            said += f": {escape(vote.reason)}"
        if vote.amendment:
            said = with_remedy(said, escape(vote.amendment))
        yield said


def _action_words(state: State) -> Iterator[str]:
    for row in state.rows(Action):
        for words in said(state, Topic.ACTION, row.id):
            yield f"{cell(row.ref)}: {words}"
        if row.amendment:
            yield _("{ref} amended: {amendment}").format(
                ref=cell(row.ref), amendment=escape(row.amendment)
            )
