"""How people, channels and choices are named in the document."""

from exports.markdown.text import escape
from facilitator.model import Channel, Participant
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.state import State

GONE = N_("(removed)")


def person(state: State, participant_id: str) -> str:
    """The full name of a person, empty when nobody is meant."""
    found = state.find(Participant, participant_id) if participant_id else None
    return escape(found.name) if found else _(GONE) if participant_id else ""


def people(state: State, ids: list[str]) -> str:
    """The names of several people."""
    return ", ".join(person(state, each) for each in ids)


def by_initials(state: State, initials: str) -> str:
    """The full name behind initials, or the initials when nobody has them any more."""
    names = state.memo("names", lambda: {each.initials: each.name for each in state.people})
    return escape(names.get(initials, initials))


def channel(state: State, channel_id: str) -> str:
    """The name of a channel, empty when none is meant."""
    found = state.find(Channel, channel_id) if channel_id else None
    return escape(found.name) if found else _(GONE) if channel_id else ""


def choice(value: str) -> str:
    """A stored choice in words: in_progress becomes “in progress”."""
    return escape(called(value))


def names(words: list[str] | tuple[str, ...]) -> str:
    """References or names in a row."""
    return escape(", ".join(word for word in words if word))
