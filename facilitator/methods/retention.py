"""Retention of clients and of their revenue between two periods of equal length."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    divide,
    fraction,
    known,
    plain,
    total,
)
from facilitator.words.language import N_, _

CHURN_RISE = Fraction(5, 100)
"""Five percentage points."""
_NO_START = N_("There were no clients at the start.")


@dataclass(frozen=True, slots=True)
class Retention:
    """Who stayed, came and left, and what share of last period's revenue stayed."""

    start: int
    new: tuple[str, ...]
    lost: tuple[str, ...]
    end: int
    crr: Fraction | NotAvailable
    """Client retention rate: clients kept divided by clients at the start."""
    churn: Fraction | NotAvailable
    nrr: Fraction | NotAvailable
    """Net revenue retention; above 1 when old clients grow."""
    grr: Fraction | NotAvailable
    """Gross revenue retention; never above 1."""
    unknown: tuple[str, ...]
    """Clients with a blank period: they are compared nowhere."""


def retention(revenues: Mapping[str, tuple[Exact | None, Exact | None]]) -> Retention:
    """Compare last and this period's revenue of every client.

    A client of a period is one with revenue above zero in it. Names come back sorted.
    """
    unknown: list[str] = []
    known: dict[str, tuple[Fraction, Fraction]] = {}
    for client, (last, this) in sorted(revenues.items()):
        if last is None or this is None:
            unknown.append(client)
        else:
            known[client] = (fraction(last), fraction(this))
    started = {client: pair for client, pair in known.items() if pair[0] > 0}
    new = tuple(client for client, (last, this) in known.items() if last <= 0 < this)
    lost = tuple(client for client, (_unused, this) in started.items() if this <= 0)
    base = total([last for last, _unused in started.values()])
    kept = len(started) - len(lost)
    return Retention(
        start=len(started),
        new=new,
        lost=lost,
        end=kept + len(new),
        crr=divide(kept, len(started), _(_NO_START)),
        churn=divide(len(lost), len(started), _(_NO_START)),
        nrr=divide(total([this for _unused, this in started.values()]), base, _(_NO_START)),
        grr=divide(total([min(pair) for pair in started.values()]), base, _(_NO_START)),
        unknown=tuple(unknown),
    )


def retention_rate(start: int, new: int, end: int) -> Fraction | NotAvailable:
    """Retention from three counts, (end − new) ÷ start, where client lists are not at hand.

    Leave a client who came and went inside the period out of all three.
    """
    if min(start, new, end) < 0:
        return NotAvailable(_("A count of clients is negative; correct it."))
    if start == 0:
        return NotAvailable(_(_NO_START))
    if new > end:
        return NotAvailable(_("There are more new clients than clients at the end; correct one."))
    if end - new > start:
        return NotAvailable(
            _("More clients stayed than there were at the start; correct the counts.")
        )
    return Fraction(end - new, start)


@dataclass(frozen=True, slots=True)
class ChurnChange:
    """How much churn rose against the period before, in percentage points as a share."""

    rise: Fraction
    win_back: bool
    """Whether the rise asks for its causes and a win-back campaign: 5 points or more."""

    @property
    def sentence(self) -> str | None:
        """What to do about the rise, None below the limit."""
        if not self.win_back:
            return None
        points = plain(self.rise * 100)
        return _(
            "Churn rose by {points} percentage points: find the causes, win clients back."
        ).format(points=points)


def churn_change(before: Figure, now: Figure) -> ChurnChange | NotAvailable:
    """Compare the churn of two periods (coverage row 113); exactly 5 points are enough."""
    both = known(before, now)
    if isinstance(both, NotAvailable):
        return both
    rise = both[1] - both[0]
    return ChurnChange(rise, rise >= CHURN_RISE)
