"""Numbers and days as they stand in the cells of an export, one text at a time.

What can be read in one way only is read that way; the style of the column decides the rest:
1,234 and 03.04.2026. `cells` says the same to the database, and both agree by test.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from facilitator.words.calendar_words import MONTHS, YEAR_TAILS
from facilitator.words.folding import fold
from facilitator.words.language import N_

FIGURES = 18
PLACES = 4
"""Amounts are kept with 18 figures, 4 of them decimals."""

PRICE_PLACES = 6
"""Unit prices are kept finer, because they are multiplied."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside are slips of the finger."""

NOTHING = (
    *("", "-", "–", "—", "−", "--", "...", "…", "?", "н/д", "Н/Д", "нет", "Нет", "н.д.", "NULL"),
    *("null", "Null", "None", "NaN", "nan", "n/a", "N/A", "#N/A", "NA", "n.a.", "brak", "BRAK"),
    *("b/d", "bd.", "(blank)", "(пусто)", "#ПУСТО", "<пусто>", "\\N", "nil"),
)
"""What people and programs write where there is nothing."""

SPACES = " \u00a0\u2007\u2009\u202f"
CURRENCY = (
    r"(?:[$€£₽₴¥]|zł|zl|kr|Kč|Ft|руб(?:лей|\.)?|р\.?|грн\.?|PLN|EUR|USD|RUB|RUR|GBP|UAH|CHF|CZK)"
)

_GAP = rf"[{SPACES}'’ʼ]"
_PIECE = rf"(?:[0-9]+|[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+|[0-9]{{1,3}}(?:['’ʼ][0-9]{{3}})+)"
_NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-−–﹣－+＋]?)\s*(?:{CURRENCY})?\s*(?P<inner>[-−–]?)\s*"
    rf"(?P<figure>{_PIECE}(?:[.,][0-9]*)*|[.,][0-9]+)\s*(?:{CURRENCY})?\s*(?P<behind>-?)"
    r"(?P<close>\))?",
    re.IGNORECASE,
)
_GROUPS = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:\{mark}[0-9]{{3}})+") for mark in ".,"}
TIME = (
    r"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./ ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})\s*(?:г\.?|r\.?)?")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_TIMED = re.compile(rf"(.*?){TIME}", re.DOTALL)
_MOST_WORDS = 5
_WORDS = re.compile(r"[\s.,/-]+")
_EPOCH = date(1899, 12, 30)
_REMEMBERED = 1 << 13
"""Texts: while a file is recognised, the same cells are looked at many times."""


class NumberStyle(StrEnum):
    """What 1,234 and 1.234 mean in a column where nothing else tells."""

    POINT = "1,234.56"
    COMMA = "1.234,56"


class DateStyle(StrEnum):
    """What 03.04.2026 or 46115 means in a column."""

    YEAR_FIRST = "yyyy-mm-dd"
    DAY_FIRST = "dd.mm.yyyy"
    MONTH_FIRST = "mm/dd/yyyy"
    SERIAL = N_("days since 1900")


def is_nothing(text: str) -> bool:
    """Whether the cell stands for a missing value."""
    return text.strip() in NOTHING


@lru_cache(_REMEMBERED)
def read_number(text: str, style: NumberStyle) -> Decimal | None:
    """The number in a cell, exact and not rounded; None when it is none.

    Brackets, a minus of any kind on either side, currencies and grouping are understood; per cent,
    thousands in words and exponents are not, because their unit would be lost.
    """
    match = _NUMBER.fullmatch(text.strip()) if len(text) < 60 else None
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    minus = [mark for mark in (match["sign"], match["inner"], match["behind"]) if mark]
    if len(minus) + bool(match["open"]) > 1:
        return None
    figure = _with_point(re.sub(_GAP, "", match["figure"]), style)
    if figure is None:
        return None
    value = Decimal(figure)
    negative = bool(match["open"]) or bool(minus and minus[0] not in "+＋")
    return -value if negative and value else value


def read_amount(text: str, style: NumberStyle, places: int = PLACES) -> Decimal | None:
    """The number as it is kept, halves away from zero; None when it has too many figures."""
    value = read_number(text, style)
    most = Decimal(10) ** (FIGURES - places)
    if value is None or abs(value) >= most:
        return None
    kept = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return kept if abs(kept) < most else None


def number_needs_style(text: str) -> bool:
    """Whether the two styles read different numbers: 1,234 but not 1,5 and not 1,234.5."""
    return read_number(text, NumberStyle.POINT) != read_number(text, NumberStyle.COMMA)


@lru_cache(_REMEMBERED)
def read_day(text: str, style: DateStyle) -> date | None:
    """The day in a cell; a time after it is left out. None when it is no day of 1900–2199."""
    if len(text) > 60:
        return None
    timed = _TIMED.fullmatch(text.strip())
    plain = timed[1].strip() if timed else text.strip()
    try:
        day = _day(plain, style)
    except (ValueError, OverflowError):
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def day_evidence(text: str) -> frozenset[DateStyle]:
    """The styles in which a cell is a day; both day and month first when it cannot be told."""
    return frozenset(style for style in DateStyle if read_day(text, style) is not None)


def _day(text: str, style: DateStyle) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        if style is DateStyle.MONTH_FIRST:
            return date(year, first, second)
        return date(year, second, first) if style is DateStyle.DAY_FIRST else None
    if match := _SERIAL.fullmatch(text):
        serial = style is DateStyle.SERIAL
        return _EPOCH + timedelta(days=int(match[1])) if serial else None
    return _named(text)


def _named(text: str) -> date | None:
    """3 марта 2026 г., 3-Mar-26 and March 3, 2026."""
    if not 3 <= len([word for word in _WORDS.split(text) if word]) <= _MOST_WORDS:
        return None
    words = [word for word in _WORDS.split(fold(text)) if word and word not in YEAR_TAILS]
    months = [MONTHS[word] for word in words if word in MONTHS]
    figures = [re.sub(r"(?<=[0-9])(?:st|nd|rd|th)$", "", w) for w in words if w not in MONTHS]
    if len(words) != 3 or len(months) != 1 or not all(f.isdecimal() for f in figures):
        return None
    if len(figures[0]) == 4:
        figures.reverse()
    if len(figures[0]) > 2 or len(figures[1]) not in {2, 4}:
        return None
    return date(_year(figures[1]), months[0], int(figures[0]))


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _with_point(figure: str, style: NumberStyle) -> str | None:
    marks = [mark for mark in figure if mark in ".,"]
    if not marks:
        return figure
    if len(set(marks)) == 2:
        whole, decimals = figure[: figure.rindex(marks[-1])], figure[figure.rindex(marks[-1]) + 1 :]
        grouped = _GROUPS[marks[0]].fullmatch(whole)
        return f"{whole.replace(marks[0], '')}.{decimals}" if grouped else None
    grouped = bool(_GROUPS[marks[0]].fullmatch(figure))
    if len(marks) > 1:
        return figure.replace(marks[0], "") if grouped else None
    decimal = "." if style is NumberStyle.POINT else ","
    if grouped and marks[0] != decimal:
        return figure.replace(marks[0], "")
    return figure.replace(",", ".")
