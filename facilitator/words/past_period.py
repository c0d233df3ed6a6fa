"""Days, months and quarters something already happened in: "jan", "q1", "1 feb", "mon"."""

from datetime import date, timedelta

from facilitator.words.deadline import DeadlineError, parse_day
from facilitator.words.language import _
from facilitator.words.period import NoPeriod, parse_period, say_period
from facilitator.words.text import excerpt

_WEEK = timedelta(days=6)
_YEAR = timedelta(days=364)
_BETWEEN = " .. "


def parse_past_period(text: str, today: date) -> tuple[date, date]:
    """First and last day of a period, of two days with ".." between them, or a day twice.

    Without a year it is the last one that has begun by today, as facts lie behind us. Raises
    NoPeriod.
    """
    found: list[tuple[date, date]] = []
    for anchor in (today, today - _WEEK, today - _YEAR):
        read = _read(text, anchor)
        if read is not None:
            found.append(read)
            if read[0] <= today:
                return read
    if found:
        return found[0]
    raise NoPeriod(
        _(
            "“{typed}” is no day or period. Write it like 8 feb, 2027-02-08, jan, 2027-01, q1."
        ).format(typed=excerpt(text))
    )


def _read(text: str, anchor: date) -> tuple[date, date] | None:
    try:
        return parse_period(text, anchor)
    except NoPeriod:
        pass
    try:
        day = parse_day(text, anchor)
    except DeadlineError:
        return None
    return day, day


def iso_period(first: date, last: date) -> str:
    """A period as it is kept: 2027-02, 2027-Q1, 2027, 2027-02-08, or two days with ".."."""
    if first == last:
        return first.isoformat()
    for text in (f"{first:%Y-%m}", f"{first:%Y}-Q{(first.month + 2) // 3}", f"{first:%Y}"):
        if parse_period(text, first) == (first, last):
            return text
    return f"{first.isoformat()}{_BETWEEN}{last.isoformat()}"


def read_period(kept: str) -> tuple[date, date] | None:
    """The days of a period as it is kept; None for anything else."""
    first, _unused, last = kept.partition(_BETWEEN)
    try:
        begun = date.fromisoformat(first)
        return begun, date.fromisoformat(last) if last else begun
    except ValueError:
        pass
    try:
        return parse_period(kept, date(1970, 1, 1)) if kept[:1].isdigit() else None
    except NoPeriod:
        return None


def say_past_period(kept: str) -> str:
    """A kept period as people say it: `January 2027`, `Mon 8 Feb 2027`."""
    found = read_period(kept)
    if found is None:
        return kept
    said = say_period(*found)
    return said.partition(" – ")[0] if found[0] == found[1] else said
