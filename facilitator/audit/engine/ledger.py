"""The ledger as the audit reads it: one row per sale, wherever it is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Numeric,
    String,
    TableClause,
    cast,
    column,
    extract,
    false,
    literal_column,
    null,
    or_,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from facilitator.audit.engine.choices import Filters
from facilitator.audit.engine.shapes import AnySelect

MONEY: Numeric[Any] = Numeric(18, 4)
REQUIRED: Mapping[str, TypeEngine[Any]] = {"day": Date(), "amount": MONEY}
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

    Raises ValueError where the date or the amount is missing, or a name is none of the ledger's.
    """
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no column of a ledger; take {', '.join(COLUMNS)}.")
    for needed in REQUIRED:
        if needed not in columns:
            raise ValueError(f"Say which column of {name} is the {needed}.")
    theirs: list[ColumnClause[Any]] = [column(each) for each in dict.fromkeys(columns.values())]
    source = table(name, *theirs, schema=schema)
    shown: list[ColumnElement[Any]] = []
    for each, kind in COLUMNS.items():
        value = source.c[columns[each]] if each in columns else null()
        shown.append(cast(value, kind).label(each))
    return select(*shown).select_from(source).subquery("sales")


def month_of(day: ColumnElement[Any]) -> ColumnElement[int]:
    """Number of a month: year × 12 + month − 1, the same in every database.

    The numbers stand in the text: PostgreSQL takes two parameters for two different groups.
    """
    twelve, one = literal_column("12", Integer), literal_column("1", Integer)
    year = cast(extract("year", day), Integer)
    return year * twelve + cast(extract("month", day), Integer) - one


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
