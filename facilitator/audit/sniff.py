"""Where the table is in a text: its delimiter, its header, the lines above and below it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from facilitator.audit.parse import DateStyle, NumberStyle, is_nothing, read_day, read_number
from facilitator.audit.vocabulary import Role, header_fit, is_total
from facilitator.words.language import _

DELIMITERS = (";", "\t", ",", "|")
LONGEST_LINE = 1 << 20
"""Characters; no ledger has such a line."""

MOST_COLUMNS = 2_000
_HEADER_WITHIN = 60
"""Records in which the header must come."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of cells and the line of the file where it begins, from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """Number of cells that hold something."""
        return sum(not is_nothing(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """What was found: unique column names, the header's line (0: none), and the rows under it."""

    names: tuple[str, ...]
    header: int
    preamble: tuple[Record, ...]
    rows: tuple[Record, ...]
    totals: tuple[Record, ...]
    too_long: tuple[Record, ...]
    """Rows with more cells than there are columns; they are left out and counted."""


def records(text: str, delimiter: str, first_line: int = 1) -> Iterator[Record]:
    """The records of a text, empty lines left out. A quote that never closes ends in one record."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = first_line
    csv.field_size_limit(LONGEST_LINE * 4)
    for cells in reader:
        if cells and (len(cells) > 1 or cells[0].strip()):
            yield Record(line, tuple(cells))
        line = first_line + reader.line_num


def guess_delimiter(text: str) -> tuple[str, float]:
    """The likeliest delimiter and how sure it is; ("", 0) when there is only one column."""
    best: list[tuple[float, float, str]] = []
    for delimiter in DELIMITERS:
        widths = [len(record.cells) for record in islice(records(text, delimiter), 400)]
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, lines = max(wide.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]))
        share = lines / len(widths)
        best.append((share * share * (width - 1), share, delimiter))
    if not best:
        return "", 0.0
    best.sort(reverse=True)
    second = best[1][0] if len(best) > 1 else 0.0
    return best[0][2], min(1.0, best[0][1] * (1 - 0.5 * second / best[0][0]))


def find_table(found: Sequence[Record], header_line: int | None = None) -> Table:
    """Tell header, preamble, rows and totals apart; `header_line` overrides the guess (0: none)."""
    at = _header(found) if header_line is None else _at_line(found, header_line)
    header = found[at] if at is not None else None
    under = found if at is None else found[at + 1 :]
    widths = Counter(len(record.cells) for record in under)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 0
    width = max(usual, len(header.cells) if header else 0)
    rows = [record for record in under if not _is_totals(record)]
    names = unique_names(header.cells if header else (), width)
    return Table(
        names=names,
        header=header.line if header else 0,
        preamble=tuple(found[: at or 0]),
        rows=tuple(record for record in rows if len(record.cells) <= width),
        totals=tuple(record for record in under if _is_totals(record)),
        too_long=tuple(record for record in rows if len(record.cells) > width),
    )


def unique_names(header: Sequence[str], width: int) -> tuple[str, ...]:
    """Names for all columns: empty ones are numbered, repeated ones counted."""
    names: list[str] = []
    seen: set[str] = set()
    for number in range(width):
        name = " ".join(header[number].split()) if number < len(header) else ""
        name = name.strip("\ufeff") or _("column {number}").format(number=number + 1)
        unique, times = name, 1
        while unique.casefold() in seen:
            times += 1
            unique = f"{name} ({times})"
        seen.add(unique.casefold())
        names.append(unique)
    return tuple(names)


def _at_line(found: Sequence[Record], line: int) -> int | None:
    return next((n for n, record in enumerate(found) if record.line == line), None)


def _header(found: Sequence[Record]) -> int | None:
    """The best header above the first row of data; None when data begins at once."""
    near = found[:_HEADER_WITHIN]
    widths = Counter(record.filled for record in found if record.filled > 1)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 0
    data = next((n for n, record in enumerate(near) if _is_data(record, usual)), None)
    above = near[:data] if data is not None else near
    scored = [
        (_header_score(record) + number * 0.01, number)
        for number, record in enumerate(above)
        if record.filled >= max(2, usual * 0.5)
    ]
    best = max(scored, default=(0.0, None))
    return best[1] if best[0] > 0 else None


def _header_score(record: Record) -> float:
    score = 0.0
    for cell in record.cells:
        if is_nothing(cell):
            continue
        score += -3.0 if _is_figure(cell) else 0.2
        score += max(header_fit(cell, role) for role in Role)
    return score


def _is_data(record: Record, usual: int) -> bool:
    if record.filled < max(2, usual * 0.5):
        return False
    figures = sum(_is_figure(cell) for cell in record.cells)
    named = sum(max(header_fit(cell, role) for role in Role) == 1 for cell in record.cells)
    return figures >= 1 and figures > named


def _is_figure(cell: str) -> bool:
    text = cell.strip()
    if not re.search(r"[0-9]", text):
        return False
    return read_number(text, NumberStyle.POINT) is not None or any(
        read_day(text, style) for style in (DateStyle.DAY_FIRST, DateStyle.MONTH_FIRST)
    )


def _is_totals(record: Record) -> bool:
    first = next((cell for cell in record.cells if not is_nothing(cell)), "")
    return is_total(first)
