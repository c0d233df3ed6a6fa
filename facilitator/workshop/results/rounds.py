"""Rounds of the room: energy, return on time, confidence; a number and a sentence each."""

from dataclasses import dataclass

from facilitator.methods.exact import NotAvailable
from facilitator.methods.roti import Roti, roti
from facilitator.model import Topic, Vote
from facilitator.words.language import _
from facilitator.workshop.results.hidden import is_hidden, round_vote
from facilitator.workshop.results.reading import guarded, in_the_room, initials
from facilitator.workshop.state import State

_ROUNDS = (Topic.ENERGY, Topic.ROTI, Topic.CONFIDENCE)
"""Whose numbers are hidden until revealed; hands on actions have a round of their own."""


@dataclass(frozen=True, slots=True)
class Round:
    """Numbers 1–5 by initials, None for someone in the room who gave none; sentences likewise."""

    numbers: dict[str, int | None]
    sentences: dict[str, str]
    summary: Roti | NotAvailable
    waiting: tuple[str, ...]
    """Initials of people in the room without a number."""
    hidden: bool = False
    """Whether the numbers are not to be seen yet: all of them are None then."""

    @property
    def lowest(self) -> int | None:
        """The lowest number given."""
        return min((value for value in self.numbers.values() if value is not None), default=None)


def energy(state: State) -> Round:
    """Energy at the check-in."""
    return state.memo("energy", lambda: _round(state, Topic.ENERGY))


def return_on_time(state: State) -> Round:
    """Return on time invested at the check-out."""
    return state.memo("return on time", lambda: _round(state, Topic.ROTI))


def hands(
    state: State, topic: Topic, target_id: str, round_number: int | None = None
) -> dict[str, int | None]:
    """Numbers on one thing by initials: voters in the room (None while they wait) and who voted.

    Without a round number the latest round of each person counts. Numbers of a round that is
    not revealed yet are None.
    """
    votes = latest_votes(state, topic, target_id, round_number)
    hidden = is_round_hidden(state, topic, target_id)
    found: dict[str, int | None] = {}
    for person in state.voters:
        vote = votes.get(person.id)
        if vote is not None and vote.value is not None:
            found[person.initials] = None if hidden else vote.value
        elif in_the_room(person):
            found[person.initials] = None
    return found


def is_round_hidden(state: State, topic: Topic, target_id: str) -> bool:
    """Whether the numbers of this round are not to be seen yet."""
    return topic in _ROUNDS and is_hidden(state, round_vote(topic, target_id))


def latest_votes(
    state: State, topic: Topic, target_id: str, round_number: int | None = None
) -> dict[str, Vote]:
    """Participant id to the vote of the round asked for, or of the person's latest one."""
    by_target = state.memo("votes", lambda: _by_target(state))
    found: dict[str, Vote] = {}
    for vote in by_target.get((topic.value, target_id), ()):
        if round_number is not None and vote.round != round_number:
            continue
        before = found.get(vote.participant_id)
        if before is None or before.round < vote.round:
            found[vote.participant_id] = vote
    return found


def _by_target(state: State) -> dict[tuple[str, str], list[Vote]]:
    found: dict[tuple[str, str], list[Vote]] = {}
    for vote in state.rows(Vote):
        found.setdefault((str(vote.topic), vote.target_id), []).append(vote)
    return found


def _round(state: State, topic: Topic) -> Round:
    """Open to everybody: people without a vote count when they gave a number."""
    votes = latest_votes(state, topic, state.workshop.id)
    numbers = hands(state, topic, state.workshop.id)
    hidden = is_round_hidden(state, topic, state.workshop.id)
    given: set[str] = set()
    sentences: dict[str, str] = {}
    for person_id, vote in votes.items():
        who = initials(state, person_id)
        if who and vote.value is not None:
            given.add(who)
            numbers[who] = None if hidden else vote.value
        if who and vote.note.strip():
            sentences[who] = vote.note
    waiting = tuple(who for who in numbers if who not in given)
    if hidden:
        return Round(numbers, sentences, NotAvailable(_("Not yet revealed.")), waiting, True)
    return Round(numbers, sentences, guarded(lambda: roti(numbers)), waiting)
