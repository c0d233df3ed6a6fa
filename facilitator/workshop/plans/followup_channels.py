"""Channels at a follow-up: the last month with facts against its plan (5.20)."""

from dataclasses import dataclass
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Judged, judge
from facilitator.methods.periods import Period, month_of
from facilitator.methods.plan_fact import Variance
from facilitator.words.language import _
from facilitator.workshop.plans.followup import as_of
from facilitator.workshop.plans.months import months_over, results
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """Plan and fact of a channel, or of all, with the light."""

    variance: Variance
    judged: Judged


@dataclass(frozen=True, slots=True)
class ChannelStandings:
    """The month, its channels, all together."""

    month: date
    channels: tuple[ChannelStanding, ...]
    total: ChannelStanding


def channel_standings(state: State, today: date) -> ChannelStandings | NotAvailable:
    """The last month up to the day of the review for which any channel has a typed fact."""
    day = as_of(state, today)
    over = months_over(state, Period(date(day.year - 1, 1, 1), day))
    if not over:
        return NotAvailable(_("No channel has the fact of a month yet."))
    month = max(over)
    channels, total = results(state, month_of(month))
    return ChannelStandings(month, tuple(_standing(each) for each in channels), _standing(total))


def _standing(found: Variance) -> ChannelStanding:
    return ChannelStanding(found, judge(found.fact, found.plan))
