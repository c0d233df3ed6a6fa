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
from facilitator.words.language import N_, _

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
_LINE = N_("line number")
"""The column put in front of the cells of a sheet."""
_FIRST = 8
_BETWEEN = "chr(31)"
_BUFFER = 8 << 20
_SO_FAR = N_("OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)")


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
        return _(" UNION ALL ").join(self._good(part, file, known) for part in self.parts)

    def left_over(
        self, parts: Sequence[Part], file: int, known: Sequence[Role] = (), limit: int | None = None
    ) -> str:
        """Rows without a day or an amount: what can be read, and the texts that cannot.

        Columns: row, day, amount or quantity and price, raw_day and so on, the texts, first_text,
        file. `limit` is of rows looked at in each part.
        """
        told = ["row"]
        for role in self.parsed_roles:
            name, cell = NAMES[role], _("CAST({cell} AS VARCHAR)").format(cell=self._cell(role))
            told.append(name)
            told.append(_("CASE WHEN {name} IS NULL THEN {nothing_as_null} END "
"AS raw_{name}").format(name=name, nothing_as_null=cells.nothing_as_null(cell)))  # fmt: skip
        told += [
            _("{text} AS {names}").format(
                text=self._text(role, self._bare(role)), names=NAMES[role]
            )
            for role in _TEXTS
        ]
        told.append(
            _("coalesce({map}) AS first_text").format(
                map=", ".join(map(cells.nothing_as_null, self.first))
            )
        )
        unread = _("day IS NULL OR {amount} IS NULL").format(
            amount=self._amount(lambda role: NAMES[role])
        )
        every = _(" UNION ALL ").join(self._parsed(part, known, limit) for part in parts)
        return f"SELECT {', '.join(told)}, {file} AS file FROM ({every}) WHERE {unread}"

    def every_row(self, file: int, known: Sequence[Role] = ()) -> str:
        """All rows in one pass: the columns of a ledger and those of `left_over`."""
        texts = [
            _("{text} AS {names}").format(text=self._text(role), names=NAMES[role])
            for role in DIMENSIONS
        ]
        values = [
            _("{read} AS {names}").format(read=self._read(role, known), names=NAMES[role])
            for role in self.parsed_roles
        ]
        unread = _("day IS NULL OR {amount} IS NULL").format(
            amount=self._amount(lambda role: NAMES[role])
        )
        told = [name for name in KEPT if name not in {"amount", "file"}]
        amount = self._amount(lambda role: NAMES[role])
        told.append(
            _("CAST({amount} AS DECIMAL(18,4)) AS amount, {file} AS file").format(
                amount=amount, file=file
            )
        )
        told += [NAMES[role] for role in self.parsed_roles if NAMES[role] not in KEPT]
        told += [
            _("CASE WHEN {names} IS NULL THEN {cell} END AS cell_{names}").format(
                names=NAMES[role], cell=self._cell(role)
            )
            for role in self.parsed_roles
        ]
        # Few rows need them, so they are only put together here and taken apart there.
        together = _("concat_ws({between}, {first})").format(
            between=_BETWEEN, first=", ".join(self.first)
        )
        told.append(
            _("CASE WHEN {unread} THEN {together} END AS first_cells").format(
                unread=unread, together=together
            )
        )
        read = ", ".join(
            [_("{text} AS customer").format(text=self._text(Role.CUSTOMER)), *values, *texts]
        )
        return _(" UNION ALL ").join(
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
        unread = _("day IS NULL OR {amount} IS NULL").format(
            amount=self._amount(lambda role: NAMES[role])
        )
        raws = ", ".join(
            _("{nothing_as_null} AS raw_{names}").format(
                nothing_as_null=cells.nothing_as_null(f"cell_{NAMES[role]}"), names=NAMES[role]
            )
            for role in self.parsed_roles
        )
        some = _("lambda x: {nothing_as_null} IS NOT NULL").format(
            nothing_as_null=cells.nothing_as_null("x")
        )
        first = _("list_filter(string_split(first_cells, {between}), {some})[1]").format(
            between=_BETWEEN, some=some
        )
        return f"SELECT *, {raws}, {first} AS first_text FROM ({parsed}) WHERE {unread}"

    def unread_texts(self, role: Role) -> str:
        """The texts of one column that the database does not read, each once."""
        value, cell = self._value(role), self._cell(role)
        told = _(" UNION ALL ").join(
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
        fine = {
            role: _("{filled} IS NOT NULL").format(filled=self._filled(role))
            for role in self.parsed_roles
        }
        blank = " AND ".join(
            [
                _("left_over.{names} IS NULL").format(names=NAMES[role])
                for role in (*self.parsed_roles, *_TEXTS)
            ]
            + [_("{raw} IS NULL").format(raw=raw) for raw in raws.values()]
        )
        cases = [
            _("WHEN first_text IS NULL OR ({blank}) THEN 'empty'").format(blank=blank),
            _(
                "WHEN left_over.day IS NULL AND regexp_matches(first_text, {quoted}) THEN 'total'"
            ).format(quoted=quoted(TOTAL_ROW)),
        ]
        told = ", ".join(
            _("CASE WHEN {fine} THEN NULL ELSE coalesce({raw}, '') END AS bad_{names}").format(
                fine=fine[role], raw=raw, names=NAMES[role]
            )
            for role, raw in raws.items()
        )
        amount = self._amount(lambda role: self._filled(role))
        return (
            f"SELECT row AS line, CASE {' '.join(cases)} ELSE 'bad' END AS reason, {told} "
            f"FROM left_over {self._joined()} "
            f"WHERE NOT ({fine[Role.DATE]}) OR {amount} IS NULL"
        )

    def _good(self, part: Part, file: int, known: Sequence[Role]) -> str:
        texts = ", ".join(
            _("{text} AS {names}").format(text=self._text(role), names=NAMES[role])
            for role in DIMENSIONS
        )
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
        return ", ".join(
            [
                *(
                    _("{told} AS {cell}").format(told=told, cell=cell)
                    for cell, told in used.items()
                ),
                *others,
            ]
        )

    def _parsed(self, part: Part, known: Sequence[Role], limit: int | None) -> str:
        told = ", ".join(
            _("{read} AS {names}").format(read=self._read(role, known), names=NAMES[role])
            for role in self.parsed_roles
        )
        ending = _(" LIMIT {limit}").format(limit=limit) if limit is not None else ""
        return (
            f"SELECT CAST(line + {part.ahead} AS BIGINT) AS row, {told}, every.* FROM "
            f"(SELECT {part.line} AS line, * FROM {part.source}{ending}) AS every"
            f"{self._helped(known)}"
        )

    def _read(self, role: Role, known: Sequence[Role]) -> str:
        read = self._value(role)
        return (
            _("coalesce({read}, read_{names}.value)").format(read=read, names=NAMES[role])
            if role in known
            else read
        )

    def _helped(self, known: Sequence[Role]) -> str:
        return "".join(
            _(" LEFT JOIN read_{names} ON {cell} = read_{names}.text").format(
                names=NAMES[role], cell=self._cell(role)
            )
            for role in known
        )

    def _filled(self, role: Role) -> str:
        return _("coalesce(left_over.{names}, read_{names}.value)").format(names=NAMES[role])

    def _joined(self) -> str:
        return " ".join(
            _("LEFT JOIN read_{names} ON raw_{names} = read_{names}.text").format(names=NAMES[role])
            for role in self.parsed_roles
        )

    def _amount(self, value: Callable[[Role], str]) -> str:
        if Role.AMOUNT in self.columns:
            return value(Role.AMOUNT)
        product = f"{value(Role.QUANTITY)} * {value(Role.PRICE)}"
        return _("try_cast({product} AS DECIMAL(18,{places}))").format(
            product=product, places=PLACES
        )

    def _value(self, role: Role) -> str:
        column, cell, kind = self.columns[role], self._cell(role), self.typed.get(role, "")
        if role is Role.DATE:
            if kind.startswith(("DATE", "TIMESTAMP")):
                return _("try_cast({cell} AS DATE)").format(cell=cell)
            return cells.day(cell, column.date_style or DateStyle.YEAR_FIRST)
        places = PRICE_PLACES if role is Role.PRICE else PLACES
        if kind and kind != "VARCHAR":
            return _("try_cast({cell} AS DECIMAL(18,{places}))").format(cell=cell, places=places)
        style = column.number_style or NumberStyle.POINT
        return cells.number(cell, style, places, self.usual.get(role, ()))

    def _text(self, role: Role, trimmed: str = "") -> str:
        if role not in self.columns:
            return _("CAST(NULL AS VARCHAR)")
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
    columns = ", ".join(
        _("{quoted}: 'VARCHAR'").format(quoted=quoted(name)) for name in _with_line(names, numbered)
    )
    parts: list[Part] = []
    for each in slices:
        source = _(
            "read_csv({quoted}, auto_detect=false, header=false, "
            "delim={quoted2}, quote='\"', escape='\"', columns={{{columns}}}, "
            "null_padding=true, parallel=false, max_line_size={longest_line}, "
            "buffer_size={buffer}, store_rejects=true, encoding='utf-8', compression='none')"
        ).format(
            quoted=quoted(str(each.path)),
            quoted2=quoted(delimiter),
            columns=columns,
            longest_line=LONGEST_LINE,
            buffer=_BUFFER,
        )
        if numbered:
            parts.append(
                Part(
                    source,
                    _("CAST({identifier} AS BIGINT)").format(identifier=identifier(_LINE)),
                    0,
                    each,
                )
            )
            continue
        line = _("row_number() OVER ()")
        if each.quoted:
            # Taken down first, so that they are counted once.
            source = f"(SELECT {_breaks(names)} AS breaks, * FROM {source})"
            line += _(" + sum(breaks) {so_far} - breaks").format(so_far=_SO_FAR)
        parts.append(Part(source, line, each.first - 1, each))
    by_role = _by_role(found)
    return Scan(tuple(parts), by_role, {}, _usual(found, by_role), tuple(names[:_FIRST]))


def parquet_scan(found: Recognised, types: Mapping[str, str]) -> Scan:
    """Read a Parquet file; its own types are used where they fit."""
    names = list(types)
    shown = ", ".join(
        _("{identifier} AS c{n}").format(identifier=identifier(name), n=n)
        for n, name in enumerate(names)
    )
    source = (
        f"(SELECT file_row_number, {shown} "
        f"FROM read_parquet({quoted(str(found.path))}, file_row_number=true))"
    )
    by_role = _by_role(found)
    typed = {role: types[names[column.position]] for role, column in by_role.items()}
    first = tuple(_("CAST(c{n} AS VARCHAR)").format(n=n) for n in range(min(_FIRST, len(names))))
    return Scan((Part(source, "file_row_number", 1),), by_role, typed, {}, first)


def _breaks(names: Sequence[str]) -> str:
    """Number of line breaks within a record."""
    every = " + ".join(
        _("coalesce(length({name}) - length(replace({name}, chr(10), '')), 0)").format(name=name)
        for name in names
    )
    return _("CASE WHEN contains(concat({names}), chr(10)) THEN {every} ELSE 0 END").format(
        names=", ".join(names), every=every
    )


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
