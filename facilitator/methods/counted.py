"""Facts of a KPI counted from what people enter day by day.

Source: coverage rows 111, 160, 167 and 173; methods 2.14.1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import fraction
from facilitator.methods.kpi import Frequency, period_of
from facilitator.methods.periods import Period
from facilitator.methods.tracking import DayLog

LONGEST = Frequency.MONTHLY
"""Longer periods are counted month by month, so that a month nobody tracked stays unknown."""

_LONG = (Frequency.QUARTERLY, Frequency.HALF_YEARLY)


@dataclass(frozen=True, slots=True)
class Counted:
    """One fact: the sum of a measure over the days of a period that have an entry of it."""

    period: Period
    value: Fraction
    days: int
    """Entries that were added up: of one person days, of several the days of each."""
    people: int


def once(plans: Iterable[Sequence[DayLog]]) -> tuple[DayLog, ...]:
    """The days of several plans of one person; a day kept in two is taken from the first."""
    known: set[date] = set()
    found: list[DayLog] = []
    for logs in plans:
        found += [log for log in logs if log.day not in known]
        known |= {log.day for log in logs}
    return tuple(sorted(found, key=lambda log: log.day))


def counted(
    logs: Mapping[str, Iterable[DayLog]], measure: str, frequency: Frequency | None, until: date
) -> tuple[Counted, ...]:
    """Sum a measure by the periods of a KPI, the earliest first; `logs` are days by person.

    A blank is not zero: a period without any entry has no fact, and a day without one is not
    counted among its days. Days after `until`, and negative entries, are left out.
    """
    by = LONGEST if frequency is None or frequency in _LONG else frequency
    sums: dict[Period, list[tuple[str, date, Fraction]]] = {}
    for person, entered in logs.items():
        for log in entered:
            value = log.values.get(measure)
            if value is not None and value >= 0 and log.day <= until:
                period = period_of(by, log.day)
                sums.setdefault(period, []).append((person, log.day, fraction(value)))
    return tuple(
        Counted(
            period=period,
            value=sum((value for _who, _day, value in found), Fraction(0)),
            days=len({(who, day) for who, day, _value in found}),
            people=len({who for who, _day, _value in found}),
        )
        for period, found in sorted(sums.items(), key=lambda each: each[0].first)
    )
