"""Dots and hands entered by one operator: what was given stays hidden until all of it is shown."""

from collections.abc import Mapping

from facilitator.methods.agreement import FistToFive, VoteStatus
from facilitator.model import Action, Card, Vote
from facilitator.words.language import _
from facilitator.workshop import lookup
from facilitator.workshop.agreement import vote_action, votes_on
from facilitator.workshop.dots import MOST_PER_CARD, give_dots, vote_of, voted_together
from facilitator.workshop.edit import Edit
from facilitator.workshop.ledger import row_of
from facilitator.workshop.results.agreement import action_votes
from facilitator.workshop.results.ballots import ballots_on, dots
from facilitator.workshop.reveal import changed_since, hands_vote, hide, is_hidden, reveal_vote
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_dots_hidden


def cast_dots(
    edit: Edit, participant: str, card: str, dots: int = 1, most: int = MOST_PER_CARD
) -> int:
    """`give_dots`, hidden from the first dot on; the history names who, not what."""
    on = lookup.card(edit.state, card)
    vote = vote_of(edit.state, on.board, on.section)
    is_first = not ballots_on(edit.state, voted_together(edit.state, on))
    given = give_dots(edit, participant, card, dots, most)
    if is_first and dots:
        hide(edit, vote)
    if is_hidden(edit.state, vote):
        who = lookup.voter(edit.state, participant)
        edit.says(_("{initials}: dots, hidden until revealed").format(initials=who.initials))
    return given


def reveal_dots(edit: Edit, board: str, section: str | None, cards: tuple[Card, ...]) -> None:
    """Show the dots on these cards of a section, or of a whole stage."""
    reveal_vote(edit, vote_of(edit.state, board, section), dots_given(edit.state, cards))
    edit.says(_("Dots revealed"))


def dots_given(state: State, cards: tuple[Card, ...]) -> dict[str, str]:
    """What each person gives now, as it is kept at the reveal: card and dots, sorted by card."""
    given = ballots_on(state, cards)
    return {
        person: " ".join(f"{card}={count}" for card, count in sorted(each.items()))
        for person, each in given.items()
    }


def dots_before(
    state: State, board: str, section: str | None, cards: tuple[Card, ...]
) -> dict[tuple[str, str], int]:
    """Person and card of each change since the reveal, with the dots it had then."""
    changed = changed_since(state, vote_of(state, board, section), dots_given(state, cards))
    now = ballots_on(state, cards)
    found: dict[tuple[str, str], int] = {}
    for person, words in changed.items():
        pairs = (each.partition("=") for each in words.split())
        before = {card: int(count) for card, _sign, count in pairs}
        for card in cards:
            was, present = before.get(card.id, 0), now.get(person, {}).get(card.id, 0)
            if was != present:
                found[person, card.id] = was
    return found


def dots_shown(state: State, board: str) -> Mapping[str, int]:
    """Card id to dots, without the cards of a board whose dots are still hidden."""

    def build() -> Mapping[str, int]:
        hidden = {
            card.id
            for card in state.rows(Card)
            if card.board == board and are_dots_hidden(state, card)
        }
        return {card: count for card, count in dots(state).items() if card not in hidden}

    return state.memo(("dots shown", board), build)


def cast_hand(edit: Edit, action: str, participant: str, value: int | None) -> Vote | None:
    """`vote_action`, hidden from the first hand of a round on; the history names who, not what."""
    row = row_of(edit.state, Action, action)
    vote, is_first = hands_vote(row), not votes_on(edit.state, row)
    given = vote_action(edit, action, participant, value)
    if is_first and given is not None:
        hide(edit, vote)
    if is_hidden(edit.state, vote):
        who = lookup.voter(edit.state, participant)
        words = _("{initials} on {ref}: hidden until revealed")
        edit.says(words.format(initials=who.initials, ref=row.ref))
    return given


def reveal_hands(edit: Edit, action: str, *others: str) -> None:
    """Show the hands on one action or several, all at once.

    Raises `Refused` when nobody has voted on one of them, or when it was revealed already.
    """
    rows = [row_of(edit.state, Action, each) for each in (action, *others)]
    for row in rows:
        reveal_vote(edit, hands_vote(row), hands_given(edit.state, row))
    refs = ", ".join(row.ref for row in rows)
    edit.says(_("{ref}: hands revealed").format(ref=refs))


def hands_complete(state: State) -> tuple[Action, ...]:
    """The actions whose hands are hidden and on which everybody who votes has given one."""
    return tuple(
        vote.action
        for vote in action_votes(state)
        if is_hidden(state, hands_vote(vote.action))
        and isinstance(vote.result, FistToFive)
        and vote.result.status is not VoteStatus.INCOMPLETE
    )


def hands_given(state: State, action: Action) -> dict[str, str]:
    """The hand of each person (by id) in the present round, as it is kept at the reveal."""
    given = votes_on(state, action)
    return {who: str(vote.value) for who, vote in given.items() if vote.value is not None}


def hands_before(state: State, action: Action) -> dict[str, str]:
    """Who (by id) changed the hand since the reveal, with what it was; "" for none."""
    return changed_since(state, hands_vote(action), hands_given(state, action))
