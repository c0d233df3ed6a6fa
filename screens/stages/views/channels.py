"""Channels in the window: what each sells, earns, brings back, and what one order is worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.audit.engine.choices import ChannelCost
from facilitator.audit.results import ChannelRow
from facilitator.methods.economics import (
    ChannelFacts,
    ChannelResult,
    channel_result,
    channel_total,
)
from facilitator.methods.exact import NotAvailable
from facilitator.workshop.sources import choices_for
from screens.stages.views.look import NAMELESS, Look, month, months_of, words
from screens.stages.views.row import Kind, Value, View, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out

RETURN = "Return on channel money"
_TYPED = "Margin and cost of each channel are typed: turn to the page Channel economics."
_OTHERS = "Margin and cost are typed for other channels than those the ledger names."
_FILTERED = "Only a part of the rows is shown, and the costs typed are those of whole channels."
_SHORT = "Costs are typed for a year, and the revenue is that of fewer months."
_YEAR = 360


@dataclass(frozen=True, slots=True)
class _Measure:
    """One question asked of every channel."""

    key: str
    title: str
    kind: Kind
    rule: str
    of: Callable[[ChannelResult], Fraction | NotAvailable]
    said: str
    """How the sentence calls it."""


_MEASURES = (
    _Measure(
        "gross", "Gross profit", "money", "revenue × gross margin",
        lambda each: each.gross_profit, "gross profit",
    ),
    _Measure(
        "contribution", "Contribution", "money", "gross profit − cost of the channel",
        lambda each: each.contribution, "contribution",
    ),
    _Measure(
        "return", RETURN, "part", "contribution ÷ cost of the channel",
        lambda each: each.return_on_cost, "return on channel money",
    ),
    _Measure(
        "margin", "Contribution of revenue", "part", "contribution ÷ revenue",
        lambda each: each.contribution_margin, "contribution of revenue",
    ),
)  # fmt: skip


def channels(look: Look) -> View:
    """Revenue with growth and share, then what costs make of it, then the average order."""
    audit = look.audit
    average = [_cheque(look, each) for each in audit.channels]
    parts = [
        revenues(look, audit.channels),
        *earned(look),
        Table("Average order", average, ("average", "orders")),
        remark("counted", audit.cheque.counted),
    ]
    return View(f"Channels, {look.window}, {look.unit}", laid_out(look, parts), look.window)


def revenues(look: Look, found: Sequence[ChannelRow]) -> Table:
    """Revenue of channels with growth and share of all."""
    entries = [_revenue(look, each) for each in found]
    whole = max((each.figures.revenue for each in look.audit.channels), default=None)
    return Table("Revenue", entries, ("revenue", look.compared, "share"), whole)


def cheques(look: Look) -> View:
    """The average order, month by month, the latest first."""
    found = look.audit.cheque
    rule = f"revenue ÷ orders. {found.counted}"
    entries = [
        Entry(
            f"cheque {at}",
            month(at),
            (Value("Average order", value, "price", rule=rule),),
            words(f"Average order {month(at)}: {look.price(value)}"),
            choice=month(at),
        )
        for at, value in reversed(found.months)
        if not isinstance(value, NotAvailable)
    ]
    listed = Table(f"All channels: {look.price(found.total)}", entries, ("average",))
    parts = [listed, remark("counted", found.counted)]
    return View(f"Average order, {look.window}", laid_out(look, parts), look.window)


def _name(look: Look, each: ChannelRow) -> str:
    alone = "All sales" if len(look.audit.channels) == 1 else NAMELESS
    return each.figures.value or alone


def _revenue(look: Look, each: ChannelRow) -> Entry:
    figures, name = each.figures, _name(look, each)
    change = Value("Growth", figures.growth, "change", rule="revenue ÷ revenue before − 1")
    grown = "" if isinstance(figures.growth, NotAvailable) else look.shown(change)
    before = look.audit.coverage.before
    against = f", {grown} on {look.before if look.before != 'before' else 'the months before'}"
    fell = not isinstance(figures.growth, NotAvailable) and figures.growth < 0
    share = Value("Share", figures.share, "part", rule="revenue ÷ revenue of all channels")
    return Entry(
        f"revenue {name}",
        name,
        (Value("Revenue", figures.revenue, rule="sum of the amounts"), change, share),
        words(
            f"{name}, {look.window}: {look.money(figures.revenue)}"
            f"{against if grown and before else ''}, {look.shown(share)} of all"
        ),
        origin=figures.origin,
        place=f"{name}, {look.window}",
        tone="warn" if fell else "",
    )


def earned(look: Look) -> list[Part]:
    """Contribution and return from typed costs; where none are typed, how to type them."""
    found = _results(look)
    if isinstance(found, NotAvailable):
        return [missing("costs", "Contribution and return", found)]
    parts: list[Part] = [
        Table(measure.title, [_measured(look, measure, each) for each in found])
        for measure in _MEASURES
    ]
    window = look.audit.coverage.window
    if (window.last - window.first).days < _YEAR:
        parts.append(remark("year", _SHORT, warns=True))
    return parts


def _measured(look: Look, measure: _Measure, each: ChannelResult) -> Entry:
    value = Value(measure.title, measure.of(each), measure.kind, rule=measure.rule)
    shown = look.money(value.value) if measure.kind == "money" else look.shown(value)
    lacks = value.value.reason if isinstance(value.value, NotAvailable) else ""
    name = each.name or NAMELESS
    return Entry(
        f"{measure.key} {name}",
        name,
        (value,),
        "" if lacks else words(f"{name}, {look.window}: {measure.said} {shown}"),
        place=f"{name}, {look.window}",
        tone="muted" if lacks else "",
        detail=lacks,
    )


def _results(look: Look) -> list[ChannelResult] | NotAvailable:
    """What revenue and typed costs give, as typed now; the company last."""
    if replace(look.audit.choices.filters, channels=()).any:
        return NotAvailable(_FILTERED)
    typed = {each.channel: each for each in choices_for(look.state).costs}
    if not any(each.figures.value in typed for each in look.audit.channels):
        return NotAvailable(_OTHERS if typed else _TYPED)
    found: list[ChannelResult] = []
    for each in look.audit.channels:
        cost = typed.get(each.figures.value, ChannelCost(each.figures.value))
        facts = ChannelFacts(_name(look, each), each.figures.revenue, cost.gross_margin, cost.cost)
        found.append(channel_result(facts))
    whole = channel_total(found)
    if len(found) > 1 and not isinstance(whole, NotAvailable):
        found.append(whole)
    return found


def _cheque(look: Look, each: ChannelRow) -> Entry:
    rule = f"revenue ÷ orders. {look.audit.cheque.counted}"
    name = _name(look, each)
    orders = Value("Orders", each.orders, "count", rule=look.audit.cheque.counted)
    return Entry(
        f"cheque {name}",
        name,
        (Value("Average order", each.cheque, "price", rule=rule), orders),
        words(
            f"{name}, {look.window}: {look.shown(orders)} orders of {look.price(each.cheque)} "
            "on average"
        ),
        place=f"{name}, {look.window}",
        choice=months_of(look.audit.coverage.window),
    )
