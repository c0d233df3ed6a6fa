"""The SQL that reads one file: first every row as it parses, then the rows that count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facilitator.audit import cells
from facilitator.audit.cells import identifier, quoted
from facilitator.audit.columns import Column
from facilitator.audit.files import Kind
from facilitator.audit.parse import PLACES, PRICE_PLACES, DateStyle, NumberStyle
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import DIMENSIONS, TOTAL_ROW, Role

LONGEST_LINE = 2_000_000
"""Bytes of one line of a text."""

MEASURES = (Role.AMOUNT, Role.QUANTITY, Role.PRICE)
NAMES: Mapping[Role, str] = {
    Role.DATE: "day",
    Role.AMOUNT: "amount",
    Role.QUANTITY: "quantity",
    Role.PRICE: "price",
    Role.CUSTOMER: "customer",
    **DIMENSIONS,
}
_TEXTS = (Role.CUSTOMER, *DIMENSIONS)
JUMPING = "line + coalesce(ahead, 0)"
"""The line of a row where records and lines are not one to one; needs the table jumps."""

_JUMPS = "ASOF LEFT JOIN jumps ON line >= record"
_LINE = "line number"
"""The column put in front of the cells of a sheet."""


@dataclass(frozen=True, slots=True)
class Scan:
    """How one file is read: by which expression, with which columns."""

    rows: str
    """The FROM part: columns c0, c1, … as text, and `line`, the number of the row."""
    columns: Mapping[Role, Column]
    typed: Mapping[Role, str]
    """Types of columns that are not text (Parquet)."""

    @property
    def parsed_roles(self) -> tuple[Role, ...]:
        """The roles whose cells can fail to parse."""
        if Role.AMOUNT in self.columns:
            return (Role.DATE, Role.AMOUNT)
        return (Role.DATE, Role.QUANTITY, Role.PRICE)

    def every_row(self, limit: int | None = None) -> str:
        """All rows as they parse; `raw_day` and so on keep the texts that did not."""
        parts = ["line"]
        for role in self.parsed_roles:
            value, name, raw = self._value(role), NAMES[role], self._cell(role)
            parts.append(f"{value} AS {name}")
            parts.append(f"CASE WHEN {name} IS NULL THEN CAST({raw} AS VARCHAR) END AS raw_{name}")
        parts += [f"{self._text(role)} AS {NAMES[role]}" for role in _TEXTS]
        parts.append("first_text")
        ending = f" LIMIT {limit}" if limit is not None else ""
        return f"SELECT {', '.join(parts)} FROM ({self.rows}){ending}"

    def good_rows(self, offset: int, file: int) -> str:
        """The ledger's rows when every row of the file is known to parse."""
        day, amount = self._value(Role.DATE), self._amount(lambda role: self._value(role))
        return _ledger(day, amount, offset, file, self._text) + f" FROM ({self.rows})"

    def repaired_rows(self, parsed: Path, line: str, file: int) -> str:
        """The ledger's rows out of `every_row`, with what `parse` read later filled in."""
        joined = " ".join(
            f"LEFT JOIN read_{NAMES[role]} ON raw_{NAMES[role]} = read_{NAMES[role]}.text"
            for role in self.parsed_roles
        )
        day = "coalesce(day, read_day.value)"
        amount = self._amount(lambda role: f"coalesce({NAMES[role]}, read_{NAMES[role]}.value)")
        chosen = _ledger(day, amount, 0, file, lambda role: NAMES[role], line)
        jumps = _JUMPS if line == JUMPING else ""
        inner = f"{chosen} FROM {_parquet(parsed)} AS parsed {joined} {jumps}"
        return f"SELECT * FROM ({inner}) WHERE day IS NOT NULL AND amount IS NOT NULL"

    def judged_rows(self, parsed: Path) -> str:
        """The rows that do not count, with the reason: empty, total, or which cell is wrong."""
        joined = " ".join(
            f"LEFT JOIN read_{NAMES[role]} ON raw_{NAMES[role]} = read_{NAMES[role]}.text"
            for role in self.parsed_roles
        )
        fine = {
            role: f"coalesce({NAMES[role]}, read_{NAMES[role]}.value) IS NOT NULL"
            for role in self.parsed_roles
        }
        raws = [f"raw_{NAMES[role]}" for role in self.parsed_roles]
        blank = " AND ".join(
            [f"{NAMES[role]} IS NULL" for role in (*self.parsed_roles, *_TEXTS)]
            + [f"{raw} IS NULL" for raw in raws]
        )
        cases = [f"WHEN first_text IS NULL OR ({blank}) THEN 'empty'"]
        cases.append(
            f"WHEN day IS NULL AND regexp_matches(first_text, {quoted(TOTAL_ROW)}) THEN 'total'"
        )
        cells_told = ", ".join(
            f"CASE WHEN {fine[role]} THEN NULL ELSE coalesce({raw}, '') END AS bad_{NAMES[role]}"
            for role, raw in zip(self.parsed_roles, raws, strict=True)
        )
        bad = " OR ".join(f"NOT ({each})" for each in fine.values())
        return (
            f"SELECT line, CASE {' '.join(cases)} ELSE 'bad' END AS reason, {cells_told}, "
            f"first_text FROM {_parquet(parsed)} AS parsed {joined} WHERE {bad}"
        )

    def _amount(self, value: Callable[[Role], str]) -> str:
        if Role.AMOUNT in self.columns:
            return value(Role.AMOUNT)
        product = f"{value(Role.QUANTITY)} * {value(Role.PRICE)}"
        return f"try_cast({product} AS DECIMAL(18,{PLACES}))"

    def _value(self, role: Role) -> str:
        column, cell, kind = self.columns[role], self._cell(role), self.typed.get(role, "")
        if role is Role.DATE:
            if kind.startswith(("DATE", "TIMESTAMP")):
                return f"try_cast({cell} AS DATE)"
            return cells.day(cell, column.date_style or DateStyle.YEAR_FIRST)
        places = PRICE_PLACES if role is Role.PRICE else PLACES
        if kind and kind != "VARCHAR":
            return f"try_cast({cell} AS DECIMAL(18,{places}))"
        return cells.number(cell, column.number_style or NumberStyle.POINT, places)

    def _text(self, role: Role) -> str:
        if role not in self.columns:
            return "CAST(NULL AS VARCHAR)"
        cell = self._cell(role)
        if role not in self.typed:
            return cells.words(cell)
        return cells.words(cells.nothing_as_null(f"CAST({cell} AS VARCHAR)"))

    def _cell(self, role: Role) -> str:
        return f"c{self.columns[role].position}"


def text_scan(found: Recognised, path: Path, skip: int, delimiter: str) -> Scan:
    """Read a UTF-8 text from the line after `skip`; `line` counts the records from 1."""
    width = len(found.table.names)
    numbered = found.source.kind is Kind.SHEET
    names = [f"c{n}" for n in range(width)]
    names = [_LINE, *names] if numbered else names
    columns = "{" + ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names) + "}"
    read = (
        f"read_csv({quoted(str(path))}, auto_detect=false, header=false, skip={skip}, "
        f"delim={quoted(delimiter)}, quote='\"', escape='\"', columns={columns}, "
        f"null_padding=true, store_rejects=true, parallel=false, nullstr={cells.null_words()}, "
        f"max_line_size={LONGEST_LINE}, encoding='utf-8', compression='none')"
    )
    line = f"CAST({identifier(_LINE)} AS BIGINT)" if numbered else "row_number() OVER ()"
    used = sorted({column.position for column in found.columns if column.role is not None})
    first = [f"c{n}" for n in range(min(width, 8))]
    chosen = ", ".join(f"c{n}" for n in used)
    rows = (
        f"SELECT {line} AS line, {chosen}, coalesce({', '.join(first)}) AS first_text FROM {read}"
    )
    return Scan(rows, _by_role(found), {})


def parquet_scan(found: Recognised, types: Mapping[str, str]) -> Scan:
    """Read a Parquet file; its own types are used where they fit."""
    names = list(types)
    parts = [
        f"{identifier(name)} AS c{n}"
        for n, name in enumerate(names)
        if found.columns[n].role is not None
    ]
    first = f"coalesce({', '.join(f'CAST({identifier(n)} AS VARCHAR)' for n in names[:8])})"
    rows = (
        f"SELECT file_row_number + 1 AS line, {', '.join(parts)}, {first} AS first_text "
        f"FROM read_parquet({quoted(str(found.path))}, file_row_number=true)"
    )
    by_role = _by_role(found)
    return Scan(rows, by_role, {role: types[names[c.position]] for role, c in by_role.items()})


def _by_role(found: Recognised) -> dict[Role, Column]:
    return {column.role: column for column in found.columns if column.role is not None}


def _parquet(path: Path) -> str:
    return f"read_parquet({quoted(str(path))})"


def _ledger(
    day: str, amount: str, offset: int, file: int, text: Callable[[Role], str], line: str = "line"
) -> str:
    told = ", ".join(f"{text(role)} AS {NAMES[role]}" for role in DIMENSIONS)
    return (
        f"SELECT CAST({line} + {offset} AS BIGINT) AS row, {day} AS day, "
        f"{text(Role.CUSTOMER)} AS customer, CAST({amount} AS DECIMAL(18,4)) AS amount, {told}, "
        f"{file} AS file"
    )
