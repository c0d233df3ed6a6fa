"""Customers to talk about one by one: A and B who buy irregularly, who stopped, who weighs most."""

from fractions import Fraction

from facilitator.audit.results import CustomerList, CustomerRow
from facilitator.methods.exact import NotAvailable, total
from screens.stages.shown import number, percent
from screens.stages.views import customers
from screens.stages.views.look import Look, abc_limits, words, xyz_choice
from screens.stages.views.row import Row, Value, View, missing, remark
from screens.stages.views.tables import Part, laid_out
from screens.widgets.rows import Item

_SILENT = (
    "Silent for as long as XYZ waits, for more than twice their usual interval, or all months of "
    "the window after having bought in those before."
)
_HHI = "sum of the squared shares in per cent of all customers, up to 10 000"


def irregular(look: Look) -> View:
    """A and B customers in Z: where reserves are looked for."""
    title = f"A and B who buy irregularly, {look.window}"
    found = look.audit.irregular
    choice = f"{look.window}, {abc_limits(look.audit.choices)}, {xyz_choice(look.audit.choices)}"
    if isinstance(found, NotAvailable):
        return View(title, (missing("irregular", "A and B in Z", found),), choice)
    if not found.count:
        return View(title, (remark("none", "No A or B customer buys irregularly."),), choice)
    parts = customers.customer_parts(
        look,
        f"{found.count} customers, together {look.money(found.revenue)}",
        found,
        lambda row: (customers.revenue(row), customers.variation(row), customers.growth(row)),
        ("revenue", "CV", look.compared),
        _unsteady,
        choice=choice,
        section="RE",
    )
    return View(title, laid_out(look, parts), choice)


def stopped(look: Look) -> View:
    """Who is silent, by what they had brought in the months before."""
    title = f"Who stopped buying, {look.window}"
    found = look.audit.stopped
    if isinstance(found, NotAvailable):
        return View(title, (missing("stopped", "Who stopped", found),), look.window)
    if not found.count:
        return View(title, (remark("none", "Nobody stopped buying."),), look.window)
    parts = customers.customer_parts(
        look,
        f"{found.count} customers",
        found,
        lambda row: (customers.before(row), customers.revenue(row)),
        (look.before, "now"),
        _silent,
        section="RK",
    )
    return View(title, laid_out(look, [*parts, remark("rule", _SILENT)]), look.window)


def concentration(look: Look) -> View:
    """How much hangs on the largest customers."""
    title = f"Dependence, {look.window}"
    found = look.audit.abc
    if isinstance(found, NotAvailable):
        return View(title, (missing("hangs", "Dependence", found),), look.window)
    hangs, first = found.concentration, found.ranked.rows[:3]
    names = [row.customer for row in first]
    parts: list[Part] = [
        _weight("top1", "Largest customer", hangs.top1, names[0], look),
        _weight("top3", "Three largest", hangs.top3, ", ".join(names), look),
        Row(
            Item("hhi", "HHI", right=number(hangs.hhi), detail=_spoken(hangs.hhi)),
            words(f"HHI of the customers is {number(hangs.hhi)}: {_spoken(hangs.hhi)}"),
            (Value("HHI", hangs.hhi, "number", 0, _HHI),),
            section="RK",
        ),
    ]
    parts += _if_gone(look, found.ranked.rows[:5])
    return View(title, laid_out(look, parts), look.window)


def _weight(key: str, label: str, share: Fraction, names: str, look: Look) -> Row:
    value = Value(label, share, "part", 2, "their revenue ÷ revenue of all customers")
    shown = look.shown(value)
    told = words(f"{names}: {shown} of the revenue of all customers, {look.window}")
    return Row(Item(key, label, right=shown, detail=names), told, (value,), section="RK")


def _spoken(hhi: Fraction) -> str:
    """HHI as the number of customers of one size that would give the same."""
    return f"as if {number(10_000 / hhi, 1)} customers of one size bought"


def _if_gone(look: Look, rows: tuple[CustomerRow, ...]) -> list[Part]:
    found = CustomerList(rows, len(rows), total([row.revenue for row in rows]))
    return customers.customer_parts(
        look,
        "Whom we would miss most",
        found,
        lambda row: (customers.revenue(row), customers.share(row)),
        ("revenue", "share"),
        customers.in_full,
        section="RK",
    )


def _unsteady(look: Look, row: CustomerRow) -> str:
    told = f"{row.customer}, class {row.abc}{row.column}, buys irregularly: "
    told += f"{look.money(row.revenue)} in {look.window}"
    if not isinstance(row.cv, NotAvailable):
        told += f", CV {percent(row.cv)}"
    if not isinstance(row.growth, NotAvailable):
        told += f", {percent(row.growth, sign=True)} on {customers.base(look)}"
    return told


def _silent(look: Look, row: CustomerRow) -> str:
    when = customers.last_bought(row)
    if isinstance(row.before, NotAvailable) or not row.before:
        return f"{row.customer} stopped buying, {when}: {look.money(row.revenue)} in {look.window}"
    had = f"{row.customer} had brought {look.money(row.before)} in the months before"
    return f"{had} and stopped buying, {when}"
