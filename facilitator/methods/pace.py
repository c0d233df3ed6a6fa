"""Pace of a session: what a stage usually takes, and what no longer fits before the planned end.

Source: methods 2.18.10 (timer: a later stage loses the time an earlier one takes).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import NotAvailable

_MINUTE = 60
SHORTEST = _MINUTE
"""Seconds below which a stage was only passed through, which says nothing about its length."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What a stage took in past sessions: the median in whole minutes, and of how many."""

    minutes: int
    sessions: int


def usual(seconds: Sequence[int]) -> Usual | NotAvailable:
    """The median of what a stage took in past sessions (seconds each), half a minute rounded up.

    Sessions in which it was only passed through do not count. Without any there is no figure:
    a number of minutes is never given without what it rests on.
    """
    taken = sorted(each for each in seconds if each >= SHORTEST)
    if not taken:
        return NotAvailable("No past session tells how long this stage takes.")
    middle = len(taken) // 2
    median = Fraction(taken[middle] + taken[-middle - 1], 2)
    return Usual(max(1, int(median / _MINUTE + Fraction(1, 2))), len(taken))


@dataclass(frozen=True, slots=True)
class Fit:
    """How much of one thing to come fits before the planned end."""

    lost: int
    """Seconds that do not fit."""
    reached: bool
    """Whether it begins before the planned end."""


def fits(ahead: Sequence[int], spare: int) -> tuple[Fit, ...]:
    """What of the stages to come fits, one after another.

    `ahead` are the seconds each of them takes, `spare` the seconds from when the first one begins
    to the planned end of the session, negative when that is past. The later ones lose first: the
    room goes through them in their order.
    """
    found: list[Fit] = []
    begins = 0
    for seconds in ahead:
        inside = min(max(spare - begins, 0), seconds)
        found.append(Fit(seconds - inside, begins < spare or seconds == 0))
        begins += seconds
    return tuple(found)
