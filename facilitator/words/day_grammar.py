"""The grammar of days: words in English, Russian and Polish, and figures day first.

Every rule takes the folded words of a phrase and today; it returns a day, or None when the phrase
is not its kind, and raises NotUnderstood when it is but there is no such day.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from facilitator.words.calendar_words import (
    AFTER,
    BEGINNING,
    COUNTS,
    DAYS_AHEAD,
    END,
    END_OF,
    LAST,
    LAST_DAY,
    MIDDLE,
    MONTHS,
    NEXT,
    OPENERS,
    ROMAN_MONTHS,
    THIS,
    UNITS,
    WEEKDAYS,
    YEAR_TAILS,
)
from facilitator.words.days import WEEKDAYS as DAY_NAMES
from facilitator.words.days import say_date, say_weekday, short_month
from facilitator.words.folding import fold
from facilitator.words.language import N_, _

EXAMPLES = N_("Try fri, 31.12, 5 feb, in 2 weeks or end of month.")

Rule = Callable[[list[str], date], date | None]

_FRIDAY = 4


class DeadlineError(ValueError):
    """A deadline cannot be taken; the message is a sentence for whoever typed it."""


class NotUnderstood(DeadlineError):
    """The words name no single day."""


class NamesPeriod(NotUnderstood):
    """The words name a period; the message has a place for the words as they were typed."""


def day_words(text: str) -> list[str]:
    """The folded words of a phrase, without openers such as "by" or "до" and without commas."""
    words = [word.rstrip(".") or word for word in re.sub(r"[,;!]+", " ", fold(text)).split()]
    while words and words[0] in OPENERS:
        del words[0]
    if len(words) > 1 and words[-1] in YEAR_TAILS and re.fullmatch(r".*\d{4}", words[-2]):
        del words[-1]
    return words


def _day_by_name(words: list[str], today: date) -> date | None:
    ahead = DAYS_AHEAD.get(" ".join(words))
    return None if ahead is None else today + timedelta(days=ahead)


def _weekday(words: list[str], today: date) -> date | None:
    named = [WEEKDAYS[word] for word in words if word in WEEKDAYS]
    others = [word for word in words if word not in WEEKDAYS]
    if len(named) != 1 or any(not _points_to_week(word) for word in others):
        return None
    if any(word in NEXT for word in others):
        return _monday(today) + timedelta(days=7 + named[0])
    if any(word in UNITS for word in others):
        # "fri week" means one thing in London and nothing elsewhere
        this = any(word in THIS for word in others)
        return _monday(today) + timedelta(days=named[0]) if this else None
    return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1)


def _points_to_week(word: str) -> bool:
    return word in NEXT or word in THIS or word in OPENERS or UNITS.get(word) == "week"


def _end_of_period(words: list[str], today: date) -> date | None:
    if words[:2] in LAST_DAY:
        words = ["end", *words[2:]]
    unit = END_OF.get(words[0]) if len(words) == 1 else None
    rest: list[str] = []
    if unit is None:
        if words[0] not in END:
            return None
        rest = [word for word in words[1:] if word not in {"of", "the"} and word not in THIS]
        following = bool(rest) and rest[0] in NEXT
        rest = rest[1:] if following else rest
        unit = UNITS.get(rest[0]) if len(rest) == 1 else None
    else:
        following = False
    if unit is None:
        return _end_of_named_month(rest, today)
    if unit == "week":
        friday = _monday(today) + timedelta(days=_FRIDAY + 7 * following)
        return friday if friday >= today else friday + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is None:
        return None
    first = (today.month - 1) // months * months + 1
    start = today.replace(month=first, day=1)
    return _plus_months(start, months * (1 + following)) - timedelta(days=1)


def _end_of_named_month(rest: list[str], today: date) -> date | None:
    month = MONTHS.get(rest[0]) if rest else None
    if month is None or len(rest) > 2:
        return None
    if len(rest) == 2:
        year = _year(rest[1])
        return None if year is None else month_end(year, month)
    end = month_end(today.year, month)
    return end if end >= today else month_end(today.year + 1, month)


def _part_of_month(words: list[str], today: date) -> date | None:
    """The middle of a month is its 15th, the beginning its first day from Monday to Friday.

    Of a month without a year the next such day, today included. Of a month, a quarter and a year
    without a name the present one, or the next where that day is over; "next" skips one.
    """
    part = words[0].removesuffix("-") if len(words) > 1 else ""
    if match := re.fullmatch(r"(mid)-(\w+)", words[0]):
        part, words = match[1], [match[1], match[2], *words[1:]]
    if part not in MIDDLE and part not in BEGINNING:
        return None
    rest = [word for word in words[1:] if word not in {"of", "the"} and word not in THIS]
    following = bool(rest) and rest[0] in NEXT
    rest = rest[1:] if following else rest
    day_in = _middle if part in MIDDLE else _first_weekday
    month = MONTHS.get(rest[0]) if rest else None
    if month is not None and len(rest) <= 2 and not following:
        if len(rest) == 2:
            year = _year(rest[1])
            return None if year is None else day_in(year, month)
        found = day_in(today.year, month)
        return found if found >= today else day_in(today.year + 1, month)
    unit = UNITS.get(rest[0]) if len(rest) == 1 else None
    if unit is None:
        return None
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit, 0)
    if not months or (part in MIDDLE and unit != "month"):
        raise NamesPeriod(_("“{words}” names no single day. {examples}"))
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    for ahead in (1, 2) if following else (0, 1):
        start = _plus_months(first, months * ahead)
        found = day_in(start.year, start.month)
        if found >= today:
            return found
    return None


def _middle(year: int, month: int) -> date:
    return date(year, month, 15)


def _first_weekday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first if first.weekday() <= _FRIDAY else first + timedelta(days=7 - first.weekday())


_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_ROMAN = re.compile(r"(\d{1,2})[./ -]([ivx]+)(?:[./ -](\d{4}|\d{2}))?")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?ого|-?е)")


def _date(words: list[str], today: date) -> date | None:
    weekday = WEEKDAYS.get(words[0])
    day = _plain_date(words if weekday is None else words[1:], today)
    if day is not None and weekday is not None and day.weekday() != weekday:
        raise NotUnderstood(
            _("{day} is a {weekday}, not a {typed}. Leave out the weekday or correct it.").format(
                day=say_date(day), weekday=say_weekday(day), typed=_(DAY_NAMES[weekday])
            )
        )
    return day


def _sure_date(words: list[str], today: date) -> date | None:
    """Without a year only figures like 31.12 and 5.02: 3.5 and 12.50 may well be amounts.

    So may 5 V and 3 x, of which only a year makes a day.
    """
    if re.fullmatch(r"\d+[./ -][ivx]", " ".join(words)):
        return None
    short = re.fullmatch(r"(\d+)[./](\d+)", " ".join(words))
    likely = short is None or (len(short[2]) == 2 and int(short[1]) <= 31 and int(short[2]) <= 12)
    return _date(words, today) if likely else None


def _plain_date(words: list[str], today: date) -> date | None:
    phrase = " ".join(words)
    if match := _ISO.fullmatch(phrase):
        return _existing(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_FIRST.fullmatch(phrase):
        if match[4] is not None:
            return _existing(_year(match[4]) or 0, int(match[3]), int(match[1]))
        return None if match[2] == "-" else _next_such(int(match[1]), int(match[3]), today)
    match = _ROMAN.fullmatch(phrase)
    if match and match[2] in ROMAN_MONTHS:
        day, month = int(match[1]), ROMAN_MONTHS[match[2]]
        year = _year(match[3]) if match[3] else None
        return _next_such(day, month, today) if year is None else _existing(year, month, day)
    return _date_with_month_name(words, today)


def _date_with_month_name(words: list[str], today: date) -> date | None:
    named = [word for word in words if word in MONTHS]
    figures = [word for word in words if word not in MONTHS and word not in {"of", "the"}]
    if len(named) != 1 or len(figures) not in {1, 2}:
        return None
    day = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|-?го|-?ого|-?е)?", figures[0])
    year = _year(figures[1]) if len(figures) == 2 else None
    if day is None or words[-1] in {"of", "the"} or (len(figures) == 2 and year is None):
        return None
    month = MONTHS[named[0]]
    if year is None:
        return _next_such(int(day[1]), month, today)
    return _existing(year, month, int(day[1]))


def _day_of_month(words: list[str], today: date) -> date | None:
    match = _ORDINAL.fullmatch(words[0]) if len(words) == 1 else None
    if match is None and not (len(words) == 2 and words[1] == "числа" and words[0].isdecimal()):
        return None
    wanted = int(match[1] if match else words[0])
    if not 1 <= wanted <= 31:
        return None
    day = today
    while day.day != wanted:
        day += timedelta(days=1)
    return day


def _distance(words: list[str], today: date) -> date | None:
    marked = words[0] in AFTER
    rest = words[1:] if marked else words
    if rest[-2:] in (["from", "now"], ["from", "today"]):
        marked, rest = True, rest[:-2]
    if rest in (["полгода"], ["pol", "roku"], ["half", "a", "year"]):
        return _plus_months(today, 6) if marked else None
    match = re.fullmatch(r"\+?(\d{1,3}) ?([^\W\d]+)", " ".join(rest))
    if match:
        return _ahead(today, int(match[1]), match[2])
    if len(rest) == 2 and rest[0] in COUNTS:
        return _ahead(today, COUNTS[rest[0]], rest[1])
    return _ahead(today, 1, rest[0]) if marked and len(rest) == 1 else None


def _sure_distance(words: list[str], today: date) -> date | None:
    """Only "in 2 weeks" and "2w": "by 2 weeks" may well be what something is shortened by."""
    sure = words[0] in AFTER or re.fullmatch(r"\+?\d{1,3}[dwдн]", " ".join(words))
    return _distance(words, today) if sure else None


def _no_day_at_all(words: list[str], today: date) -> date | None:
    """Refuse what the library would turn into a day although the words name a whole period."""
    last = words[-1]
    period = len(last) > 1 and (last in UNITS or last in MONTHS or last in WEEKDAYS)
    if period and len(words) == 2 and words[0] in LAST:
        raise NamesPeriod(_("“{words}” is over. {examples}"))
    if period and all(w in NEXT or w in THIS or w in UNITS or w in MONTHS for w in words):
        raise NamesPeriod(
            _(
                "“{words}” is a whole period. "
                "Name one day of it, such as fri, 5 feb or end of month."
            )
        )
    return None


def _ahead(today: date, count: int, word: str) -> date | None:
    unit = UNITS.get(word)
    if unit in {"day", "week"}:
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit or "")
    return None if months is None else _plus_months(today, count * months)


def _plus_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _year(word: str) -> int | None:
    if re.fullmatch(r"\d{4}", word):
        return int(word)
    return 2000 + int(word) if re.fullmatch(r"\d{2}", word) else None


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotUnderstood(_no_such_day(day, month, year)) from error


def _next_such(day: int, month: int, today: date) -> date:
    for year in range(today.year, today.year + 9):  # 29 February may be eight years away
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NotUnderstood(_no_such_day(day, month, None))


def _no_such_day(day: int, month: int, year: int | None) -> str:
    if not 1 <= month <= 12:
        return _(
            "There is no month {month}. Type the day first, then the month: 31.12 or 31 dec."
        ).format(month=month)
    missing = (
        _("There is no {day} {month}. {examples}")
        if year is None
        else _("There is no {day} {month} in {year}. {examples}")
    )
    return missing.format(day=day, month=short_month(month), year=year, examples=_(EXAMPLES))


RULES: tuple[Rule, ...] = (
    _day_by_name,
    _weekday,
    _end_of_period,
    _part_of_month,
    _date,
    _day_of_month,
    _distance,
    _no_day_at_all,
)

_SURE: dict[Rule, Rule] = {_date: _sure_date, _distance: _sure_distance}

SURE_RULES: tuple[Rule, ...] = tuple(_SURE.get(rule, rule) for rule in RULES)
"""For words that may be ordinary text and no day at all."""
