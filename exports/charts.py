"""The charts of a session as plain data, for every format that draws: no more than is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from exports.words import line, spoken
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _, ngettext
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.actions import plan_on
from facilitator.workshop.results.audit import ledger_audit, scale
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.priority import priority
from facilitator.workshop.results.sales import sales
from facilitator.workshop.state import State

MOST_CLIENTS = 12
"""Bars of a Pareto chart that stay legible; the others are one bar."""
PARETO_LINE = Fraction(80, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, and in a Pareto chart the share of all bars so far."""

    label: str
    value: Fraction
    cumulative: Fraction | None = None
    mark: str = ""
    """A class or a remark that stands beside the label."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart; `about` is the sheet, the ledger or the kind of stage it belongs to.

    `places` are the decimals shown.
    """

    id: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    about: str
    places: int = 0

    @property
    def is_pareto(self) -> bool:
        """Whether a line of cumulative shares belongs over the bars."""
        return any(bar.cumulative is not None for bar in self.bars)


def charts(state: State, today: date) -> tuple[Chart, ...]:
    """Every chart the session has figures for, in the order of the programme."""
    return tuple(_charts(state, today))


def _charts(state: State, today: date) -> Iterator[Chart]:
    found = sales(state)
    if not isinstance(found, NotAvailable):
        years = [
            Bar(str(year), value)
            for year, value in found.total.years.items()
            if not isinstance(value, NotAvailable)
        ]
        if years:
            yield Chart("sales", _("Sales by year"), _unit(state), tuple(years), "sales")
    yield from _earned(state)
    clients = _clients(state)
    if clients:
        title = _("Clients by revenue, and their share together")
        yield Chart("clients", title, _unit(state), clients, "accounts")
    yield from _loyalty(state)
    scored = _scores(state)
    if scored:
        yield Chart("channels", _("Channel scores"), "", scored, "matrix", places=2)
    yield from _funnel(state)
    loads = tuple(
        Bar(_name(state, each.owner), Fraction(each.actions))
        for each in plan_on(state, today).loads
    )
    if loads:
        yield Chart("load", _("Actions of each owner"), "", loads, "actions")


def _earned(state: State) -> Iterator[Chart]:
    found = economics(state)
    if isinstance(found, NotAvailable):
        return
    bars = tuple(
        Bar(line(each.name), each.contribution)
        for each in found.channels
        if not isinstance(each.contribution, NotAvailable)
    )
    if bars:
        title = _("Contribution of each channel {year}").format(year=line(found.year))
        yield Chart("economics", title, _unit(state), bars, "economics")


def _loyalty(state: State) -> Iterator[Chart]:
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        return
    bars = tuple(Bar(line(name), each.score) for name, each in found.channels.items())
    if bars:
        yield Chart("nps", _("Loyalty (NPS) of each channel"), "", bars, "nps")


def _funnel(state: State) -> Iterator[Chart]:
    found = funnel(state)
    if isinstance(found, NotAvailable) or not found.steps:
        return
    bars = tuple(
        Bar(line(each.stage), Fraction(each.count))
        for each in found.steps
        if each.count is not None
    )
    yield Chart("funnel", _("Sales funnel as counted"), "", bars, "funnel")


def _clients(state: State) -> tuple[Bar, ...]:
    ranked = ranked_clients(state)
    if len(ranked) <= MOST_CLIENTS:
        return ranked
    rest = ranked[MOST_CLIENTS - 1 :]
    others = sum((bar.value for bar in rest), Fraction(0))
    return (*ranked[: MOST_CLIENTS - 1], Bar(_others(len(rest)), others, rest[-1].cumulative))


def _others(count: int) -> str:
    return ngettext("{n} other", "{n} others", count).format(n=count)


def ranked_clients(state: State) -> tuple[Bar, ...]:
    """Every client by revenue with class and share together, typed or from the ledger."""
    typed = accounts(state)
    if not isinstance(typed, NotAvailable):
        names = {each.key: line(each.name) for each in typed.accounts}
        return tuple(
            Bar(names[each.client], each.revenue, each.cumulative, each.abc)
            for each in typed.abc.ranked
        )
    audit = ledger_audit(state)
    if audit is None or isinstance(audit.abc, NotAvailable):
        return ()
    many = scale(state)
    return tuple(
        Bar(line(row.customer), row.revenue / many, row.cumulative, row.abc)
        for row in audit.abc.ranked.rows
        if not isinstance(row.cumulative, NotAvailable)
    )


def _scores(state: State) -> tuple[Bar, ...]:
    evaluation = priority(state).evaluation
    if isinstance(evaluation, NotAvailable):
        return ()
    roles = {channel.name: channel.role for channel in priority(state).channels}
    return tuple(
        Bar(line(place.option), Fraction(place.score), None, spoken(roles.get(place.option) or ""))
        for place in evaluation.ranking.places
    )


def _name(state: State, initials: str) -> str:
    names = {each.initials: each.name for each in state.people}
    return line(names.get(initials, initials))


def _unit(state: State) -> str:
    workshop = state.workshop
    many = "" if workshop.unit == "one" else f"{spoken(workshop.unit)} "
    return line(f"{many}{workshop.currency}")
