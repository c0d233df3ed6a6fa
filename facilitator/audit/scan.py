"""The SQL that reads one file: the rows that count, and those that are left over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.audit import cells
from facilitator.audit.cells import identifier, quoted
from facilitator.audit.columns import Column
from facilitator.audit.files import Kind
from facilitator.audit.parse import PLACES, PRICE_PLACES, DateStyle, NumberStyle
from facilitator.audit.recognise import Recognised
from facilitator.audit.slices import LONGEST_LINE, Slice
from facilitator.audit.vocabulary import DIMENSIONS, TOTAL_ROW, Role

NAMES: Mapping[Role, str] = {
    Role.DATE: "day",
    Role.AMOUNT: "amount",
    Role.QUANTITY: "quantity",
    Role.PRICE: "price",
    Role.CUSTOMER: "customer",
    **DIMENSIONS,
}
KEPT = ("row", "day", "customer", "amount", *DIMENSIONS.values(), "file")
"""The columns of a ledger, in their order."""

_TEXTS = (Role.CUSTOMER, *DIMENSIONS)
_LINE = "line number"
"""The column put in front of the cells of a sheet."""
_FIRST = 8
_BETWEEN = "chr(31)"
_BUFFER = 8 << 20
_SO_FAR = "OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the file that is read by itself."""

    source: str
    """The FROM part: columns c0, c1, …"""
    line: str
    """The line of a row within it; a window of its own makes the database keep the order."""
    ahead: int
    slice: Slice | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """How one file is read: from which parts, by which expressions."""

    parts: tuple[Part, ...]
    columns: Mapping[Role, Column]
    typed: Mapping[Role, str]
    """Types of columns that are not text (Parquet)."""
    usual: Mapping[Role, tuple[str, ...]]
    """Currencies and gaps that are usual in a column of numbers."""
    first: tuple[str, ...]
    """Expressions of the columns that tell an empty row and a row of totals."""

    @property
    def parsed_roles(self) -> tuple[Role, ...]:
        """The roles whose cells can fail to parse."""
        if Role.AMOUNT in self.columns:
            return (Role.DATE, Role.AMOUNT)
        return (Role.DATE, Role.QUANTITY, Role.PRICE)

    def good_rows(self, file: int, known: Sequence[Role] = ()) -> str:
        """The ledger's rows, where day and amount can be read.

        For the roles in `known` the tables read_day and so on help; the filter must stay above
        the projection, or every cell would be read twice.
        """
        return " UNION ALL ".join(self._good(part, file, known) for part in self.parts)

    def left_over(
        self, parts: Sequence[Part], file: int, known: Sequence[Role] = (), limit: int | None = None
    ) -> str:
        """Rows without a day or an amount: what can be read, and the texts that cannot.

        Columns: row, day, amount or quantity and price, raw_day and so on, the texts, first_text,
        file. `limit` is of rows looked at in each part.
        """
        told = ["row"]
        for role in self.parsed_roles:
            name, cell = NAMES[role], f"CAST({self._cell(role)} AS VARCHAR)"
            told.append(name)
            told.append(f"CASE WHEN {name} IS NULL THEN {cells.nothing_as_null(cell)} END "
                        f"AS raw_{name}")  # fmt: skip
        told += [f"{self._text(role, self._bare(role))} AS {NAMES[role]}" for role in _TEXTS]
        told.append(f"coalesce({', '.join(map(cells.nothing_as_null, self.first))}) AS first_text")
        unread = f"day IS NULL OR {self._amount(lambda role: NAMES[role])} IS NULL"
        every = " UNION ALL ".join(self._parsed(part, known, limit) for part in parts)
        return f"SELECT {', '.join(told)}, {file} AS file FROM ({every}) WHERE {unread}"

    def every_row(self, file: int, known: Sequence[Role] = ()) -> str:
        """All rows in one pass: the columns of a ledger and those of `left_over`."""
        texts = [f"{self._text(role)} AS {NAMES[role]}" for role in DIMENSIONS]
        values = [f"{self._read(role, known)} AS {NAMES[role]}" for role in self.parsed_roles]
        unread = f"day IS NULL OR {self._amount(lambda role: NAMES[role])} IS NULL"
        told = [name for name in KEPT if name not in {"amount", "file"}]
        amount = self._amount(lambda role: NAMES[role])
        told.append(f"CAST({amount} AS DECIMAL(18,4)) AS amount, {file} AS file")
        told += [NAMES[role] for role in self.parsed_roles if NAMES[role] not in KEPT]
        told += [
            f"CASE WHEN {NAMES[role]} IS NULL THEN {self._cell(role)} END AS cell_{NAMES[role]}"
            for role in self.parsed_roles
        ]
        # Few rows need them, so they are only put together here and taken apart there.
        together = f"concat_ws({_BETWEEN}, {', '.join(self.first)})"
        told.append(f"CASE WHEN {unread} THEN {together} END AS first_cells")
        read = ", ".join([f"{self._text(Role.CUSTOMER)} AS customer", *values, *texts])
        return " UNION ALL ".join(
            f"SELECT {', '.join(told)} FROM "
            f"(SELECT CAST(line + {part.ahead} AS BIGINT) AS row, {read}, every.* FROM "
            f"(SELECT {part.line} AS line, {self._cells()} FROM {part.source}) AS every"
            f"{self._helped(known)})"
            for part in self.parts
        )

    def kept_rows(self, parsed: str) -> str:
        """The ledger's rows out of `every_row`."""
        kept = ", ".join(KEPT)
        return f"SELECT {kept} FROM ({parsed}) WHERE day IS NOT NULL AND amount IS NOT NULL"

    def left_out_rows(self, parsed: str) -> str:
        """The same as `left_over` out of `every_row`."""
        unread = f"day IS NULL OR {self._amount(lambda role: NAMES[role])} IS NULL"
        raws = ", ".join(
            f"{cells.nothing_as_null(f'cell_{NAMES[role]}')} AS raw_{NAMES[role]}"
            for role in self.parsed_roles
        )
        some = f"lambda x: {cells.nothing_as_null('x')} IS NOT NULL"
        first = f"list_filter(string_split(first_cells, {_BETWEEN}), {some})[1]"
        return f"SELECT *, {raws}, {first} AS first_text FROM ({parsed}) WHERE {unread}"

    def unread_texts(self, role: Role) -> str:
        """The texts of one column that the database does not read, each once."""
        value, cell = self._value(role), self._cell(role)
        told = " UNION ALL ".join(
            f"SELECT {cell} AS text, {value} AS value FROM {part.source}" for part in self.parts
        )
        return f"SELECT DISTINCT text FROM ({told}) WHERE value IS NULL AND text IS NOT NULL"

    def repaired_rows(self) -> str:
        """The ledger's rows out of the table left_over, with what was read later filled in."""
        amount = self._amount(lambda role: self._filled(role))
        told = ", ".join(name for name in KEPT if name not in {"row", "day", "amount", "customer"})
        return (
            f"SELECT row, day, customer, amount, {told} FROM (SELECT row, "
            f"{self._filled(Role.DATE)} AS day, customer, CAST({amount} AS DECIMAL(18,4)) AS "
            f"amount, {told} FROM left_over {self._joined()}) "
            "WHERE day IS NOT NULL AND amount IS NOT NULL"
        )

    def judged_rows(self) -> str:
        """The rows that do not count, with the reason: empty, total, or which cell is wrong."""
        raws = {role: f"raw_{NAMES[role]}" for role in self.parsed_roles}
        fine = {role: f"{self._filled(role)} IS NOT NULL" for role in self.parsed_roles}
        blank = " AND ".join(
            [f"left_over.{NAMES[role]} IS NULL" for role in (*self.parsed_roles, *_TEXTS)]
            + [f"{raw} IS NULL" for raw in raws.values()]
        )
        cases = [
            f"WHEN first_text IS NULL OR ({blank}) THEN 'empty'",
            f"WHEN left_over.day IS NULL AND regexp_matches(first_text, {quoted(TOTAL_ROW)}) "
            "THEN 'total'",
        ]
        told = ", ".join(
            f"CASE WHEN {fine[role]} THEN NULL ELSE coalesce({raw}, '') END AS bad_{NAMES[role]}"
            for role, raw in raws.items()
        )
        amount = self._amount(lambda role: self._filled(role))
        return (
            f"SELECT row AS line, CASE {' '.join(cases)} ELSE 'bad' END AS reason, {told} "
            f"FROM left_over {self._joined()} "
            f"WHERE NOT ({fine[Role.DATE]}) OR {amount} IS NULL"
        )

    def _good(self, part: Part, file: int, known: Sequence[Role]) -> str:
        texts = ", ".join(f"{self._text(role)} AS {NAMES[role]}" for role in DIMENSIONS)
        amount = self._amount(lambda role: self._read(role, known))
        return (
            f"SELECT * FROM (SELECT CAST(line + {part.ahead} AS BIGINT) AS row, "
            f"{self._read(Role.DATE, known)} AS day, {self._text(Role.CUSTOMER)} AS customer, "
            f"CAST({amount} AS DECIMAL(18,4)) AS amount, {texts}, {file} AS file FROM "
            f"(SELECT {part.line} AS line, {self._cells(first=False)} FROM {part.source})"
            f"{self._helped(known)}) WHERE day IS NOT NULL AND amount IS NOT NULL"
        )

    def _cells(self, first: bool = True) -> str:
        """The cells that are used; with those that tell an empty row, if wanted."""
        # Trimmed here, because the database would trim again for every comparison.
        used = {
            self._cell(role): self._bare(role) if role in _TEXTS else self._cell(role)
            for role in self.columns
        }
        others = [cell for cell in self.first if cell not in used and first]
        return ", ".join([*(f"{told} AS {cell}" for cell, told in used.items()), *others])

    def _parsed(self, part: Part, known: Sequence[Role], limit: int | None) -> str:
        told = ", ".join(
            f"{self._read(role, known)} AS {NAMES[role]}" for role in self.parsed_roles
        )
        ending = f" LIMIT {limit}" if limit is not None else ""
        return (
            f"SELECT CAST(line + {part.ahead} AS BIGINT) AS row, {told}, every.* FROM "
            f"(SELECT {part.line} AS line, * FROM {part.source}{ending}) AS every"
            f"{self._helped(known)}"
        )

    def _read(self, role: Role, known: Sequence[Role]) -> str:
        read = self._value(role)
        return f"coalesce({read}, read_{NAMES[role]}.value)" if role in known else read

    def _helped(self, known: Sequence[Role]) -> str:
        return "".join(
            f" LEFT JOIN read_{NAMES[role]} ON {self._cell(role)} = read_{NAMES[role]}.text"
            for role in known
        )

    def _filled(self, role: Role) -> str:
        return f"coalesce(left_over.{NAMES[role]}, read_{NAMES[role]}.value)"

    def _joined(self) -> str:
        return " ".join(
            f"LEFT JOIN read_{NAMES[role]} ON raw_{NAMES[role]} = read_{NAMES[role]}.text"
            for role in self.parsed_roles
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
        style = column.number_style or NumberStyle.POINT
        return cells.number(cell, style, places, self.usual.get(role, ()))

    def _text(self, role: Role, trimmed: str = "") -> str:
        if role not in self.columns:
            return "CAST(NULL AS VARCHAR)"
        return cells.words(trimmed or self._cell(role))

    def _bare(self, role: Role) -> str:
        if role not in self.columns:
            return ""
        cell = self._cell(role)
        return f"trim({cell if role not in self.typed else f'CAST({cell} AS VARCHAR)'})"

    def _cell(self, role: Role) -> str:
        return f"c{self.columns[role].position}"


def text_scan(found: Recognised, slices: Sequence[Slice], delimiter: str) -> Scan:
    """Read slices of a text; lines that cannot be taken apart are stored as rejected."""
    width = len(found.table.names)
    numbered = found.source.kind is Kind.SHEET
    names = [f"c{n}" for n in range(width)]
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in _with_line(names, numbered))
    parts: list[Part] = []
    for each in slices:
        source = (
            f"read_csv({quoted(str(each.path))}, auto_detect=false, header=false, "
            f"delim={quoted(delimiter)}, quote='\"', escape='\"', columns={{{columns}}}, "
            f"null_padding=true, parallel=false, max_line_size={LONGEST_LINE}, "
            f"buffer_size={_BUFFER}, store_rejects=true, encoding='utf-8', compression='none')"
        )
        if numbered:
            parts.append(Part(source, f"CAST({identifier(_LINE)} AS BIGINT)", 0, each))
            continue
        line = "row_number() OVER ()"
        if each.quoted:
            # Taken down first, so that they are counted once.
            source = f"(SELECT {_breaks(names)} AS breaks, * FROM {source})"
            line += f" + sum(breaks) {_SO_FAR} - breaks"
        parts.append(Part(source, line, each.first - 1, each))
    by_role = _by_role(found)
    return Scan(tuple(parts), by_role, {}, _usual(found, by_role), tuple(names[:_FIRST]))


def parquet_scan(found: Recognised, types: Mapping[str, str]) -> Scan:
    """Read a Parquet file; its own types are used where they fit."""
    names = list(types)
    shown = ", ".join(f"{identifier(name)} AS c{n}" for n, name in enumerate(names))
    source = (
        f"(SELECT file_row_number, {shown} "
        f"FROM read_parquet({quoted(str(found.path))}, file_row_number=true))"
    )
    by_role = _by_role(found)
    typed = {role: types[names[column.position]] for role, column in by_role.items()}
    first = tuple(f"CAST(c{n} AS VARCHAR)" for n in range(min(_FIRST, len(names))))
    return Scan((Part(source, "file_row_number", 1),), by_role, typed, {}, first)


def _breaks(names: Sequence[str]) -> str:
    """Number of line breaks within a record."""
    every = " + ".join(
        f"coalesce(length({name}) - length(replace({name}, chr(10), '')), 0)" for name in names
    )
    return f"CASE WHEN contains(concat({', '.join(names)}), chr(10)) THEN {every} ELSE 0 END"


def _with_line(names: Sequence[str], numbered: bool) -> list[str]:
    return [_LINE, *names] if numbered else list(names)


def _usual(found: Recognised, columns: Mapping[Role, Column]) -> dict[Role, tuple[str, ...]]:
    usual: dict[Role, tuple[str, ...]] = {}
    for role in (Role.AMOUNT, Role.QUANTITY, Role.PRICE):
        if role in columns:
            at = columns[role].position
            texts = (row.cells[at] for row in found.table.rows if at < len(row.cells))
            usual[role] = cells.marks(texts)
    return usual


def _by_role(found: Recognised) -> dict[Role, Column]:
    return {column.role: column for column in found.columns if column.role is not None}
