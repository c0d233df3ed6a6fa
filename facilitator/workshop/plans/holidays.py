"""Public holidays where a session lives, for counting working days."""

from datetime import date
from functools import cache, lru_cache

from facilitator.methods.actions import IsHoliday
from facilitator.words.workdays import weekend_or_holiday
from facilitator.workshop.state import State


def holidays_of(state: State) -> IsHoliday:
    """Whether a day is free in the session's country; a country nobody knows has no holidays."""
    return holidays_in(state.workshop.country)


@cache
def holidays_in(country: str) -> IsHoliday:
    """Whether a day is free in a country, by its two-letter code."""

    @lru_cache(4096)
    def is_holiday(day: date) -> bool:
        try:
            return weekend_or_holiday(day, country) is not None
        except ValueError:
            return False

    return is_holiday
