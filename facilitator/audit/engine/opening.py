"""Opens a figure: which rows of the ledger it was computed from."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, FromClause, select

from facilitator.audit.engine.assembly import Cut
from facilitator.audit.engine.choices import Filters
from facilitator.audit.engine.customers import group_of
from facilitator.audit.engine.ledger import among
from facilitator.audit.engine.shapes import AnySelect
from facilitator.audit.results import Origin


def tests(ledger: FromClause, origin: Origin, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Conditions on single rows: the figure's own days and values, and the filters chosen."""
    if origin.span:
        yield ledger.c.day.between(origin.span.first, origin.span.last)
    if origin.returns:
        yield ledger.c.amount < 0
    for column, value in origin.where:
        yield among(ledger.c[column], (value,))
    for column, names in filters.by_column.items():
        if names:
            yield among(ledger.c[column], names)


def of_customers(origin: Origin) -> bool:
    """Whether the figure is made of some customers that have to be found first."""
    return bool(origin.abc or origin.column or origin.group)


def members(cut: Cut, origin: Origin) -> AnySelect:
    """Names of the customers behind a figure."""
    channel = dict(origin.where).get("channel")
    if origin.group and channel is not None:
        # Whoever left a channel may well buy in another one.
        table = cut.windows
        inside = among(table.c.channel, (channel,))
        return select(table.c.customer).where(inside, group_of(table, cut.time) == origin.group)
    c = cut.customers.c
    chosen: AnySelect = select(c.customer)
    if origin.abc:
        chosen = chosen.where(c.abc == origin.abc)
    if origin.column:
        chosen = chosen.where(c.kind == origin.column)
    if origin.group:
        chosen = chosen.where(group_of(cut.customers, cut.time) == origin.group)
    return chosen
