"""Which votes are hidden until they are revealed, and what they were when they were shown.

A vote is named by a short text, such as the dots on a section or the hands on an action in a
round. It is hidden from the first key typed into it on, until it is revealed; what each person had
given at that moment is kept, so that a later change can be told from the vote.
"""

from collections.abc import Mapping

from facilitator.model import Action, Topic
from facilitator.workshop.aside import VOTES
from facilitator.workshop.results.reading import fillings
from facilitator.workshop.state import State

HIDDEN, SHOWN = "hidden", "shown"
"""Fields that say when the vote was begun and when it was revealed; the others are people."""


def dots_vote(board: str, section: str | None) -> str:
    """The name of the dots on a section, or on a whole stage."""
    return f"dots {board} {section or ''}".rstrip()


def hands_vote(action: Action) -> str:
    """The name of the hands on an action in its present round."""
    return f"hands {action.id} {action.round}"


def round_vote(topic: Topic | str, target_id: str) -> str:
    """The name of the numbers of a round: energy, return on time, confidence in one goal."""
    return f"{Topic(topic).value} {target_id}"


def cell_vote(channel_id: str, criterion_id: str, number: int) -> str:
    """The name of a later vote on one cell of the scoring."""
    return f"scores {channel_id} {criterion_id} {number}"


def hidden_cells(state: State) -> tuple[tuple[str, str, int], ...]:
    """Channel id, criterion id and number of each later vote that is not revealed yet."""
    found = (name.split() for name in fillings(state, VOTES))
    cells = [words[1:] for words in found if len(words) == 4 and words[0] == "scores"]
    return tuple(
        (channel, criterion, int(number))
        for channel, criterion, number in cells
        if is_hidden(state, cell_vote(channel, criterion, int(number)))
    )


def is_hidden(state: State, vote: str) -> bool:
    """Whether it is going on and not revealed yet; a vote nobody hid is not."""
    kept = kept_of(state, vote)
    return HIDDEN in kept and SHOWN not in kept


def is_revealed(state: State, vote: str) -> bool:
    """Whether all of it was shown at once."""
    return SHOWN in kept_of(state, vote)


def changed_since(state: State, vote: str, now: Mapping[str, str]) -> dict[str, str]:
    """Who (by id) gives something else than at the reveal, with what it was then.

    Empty while the vote is not revealed. Somebody who gave nothing then had an empty text.
    """
    kept = kept_of(state, vote)
    if SHOWN not in kept:
        return {}
    people = [each for each in {**kept, **now} if each not in (HIDDEN, SHOWN)]
    return {each: kept.get(each, "") for each in people if kept.get(each, "") != now.get(each, "")}


def kept_of(state: State, vote: str) -> Mapping[str, str]:
    """What is kept of a vote: when it was hidden and shown, what each person gave."""
    return fillings(state, VOTES).get(vote, {})
