"""Whether people work on a day, by the public calendar of their country."""

from datetime import date

from facilitator.words.day_grammar import WEEKDAY_NAMES, say_day
from facilitator.words.language import _


def weekend_or_holiday(day: date, country: str) -> str | None:
    """Say why a day is free in a country (ISO code such as PL), or None for a working day.

    Working Saturdays and transferred days off are known where the country announces them. An
    empty code knows only Saturday and Sunday. Raises ValueError for a code nobody has.
    """
    code = country.strip().upper()
    if not code:
        return _free(day, WEEKDAY_NAMES[day.weekday()]) if day.weekday() >= 5 else None
    import holidays  # 0.2 s: only when a deadline is checked

    if code not in holidays.list_supported_countries():
        raise ValueError(
            f"No public holidays are known for “{country.strip()}”. "
            "Use a two-letter country code such as PL, DE or GB."
        )
    known = holidays.country_holidays(code, years=day.year)
    if "en_US" in known.supported_languages:
        known = holidays.country_holidays(code, years=day.year, language="en_US")
    if known.is_working_day(day):
        return None
    return _free(
        day, known.get(day) or WEEKDAY_NAMES[day.weekday()], _(" in {code}").format(code=code)
    )


def _free(day: date, reason: str, where: str = "") -> str:
    return _("{day} is not a working day{where}: {reason}.").format(
        day=say_day(day), where=where, reason=reason
    )
