"""Dots on cards: who placed how many, counted by board."""

from collections.abc import Mapping

from facilitator.model import Ballot, Card
from facilitator.workshop.state import State


def dots(state: State) -> Mapping[str, int]:
    """Card id to the dots people with a vote gave it; a card without dots is not in it."""
    return state.memo("dots", lambda: _dots(state))


def _dots(state: State) -> dict[str, int]:
    voters = {person.id for person in state.voters}
    found: dict[str, int] = {}
    for ballot in state.rows(Ballot):
        if ballot.participant_id in voters and ballot.dots > 0:
            found[ballot.card_id] = found.get(ballot.card_id, 0) + ballot.dots
    return found


def ballots_on(state: State, cards: tuple[Card, ...]) -> dict[str, dict[str, int]]:
    """Participant id to (card id to dots) over these cards."""
    wanted = {card.id for card in cards}
    found: dict[str, dict[str, int]] = {}
    for ballot in state.rows(Ballot):
        if ballot.card_id in wanted and ballot.dots > 0:
            found.setdefault(ballot.participant_id, {})[ballot.card_id] = ballot.dots
    return found
