"""Taking turns: everybody once, nobody twice, absent people left out.

Source: methods 2.18.7 (round-robin, one item each).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Turns:
    """One round by the ids of people; `now` is empty when everybody had their turn."""

    order: tuple[str, ...]
    now: str = ""
    had: tuple[str, ...] = ()
    """Those who spoke, first one first."""
    later: tuple[str, ...] = ()
    """Those who asked to come later; they are asked again behind the others."""
    left: tuple[str, ...] = ()
    """Those who passed twice."""

    @property
    def is_over(self) -> bool:
        """Whether nobody is speaking any more."""
        return not self.now

    @property
    def done(self) -> int:
        """How many people are through."""
        return len(self.had) + len(self.left)


def in_order(people: Sequence[str], began: str = "") -> tuple[str, ...]:
    """The people in their order, from the one after whoever began the last round.

    So that over several rounds everybody begins once before anybody begins again.
    """
    if began not in people:
        return tuple(people)
    after = list(people).index(began) + 1
    return (*people[after:], *people[:after])


def begin(people: Sequence[str], began: str = "") -> Turns:
    """A round of these people, the first one speaking; `began` is who began the last round."""
    order = in_order(people, began)
    return Turns(order, order[0] if order else "")


def waiting(turns: Turns, here: Sequence[str]) -> tuple[str, ...]:
    """Who is still to speak, in turn: those not asked yet, then those who asked to come later.

    `here` are the people in the room now: whoever left is passed over, latecomers come last.
    """
    through = {*turns.had, *turns.left, turns.now}
    order = (*turns.order, *(each for each in here if each not in turns.order))
    there = set(here)
    fresh = [each for each in order if each in there and each not in {*through, *turns.later}]
    again = [each for each in turns.later if each in there and each not in through]
    return (*fresh, *again)


def go_on(turns: Turns, here: Sequence[str]) -> Turns:
    """Whoever speaks had their turn; the next one speaks."""
    had = (*turns.had, turns.now) if turns.now else turns.had
    return _called(replace(turns, had=had, now=""), here)


def put_off(turns: Turns, here: Sequence[str]) -> Turns:
    """Whoever speaks passes: once to come later, twice for good."""
    if not turns.now:
        return turns
    if turns.now in turns.later:
        return _called(replace(turns, left=(*turns.left, turns.now), now=""), here)
    return _called(replace(turns, later=(*turns.later, turns.now), now=""), here)


def go_back(turns: Turns) -> Turns:
    """The one who spoke last speaks again; the same round when nobody has spoken."""
    if not turns.had:
        return turns
    return replace(turns, now=turns.had[-1], had=turns.had[:-1])


def _called(turns: Turns, here: Sequence[str]) -> Turns:
    following = waiting(turns, here)
    return replace(turns, now=following[0] if following else "")
