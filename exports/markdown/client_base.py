"""The client base: ABC and XYZ classes, concentration, retention, every client by quarter."""

from fractions import Fraction

from exports.markdown.figures import money_unit, number, percent, plain
from exports.markdown.naming import names
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.methods.retention import Retention
from facilitator.words.language import _, pgettext
from facilitator.workshop.results.accounts import Account, Accounts, accounts
from facilitator.workshop.state import State

Line = tuple[str, Retention]


def client_base(state: State) -> str:
    """Who brings how much and how evenly, who came and who left."""
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(3, _("Client base, {money_unit}").format(money_unit=money_unit(state.workshop))),
        _classes(found),
        bullets(escape(hint) for hint in found.hints),
        _clients(found),
        _retention(found),
    )


def _classes(found: Accounts) -> str:
    concentration = found.concentration
    lines = [(_("First quarter"), escape(found.first_quarter))]
    if not isinstance(concentration, NotAvailable):
        lines += [
            (_("Share of the largest client"), percent(concentration.top1, 2)),
            (_("Share of the three largest"), percent(concentration.top3, 2)),
            (_("Concentration (HHI)"), number(concentration.hhi, 0)),
        ]
    lines.append((_("Irregular A and B clients"), names(found.names(found.matrix.reserves))))
    rows = () if isinstance(found.classes, NotAvailable) else found.classes
    return blocks(
        listing(
            rows,
            Column(_("Class"), lambda row: row.abc, stay=True),
            Column(_("Clients"), lambda row: str(row.clients), True, stay=True),
            Column(_("Of clients"), lambda row: percent(row.client_share, 0), True),
            Column(_("Usual"), lambda row: percent(row.reference, 0), True),
            Column(_("Revenue"), lambda row: plain(row.revenue, 1), True, stay=True),
            Column(_("Of revenue"), lambda row: percent(row.revenue_share, 2), True),
        ),
        facts(lines),
    )


def _clients(found: Accounts) -> str:
    ranked = {one.client: at for at, one in enumerate(found.abc.ranked)}
    ordered = sorted(found.accounts, key=lambda each: ranked.get(each.key, len(ranked)))
    return listing(
        ordered,
        Column(_("Client"), lambda each: cell(each.name), stay=True),
        Column(_("Channel"), lambda each: cell(each.channel)),
        *(_quarter(at) for at in range(found.quarters)),
        Column(_("This year"), lambda each: plain(each.this, 1), True, stay=True),
        Column(_("Share"), lambda each: _ranked(each, "share"), True),
        Column(_("Cumulative"), lambda each: _ranked(each, "cumulative"), True),
        Column("ABC", lambda each: each.ranked.abc if each.ranked else "", stay=True),
        Column("CV", _cv, True),
        Column("XYZ", lambda each: escape(_(each.xyz.column)), stay=True),
    )


def _quarter(at: int) -> Column[Account]:
    def show(each: Account) -> str:
        return plain(each.quarters[at], 1) if at < len(each.quarters) else ""

    return Column(f"Q{at + 1}", show, True)


def _ranked(each: Account, field: str) -> str:
    return percent(getattr(each.ranked, field), 2) if each.ranked else ""


def _cv(each: Account) -> str:
    cv = each.xyz.cv
    return "" if isinstance(cv, NotAvailable) else percent(Fraction(str(cv)), 2)


def _retention(found: Accounts) -> str:
    lines: list[Line] = list(found.by_channel.items())
    if not isinstance(found.retention, NotAvailable):
        lines.append((_("All"), found.retention))

    def of(line: Line, keys: tuple[str, ...]) -> str:
        return names(found.names(keys))

    return listing(
        lines,
        Column(_("Retention"), lambda line: cell(line[0]), stay=True),
        Column(_("Start"), lambda line: str(line[1].start), True),
        Column(_("End"), lambda line: str(line[1].end), True),
        Column(_("Clients kept"), lambda line: percent(line[1].crr, 2), True),
        Column(_("Clients lost"), lambda line: percent(line[1].churn, 2), True),
        Column(_("Revenue kept (NRR)"), lambda line: percent(line[1].nrr, 2), True),
        Column(_("Without growth (GRR)"), lambda line: percent(line[1].grr, 2), True),
        Column(pgettext("customers", "New"), lambda line: of(line, line[1].new)),
        Column(_("Lost"), lambda line: of(line, line[1].lost)),
    )
