"""What each column holds and what it is for, with how sure that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from facilitator.audit.files import Cancel, Cancelled
from facilitator.audit.parse import (
    CURRENCY,
    DateStyle,
    NumberStyle,
    day_evidence,
    is_nothing,
    number_needs_style,
    read_day,
    read_number,
)
from facilitator.audit.sniff import Record
from facilitator.audit.vocabulary import LEDGER, NUMBERS, Role, header_fit
from facilitator.words.language import _

MOSTLY = 0.7
"""Share of the filled cells that must be days or numbers for a column to be of that kind."""

EXAMPLES = 5
_MONEY = re.compile(CURRENCY, re.IGNORECASE)
_FIGURE = re.compile(r"[0-9].*[0-9]|[0-9]")
_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Example:
    """A cell worth showing: its line in the file and its text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as understood. Counts are of the rows looked at; shares from 0 to 1."""

    name: str
    position: int
    role: Role | None
    confidence: float
    number_style: NumberStyle | None
    date_style: DateStyle | None
    ambiguous: str
    """What cannot be told, as a sentence; empty when all is clear."""
    filled: int
    blank: int
    bad: int
    examples: tuple[Example, ...]
    currencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cells of one column look like."""

    name: str
    position: int
    cells: tuple[Example, ...]
    blank: int
    days: float
    numbers: float
    distinct: float
    fractions: float
    date_style: DateStyle
    date_doubt: str
    number_style: NumberStyle
    number_doubt: str


def gather(
    names: Sequence[str], rows: Sequence[Record], cancelled: Cancel = lambda: False
) -> tuple[Evidence, ...]:
    """Look at every column; at most 1,000 to 2,000 of its cells decide the styles.

    Raises Cancelled.
    """
    found: list[Evidence] = []
    for number, name in enumerate(names):
        if cancelled():
            raise Cancelled
        found.append(_evidence(name, number, rows))
    return tuple(found)


def guess_roles(
    evidence: Sequence[Evidence], roles: Sequence[Role] = LEDGER
) -> dict[Role, tuple[int, float]]:
    """The column and the confidence for each role, every column once, the surest first."""
    fits = sorted(
        (
            (_fit(column, role, evidence), -column.position, role)
            for column in evidence
            for role in roles
        ),
        reverse=True,
    )
    taken: dict[Role, tuple[int, float]] = {}
    used: set[int] = set()
    for fit, position, role in fits:
        if fit >= 0.3 and role not in taken and -position not in used:
            taken[role] = (-position, min(1.0, round(fit, 2)))
            used.add(-position)
    # A weak amount gives way to quantity × price, never the other way round.
    if {Role.QUANTITY, Role.PRICE} <= taken.keys() and taken.get(Role.AMOUNT, (0, 1))[1] < 0.5:
        del taken[Role.AMOUNT]
    return taken


def describe(
    evidence: Evidence,
    role: Role | None,
    confidence: float,
    styles: tuple[NumberStyle | None, DateStyle | None] = (None, None),
) -> Column:
    """The column with the role given to it, and its cells that cannot be read in this role."""
    number = styles[0] or evidence.number_style
    day = styles[1] or evidence.date_style
    is_day, is_number = role is Role.DATE, role in NUMBERS
    bad: list[Example] = []
    money: dict[str, None] = {}
    for cell in evidence.cells:
        if is_day and read_day(cell.text, day) is None:
            bad.append(cell)
        if is_number and read_number(cell.text, number) is None:
            bad.append(cell)
        if is_number and (found := _MONEY.search(cell.text)):
            money.setdefault(found.group().lower().rstrip("."))
    doubt = ""
    if is_day and styles[1] is None:
        doubt = evidence.date_doubt
    if is_number and styles[0] is None:
        doubt = evidence.number_doubt
    return Column(
        name=evidence.name,
        position=evidence.position,
        role=role,
        confidence=confidence,
        number_style=number if is_number else None,
        date_style=day if is_day else None,
        ambiguous=doubt,
        filled=len(evidence.cells),
        blank=evidence.blank,
        bad=len(bad),
        examples=tuple(bad[:EXAMPLES]),
        currencies=tuple(money),
    )


def date_style(texts: Sequence[str], comma: bool) -> tuple[DateStyle, str]:
    """The style that reads most of the texts, and the doubt when two read them differently."""
    readings = {style: [read_day(text, style) for text in texts] for style in DateStyle}
    read = {style: sum(day is not None for day in days) for style, days in readings.items()}
    first, second = DateStyle.DAY_FIRST, DateStyle.MONTH_FIRST
    if read[first] == read[second] > read[DateStyle.YEAR_FIRST]:
        if readings[first] == readings[second]:
            return first, ""
        style = _likelier(texts, readings[first], readings[second], comma)
        return style, (
            _(
                "Day and month cannot be told apart: no day is over 12. "
                "Read as {style}; change it if that is wrong."
            ).format(style=_(style.value))
        )
    order = (DateStyle.YEAR_FIRST, first, second, DateStyle.SERIAL)
    return max(order, key=lambda style: read[style]), ""


def number_style(texts: Sequence[str]) -> tuple[NumberStyle, str]:
    """The style the clear cells speak for, and the doubt when none of them does."""
    unclear = [text for text in texts if number_needs_style(text)]
    point = sum(_has_decimals(text, ".") for text in texts)
    comma = sum(_has_decimals(text, ",") for text in texts)
    if point != comma:
        return (NumberStyle.POINT if point > comma else NumberStyle.COMMA), ""
    if not unclear:
        return NumberStyle.POINT, ""
    style = NumberStyle.POINT if "," in unclear[0] else NumberStyle.COMMA
    shown = unclear[0].strip()
    return style, (
        _(
            "“{cell}” may be {point} or {comma}. Read like {style}; change it if that is wrong."
        ).format(
            cell=shown,
            point=_said(shown, NumberStyle.POINT),
            comma=_said(shown, NumberStyle.COMMA),
            style=style.value,
        )
    )


def missing(roles: Mapping[Role, object]) -> tuple[Role, ...]:
    """The roles without which there is no ledger."""
    gone: list[Role] = [] if Role.DATE in roles else [Role.DATE]
    if Role.AMOUNT not in roles and not {Role.QUANTITY, Role.PRICE} <= roles.keys():
        gone.append(Role.AMOUNT)
    return tuple(gone)


def _evidence(name: str, number: int, rows: Sequence[Record]) -> Evidence:
    cells = tuple(
        Example(row.line, row.cells[number])
        for row in rows
        if number < len(row.cells) and not is_nothing(row.cells[number])
    )
    step = max(1, len(cells) // _SAMPLE)
    texts = [cell.text for cell in cells[::step]]
    count = max(1, len(texts))
    numbers, number_doubt = number_style(texts)
    days, date_doubt = date_style(texts, numbers is NumberStyle.COMMA)
    readable = [value for text in texts if (value := read_number(text, numbers)) is not None]
    return Evidence(
        name=name,
        position=number,
        cells=cells,
        blank=len(rows) - len(cells),
        days=sum(bool(day_evidence(text) & {days}) for text in texts) / count,
        numbers=len(readable) / count,
        distinct=len(set(texts)) / count,
        fractions=sum(value != int(value) for value in readable) / count,
        date_style=days,
        date_doubt=date_doubt,
        number_style=numbers,
        number_doubt=number_doubt,
    )


def _fit(column: Evidence, role: Role, columns: Sequence[Evidence]) -> float:
    named = header_fit(column.name, role)
    if not column.cells:
        return 0.0
    if role is Role.DATE:
        serial = column.date_style is DateStyle.SERIAL
        if column.days < MOSTLY or (serial and not named):
            return 0.0
        return 0.6 + 0.4 * named if not serial else named
    if role in NUMBERS:
        if column.numbers < MOSTLY or (column.days >= MOSTLY and column.numbers <= column.days):
            return 0.0 if named < 1 or column.numbers < MOSTLY else 0.4
        if role is Role.AMOUNT and not named and not _is_named(column):
            last = [c for c in columns if c.numbers >= MOSTLY and not _is_named(c)][-1]
            return 0.35 * (0.9 + 0.1 * column.fractions) if column is last else 0.0
        return named
    if column.days >= MOSTLY and column.date_style is not DateStyle.SERIAL:
        return 0.0
    if column.fractions > 0.2:
        return 0.0
    if role is Role.CUSTOMER and not named and not _is_named(column) and "?" not in column.name:
        return 0.3 if column.numbers < 0.5 and 0.001 < column.distinct < 0.9 else 0.0
    return named


def _is_named(column: Evidence) -> bool:
    return any(header_fit(column.name, role) > 0.5 for role in Role)


def _has_decimals(text: str, mark: str) -> bool:
    """Whether the mark can only be the decimal mark of this cell."""
    style = NumberStyle.POINT if mark == "." else NumberStyle.COMMA
    figure = _FIGURE.search(text)
    if figure is None or read_number(text, style) is None or number_needs_style(text):
        return False
    # Without its currency: the dot of “руб.” is no decimal mark.
    shown, other = figure.group(), "," if mark == "." else "."
    return shown.count(mark) == 1 and shown.rfind(mark) > shown.rfind(other)


def _likelier(
    texts: Sequence[str], days: Sequence[object], months: Sequence[object], comma: bool
) -> DateStyle:
    """Ledgers are mostly in order of time; else dots and decimal commas say day first."""
    first, second = _disorder(days), _disorder(months)
    if first != second:
        return DateStyle.DAY_FIRST if first < second else DateStyle.MONTH_FIRST
    slashes = sum("/" in text for text in texts) * 2 > len(texts)
    return DateStyle.MONTH_FIRST if slashes and not comma else DateStyle.DAY_FIRST


def _disorder(days: Sequence[object]) -> int:
    known = [str(day) for day in days if day is not None]
    steps = [(a > b) - (a < b) for a, b in pairwise(known)]
    return min(steps.count(1), steps.count(-1))


def _said(text: str, style: NumberStyle) -> str:
    value = read_number(text, style)
    return _("no number") if value is None else f"{value:f}"
