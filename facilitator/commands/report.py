"""The audit as a page of text for people."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.commands.tabular import amount, columns, name, share
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _, ngettext

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Filters
    from facilitator.audit.results import Audit, CustomerList, Dynamics, ValueRow

_NAMES = 10
_VALUES = 5
_TITLES = {
    "product": N_("Product"),
    "salesperson": N_("Salesperson"),
    "region": N_("Region"),
    "segment": N_("Segment"),
}


def report(found: "Audit") -> Iterator[str]:
    """The lines of the report; what it says of months is in the JSON."""
    seen = found.coverage
    yield _("{rows} rows, {first_day} to {last_day}, {amount} in all").format(
        rows=seen.lines,
        first_day=seen.first_day,
        last_day=seen.last_day,
        amount=amount(seen.total),
    )
    yield from _only(found.choices.filters)
    yield from seen.notes
    yield ""
    yield from _years(found.total)
    yield ""
    yield from _classes(found)
    yield from _movement(found)
    yield ""
    yield _("In the months {first} to {last}").format(
        first=f"{seen.window.first:%Y-%m}", last=f"{seen.window.last:%Y-%m}"
    )
    yield from columns(_values(_("Channel"), [row.figures for row in found.channels]))
    for each in found.breakdowns:
        rows = each.rows[:_VALUES]
        title = _(_TITLES.get(each.dimension, each.dimension))
        if each.count > len(rows):
            title = _("{title} ({shown} of {count})").format(
                title=title, shown=len(rows), count=each.count
            )
        yield ""
        yield from columns(_values(title, rows))
    yield ""
    yield from _named(_("A and B customers that buy irregularly"), found.irregular)
    yield from _named(_("Stopped buying"), found.stopped)


def _only(filters: "Filters") -> Iterator[str]:
    if filters.since or filters.until:
        since = f"{filters.since:%Y-%m}" if filters.since else ""
        until = f"{filters.until:%Y-%m}" if filters.until else ""
        if since and until:
            said = _("Only months from {since} to {until}")
        else:
            said = _("Only months from {since}") if since else _("Only months to {until}")
        yield said.format(since=since, until=until)
    for title, values in filters.by_column.items():
        if values:
            yield _("Only {column} {names}").format(
                column=_(title), names=", ".join(map(name, values))
            )


def _years(dynamics: "Dynamics") -> Iterator[str]:
    rows = [(_("Year"), _("revenue"), _("growth"), "")]
    for row in dynamics.years:
        whole = "" if row.complete else _("(not whole)")
        rows.append((row.label, amount(row.revenue), share(row.growth), whole))
    yield from columns(rows)
    if not isinstance(dynamics.cagr, NotAvailable):
        yield _("CAGR {share}").format(share=share(dynamics.cagr))
    for decline in dynamics.declines:
        yield _("Decline that needs a cause: {period}, {share}").format(
            period=decline.label, share=share(decline.change)
        )


def _classes(found: "Audit") -> Iterator[str]:
    if isinstance(found.abc, NotAvailable):
        yield _("ABC: {reason}").format(reason=found.abc.reason)
        return
    rows = [(_("Class"), _("customers"), _("of customers"), _("revenue"), _("of revenue"))]
    rows += [
        (row.abc, str(row.clients), share(row.client_share), amount(row.revenue),
         share(row.revenue_share))
        for row in found.abc.classes
    ]  # fmt: skip
    yield from columns(rows)
    yield from found.abc.hints
    if isinstance(found.xyz, NotAvailable):
        yield _("XYZ: {reason}").format(reason=found.xyz.reason)
        return
    counts = ", ".join(f"{_(column)} {count}" for column, count in found.xyz.counts.items())
    yield _("XYZ by {unit}: {counts}").format(unit=_(found.choices.regularity.unit), counts=counts)
    yield found.xyz.sentence
    if not isinstance(found.xyz.proposal, NotAvailable):
        yield found.xyz.proposal.sentence


def _movement(found: "Audit") -> Iterator[str]:
    if isinstance(found.movement, NotAvailable):
        yield _("Retention: {reason}").format(reason=found.movement.reason)
        return
    move = found.movement
    yield _("Customers: {start} + {new} new + {returned} back − {lost} lost").format(
        start=move.start, new=move.new, returned=move.returned, lost=move.lost
    )
    yield _("Retention {crr}, NRR {nrr}, GRR {grr}").format(
        crr=share(move.crr), nrr=share(move.nrr), grr=share(move.grr)
    )


def _values(title: str, rows: "list[ValueRow] | tuple[ValueRow, ...]") -> Iterator[tuple[str, ...]]:
    yield title, _("revenue"), _("share"), _("growth")
    for row in rows:
        yield name(row.value), amount(row.revenue), share(row.share), share(row.growth)


def _named(title: str, listed: "CustomerList | NotAvailable") -> Iterator[str]:
    if isinstance(listed, NotAvailable):
        yield f"{title}: {listed.reason}"
        return
    names = ", ".join(name(row.customer) for row in listed.rows[:_NAMES])
    more = listed.count - _NAMES
    if more > 0:
        names = ngettext("{names} and {count} more", "{names} and {count} more", more).format(
            names=names, count=more
        )
    yield f"{title}: {listed.count}" + (f" – {names}" if listed.rows else "")
