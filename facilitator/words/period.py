"""Months, quarters and years in words: "feb 2027", "2027-Q1", "1 квартал 2027", "2027"."""

import re
from datetime import date

from facilitator.words.calendar_words import MONTHS
from facilitator.words.day_grammar import month_end
from facilitator.words.days import say_day, say_month
from facilitator.words.deadline import DeadlineError, parse_day
from facilitator.words.folding import fold
from facilitator.words.language import _
from facilitator.words.text import excerpt

MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER = 3

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH_FIGURES = re.compile(rf"{_YEAR}[-./](?P<month>\d\d?)|(?P<m>\d\d?)[-./](?P<y>20\d\d)")
_MONTH_WORD = re.compile(rf"(?P<word>[^\W\d]+)\.?(?:\s+{_YEAR})?")
_QUARTER = r"(?:q|kw|кв)(?:artal|uarter|артал)?\w*\.?"
_QUARTERS = (
    re.compile(rf"(?:{_YEAR}[-\s]*)?{_QUARTER}\s*(?P<quarter>[1-4])"),
    re.compile(rf"{_QUARTER}\s*(?P<quarter>[1-4])[-/\s]*{_YEAR}"),
    re.compile(rf"(?P<quarter>[1-4])\s*{_QUARTER}(?:\s*{_YEAR})?"),
)
_ROMANS = ("i", "ii", "iii", "iv")
_ROMAN = re.compile(r"(i{1,3}|iv)\s+(?=q|kw|кв)")
_SPAN = re.compile(r"(?P<first>.+?)\s*(?:\.\.|…|–|\bto\b|\bдо\b|\bdo\b)\s*(?P<last>.+)")


class NoPeriod(ValueError):
    """A text names no month, quarter or year; the message is a sentence."""


def parse_period(text: str, today: date) -> tuple[date, date]:
    """First and last day of a month, a quarter, a year or two days with ".." between them.

    Without a year it is the next such month or quarter that is not over today. Raises NoPeriod.
    """
    words = fold(text)
    for read in (_month, _quarter, _year):
        found = read(words, today)
        if found is not None:
            return found
    span = _SPAN.fullmatch(text.strip())
    if span is not None:
        return _days(span["first"], span["last"], today)
    raise NoPeriod(
        _(
            "“{typed}” is no month, quarter or year. Write it like 2027-02, feb 2027, "
            "2027-Q1, 2027, or 14 jan 2027 .. 28 feb 2027."
        ).format(typed=excerpt(text))
    )


def parse_month(text: str, today: date) -> date:
    """The first day of a month in words or figures. Raises NoPeriod."""
    found = _month(fold(text), today)
    if found is None:
        raise NoPeriod(
            _("“{typed}” is no month. Write it like feb 2027 or 2027-02.").format(
                typed=excerpt(text)
            )
        )
    return found[0]


def say_period(first: date | None, last: date | None) -> str:
    """`February 2027`, `Q1 2027`, `2027`, or the two days; empty without them."""
    if first is None or last is None:
        return ""
    if first.day == 1 and last == month_end(last.year, last.month) and first.year == last.year:
        months = last.month - first.month + 1
        if months == 1:
            return say_month(first)
        if months == MONTHS_IN_QUARTER and first.month % MONTHS_IN_QUARTER == 1:
            return _("Q{quarter} {year}").format(
                quarter=last.month // MONTHS_IN_QUARTER, year=first.year
            )
        if months == MONTHS_IN_YEAR:
            return str(first.year)
    return f"{say_day(first)} – {say_day(last)}"


def _month(words: str, today: date) -> tuple[date, date] | None:
    if figures := _MONTH_FIGURES.fullmatch(words):
        month = int(figures["month"] or figures["m"])
        year = int(figures["year"] or figures["y"])
        return _months(year, month, 1) if 1 <= month <= MONTHS_IN_YEAR else None
    named = _MONTH_WORD.fullmatch(words)
    if named is None or named["word"] not in MONTHS:
        return None
    month = MONTHS[named["word"]]
    year = int(named["year"]) if named["year"] else today.year + (month < today.month)
    return _months(year, month, 1)


def _quarter(words: str, today: date) -> tuple[date, date] | None:
    if roman := _ROMAN.match(words):
        words = f"{_ROMANS.index(roman[1]) + 1} {words[roman.end() :]}"
    for form in _QUARTERS:
        if found := form.fullmatch(words):
            first = int(found["quarter"]) * MONTHS_IN_QUARTER - MONTHS_IN_QUARTER + 1
            over = first + MONTHS_IN_QUARTER - 1 < today.month
            year = int(found["year"]) if found["year"] else today.year + over
            return _months(year, first, MONTHS_IN_QUARTER)
    return None


def _year(words: str, today: date) -> tuple[date, date] | None:
    found = re.fullmatch(_YEAR, words)
    return _months(int(found["year"]), 1, MONTHS_IN_YEAR) if found else None


def _days(first: str, last: str, today: date) -> tuple[date, date]:
    try:
        found = parse_day(first, today), parse_day(last, today)
    except DeadlineError as error:
        raise NoPeriod(str(error)) from error
    if found[1] < found[0]:
        raise NoPeriod(
            _("{last} comes before {first}. Turn them round.").format(
                last=say_day(found[1]), first=say_day(found[0])
            )
        )
    return found


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    return date(year, month, 1), month_end(year, month + count - 1)
