"""Whether people work on a day, by the public calendar of their country."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from facilitator.words.days import say_day, say_weekday
from facilitator.words.language import _

if TYPE_CHECKING:
    from holidays import HolidayBase


def weekend_or_holiday(day: date, country: str) -> str | None:
    """Say why a day is free in a country (ISO code such as PL), or None for a working day.

    Working Saturdays and transferred days off are known where the country announces them. An
    empty code knows only Saturday and Sunday. Raises ValueError for a code nobody has.
    """
    code = country.strip().upper()
    if not code:
        return _free(day, say_weekday(day)) if day.weekday() >= 5 else None
    known = _calendar(code, day.year)
    if known is None:
        raise ValueError(
            _(
                "No public holidays are known for “{country}”. "
                "Use a two-letter country code such as PL, DE or GB."
            ).format(country=country.strip())
        )
    if known.is_working_day(day):
        return None
    return _free(day, known.get(day) or say_weekday(day), code)


@lru_cache(maxsize=64)  # a plan of 2,000 actions asks for the same year every time
def _calendar(code: str, year: int) -> "HolidayBase | None":
    """The public holidays of a country in a year, None for a country nobody knows."""
    import holidays  # 0.2 s: only when a deadline is checked

    if code not in holidays.list_supported_countries():
        return None
    known = holidays.country_holidays(code, years=year)
    if "en_US" in known.supported_languages:
        known = holidays.country_holidays(code, years=year, language="en_US")
    return known


def _free(day: date, reason: str, country: str = "") -> str:
    free = (
        _("{day} is not a working day in {country}: {reason}.")
        if country
        else _("{day} is not a working day: {reason}.")
    )
    return free.format(day=say_day(day), country=country, reason=reason)
