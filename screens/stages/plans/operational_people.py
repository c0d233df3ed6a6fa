"""The people of an operational plan as lines: their own plans, channels covered, the funnel."""

from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.operational import (
    ChannelCover,
    PersonPlan,
    covers,
    period_funnel,
    person_plans,
)
from facilitator.workshop.state import State
from screens.stages.plans.operational_money import forecast_lines
from screens.stages.shown import line, money, number, plain, remark
from screens.widgets.itemlist import Item, Tone


def person_lines(state: State, today: date) -> list[Item]:
    """How the plans of people cover the channels, how ambitious they are, and the funnel."""
    items: list[Item] = []
    for each in covers(state, today):
        items += _cover(state, each)
    for plan in person_plans(state):
        items += _person(plan)
    items.append(
        Item(
            "read",
            _("Ctrl+P “Read personal plans” takes over those made from this plan."),
            tone="muted",
        )
    )
    return [*items, *_funnel(state, today)]


def _cover(state: State, found: ChannelCover) -> list[Item]:
    key = f"cover {found.channel}"
    if isinstance(found.target, NotAvailable) or isinstance(found.planned, NotAvailable):
        reason = found.target if isinstance(found.target, NotAvailable) else found.planned
        if found.named and not isinstance(found.target, NotAvailable):
            shown = _("{amount} of {target}").format(amount=0, target=money(state, found.target))
            return [Item(key, found.channel, right=shown, detail=found.named)]
        return [line(key, found.channel, reason, "")]
    right = _("{amount} of {target}").format(
        amount=plain(found.planned), target=money(state, found.target)
    )
    gap = found.gap
    short = not isinstance(gap, NotAvailable) and gap > 0
    detail = (
        _("{amount} open").format(amount=plain(gap)) + (f": {found.named}" if found.named else "")
        if short
        else ""
    )
    tone: Tone = "warn" if found.is_open else "" if short else "good"
    return [Item(key, found.channel, right=right, detail=detail, tone=tone)]


def _person(found: PersonPlan) -> list[Item]:
    key = f"person {found.row.id}"
    items: list[Item] = []
    if found.person is None:
        said = _("{called} is not on the list of people; name who follows.").format(
            called=found.called
        )
        items.append(remark(f"left {found.row.id}", said, "bad"))
    index = found.ambition
    if isinstance(index, NotAvailable):
        return [*items, line(key, _("{called}, ambition").format(called=found.called), index, "")]
    tone: Tone = "warn" if found.lacks else "good"
    shown = number(index.index, 2)
    label = _("{called}, ambition").format(called=found.called)
    return [*items, Item(key, label, right=shown, detail=called(index.band), tone=tone)]


def _funnel(state: State, today: date) -> list[Item]:
    found = period_funnel(state, today)
    items = [Item("funnel", _("Funnel of the period, worked back"), tone="heading")]
    shown = plain(found.contracts)
    label = _("New contracts wanted")
    items.append(line("wanted", label, found.contracts, shown, detail=found.basis))
    if isinstance(found.needs, NotAvailable):
        return [*items, line("needs", _("Steps"), found.needs, "")]
    samples = {name: (count, small) for name, count, small in found.samples}
    for need in found.needs:
        count, small = samples.get(need.stage, (None, False))
        basis = "" if count is None else _("of {count} counted").format(count=count)
        if basis and small:
            basis = f"{basis}, {_('small sample')}"
        items.append(
            line(f"need {need.stage}", need.stage, need.count, _count(need.count), detail=basis)
        )
    return items


def _count(count: int | NotAvailable) -> str:
    return "" if isinstance(count, NotAvailable) else str(count)


def target_lines(state: State, today: date) -> list[Item]:
    """The funnel worked back from the contracts wanted, then the forecast."""
    return [*_funnel(state, today), *forecast_lines(state, today)]
