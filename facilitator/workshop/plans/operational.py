"""Operational plan: personal plans against channels, the funnel of the period, resources, risks.

Source: coverage rows 118–133, methods 2.14.3 and 2.14.6, agenda 3.3, worked example 5.20.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.ambition import Ambition, AmbitionIndex, ambition, justification_warning
from facilitator.methods.exact import Figure, NotAvailable, known, total
from facilitator.methods.funnel import Need, contracts_needed, work_back
from facilitator.methods.remarks import Remark
from facilitator.methods.resources import Resource, check_resources
from facilitator.methods.risks import Risk, check_risks, ranked
from facilitator.model import Channel, Participant, Record
from facilitator.words.language import _
from facilitator.workshop.plans.months import period_plan
from facilitator.workshop.plans.operational_deals import TARGETS, period_forecast
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.funnel import BRIDGE, funnel
from facilitator.workshop.results.reading import answer, fillings, guarded, initials, number
from facilitator.workshop.state import State

PERSONAL, GAP, GOALS, RISKS, RESOURCES = (
    "personal_plans",
    "period_gap",
    "period_goals",
    "risks",
    "resources",
)
MONEY = "volume"
"""The type of a goal that is about money; every other type is not."""


# -- personal plans --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What one person takes on in the period; money in the session's unit."""

    row: Record
    person: Participant | None
    """None when nobody on the list of people is called so: the person left, or is misspelt."""
    channel: str
    paid: Figure
    ambition: AmbitionIndex | NotAvailable
    lacks: str
    """What keeps it from being hard but doable, or justified; empty when nothing does."""

    @property
    def called(self) -> str:
        """The name as typed."""
        return rows.text(self.row, "name")


def person_named(state: State, words: str) -> Participant | None:
    """Somebody on the list of people by initials or name."""
    wanted = words.strip().casefold()
    return next(
        (
            person
            for person in state.people
            if wanted in (person.initials.casefold(), person.name.casefold())
        ),
        None,
    )


def person_plans(state: State) -> tuple[PersonPlan, ...]:
    """Every personal plan of the period, in the order of the ledger."""
    return state.memo(
        "person plans",
        lambda: tuple(_person_plan(state, row) for row in rows.records(state, PERSONAL)),
    )


def _person_plan(state: State, row: Record) -> PersonPlan:
    paid, expected = rows.number(row, "paid"), rows.number(row, "expected")
    channel = rows.channel(state, row, "channel")
    index = ambition(paid, expected)
    return PersonPlan(
        row=row,
        person=person_named(state, rows.text(row, "name")),
        channel=channel.name if channel else "",
        paid=NotAvailable(_("Paid revenue is not planned yet."))
        if paid is None
        else Fraction(paid),
        ambition=index,
        lacks=_lacks(row, index),
    )


def _lacks(row: Record, index: AmbitionIndex | NotAvailable) -> str:
    name = rows.text(row, "name")
    if isinstance(index, NotAvailable):
        return _("{name}: say what is expected anyway, so that the target can be weighed.").format(
            name=name
        )
    if index.band is Ambition.HARD:
        return ""
    if justification_warning(rows.text(row, "why")) is None:
        return ""
    return _("{name}: {ambition}; say in 30 characters or more why it can be done.").format(
        name=name, ambition=_(index.band)
    )


@dataclass(frozen=True, slots=True)
class ChannelCover:
    """A channel's target against what people take on."""

    channel: str
    target: Figure
    people: tuple[PersonPlan, ...]
    planned: Figure
    named: str
    """How the room closes the gap, where it said so."""

    @property
    def gap(self) -> Figure:
        """Target − planned; above zero nobody takes that part on."""
        both = known(self.target, self.planned)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]

    @property
    def is_open(self) -> bool:
        """Whether there is a gap, and nobody said how it is closed."""
        return not isinstance(self.gap, NotAvailable) and self.gap > 0 and not self.named


def covers(state: State, today: date) -> tuple[ChannelCover, ...]:
    """Personal plans of each channel against its target of the period."""
    keys = {row.name: row.id for row in state.rows(Channel)}
    found: list[ChannelCover] = []
    for each in period_plan(state, today).channels:
        mine = tuple(plan for plan in person_plans(state) if plan.channel == each.name)
        sums = [plan.paid for plan in mine]
        planned: Figure = NotAvailable(
            _("Nobody has a personal plan for {channel} yet.").format(channel=each.name)
        )
        if mine:
            values = known(*sums)
            planned = values if isinstance(values, NotAvailable) else total(values)
        named = answer(state, GAP, "gap", keys.get(each.name, ""))
        found.append(ChannelCover(each.name, each.total, mine, planned, named))
    return tuple(found)


# -- funnel of the period --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PeriodFunnel:
    """How many of each step the period needs for the contracts wanted."""

    contracts: Figure
    basis: str
    average: Figure
    needs: tuple[Need, ...] | NotAvailable
    samples: tuple[tuple[str, int | None, bool], ...]
    """Step, deals counted behind its rate, whether they are fewer than 30."""


def period_funnel(state: State, today: date) -> PeriodFunnel:
    """Work back from the contracts wanted through the team's conversions (methods 2.14.3)."""
    average = _average(state)
    contracts, basis = _contracts(state, today, average)
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return PeriodFunnel(contracts, basis, average, found, ())
    samples = tuple((step.stage, step.count, step.small_sample) for step in found.steps)
    if isinstance(contracts, NotAvailable):
        return PeriodFunnel(contracts, basis, average, contracts, samples)
    needs = guarded(lambda: work_back(contracts, found.names, found.rates))
    return PeriodFunnel(contracts, basis, average, needs, samples)


def _average(state: State) -> Figure:
    typed = number(answer(state, TARGETS, "average"))
    if typed is not None:
        return typed
    for given in fillings(state, BRIDGE).values():
        found = number(given.get("contract", ""))
        if found is not None:
            return found
    return NotAvailable(_("The average contract is not known; type it."))


def _contracts(state: State, today: date, average: Figure) -> tuple[Figure, str]:
    typed = number(answer(state, TARGETS, "contracts"))
    if typed is not None:
        return typed, _("typed")
    gap = period_forecast(state, today).gap
    both = known(gap, average)
    if isinstance(both, NotAvailable):
        return both, ""
    needed = contracts_needed(both[0], both[1])
    if isinstance(needed, NotAvailable):
        return needed, ""
    return Fraction(needed), _("what the forecast leaves open ÷ average contract")


# -- goals, resources, risks -----------------------------------------------------------------------


def goals_beyond_money(state: State) -> tuple[Record, ...]:
    """Goals of the period that are not about volume."""
    return tuple(
        row for row in rows.records(state, GOALS) if rows.text(row, "type") not in ("", MONEY)
    )


def resources(state: State) -> tuple[Resource, ...]:
    """What is needed and what there is."""
    return tuple(
        Resource(
            name=rows.text(row, "text"),
            need=rows.number(row, "need"),
            available=rows.number(row, "available"),
            unit=rows.text(row, "unit"),
            answer=rows.text(row, "answer"),
        )
        for row in rows.records(state, RESOURCES)
    )


def shortages(state: State) -> tuple[Remark, ...]:
    """Shortages nobody has an answer to."""
    return check_resources(resources(state))


def risks(state: State) -> tuple[Risk, ...]:
    """Every risk, the highest score first."""
    return ranked([_risk(state, row) for row in rows.records(state, RISKS)])


def _risk(state: State, row: Record) -> Risk:
    return Risk(
        ref=row.ref,
        probability=_whole(row, "probability"),
        impact=_whole(row, "impact"),
        response=rows.text(row, "response"),
        owner=initials(state, rows.text(row, "person")),
        trigger=rows.text(row, "trigger"),
    )


def _whole(row: Record, field: str) -> int | None:
    found = rows.number(row, field)
    return None if found is None or found != found.to_integral_value() else int(found)


def risk_remarks(state: State) -> tuple[Remark, ...]:
    """What is still open about the risks."""
    return check_risks(risks(state))
