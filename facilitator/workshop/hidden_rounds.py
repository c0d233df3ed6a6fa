"""Numbers of a round, and later votes on a score: hidden until all of them are shown at once."""

from facilitator.model import Score, Topic, Vote
from facilitator.words.language import _
from facilitator.workshop import lookup
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.priority import Place, give_score, revote, round_of
from facilitator.workshop.results.priority import scores_in
from facilitator.workshop.reveal import (
    cell_vote,
    changed_since,
    hide,
    is_hidden,
    reveal_vote,
    round_vote,
)
from facilitator.workshop.rounds import about_of, give_number, numbers
from facilitator.workshop.state import State

# -- energy, return on time, confidence ------------------------------------------------------------


def cast_number(
    edit: Edit,
    topic: Topic | str,
    participant: str,
    value: int | None,
    note: str = "",
    target: str = "",
) -> Vote | None:
    """`give_number`, hidden from the first number on; the history names who, not what."""
    about = Topic(topic)
    target_id, ref = about_of(edit.state, about, target)
    vote = round_vote(about, target_id)
    is_first = not numbers_given(edit.state, about, target_id)
    given = give_number(edit, about, participant, value, note, target)
    if is_first and value is not None:
        hide(edit, vote)
    if is_hidden(edit.state, vote):
        who = lookup.person(edit.state, participant)
        name = f"{called(about)} {ref}".strip()
        words = _("{initials}: {vote}, hidden until revealed")
        edit.says(words.format(initials=who.initials, vote=name))
    return given


def reveal_numbers(edit: Edit, topic: Topic | str, target: str = "") -> None:
    """Show the numbers of everybody at once.

    Raises `Refused` when nobody has given one, or when they were revealed already.
    """
    about = Topic(topic)
    target_id, ref = about_of(edit.state, about, target)
    reveal_vote(edit, round_vote(about, target_id), numbers_given(edit.state, about, target_id))
    name = f"{called(about)} {ref}".strip()
    edit.says(_("{vote}: numbers revealed").format(vote=name))


def numbers_given(state: State, topic: Topic, target_id: str) -> dict[str, str]:
    """The number of each person (by id), as it is kept at the reveal."""
    given = numbers(state, topic, target_id)
    return {who: str(vote.value) for who, vote in given.items() if vote.value is not None}


def numbers_before(state: State, topic: Topic, target_id: str) -> dict[str, str]:
    """Who (by id) changed the number since the reveal, with what it was; "" for none."""
    vote = round_vote(topic, target_id)
    return changed_since(state, vote, numbers_given(state, topic, target_id))


# -- one more vote on a cell of the scoring --------------------------------------------------------


def cast_again(edit: Edit, channel: str, criterion: str) -> int:
    """`revote`, hidden until it is revealed; until then the round before counts.

    Raises `Refused` while the vote before is hidden.
    """
    at = lookup.channel(edit.state, channel).id, lookup.criterion(edit.state, criterion).id
    if is_cell_hidden(edit.state, at):
        raise Refused(_("Reveal this vote first, with r."))
    number = revote(edit, channel, criterion)
    hide(edit, cell_vote(*at, number))
    return number


def cast_score(
    edit: Edit, channel: str, criterion: str, participant: str, value: int | None
) -> Score | None:
    """`give_score` in a later vote; while that is hidden the history names who, not what."""
    given = give_score(edit, channel, criterion, participant, value)
    where = lookup.channel(edit.state, channel), lookup.criterion(edit.state, criterion)
    cell = where[0].id, where[1].id
    if is_hidden(edit.state, cell_vote(*cell, round_of(edit.state, cell))):
        who = lookup.voter(edit.state, participant)
        name = f"{where[0].name}, {where[1].ref}"
        words = _("{initials} on {cell}: hidden until revealed")
        edit.says(words.format(initials=who.initials, cell=name))
    return given


def reveal_scores(edit: Edit, channel: str, criterion: str) -> None:
    """Show the latest vote on a cell; raises `Refused` when it is shown already."""
    where = lookup.channel(edit.state, channel), lookup.criterion(edit.state, criterion)
    cell = where[0].id, where[1].id
    number = round_of(edit.state, cell)
    reveal_vote(edit, cell_vote(*cell, number), scores_given(edit.state, cell))
    name = f"{where[0].name}, {where[1].ref}"
    edit.says(_("Vote {number} on {cell} revealed").format(number=number, cell=name))


def scores_given(state: State, cell: Place) -> dict[str, str]:
    """The score of each person (by id) in the latest vote on a cell."""
    number = round_of(state, cell)
    return {
        row.participant_id: str(row.value) for row in scores_in(state, cell) if row.round == number
    }


def is_cell_hidden(state: State, cell: Place) -> bool:
    """Whether a later vote on this cell is not to be seen yet."""
    return is_hidden(state, cell_vote(*cell, round_of(state, cell)))
