"""Dot voting: how many dots, what counts, what stays on the short-list.

A dot vote ranks; it is not agreement. Rules of multivoting as in Tague, The Quality Toolbox.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from facilitator.words.language import _

USUAL_CAP = 10
HARD_CAP = 20

Ballots: TypeAlias = Mapping[str, Mapping[str, int]]
"""Participant to (item to dots); an item that is not named got no dot."""


class BallotFault(StrEnum):
    """Why a ballot cannot be counted."""

    UNKNOWN_ITEM = "unknown item"
    NEGATIVE = "negative dots"
    OVER_BUDGET = "over budget"
    OVER_ITEM_LIMIT = "over item limit"


@dataclass(frozen=True, slots=True)
class BallotProblem:
    """One fault of one ballot, with a sentence for the moderator."""

    participant: str
    fault: BallotFault
    item: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemVotes:
    """Dots on one item and the number of people who placed them."""

    item: str
    dots: int
    voters: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes per item, most dots first and then in the order of the list.

    Ballots with a problem are left out of the count as a whole; `waiting` lists voters without a
    ballot, `unspent` the dots people kept.
    """

    items: tuple[ItemVotes, ...]
    problems: tuple[BallotProblem, ...]
    waiting: tuple[str, ...]
    unspent: Mapping[str, int]

    @property
    def cast(self) -> int:
        """Number of dots counted."""
        return sum(votes.dots for votes in self.items)

    def dots(self, item: str) -> int:
        """Dots on one item; raises KeyError for an item that was not on the list."""
        for votes in self.items:
            if votes.item == item:
                return votes.dots
        raise KeyError(item)


@dataclass(frozen=True, slots=True)
class Shortlist:
    """What stays, and what has to be voted again.

    `tied` are the items with the number of dots at the cut line when the line runs between them.
    They are either all kept, or all in `run_off`, which decides the open `seats` with 1 dot each.
    """

    kept: tuple[ItemVotes, ...]
    tied: tuple[str, ...]
    run_off: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class MergedBallots:
    """Ballots after a merge, and the dots each person lost to the limit per item."""

    ballots: Ballots
    cut: Mapping[str, int]


def dot_budget(item_count: int, cap: int = USUAL_CAP) -> int:
    """Dots per person: a third of the items, at least 1, at most `cap`; none without items.

    Raises ValueError for a negative count or a cap outside 1…20.
    """
    if item_count < 0:
        raise ValueError("The number of items cannot be negative.")
    if not 1 <= cap <= HARD_CAP:
        raise ValueError(f"Give each person between 1 and {HARD_CAP} dots.")
    return min(cap, max(1, item_count // 3)) if item_count else 0


def drop_threshold(group_size: int) -> int:
    """Votes an item needs to stay on the list: 2 up to 5 people, 3 up to 15, else 4."""
    if group_size < 0:
        raise ValueError("The group cannot have a negative size.")
    if group_size <= 5:
        return 2
    return 3 if group_size <= 15 else 4


def droppable(tally: Tally, group_size: int) -> tuple[str, ...]:
    """Items with so few dots that the group may remove them."""
    needed = drop_threshold(group_size)
    return tuple(votes.item for votes in tally.items if votes.dots < needed)


def check_ballot(
    participant: str,
    ballot: Mapping[str, int],
    items: Collection[str],
    budget: int,
    max_per_item: int = 1,
) -> tuple[BallotProblem, ...]:
    """List everything that keeps a ballot from being counted."""
    problems: list[BallotProblem] = []

    def found(fault: BallotFault, item: str | None, sentence: str) -> None:
        problems.append(BallotProblem(participant, fault, item, sentence))

    for item, dots in ballot.items():
        if item not in items:
            found(
                BallotFault.UNKNOWN_ITEM,
                item,
                _("{name} voted for {ref}, which is not on the list; vote again.").format(
                    name=participant, ref=item
                ),
            )
        if dots < 0:
            found(
                BallotFault.NEGATIVE,
                item,
                _("{name} has {dots} dots on {ref}; use 0 or more.").format(
                    name=participant, dots=dots, ref=item
                ),
            )
        if dots > max_per_item:
            found(
                BallotFault.OVER_ITEM_LIMIT,
                item,
                _("{name} placed {dots} dots on {ref}; at most {most} are allowed.").format(
                    name=participant, dots=dots, ref=item, most=max_per_item
                ),
            )
    spent = sum(ballot.values())
    if spent > budget:
        found(
            BallotFault.OVER_BUDGET,
            None,
            _("{name} placed {spent} dots but has {budget}; take {excess} back.").format(
                name=participant, spent=spent, budget=budget, excess=spent - budget
            ),
        )
    return tuple(problems)


def tally(
    items: Sequence[str],
    ballots: Ballots,
    budget: int,
    max_per_item: int = 1,
    voters: Sequence[str] | None = None,
) -> Tally:
    """Count the valid ballots.

    `voters` names everyone who may vote, for the list of those still waiting; by default the
    people with a ballot. An empty ballot is an abstention, not a missing one.
    """
    problems: list[BallotProblem] = []
    valid: dict[str, Mapping[str, int]] = {}
    for participant, ballot in ballots.items():
        found = check_ballot(participant, ballot, items, budget, max_per_item)
        problems.extend(found)
        if not found:
            valid[participant] = ballot
    counted = [
        ItemVotes(
            item,
            sum(ballot.get(item, 0) for ballot in valid.values()),
            sum(1 for ballot in valid.values() if ballot.get(item, 0)),
        )
        for item in dict.fromkeys(items)
    ]
    counted.sort(key=lambda votes: -votes.dots)  # stable: the order of the list breaks ties
    return Tally(
        items=tuple(counted),
        problems=tuple(problems),
        waiting=tuple(voter for voter in voters or () if voter not in ballots),
        unspent={who: budget - sum(ballot.values()) for who, ballot in valid.items()},
    )


def shortlist(votes: Tally, top: int, limit: int | None = None) -> Shortlist:
    """Keep the `top` items; a tie at the cut line stays whole while the list is <= `limit`.

    `limit` defaults to `top`: then every tie across the line needs a run-off. An item without a
    dot is never kept. Raises ValueError when `top` < 1 or `limit` < `top`.
    """
    longest = top if limit is None else limit
    if top < 1 or longest < top:
        raise ValueError("Keep at least one item, and let the limit be no smaller than that.")
    wanted = tuple(item for item in votes.items if item.dots > 0)
    if len(wanted) <= top:
        return Shortlist(wanted, (), (), 0)
    line = wanted[top - 1].dots
    above = tuple(item for item in wanted if item.dots > line)
    level = tuple(item for item in wanted if item.dots == line)
    if len(above) + len(level) == top:
        return Shortlist(above + level, (), (), 0)
    tied = tuple(item.item for item in level)
    if len(above) + len(level) <= longest:
        return Shortlist(above + level, tied, (), 0)
    return Shortlist(above, tied, tied, top - len(above))


def merge(ballots: Ballots, into: str, merged: Collection[str], max_per_item: int) -> MergedBallots:
    """Move the dots of `merged` items to `into`; nobody exceeds the limit per item."""
    joined = {into, *merged}
    after: dict[str, Mapping[str, int]] = {}
    cut: dict[str, int] = {}
    for participant, ballot in ballots.items():
        together = sum(dots for item, dots in ballot.items() if item in joined)
        rest = {item: dots for item, dots in ballot.items() if item not in joined}
        if together:
            rest[into] = min(together, max_per_item)
        if together > max_per_item:
            cut[participant] = together - max_per_item
        after[participant] = rest
    return MergedBallots(after, cut)
