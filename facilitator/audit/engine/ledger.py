"""The ledger as the audit reads it: one row per sale, wherever it is kept."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Null,
    Numeric,
    String,
    TableClause,
    and_,
    cast,
    column,
    extract,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from facilitator.audit.engine.choices import Filters
from facilitator.audit.engine.shapes import AnySelect
from facilitator.audit.parse import FIRST_YEAR, LAST_YEAR

MONEY: Numeric[Any] = Numeric(18, 4)
REQUIRED: Mapping[str, TypeEngine[Any]] = {"day": Date(), "amount": MONEY}
FACTORS: Mapping[str, TypeEngine[Any]] = {"quantity": MONEY, "price": Numeric(18, 6)}
"""What makes an amount where a table has none; multiplied exactly, then rounded to its places."""
EARLIEST_LATEST = (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
TEXTS = ("customer", "channel", "product", "salesperson", "region", "order_id", "segment")
DIMENSIONS = ("channel", "product", "salesperson", "region", "segment")
COLUMNS: Mapping[str, TypeEngine[Any]] = {
    "row": BigInteger(),
    **REQUIRED,
    **{name: String() for name in TEXTS},
}


def normalised(name: str) -> TableClause:
    """The ledger as its readers write it: these columns, these types."""
    columns: list[ColumnClause[Any]] = [column(each, kind) for each, kind in COLUMNS.items()]
    return table(name, *columns)


def mapped(name: str, columns: Mapping[str, str], schema: str | None = None) -> FromClause:
    """A warehouse's table seen as the ledger; `columns` says which of its columns is which.

    Instead of the amount, "quantity" and "price" may be named. Rows without a date of 1900–2199
    or without an amount are left out and empty texts are no values, as in files. Raises ValueError
    where the date or the amount is missing, or a name is none of the ledger's.
    """
    unknown = sorted(set(columns) - set(COLUMNS) - set(FACTORS))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no column of a ledger; take {', '.join(COLUMNS)}.")
    multiplied = "amount" not in columns and set(FACTORS) <= set(columns)
    for needed in REQUIRED:
        if needed not in columns and not (needed == "amount" and multiplied):
            raise ValueError(f"Say which column of {name} is the {needed}.")
    source = raw(name, columns, schema)
    factors = [cast(source.c[columns[key]], FACTORS[key]) for key in FACTORS if multiplied]
    shown: list[ColumnElement[Any]] = []
    for each, kind in COLUMNS.items():
        if each == "amount" and multiplied:
            shown.append(cast(factors[0] * factors[1], kind).label(each))
        else:
            value = source.c[columns[each]] if each in columns else null()
            shown.append(_read(value, each, kind).label(each))
    amount = factors[0] * factors[1] if multiplied else source.c[columns["amount"]]
    counted = cast(source.c[columns["day"]], Date).between(*EARLIEST_LATEST)
    # NaN is inside no limits, in no database.
    return select(*shown).select_from(source).where(counted, _kept(amount)).subquery("sales")


def raw(name: str, columns: Mapping[str, str], schema: str | None = None) -> TableClause:
    """The warehouse's table as it stands there, with the columns that are named."""
    theirs: list[ColumnClause[Any]] = [column(each) for each in dict.fromkeys(columns.values())]
    return table(name, *theirs, schema=schema)


def _kept(amount: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether there is an amount, small enough for its column."""
    low, high = (literal_column(f"{sign}{10**14}", BigInteger) for sign in ("-", ""))
    return and_(amount > low, amount < high)


def _read(value: ColumnElement[Any], name: str, kind: TypeEngine[Any]) -> ColumnElement[Any]:
    told = cast(value, kind)
    if name not in TEXTS or isinstance(value, Null):
        return told
    return func.nullif(func.trim(told), literal_column("''", String), type_=String())


def month_of(day: ColumnElement[Any]) -> ColumnElement[int]:
    """Number of a month: year × 12 + month − 1, the same in every database.

    The numbers stand in the text: PostgreSQL takes two parameters for two different groups.
    """
    twelve, one = literal_column("12", Integer), literal_column("1", Integer)
    year = cast(extract("year", day), Integer)
    return year * twelve + cast(extract("month", day), Integer) - one


def inlined(number: int) -> ColumnElement[int]:
    """A number that stands in the text of a statement."""
    return literal_column(str(number), Integer)


def numbers(count: int) -> FromClause:
    """In DuckDB: the numbers from 0 on, so many of them, in the column `place`."""
    rows = func.range(literal_column("0", Integer), literal_column(str(count), Integer))
    return rows.table_valued("place").render_derived(name="every")


def among(value: ColumnElement[Any], chosen: Iterable[str]) -> ColumnElement[bool]:
    """Whether a value is one of those chosen; "" stands for no value."""
    names = [name for name in chosen if name]
    found = value.in_(names) if names else false()
    return or_(found, value.is_(None)) if "" in set(chosen) else found


def filtered(ledger: FromClause, filters: Filters) -> AnySelect:
    """Rows that pass what a cube no longer knows: region, salesperson, product, segment.

    Channel and period stay in the cubes and are filtered there.
    """
    chosen = {
        "region": filters.regions,
        "salesperson": filters.salespeople,
        "product": filters.products,
        "segment": filters.segments,
    }
    tests = [among(ledger.c[name], names) for name, names in chosen.items() if names]
    return select(ledger).where(*tests)
