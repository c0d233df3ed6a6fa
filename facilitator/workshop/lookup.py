"""Finding what a word of the room means: a person, a channel, a stage, whatever has a reference."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from facilitator.model import (
    Action,
    Card,
    Channel,
    Criterion,
    Decision,
    Goal,
    Parked,
    Participant,
    Record,
    Requirement,
    Stage,
)
from facilitator.words.language import _
from facilitator.words.text import excerpt
from facilitator.workshop.edit import Refused
from facilitator.workshop.state import State

Referable: TypeAlias = Card | Requirement | Goal | Action | Decision | Parked | Criterion | Record
"""Whatever carries a reference the room can say."""

_KINDS: tuple[type[Referable], ...] = (
    Card,
    Requirement,
    Goal,
    Action,
    Decision,
    Parked,
    Criterion,
    Record,
)
_BETWEEN = re.compile(r"[\s,;×&+/]+|\band\b|\bx\b", re.IGNORECASE)


def references(state: State) -> dict[str, Referable]:
    """Every reference of the session, in capitals, with what carries it."""
    return state.memo(
        "references",
        lambda: {row.ref.upper(): row for kind in _KINDS for row in state.rows(kind)},
    )


def split_references(words: str | Iterable[str]) -> list[str]:
    """The references in “R3, W2 × O1”, in capitals, each once, as they come."""
    parts = _BETWEEN.split(words) if isinstance(words, str) else list(words)
    return list(dict.fromkeys(part.strip().upper() for part in parts if part.strip()))


def known_references(state: State, words: str | Iterable[str], field: str = "") -> list[str]:
    """The references in the words; raises `Refused` for the first one nothing carries."""
    known = references(state)
    found = split_references(words)
    for ref in found:
        if ref not in known:
            raise Refused(
                _(
                    "Nothing in this session is called {reference}. Type references as they "
                    "stand on the boards, for example W2, R3."
                ).format(reference=excerpt(ref)),
                field,
            )
    return [known[ref].ref for ref in found]


def find_stage(state: State, key: str) -> Stage | None:
    """The first stage of the agenda with this key (such as S1), or None."""
    return next((stage for stage in state.stages if stage.key == key), None)


def find_kind(state: State, kind: str) -> Stage | None:
    """The first stage of a kind (such as matrix), or None."""
    return next((stage for stage in state.stages if stage.kind == kind), None)


def card(state: State, key: str) -> Card:
    """The card of this id or reference; raises `Refused` when there is none."""
    found = state.find(Card, key) or references(state).get(key.strip().upper())
    if not isinstance(found, Card):
        raise Refused(_("There is no card {reference}.").format(reference=excerpt(key)))
    return found


def person(state: State, words: str, field: str = "") -> Participant:
    """The one person meant by an id, initials, a name or a part of it that fits nobody else.

    Raises `Refused` when nobody or several people fit.
    """
    exact = state.find(Participant, words)
    wanted = words.strip().removeprefix("@").casefold()
    if exact is not None:
        return exact
    for fits in (_has_initials, _has_name, _has_part):
        found = [each for each in state.people if wanted and fits(each, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{each.initials} {each.name}" for each in found)
            raise Refused(
                _("“{typed}” fits several people: {names}. Type initials.").format(
                    typed=excerpt(words), names=names
                ),
                field,
            )
    names = ", ".join(f"{each.initials} {each.name}" for each in state.people)
    nobody = (
        _("Nobody in this session is called “{typed}”. There are: {names}.")
        if names
        else _("Nobody in this session is called “{typed}”. Take people in at setup first.")
    )
    raise Refused(nobody.format(typed=excerpt(words), names=names), field)


def _has_initials(each: Participant, wanted: str) -> bool:
    return each.initials.casefold() == wanted


def _has_name(each: Participant, wanted: str) -> bool:
    return each.name.casefold() == wanted


def _has_part(each: Participant, wanted: str) -> bool:
    name = each.name.casefold()
    return name.startswith(wanted) or any(part.startswith(wanted) for part in name.split())


def voter(state: State, words: str, field: str = "participant") -> Participant:
    """Like `person`, but raises `Refused` also for someone without a vote."""
    found = person(state, words, field)
    if not found.votes:
        voteless = (
            _("{name} has no vote as moderator. Setup can give one.")
            if found.moderator
            else _("{name} has no vote. Setup can give one.")
        )
        raise Refused(voteless.format(name=found.name), field)
    return found


def channel(state: State, words: str, field: str = "channel") -> Channel:
    """The channel of this id or name, or of a beginning of it no other has; else `Refused`."""
    exact = state.find(Channel, words)
    if exact is not None:
        return exact
    wanted = words.strip().casefold()
    channels = state.rows(Channel)
    named = [each for each in channels if each.name.casefold() == wanted]
    found = named or [each for each in channels if wanted and _begins(each.name, wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(each.name for each in channels)
    unknown = (
        _("“{typed}” is not one of the channels: {names}.")
        if names
        else _("“{typed}” is not one of the channels. Add channels at setup first.")
    )
    raise Refused(unknown.format(typed=excerpt(words), names=names), field)


def _begins(name: str, wanted: str) -> bool:
    return name.casefold().startswith(wanted)


def criterion(state: State, words: str, field: str = "criterion") -> Criterion:
    """The criterion of this id, reference or name; raises `Refused` when there is none."""
    wanted = words.strip().casefold()
    for each in state.rows(Criterion):
        if each.id == words or wanted in (each.ref.casefold(), each.name.casefold()):
            return each
    names = ", ".join(f"{each.ref} {each.name}" for each in state.rows(Criterion))
    unknown = (
        _("“{typed}” is not one of the criteria: {names}.")
        if names
        else _("“{typed}” is not one of the criteria.")
    )
    raise Refused(unknown.format(typed=excerpt(words), names=names), field)
