"""What each channel earns, and what the money put into it brings."""

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.sales import TOTAL
from facilitator.workshop.state import State
from screens.stages.shown import heading, line, money, percent
from screens.widgets.itemlist import Item


def economics_lines(state: State) -> list[Item]:
    """Profit, contribution and return of each channel in the last whole year."""
    found = economics(state)
    if isinstance(found, NotAvailable):
        return []
    lines: list[Item] = []
    everyone = [*found.channels]
    if not isinstance(found.total, NotAvailable):
        everyone.append(found.total)
    for each in everyone:
        lines += [
            heading(f"{_(TOTAL) if each is found.total else each.name} {found.year}"),
            line(
                f"{each.name} gp",
                _("Gross profit"),
                each.gross_profit,
                money(state, each.gross_profit),
            ),
            line(
                f"{each.name} c",
                _("Contribution"),
                each.contribution,
                money(state, each.contribution),
            ),
            line(
                f"{each.name} r",
                _("Return on channel money"),
                each.return_on_cost,
                percent(each.return_on_cost),
                tone="picked",
            ),
            line(
                f"{each.name} m",
                _("Contribution of revenue"),
                each.contribution_margin,
                percent(each.contribution_margin),
            ),
        ]
    return lines
