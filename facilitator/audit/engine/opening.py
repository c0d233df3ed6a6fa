"""Opens a figure: which rows of the ledger it was computed from."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, FromClause, case, select

from facilitator.audit.engine.choices import Filters
from facilitator.audit.engine.ledger import among
from facilitator.audit.engine.shapes import AnySelect
from facilitator.audit.engine.span import Timeline
from facilitator.audit.results import Origin


def tests(ledger: FromClause, origin: Origin, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Conditions on single rows: the figure's own days and values, and the filters chosen."""
    if origin.span:
        yield ledger.c.day.between(origin.span.first, origin.span.last)
    for column, value in origin.where:
        yield among(ledger.c[column], (value,))
    chosen = {
        "channel": filters.channels,
        "region": filters.regions,
        "salesperson": filters.salespeople,
        "product": filters.products,
        "segment": filters.segments,
    }
    for column, names in chosen.items():
        if names:
            yield among(ledger.c[column], names)


def of_customers(origin: Origin) -> bool:
    """Whether the figure is made of some customers that have to be found first."""
    return bool(origin.abc or origin.column or origin.group)


def members(customers: FromClause, origin: Origin, time: Timeline) -> AnySelect:
    """Names of the customers behind a figure."""
    c = customers.c
    chosen: AnySelect = select(c.customer)
    if origin.abc:
        chosen = chosen.where(c.abc == origin.abc)
    if origin.column:
        chosen = chosen.where(c.kind == origin.column)
    if origin.group:
        fresh = case((c.first_month >= time.this[0], "new"), else_="returned")
        group = case(
            ((c.prior > 0) & (c.this > 0), "kept"),
            (c.prior > 0, "lost"),
            (c.this > 0, fresh),
            else_="",
        )
        chosen = chosen.where(group == origin.group)
    return chosen
