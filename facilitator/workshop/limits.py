"""How much a session may hold. Beyond, a command is refused with a sentence; nothing is cut."""

from collections import Counter
from collections.abc import Sequence

from facilitator.model import Action, Card, Member, Participant
from facilitator.store.entry import Change
from facilitator.words.language import N_, _
from facilitator.words.number import say_count
from facilitator.workshop.edit import Refused
from facilitator.workshop.state import State

CARDS, ACTIONS, PEOPLE = 10_000, 2_000, 200

LIMITS: dict[type[Member], tuple[int, str]] = {
    Card: (
        CARDS,
        N_(
            "A session holds up to {most} cards. Nothing was added; merge or delete some, or begin "
            "another session."
        ),
    ),
    Action: (
        ACTIONS,
        N_(
            "A session holds up to {most} actions. Nothing was added; delete some, or put them "
            "into a plan of their own."
        ),
    ),
    Participant: (
        PEOPLE,
        N_("A session holds up to {most} people. Nothing was added; remove somebody first."),
    ),
}
"""By table: how many rows, and what is said when there would be more."""


def look_at_limits(state: State, changes: Sequence[Change]) -> None:
    """Raise `Refused` when rows that are to be added would be too many."""
    added = Counter(change.table for change in changes if change.before is None)
    for kind, (most, sentence) in LIMITS.items():
        name = str(kind.__tablename__)
        if added[name] and len(state.rows(kind)) > most:
            raise Refused(_(sentence).format(most=say_count(most)))
