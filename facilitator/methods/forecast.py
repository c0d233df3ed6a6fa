"""Forecast of a month: money promised, deals that close, repeat sales; and how good it was.

Source: methods 2.14.4, 2.14.5; coverage rows 128, 145–147 and 154.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    divide,
    entered,
    fraction,
    known,
    total,
)
from facilitator.methods.funnel import Deal
from facilitator.methods.periods import MONTHS_IN_YEAR, Period
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class CarryOver:
    """A contract issued but not yet paid; the chance of its money is a share 0…1 or not known.

    `promised_on` is the day the client named, None without a promise.
    """

    name: str
    amount: Exact
    chance: Exact | None
    due: date | None = None
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Unpaid contracts at the start of a month; money in the unit entered."""

    amount: Fraction
    expected: Fraction
    """Sum of amount × chance over the contracts with a chance."""
    each: tuple[tuple[str, Fraction], ...]
    unrated: tuple[str, ...]
    """Contracts nobody gave a chance: not in the expected money."""
    promised: Fraction
    """Money with a day promised inside the period; a part of `amount`, not on top of it."""
    promises: tuple[str, ...]
    broken: tuple[str, ...]
    """Promised for a day that has passed, still unpaid."""
    overdue: tuple[str, ...]


def carry_over(items: Sequence[CarryOver], period: Period, as_of: date) -> Opening:
    """Add up what clients still owe; an empty list is nothing owed, 0.

    Raises ValueError for a negative amount or a chance outside 0…1.
    """
    each: list[tuple[str, Fraction]] = []
    for item in items:
        if fraction(item.amount) < 0:
            raise ValueError(
                _("The amount of {name} is negative; enter 0 or more.").format(name=item.name)
            )
        if item.chance is not None:
            each.append((item.name, fraction(item.amount) * _chance(item.name, item.chance)))
    promised = [item for item in items if item.promised_on and item.promised_on in period]
    return Opening(
        amount=total([item.amount for item in items]),
        expected=total([value for _unused, value in each]),
        each=tuple(each),
        unrated=tuple(item.name for item in items if item.chance is None),
        promised=total([item.amount for item in promised]),
        promises=tuple(item.name for item in promised),
        broken=tuple(item.name for item in items if item.promised_on and item.promised_on < as_of),
        overdue=tuple(item.name for item in items if item.due and item.due < as_of),
    )


@dataclass(frozen=True, slots=True)
class Closing:
    """Open deals that are expected to close inside a period."""

    amount: Fraction
    expected: Fraction
    each: tuple[tuple[str, Fraction], ...]
    unrated: tuple[str, ...]
    """Close inside, but without a chance: not in the expected money."""
    undated: tuple[str, ...]
    outside: tuple[str, ...]


def closing_in(deals: Sequence[Deal], period: Period) -> Closing:
    """Weighted deals whose contract is expected inside the period (methods 2.14.4, 2.14.5).

    No such deal is 0. Raises ValueError for a chance outside 0…1.
    """
    inside = [deal for deal in deals if deal.closes_on and deal.closes_on in period]
    each = tuple(
        (deal.name, fraction(deal.amount) * _chance(deal.name, deal.chance))
        for deal in inside
        if deal.chance is not None
    )
    return Closing(
        amount=total([deal.amount for deal in inside]),
        expected=total([value for _unused, value in each]),
        each=each,
        unrated=tuple(deal.name for deal in inside if deal.chance is None),
        undated=tuple(deal.name for deal in deals if deal.closes_on is None),
        outside=tuple(
            deal.name for deal in deals if deal.closes_on and deal.closes_on not in period
        ),
    )


def counted_twice(signed: Collection[str], open_deals: Collection[str]) -> tuple[str, ...]:
    """Names that stand both among signed contracts and among open deals, sorted."""
    return tuple(sorted(set(signed) & set(open_deals)))


def repeat_sales(
    months: Sequence[Exact | None], season_index: Exact | NotAvailable | None
) -> Figure:
    """Sales to existing clients a month may bring: average of the last 12 months × season index.

    Fewer than twelve known months would carry their own season into the average.
    """
    year = [fraction(month) for month in months[-MONTHS_IN_YEAR:] if month is not None]
    if len(year) < MONTHS_IN_YEAR:
        return NotAvailable(_("Repeat sales need twelve months of history without a gap."))
    index = entered(season_index, _("The season index of the month is not known."))
    return index if isinstance(index, NotAvailable) else total(year) / MONTHS_IN_YEAR * index


def run_rate(actual: Exact | None, elapsed: int, whole: int) -> Figure:
    """What the period brings if the rest goes on like its first `elapsed` of `whole` days."""
    if not 0 <= elapsed <= whole:
        raise ValueError(f"{elapsed} of {whole} working days is not a part of the period.")
    sold = entered(actual, _("There is no fact yet."))
    if isinstance(sold, NotAvailable):
        return sold
    return divide(sold * whole, elapsed, _("No working day of the period has passed yet."))


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected money of a period with its basis: what is in it and what is not."""

    expected: Figure
    parts: tuple[tuple[str, Figure], ...]
    missing: tuple[str, ...]
    """Parts nobody knows; the expected money is without them."""


def forecast(parts: Mapping[str, Exact | NotAvailable | None]) -> Forecast:
    """Add the named parts of a forecast that are known; name those that are not.

    The parts are carry-over, deals closing and repeat sales (methods 2.14.5).
    """
    figures = tuple(
        (name, entered(value, _("{part}: not known.").format(part=_(name))))
        for name, value in parts.items()
    )
    found = [value for _unused, value in figures if not isinstance(value, NotAvailable)]
    return Forecast(
        expected=total(found) if found else NotAvailable(_("No part of the forecast is known.")),
        parts=figures,
        missing=tuple(name for name, value in figures if isinstance(value, NotAvailable)),
    )


def forecast_accuracy(actual: Exact | None, predicted: Exact | NotAvailable | None) -> Figure:
    """1 − |actual − forecast| ÷ actual; below zero when the forecast was off by more than all.

    Source: coverage row 154. The months of a person are a series for `dynamics.trend`.
    """
    both = known(
        entered(actual, _("There is no fact yet.")), entered(predicted, _("There was no forecast."))
    )
    if isinstance(both, NotAvailable):
        return both
    fact, said = both
    if fact <= 0:
        return NotAvailable(_("Nothing was sold, so there is no accuracy in per cent."))
    return 1 - abs(fact - said) / fact


def _chance(name: str, chance: Exact) -> Fraction:
    share = fraction(chance)
    if not 0 <= share <= 1:
        raise ValueError(
            _("The chance of {name} lies outside 0 to 100 %; correct it.").format(name=name)
        )
    return share
