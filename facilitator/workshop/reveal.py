"""Votes nobody sees until all are shown: hiding them, and showing them all at once.

Which are hidden is read in `results.hidden`.
"""

from collections.abc import Mapping

from facilitator.words.language import _
from facilitator.workshop.aside import VOTES
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.results.hidden import (
    HIDDEN,
    SHOWN,
    cell_vote,
    changed_since,
    dots_vote,
    hands_vote,
    is_hidden,
    is_revealed,
    kept_of,
    round_vote,
)

__all__ = [
    "FORM",
    "cell_vote",
    "changed_since",
    "dots_vote",
    "hands_vote",
    "hide",
    "is_hidden",
    "is_revealed",
    "reveal_vote",
    "round_vote",
]

FORM = VOTES


def hide(edit: Edit, vote: str) -> None:
    """Hide a vote from its first key on; nothing happens to one that was revealed."""
    if not kept_of(edit.state, vote):
        put_answer(edit, FORM, HIDDEN, edit.instant, vote)


def forget_vote(edit: Edit, vote: str) -> None:
    """As if it had never been hidden or revealed: its next key begins it again."""
    for field in kept_of(edit.state, vote):
        put_answer(edit, FORM, field, "", vote)


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
