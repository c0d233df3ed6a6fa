"""Rows of customers: revenue, share, class, regularity, growth."""

from collections.abc import Callable, Sequence

from facilitator.audit.results import CustomerList, CustomerRow
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import NOTHING, number, percent
from screens.stages.views.look import Look, month, words
from screens.stages.views.row import Row, Value, remark
from screens.stages.views.tables import Entry, Part, Table
from screens.widgets.rows import Item

Said = Callable[[Look, CustomerRow], str]
Columns = Callable[[CustomerRow], tuple[Value, ...]]

ROUGH = "~"
_CV = N_("standard deviation ÷ mean of the purchases per period of the customer's history")


def revenue(row: CustomerRow) -> Value:
    """What the customer brought in the window."""
    return Value(_("Revenue"), row.revenue, rule=_("sum of the customer's amounts in the window"))


def share(row: CustomerRow) -> Value:
    """Of the revenue of all customers."""
    return Value(
        _("Share"), row.share, "part", 2, _("revenue ÷ revenue of all customers with a class")
    )


def cumulative(row: CustomerRow) -> Value:
    """With all larger ones."""
    rule = _("share of this customer and of all larger ones")
    return Value(_("Cumulative share"), row.cumulative, "part", 2, rule)


def growth(row: CustomerRow) -> Value:
    """Against the months before."""
    return Value(
        _("Growth"), row.growth, "change", rule=_("revenue ÷ revenue of the months before − 1")
    )


def variation(row: CustomerRow) -> Value:
    """Coefficient of variation."""
    return Value("CV", row.cv, "part", 2, _(_CV))


def before(row: CustomerRow) -> Value:
    """What the customer had brought in the months before the window."""
    rule = _("sum of the customer's amounts in as many months before the window")
    return Value(_("Revenue before"), row.before, rule=rule)


def letters(row: CustomerRow) -> str:
    """Class and regularity: "A X", "A Z~" where it is an indication; a dash for no class."""
    return f"{row.abc or NOTHING} {_(row.column)}{ROUGH if row.indicative else ''}"


def customer_parts(
    look: Look,
    title: str,
    found: CustomerList,
    columns: Columns,
    titles: Sequence[str],
    said: Said,
    *,
    choice: str = "",
    section: str = "",
    cell: tuple[str, str] | None = None,
) -> list[Part]:
    """The first customers, and a row that says how many more there are.

    `cell` names class and regularity under which the ledger lists all of them.
    """
    entries = [
        Entry(
            f"{title} {row.customer}",
            row.customer,
            columns(row),
            words(said(look, row)),
            origin=row.origin if columns(row)[0].name == revenue(row).name else None,
            place=f"{row.customer}, {look.window}",
            choice=choice,
            lead=letters(row),
            section=section,
            tone="warn" if row.has_returns else "",
            detail=_("returns in some period") if row.has_returns else "",
        )
        for row in found.rows
    ]
    parts: list[Part] = [Table(title, entries, titles)]
    if any(row.indicative for row in found.rows):
        told = f"{ROUGH} {_('few periods: the class is an indication.')}"
        parts.append(remark(f"rough {title}", told))
    more = found.count - len(found.rows)
    if more > 0:
        told = (
            ngettext("… {count} more; Enter lists them", "… {count} more; Enter lists them", more)
            if cell is not None
            else ngettext(
                "… {count} more; they are counted above",
                "… {count} more; they are counted above",
                more,
            )
        )
        item = Item(f"more {title}", told.format(count=number(more)), tone="muted")
        parts.append(Row(item, customers=cell))
    return parts


def in_full(look: Look, row: CustomerRow) -> str:
    """A customer in one sentence."""
    told = [f"{row.customer}, {look.window}: {look.money(row.revenue)}"]
    if not isinstance(row.share, NotAvailable):
        told.append(_("{share} of all").format(share=percent(row.share)))
    if row.abc:
        letter = row.column if len(row.column) == 1 else ""
        told.append(_("class {letters}").format(letters=f"{row.abc}{letter}"))
    return ", ".join((*told, *grown(look, row)))


def grown(look: Look, row: CustomerRow) -> list[str]:
    """By how much the customer's revenue has changed, if that is known."""
    if isinstance(row.growth, NotAvailable):
        return []
    change = percent(row.growth, sign=True)
    return [_("{change} on {base}").format(change=change, base=base(look))]


def in_short(look: Look, row: CustomerRow) -> str:
    """What stands below a customer's name: share, growth, variation, last purchase."""
    parts: list[str] = []
    if not isinstance(row.share, NotAvailable):
        parts.append(_("{share} of all").format(share=percent(row.share, 2)))
    parts += grown(look, row)
    if not isinstance(row.cv, NotAvailable):
        parts.append(f"CV {percent(row.cv)}")
    return " · ".join([*parts, last_bought(row)])


def base(look: Look) -> str:
    """What growth in the window is against: a year, or the months before."""
    return look.before if look.before.isdigit() else _("the months before")


def last_bought(row: CustomerRow) -> str:
    """When a customer last bought, by the month."""
    return (
        _("last in {month}").format(month=month(row.last))
        if row.last
        else _("never in whole months")
    )
