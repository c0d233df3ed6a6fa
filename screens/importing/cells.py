"""Cells as they are understood, columns with what is said above and below them: pure."""

from collections.abc import Sequence
from decimal import Decimal

from facilitator.audit.columns import Column
from facilitator.audit.parse import NumberStyle, is_nothing, read_day, read_number
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import NUMBERS, Role
from facilitator.words.language import _
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
    whole, _unused, decimals = f"{number:,f}".partition(".")
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
        return _("{bad} {bad2:,} bad").format(bad=BAD, bad2=column.bad)
    return _("{blank:,} empty").format(blank=column.blank) if column.blank else _("all read")


def facts(found: Recognised) -> str:
    """The file as a whole: how it is read, how many rows, their control total."""
    sample = found.sample
    parts: list[str] = []
    if sample.sheet is not None:
        parts.append(
            _("sheet “{excerpt}” of {sheets}").format(
                excerpt=excerpt(sample.sheet), sheets=len(sample.sheets)
            )
        )
    elif sample.delimiter:
        sign = {"\t": "tab"}.get(sample.delimiter, f"“{sample.delimiter}”")
        parts += [sample.encoding, _("{sign} between cells").format(sign=sign)]
    header = found.table.header
    parts.append(_("header in line {header}").format(header=header) if header else _("no header"))
    parts.append(
        _("{rows:,} rows{value}").format(
            rows=found.rows, value="" if found.complete else _(" looked at")
        )
    )
    if found.control_total is not None:
        of = "" if found.complete else _(" of the rows looked at")
        parts.append(
            _("control total{of} {grouped}").format(of=of, grouped=grouped(found.control_total))
        )
    if totals := len(found.table.totals):
        parts.append(_("{totals:,} rows of totals left out").format(totals=totals))
    if too_long := len(found.table.too_long):
        parts.append(
            _("{bad} {too_long:,} rows with too many cells").format(bad=BAD, too_long=too_long)
        )
    return " · ".join(parts)


def doubt(column: Column) -> str:
    """What cannot be told about a column, as a sentence."""
    return _("Column “{excerpt}”: {ambiguous}").format(
        excerpt=excerpt(column.name, CELL), ambiguous=column.ambiguous
    )


def described(column: Column, *, is_sure: bool) -> str:
    """The column under the cursor in sentences, with examples of what cannot be read."""
    name = f"“{excerpt(column.name, CELL)}”"
    if column.role is None:
        return _("{name} is not used. Enter chooses what it is for.").format(name=name)
    how = column.date_style or column.number_style
    style = _(", written like {value}").format(value=how.value) if how else ""
    sure = "" if is_sure else _(" (a guess)")
    parts = [
        _("{name} is the {value}{sure}{style}.").format(
            name=name, value=column.role.value, sure=sure, style=style
        )
    ]
    if column.currencies:
        parts.append(_("Currency: {currencies}.").format(currencies=", ".join(column.currencies)))
    if column.blank:
        parts.append(_("{cells} empty.").format(cells=_cells(column.blank)))
    if column.bad:
        listed = "; ".join(
            _("line {line:,}: {excerpt}").format(line=each.line, excerpt=excerpt(each.text, 24))
            if each.line
            else excerpt(each.text, 24)
            for each in column.examples
        )
        parts.append(
            _("{bad} {cells} cannot be read ({listed}).").format(
                bad=BAD, cells=_cells(column.bad), listed=listed
            )
        )
    return " ".join(parts)


def _cells(count: int) -> str:
    return _("1 cell") if count == 1 else _("{count:,} cells").format(count=count)
