"""The cubes: all that is ever computed from single rows, the same expressions in every database."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    case,
    distinct,
    func,
    literal_column,
    select,
)

from facilitator.audit.engine.choices import Filters
from facilitator.audit.engine.ledger import filtered, inlined, month_of
from facilitator.audit.engine.shapes import AnySelect

# What each cube's columns are once they are kept in DuckDB.
CALENDAR = (
    "channel VARCHAR",
    "month INTEGER",
    "revenue DECIMAL(38,4)",
    "lines BIGINT",
    "first_day DATE",
    "last_day DATE",
    "returns DECIMAL(38,4)",
    "return_lines BIGINT",
    "anonymous DECIMAL(38,4)",
    "anonymous_lines BIGINT",
)
CUSTOMERS = (
    "customer VARCHAR",
    "channel VARCHAR",
    "month INTEGER",
    "revenue DECIMAL(38,4)",
)
VALUES = (
    "value VARCHAR",
    "channel VARCHAR",
    "month INTEGER",
    "revenue DECIMAL(38,4)",
    "lines BIGINT",
)
MOST_BITS = 126
"""Months or periods that a number of DuckDB can hold a bit for."""
_SMALL_BITS = 62
ORDERS = ("channel VARCHAR", "month INTEGER", "orders BIGINT")
WINDOW_ORDERS = ("channel VARCHAR", "orders BIGINT")


def calendar(ledger: FromClause, filters: Filters) -> AnySelect:
    """Channel × month: revenue, lines, first and last day, returns, rows without a customer."""
    rows = _by_month(ledger, filters, "channel", "day", "amount", "customer")
    returned, nobody = rows.c.amount < 0, rows.c.customer.is_(None)
    return select(
        rows.c.channel,
        rows.c.month,
        func.sum(rows.c.amount).label("revenue"),
        func.count().label("lines"),
        func.min(rows.c.day).label("first_day"),
        func.max(rows.c.day).label("last_day"),
        func.sum(case((returned, rows.c.amount), else_=0)).label("returns"),
        func.sum(case((returned, 1), else_=0)).label("return_lines"),
        func.sum(case((nobody, rows.c.amount), else_=0)).label("anonymous"),
        func.sum(case((nobody, 1), else_=0)).label("anonymous_lines"),
    ).group_by(rows.c.channel, rows.c.month)


def customers(ledger: FromClause, filters: Filters) -> AnySelect:
    """Customer × channel × month: revenue of the rows that name a customer."""
    rows = _by_month(ledger, filters, "customer", "channel", "amount")
    keys = (rows.c.customer, rows.c.channel, rows.c.month)
    return (
        select(*keys, func.sum(rows.c.amount).label("revenue"))
        .where(rows.c.customer.is_not(None))
        .group_by(*keys)
    )


def values(ledger: FromClause, dimension: str, filters: Filters) -> AnySelect:
    """Value of a dimension × channel × month: revenue and lines."""
    rows = _by_month(ledger, filters, *{dimension: None, "channel": None, "amount": None})
    value = rows.c[dimension]
    return select(
        value.label("value"),
        rows.c.channel,
        rows.c.month,
        func.sum(rows.c.amount).label("revenue"),
        func.count().label("lines"),
    ).group_by(value, rows.c.channel, rows.c.month)


def orders(ledger: FromClause, filters: Filters) -> AnySelect:
    """Channel × month: order numbers; one that spans two months or channels counts in both."""
    rows = _by_month(ledger, filters, "channel", "order_id")
    return select(
        rows.c.channel, rows.c.month, func.count(distinct(rows.c.order_id)).label("orders")
    ).group_by(rows.c.channel, rows.c.month)


def window_orders(ledger: FromClause, filters: Filters, first: int, last: int) -> AnySelect:
    """Channel: order numbers of these months; one that spans some of them counts once."""
    rows = _by_month(ledger, filters, "channel", "order_id")
    return (
        select(rows.c.channel, func.count(distinct(rows.c.order_id)).label("orders"))
        .where(rows.c.month.between(first, last))
        .group_by(rows.c.channel)
    )


def order_months(ledger: FromClause, filters: Filters, first: int, months: int) -> AnySelect:
    """Channel × set of months: order numbers with rows in these months and no others.

    A set is a number with a bit for each of the `months` from `first` on, `MOST_BITS` at most. One
    pass answers for every month and every window.
    """
    rows = _by_month(ledger, filters, "channel", "order_id")
    c = rows.c
    bit = one_bit(months).bitwise_lshift(c.month - inlined(first))
    found = (
        select(c.channel, c.order_id, func.bit_or(bit).label("months"))
        .where(c.order_id.is_not(None))
        .group_by(c.channel, c.order_id)
        .subquery("found")
    )
    return select(found.c.channel, found.c.months, func.count().label("orders")).group_by(
        found.c.channel, found.c.months
    )


def one_bit(bits: int) -> ColumnElement[Any]:
    """In DuckDB: the number 1, of a type that so many bits fit into."""
    return literal_column(f"CAST(1 AS {'BIGINT' if bits <= _SMALL_BITS else 'HUGEINT'})")


def _by_month(ledger: FromClause, filters: Filters, *names: str) -> Any:
    passed = filtered(ledger, filters).subquery("passed")
    month = month_of(passed.c.day).label("month")
    return select(*(passed.c[name] for name in names), month).subquery("monthly")
