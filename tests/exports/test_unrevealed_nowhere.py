"""No document writes a vote that is not revealed yet; it says that it is not."""

import io
import zipfile

import pytest

from exports import markdown
from exports.formats import FORMATS, MissingLibrary
from facilitator.model import (
    Action,
    Answer,
    Ballot,
    Card,
    Channel,
    Criterion,
    Goal,
    Row,
    Score,
    Topic,
    Vote,
)
from facilitator.store.entry import Change
from facilitator.workshop.aside import VOTES
from facilitator.workshop.dots import vote_of
from facilitator.workshop.results.hidden import (
    HIDDEN,
    cell_vote,
    hands_vote,
    round_vote,
)
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import is_ballot_hidden, is_vote_hidden
from tests.exports.demo import TODAY, demo
from tests.exports.test_aside_nowhere import contents

NOT_YET = "not yet revealed"


def hidden() -> State:
    """The demo while everything it voted on is still hidden."""
    state, _history = demo()
    voted = {row.card_id for row in state.rows(Ballot)}
    first = next(card for card in state.rows(Card) if card.id in voted)
    last = state.rows(Action)[-1]
    goal, channel = state.rows(Goal)[0], state.rows(Channel)[0]
    criterion = state.rows(Criterion)[0]
    names = [
        vote_of(state, first.board, first.section),
        hands_vote(last),
        round_vote(Topic.ENERGY, state.workshop.id),
        round_vote(Topic.ROTI, state.workshop.id),
        round_vote(Topic.CONFIDENCE, goal.id),
        cell_vote(channel.id, criterion.id, 7),
    ]
    at = state.workshop.id
    rows: list[Row] = [
        Answer(workshop_id=at, form=VOTES, subject=name, field=HIDDEN, text="09:00")
        for name in names
    ]
    rows.append(
        Score(
            workshop_id=at,
            channel_id=channel.id,
            criterion_id=criterion.id,
            participant_id=state.voters[0].id,
            round=7,
            value=1,
        )
    )
    return state.after([Change(row.__tablename__, row.id, None, row.plain()) for row in rows])


def test_the_markdown_says_what_is_not_revealed() -> None:
    state = hidden()
    told = markdown.render(state, TODAY)
    goal = state.rows(Goal)[0]
    channel, criterion = state.rows(Channel)[0], state.rows(Criterion)[0]
    assert f"**Energy at the check-in:** {NOT_YET}" in told
    assert f"**Return on time:** {NOT_YET}" in told
    assert f"**Dots:** {NOT_YET}" in told
    assert f"Vote 7 on {channel.name}, {criterion.ref}: {NOT_YET}" in told
    about = told.partition(f"### {goal.ref} ")[2].partition("\n### ")[0]
    assert f"Confidence:** {NOT_YET}" in about
    hands = told.partition("### Hands on each action")[2]
    last = state.rows(Action)[-1].ref
    (row,) = [line for line in hands.splitlines() if line.startswith(f"| {last} ")]
    assert NOT_YET in row
    assert not [each for each in row.split("|")[2:8] if each.strip().isdigit()]


def voted_otherwise(state: State) -> State:
    """The same session, in which other numbers lie hidden."""
    changes = [
        Change(vote.__tablename__, vote.id, {"value": vote.value}, {"value": 6 - vote.value})
        for vote in state.rows(Vote)
        if vote.value is not None and is_vote_hidden(state, vote)
    ]
    changes += [
        Change(row.__tablename__, row.id, {"value": row.value}, {"value": 5})
        for row in state.rows(Score)
        if row.round == 7
    ]
    changes += [
        Change(row.__tablename__, row.id, {"dots": row.dots}, {"dots": row.dots + 1})
        for row in state.rows(Ballot)
        if is_ballot_hidden(state, row)
    ]
    assert len({change.table for change in changes}) == 3
    return state.after(changes)


def parts(document: str | bytes) -> list[str]:
    """The document; of an archive its parts, archives in it opened, without when it was made."""
    if isinstance(document, str) or not document.startswith(b"PK"):
        return [contents(document)]
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = [name for name in archive.namelist() if name != "docProps/core.xml"]
        return [part for name in names for part in (name, *parts(archive.read(name)))]


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.complete])
def test_what_lies_hidden_makes_no_difference_to_a_document(name: str) -> None:
    state = hidden()
    try:
        documents = [
            parts(FORMATS[name].render(each, (), TODAY)) for each in (state, voted_otherwise(state))
        ]
    except MissingLibrary as missing:
        pytest.skip(missing.sentence)
    assert documents[0] == documents[1]
