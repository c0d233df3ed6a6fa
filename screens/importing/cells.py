"""Cells as they are understood, columns with what is said above and below them: pure."""

from collections.abc import Sequence
from decimal import Decimal

from facilitator.audit.columns import Column
from facilitator.audit.parse import NumberStyle, is_nothing, read_day, read_number
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import NUMBERS, Role
from facilitator.words.language import _, language, ngettext
from facilitator.words.number import format_number, say_count
from facilitator.words.text import excerpt, in_quotes
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
    decimals = f"{number:f}".partition(".")[2].rstrip("0").ljust(places, "0")
    return format_number(number, max(2, len(decimals)) if decimals else 0, language())


def _places(column: Column, texts: Sequence[str]) -> int:
    if column.role not in NUMBERS:
        return 0
    style = column.number_style or NumberStyle.POINT
    read = [number for text in texts if (number := read_number(text, style)) is not None]
    return max((_decimals(each) for each in read), default=0)


def _decimals(number: Decimal) -> int:
    found = len(f"{number:f}".partition(".")[2].rstrip("0"))
    return max(2, found) if found else 0


def shown_columns(found: Recognised, is_sure: Sequence[bool]) -> list[ShownColumn]:
    """All columns with their first rows, in the order of the file."""
    shown: list[ShownColumn] = []
    for column, sure in zip(found.columns, is_sure, strict=True):
        at = column.position
        texts = [row.cells[at] if at < len(row.cells) else "" for row in found.first]
        places = _places(column, texts)
        shown.append(
            ShownColumn(
                title=f"{SURE if sure else GUESS} {_(column.role.value)}" if column.role else "",
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
        said = ngettext("{count} bad", "{count} bad", column.bad)
        return f"{BAD} {said.format(count=say_count(column.bad))}"
    if not column.blank:
        return _("all read")
    return ngettext("{count} empty", "{count} empty", column.blank).format(
        count=say_count(column.blank)
    )


def facts(found: Recognised) -> str:
    """The file as a whole: how it is read, how many rows, their control total."""
    sample = found.sample
    parts: list[str] = []
    if sample.sheet is not None:
        parts.append(
            _("sheet “{name}” of {count}").format(
                name=excerpt(sample.sheet), count=len(sample.sheets)
            )
        )
    elif sample.delimiter:
        sign = {"\t": _("tab")}.get(sample.delimiter, in_quotes(sample.delimiter))
        parts += [sample.encoding, _("{sign} between cells").format(sign=sign)]
    header = found.table.header
    parts.append(_("header in line {line}").format(line=header) if header else _("no header"))
    said = (
        ngettext("{count} row", "{count} rows", found.rows)
        if found.complete
        else ngettext("{count} row looked at", "{count} rows looked at", found.rows)
    )
    parts.append(said.format(count=say_count(found.rows)))
    if found.control_total is not None:
        said = (
            _("control total {total}")
            if found.complete
            else _("control total of the rows looked at {total}")
        )
        parts.append(said.format(total=grouped(found.control_total)))
    if totals := len(found.table.totals):
        said = ngettext("{count} row of totals left out", "{count} rows of totals left out", totals)
        parts.append(said.format(count=say_count(totals)))
    if too_long := len(found.table.too_long):
        said = ngettext(
            "{count} row with too many cells", "{count} rows with too many cells", too_long
        )
        parts.append(f"{BAD} {said.format(count=say_count(too_long))}")
    return " · ".join(parts)


def doubt(column: Column) -> str:
    """What cannot be told about a column, as a sentence."""
    return _("Column “{name}”: {doubt}").format(
        name=excerpt(column.name, CELL), doubt=column.ambiguous
    )


def described(column: Column, *, is_sure: bool) -> str:
    """The column under the cursor in sentences, with examples of what cannot be read."""
    name = in_quotes(excerpt(column.name, CELL))
    if column.role is None:
        return _("{name} is not used. Enter chooses what it is for.").format(name=name)
    how = column.date_style or column.number_style
    if how:
        said = (
            _("{name} is the {role}, written like {style}.")
            if is_sure
            else _("{name} is the {role} (a guess), written like {style}.")
        )
    else:
        said = _("{name} is the {role}.") if is_sure else _("{name} is the {role} (a guess).")
    role, style = _(column.role.value), how.value if how else ""
    parts = [said.format(name=name, role=role, style=style)]
    if column.currencies:
        parts.append(_("Currency: {currencies}.").format(currencies=", ".join(column.currencies)))
    if column.blank:
        said = ngettext("{count} cell empty.", "{count} cells empty.", column.blank)
        parts.append(said.format(count=say_count(column.blank)))
    if column.bad:
        listed = "; ".join(
            in_line(each.line, excerpt(each.text, 24)) if each.line else excerpt(each.text, 24)
            for each in column.examples
        )
        said = ngettext(
            "{count} cell cannot be read ({examples}).",
            "{count} cells cannot be read ({examples}).",
            column.bad,
        ).format(count=say_count(column.bad), examples=listed)
        parts.append(f"{BAD} {said}")
    return " ".join(parts)


def in_line(number: int, words: str) -> str:
    """What stands in a line of the file."""
    return _("line {line}: {words}").format(line=say_count(number), words=words)
