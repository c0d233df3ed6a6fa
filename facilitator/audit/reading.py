"""One file into Parquet: the rows that count at once, then whatever is left over."""

import csv
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from facilitator.audit.rejected import Reject, Rejected, jumps, lines_at
from facilitator.audit.scan import NAMES, Part, Scan, parquet_scan, text_scan
from facilitator.audit.sheets import opened, sheet_of, sheet_records
from facilitator.audit.slices import Knife, Slice
from facilitator.audit.sniff import Record
from facilitator.audit.vocabulary import Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_REJECTED = 100
"""Rejected lines that are kept to be shown; all are counted."""

_PROBE = 20_000
_BATCH = 10_000
_GROUP = 61_440
_CUTTING, _LEFT = 0.15, 0.1
"""Shares of the work: cutting the text into slices, and what comes after the rows that count."""


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

    parts: tuple[Path, ...]
    """Parquet files with the rows that count."""
    rows: int
    rejected_count: int
    rejected: tuple[Rejected, ...]
    bad_rows: int
    totals: int
    empty: int
    bad: tuple[BadColumn, ...]


class Reader:
    """Reads one recognised file with one connection.

    First the rows that count are written, in one pass over the parts of the file side by side.
    Parts that gave fewer rows than they have lines are looked at again for what is left over.
    """

    def __init__(
        self, database: "DuckDBPyConnection", found: Recognised, scratch: Path, cancelled: Cancel
    ) -> None:
        self.database, self.found, self.scratch = database, found, scratch
        self.cancelled = cancelled
        self.knife: Knife | None = None
        self.slices: tuple[Slice, ...] = ()
        self.step = (0.0, 0.0)
        """Share of the work done before the running query, and its own share."""

    def fraction(self, query: float) -> float:
        """How much is done when so much of the running query is."""
        if not self.slices and self.knife is not None:
            return min(1.0, self.knife.done / self.knife.size) * _CUTTING
        return self.step[0] + self.step[1] * query

    def read(self, number: int) -> Outcome:
        """Write the rows that count. Raises duckdb.Error, CannotRead and Cancelled."""
        outcome = self._read(number)
        if outcome is None:
            # A quote stands where none should, so slices may have ended within a record.
            outcome = self._read(number, whole=True)
        assert outcome is not None
        for each in self.slices:
            each.path.unlink(missing_ok=True)
        return outcome

    def _read(self, number: int, whole: bool = False) -> Outcome | None:
        scan = self._scan(whole)
        known, dirty = self._probed(scan)
        self._forget_rejects()
        good = self.scratch / f"file-{number}.parquet"
        parsed = good.with_suffix(".parsed")
        self.step = (_CUTTING, 1 - _CUTTING - _LEFT)
        with self._filtering_late():
            if dirty:
                self._copy(scan.every_row(number, known), parsed)
            else:
                self._copy(scan.good_rows(number, known), good)
        self.step = (1 - _LEFT, _LEFT)
        rejects = self._rejects()
        if len(self.slices) > 1 and any(each.misquoted for each in rejects):
            return None
        self._jumps(rejects)
        if dirty:
            source = self._counted(f"FROM {_parquet(parsed)}", rejects)
            self._make("left_over", scan.left_out_rows(source))
            outcome = self._outcome(scan, number, scan.kept_rows(source), rejects, known)
            parsed.unlink()
            return outcome
        parts = [part for part in scan.parts if self._lacks(part, good)]
        if not parts:
            return Outcome((good,), self._count(good), 0, (), 0, 0, 0, ())
        with self._filtering_late():
            self._make("left_over", scan.left_over(parts, number, known))
        if rejects and self._is_text():
            good = self._counted_on(good, rejects)
            self._make("left_over", self._counted("FROM left_over", rejects))
        return self._outcome(scan, number, good, rejects, known)

    def _outcome(
        self, scan: Scan, number: int, good: Path | str, rejects: list[Reject], known: list[Role]
    ) -> Outcome:
        """`good`: the rows that count, written already or as a query."""
        fresh = [role for role in scan.parsed_roles if role not in known]
        repaired = scan.repaired_rows() if self._read_all(scan, fresh) else ""
        files = [good] if isinstance(good, Path) else []
        queries = [query for query in (good if isinstance(good, str) else "", repaired) if query]
        if queries:
            files.append(self.scratch / f"file-{number}-kept.parquet")
            self._copy(" UNION ALL ".join(queries), files[-1])
        rows, name = sum(map(self._count, files)), self.found.path.name
        self._make("judged", scan.judged_rows())
        reasons = dict(self._rows("SELECT reason, count(*) FROM judged GROUP BY reason"))
        bad = tuple(self._bad(scan, role) for role in scan.parsed_roles)
        return Outcome(
            parts=tuple(files),
            rows=rows,
            rejected_count=len(rejects),
            rejected=tuple(each.told(name) for each in rejects[:MOST_REJECTED]),
            bad_rows=reasons.get("bad", 0),
            totals=reasons.get("total", 0),
            empty=reasons.get("empty", 0) - sum(each.empty for each in self.slices),
            bad=tuple(each for each in bad if each.unreadable or each.blank),
        )

    def _scan(self, whole: bool) -> Scan:
        found = self.found
        if found.source.kind is Kind.PARQUET:
            types = self._rows(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(found.path))})")
            return parquet_scan(found, {str(row[0]): str(row[1]) for row in types})
        if found.source.kind is Kind.SHEET:
            text = self.scratch / "sheet.csv"
            lines = _write_sheet(found, text, self.cancelled)
            self.slices = (Slice(text, 1, lines, 0, quoted=False),)
            return text_scan(found, self.slices, ",")
        sample = found.sample
        self.slices = ()
        self.knife = Knife(found.path, sample.encoding, sample.delimiter, self.cancelled)
        self.slices = self.knife.cut(self.scratch, _lines_above(found), whole)
        return text_scan(found, self.slices, sample.delimiter)

    def _probed(self, scan: Scan) -> tuple[list[Role], bool]:
        """Columns written as the database does not know it, and whether rows are to be left out.

        All texts of such columns are read beforehand. A ledger with rows that do not count is
        written twice, which is quicker than to look for these rows in the text once more.
        """
        if self.found.source.kind is Kind.PARQUET:
            return [], False
        self._make("left_over", scan.left_over(scan.parts[:1], 0, (), _PROBE))
        known = [role for role in scan.parsed_roles if self._read_leftovers(scan, role)]
        dirty = bool(self._rows(f"{scan.judged_rows()} LIMIT 1"))
        for role in known:
            self._read_texts(scan, role, self._rows(scan.unread_texts(role)))
        return known, dirty

    def _read_all(self, scan: Scan, roles: Sequence[Role]) -> int:
        """How many texts of these columns could be read that the database did not know."""
        return sum(self._read_leftovers(scan, role) for role in roles)

    def _lacks(self, part: Part, good: Path) -> bool:
        """Whether some row of the part did not count."""
        if part.slice is None:
            return self._count(good) != self._rows(f"SELECT count(*) FROM {part.source}")[0][0]
        if not self._is_text():
            return self._count(good) != part.slice.lines
        inside = f"WHERE row BETWEEN {part.slice.first} AND {part.slice.last}"
        return self._count(good, inside) != part.slice.lines

    def _read_leftovers(self, scan: Scan, role: Role) -> int:
        """Read the texts the database did not know, each once, into read_day and so on."""
        raw = f"raw_{NAMES[role]}"
        texts = self._rows(f"SELECT DISTINCT {raw} FROM left_over WHERE {raw} IS NOT NULL")
        return self._read_texts(scan, role, texts)

    def _read_texts(self, scan: Scan, role: Role, texts: Sequence[tuple[Any, ...]]) -> int:
        name, column = NAMES[role], scan.columns[role]
        places = PRICE_PLACES if role is Role.PRICE else PLACES
        kind = "DATE" if role is Role.DATE else f"DECIMAL(18,{places})"
        self._run(f"CREATE OR REPLACE TEMP TABLE read_{name} (text VARCHAR, value {kind})")
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
        return len(read)

    def _bad(self, scan: Scan, role: Role) -> BadColumn:
        name = NAMES[role]
        wrong = f"FROM judged WHERE reason = 'bad' AND bad_{name} IS NOT NULL"
        told = self._rows(
            f"SELECT count(*) FILTER (bad_{name} <> ''), count(*) FILTER (bad_{name} = '') {wrong}"
        )[0]
        shown = self._rows(
            f"SELECT line, bad_{name} {wrong} ORDER BY bad_{name} = '', line LIMIT {EXAMPLES}"
        )
        examples = tuple(Example(int(number), str(text)) for number, text in shown)
        return BadColumn(scan.columns[role].name, role, told[0], told[1], examples)

    def _jumps(self, rejects: Sequence[Reject]) -> None:
        """From which counted line on how many lines of its slice were rejected before."""
        begins, ahead = jumps(self.slices, rejects)
        self.database.execute(
            "CREATE OR REPLACE TEMP TABLE jumps AS SELECT begins, max(ahead) AS ahead FROM "
            "(SELECT unnest(?::BIGINT[]) AS begins, unnest(?::BIGINT[]) AS ahead) GROUP BY begins",
            [begins, ahead],
        ).fetchall()

    def _counted(self, source: str, rejects: Sequence[Reject]) -> str:
        """The rows with the lines put right that come after rejected ones in the same slice."""
        if not rejects or not self._is_text():
            return f"SELECT * {source}"
        return (
            "SELECT * EXCLUDE (begins, ahead) REPLACE (row + coalesce(ahead, 0) AS row) "
            f"{source} ASOF LEFT JOIN jumps ON row >= begins"
        )

    def _counted_on(self, file: Path, rejects: Sequence[Reject]) -> Path:
        target = file.with_suffix(".counted")
        self._copy(self._counted(f"FROM {_parquet(file)}", rejects), target)
        file.unlink()
        return target

    def _rejects(self) -> list[Reject]:
        """The rejected lines in their order."""
        if not self._rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'"):
            return []
        told = self._rows(
            "SELECT file_path, line_byte_position, any_value(error_type), any_value(csv_line) "
            "FROM reject_errors JOIN reject_scans USING (scan_id, file_id) "
            "GROUP BY file_path, line_byte_position ORDER BY file_path, line_byte_position"
        )
        found: list[Reject] = []
        for each in self.slices:
            mine = [row for row in told if row[0] == str(each.path)]
            places = lines_at(each.path, [int(row[1]) for row in mine], self.cancelled)
            found += [
                Reject(each.first - 1 + line, str(kind), str(text))
                for line, (_, _, kind, text) in zip(places, mine, strict=True)
            ]
        return found

    def _forget_rejects(self) -> None:
        for table in ("reject_errors", "reject_scans"):
            self._run(f"DROP TABLE IF EXISTS {table}")

    def _is_text(self) -> bool:
        return self.found.source.kind is Kind.TEXT

    @contextmanager
    def _filtering_late(self) -> Generator[None]:
        # Pushed below the reading of the cells, a filter on what was read reads them twice; and
        # a join for every list of words is slower than to compare them.
        self._run("SET disabled_optimizers = 'filter_pushdown,in_clause'")
        yield
        self._run("SET disabled_optimizers = ''")

    def _copy(self, query: str, target: Path) -> None:
        # A group of rows is written without a look at whether somebody wants to stop.
        kind = f"FORMAT parquet, ROW_GROUP_SIZE {_GROUP}"
        self._run(f"COPY ({query}) TO {quoted(str(target))} ({kind})")

    def _make(self, table: str, query: str) -> None:
        self._run(f"CREATE OR REPLACE TEMP TABLE {table} AS {query}")

    def _run(self, statement: str) -> None:
        self.database.execute(statement).fetchall()
        if self.cancelled():
            raise Cancelled

    def _count(self, file: Path, inside: str = "") -> int:
        return self._rows(f"SELECT count(*) FROM {_parquet(file)} {inside}")[0][0]

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.database.execute(query).fetchall()


def _parquet(file: Path) -> str:
    return f"read_parquet({quoted(str(file))})"


def _lines_above(found: Recognised) -> int:
    """How many lines come before the first row: preamble and header."""
    first = next((row.line for row in found.table.rows if row.line), 0)
    totals = next((row.line for row in found.table.totals if row.line > found.table.header), 0)
    begins = min((line for line in (first, totals) if line), default=1)
    return begins - 1


def _write_sheet(found: Recognised, target: Path, cancelled: Cancel) -> int:
    """Write the rows under the header, each after its line; return how many there are."""
    count = 0
    with opened(found.path) as book, target.open("w", encoding="utf-8", newline="") as file:
        sheet = sheet_of(found.path, book, found.sample.sheet)
        writer = csv.writer(file, lineterminator="\n")
        width = len(found.table.names)
        for count, record in enumerate(_under_header(found, sheet_records(sheet)), 1):
            if not count % 1000 and cancelled():
                raise Cancelled
            cells = (*record.cells, *[""] * (width - len(record.cells)))
            writer.writerow((record.line, *cells[:width]))
    return count


def _under_header(found: Recognised, rows: Iterator[Record]) -> Iterator[Record]:
    return (record for record in rows if record.line > found.table.header)
