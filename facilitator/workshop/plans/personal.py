"""Personal plan: whose it is, its period, the opening position and what it is expected to bring.

Source: methods 2.14.4, 2.14.5; coverage rows 143–147; worked example 5.20. Money is in the unit of
the session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, fraction, or_none
from facilitator.methods.forecast import (
    CarryOver,
    Closing,
    Forecast,
    Opening,
    carry_over,
    closing_in,
    counted_twice,
    forecast,
)
from facilitator.methods.funnel import Deal
from facilitator.methods.periods import Period
from facilitator.model import Channel, Participant, Record
from facilitator.model.workshop import PERSONAL_PLAN
from facilitator.words.language import N_, _
from facilitator.workshop.plans.personal_rates import chance_at
from facilitator.workshop.plans.stale import CLOSED, stale
from facilitator.workshop.results.reading import answer, guarded, number
from facilitator.workshop.results.records import day, records, text
from facilitator.workshop.results.records import number as figure
from facilitator.workshop.state import State

UNPAID, DEALS, TARGETS, OPENING = "unpaid", "deals", "targets", "opening"
UNIT = {"one": 1, "thousand": 1_000, "million": 1_000_000}
"""What one of the session's unit is in whole currency."""


def is_personal(state: State) -> bool:
    """Whether this is the plan of one person."""
    return state.workshop.kind == PERSONAL_PLAN


def author(state: State) -> Participant | NotAvailable:
    """The person whose plan it is."""
    name = state.workshop.person
    found = next((each for each in state.people if each.name == name), None)
    if found is None:
        if not name:
            return NotAvailable(_("Nobody is named whose plan this is; make it with a person."))
        return NotAvailable(
            _("{name} is not among the people of this plan; F12 adds people.").format(name=name)
        )
    return found


def period_of(state: State) -> Period | NotAvailable:
    """The days of the plan."""
    first, last = state.workshop.period_first, state.workshop.period_last
    if first is None or last is None:
        return NotAvailable(_("The plan has no period; make it with --period 2027-02."))
    return Period(first, last)


def channel_of(state: State) -> str:
    """The name of the channel the person sells in, empty when nobody said."""
    person = author(state)
    if isinstance(person, NotAvailable):
        return ""
    row = state.find(Channel, person.channel_id)
    return row.name if row else ""


def as_of(period: Period, today: date) -> date:
    """The day an opening position holds for: today, within the period."""
    return min(max(today, period.first), period.last)


@dataclass(frozen=True, slots=True)
class DealRow:
    """An open deal of the person with where its chance comes from."""

    row: Record
    deal: Deal
    basis: str
    stale: str
    """Why it counts as stale; empty when it moves."""


@dataclass(frozen=True, slots=True)
class Position:
    """What the period begins with."""

    as_of: date
    items: tuple[CarryOver, ...]
    unpaid: Opening
    deals: Closing
    listed: tuple[DealRow, ...]
    twice: tuple[str, ...]
    """Clients that stand among unpaid contracts and among open deals."""
    without_amount: tuple[str, ...]
    forecast: Forecast


def mine(state: State, ledger: str) -> list[Record]:
    """Rows of a ledger that are the person's, or nobody's."""
    person = author(state)
    rows = records(state, ledger)
    if isinstance(person, NotAvailable):
        return rows
    return [row for row in rows if text(row, "person") in ("", person.id)]


def position(state: State, today: date) -> Position | NotAvailable:
    """Unpaid contracts, deals in progress, and the money expected in the period."""
    return state.memo(("position", today), lambda: guarded(lambda: _position(state, today)))


def _position(state: State, today: date) -> Position | NotAvailable:
    period = period_of(state)
    if isinstance(period, NotAvailable):
        return period
    day_meant = as_of(period, today)
    owed = mine(state, UNPAID)
    running = [row for row in mine(state, DEALS) if text(row, "stage") not in CLOSED]
    items = [item for row in owed if (item := _carried(row)) is not None]
    listed = [found for row in running if (found := _deal(state, row, period, today)) is not None]
    unpaid = carry_over(items, period, day_meant)
    deals = closing_in([each.deal for each in listed], period)
    missing = [row.ref for row in (*owed, *running) if figure(row, "amount") is None]
    return Position(
        as_of=day_meant,
        items=tuple(items),
        unpaid=unpaid,
        deals=deals,
        listed=tuple(listed),
        twice=counted_twice([_name(row) for row in owed], [_name(row) for row in running]),
        without_amount=tuple(missing),
        forecast=_forecast(state, items, unpaid, listed, deals),
    )


def _name(row: Record) -> str:
    return text(row, "client")


def _carried(row: Record) -> CarryOver | None:
    amount = figure(row, "amount")
    if amount is None:
        return None
    return CarryOver(_name(row), amount, _share(row), day(row, "due"), day(row, "promised_date"))


def _share(row: Record) -> Fraction | None:
    typed = figure(row, "probability")
    return None if typed is None else fraction(typed) / 100


def _deal(state: State, row: Record, period: Period, today: date) -> DealRow | None:
    """A deal without a month is taken to close within the period; `basis` says so."""
    amount = figure(row, "amount")
    if amount is None:
        return None
    typed = _share(row)
    if typed is not None:
        chance, basis = typed, _("typed")
    else:
        found = chance_at(state, text(row, "stage"))
        chance, basis = found.share, found.basis
    closes = day(row, "closes")
    if closes is None:
        basis = _("{basis}; no month is said, so it counts here").format(basis=basis)
    shown = or_none(chance)
    called = f"{text(row, 'code')} {_name(row)}".strip()
    said = stale(state, row, today) or ""
    return DealRow(row, Deal(called, amount, shown, closes or period.last), basis, said)


def _forecast(
    state: State,
    items: Sequence[CarryOver],
    unpaid: Opening,
    listed: Sequence[DealRow],
    deals: Closing,
) -> Forecast:
    repeat = number(answer(state, TARGETS, "repeat"))
    return forecast(
        {
            N_("Issued, unpaid"): unpaid.expected
            if items
            else NotAvailable(_("No unpaid contract is listed.")),
            N_("Deals in progress"): deals.expected
            if listed
            else NotAvailable(_("No open deal is listed.")),
            N_("Repeat sales"): NotAvailable(_("Not entered; type them beside the targets."))
            if repeat is None
            else repeat,
        }
    )
