"""Customers of the ledger: ABC, XYZ, their matrix, who came, who left, who stopped buying."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exports.markdown.figures import money_unit, number, percent, why
from exports.markdown.ledger import UNNAMED, Money
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _, pgettext
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.audit import ledger_audit
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.results import (
        Abc,
        Audit,
        CustomerList,
        CustomerRow,
        Matrix,
        Movement,
    )

_COLUMNS = ("X", "Y", "Z", "n/a", "lost")


def ledger_clients(state: State) -> str:
    """ABC and XYZ with what they rest on; customers by name where none are typed by quarter."""
    found = ledger_audit(state)
    if found is None:
        return ""
    title = heading(
        3, _("Customers of the ledger, {money_unit}").format(money_unit=money_unit(state.workshop))
    )
    if isinstance(found.abc, NotAvailable):
        return blocks(title, why(found.abc))
    money = Money(state)
    typed = not isinstance(accounts(state), NotAvailable)
    return blocks(
        title,
        _classes(found.abc, money),
        bullets(escape(hint) for hint in found.abc.hints),
        "" if typed else _ranked(found.abc.ranked, money),
        _xyz(found),
        _matrix(found.matrix, money),
        _list(_("A and B customers that buy irregularly"), found.irregular, money),
        _movements(found, money),
        _list(_("Stopped buying"), found.stopped, money),
        _list(_("Returned more than they bought"), found.abc.credits, money),
    )


def _classes(found: "Abc", money: Money) -> str:
    top = found.concentration
    lines = [(_("Customers without revenue in these months"), number(found.inactive, 0))]
    if not isinstance(top, NotAvailable):
        lines += [
            (_("Share of the largest customer"), percent(top.top1, 2)),
            (_("Share of the three largest"), percent(top.top3, 2)),
            (_("Concentration (HHI)"), number(top.hhi, 0)),
        ]
    return blocks(
        listing(
            found.classes,
            Column(_("Class of customers"), lambda row: row.abc, stay=True),
            Column(_("Customers"), lambda row: number(row.clients, 0), True, stay=True),
            Column(_("Of customers"), lambda row: percent(row.client_share, 0), True),
            Column(_("Usual"), lambda row: percent(row.reference, 0), True),
            Column(_("Revenue"), lambda row: money(row.revenue), True, stay=True),
            Column(_("Of revenue"), lambda row: percent(row.revenue_share, 2), True),
        ),
        facts(lines),
    )


def _ranked(found: "CustomerList", money: Money) -> str:
    return blocks(
        listing(
            found.rows,
            Column(_("Customer"), lambda row: cell(row.customer), stay=True),
            Column(_("Revenue"), lambda row: money(row.revenue), True, stay=True),
            Column(_("Share"), lambda row: percent(row.share, 2), True),
            Column(_("Cumulative"), lambda row: percent(row.cumulative, 2), True),
            Column(_("Growth"), lambda row: percent(row.growth, sign=True), True),
            Column("ABC", lambda row: row.abc, stay=True),
            Column("CV", lambda row: percent(row.cv, 2), True),
            Column("XYZ", lambda row: escape(_(row.column)), stay=True),
        ),
        _more(found),
    )


def _more(found: "CustomerList") -> str:
    more = found.count - len(found.rows)
    return _("and {more} more").format(more=number(more, 0)) if more > 0 else ""


def _xyz(audit: "Audit") -> str:
    found = audit.xyz
    if isinstance(found, NotAvailable):
        return ""
    counts = ", ".join(f"{_(column)} {found.counts.get(column, 0)}" for column in _COLUMNS)
    lines = [_("XYZ: {counts}").format(counts=escape(counts)), escape(found.sentence)]
    proposal = found.proposal
    if not isinstance(proposal, NotAvailable) and proposal.regularity != audit.choices.regularity:
        lines.append(escape(proposal.sentence))
    return bullets(line for line in lines if line)


def _matrix(found: "Matrix | NotAvailable", money: Money) -> str:
    if isinstance(found, NotAvailable):
        return ""

    def of(column: str) -> Column[str]:
        def shown(letter: str) -> str:
            each = found.cell(letter, column)
            return f"{number(each.customers, 0)} ({money(each.revenue)})"

        return Column(_(column), shown, True, True)

    letters = [letter for letter in "ABC" if any(each.abc == letter for each in found.cells)]
    columns = [
        column
        for column in _COLUMNS
        if column != "lost" and any(each.column == column for each in found.cells)
    ]
    return blocks(
        listing(
            letters,
            Column(_("Customers (revenue)"), lambda letter: letter, stay=True),
            *map(of, columns),
        ),
        bullets(
            f"**{each.abc}{escape(each.column)}:** {escape(', '.join(each.names))}"
            + (f" – {escape(_(each.policy))}" if each.policy else "")
            for each in found.cells
            if each.customers
        ),
    )


def _list(title: str, found: "CustomerList | NotAvailable", money: Money) -> str:
    if isinstance(found, NotAvailable) or not found.rows:
        return ""

    def months(row: "CustomerRow") -> str:
        return f"{row.last:%Y-%m}" if row.last else ""

    return blocks(
        listing(
            found.rows,
            Column(title, lambda row: cell(row.customer), stay=True),
            Column(_("Revenue"), lambda row: money(row.revenue), True, stay=True),
            Column(_("Months before"), lambda row: money(row.before), True, stay=True),
            Column("ABC", lambda row: row.abc),
            Column("CV", lambda row: percent(row.cv, 2), True),
            Column(_("Last bought"), months),
        ),
        _more(found),
    )


def _movements(found: "Audit", money: Money) -> str:
    moves = [*(row.movement for row in found.channels), found.movement]
    lines = list(_known(moves))
    return listing(
        lines,
        Column(_("Movement"), lambda each: cell(each[0]), stay=True),
        Column(_("Start"), lambda each: number(each[1].start, 0), True),
        Column(pgettext("customers", "New"), lambda each: number(each[1].new, 0), True),
        Column(_("Returned"), lambda each: number(each[1].returned, 0), True),
        Column(_("Lost"), lambda each: number(each[1].lost, 0), True),
        Column(_("End"), lambda each: number(each[1].end, 0), True),
        Column(_("Customers kept"), lambda each: percent(each[1].crr, 2), True),
        Column(_("Revenue kept (NRR)"), lambda each: percent(each[1].nrr, 2), True),
        Column(_("Without growth (GRR)"), lambda each: percent(each[1].grr, 2), True),
        Column(_("Lost revenue"), lambda each: money(each[1].lost_revenue), True),
    )


def _known(moves: "list[Movement | NotAvailable]") -> "Iterator[tuple[str, Movement]]":
    for at, move in enumerate(moves):
        if not isinstance(move, NotAvailable):
            yield (move.name or UNNAMED) if at < len(moves) - 1 else _("All"), move
