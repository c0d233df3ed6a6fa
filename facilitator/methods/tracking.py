"""Daily tracking of a plan: weeks, pace by working days, and the first week.

Source: coverage rows 111, 160 and 161; worked example 5.20.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from facilitator.methods.actions import IsHoliday, is_working_day
from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    divide,
    entered,
    fraction,
)
from facilitator.methods.kpi import Light, judge
from facilitator.methods.periods import Period, week_of, working_days
from facilitator.words.days import say_day
from facilitator.words.language import N_, _

FIRST_WEEK_DAYS = 5
FIRST_WEEK_FROM = Fraction(90, 100)
_FRIDAY = timedelta(days=4)
_WEEK = timedelta(days=7)


NAMES = (*(N_("calls"), N_("meetings"), N_("proposals"), N_("contracts"), N_("paid"), N_("sum")),)
"""How the measures of a day are called in a sentence; logs have them by these names."""


@dataclass(frozen=True, slots=True)
class DayLog:
    """What one person entered for one day, by measure; None where the cell was left blank."""

    day: date
    values: Mapping[str, Exact | None]


def totals(logs: Iterable[DayLog], period: Period | None = None) -> dict[str, Fraction]:
    """Sum of every measure over the days of a period; a measure nobody entered is not in it.

    Raises ValueError for a negative entry.
    """
    sums: dict[str, Fraction] = {}
    for log in logs:
        if period is not None and log.day not in period:
            continue
        for measure, value in log.values.items():
            if value is None:
                continue
            if value < 0:
                raise ValueError(
                    _("{measure} on {day} is negative; enter 0 or more.").format(
                        measure=_(measure), day=say_day(log.day)
                    )
                )
            sums[measure] = sums.get(measure, Fraction(0)) + fraction(value)
    return sums


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a plan; at its ends it is cut to the days of the plan."""

    number: int
    period: Period
    totals: Mapping[str, Fraction]
    """Measures entered in the week; one that is not here has no entry, which is not zero."""
    days_logged: int


def weeks(logs: Sequence[DayLog], period: Period, as_of: date) -> tuple[Week, ...]:
    """Roll the days of a plan up to its calendar weeks that have begun by a day."""
    found: list[Week] = []
    day = period.first
    while day <= min(period.last, as_of):
        end = min(week_of(day).last, period.last)
        week = Period(day, end)
        inside = [log for log in logs if log.day in week]
        logged = {log.day for log in inside if any(v is not None for v in log.values.values())}
        found.append(Week(len(found) + 1, week, totals(inside), len(logged)))
        day = end + timedelta(days=1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Pace:
    """Working days of a period that have passed, the day itself included, of all of them."""

    elapsed: int
    whole: int

    @property
    def share(self) -> Figure:
        """Part of the period that has passed, 0.7 for 14 of 20 working days."""
        return divide(self.elapsed, self.whole, _("The period has no working day."))

    def expected(self, target: Exact | None) -> Figure:
        """What of a target should be reached by now."""
        aim = entered(target, _("There is no target."))
        if isinstance(aim, NotAvailable):
            return aim
        share = self.share
        return share if isinstance(share, NotAvailable) else aim * share


def pace(period: Period, as_of: date, is_holiday: IsHoliday) -> Pace:
    """Working days elapsed on a day; none before the period, all after it."""
    whole = working_days(period, is_holiday)
    if as_of < period.first:
        return Pace(0, whole)
    return Pace(working_days(Period(period.first, min(as_of, period.last)), is_holiday), whole)


@dataclass(frozen=True, slots=True)
class MeasurePace:
    """One measure against its pace: 47 calls where 47.6 are due are 98.7 %."""

    measure: str
    target: Figure
    actual: Figure
    expected: Figure
    achievement: Figure
    """Actual ÷ expected by now."""
    light: Light


def measure_pace(
    measure: str, target: Exact | None, actual: Exact | None, elapsed: Pace
) -> MeasurePace:
    """Judge one measure on the pace line; grey without an entry or before the first day."""
    expected = elapsed.expected(target)
    if not isinstance(expected, NotAvailable) and elapsed.elapsed == 0:
        expected = NotAvailable(_("No working day of the period has passed yet."))
    judged = judge(actual, expected)
    return MeasurePace(
        measure,
        entered(target, _("There is no target for {measure}.").format(measure=_(measure))),
        entered(actual, _("Nothing is entered for {measure}.").format(measure=_(measure))),
        expected,
        judged.achievement,
        judged.light,
    )


def measure_paces(
    targets: Mapping[str, Exact | None],
    logs: Iterable[DayLog],
    period: Period,
    as_of: date,
    is_holiday: IsHoliday,
) -> tuple[MeasurePace, ...]:
    """Judge every measure with a target by what was entered up to a day."""
    if as_of < period.first:
        reached: dict[str, Fraction] = {}
    else:
        reached = totals(logs, Period(period.first, min(as_of, period.last)))
    elapsed = pace(period, as_of, is_holiday)
    return tuple(
        measure_pace(measure, target, reached.get(measure), elapsed)
        for measure, target in targets.items()
    )


@dataclass(frozen=True, slots=True)
class FirstWeek:
    """Start of a plan: the first five working days against their pace."""

    period: Period
    actual: Figure
    expected: Figure
    achievement: Figure
    light: Light
    """Green from 90 % of the pace, amber below; grey without an entry."""


def first_week(
    measure: str,
    target: Exact | None,
    logs: Iterable[DayLog],
    period: Period,
    as_of: date,
    is_holiday: IsHoliday,
) -> FirstWeek | NotAvailable:
    """Check the effort of the first five working days of a plan, or of those that have passed.

    Source: coverage row 161; exactly 90 % is enough.
    """
    days = [day for day in period.days if day <= as_of and is_working_day(day, is_holiday)]
    if not days:
        return NotAvailable(_("No working day of the period has passed yet."))
    start = Period(period.first, days[:FIRST_WEEK_DAYS][-1])
    found = measure_pace(
        measure,
        target,
        totals(logs, start).get(measure),
        pace(period, start.last, is_holiday),
    )
    light = found.light
    if not isinstance(found.achievement, NotAvailable):
        light = Light.GREEN if found.achievement >= FIRST_WEEK_FROM else Light.AMBER
    return FirstWeek(start, found.actual, found.expected, found.achievement, light)


def earliest_run_end(
    logs: Sequence[DayLog], measure: str, norm: Exact, wanted: int, start: date, as_of: date
) -> date:
    """Friday on which `wanted` weeks in a row with at least `norm` can be complete at best.

    Counts from the week of `start`. A week that is over and stayed below the norm breaks the
    run; one still running, or to come, may yet reach it. Raises ValueError for no week wanted.
    """
    if wanted < 1:
        raise ValueError("at least one week is wanted")
    monday, run = week_of(start).first, 0
    while True:
        reached = totals(logs, week_of(monday)).get(measure, Fraction(0)) >= fraction(norm)
        is_open = as_of <= monday + _FRIDAY
        run = run + 1 if reached or is_open else 0
        if run == wanted:
            return monday + _FRIDAY
        monday += _WEEK
