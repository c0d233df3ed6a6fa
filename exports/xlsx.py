"""The session as a workbook: a sheet for each table, days and numbers as what they are.

Text is written as text, whatever it begins with: it is never a formula and never a link.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
# The library has no types.
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter

from exports.tables import Table, tables
from exports.tables.table import Column, Kind, Value
from exports.words import line
from facilitator.store.entry import Entry
from facilitator.words.language import _
from facilitator.workshop.state import State

LONGEST_CELL = 32_767
LONGEST_NAME = 31
WIDEST, NARROWEST = 60, 8

FORMATS = {
    Kind.TEXT: "@",
    Kind.DAY: "yyyy-mm-dd",
    Kind.WHOLE: "#,##0",
    Kind.NUMBER: "#,##0.00",
    Kind.MONEY: "#,##0.00",
    Kind.SHARE: "0.0%",
}
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")

Look = Any
"""A cell format of the library."""


def render(state: State, _history: Sequence[Entry], today: date) -> bytes:
    """The workbook, made in memory."""
    stream = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, settings) as book:
        title = line(state.workshop.title)
        book.set_properties({"title": title[:255], "company": line(state.workshop.company)[:255]})
        looks = {kind: _look(book, kind) for kind in Kind}
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        taken: set[str] = set()
        for table in tables(state, today):
            sheet = book.add_worksheet(sheet_name(table.title, taken))
            _fill(sheet, table, looks, head)
    return stream.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """The title as a name no program refuses, not `taken` yet; it is taken then."""
    words = _NOT_IN_A_NAME.sub(" ", title).strip(" '") or _("Table")
    if words.casefold() == "history":  # Excel keeps this one for itself
        words = _("History of it")
    name, count = words[:LONGEST_NAME].rstrip(" '"), 1
    while name.casefold() in taken:
        count += 1
        mark = f" {count}"
        name = words[: LONGEST_NAME - len(mark)].rstrip(" '") + mark
    taken.add(name.casefold())
    return name


def _look(book: Any, kind: Kind) -> Look:
    wraps = {"text_wrap": True} if kind is Kind.TEXT else {}
    return book.add_format({"num_format": FORMATS[kind], "valign": "top", **wraps})


def _fill(sheet: Any, table: Table, looks: dict[Kind, Look], head: Look) -> None:
    last = len(table.columns) - 1
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.title[:LONGEST_CELL], head)
        sheet.set_column(at, at, _width(table, at, column), looks[column.kind])
    for number, row in enumerate(table.rows, 1):
        for at, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, number, at, value, looks, column.kind)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(
    sheet: Any, row: int, at: int, value: Value, looks: dict[Kind, Look], kind: Kind
) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, at, value[:LONGEST_CELL], looks[Kind.TEXT])
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, looks[Kind.DAY])
    else:
        sheet.write_number(row, at, float(value), looks[_shown_as(value, kind)])


def _shown_as(value: Decimal | Fraction | int, kind: Kind) -> Kind:
    """Decimals only where there are any."""
    if kind in (Kind.MONEY, Kind.SHARE):
        return kind
    return Kind.WHOLE if value == int(value) else Kind.NUMBER


def _width(table: Table, at: int, column: Column) -> int:
    """As wide as the longest text, within reason; numbers need little."""
    if column.kind is not Kind.TEXT:
        return max(12, min(20, len(column.title) + 2))
    longest = max((len(str(row[at] or "")) for row in table.rows), default=0)
    return max(NARROWEST, min(WIDEST, max(longest, len(column.title)) + 2))
