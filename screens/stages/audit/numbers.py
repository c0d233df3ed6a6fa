"""The figures of the audit in a few lines, to stand beside what the room says about them."""

from collections.abc import Iterator

from facilitator.methods.abc_classes import Concentration
from facilitator.methods.exact import NotAvailable
from facilitator.model import Card
from facilitator.words.language import _
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.audit import ledger_audit
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.sale_steps import weak_steps
from facilitator.workshop.results.sales import TOTAL, sales
from facilitator.workshop.state import State
from screens.stages.shown import money, number, percent
from screens.widgets.itemlist import Item

PINNED = "pinned"


def audit_items(state: State) -> list[Item]:
    """Revenue, return, clients, loyalty, the weakest step, pinned findings; empty without any."""
    return state.memo("audit numbers", lambda: _items(state))


def _items(state: State) -> list[Item]:
    items = [*_revenue(state), *_return(state), *_clients(state), *_loyalty(state), *_funnel(state)]
    pinned = [card for card in state.rows(Card) if PINNED in card.tags and card.board[:1] == "A"]
    return [*items, *(Item(card.id, card.text, card.ref, "★") for card in pinned)]


def _revenue(state: State) -> Iterator[Item]:
    found = sales(state)
    if isinstance(found, NotAvailable):
        return
    for each in (*found.channels, found.total):
        whole = [year for year, sum in each.years.items() if not isinstance(sum, NotAvailable)]
        if not whole:
            continue
        last = max(whole)
        growth = each.year_growth.get(last)
        shown = money(state, each.years[last])
        if growth is not None and not isinstance(growth, NotAvailable):
            shown += f" {percent(growth, sign=True)}"
        tone = "bad" if each.declines else ""
        name = _(TOTAL) if each is found.total else each.name
        yield Item(f"revenue {each.name}", f"{name} {last}", right=shown, tone=tone)


def _return(state: State) -> Iterator[Item]:
    found = economics(state)
    if isinstance(found, NotAvailable):
        return
    for each in found.channels:
        if not isinstance(each.return_on_cost, NotAvailable):
            shown = percent(each.return_on_cost)
            yield Item(
                f"return {each.name}", _("Return, {name}").format(name=each.name), right=shown
            )


def _clients(state: State) -> Iterator[Item]:
    found = accounts(state)
    if not isinstance(found, NotAvailable):
        hanging = found.concentration
        if not isinstance(hanging, NotAvailable):
            yield _dependence(hanging)
        if not isinstance(found.retention, NotAvailable):
            kept = found.retention.crr
            yield Item("kept", _("Clients kept"), right=percent(kept))
        return
    read = ledger_audit(state)
    if read is not None and not isinstance(read.abc, NotAvailable):
        yield _dependence(read.abc.concentration)


def _dependence(found: Concentration) -> Item:
    return Item("top3", _("Three largest clients"), right=percent(found.top3))


def _loyalty(state: State) -> Iterator[Item]:
    found = loyalty(state)
    if not isinstance(found, NotAvailable) and not isinstance(found.total, NotAvailable):
        total = found.total
        yield Item(
            "nps",
            _("NPS of {answers}").format(answers=total.answers),
            right=number(total.score, 0, sign=True),
        )


def _funnel(state: State) -> Iterator[Item]:
    found = weak_steps(state).conversion
    if not isinstance(found, NotAvailable):
        step, rate, count = found
        yield Item(
            "step",
            _("From {step} on").format(step=step),
            right=_("{share} of {count}").format(share=percent(rate), count=count),
            tone="warn",
        )
