"""Channels in the window: what each sells, earns, brings back, and what one order is worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.audit.engine.choices import ChannelCost
from facilitator.audit.results import ChannelRow
from facilitator.methods.economics import (
    TOTAL,
    ChannelFacts,
    ChannelResult,
    channel_result,
    channel_total,
)
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _
from facilitator.workshop.sources import choices_for
from screens.stages.views.look import NAMELESS, Look, month, months_of, words
from screens.stages.views.row import Kind, Value, View, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out

RETURN = N_("Return on channel money")
_TYPED = N_("Margin and cost of each channel are typed: turn to the page Channel economics.")
_OTHERS = N_("Margin and cost are typed for other channels than those the ledger names.")
_FILTERED = N_("Only a part of the rows is shown, and the costs typed are those of whole channels.")
_SHORT = N_("Costs are typed for a year, and the revenue is that of fewer months.")
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
        "gross", N_("Gross profit"), "money", N_("revenue × gross margin"),
        lambda each: each.gross_profit, N_("gross profit"),
    ),
    _Measure(
        "contribution", N_("Contribution"), "money", N_("gross profit − cost of the channel"),
        lambda each: each.contribution, N_("contribution"),
    ),
    _Measure(
        "return", RETURN, "part", N_("contribution ÷ cost of the channel"),
        lambda each: each.return_on_cost, N_("return on channel money"),
    ),
    _Measure(
        "margin", N_("Contribution of revenue"), "part", N_("contribution ÷ revenue"),
        lambda each: each.contribution_margin, N_("contribution of revenue"),
    ),
)  # fmt: skip


def channels(look: Look) -> View:
    """Revenue with growth and share, then what costs make of it, then the average order."""
    audit = look.audit
    average = [_cheque(look, each) for each in audit.channels]
    parts = [
        revenues(look, audit.channels),
        *earned(look),
        Table(_("Average order"), average, (_("average"), _("orders"))),
        remark("counted", audit.cheque.counted),
    ]
    return View(
        _("Channels, {window}, {unit}").format(window=look.window, unit=look.unit),
        laid_out(look, parts),
        look.window,
    )


def revenues(look: Look, found: Sequence[ChannelRow]) -> Table:
    """Revenue of channels with growth and share of all."""
    entries = [_revenue(look, each) for each in found]
    whole = max((each.figures.revenue for each in look.audit.channels), default=None)
    return Table(_("Revenue"), entries, (_("revenue"), look.compared, _("share")), whole)


def cheques(look: Look) -> View:
    """The average order, month by month, the latest first."""
    found = look.audit.cheque
    rule = _("revenue ÷ orders. {counted}").format(counted=found.counted)
    entries = [
        Entry(
            f"cheque {at}",
            month(at),
            (Value(_("Average order"), value, "price", rule=rule),),
            words(
                _("Average order {month}: {price}").format(month=month(at), price=look.price(value))
            ),
            choice=month(at),
        )
        for at, value in reversed(found.months)
        if not isinstance(value, NotAvailable)
    ]
    listed = Table(
        _("All channels: {price}").format(price=look.price(found.total)), entries, (_("average"),)
    )
    parts = [listed, remark("counted", found.counted)]
    return View(
        _("Average order, {window}").format(window=look.window), laid_out(look, parts), look.window
    )


def _name(look: Look, each: ChannelRow) -> str:
    alone = _("All sales") if len(look.audit.channels) == 1 else _(NAMELESS)
    return each.figures.value or alone


def _revenue(look: Look, each: ChannelRow) -> Entry:
    figures, name = each.figures, _name(look, each)
    change = Value(_("Growth"), figures.growth, "change", rule=_("revenue ÷ revenue before − 1"))
    grown = "" if isinstance(figures.growth, NotAvailable) else look.shown(change)
    before = look.audit.coverage.before
    facts = [f"{name}, {look.window}: {look.money(figures.revenue)}"]
    if grown and before:
        on = look.before if look.before.isdigit() else _("the months before")
        facts.append(_("{change} on {base}").format(change=grown, base=on))
    fell = not isinstance(figures.growth, NotAvailable) and figures.growth < 0
    share = Value(_("Share"), figures.share, "part", rule=_("revenue ÷ revenue of all channels"))
    facts.append(_("{share} of all").format(share=look.shown(share)))
    return Entry(
        f"revenue {name}",
        name,
        (Value(_("Revenue"), figures.revenue, rule=_("sum of the amounts")), change, share),
        words(", ".join(facts)),
        origin=figures.origin,
        place=f"{name}, {look.window}",
        tone="warn" if fell else "",
    )


def earned(look: Look) -> list[Part]:
    """Contribution and return from typed costs; where none are typed, how to type them."""
    found = _results(look)
    if isinstance(found, NotAvailable):
        return [missing("costs", _("Contribution and return"), found)]
    parts: list[Part] = [
        Table(_(measure.title), [_measured(look, measure, each) for each in found])
        for measure in _MEASURES
    ]
    window = look.audit.coverage.window
    if (window.last - window.first).days < _YEAR:
        parts.append(remark("year", _(_SHORT), warns=True))
    return parts


def _measured(look: Look, measure: _Measure, each: ChannelResult) -> Entry:
    value = Value(_(measure.title), measure.of(each), measure.kind, rule=_(measure.rule))
    shown = look.money(value.value) if measure.kind == "money" else look.shown(value)
    lacks = value.value.reason if isinstance(value.value, NotAvailable) else ""
    name = _(TOTAL) if each.name == TOTAL else each.name or _(NAMELESS)
    return Entry(
        f"{measure.key} {name}",
        name,
        (value,),
        "" if lacks else words(f"{name}, {look.window}: {_(measure.said)} {shown}"),
        place=f"{name}, {look.window}",
        tone="muted" if lacks else "",
        detail=lacks,
    )


def _results(look: Look) -> list[ChannelResult] | NotAvailable:
    """What revenue and typed costs give, as typed now; the company last."""
    if replace(look.audit.choices.filters, channels=()).any:
        return NotAvailable(_(_FILTERED))
    typed = {each.channel: each for each in choices_for(look.state).costs}
    if not any(each.figures.value in typed for each in look.audit.channels):
        return NotAvailable(_(_OTHERS) if typed else _(_TYPED))
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
    rule = _("revenue ÷ orders. {counted}").format(counted=look.audit.cheque.counted)
    name = _name(look, each)
    orders = Value(_("Orders"), each.orders, "count", rule=look.audit.cheque.counted)
    return Entry(
        f"cheque {name}",
        name,
        (Value(_("Average order"), each.cheque, "price", rule=rule), orders),
        words(
            _("{name}, {window}: {orders} orders of {price} on average").format(
                name=name,
                window=look.window,
                orders=look.shown(orders),
                price=look.price(each.cheque),
            )
        ),
        place=f"{name}, {look.window}",
        choice=months_of(look.audit.coverage.window),
    )
