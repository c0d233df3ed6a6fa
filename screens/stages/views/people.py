"""Customers to talk about one by one: A and B who buy irregularly, who stopped, who weighs most."""

from fractions import Fraction

from facilitator.audit.results import CustomerList, CustomerRow
from facilitator.methods.exact import NotAvailable, total
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import number, percent
from screens.stages.views import customers
from screens.stages.views.look import Look, abc_limits, words, xyz_choice
from screens.stages.views.row import Row, Value, View, missing, remark
from screens.stages.views.tables import Part, laid_out
from screens.widgets.rows import Item

_SILENT = N_(
    "Silent for as long as XYZ waits, for more than twice their usual interval, or all months of "
    "the window after having bought in those before."
)
_HHI = N_("sum of the squared shares in per cent of all customers, up to 10 000")


def irregular(look: Look) -> View:
    """A and B customers in Z: where reserves are looked for."""
    title = _("A and B who buy irregularly, {window}").format(window=look.window)
    found = look.audit.irregular
    choice = f"{look.window}, {abc_limits(look.audit.choices)}, {xyz_choice(look.audit.choices)}"
    if isinstance(found, NotAvailable):
        return View(title, (missing("irregular", _("A and B in Z"), found),), choice)
    if not found.count:
        return View(title, (remark("none", _("No A or B customer buys irregularly.")),), choice)
    parts = customers.customer_parts(
        look,
        ngettext(
            "{count} customer, together {amount}",
            "{count} customers, together {amount}",
            found.count,
        ).format(count=found.count, amount=look.money(found.revenue)),
        found,
        lambda row: (customers.revenue(row), customers.variation(row), customers.growth(row)),
        (_("revenue"), "CV", look.compared),
        _unsteady,
        choice=choice,
        section="RE",
    )
    return View(title, laid_out(look, parts), choice)


def stopped(look: Look) -> View:
    """Who is silent, by what they had brought in the months before."""
    title = _("Who stopped buying, {window}").format(window=look.window)
    found = look.audit.stopped
    if isinstance(found, NotAvailable):
        return View(title, (missing("stopped", _("Who stopped"), found),), look.window)
    if not found.count:
        return View(title, (remark("none", _("Nobody stopped buying.")),), look.window)
    parts = customers.customer_parts(
        look,
        ngettext("{count} customer", "{count} customers", found.count).format(count=found.count),
        found,
        lambda row: (customers.before(row), customers.revenue(row)),
        (_(look.before), _("now")),
        _silent,
        section="RK",
    )
    return View(title, laid_out(look, [*parts, remark("rule", _(_SILENT))]), look.window)


def concentration(look: Look) -> View:
    """How much hangs on the largest customers."""
    title = _("Dependence, {window}").format(window=look.window)
    found = look.audit.abc
    if isinstance(found, NotAvailable):
        return View(title, (missing("hangs", _("Dependence"), found),), look.window)
    hangs, first = found.concentration, found.ranked.rows[:3]
    names = [row.customer for row in first]
    parts: list[Part] = [
        _weight("top1", _("Largest customer"), hangs.top1, names[0], look),
        _weight("top3", _("Three largest"), hangs.top3, ", ".join(names), look),
        Row(
            Item("hhi", "HHI", right=number(hangs.hhi), detail=_spoken(hangs.hhi)),
            words(
                _("HHI of the customers is {index}: {meaning}").format(
                    index=number(hangs.hhi), meaning=_spoken(hangs.hhi)
                )
            ),
            (Value("HHI", hangs.hhi, "number", 0, _(_HHI)),),
            section="RK",
        ),
    ]
    parts += _if_gone(look, found.ranked.rows[:5])
    return View(title, laid_out(look, parts), look.window)


def _weight(key: str, label: str, share: Fraction, names: str, look: Look) -> Row:
    value = Value(label, share, "part", 2, _("their revenue ÷ revenue of all customers"))
    shown = look.shown(value)
    told = words(
        _("{names}: {share} of the revenue of all customers, {window}").format(
            names=names, share=shown, window=look.window
        )
    )
    return Row(Item(key, label, right=shown, detail=names), told, (value,), section="RK")


def _spoken(hhi: Fraction) -> str:
    """HHI as the number of customers of one size that would give the same."""
    return _("as if {count} customers of one size bought").format(count=number(10000 / hhi, 1))


def _if_gone(look: Look, rows: tuple[CustomerRow, ...]) -> list[Part]:
    found = CustomerList(rows, len(rows), total([row.revenue for row in rows]))
    return customers.customer_parts(
        look,
        _("Whom we would miss most"),
        found,
        lambda row: (customers.revenue(row), customers.share(row)),
        (_("revenue"), _("share")),
        customers.in_full,
        section="RK",
    )


def _unsteady(look: Look, row: CustomerRow) -> str:
    told = [
        _("{customer}, class {letters}, buys irregularly: {amount} in {window}").format(
            customer=row.customer,
            letters=f"{row.abc}{_(row.column)}",
            amount=look.money(row.revenue),
            window=look.window,
        )
    ]
    if not isinstance(row.cv, NotAvailable):
        told.append(f"CV {percent(row.cv)}")
    return ", ".join((*told, *customers.grown(look, row)))


def _silent(look: Look, row: CustomerRow) -> str:
    when = customers.last_bought(row)
    if isinstance(row.before, NotAvailable) or not row.before:
        return _("{customer} stopped buying, {when}: {amount} in {window}").format(
            customer=row.customer, when=when, amount=look.money(row.revenue), window=look.window
        )
    return _(
        "{customer} had brought {amount} in the months before and stopped buying, {when}"
    ).format(customer=row.customer, amount=look.money(row.before), when=when)
