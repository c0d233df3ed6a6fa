"""The charts of a session as plain data, for every format that draws: no more than is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from exports.words import line
from facilitator.methods.exact import NotAvailable
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.actions import plan_on
from facilitator.workshop.results.audit import ledger_audit, scale
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
    """One chart; `kind` is the kind of the stage it belongs to, `places` the decimals shown."""

    id: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    kind: str
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
            yield Chart("sales", "Sales by year", _unit(state), tuple(years), "figures")
    clients = _clients(state)
    if clients:
        title = "Clients by revenue, and their share together"
        yield Chart("clients", title, _unit(state), clients, "figures")
    scored = _scores(state)
    if scored:
        yield Chart("channels", "Channel scores", "", scored, "matrix", places=2)
    loads = tuple(
        Bar(_name(state, each.owner), Fraction(each.actions))
        for each in plan_on(state, today).loads
    )
    if loads:
        yield Chart("load", "Actions of each owner", "", loads, "ledger")


def _clients(state: State) -> tuple[Bar, ...]:
    ranked = ranked_clients(state)
    if len(ranked) <= MOST_CLIENTS:
        return ranked
    rest = ranked[MOST_CLIENTS - 1 :]
    others = sum((bar.value for bar in rest), Fraction(0))
    return (*ranked[: MOST_CLIENTS - 1], Bar(f"{len(rest)} others", others, rest[-1].cumulative))


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
        Bar(line(place.option), Fraction(place.score), None, str(roles.get(place.option, "")))
        for place in evaluation.ranking.places
    )


def _name(state: State, initials: str) -> str:
    names = {each.initials: each.name for each in state.people}
    return line(names.get(initials, initials))


def _unit(state: State) -> str:
    many = "" if state.workshop.unit == "one" else f"{state.workshop.unit} "
    return line(f"{many}{state.workshop.currency}")
