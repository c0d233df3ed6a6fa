"""When and where a sales plan sells, as lines: season of each channel, territories."""

from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.model import Channel
from facilitator.words.language import N_, _
from facilitator.workshop.plans.sales_season import ChannelSeason, seasons
from facilitator.workshop.results.records import number, records, text
from facilitator.workshop.state import State
from screens.stages.shown import number as figure
from screens.stages.shown import plain, remark
from screens.widgets.itemlist import Item

_MONTHS = N_("J F M A M J J A S O N D")
"""The first letters of the months."""


def season_lines(state: State, today: date) -> list[Item]:
    """The index of every month, by channel, with the months to push and to promote."""
    items: list[Item] = []
    for each in seasons(state):
        items.append(Item(f"season {each.channel}", each.channel, tone="heading"))
        if isinstance(each.indices, NotAvailable):
            items.append(Item(f"none {each.channel}", each.indices.reason, tone="muted"))
            continue
        items += _indices(each)
        items += [remark(f"{each.channel} {at}", said) for at, said in enumerate(each.remarks)]
    return items


def _indices(found: ChannelSeason) -> list[Item]:
    values = () if isinstance(found.indices, NotAvailable) else found.indices
    letters = _(_MONTHS).split()
    rows = [
        "  ".join(f"{letters[at]} {figure(values[at], 2)}" for at in range(first, first + 4))
        for first in range(0, len(values), 4)
    ]
    strong, weak = ", ".join(found.strongest), ", ".join(found.weakest)
    items = [Item(f"{found.channel} row {at}", row) for at, row in enumerate(rows)]
    items.append(Item(f"{found.channel} strong", _("Strongest"), right=strong, detail=found.basis))
    items.append(Item(f"{found.channel} weak", _("Weakest"), right=weak))
    if found.push:
        items.append(Item(f"{found.channel} push", _("To push"), right=", ".join(found.push)))
    if found.promote:
        items.append(
            Item(f"{found.channel} promo", _("To promote"), right=", ".join(found.promote))
        )
    return items


def territory_lines(state: State, today: date) -> list[Item]:
    """How many matching companies were counted, in how many regions."""
    listed = records(state, "territories")
    counts = [found for row in listed if (found := number(row, "companies")) is not None]
    if not counts:
        return []
    basis = _("{counted} of {regions} regions have a count").format(
        counted=len(counts), regions=len(listed)
    )
    shown = plain(sum(counts))
    return [Item("companies", _("Matching companies"), right=shown, detail=basis)]


def buying_lines(state: State, today: date) -> list[Item]:
    """The season, and whether the promotions it asks for are in the budget."""
    promoted = any(each.promote for each in seasons(state))
    lines = records(state, "budget")
    paid = any(text(row, "category") == "promotion" for row in lines)
    items = season_lines(state, today)
    if promoted and lines and not paid:
        items.append(remark("promotion", _("Promotions are planned, but the budget has none.")))
    if not state.rows(Channel):
        items.append(
            Item("channels", _("There are no channels yet: F12 takes them in."), tone="muted")
        )
    return items
