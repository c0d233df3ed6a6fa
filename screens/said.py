"""Whole numbers, days and times in sentences, as the language of the moment writes them."""

from datetime import date, datetime
from decimal import Decimal

from facilitator.words.language import N_, _, language
from facilitator.words.number import Language, format_number

_WRITTEN: dict[str, Language] = {"en": "en", "ru": "ru", "pl": "pl"}


def counted(number: int) -> str:
    """A whole number with its thousands apart: 1,234 in English, 1 234 in Russian and Polish."""
    return written(number, 0)


MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


def moment(at: datetime) -> str:
    """A day of this year and the time: 14 Jan 09:30."""
    return f"{at:%d} {_(MONTHS[at.month - 1])} {at:%H:%M}"


def dated(at: datetime) -> str:
    """A day with its year: 14 Jan 2027."""
    return f"{at:%d} {_(MONTHS[at.month - 1])} {at:%Y}"


def short_day(day: date) -> str:
    """A day of this year: 5 Feb."""
    return f"{day.day} {_(MONTHS[day.month - 1])}"


def written(number: Decimal | int, places: int) -> str:
    """A number with so many decimals: 1,234.50 in English, 1 234,50 in Russian and Polish."""
    return format_number(number, places, _WRITTEN.get(language(), "en"))
