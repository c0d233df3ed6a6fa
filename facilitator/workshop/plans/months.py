"""Plan and fact of each channel month by month: typed, or split from the quarters by season.

Source: coverage rows 118 and 124, worked example 5.20. Amounts are in the session's money unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable, complete_total, or_none, plain
from facilitator.methods.periods import (
    MONTHS_IN_QUARTER,
    MONTHS_IN_YEAR,
    Period,
    month_of,
    month_start,
)
from facilitator.methods.plan_fact import Line, Variance, variance, variance_total
from facilitator.methods.plan_tree import PartsCheck, check_parts, month_plan, split
from facilitator.model import Channel
from facilitator.words.language import _, ngettext
from facilitator.words.period import say_month
from facilitator.workshop.plans.sales import past_years, typed_channels
from facilitator.workshop.plans.sales_season import TYPED as SEASON
from facilitator.workshop.plans.sales_season import seasons
from facilitator.workshop.results.reading import by_name, guarded, rows_of, values
from facilitator.workshop.state import State

MONTHS, FACTS, HISTORY = "months", "facts", "sales"


def plan_period(state: State, today: date) -> Period:
    """The days the plan is for: its own, else the month of its day."""
    header = state.workshop
    if header.period_first is not None and header.period_last is not None:
        return Period(header.period_first, header.period_last)
    return month_of(header.day or today)


def months_in(period: Period) -> tuple[date, ...]:
    """First days of the months a period touches."""
    return tuple(month_start(period.first, at) for at in range(1, period.months + 1))


def last_period(period: Period) -> Period:
    """The same number of months right before."""
    first = month_start(period.first, 1 - period.months)
    return Period(first, month_of(month_start(period.first, 0)).last)


def quarters_in(period: Period) -> tuple[date, ...]:
    """First days of the quarters a period touches."""
    starts = (date(day.year, _quarter(day) * 3 - 2, 1) for day in months_in(period))
    return tuple(dict.fromkeys(starts))


def _quarter(day: date) -> int:
    return (day.month + 2) // MONTHS_IN_QUARTER


def channels(state: State) -> tuple[str, ...]:
    """Names of the active channels, then of those that only the sheets name."""
    names = [row.name for row in state.rows(Channel) if row.active]
    names += [row.grouping for sheet in (MONTHS, FACTS) for row in rows_of(state, sheet)]
    return tuple(dict.fromkeys(names))


# -- one month of one channel --------------------------------------------------------------------


def typed_year(state: State, sheet: str, channel: str, year: int) -> list[Fraction | None]:
    """Twelve months of a channel as typed in a sheet of months; None where there is nothing."""
    for row in rows_of(state, sheet):
        if (row.grouping, row.label.strip()) == (channel, str(year)):
            return values(row, MONTHS_IN_YEAR)[:MONTHS_IN_YEAR]
    return [None] * MONTHS_IN_YEAR


def month_planned(state: State, channel: str, month: date) -> Figure:
    """The plan of a channel for the month a day lies in."""
    found = typed_year(state, MONTHS, channel, month.year)[month.month - 1]
    if found is None:
        return NotAvailable(
            _("{channel} has no plan for {month}.").format(channel=channel, month=say_month(month))
        )
    return found


def month_sold(state: State, channel: str, month: date) -> Figure:
    """The fact of a channel for the month a day lies in: typed, else of the past sales."""
    for sheet in (FACTS, HISTORY):
        found = typed_year(state, sheet, channel, month.year)[month.month - 1]
        if found is not None:
            return found
    return NotAvailable(
        _("{channel} has no fact for {month}.").format(channel=channel, month=say_month(month))
    )


def channel_total(state: State, channel: str, period: Period, *, sold: bool = False) -> Figure:
    """Plan (or fact) of a channel over all months of a period; a blank month leaves no total."""
    read = month_sold if sold else month_planned
    return complete_total([read(state, channel, month) for month in months_in(period)], "")


# -- plan against fact -----------------------------------------------------------------------------


def results(state: State, period: Period) -> tuple[tuple[Variance, ...], Variance]:
    """Plan and fact of each channel over a period, and of all together.

    A month nobody planned has the part of its quarter that falls on it by season.
    """
    names = channels(state)
    lines = [
        Line(
            name,
            or_none(_plan_or_split(state, name, period)),
            or_none(channel_total(state, name, period, sold=True)),
        )
        for name in names
    ]
    return tuple(variance(line) for line in lines), variance_total(lines)


def _plan_or_split(state: State, name: str, period: Period) -> Figure:
    return complete_total([_month_or_split(state, name, day) for day in months_in(period)], "")


def _month_or_split(state: State, name: str, month: date) -> Figure:
    typed = month_planned(state, name, month)
    if not isinstance(typed, NotAvailable):
        return typed
    found = proposed_months(state, name, date(month.year, _quarter(month) * 3 - 2, 1))
    if isinstance(found, NotAvailable):
        return typed
    return found.months[(month.month - 1) % MONTHS_IN_QUARTER]


def months_over(state: State, period: Period) -> tuple[date, ...]:
    """Months of a period for which some channel has a typed fact."""
    return tuple(
        month
        for month in months_in(period)
        if any(
            typed_year(state, FACTS, name, month.year)[month.month - 1] is not None
            for name in channels(state)
        )
    )


# -- the period ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChannelMonths:
    """One channel of the plan: its months, what they add up to, its quarters."""

    name: str
    months: tuple[Figure, ...]
    total: Figure
    quarters: tuple[tuple[str, PartsCheck | NotAvailable], ...]
    """Q1 2027 and how the months of it stand to its target; without a target none."""


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """The period by channel and month."""

    period: Period
    months: tuple[date, ...]
    channels: tuple[ChannelMonths, ...]
    totals: tuple[Figure, ...]
    """Of all channels, month by month; not available where a channel has no plan."""
    total: Figure

    def channel(self, name: str) -> ChannelMonths:
        """Return one channel by name; KeyError if there is none."""
        return by_name(self.channels, name)


def period_plan(state: State, today: date) -> PeriodPlan:
    """The targets of the period by channel and month, checked against the quarters."""
    period = plan_period(state, today)
    return state.memo(("period plan", period), lambda: _period_plan(state, period))


def _period_plan(state: State, period: Period) -> PeriodPlan:
    months = months_in(period)
    found = tuple(_channel(state, name, period) for name in channels(state))
    empty = _("There are no channels yet.")
    columns = [complete_total([each.months[at] for each in found], "") for at in range(len(months))]
    if not found:
        columns = [NotAvailable(empty) for _unused in months]
    total = complete_total([each.total for each in found], "") if found else NotAvailable(empty)
    return PeriodPlan(period, months, found, tuple(columns), total)


def _channel(state: State, name: str, period: Period) -> ChannelMonths:
    return ChannelMonths(
        name=name,
        months=tuple(month_planned(state, name, month) for month in months_in(period)),
        total=channel_total(state, name, period),
        quarters=tuple(_checks(state, name, period)),
    )


def _checks(
    state: State, name: str, period: Period
) -> Sequence[tuple[str, PartsCheck | NotAvailable]]:
    found: list[tuple[str, PartsCheck | NotAvailable]] = []
    for start in quarters_in(period):
        target = quarter_target(state, name, start)
        if target is None:
            continue
        months = [month_start(start, at) for at in range(1, MONTHS_IN_QUARTER + 1)]
        parts = {say_month(each): or_none(month_planned(state, name, each)) for each in months}
        found.append((_said_quarter(start), check_parts(parts, target)))
    return found


def quarter_target(state: State, channel: str, start: date) -> Fraction | None:
    """Target of a channel for the quarter a day lies in; None where none is typed for its year.

    The sheet of quarters is of the year the plan is for, and of that year alone.
    """
    header = state.workshop
    year = (header.period_first or header.day or start).year
    typed = typed_channels(state).get(channel)
    return None if typed is None or start.year != year else typed.quarters[_quarter(start) - 1]


@dataclass(frozen=True, slots=True)
class Split:
    """Three months of a quarter, and what the split rests on."""

    months: tuple[Fraction, ...]
    basis: str


def proposed_months(state: State, channel: str, start: date) -> Split | NotAvailable:
    """A quarter's target split by season into months that add up exactly (5.20).

    By the season typed for the channel; else by the mean of the months' shares in past quarters.
    """
    target = quarter_target(state, channel, start)
    if target is None:
        return NotAvailable(
            _(
                "{channel} has no target for {quarter}. Type its months, or make this plan from a "
                "sales plan with quarters."
            ).format(channel=channel, quarter=_said_quarter(start))
        )
    if any(row.grouping == channel for row in rows_of(state, SEASON)):
        season = next((each for each in seasons(state) if each.channel == channel), None)
        if season is not None and not isinstance(season.indices, NotAvailable):
            weights = season.indices[start.month - 1 : start.month - 1 + MONTHS_IN_QUARTER]
            parts = guarded(lambda: split(target, weights))
            return parts if isinstance(parts, NotAvailable) else Split(parts, season.basis)
    past = past_years(state, channel, start.year - 1)
    parts = guarded(lambda: month_plan(target, _quarter(start), past))
    if isinstance(parts, NotAvailable):
        return NotAvailable(f"{channel}: {parts.reason}")
    basis = ngettext(
        "{amount} by the shares of {years} past year",
        "{amount} by the shares of {years} past years",
        len(past),
    ).format(amount=plain(target, 2), years=len(past))
    return Split(parts, basis)


def _said_quarter(start: date) -> str:
    return _("Q{quarter} {year}").format(quarter=_quarter(start), year=start.year)
