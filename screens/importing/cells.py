"""Cells as they are understood, columns with what is said above and below them: pure."""

from collections.abc import Sequence
from decimal import Decimal

from facilitator.audit.columns import Column
from facilitator.audit.parse import NumberStyle, is_nothing, read_day, read_number
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import NUMBERS, Role
from facilitator.words.text import excerpt
from screens.importing.table import ShownColumn
from screens.widgets.matrix import Cell

SURE, GUESS = "●", "?"
BAD = "✗"
CELL = 60
"""Characters of a cell that are shown."""


def understood(column: Column, text: str, places: int = 0) -> Cell:
    """A cell in its role: days as yyyy-mm-dd, numbers grouped, the rest as it stands.

    Numbers get at least so many decimal places, so that those of a column stand below each other.
    """
    shown = excerpt(text, CELL)
    if column.role is None:
        return Cell(shown, "muted")
    if is_nothing(text):
        return Cell("–", "muted", right=column.role in NUMBERS)
    if column.role is Role.DATE:
        day = read_day(text, column.date_style) if column.date_style else None
        return Cell(day.isoformat()) if day else Cell(f"{BAD} {shown}", "bad")
    if column.role in NUMBERS:
        number = read_number(text, column.number_style or NumberStyle.POINT)
        bad = Cell(f"{BAD} {shown}", "bad", right=True)
        return bad if number is None else Cell(grouped(number, places), right=True)
    return Cell(shown)


def grouped(number: Decimal, places: int = 0) -> str:
    """A number for the eyes, exact: 1,234 and 1,234.50, further decimals where there are any."""
    whole, _, decimals = f"{number:,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    return f"{whole}.{decimals:0<2}" if decimals else whole


def _places(column: Column, texts: Sequence[str]) -> int:
    if column.role not in NUMBERS:
        return 0
    style = column.number_style or NumberStyle.POINT
    read = [number for text in texts if (number := read_number(text, style)) is not None]
    return max((len(grouped(each).partition(".")[2]) for each in read), default=0)


def shown_columns(found: Recognised, is_sure: Sequence[bool]) -> list[ShownColumn]:
    """All columns with their first rows, in the order of the file."""
    shown: list[ShownColumn] = []
    for column, sure in zip(found.columns, is_sure, strict=True):
        at = column.position
        texts = [row.cells[at] if at < len(row.cells) else "" for row in found.first]
        places = _places(column, texts)
        shown.append(
            ShownColumn(
                title=f"{SURE if sure else GUESS} {column.role.value}" if column.role else "",
                tone="" if column.role is None else "good" if sure else "warn",
                name=excerpt(column.name, CELL),
                cells=tuple(understood(column, text, places) for text in texts),
                below=_below(column),
                below_tone="bad" if column.bad else "muted",
            )
        )
    return shown


def _below(column: Column) -> str:
    if column.role is None:
        return ""
    if column.bad:
        return f"{BAD} {column.bad:,} bad"
    return f"{column.blank:,} empty" if column.blank else "all read"


def facts(found: Recognised) -> str:
    """The file as a whole: how it is read, how many rows, their control total."""
    sample = found.sample
    parts: list[str] = []
    if sample.sheet is not None:
        parts.append(f"sheet “{excerpt(sample.sheet)}” of {len(sample.sheets)}")
    elif sample.delimiter:
        sign = {"\t": "tab"}.get(sample.delimiter, f"“{sample.delimiter}”")
        parts += [sample.encoding, f"{sign} between cells"]
    header = found.table.header
    parts.append(f"header in line {header}" if header else "no header")
    parts.append(f"{found.rows:,} rows{'' if found.complete else ' looked at'}")
    if found.control_total is not None:
        of = "" if found.complete else " of the rows looked at"
        parts.append(f"control total{of} {grouped(found.control_total)}")
    if totals := len(found.table.totals):
        parts.append(f"{totals:,} rows of totals left out")
    if too_long := len(found.table.too_long):
        parts.append(f"{BAD} {too_long:,} rows with too many cells")
    return " · ".join(parts)


def doubt(column: Column) -> str:
    """What cannot be told about a column, as a sentence."""
    return f"Column “{excerpt(column.name, CELL)}”: {column.ambiguous}"


def described(column: Column, *, is_sure: bool) -> str:
    """The column under the cursor in sentences, with examples of what cannot be read."""
    name = f"“{excerpt(column.name, CELL)}”"
    if column.role is None:
        return f"{name} is not used. Enter chooses what it is for."
    how = column.date_style or column.number_style
    style = f", written like {how.value}" if how else ""
    sure = "" if is_sure else " (a guess)"
    parts = [f"{name} is the {column.role.value}{sure}{style}."]
    if column.currencies:
        parts.append(f"Currency: {', '.join(column.currencies)}.")
    if column.blank:
        parts.append(f"{_cells(column.blank)} empty.")
    if column.bad:
        listed = "; ".join(
            f"line {each.line:,}: {excerpt(each.text, 24)}" if each.line else excerpt(each.text, 24)
            for each in column.examples
        )
        parts.append(f"{BAD} {_cells(column.bad)} cannot be read ({listed}).")
    return " ".join(parts)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"
