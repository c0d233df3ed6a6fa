"""A session as everybody may read it: without what people voted before it is revealed."""

from collections.abc import Iterator
from typing import Any

from facilitator.model import Action, Ballot, Card, Score, Stage, Topic, Vote
from facilitator.store.entry import Change
from facilitator.workshop.criteria import REVEALED, SCORING, WEIGHTS
from facilitator.workshop.results.hidden import dots_vote, hands_vote, is_hidden, round_vote
from facilitator.workshop.results.priority import is_score_hidden
from facilitator.workshop.state import State

_ROUNDS = (Topic.ENERGY, Topic.ROTI, Topic.CONFIDENCE)


def without_hidden(state: State) -> State:
    """The state without hidden dots, hands, numbers and scores; sentences that were said stay.

    The same one where nothing is hidden. It still knows which votes are hidden.
    """

    def build() -> State:
        changes = list(_changes(state))
        return state.after(changes) if changes else state

    return state.memo("without hidden", build)


def is_vote_hidden(state: State, vote: Vote) -> bool:
    """Whether the number of this vote is not to be seen yet."""
    if vote.topic == Topic.ACTION:
        return is_hidden(state, f"hands {vote.target_id} {vote.round}")
    return vote.topic in _ROUNDS and is_hidden(state, round_vote(vote.topic, vote.target_id))


def are_dots_hidden(state: State, card: Card) -> bool:
    """Whether the dots on this card are not to be seen yet."""
    names = dots_vote(card.board, card.section), dots_vote(card.board, None)
    return any(is_hidden(state, name) for name in names)


def are_hands_hidden(state: State, action: Action) -> bool:
    """Whether the hands on this action are not to be seen yet."""
    return is_hidden(state, hands_vote(action))


def are_scores_hidden(state: State) -> bool:
    """Whether the channels are scored and nothing of it is revealed yet.

    Weights that were opened again do not show the scores either.
    """
    phases = {each.phase for each in state.rows(Stage) if each.kind == "matrix"}
    return bool(phases & {SCORING, WEIGHTS}) and REVEALED not in phases


def are_scores_awaited(state: State) -> bool:
    """Whether scores are being written down in silence."""
    return are_scores_hidden(state) and any(each.phase == SCORING for each in state.rows(Stage))


def is_ballot_hidden(state: State, ballot: Ballot) -> bool:
    """Whether these dots are not to be seen yet."""
    card = state.find(Card, ballot.card_id)
    return card is not None and are_dots_hidden(state, card)


def _changes(state: State) -> Iterator[Change]:
    for ballot in state.rows(Ballot):
        if is_ballot_hidden(state, ballot):
            yield Change(ballot.__tablename__, ballot.id, ballot.plain(), None)
    none_shown = are_scores_hidden(state)
    for score in state.rows(Score):
        if none_shown or is_score_hidden(state, score):
            yield Change(score.__tablename__, score.id, score.plain(), None)
    for vote in state.rows(Vote):
        if vote.value is not None and is_vote_hidden(state, vote):
            before: dict[str, Any] = {"value": vote.value}
            yield Change(vote.__tablename__, vote.id, before, {"value": None})
