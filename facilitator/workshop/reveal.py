"""Votes nobody sees until all are shown: whether they are hidden, and what they were when shown.

A vote is named by a short text, such as the dots on a section or the hands on an action in a
round. It is hidden from the first key typed into it on, until it is revealed; what each person had
given at that moment is kept, so that a later change can be told from the vote.
"""

from collections.abc import Mapping

from facilitator.model import Action
from facilitator.words.language import _
from facilitator.workshop.aside import ROOM
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.results.reading import fillings
from facilitator.workshop.state import State

FORM = f"{ROOM}votes"
HIDDEN, SHOWN = "hidden", "shown"
"""Fields that say when the vote was begun and when it was revealed; the others are people."""


def dots_vote(board: str, section: str | None) -> str:
    """The name of the dots on a section, or on a whole stage."""
    return f"dots {board} {section or ''}".rstrip()


def hands_vote(action: Action) -> str:
    """The name of the hands on an action in its present round."""
    return f"hands {action.id} {action.round}"


def is_hidden(state: State, vote: str) -> bool:
    """Whether it is going on and not revealed yet; a vote nobody hid is not."""
    kept = _kept(state, vote)
    return HIDDEN in kept and SHOWN not in kept


def is_revealed(state: State, vote: str) -> bool:
    """Whether all of it was shown at once."""
    return SHOWN in _kept(state, vote)


def hide(edit: Edit, vote: str) -> None:
    """Hide a vote from its first key on; nothing happens to one that was revealed."""
    if not _kept(edit.state, vote):
        put_answer(edit, FORM, HIDDEN, edit.instant, vote)


def reveal_vote(edit: Edit, vote: str, given: Mapping[str, str]) -> None:
    """Show a vote; `given` is what each person (by id) gives now, in any words.

    Raises `Refused` when nobody has voted, or when it was revealed already.
    """
    if is_revealed(edit.state, vote):
        raise Refused(_("This vote is on the table already. u takes the reveal back."))
    if not any(given.values()):
        raise Refused(_("Nobody has voted yet."))
    put_answer(edit, FORM, SHOWN, edit.instant, vote)
    for person_id, words in given.items():
        put_answer(edit, FORM, person_id, words, vote)


def changed_since(state: State, vote: str, now: Mapping[str, str]) -> dict[str, str]:
    """Who (by id) gives something else than at the reveal, with what it was then.

    Empty while the vote is not revealed. Somebody who gave nothing then had an empty text.
    """
    kept = _kept(state, vote)
    if SHOWN not in kept:
        return {}
    people = [each for each in {**kept, **now} if each not in (HIDDEN, SHOWN)]
    return {each: kept.get(each, "") for each in people if kept.get(each, "") != now.get(each, "")}


def _kept(state: State, vote: str) -> Mapping[str, str]:
    return fillings(state, FORM).get(vote, {})
