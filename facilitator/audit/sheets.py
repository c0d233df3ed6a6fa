"""Rows of a spreadsheet as text cells that can be read in one way only."""

import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.audit.files import CannotRead, said
from facilitator.audit.sniff import Record
from facilitator.words.language import _
from facilitator.words.text import excerpt, in_quotes

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_UNPACKED = 4 << 30
"""Bytes a zipped workbook may unpack to."""


@contextmanager
def opened(path: Path) -> Generator["CalamineWorkbook"]:
    """A workbook to read from. Raises CannotRead with a sentence for whatever is wrong with it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _refuse_strange_zip(path)
    try:
        # The library's own types leave the path's type open.
        with CalamineWorkbook.from_path(str(path)) as book:  # pyright: ignore[reportUnknownMemberType]
            yield book
    except PasswordError as error:
        raise CannotRead(
            _("{file} has a password. Save it without one.").format(file=said(path))
        ) from error
    except (CalamineError, OSError) as error:
        raise CannotRead(
            _("{file} is damaged: {error}. Save it again as XLSX.").format(
                file=said(path), error=error
            )
        ) from error


def sheet_of(path: Path, book: "CalamineWorkbook", wanted: str | None) -> "CalamineSheet":
    """The named sheet, or the one with most rows. Raises CannotRead."""
    if wanted is not None:
        if wanted not in book.sheet_names:
            names = ", ".join(in_quotes(excerpt(name)) for name in book.sheet_names[:10])
            raise CannotRead(
                _("{file} has no sheet “{excerpt}”. It has {names}.").format(
                    file=said(path), excerpt=excerpt(wanted), names=names
                )
            )
        return book.get_sheet_by_name(wanted)
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    sheet = max(sheets, key=lambda each: each.height, default=None)
    if sheet is None or not sheet.height:
        raise CannotRead(_("{file} has no rows. Check which file it is.").format(file=said(path)))
    return sheet


def sheet_records(sheet: "CalamineSheet") -> Iterator[Record]:
    """The rows that hold something, with their numbers in the sheet from 1."""
    first = sheet.start[0] + 1 if sheet.start else 1
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), first):
        cells = tuple(cell_text(value) for value in row)
        if any(cells):
            yield Record(number, cells)


def cell_text(value: object) -> str:
    """A cell as text: days as yyyy-mm-dd, numbers with a point that nobody takes for grouping."""
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    plain = f"{Decimal(repr(value) if isinstance(value, float) else value):f}"
    # 1.234 from a number is never a thousand, even where the dot groups.
    return f"{plain}0" if len(plain.partition(".")[2]) == 3 else plain


def _refuse_strange_zip(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        size = sum(each.file_size for each in packed.infolist())
    if not any(name in {"[Content_Types].xml", "content.xml", "mimetype"} for name in names):
        raise CannotRead(
            _(
                "{file} is a zip archive, not a spreadsheet. Unpack it and choose a file in it."
            ).format(file=said(path))
        )
    if size > MOST_UNPACKED:
        raise CannotRead(
            _("{file} unpacks to {size} GB. Save it as CSV instead.").format(
                file=said(path), size=size >> 30
            )
        )
