"""ABC: who brings the revenue, with the curve of Pareto and the line where A ends."""

from fractions import Fraction

from facilitator.audit.results import Abc
from facilitator.methods.abc_classes import Boundary, ClassRow
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import percent, plain
from screens.stages.views import customers
from screens.stages.views.look import Look, abc_limits, words
from screens.stages.views.row import Value, View, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out

_STEPS = tuple(Fraction(step, 10) for step in range(1, 11))
_INSIDE = {
    Boundary.CROSS_IN: N_("the customer who crosses the line belongs to the upper class"),
    Boundary.CROSS_OUT: N_("the customer who crosses the line belongs to the lower class"),
}


def abc(look: Look) -> View:
    """Classes against the usual proportions, the curve, then the ranking."""
    found = look.audit.abc
    title = _("ABC, {window}, revenue {unit}").format(window=look.window, unit=look.unit)
    choice = f"{look.window}, {abc_limits(look.audit.choices)}"
    if isinstance(found, NotAvailable):
        return View(title, (missing("abc", "ABC", found),), choice)
    titles = (_("revenue"), _("of revenue"), _("customers"), _("of them"), _("usual"))
    parts: list[Part] = [Table(_("Class"), [_class(look, row) for row in found.classes], titles)]
    parts += [remark(f"hint {at}", hint, warns=True) for at, hint in enumerate(found.hints)]
    parts.append(_pareto(look, found))
    parts += customers.customer_parts(
        look,
        ngettext(
            "Ranking, {count} customer", "Ranking, {count} customers", found.ranked.count
        ).format(count=found.ranked.count),
        found.ranked,
        lambda row: (
            customers.revenue(row),
            customers.cumulative(row),
            customers.growth(row),
            customers.share(row),
        ),
        (_("revenue"), _("cumulative"), look.compared, _("share")),
        customers.in_full,
        choice=choice,
        cell=("", ""),
    )
    parts += _beside(look, found)
    return View(title, laid_out(look, parts), choice)


def _class(look: Look, row: ClassRow) -> Entry:
    values = (
        Value(_("Revenue"), row.revenue, rule=_("sum over the customers of the class")),
        Value(
            _("Share of revenue"),
            row.revenue_share,
            "part",
            2,
            _("revenue ÷ revenue of all classes"),
        ),
        Value(_("Customers"), row.clients, "count"),
        Value(
            _("Share of customers"), row.client_share, "part", 0, _("customers ÷ all with a class")
        ),
        Value(_("Usual share of customers"), row.reference, "part", 0, _("classic proportions")),
    )
    limits = look.audit.choices
    rule = _("up to {a} % of revenue A, up to {b} % B").format(
        a=plain(limits.abc.a), b=plain(limits.abc.b)
    )
    return Entry(
        f"class {row.abc}",
        row.abc,
        (_ruled(values[0], f"{rule}; {_(_INSIDE[limits.boundary])}"), *values[1:]),
        words(
            ngettext(
                "{abc}: {count} customer ({share}, usual {usual}) bring {amount}, "
                "{revenue_share} of the revenue",
                "{abc}: {count} customers ({share}, usual {usual}) bring {amount}, "
                "{revenue_share} of the revenue",
                row.clients,
            ).format(
                abc=row.abc,
                count=row.clients,
                share=percent(row.client_share, 0),
                usual=percent(row.reference, 0),
                amount=look.money(row.revenue),
                revenue_share=percent(row.revenue_share),
            )
        ),
        customers=(row.abc, "") if row.clients else None,
    )


def _ruled(value: Value, rule: str) -> Value:
    return Value(value.name, value.value, value.kind, value.places, rule)


def _pareto(look: Look, found: Abc) -> Table:
    """Every tenth of the customers with what they bring, and between them where A ends."""
    limit = Fraction(look.audit.choices.abc.a) / 100
    entries: list[Entry] = []
    crossed = False
    for step in _STEPS:
        reached = _reached(found, step)
        if reached is None:
            continue
        if reached >= limit and not crossed:
            crossed = True
            entries.append(_line(found, limit))
        shown = percent(step, 0)
        told = _("The largest {part} of the customers bring {share} of the revenue").format(
            part=shown, share=percent(reached)
        )
        value = Value(_("Of revenue"), reached, "part", rule=_("cumulative revenue ÷ all revenue"))
        label = _("largest {part}").format(part=f"{shown:>5}")
        entries.append(Entry(f"pareto {step}", label, (value,), words(told)))
    return Table(_("Pareto: customers bring"), entries, (_("of revenue"),), Fraction(1))


def _reached(found: Abc, step: Fraction) -> Fraction | None:
    """What the largest `step` of the customers bring; None where they are no whole customer."""
    below = [revenue for part, revenue in found.pareto if part <= step]
    return below[-1] if below else None


def _line(found: Abc, limit: Fraction) -> Entry:
    """The line of 80 %: who is needed for so much revenue."""
    at = next((part for part, revenue in found.pareto if revenue >= limit), Fraction(1))
    told = _("{share} of the revenue comes from {part} of the customers").format(
        share=percent(limit, 0), part=percent(at)
    )
    value = Value(_("Boundary"), limit, "part", 0, _("share of revenue at which A ends"))
    label = _("{share} line, {part}").format(share=percent(limit, 0), part=percent(at, 0))
    return Entry("pareto line", label, (value,), words(told), tone="picked", is_line=True)


def _beside(look: Look, found: Abc) -> list[Part]:
    rows: list[Part] = []
    if found.credits.count:
        rows += customers.customer_parts(
            look,
            _("More returned than bought"),
            found.credits,
            lambda row: (customers.revenue(row),),
            (_("revenue"),),
            customers.in_full,
        )
    if found.inactive:
        told = ngettext(
            "{count} customers brought nothing in these months and have no class.",
            "{count} customers brought nothing in these months and have no class.",
            found.inactive,
        ).format(count=found.inactive)
        rows.append(remark("inactive", told))
    return rows
