"""The most telling numbers of the whole audit on one page."""

from collections.abc import Iterable

from facilitator.audit.results import Abc, CustomerList
from facilitator.methods.exact import NotAvailable
from screens.stages.shown import number, percent
from screens.stages.views import channels, dynamics, movement
from screens.stages.views.channels import RETURN
from screens.stages.views.look import NAMELESS, Look, months_of, words
from screens.stages.views.loyalty import nps_rows
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out
from screens.widgets.rows import Item

_FEW = 5


def overview(look: Look) -> View:
    """Sales, channels, falls, customers, loyalty: one or two numbers of each."""
    parts = [
        *dynamics.of_years(look, look.audit.total),
        *_channels(look),
        *_first(dynamics.decline_rows(look), "Declines that need a cause"),
        *_customers(look),
        *_loyalty(look),
        *_data(look),
    ]
    return View(f"Overview, {look.window}, {look.unit}", laid_out(look, parts), look.window)


def _channels(look: Look) -> list[Part]:
    found = look.audit.channels
    if len(found) < 2:
        return []
    shown = len(found) if len(found) <= _FEW + 1 else _FEW
    parts: list[Part] = [channels.revenues(look, found[:shown])]
    if shown < len(found):
        told = f"… {len(found) - shown} more channels on the page Channels"
        parts.append(remark("more channels", told))
    costs = channels.earned(look)
    return [*parts, *(each for each in costs if isinstance(each, Table) and each.title == RETURN)]


def _first(rows: list[Row], title: str) -> list[Row]:
    if not rows:
        return []
    more = len(rows) - _FEW
    kept = rows[:_FEW]
    if more > 0:
        kept.append(remark(f"more {title}", f"… {more} more on their page"))
    return [heading(title, "on year"), *kept]


def _customers(look: Look) -> list[Part]:
    found = look.audit.abc
    if isinstance(found, NotAvailable):
        return [heading("Customers"), missing("abc", "ABC", found)]
    rows: list[Part] = [heading(f"Customers · {found.ranked.count} with revenue")]
    rows.append(_class_a(look, found))
    rows.append(_largest(look, found))
    rows += _listed(look, "irregular", "A and B who buy irregularly", look.audit.irregular)
    rows += _listed(look, "stopped", "Stopped buying", look.audit.stopped)
    moved = look.audit.movement
    if isinstance(moved, NotAvailable):
        rows.append(missing("kept", "Customers kept", moved))
    else:
        rows.append(movement.rates(look, moved, ("CRR", "NRR")))
    return rows


def _class_a(look: Look, found: Abc) -> Row:
    first = found.classes[0]
    share = percent(first.revenue_share)
    told = f"{first.clients} A customers bring {share} of the revenue, {look.window}"
    value = Value("Share of revenue", first.revenue_share, "part", 2, "revenue of A ÷ of all")
    label = f"{first.clients} A customers ({percent(first.client_share, 0)}) bring"
    return Row(Item("class A", label, right=share), words(told), (value,), customers=("A", ""))


def _largest(look: Look, found: Abc) -> Row:
    share = percent(found.concentration.top3)
    names = ", ".join(row.customer for row in found.ranked.rows[:3])
    value = Value("Share", found.concentration.top3, "part", 2, "revenue of three ÷ of all")
    told = f"The three largest customers ({names}) bring {share}, {look.window}"
    item = Item("top3", "Three largest", right=share, detail=names)
    return Row(item, words(told), (value,), section="RK")


def _listed(look: Look, key: str, label: str, found: CustomerList | NotAvailable) -> Iterable[Row]:
    if isinstance(found, NotAvailable):
        return [missing(key, label, found)]
    names = ", ".join(row.customer for row in found.rows[:_FEW])
    more = f" and {found.count - _FEW} more" if found.count > _FEW else ""
    told = f"{label}: {found.count} customers ({names}{more}), {look.window}" if names else ""
    value = Value("Customers", found.count, "count")
    item = Item(key, label, right=number(found.count), detail=names + more)
    return [Row(item, words(told), (value,), section="RK" if key == "stopped" else "RE")]


def _loyalty(look: Look) -> list[Row]:
    rows = nps_rows(look.state)
    return [heading("NPS by channel, 95 % interval"), *rows] if rows else []


def _data(look: Look) -> list[Part]:
    """What the ledger holds, so that the room can trust the rest."""
    coverage = look.audit.coverage
    entries = [
        Entry(
            "lines",
            f"{number(coverage.lines)} rows, {coverage.first_day} – {coverage.last_day}",
            (Value("Control total", coverage.total, rule="sum of all rows that take part"),),
            words(f"{look.source}: {number(coverage.lines)} rows, {look.money(coverage.total)}"),
        )
    ]
    rows: list[Part] = [Table(f"The ledger · {look.source}", entries, ("control total",))]
    rows += [remark(f"note {at}", note) for at, note in enumerate(coverage.notes)]
    if coverage.empty_months:
        names = ", ".join(str(day)[:7] for day in coverage.empty_months[:_FEW])
        rows.append(remark("empty", f"Months without a row: {names}", warns=True))
    if any(not each.figures.value for each in look.audit.channels):
        rows.append(remark("nameless", f"Some rows have no channel: “{NAMELESS}”."))
    if coverage.before is None:
        rows.append(remark("young", f"Nothing to compare {months_of(coverage.window)} with."))
    return rows
