"""The audit as a page of text for people."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.commands.tabular import amount, columns, name, share
from facilitator.methods.exact import NotAvailable

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Filters
    from facilitator.audit.results import Audit, CustomerList, Dynamics, ValueRow

_NAMES = 10
_VALUES = 5
_TITLES = {
    "product": "Product",
    "salesperson": "Salesperson",
    "region": "Region",
    "segment": "Segment",
}


def report(found: "Audit") -> Iterator[str]:
    """The lines of the report; what it says of months is in the JSON."""
    seen = found.coverage
    yield f"{seen.lines} rows, {seen.first_day} to {seen.last_day}, {amount(seen.total)} in all"
    yield from _only(found.choices.filters)
    yield from seen.notes
    yield ""
    yield from _years(found.total)
    yield ""
    yield from _classes(found)
    yield from _movement(found)
    yield ""
    yield f"In the months {seen.window.first:%Y-%m} to {seen.window.last:%Y-%m}"
    yield from columns(_values("Channel", [row.figures for row in found.channels]))
    for each in found.breakdowns:
        rows = each.rows[:_VALUES]
        more = f" ({len(rows)} of {each.count})" if each.count > len(rows) else ""
        yield ""
        yield from columns(_values(_TITLES.get(each.dimension, each.dimension) + more, rows))
    yield ""
    yield from _named("A and B customers that buy irregularly", found.irregular)
    yield from _named("Stopped buying", found.stopped)


def _only(filters: "Filters") -> Iterator[str]:
    if filters.since or filters.until:
        since = f" from {filters.since:%Y-%m}" if filters.since else ""
        until = f" to {filters.until:%Y-%m}" if filters.until else ""
        yield f"Only months{since}{until}"
    chosen = {
        "channel": filters.channels,
        "region": filters.regions,
        "salesperson": filters.salespeople,
        "product": filters.products,
        "segment": filters.segments,
    }
    for title, values in chosen.items():
        if values:
            yield f"Only {title} {', '.join(map(name, values))}"


def _years(dynamics: "Dynamics") -> Iterator[str]:
    rows = [("Year", "revenue", "growth", "")]
    for row in dynamics.years:
        whole = "" if row.complete else "(not whole)"
        rows.append((row.label, amount(row.revenue), share(row.growth), whole))
    yield from columns(rows)
    if not isinstance(dynamics.cagr, NotAvailable):
        yield f"CAGR {share(dynamics.cagr)}"
    for decline in dynamics.declines:
        yield f"Decline that needs a cause: {decline.label}, {share(decline.change)}"


def _classes(found: "Audit") -> Iterator[str]:
    if isinstance(found.abc, NotAvailable):
        yield f"ABC: {found.abc.reason}"
        return
    rows = [("Class", "customers", "of customers", "revenue", "of revenue")]
    rows += [
        (row.abc, str(row.clients), share(row.client_share), amount(row.revenue),
         share(row.revenue_share))
        for row in found.abc.classes
    ]  # fmt: skip
    yield from columns(rows)
    yield from found.abc.hints
    if isinstance(found.xyz, NotAvailable):
        yield f"XYZ: {found.xyz.reason}"
        return
    counts = ", ".join(f"{column} {count}" for column, count in found.xyz.counts.items())
    yield f"XYZ by {found.choices.regularity.unit}: {counts}"
    yield found.xyz.sentence
    if not isinstance(found.xyz.proposal, NotAvailable):
        yield found.xyz.proposal.sentence


def _movement(found: "Audit") -> Iterator[str]:
    if isinstance(found.movement, NotAvailable):
        yield f"Retention: {found.movement.reason}"
        return
    move = found.movement
    yield f"Customers: {move.start} + {move.new} new + {move.returned} back − {move.lost} lost"
    yield f"Retention {share(move.crr)}, NRR {share(move.nrr)}, GRR {share(move.grr)}"


def _values(title: str, rows: "list[ValueRow] | tuple[ValueRow, ...]") -> Iterator[tuple[str, ...]]:
    yield title, "revenue", "share", "growth"
    for row in rows:
        yield name(row.value), amount(row.revenue), share(row.share), share(row.growth)


def _named(title: str, listed: "CustomerList | NotAvailable") -> Iterator[str]:
    if isinstance(listed, NotAvailable):
        yield f"{title}: {listed.reason}"
        return
    names = ", ".join(name(row.customer) for row in listed.rows[:_NAMES])
    more = f" and {listed.count - _NAMES} more" if listed.count > _NAMES else ""
    yield f"{title}: {listed.count}" + (f" – {names}{more}" if names else "")
