"""One file into one Parquet file: the quick way when every row parses, else with repairs."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.audit import decode, lines
from facilitator.audit.cells import quoted
from facilitator.audit.columns import EXAMPLES, Example
from facilitator.audit.files import Cancel, Cancelled, Kind
from facilitator.audit.parse import (
    PLACES,
    PRICE_PLACES,
    DateStyle,
    NumberStyle,
    read_amount,
    read_day,
)
from facilitator.audit.recognise import Recognised
from facilitator.audit.scan import JUMPING, NAMES, Scan, parquet_scan, text_scan
from facilitator.audit.sheets import opened, sheet_of, sheet_records
from facilitator.audit.sniff import Record
from facilitator.audit.vocabulary import Role
from facilitator.words.text import excerpt

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_REJECTED = 100
"""Rejected lines that are kept to be shown; all are counted."""

_PROBE = 20_000
_BATCH = 10_000
_REASONS = {
    "TOO MANY COLUMNS": "more cells than the header has columns",
    "MISSING COLUMNS": "fewer cells than the header has columns",
    "UNQUOTED VALUE": "a quote that is not closed",
    "LINE SIZE OVER MAXIMUM": "the line is longer than 2,000,000 characters",
    "INVALID ENCODING": "characters that are no UTF-8",
    "INVALID STATE": "a quote in the wrong place",
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that could not be taken apart into cells."""

    file: str
    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class BadColumn:
    """Cells of one column that could not be read."""

    column: str
    role: Role
    unreadable: int
    blank: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; the counts are of rows."""

    parquet: Path
    rows: int
    rejected_count: int
    rejected: tuple[Rejected, ...]
    bad_rows: int
    totals: int
    empty: int
    bad: tuple[BadColumn, ...]


class Reader:
    """Reads one recognised file with one connection."""

    def __init__(
        self, database: "DuckDBPyConnection", found: Recognised, scratch: Path, cancelled: Cancel
    ) -> None:
        self.database, self.found, self.scratch, self.cancelled = (
            database,
            found,
            scratch,
            cancelled,
        )
        self.text: Path | None = None
        """The UTF-8 text the database reads."""
        self.skip = 0

    def read(self, number: int) -> Outcome:
        """Write the rows that count. Raises duckdb.Error, CannotRead and Cancelled."""
        scan = self._scan()
        target = self.scratch / f"file-{number}.parquet"
        outcome = self._quickly(scan, target, number) or self._with_repairs(scan, target, number)
        if self.text is not None and self.text.parent == self.scratch:
            self.text.unlink()
        return outcome

    def _scan(self) -> Scan:
        found = self.found
        if found.source.kind is Kind.PARQUET:
            types = self._rows(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(found.path))})")
            return parquet_scan(found, {str(row[0]): str(row[1]) for row in types})
        if found.source.kind is Kind.SHEET:
            self.text = self.scratch / "sheet.csv"
            _write_sheet(found, self.text, self.cancelled)
            return text_scan(found, self.text, 0, ",")
        self.text, self.skip = found.path, _lines_above(found)
        if not found.sample.plain:
            self.text = self.scratch / "text.csv"
            decode.to_utf8(found.path, found.sample.encoding, self.text, self.cancelled)
        return text_scan(found, self.text, self.skip, found.sample.delimiter)

    def _quickly(self, scan: Scan, target: Path, number: int) -> Outcome | None:
        """None when a row does not parse, or when records are not lines."""
        # Written out as far as it goes: the probe costs nothing beside the whole.
        unread = " OR ".join(f"{NAMES[role]} IS NULL" for role in scan.parsed_roles)
        probe = f"SELECT count(*) FROM ({scan.every_row(_PROBE)}) WHERE {unread}"
        if self._rows(probe)[0][0]:
            return None
        self._forget_rejects()
        offset = self.skip if self.found.source.kind is Kind.TEXT else 0
        self._copy(scan.good_rows(offset, number), target)
        told = self._rows(
            f"SELECT count(*), count(day), count(amount) FROM read_parquet({quoted(str(target))})"
        )[0]
        if told[0] != told[1] or told[0] != told[2] or self._rejects():
            return None
        if self._is_text() and self._lines() != offset + told[0]:
            return None
        return Outcome(target, told[0], 0, (), 0, 0, 0, ())

    def _with_repairs(self, scan: Scan, target: Path, number: int) -> Outcome:
        self._forget_rejects()
        parsed = self.scratch / "parsed.parquet"
        self._copy(scan.every_row(), parsed)
        rejected = self._rejected()
        for role in scan.parsed_roles:
            self._read_leftovers(scan, role, parsed)
        line = self._line(parsed, rejected)
        self._copy(scan.repaired_rows(parsed, line, number), target)
        rows = self._rows(f"SELECT count(*) FROM read_parquet({quoted(str(target))})")[0][0]
        self.database.execute(
            f"CREATE OR REPLACE TEMP TABLE judged AS {scan.judged_rows(parsed)}"
        ).fetchall()
        reasons = dict(self._rows("SELECT reason, count(*) FROM judged GROUP BY reason"))
        bad = tuple(self._bad(scan, role, line) for role in scan.parsed_roles)
        parsed.unlink()
        return Outcome(
            parquet=target,
            rows=rows,
            rejected_count=len(self._rejects()),
            rejected=rejected[:MOST_REJECTED],
            bad_rows=reasons.get("bad", 0),
            totals=reasons.get("total", 0),
            empty=reasons.get("empty", 0),
            bad=tuple(each for each in bad if each.unreadable or each.blank),
        )

    def _read_leftovers(self, scan: Scan, role: Role, parsed: Path) -> None:
        """Read the texts the database did not know, each once, into read_day and so on."""
        name, column = NAMES[role], scan.columns[role]
        places = PRICE_PLACES if role is Role.PRICE else PLACES
        kind = "DATE" if role is Role.DATE else f"DECIMAL(18,{places})"
        self.database.execute(
            f"CREATE OR REPLACE TEMP TABLE read_{name} (text VARCHAR, value {kind})"
        ).fetchall()
        texts = self._rows(
            f"SELECT DISTINCT raw_{name} FROM read_parquet({quoted(str(parsed))}) "
            f"WHERE raw_{name} IS NOT NULL"
        )
        read: list[tuple[str, date | Decimal]] = []
        for number, (text,) in enumerate(texts):
            if not number % _BATCH and self.cancelled():
                raise Cancelled
            value = (
                read_day(text, column.date_style or DateStyle.YEAR_FIRST)
                if role is Role.DATE
                else read_amount(text, column.number_style or NumberStyle.POINT, places)
            )
            if value is not None:
                read.append((text, value))
        for start in range(0, len(read), _BATCH):
            batch = read[start : start + _BATCH]
            self.database.execute(
                f"INSERT INTO read_{name} SELECT unnest(?::VARCHAR[]), "
                f"unnest(?::VARCHAR[])::{kind}",
                [[text for text, _ in batch], [str(value) for _, value in batch]],
            ).fetchall()

    def _line(self, parsed: Path, rejected: Sequence[Rejected]) -> str:
        """The expression for the line of a row of `every_row`."""
        if not self._is_text() or self.text is None:
            return "line"
        taken = self._rows(f"SELECT count(*) FROM read_parquet({quoted(str(parsed))})")[0][0]
        if self._lines() == self.skip + taken:
            return f"line + {self.skip}"
        left_out = frozenset(each.line for each in rejected)
        found = lines.jumps(self.text, self.skip, left_out, self.cancelled)
        self.database.execute(
            "CREATE OR REPLACE TEMP TABLE jumps AS SELECT unnest(?::BIGINT[]) AS record, "
            "unnest(?::BIGINT[]) AS ahead",
            [[jump.record for jump in found], [jump.ahead for jump in found]],
        ).fetchall()
        return JUMPING

    def _bad(self, scan: Scan, role: Role, line: str) -> BadColumn:
        name = NAMES[role]
        jumps = "ASOF LEFT JOIN jumps ON line >= record " if line == JUMPING else ""
        wrong = f"FROM judged {jumps}WHERE reason = 'bad' AND bad_{name} IS NOT NULL"
        told = self._rows(
            f"SELECT count(*) FILTER (bad_{name} <> ''), count(*) FILTER (bad_{name} = '') {wrong}"
        )[0]
        shown = self._rows(
            f"SELECT {line}, bad_{name} {wrong} ORDER BY bad_{name} = '', line LIMIT {EXAMPLES}"
        )
        examples = tuple(Example(int(number), str(text)) for number, text in shown)
        return BadColumn(scan.columns[role].name, role, told[0], told[1], examples)

    def _rejected(self) -> tuple[Rejected, ...]:
        told = self._rejects()
        if not told or self.text is None:
            return ()
        places = lines.lines_at(self.text, [int(row[0]) for row in told], self.cancelled)
        name = self.found.path.name
        return tuple(
            Rejected(name, line, _REASONS.get(str(kind), str(kind).lower()), excerpt(str(text), 80))
            for line, (_, kind, text) in zip(places, told, strict=True)
        )

    def _rejects(self) -> list[tuple[Any, ...]]:
        """One row for each rejected line: where it begins, why, and its text."""
        if not self._rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'"):
            return []
        return self._rows(
            "SELECT line_byte_position, any_value(error_type), any_value(csv_line) "
            "FROM reject_errors GROUP BY line_byte_position ORDER BY line_byte_position"
        )

    def _forget_rejects(self) -> None:
        for table in ("reject_errors", "reject_scans"):
            self.database.execute(f"DROP TABLE IF EXISTS {table}").fetchall()

    def _lines(self) -> int:
        return lines.count_lines(self.text, self.cancelled) if self.text is not None else 0

    def _is_text(self) -> bool:
        return self.found.source.kind is Kind.TEXT

    def _copy(self, query: str, target: Path) -> None:
        self.database.execute(
            f"COPY ({query}) TO {quoted(str(target))} (FORMAT parquet)"
        ).fetchall()
        if self.cancelled():
            raise Cancelled

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.database.execute(query).fetchall()


def _lines_above(found: Recognised) -> int:
    """How many lines come before the first row: preamble and header."""
    first = next((row.line for row in found.table.rows if row.line), 0)
    totals = next((row.line for row in found.table.totals if row.line > found.table.header), 0)
    begins = min((line for line in (first, totals) if line), default=1)
    return begins - 1


def _write_sheet(found: Recognised, target: Path, cancelled: Cancel) -> None:
    with opened(found.path) as book, target.open("w", encoding="utf-8", newline="") as file:
        sheet = sheet_of(found.path, book, found.sample.sheet)
        writer = csv.writer(file, lineterminator="\n")
        width = len(found.table.names)
        for number, record in enumerate(_under_header(found, sheet_records(sheet))):
            if not number % 1000 and cancelled():
                raise Cancelled
            cells = (*record.cells, *[""] * (width - len(record.cells)))
            writer.writerow((record.line, *cells[:width]))


def _under_header(found: Recognised, rows: Iterator[Record]) -> Iterator[Record]:
    return (record for record in rows if record.line > found.table.header)
