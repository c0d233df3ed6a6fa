"""Months, quarters and working days of a plan period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.methods.actions import IsHoliday, is_working_day
from facilitator.words.language import _

MONTHS_IN_QUARTER = 3
MONTHS_IN_YEAR = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Two days and all between them, both included.

    Raises ValueError when it ends before it starts.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(
                _(
                    "The period ends on {last}, before it starts on {first}; correct one of the "
                    "dates."
                ).format(last=self.last.isoformat(), first=self.first.isoformat())
            )

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> Iterator[date]:
        """Every day in order."""
        day = self.first
        while day <= self.last:
            yield day
            day += _DAY

    @property
    def months(self) -> int:
        """Calendar months the period touches."""
        return month_number(self.first, self.last)


def month_number(start: date, day: date) -> int:
    """Which month of a plan a day lies in: 1 for the month of `start`, 0 for the one before."""
    return (day.year - start.year) * MONTHS_IN_YEAR + day.month - start.month + 1


def month_start(start: date, number: int) -> date:
    """First day of the `number`-th month of a plan that starts in the month of `start`."""
    at = start.year * MONTHS_IN_YEAR + start.month - 1 + number - 1
    return date(at // MONTHS_IN_YEAR, at % MONTHS_IN_YEAR + 1, 1)


def month_of(day: date) -> Period:
    """The calendar month a day lies in."""
    return Period(month_start(day, 1), month_start(day, 2) - _DAY)


def quarter_of(day: date) -> Period:
    """The calendar quarter a day lies in."""
    first = date(day.year, (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1, 1)
    return Period(first, month_start(first, MONTHS_IN_QUARTER + 1) - _DAY)


def week_of(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def months_later(day: date, months: int) -> date:
    """The same day some months later; the 31st becomes the last day of a shorter month."""
    first = month_start(day, months + 1)
    return min(first + timedelta(days=day.day - 1), month_of(first).last)


def working_days(period: Period, is_holiday: IsHoliday) -> int:
    """Days of a period that are neither weekend nor holiday."""
    return sum(is_working_day(day, is_holiday) for day in period.days)


def last_working_day(period: Period, is_holiday: IsHoliday) -> date:
    """Last working day of a period; its last day where every day is off."""
    day = period.last
    while day >= period.first:
        if is_working_day(day, is_holiday):
            return day
        day -= _DAY
    return period.last
