"""Deadlines in words: our own grammar first, the dateparser library for what is left."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from facilitator.words.day_grammar import (
    EXAMPLES,
    RULES,
    SURE_RULES,
    DeadlineError,
    NamesPeriod,
    NotUnderstood,
    Rule,
    day_words,
)
from facilitator.words.days import say_day
from facilitator.words.language import _, ngettext
from facilitator.words.text import excerpt
from facilitator.words.workdays import weekend_or_holiday

__all__ = [
    "Deadline",
    "DeadlineError",
    "InThePast",
    "NotUnderstood",
    "parse_day",
    "parse_deadline",
    "say_day",
    "sure_deadline",
    "weekend_or_holiday",
]

FARTHEST_YEARS = 10
"""A day farther ahead than this is taken for a slip of the finger."""

LONGEST = 60
"""Characters; a longer phrase is not a day."""


class InThePast(DeadlineError):
    """The day is over."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, and how it is repeated to the room so that a misreading is seen: Fri 29 Jan 2027."""

    day: date
    echo: str


def parse_deadline(text: str, today: date) -> Deadline:
    """Read a day on or after today from English, Russian or Polish words or figures.

    A day and month without a year is the next such day, today included. A weekday is the next
    one after today; "next fri" is the one in the following week (Monday to Sunday). The middle of
    a month is its 15th, its beginning the first day from Monday to Friday, its end the last day of
    the calendar. Figures are day first, a Roman figure is a month (15 II). Raises NotUnderstood
    and InThePast.
    """
    return _not_over(parse_day(text, today), today)


def parse_day(text: str, today: date) -> date:
    """Read a day that may also be over, such as the day of a session. Raises NotUnderstood."""
    day = _read(text, today, (*RULES, _by_library))
    if day is not None:
        return day
    shown = excerpt(text)
    raise NotUnderstood(
        _("“{typed}” names no day. {examples}").format(typed=shown, examples=_(EXAMPLES))
        if shown
        else _("There is no day here. {examples}").format(examples=_(EXAMPLES))
    )


def sure_deadline(phrase: str, today: date) -> Deadline | None:
    """Read words that may be ordinary text: a deadline only if our own grammar is sure of it.

    Raises NotUnderstood and InThePast when the words are a day, but not one to be met.
    """
    day = _read(phrase, today, SURE_RULES)
    return None if day is None else _not_over(day, today)


def _not_over(day: date, today: date) -> Deadline:
    if day < today:
        raise InThePast(
            _("{day} is over; today is {today}. Name a day from today on.").format(
                day=say_day(day), today=say_day(today)
            )
        )
    return Deadline(day, say_day(day))


def _read(text: str, today: date, rules: tuple[Rule, ...]) -> date | None:
    words = day_words(text) if len(text) <= LONGEST else []
    if not words:
        return None
    for rule in rules:
        try:
            day = rule(words, today)
        except OverflowError:
            day = date.max
        except NamesPeriod as error:
            said = str(error).format(words=excerpt(text), examples=_(EXAMPLES))
            raise NotUnderstood(said) from error
        if day is not None and day.year > today.year + FARTHEST_YEARS:
            raise NotUnderstood(
                ngettext(
                    "“{typed}” is more than {years} year ahead. Check the year.",
                    "“{typed}” is more than {years} years ahead. Check the year.",
                    FARTHEST_YEARS,
                ).format(typed=excerpt(text), years=FARTHEST_YEARS)
            )
        if day is not None:
            return day
    return None


def _by_library(words: list[str], today: date) -> date | None:
    phrase = " ".join(words)
    # It would drop a clock time and control characters, and it reads 1.5 weeks as a day and month.
    if len(phrase) < 3 or not phrase.isprintable() or not re.search(r"[^\W\d]", phrase):
        return None
    if re.search(r"[:%]|\d[.,]\d", phrase):
        return None
    import dateparser  # 0.2 s: only for the rare phrase our grammar does not know

    found: set[date] = set()
    for order in ("DMY", "MDY"):
        moment = dateparser.parse(
            phrase,
            languages=["en", "ru", "pl"],
            settings={
                "DATE_ORDER": order,
                "PARSERS": ["absolute-time", "relative-time"],
                "PREFER_DATES_FROM": "future",
                "RELATIVE_BASE": datetime(today.year, today.month, today.day, 12),
                "REQUIRE_PARTS": ["day"],
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
        if moment is None:
            return None
        found.add(moment.date())
    return found.pop() if len(found) == 1 else None
