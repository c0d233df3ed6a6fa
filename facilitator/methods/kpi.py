"""KPIs: achievement, traffic light, how often to look, and which facts are due.

Source: methods 2.14.1, coverage rows 89, 167 and 168, agenda 3.4 step 3.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.actions import IsHoliday, is_working_day
from facilitator.methods.exact import Exact, Figure, NotAvailable, fraction
from facilitator.methods.periods import (
    Period,
    last_working_day,
    month_of,
    months_later,
    quarter_of,
    week_of,
)
from facilitator.methods.smart import Direction
from facilitator.words.language import N_, _, ngettext

GREEN_FROM = Fraction(1)
AMBER_FROM = Fraction(9, 10)
FEWEST, MOST = 3, 7
_HALF = 6


class Light(StrEnum):
    """Traffic light of a KPI; what nobody measured is grey, not red."""

    GREEN = N_("green")
    AMBER = N_("amber")
    RED = N_("red")
    GREY = N_("no data")


@dataclass(frozen=True, slots=True)
class Judged:
    """Achievement of one KPI, 0.975 for 97.5 %, and its light."""

    achievement: Figure
    light: Light


def light_of(achievement: Figure | None) -> Light:
    """Green from 100 %, amber from 90 %, red below, grey without data; boundaries are exact."""
    if achievement is None or isinstance(achievement, NotAvailable):
        return Light.GREY
    if achievement >= GREEN_FROM:
        return Light.GREEN
    return Light.AMBER if achievement >= AMBER_FROM else Light.RED


def judge(
    actual: Exact | NotAvailable | None,
    target: Exact | NotAvailable | None,
    direction: Direction = Direction.UP,
) -> Judged:
    """Compare a fact with its target: actual ÷ target for ↑, target ÷ actual for ↓.

    Where a zero or a negative number leaves no percentage (no complaint at all, an NPS of at
    least 0), the light still tells whether the target is reached: green or red.
    """
    if actual is None or isinstance(actual, NotAvailable):
        return Judged(actual or NotAvailable(_("There is no fact yet.")), Light.GREY)
    if target is None or isinstance(target, NotAvailable):
        return Judged(target or NotAvailable(_("There is no target.")), Light.GREY)
    fact, goal = fraction(actual), fraction(target)
    rising = direction is Direction.UP
    whole, part = (goal, fact) if rising else (fact, goal)
    if goal > 0 and whole > 0:
        return Judged(part / whole, light_of(part / whole))
    reached = fact >= goal if rising else fact <= goal
    reason = _("There is no percentage of zero or of a negative number.")
    return Judged(NotAvailable(reason), Light.GREEN if reached else Light.RED)


class KpiKind(StrEnum):
    """What a KPI measures: the work, the deals under way, or what came of them."""

    PROCESS = N_("process")
    PIPELINE = N_("pipeline")
    RESULT = N_("result")


class Frequency(StrEnum):
    """How often a KPI is looked at."""

    DAILY = N_("daily")
    WEEKLY = N_("weekly")
    MONTHLY = N_("monthly")
    QUARTERLY = N_("quarterly")
    HALF_YEARLY = N_("half-yearly")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often to look at a KPI, and what to look at in between."""

    frequency: Frequency
    interim: str = ""


_RHYTHMS: tuple[tuple[int | None, dict[KpiKind, Rhythm]], ...] = (
    (
        7,
        {
            KpiKind.PROCESS: Rhythm(Frequency.DAILY),
            KpiKind.PIPELINE: Rhythm(Frequency.DAILY),
            KpiKind.RESULT: Rhythm(Frequency.WEEKLY),
        },
    ),
    (
        30,
        {
            KpiKind.PROCESS: Rhythm(Frequency.DAILY),
            KpiKind.PIPELINE: Rhythm(Frequency.WEEKLY),
            KpiKind.RESULT: Rhythm(Frequency.MONTHLY),
        },
    ),
    (
        365,
        {
            KpiKind.PROCESS: Rhythm(Frequency.DAILY),
            KpiKind.PIPELINE: Rhythm(Frequency.WEEKLY),
            KpiKind.RESULT: Rhythm(Frequency.QUARTERLY, N_("monthly as an interim look")),
        },
    ),
    (
        None,
        {
            KpiKind.PROCESS: Rhythm(Frequency.WEEKLY),
            KpiKind.PIPELINE: Rhythm(Frequency.MONTHLY),
            KpiKind.RESULT: Rhythm(Frequency.HALF_YEARLY, N_("conversions at the milestones")),
        },
    ),
)
"""Longest sales cycle in days, and the rhythm of each kind (methods 2.14.1)."""


def control_rhythm(cycle_days: Exact | None, kind: KpiKind) -> Rhythm | NotAvailable:
    """How often to look at a KPI of a kind when a sale takes `cycle_days`.

    Raises ValueError for a negative cycle.
    """
    if cycle_days is None:
        return NotAvailable(_("The length of the sales cycle is not known."))
    if fraction(cycle_days) < 0:
        raise ValueError(_("The sales cycle is negative; enter days of 0 or more."))
    row = next(row for longest, row in _RHYTHMS if longest is None or cycle_days <= longest)
    return row[kind]


def kpi_hint(count: int) -> str | None:
    """Say what is wrong with the number of KPIs of one person, or None for 3 to 7."""
    if count < FEWEST:
        return ngettext(
            "{count} KPIs; {fewest} to {most} for each person show the work from all sides.",
            "{count} KPIs; {fewest} to {most} for each person show the work from all sides.",
            count,
        ).format(count=count, fewest=FEWEST, most=MOST)
    if count > MOST:
        return ngettext(
            "{count} KPIs; keep the {most} that say most about the work.",
            "{count} KPIs; keep the {most} that say most about the work.",
            count,
        ).format(count=count, most=MOST)
    return None


@dataclass(frozen=True, slots=True)
class WatchedKpi:
    """A KPI somebody promised to look at, from `first` to `last` of its plan."""

    ref: str
    frequency: Frequency
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class DueFact:
    """A fact to enter: the last period of a KPI that is over and has none."""

    ref: str
    period: Period
    due: date
    """Last working day of the period."""

    def late(self, as_of: date) -> bool:
        """Whether the day to enter it has passed."""
        return self.due < as_of


def due_facts(
    kpis: Sequence[WatchedKpi],
    facts: Collection[tuple[str, date]],
    as_of: date,
    is_holiday: IsHoliday,
) -> tuple[DueFact, ...]:
    """Facts missing on a day, the earliest first; `facts` are (KPI, day) pairs already entered.

    Only the latest period that is over counts: an older gap is history, not work. A fact of any
    day inside the period fills it.
    """
    entered: dict[str, list[date]] = {}
    for ref, day in facts:
        entered.setdefault(ref, []).append(day)
    found: list[DueFact] = []
    for kpi in kpis:
        due = _latest_due(kpi, as_of, is_holiday)
        if due and not any(day in due.period for day in entered.get(kpi.ref, ())):
            found.append(due)
    return tuple(sorted(found, key=lambda one: (one.due, one.ref)))


def _latest_due(kpi: WatchedKpi, as_of: date, is_holiday: IsHoliday) -> DueFact | None:
    """The latest period of the plan whose last working day has come; days off have none."""
    day = as_of if kpi.last is None else min(as_of, kpi.last)
    while day >= kpi.first:
        whole = period_of(kpi.frequency, day)
        end = whole.last if kpi.last is None else min(whole.last, kpi.last)
        period = Period(max(whole.first, kpi.first), end)
        due = last_working_day(period, is_holiday)
        if due <= as_of and is_working_day(due, is_holiday):
            return DueFact(kpi.ref, period, due)
        day = whole.first - timedelta(days=1)
    return None


def period_of(frequency: Frequency, day: date) -> Period:
    """The day, week, month, quarter or half-year a day lies in."""
    if frequency is Frequency.DAILY:
        return Period(day, day)
    if frequency is Frequency.WEEKLY:
        return week_of(day)
    if frequency is Frequency.MONTHLY:
        return month_of(day)
    if frequency is Frequency.QUARTERLY:
        return quarter_of(day)
    first = date(day.year, 1 if day.month <= _HALF else _HALF + 1, 1)
    return Period(first, month_of(months_later(first, _HALF - 1)).last)
