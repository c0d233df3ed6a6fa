"""Products, salespeople, regions and segments in the window, the largest first."""

from collections.abc import Callable
from functools import partial

from facilitator.audit.results import Breakdown, ValueRow
from facilitator.methods.exact import NotAvailable
from screens.stages.shown import percent
from screens.stages.views.customers import base
from screens.stages.views.look import NAMELESS, Look, words
from screens.stages.views.row import Row, Value, View, missing
from screens.stages.views.tables import Entry, Table, laid_out
from screens.widgets.rows import Item

TITLES = {
    "product": "Products",
    "salesperson": "Salespeople",
    "region": "Regions",
    "segment": "Segments",
}


def breakdown(look: Look, dimension: str) -> View:
    """Revenue, growth and share of every value of one column."""
    title = f"{TITLES[dimension]}, {look.window}, revenue {look.unit}"
    found = next((each for each in look.audit.breakdowns if each.dimension == dimension), None)
    if found is None:
        why = NotAvailable(f"The ledger names no {dimension}.")
        return View(title, (missing(dimension, TITLES[dimension], why),), look.window)
    entries = [_entry(look, row, dimension) for row in found.rows]
    ranking = Table(
        f"{found.count} {TITLES[dimension].lower()}",
        entries,
        titles=("revenue", look.compared, "share"),
    )
    return View(title, laid_out(look, [ranking, *_rest(look, found)]), look.window)


PRODUCTS: Callable[[Look], View] = partial(breakdown, dimension="product")
SALESPEOPLE: Callable[[Look], View] = partial(breakdown, dimension="salesperson")
REGIONS: Callable[[Look], View] = partial(breakdown, dimension="region")
SEGMENTS: Callable[[Look], View] = partial(breakdown, dimension="segment")


def _entry(look: Look, row: ValueRow, dimension: str) -> Entry:
    name = row.value or NAMELESS
    growth = Value("Growth", row.growth, "change", rule="revenue ÷ revenue of months before − 1")
    grown = not isinstance(row.growth, NotAvailable)
    told = f"{name}, {look.window}: {look.money(row.revenue)}"
    if grown:
        told += f", {look.shown(growth)} on {base(look)}"
    if not isinstance(row.share, NotAvailable):
        told += f", {percent(row.share)} of all"
    fell = not isinstance(row.growth, NotAvailable) and row.growth < 0
    return Entry(
        f"{dimension} {row.value}",
        name,
        (
            Value("Revenue", row.revenue, rule="sum of the amounts"),
            growth,
            Value("Share", row.share, "part", rule="revenue ÷ revenue of all rows of the window"),
        ),
        words(told),
        origin=row.origin,
        place=f"{name}, {look.window}",
        tone="warn" if fell else "",
    )


def _rest(look: Look, found: Breakdown) -> list[Row]:
    more = found.count - len(found.rows)
    if more <= 0:
        return []
    item = Item("rest", f"{more} more together", right=look.amount(found.rest), tone="muted")
    told = words(f"{more} smaller ones together: {look.money(found.rest)}, {look.window}")
    return [Row(item, told, (Value("Revenue", found.rest, rule="all rows less those listed"),))]
