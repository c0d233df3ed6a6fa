"""The money of a personal plan: what is on its way at its opening, and what the terms pay."""

from collections.abc import Sequence
from datetime import date

from exports.markdown.figures import money_unit as unit_of
from exports.markdown.figures import or_why, percent, plain
from exports.markdown.text import Column, blocks, cell, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable, fraction
from facilitator.methods.pay import PayRule
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.personal import Position, position
from facilitator.workshop.plans.personal_pay import PayPlan, PayPoint, pay_plan
from facilitator.workshop.results.reading import answer
from facilitator.workshop.state import State


def opening(state: State, today: date, level: int) -> str:
    """Contracts issued and unpaid, deals in progress, and what both let expect."""
    found = position(state, today)
    if isinstance(found, NotAvailable):
        return ""
    unit = unit_of(state.workshop)
    return blocks(
        heading(level, _("Opening position")),
        "" if found.items or found.listed else _("No unpaid contract and no open deal is listed."),
        listing(
            _money_rows(found) if found.items or found.listed else [],
            Column(_("What"), lambda row: row[0], stay=True),
            Column(_("Amount, {unit}").format(unit=unit), lambda row: row[1], True, True),
            Column(_("Probability"), lambda row: row[2], True),
            Column(_("Expected, {unit}").format(unit=unit), lambda row: row[3], True, True),
            Column(_("Basis"), lambda row: row[4]),
        ),
        facts(
            [
                (
                    _("Promised for this period"),
                    plain(found.unpaid.promised) if found.items else "",
                ),
                (_("Overdue"), escape(", ".join(found.unpaid.overdue))),
                (_("Day promised has passed"), escape(", ".join(found.unpaid.broken))),
                (_("Not in it"), escape(", ".join(found.forecast.missing))),
                (_("Different this month"), escape(answer(state, "opening", "different"))),
                (_("Payments to chase"), escape(answer(state, "opening", "promises"))),
                (_("Days off"), escape(answer(state, "opening", "loses"))),
            ]
        ),
    )


Row = tuple[str, str, str, str, str]


def _money_rows(found: Position) -> list[Row]:
    unpaid, deals = found.unpaid, found.deals
    rows: list[Row] = [
        (cell(item.name), plain(item.amount), percent(item.chance), _times(found, at), "")
        for at, item in enumerate(found.items)
    ]
    rows.append((_("**Issued, unpaid**"), plain(unpaid.amount), "", plain(unpaid.expected), ""))
    weighted = dict(deals.each)
    rows += [
        (
            cell(each.deal.name),
            plain(each.deal.amount),
            percent(each.deal.chance),
            plain(weighted.get(each.deal.name)),
            escape(" · ".join(filter(None, (each.stale, each.basis)))),
        )
        for each in found.listed
        if each.deal.name not in deals.outside
    ]
    rows.append((_("**Deals in progress**"), plain(deals.amount), "", plain(deals.expected), ""))
    expected = found.forecast.expected
    shown = "–" if isinstance(expected, NotAvailable) else f"**{plain(expected)}**"
    rows.append((_("**Expected paid revenue**"), "", "", shown, ""))
    return rows


def _times(found: Position, at: int) -> str:
    item = found.items[at]
    return "" if item.chance is None else plain(fraction(item.amount) * fraction(item.chance))


def pay(state: State, today: date, level: int) -> str:
    """The terms, and what they pay for several sums of paid revenue."""
    found = pay_plan(state, today)
    currency = escape(state.workshop.currency)
    if isinstance(found.rule, NotAvailable):
        return blocks(heading(level, _("Pay terms")), escape(found.warning or found.rule.reason))
    return blocks(
        heading(level, _("Pay terms")),
        _rule(found.rule, currency),
        _points(found, currency),
        facts(
            [
                (_("One average contract pays"), _contract(found, currency)),
                (_("Pay order"), escape(answer(state, "pay_rule", "order"))),
                (_("Warning"), escape(found.warning or "")),
                (_("Not computed"), escape(found.missing)),
            ]
        ),
    )


def _rule(rule: PayRule, currency: str) -> str:
    bands = ", ".join(
        _("{rate} from {start}").format(rate=percent(band.rate), start=percent(band.start, 0))
        for band in rule.bands
    )
    cap = (
        ""
        if rule.cap is None
        else _("; at most {cap} {currency}").format(cap=plain(rule.cap), currency=currency)
    )
    return _(
        "Base {base} {currency}, and of all paid revenue by how much of the plan was "
        "reached: {bands}{cap}."
    ).format(base=plain(rule.base), currency=currency, bands=bands, cap=cap)


def _points(found: PayPlan, currency: str) -> str:
    rows: Sequence[PayPoint] = found.points
    return listing(
        rows,
        Column(
            _("Paid revenue, {currency}").format(currency=currency),
            lambda row: plain(row.pay.paid),
            True,
            True,
        ),
        Column(_("Achievement"), lambda row: percent(row.pay.achievement), True, True),
        Column(_("Rate"), lambda row: percent(row.pay.rate), True, True),
        Column(
            _("Pay, {currency}").format(currency=currency),
            lambda row: plain(row.pay.amount),
            True,
            True,
        ),
        Column("", lambda row: called(row.name) if row.name in ("plan", "expected") else ""),
    )


def _contract(found: PayPlan, currency: str) -> str:
    source = f" ({escape(found.contract_source)})" if found.contract_source else ""
    return or_why(found.contract, f"{plain(found.contract)} {currency}{source}")
