"""Channel economics of the latest year typed in."""

from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.economics import (
    ChannelFacts,
    ChannelResult,
    channel_result,
    channel_total,
)
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.results.reading import by_name, guarded, rows_of, values
from facilitator.workshop.state import State

SHEET = "economics"


@dataclass(frozen=True, slots=True)
class Economics:
    """What each channel earned in one year, and all together."""

    year: str
    channels: tuple[ChannelResult, ...]
    total: ChannelResult | NotAvailable

    def channel(self, name: str) -> ChannelResult:
        """Return one channel by name; KeyError if the sheet has none."""
        return by_name(self.channels, name)


def economics(state: State) -> Economics | NotAvailable:
    """Compute the latest year of the sheet; margins are typed in per cent."""
    return state.memo("economics", lambda: guarded(lambda: _economics(state)))


def _economics(state: State) -> Economics | NotAvailable:
    rows = rows_of(state, SHEET)
    if not rows:
        return NotAvailable(_("No channel economics are typed in yet."))
    year = max(row.label for row in rows)
    found: list[ChannelResult] = []
    for row in rows:
        if row.label == year:
            revenue, margin, cost = values(row, 3)[:3]
            share = None if margin is None else Fraction(margin) / 100
            found.append(channel_result(ChannelFacts(row.grouping, revenue, share, cost)))
    return Economics(year, tuple(found), channel_total(found))
