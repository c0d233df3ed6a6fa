"""Pay that follows from a personal plan, in whole currency.

Source: coverage rows 156–159; worked example 5.20.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable, fraction
from facilitator.methods.pay import Band, Pay, PayRule, contract_value, pay, pay_table, pay_warning
from facilitator.words.language import N_, _
from facilitator.workshop.plans.personal import UNIT, position
from facilitator.workshop.plans.personal_rates import average_contract
from facilitator.workshop.plans.personal_targets import targets
from facilitator.workshop.results.reading import answer, entries, guarded, number
from facilitator.workshop.results.records import number as figure
from facilitator.workshop.results.records import records
from facilitator.workshop.state import State

RULE, BANDS = "pay_rule", "pay_bands"


@dataclass(frozen=True, slots=True)
class PayPoint:
    """Pay at one amount of paid revenue, and why this amount is shown."""

    name: str
    """In English; said where it is shown."""
    pay: Pay


@dataclass(frozen=True, slots=True)
class PayPlan:
    """What the plan pays; money in whole currency."""

    rule: PayRule | NotAvailable
    points: tuple[PayPoint, ...]
    """By paid revenue: as typed, what is expected, the plan; and at 80 and 120 % of the plan."""
    missing: str
    """Why there are no points, empty when there are."""
    contract: Figure
    """What one average contract pays at the plan."""
    contract_source: str
    warning: str | None


def pay_plan(state: State, today: date) -> PayPlan:
    """The pay rule at the points of the plan."""
    return state.memo(("pay plan", today), lambda: _pay_plan(state, today))


def _pay_plan(state: State, today: date) -> PayPlan:
    rule = pay_rule(state)
    history = average_contract(state)
    if isinstance(rule, NotAvailable):
        return PayPlan(rule, (), rule.reason, rule, "", pay_warning(None))
    unit = UNIT.get(str(state.workshop.unit), 1)
    average = history.value if isinstance(history.value, NotAvailable) else history.value * unit
    value = average if isinstance(average, NotAvailable) else contract_value(rule, average)
    points = guarded(lambda: _points(state, rule, today))
    missing = points.reason if isinstance(points, NotAvailable) else ""
    listed = () if isinstance(points, NotAvailable) else points
    return PayPlan(rule, listed, missing, value, history.source, pay_warning(rule))


def pay_rule(state: State) -> PayRule | NotAvailable:
    """The rule as typed; not available while the base or the bands are missing or contradict."""
    base = number(answer(state, RULE, "base"))
    rows = records(state, BANDS)
    if base is None and not rows:
        return NotAvailable(_("No pay rule is entered."))
    if base is None:
        return NotAvailable(_("The base pay is not entered; type 0 when there is none."))
    bands: list[Band] = []
    for row in rows:
        start, rate = figure(row, "start"), figure(row, "rate")
        if start is None or rate is None:
            return NotAvailable(
                _("{ref} needs an achievement and a rate: 80; 2.").format(ref=row.ref)
            )
        bands.append(Band(fraction(start) / 100, fraction(rate) / 100))
    bands.sort(key=lambda band: fraction(band.start))
    return guarded(lambda: PayRule(base, tuple(bands), number(answer(state, RULE, "cap"))))


def _points(state: State, rule: PayRule, today: date) -> tuple[PayPoint, ...] | NotAvailable:
    unit = UNIT.get(str(state.workshop.unit), 1)
    plan = targets(state).paid
    if plan is None:
        return NotAvailable(_("The target of paid revenue is not entered."))
    whole = plan * unit
    amounts: dict[Fraction, str] = {}
    for words in entries(answer(state, RULE, "points")):
        amount = number(words)
        if amount is None or amount < 0:
            return NotAvailable(
                _("“{typed}” is no amount of paid revenue; type 110; 160.").format(typed=words)
            )
        amounts[amount * unit] = N_("as typed")
    standard = pay_table(rule, whole)
    if isinstance(standard, NotAvailable):
        return standard
    for row in standard:
        amounts[row.paid] = N_("plan") if row.achievement == 1 else N_("of the plan")
    found = position(state, today)
    expected = found if isinstance(found, NotAvailable) else found.forecast.expected
    if not isinstance(expected, NotAvailable):
        amounts.setdefault(expected * unit, N_("expected"))
    rows = [(name, pay(rule, amount, whole)) for amount, name in sorted(amounts.items())]
    return tuple(PayPoint(name, row) for name, row in rows if not isinstance(row, NotAvailable))
