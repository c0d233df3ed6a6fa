"""Sales dynamics: growth, trend, moving windows, season, and declines that need a cause."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    divide,
    fraction,
    largest_remainder,
    mean,
    median,
    total,
)
from facilitator.words.language import N_, _

Series: TypeAlias = Sequence[Exact | NotAvailable | None]
"""One value per equal period, oldest first; None or NotAvailable where there is no value."""

TREND_MINIMUM = 6
TREND_RELIABLE = 12
CAGR_MINIMUM_STEPS = 2
SEASON_MINIMUM_YEARS = 2
SEASON_RELIABLE_YEARS = 3
DECLINE_LIMIT = Fraction(-5, 100)
_QUARTER_MONTHS = 3
_SHOWN_DIGITS = Context(prec=28)
_WIDE_DIGITS = Context(prec=56)


def change(now: Exact | None, base: Exact | None) -> Fraction | NotAvailable:
    """Relative change against a base, 0.05 for five per cent more; the base must be positive."""
    if now is None:
        return NotAvailable(_("The period itself has no value."))
    if base is None:
        return NotAvailable(_("The period to compare with has no value."))
    if fraction(base) <= 0:
        return NotAvailable(_("The period to compare with is zero or negative."))
    return fraction(now) / fraction(base) - 1


def changes(series: Series, lag: int) -> tuple[Fraction | NotAvailable, ...]:
    """Change of every period against the one `lag` periods before; same length as the series."""
    if lag < 1:
        raise ValueError("the lag is at least one period")
    values = _numbers(series)
    none_before = NotAvailable(_("There is no earlier period to compare with."))
    return tuple(
        none_before if at < lag else change(value, values[at - lag])
        for at, value in enumerate(values)
    )


def month_on_month(series: Series) -> tuple[Fraction | NotAvailable, ...]:
    """Change of every period against the one just before it (MoM for months)."""
    return changes(series, 1)


def year_on_year(series: Series, per_year: int = 12) -> tuple[Fraction | NotAvailable, ...]:
    """Change of every period against the same period a year before (YoY)."""
    return changes(series, per_year)


def cagr(first: Exact | None, last: Exact | None, steps: int) -> Decimal | NotAvailable:
    """Compound annual growth rate to 28 digits; `steps` are years, 2024 to 2026 makes two."""
    if first is None or last is None:
        return NotAvailable(_("The first or the last year has no value."))
    if fraction(first) <= 0 or fraction(last) <= 0:
        return NotAvailable(_("Both the first and the last year must be above zero."))
    if steps < CAGR_MINIMUM_STEPS:
        return NotAvailable(_("An average growth rate needs at least two yearly steps."))
    ratio = fraction(last) / fraction(first)
    grown = _WIDE_DIGITS.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    power = _WIDE_DIGITS.divide(Decimal(1), Decimal(steps))
    return _SHOWN_DIGITS.subtract(_WIDE_DIGITS.power(grown, power), Decimal(1))


@dataclass(frozen=True, slots=True)
class Trend:
    """Straight line through the periods by ordinary least squares."""

    slope: Fraction
    """Money per period."""
    relative: Fraction | NotAvailable
    """Slope divided by the mean value."""
    points: int

    @property
    def rough(self) -> bool:
        """Whether there are too few points to lean on the slope."""
        return self.points < TREND_RELIABLE


def trend(series: Series) -> Trend | NotAvailable:
    """Fit a line over t = 1…n; a missing period keeps its place in time but adds no point."""
    points = [
        (Fraction(t), value) for t, value in enumerate(_numbers(series), 1) if value is not None
    ]
    if len(points) < TREND_MINIMUM:
        return NotAvailable(
            _("A trend needs at least {count} periods with a value.").format(count=TREND_MINIMUM)
        )
    middle_t = total([t for t, _unused in points]) / len(points)
    middle = total([value for _unused, value in points]) / len(points)
    slope = total([(t - middle_t) * (value - middle) for t, value in points]) / total(
        [(t - middle_t) ** 2 for t, _unused in points]
    )
    relative = divide(slope, middle, _("The mean of the periods is zero."))
    return Trend(slope, relative, len(points))


def moving_total(series: Series, window: int = 12) -> tuple[Fraction | NotAvailable, ...]:
    """Total of each period and the `window` - 1 before it; the first ones are not available."""
    if window < 1:
        raise ValueError("the window is at least one period")
    values = _numbers(series)
    return tuple(
        _window_total(values[at + 1 - window : at + 1] if at + 1 >= window else [])
        for at in range(len(values))
    )


def moving_average(series: Series, window: int = 12) -> tuple[Fraction | NotAvailable, ...]:
    """Moving total divided by the window."""
    return tuple(
        value if isinstance(value, NotAvailable) else value / window
        for value in moving_total(series, window)
    )


def centred_average(series: Series, window: int = 12) -> tuple[Fraction | NotAvailable, ...]:
    """Moving average centred on each period: 2×12 for twelve months, plain for an odd window."""
    averages = moving_average(series, window)
    half = window // 2
    ends_early = NotAvailable(_("The window does not fit before or after this period."))
    centred: list[Fraction | NotAvailable] = []
    for at in range(len(averages)):
        pair = averages[at + half - (1 - window % 2) : at + half + 1]
        if at < half or at + half >= len(averages):
            centred.append(ends_early)
            continue
        known = [value for value in pair if not isinstance(value, NotAvailable)]
        lost = [value for value in pair if isinstance(value, NotAvailable)]
        centred.append(lost[0] if lost else total(known) / len(known))
    return tuple(centred)


class SeasonMethod(StrEnum):
    """How the season was separated from the rest."""

    AVERAGE = N_("ratio to average")
    MOVING_AVERAGE = N_("ratio to moving average")


@dataclass(frozen=True, slots=True)
class Seasonality:
    """Index per period of the year; 1 is an average period, the indices add up to their number."""

    indices: tuple[Fraction, ...]
    years: int
    method: SeasonMethod

    @property
    def indicative(self) -> bool:
        """Whether fewer than three years stand behind the indices."""
        return self.years < SEASON_RELIABLE_YEARS

    @property
    def peak(self) -> int:
        """Position of the strongest period in the year, from 0; the earliest of equals."""
        return self.indices.index(max(self.indices))

    @property
    def low(self) -> int:
        """Position of the weakest period in the year, from 0; the earliest of equals."""
        return self.indices.index(min(self.indices))


def seasonality(series: Series, per_year: int = 12) -> Seasonality | NotAvailable:
    """Season by simple ratio to each full year's average; the series starts with a year.

    Years with a gap or without positive sales are left out; two must remain.
    """
    ratios: list[list[Fraction]] = []
    for year in _full_years(series, per_year):
        average = total(year) / per_year
        if average > 0:
            ratios.append([value / average for value in year])
    if len(ratios) < SEASON_MINIMUM_YEARS:
        return NotAvailable(_("A season needs at least two full years with sales."))
    averaged = [total(column) / len(ratios) for column in zip(*ratios, strict=True)]
    return _rescaled(averaged, len(ratios), SeasonMethod.AVERAGE)


def trended_seasonality(series: Series, per_year: int = 12) -> Seasonality | NotAvailable:
    """Season by the median ratio to the centred moving average; better under a clear trend."""
    years = sum(total(year) > 0 for year in _full_years(series, per_year))
    if years < SEASON_MINIMUM_YEARS:
        return NotAvailable(_("A season needs at least two full years with sales."))
    columns: list[list[Fraction]] = [[] for _unused in range(per_year)]
    pairs = zip(_numbers(series), centred_average(series, per_year), strict=True)
    for at, (value, centre) in enumerate(pairs):
        if value is not None and not isinstance(centre, NotAvailable) and centre > 0:
            columns[at % per_year].append(value / centre)
    middles = [median(column) for column in columns]
    known = [value for value in middles if not isinstance(value, NotAvailable)]
    if len(known) < per_year:
        return NotAvailable(_("Some period of the year never stands inside a full window."))
    return _rescaled(known, years, SeasonMethod.MOVING_AVERAGE)


def plan_split(target: int, indices: Sequence[Exact]) -> tuple[int, ...] | NotAvailable:
    """Split a whole target over periods by their season indices; the parts add up exactly."""
    return largest_remainder(target, indices)


class DeclineUnit(StrEnum):
    """The period a decline is counted in."""

    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Decline:
    """A fall against last year for which the room must name a cause."""

    unit: DeclineUnit
    first: int
    """Position of the first period in its series, from 0."""
    last: int
    change: Fraction
    """Total of the periods against the same periods a year before."""


def quarter_totals(months: Series) -> tuple[Fraction | None, ...]:
    """Add months to whole quarters; the series starts with a quarter, a gap leaves None."""
    values = _numbers(months)
    totals: list[Fraction | None] = []
    for at in range(0, len(values) - _QUARTER_MONTHS + 1, _QUARTER_MONTHS):
        quarter = _window_total(values[at : at + _QUARTER_MONTHS])
        totals.append(None if isinstance(quarter, NotAvailable) else quarter)
    return tuple(totals)


def quarter_declines(quarters: Series, limit: Exact = DECLINE_LIMIT) -> tuple[Decline, ...]:
    """Quarters at or below the limit against the same quarter of last year."""
    return tuple(
        Decline(DeclineUnit.QUARTER, at, at, value)
        for at, value in enumerate(year_on_year(quarters, 4))
        if not isinstance(value, NotAvailable) and value <= fraction(limit)
    )


def month_declines(months: Series) -> tuple[Decline, ...]:
    """Runs of two or more successive months below the same months of last year."""
    values = _numbers(months)
    falls = [not isinstance(yoy, NotAvailable) and yoy < 0 for yoy in year_on_year(months)]
    found: list[Decline] = []
    at = 0
    while at < len(falls):
        end = at
        while end < len(falls) and falls[end]:
            end += 1
        if end - at > 1:
            now = total([value for value in values[at:end] if value is not None])
            base = total([value for value in values[at - 12 : end - 12] if value is not None])
            found.append(Decline(DeclineUnit.MONTH, at, end - 1, now / base - 1))
        at = end + 1
    return tuple(found)


def declines(months: Series, limit: Exact = DECLINE_LIMIT) -> tuple[Decline, ...]:
    """All declines of a monthly series that need a cause: quarters first, then runs of months."""
    return quarter_declines(quarter_totals(months), limit) + month_declines(months)


def _numbers(series: Series) -> list[Fraction | None]:
    return [
        None if value is None or isinstance(value, NotAvailable) else fraction(value)
        for value in series
    ]


def _window_total(values: Sequence[Fraction | None]) -> Fraction | NotAvailable:
    if not values:
        return NotAvailable(_("There are not enough earlier periods for the window."))
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return NotAvailable(_("A period inside the window has no value."))
    return total(known)


def _full_years(series: Series, per_year: int) -> list[list[Fraction]]:
    values = _numbers(series)
    years = [values[at : at + per_year] for at in range(0, len(values), per_year)]
    known = [[value for value in year if value is not None] for year in years]
    return [year for year in known if len(year) == per_year]


def _rescaled(
    indices: Sequence[Fraction], years: int, method: SeasonMethod
) -> Seasonality | NotAvailable:
    centre = mean(indices)
    if isinstance(centre, NotAvailable) or centre <= 0:
        return NotAvailable(_("The season indices add up to nothing."))
    return Seasonality(tuple(index / centre for index in indices), years, method)
