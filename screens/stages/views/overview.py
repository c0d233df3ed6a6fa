"""The most telling numbers of the whole audit on one page."""

from collections.abc import Iterable

from facilitator.audit.results import Abc, CustomerList
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _, ngettext
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
        *_first(dynamics.decline_rows(look), _("Declines that need a cause")),
        *_customers(look),
        *_loyalty(look),
        *_data(look),
    ]
    return View(
        _("Overview, {window}, {unit}").format(window=look.window, unit=look.unit),
        laid_out(look, parts),
        look.window,
    )


def _channels(look: Look) -> list[Part]:
    found = look.audit.channels
    if len(found) < 2:
        return []
    shown = len(found) if len(found) <= _FEW + 1 else _FEW
    parts: list[Part] = [channels.revenues(look, found[:shown])]
    if shown < len(found):
        more = len(found) - shown
        told = ngettext(
            "… {count} more channels on the page Channels",
            "… {count} more channels on the page Channels",
            more,
        )
        parts.append(remark("more channels", told.format(count=more)))
    costs = channels.earned(look)
    return [
        *parts,
        *(each for each in costs if isinstance(each, Table) and each.title == _(RETURN)),
    ]


def _first(rows: list[Row], title: str) -> list[Row]:
    if not rows:
        return []
    more = len(rows) - _FEW
    kept = rows[:_FEW]
    if more > 0:
        kept.append(
            remark(
                f"more {title}",
                ngettext(
                    "… {count} more on their page", "… {count} more on their page", more
                ).format(count=more),
            )
        )
    return [heading(title, _("on year")), *kept]


def _customers(look: Look) -> list[Part]:
    found = look.audit.abc
    if isinstance(found, NotAvailable):
        return [heading(_("Customers")), missing("abc", "ABC", found)]
    rows: list[Part] = [
        heading(_("Customers · {count} with revenue").format(count=found.ranked.count))
    ]
    rows.append(_class_a(look, found))
    rows.append(_largest(look, found))
    rows += _listed(look, "irregular", _("A and B who buy irregularly"), look.audit.irregular)
    rows += _listed(look, "stopped", _("Stopped buying"), look.audit.stopped)
    moved = look.audit.movement
    if isinstance(moved, NotAvailable):
        rows.append(missing("kept", _("Customers kept"), moved))
    else:
        rows.append(movement.rates(look, moved, ("CRR", "NRR")))
    return rows


def _class_a(look: Look, found: Abc) -> Row:
    first = found.classes[0]
    share = percent(first.revenue_share)
    told = ngettext(
        "{count} A customers bring {share} of the revenue, {window}",
        "{count} A customers bring {share} of the revenue, {window}",
        first.clients,
    ).format(count=first.clients, share=share, window=look.window)
    value = Value(_("Share of revenue"), first.revenue_share, "part", 2, _("revenue of A ÷ of all"))
    label = ngettext(
        "{count} A customers ({share}) bring", "{count} A customers ({share}) bring", first.clients
    ).format(count=first.clients, share=percent(first.client_share, 0))
    return Row(Item("class A", label, right=share), words(told), (value,), customers=("A", ""))


def _largest(look: Look, found: Abc) -> Row:
    share = percent(found.concentration.top3)
    names = ", ".join(row.customer for row in found.ranked.rows[:3])
    value = Value(_("Share"), found.concentration.top3, "part", 2, _("revenue of three ÷ of all"))
    told = _("The three largest customers ({names}) bring {share}, {window}").format(
        names=names, share=share, window=look.window
    )
    item = Item("top3", _("Three largest"), right=share, detail=names)
    return Row(item, words(told), (value,), section="RK")


def _listed(look: Look, key: str, label: str, found: CustomerList | NotAvailable) -> Iterable[Row]:
    if isinstance(found, NotAvailable):
        return [missing(key, label, found)]
    names = ", ".join(row.customer for row in found.rows[:_FEW])
    if found.count > _FEW:
        more = found.count - _FEW
        names = ngettext("{names} and {count} more", "{names} and {count} more", more).format(
            names=names, count=more
        )
    told = (
        ngettext(
            "{label}: {count} customer ({names}), {window}",
            "{label}: {count} customers ({names}), {window}",
            found.count,
        ).format(label=label, count=found.count, names=names, window=look.window)
        if names
        else ""
    )
    value = Value(_("Customers"), found.count, "count")
    item = Item(key, label, right=number(found.count), detail=names)
    return [Row(item, words(told), (value,), section="RK" if key == "stopped" else "RE")]


def _loyalty(look: Look) -> list[Row]:
    rows = nps_rows(look.state)
    return [heading(_("NPS by channel, 95 % interval")), *rows] if rows else []


def _data(look: Look) -> list[Part]:
    """What the ledger holds, so that the room can trust the rest."""
    coverage = look.audit.coverage
    entries = [
        Entry(
            "lines",
            ngettext(
                "{count} row, {first} – {last}", "{count} rows, {first} – {last}", coverage.lines
            ).format(
                count=number(coverage.lines), first=coverage.first_day, last=coverage.last_day
            ),
            (Value(_("Control total"), coverage.total, rule=_("sum of all rows that take part")),),
            words(
                ngettext(
                    "{source}: {count} row, {amount}",
                    "{source}: {count} rows, {amount}",
                    coverage.lines,
                ).format(
                    source=look.source,
                    count=number(coverage.lines),
                    amount=look.money(coverage.total),
                )
            ),
        )
    ]
    rows: list[Part] = [
        Table(_("The ledger · {source}").format(source=look.source), entries, (_("control total"),))
    ]
    rows += [remark(f"note {at}", note) for at, note in enumerate(coverage.notes)]
    if coverage.empty_months:
        names = ", ".join(str(day)[:7] for day in coverage.empty_months[:_FEW])
        rows.append(
            remark("empty", _("Months without a row: {names}").format(names=names), warns=True)
        )
    if any(not each.figures.value for each in look.audit.channels):
        rows.append(
            remark(
                "nameless",
                _("Some rows have no channel: “{name}”.").format(name=_(NAMELESS)),
            )
        )
    if coverage.before is None:
        rows.append(
            remark(
                "young",
                _("Nothing to compare {months} with.").format(months=months_of(coverage.window)),
            )
        )
    return rows
