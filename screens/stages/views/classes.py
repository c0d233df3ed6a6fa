"""ABC: who brings the revenue, with the curve of Pareto and the line where A ends."""

from fractions import Fraction

from facilitator.audit.results import Abc
from facilitator.methods.exact import NotAvailable
from facilitator.methods.segments import Boundary, ClassRow
from screens.stages.shown import percent, plain
from screens.stages.views import customers
from screens.stages.views.look import Look, abc_limits, words
from screens.stages.views.row import Value, View, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out

_STEPS = tuple(Fraction(step, 10) for step in range(1, 11))
_INSIDE = {
    Boundary.CROSS_IN: "the customer who crosses the line belongs to the upper class",
    Boundary.CROSS_OUT: "the customer who crosses the line belongs to the lower class",
}


def abc(look: Look) -> View:
    """Classes against the usual proportions, the curve, then the ranking."""
    found = look.audit.abc
    title = f"ABC, {look.window}, revenue {look.unit}"
    choice = f"{look.window}, {abc_limits(look.audit.choices)}"
    if isinstance(found, NotAvailable):
        return View(title, (missing("abc", "ABC", found),), choice)
    titles = ("revenue", "of revenue", "customers", "of them", "usual")
    parts: list[Part] = [Table("Class", [_class(look, row) for row in found.classes], titles)]
    parts += [remark(f"hint {at}", hint, warns=True) for at, hint in enumerate(found.hints)]
    parts.append(_pareto(look, found))
    parts += customers.customer_parts(
        look,
        f"Ranking, {found.ranked.count} customers",
        found.ranked,
        lambda row: (
            customers.revenue(row),
            customers.cumulative(row),
            customers.growth(row),
            customers.share(row),
        ),
        ("revenue", "cumulative", look.compared, "share"),
        customers.in_full,
        choice=choice,
        cell=("", ""),
    )
    parts += _beside(look, found)
    return View(title, laid_out(look, parts), choice)


def _class(look: Look, row: ClassRow) -> Entry:
    values = (
        Value("Revenue", row.revenue, rule="sum over the customers of the class"),
        Value("Share of revenue", row.revenue_share, "part", 2, "revenue ÷ revenue of all classes"),
        Value("Customers", row.clients, "count"),
        Value("Share of customers", row.client_share, "part", 0, "customers ÷ all with a class"),
        Value("Usual share of customers", row.reference, "part", 0, "classic proportions"),
    )
    limits = look.audit.choices
    rule = f"up to {plain(limits.abc.a)} % of revenue A, up to {plain(limits.abc.b)} % B; "
    return Entry(
        f"class {row.abc}",
        row.abc,
        (_ruled(values[0], rule + _INSIDE[limits.boundary]), *values[1:]),
        words(
            f"{row.abc}: {row.clients} customers ({percent(row.client_share, 0)}, usual "
            f"{percent(row.reference, 0)}) bring {look.money(row.revenue)}, "
            f"{percent(row.revenue_share)} of the revenue"
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
        told = f"The largest {shown} of the customers bring {percent(reached)} of the revenue"
        value = Value("Of revenue", reached, "part", rule="cumulative revenue ÷ all revenue")
        label = f"largest {shown:>5}"
        entries.append(Entry(f"pareto {step}", label, (value,), words(told)))
    return Table("Pareto: customers bring", entries, ("of revenue",), Fraction(1))


def _reached(found: Abc, step: Fraction) -> Fraction | None:
    """What the largest `step` of the customers bring; None where they are no whole customer."""
    below = [revenue for part, revenue in found.pareto if part <= step]
    return below[-1] if below else None


def _line(found: Abc, limit: Fraction) -> Entry:
    """The line of 80 %: who is needed for so much revenue."""
    at = next((part for part, revenue in found.pareto if revenue >= limit), Fraction(1))
    told = f"{percent(limit, 0)} of the revenue comes from {percent(at)} of the customers"
    value = Value("Line", limit, "part", 0, "share of revenue at which A ends")
    label = f"{percent(limit, 0)} line, {percent(at, 0)}"
    return Entry("pareto line", label, (value,), words(told), tone="picked", is_line=True)


def _beside(look: Look, found: Abc) -> list[Part]:
    rows: list[Part] = []
    if found.credits.count:
        rows += customers.customer_parts(
            look,
            "More returned than bought",
            found.credits,
            lambda row: (customers.revenue(row),),
            ("revenue",),
            customers.in_full,
        )
    if found.inactive:
        told = f"{found.inactive} customers brought nothing in these months and have no class."
        rows.append(remark("inactive", told))
    return rows
