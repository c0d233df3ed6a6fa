"""Exact values as JSON holds them: numbers as text, what cannot be computed with its reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from facilitator.methods.exact import Exact, NotAvailable, fraction, half_up

Json: TypeAlias = Any
"""Dicts, lists, text, whole numbers, true, false and null; never a float."""

_FINITE_PLACES = 6


def missing(value: NotAvailable) -> dict[str, str]:
    """A figure that cannot be computed, with its reason."""
    return {"not_available": value.reason}


def rounded(value: Exact | NotAvailable | None, places: int) -> Json:
    """A number with so many decimals, halves away from zero: "4.4000"."""
    if value is None:
        return None
    return missing(value) if isinstance(value, NotAvailable) else f"{half_up(value, places):f}"


def percent(value: Exact | NotAvailable | None, places: int = 2) -> Json:
    """A share in per cent without the sign: 0.05 is "5.00"."""
    if value is None or isinstance(value, NotAvailable):
        return rounded(value, places)
    return rounded(fraction(value) * 100, places)


def money(value: Exact | NotAvailable | None) -> Json:
    """An amount as short as it is exact ("957.6"), else with two decimals."""
    if value is None or isinstance(value, NotAvailable):
        return rounded(value, 2)
    exact = fraction(value)
    for places in range(_FINITE_PLACES):
        if (exact * 10**places).denominator == 1:
            return rounded(exact, places)
    return rounded(exact, 2)


def ratio(value: Fraction | NotAvailable) -> Json:
    """A number without any rounding, as numerator and denominator: "22/5"."""
    return missing(value) if isinstance(value, NotAvailable) else str(value)


def day(value: date | NotAvailable | None) -> Json:
    """A day as 2027-01-14."""
    if value is None:
        return None
    return missing(value) if isinstance(value, NotAvailable) else value.isoformat()


def plain(value: str | int | bool | NotAvailable | None) -> Json:
    """A word or whole number as it is."""
    return missing(value) if isinstance(value, NotAvailable) else value


def groups(order: Sequence[Sequence[str]]) -> list[list[str]]:
    """An order of options; those that are equal stand together."""
    return [list(group) for group in order]


def keyed(values: Mapping[Any, Json]) -> dict[str, Json]:
    """A mapping whose keys are text."""
    return {str(key): value for key, value in values.items()}
