"""Products, salespeople, regions and segments in the window, the largest first."""

from collections.abc import Callable
from functools import partial

from facilitator.audit.results import Breakdown, ValueRow
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import percent
from screens.stages.views.customers import base
from screens.stages.views.look import NAMELESS, Look, words
from screens.stages.views.row import Row, Value, View, missing
from screens.stages.views.tables import Entry, Table, laid_out
from screens.widgets.rows import Item

TITLES = {
    "product": N_("Products"),
    "salesperson": N_("Salespeople"),
    "region": N_("Regions"),
    "segment": N_("Segments"),
}
_NONE = {
    "product": N_("The ledger names no product."),
    "salesperson": N_("The ledger names no salesperson."),
    "region": N_("The ledger names no region."),
    "segment": N_("The ledger names no segment."),
}


def breakdown(look: Look, dimension: str) -> View:
    """Revenue, growth and share of every value of one column."""
    title = _("{titles}, {window}, revenue {unit}").format(
        titles=_(TITLES[dimension]), window=look.window, unit=look.unit
    )
    found = next((each for each in look.audit.breakdowns if each.dimension == dimension), None)
    if found is None:
        why = NotAvailable(_(_NONE[dimension]))
        return View(title, (missing(dimension, _(TITLES[dimension]), why),), look.window)
    entries = [_entry(look, row, dimension) for row in found.rows]
    ranking = Table(
        f"{found.count} {_(TITLES[dimension]).lower()}",
        entries,
        titles=(_("revenue"), look.compared, _("share")),
    )
    return View(title, laid_out(look, [ranking, *_rest(look, found)]), look.window)


PRODUCTS: Callable[[Look], View] = partial(breakdown, dimension="product")
SALESPEOPLE: Callable[[Look], View] = partial(breakdown, dimension="salesperson")
REGIONS: Callable[[Look], View] = partial(breakdown, dimension="region")
SEGMENTS: Callable[[Look], View] = partial(breakdown, dimension="segment")


def _entry(look: Look, row: ValueRow, dimension: str) -> Entry:
    name = row.value or _(NAMELESS)
    growth = Value(
        _("Growth"), row.growth, "change", rule=_("revenue ÷ revenue of months before − 1")
    )
    grown = not isinstance(row.growth, NotAvailable)
    facts = [f"{name}, {look.window}: {look.money(row.revenue)}"]
    if grown:
        facts.append(_("{change} on {base}").format(change=look.shown(growth), base=base(look)))
    if not isinstance(row.share, NotAvailable):
        facts.append(_("{share} of all").format(share=percent(row.share)))
    fell = not isinstance(row.growth, NotAvailable) and row.growth < 0
    return Entry(
        f"{dimension} {row.value}",
        name,
        (
            Value(_("Revenue"), row.revenue, rule=_("sum of the amounts")),
            growth,
            Value(
                _("Share"), row.share, "part", rule=_("revenue ÷ revenue of all rows of the window")
            ),
        ),
        words(", ".join(facts)),
        origin=row.origin,
        place=f"{name}, {look.window}",
        tone="warn" if fell else "",
    )


def _rest(look: Look, found: Breakdown) -> list[Row]:
    more = found.count - len(found.rows)
    if more <= 0:
        return []
    item = Item(
        "rest",
        ngettext("{count} more together", "{count} more together", more).format(count=more),
        right=look.amount(found.rest),
        tone="muted",
    )
    told = words(
        ngettext(
            "{count} smaller ones together: {amount}, {window}",
            "{count} smaller ones together: {amount}, {window}",
            more,
        ).format(count=more, amount=look.money(found.rest), window=look.window)
    )
    return [
        Row(item, told, (Value(_("Revenue"), found.rest, rule=_("all rows less those listed")),))
    ]
