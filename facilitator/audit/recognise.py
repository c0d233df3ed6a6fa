"""What a file is likely to hold, before any of it counts: shown, corrected, then read whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

from facilitator.audit import columns as understanding
from facilitator.audit.columns import Column, Evidence
from facilitator.audit.decode import byte_order_mark, decoded, guess_encoding
from facilitator.audit.files import Cancel, CannotRead, Kind, SourceFile, inspect, said
from facilitator.audit.mapping import Mapping, shape_of
from facilitator.audit.parse import PRICE_PLACES, NumberStyle, read_amount
from facilitator.audit.sheets import cell_text, opened, sheet_of, sheet_records
from facilitator.audit.sniff import (
    LONGEST_LINE,
    MOST_COLUMNS,
    Record,
    Table,
    find_table,
    guess_delimiter,
    records,
)
from facilitator.audit.vocabulary import LEDGER, Role
from facilitator.words.language import _
from facilitator.words.number import say_count

WHOLE = 2 << 20
"""Bytes; a smaller text is looked at to its end."""

HEAD, TAIL = 1 << 18, 1 << 15
MOST_ROWS = 20_000
FIRST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows looked at and how they were come by."""

    found: tuple[Record, ...]
    complete: bool
    encoding: str = "utf-8"
    encoding_confidence: float = 1.0
    delimiter: str = ""
    delimiter_confidence: float = 1.0
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    line_bytes: float = 0.0
    plain: bool = True
    """Whether the database can read the file as it is: UTF-8, LF or CRLF."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file as understood. Counts are of the rows looked at, all of them when `complete`."""

    source: SourceFile
    sample: Sample
    table: Table
    columns: tuple[Column, ...]
    first: tuple[Record, ...]
    """The first 20 rows, cells as they stand; `Column.role` and styles say how they are read."""
    rows: int
    control_total: Decimal | None
    """Sum of the amounts of the rows looked at; None without an amount."""
    missing: tuple[Role, ...]
    shape: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.source.path

    @property
    def complete(self) -> bool:
        """Whether all rows were looked at."""
        return self.sample.complete

    @property
    def doubts(self) -> tuple[str, ...]:
        """Everything that could be read in two ways, one sentence each."""
        return tuple(
            _("Column “{name}”: {ambiguous}").format(name=column.name, ambiguous=column.ambiguous)
            for column in self.columns
            if column.ambiguous
        )

    def column(self, role: Role) -> Column | None:
        """The column with this role."""
        return next((column for column in self.columns if column.role is role), None)

    def mapping(self) -> Mapping:
        """Everything as guessed, to be changed and used for files of the same shape."""
        numbers = {c.name: c.number_style for c in self.columns if c.number_style is not None}
        dates = {c.name: c.date_style for c in self.columns if c.date_style is not None}
        return Mapping(
            shape=self.shape,
            columns={c.role: c.name for c in self.columns if c.role is not None},
            numbers=numbers,
            dates=dates,
            delimiter=self.sample.delimiter or None,
            sheet=None,
        )


def recognise(
    path: Path,
    mapping: Mapping | None = None,
    roles: Sequence[Role] = LEDGER,
    cancelled: Cancel = lambda: False,
) -> Recognised:
    """Look at a file: at all of it when it is small, else at its beginning, middle and end.

    What `mapping` says goes before every guess. Raises CannotRead for a file without rows, and
    Cancelled.
    """
    source = inspect(path)
    told = mapping or Mapping()
    sample = _sample(source, told)
    if not sample.found:
        raise CannotRead(_("{file} has no rows. Export it again.").format(file=said(path)))
    ((width, _unused),) = Counter(len(record.cells) for record in sample.found).most_common(1)
    if width > MOST_COLUMNS:
        raise CannotRead(
            _(
                "{file} has {width} columns; at most {most_columns} are read. "
                "Leave out what the audit does not need."
            ).format(file=said(path), width=say_count(width), most_columns=say_count(MOST_COLUMNS))
        )
    table = find_table(sample.found, told.header_line)
    if not table.rows:
        raise CannotRead(
            _("{file} has a header and no rows under it. Export it again.").format(file=said(path))
        )
    evidence = understanding.gather(table.names, table.rows, cancelled)
    given = _roles(path, evidence, told, roles)
    described = tuple(_described(each, given, told) for each in evidence)
    return Recognised(
        source=source,
        sample=sample,
        table=table,
        columns=described,
        first=tuple(islice((row for row in table.rows if row.line), FIRST_ROWS)),
        rows=len(table.rows),
        control_total=_control(table.rows, described),
        missing=understanding.missing(given),
        shape=shape_of(table.names, sample.delimiter),
    )


def _roles(
    path: Path, evidence: Sequence[Evidence], told: Mapping, roles: Sequence[Role]
) -> dict[Role, tuple[int, float]]:
    if not told.columns:
        return understanding.guess_roles(evidence, roles)
    positions = {column.name: column.position for column in evidence}
    for role, name in told.columns.items():
        if name not in positions:
            raise CannotRead(
                _("{file} has no column “{column}” for the {role}. Choose another column.").format(
                    file=said(path), column=name, role=_(role.value)
                )
            )
    return {role: (positions[name], 1.0) for role, name in told.columns.items() if role in roles}


def _described(evidence: Evidence, given: dict[Role, tuple[int, float]], told: Mapping) -> Column:
    role, confidence = next(
        ((role, sure) for role, (at, sure) in given.items() if at == evidence.position),
        (None, 0.0),
    )
    styles = told.numbers.get(evidence.name), told.dates.get(evidence.name)
    return understanding.describe(evidence, role, confidence, styles)


def _control(rows: Sequence[Record], columns: Sequence[Column]) -> Decimal | None:
    by_role = {column.role: column for column in columns if column.role is not None}

    def value(row: Record, role: Role, places: int = 4) -> Decimal | None:
        column = by_role[role]
        text = row.cells[column.position] if column.position < len(row.cells) else ""
        return read_amount(text, column.number_style or NumberStyle.POINT, places)

    total = Decimal(0)
    if Role.AMOUNT in by_role:
        return sum((value(row, Role.AMOUNT) or total for row in rows), total)
    if not {Role.QUANTITY, Role.PRICE} <= by_role.keys():
        return None
    for row in rows:
        count, price = value(row, Role.QUANTITY), value(row, Role.PRICE, PRICE_PLACES)
        if count is not None and price is not None:
            total += round(count * price, 4)
    return total


def _sample(source: SourceFile, told: Mapping) -> Sample:
    if source.kind is Kind.SHEET:
        return _sheet_sample(source.path, told)
    if source.kind is Kind.PARQUET:
        return _parquet_sample(source.path)
    return _text_sample(source, told)


def _text_sample(source: SourceFile, told: Mapping) -> Sample:
    size = source.stamp.size
    head, far = _read_in_places(source)
    encoding, sure = (told.encoding, 1.0) if told.encoding else guess_encoding(head[:HEAD])
    if encoding == "utf-8" and sure < 1 and far and not told.encoding:
        # The first accent may come late.
        encoding, sure = guess_encoding(head + b"\n" + b"\n".join(far))
    text = decoded(head, encoding)
    if len(text.partition("\n")[0].partition("\r")[0]) >= LONGEST_LINE // 2 or (
        size > WHOLE and "\n" not in text.replace("\r", "\n")
    ):
        raise CannotRead(
            _(
                "{file}, line 1: the line is longer than 500,000 characters. "
                "This is no table; export it again."
            ).format(file=said(source.path))
        )
    if far and not any("\n" in decoded(b, encoding).replace("\r", "\n") for b in far):
        _refuse_endless_line(source.path, head, encoding)
    delimiter, clear = (told.delimiter, 1.0) if told.delimiter else guess_delimiter(text[:HEAD])
    if not delimiter:
        raise CannotRead(
            _(
                "{file} has only one column. Export it as CSV with a column for the "
                "date and one for the amount."
            ).format(file=said(source.path))
        )
    whole = size <= WHOLE
    if not whole:
        text = text[: text.rindex("\n") + 1] if "\n" in text else text
    found = list(islice(records(text, delimiter), MOST_ROWS + 1))
    complete = whole and len(found) <= MOST_ROWS
    for block in far:
        lines = decoded(block, encoding).split("\n")[1 : -1 if block is not far[-1] else None]
        found += [Record(0, record.cells) for record in records("\n".join(lines), delimiter)]
    mark = byte_order_mark(head)[1] or "utf-8"
    lines = max(1, head.count(b"\n"))
    return Sample(
        found=tuple(found),
        complete=complete,
        encoding=encoding,
        encoding_confidence=sure,
        delimiter=delimiter,
        delimiter_confidence=clear,
        line_bytes=len(head) / lines,
        plain=encoding == mark == "utf-8" and b"\0" not in head and not _lone_returns(head),
    )


def _read_in_places(source: SourceFile) -> tuple[bytes, list[bytes]]:
    """A small file whole; of a large one its head, and three blocks from further on."""
    size = source.stamp.size
    with source.path.open("rb") as file:
        head = file.read(WHOLE if size <= WHOLE else HEAD)
        far: list[bytes] = []
        if size > WHOLE:
            for at in (size // 3, size * 2 // 3, size - TAIL):
                file.seek(at // 4 * 4)
                far.append(file.read(TAIL))
    return head, far


def _refuse_endless_line(path: Path, head: bytes, encoding: str) -> None:
    """Raise CannotRead when the line that begins last in `head` has no end for a megabyte."""
    text = decoded(head, encoding).replace("\r\n", "\n").replace("\r", "\n")
    mark = byte_order_mark(head)[0]
    before = len(mark) + len(text[: text.rfind("\n") + 1].encode(encoding, errors="replace"))
    with path.open("rb") as file:
        file.seek(before)
        line = decoded(file.read(LONGEST_LINE * 2), encoding)
    if "\n" not in line.replace("\r", "\n").strip("\n"):
        raise CannotRead(
            _(
                "{file}, line {count}: the line is longer than 500,000 "
                "characters. This is no table; export it again."
            ).format(file=said(path), count=say_count(text.count(chr(10)) + 1))
        )


def _lone_returns(data: bytes) -> bool:
    return data.count(b"\r") != data.count(b"\r\n") + data.endswith(b"\r")


def _sheet_sample(path: Path, told: Mapping) -> Sample:
    with opened(path) as book:
        sheet = sheet_of(path, book, told.sheet)
        found = tuple(islice(sheet_records(sheet), MOST_ROWS + 1))
        return Sample(
            found=found,
            complete=len(found) <= MOST_ROWS,
            sheet=sheet.name,
            sheets=tuple(book.sheet_names),
            line_bytes=max(1.0, path.stat().st_size / max(1, sheet.height)),
        )


def _parquet_sample(path: Path) -> Sample:
    from facilitator.audit.database import connected, failing

    with failing(path), connected(path.parent) as database:
        query = database.execute("SELECT * FROM read_parquet(?) LIMIT ?", [str(path), MOST_ROWS])
        names = tuple(column[0] for column in query.description or ())
        rows = query.fetchall()
        counted = database.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()
    found = [Record(number, tuple(map(cell_text, row))) for number, row in enumerate(rows, 1)]
    return Sample(
        found=(Record(0, names), *found),
        complete=int(counted[0][0]) == len(rows),
        line_bytes=path.stat().st_size / max(1, int(counted[0][0])),
    )
