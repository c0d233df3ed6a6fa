"""Checks about people: who is there, what was confirmed, what only the moderator can see."""

from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.exits.here import Check, Here, Misses, listed
from facilitator.workshop.results.reading import answer, in_the_room, ticked
from facilitator.workshop.results.rounds import return_on_time

VOTERS_NEEDED = 2
_SALES = ("sale", "account", "dealer", "commerc", "business dev", "продаж", "сбыт", "коммерч")
_SALES_PL = ("sprzeda", "handl")


def _question_set(here: Here) -> Misses:
    if not here.state.workshop.question.strip():
        yield _("The session has no question yet."), "question"


def _people_taken_in(here: Here) -> Misses:
    voters = len(here.state.voters)
    if voters < VOTERS_NEEDED:
        yield (
            _("People with a vote: {count} of {needed}.").format(
                count=voters, needed=VOTERS_NEEDED
            ),
            "people",
        )
    moderators = sum(person.moderator for person in here.state.people)
    if moderators != 1:
        yield (
            _("Moderators: {count}; mark exactly one.").format(count=moderators),
            "people",
        )


def _sales_in_room(here: Here) -> Misses:
    for person in here.state.people:
        role = person.role.casefold()
        if person.channel_id or any(word in role for word in (*_SALES, *_SALES_PL)):
            return
    yield _("Nobody's role or channel has to do with sales."), "people"


def _everyone_marked(here: Here) -> Misses:
    people = here.state.people
    if not people:
        yield _("Nobody is on the list of participants."), "people"
        return
    for person in people:
        if not person.presence:
            yield (
                _("{name} is not marked present, remote or absent.").format(name=person.name),
                person.initials,
            )
    if not any(in_the_room(person) for person in here.state.voters):
        yield _("Nobody with a vote is present."), "people"


def _question_confirmed(here: Here) -> Misses:
    workshop = here.state.workshop
    if not workshop.question.strip():
        yield _("The session has no question yet."), "question"
    elif not (workshop.rules_confirmed or ticked(here.state, here.stage.key, "question")):
        yield _("The question is not confirmed in the room."), "question"


def _rule_confirmed(here: Here) -> Misses:
    workshop = here.state.workshop
    if not workshop.rule_plan.strip():
        yield _("The rule the plan is decided by is not set."), "rule_plan"
    elif not (workshop.rules_confirmed or ticked(here.state, here.stage.key, "rule")):
        yield (
            _("The decision rule ({rule}) is not confirmed in the room.").format(
                rule=called(workshop.rule_plan)
            ),
            "rule_plan",
        )


def _roti_recorded(here: Here) -> Misses:
    waiting = return_on_time(here.state).waiting
    if waiting:
        yield (
            _("Return on time is missing from {names}.").format(names=listed(waiting)),
            waiting[0],
        )


def _ticked(here: Here) -> Misses:
    item = here.check.word("item")
    if not ticked(here.state, here.stage.key, item):
        yield _("Not ticked: {item}.").format(item=here.check.text), item


def _exported(here: Here) -> Misses:
    key = here.stage.key
    if not (answer(here.state, "session", "exported") or ticked(here.state, key, "exported")):
        yield _("The export is not written yet."), "exported"


CHECKS: dict[str, Check] = {
    "question_set": _question_set,
    "people_taken_in": _people_taken_in,
    "sales_in_room": _sales_in_room,
    "everyone_marked": _everyone_marked,
    "question_confirmed": _question_confirmed,
    "rule_confirmed": _rule_confirmed,
    "roti_recorded": _roti_recorded,
    "ticked": _ticked,
    "exported": _exported,
}
