"""The clients of a sales plan as lines: revenue new and kept, growth, retention."""

from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _, ngettext
from facilitator.workshop.plans.sales_metrics import client_revenue, retained, revenue_growth
from facilitator.workshop.results.sales import TOTAL
from facilitator.workshop.state import State
from screens.stages.shown import line, percent, remark
from screens.widgets.itemlist import Item


def client_lines(state: State, today: date) -> list[Item]:
    """Revenue of new clients and churn by period, growth by year, retention."""
    items: list[Item] = []
    for each in client_revenue(state):
        items.append(Item(each.key, each.period, tone="heading"))
        share = percent(each.new_share)
        items.append(line(f"{each.key} new", _("Of new clients"), each.new_share, share))
        items.append(line(f"{each.key} churn", _("Churn"), each.churn, percent(each.churn)))
        if not isinstance(each.change, NotAvailable) and each.change.sentence:
            made = (
                _("{actions} does.").format(actions=", ".join(each.actions))
                if each.actions
                else _("P makes an action.")
            )
            items.append(remark(f"{each.key} back", f"{each.change.sentence} {made}"))
    for name, year, growth in revenue_growth(state):
        shown = percent(growth, sign=True)
        said = _(name) if name == TOTAL else name
        items.append(
            line(
                f"yoy {name}",
                _("{name} {year}, year on year").format(name=said, year=year),
                growth,
                shown,
            )
        )
    kept = retained(state)
    if not isinstance(kept, NotAvailable):
        basis = ngettext(
            "{count} clients at the start", "{count} clients at the start", kept.start
        ).format(count=kept.start)
        items.append(line("crr", _("Clients kept"), kept.crr, percent(kept.crr), detail=basis))
        items.append(line("churned", _("Churn"), kept.churn, percent(kept.churn)))
        items.append(line("nrr", _("Net revenue retention"), kept.nrr, percent(kept.nrr)))
        items.append(line("grr", _("Gross revenue retention"), kept.grr, percent(kept.grr)))
    return items
