"""Targets of a personal plan against the person's own numbers, the forecast and the channel's plan.

Source: methods 2.14.3, 2.14.6; coverage rows 143, 148–150 and 153; worked example 5.20.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.ambition import (
    AmbitionIndex,
    AverageContract,
    CallsCheck,
    MeetingsCheck,
    ambition,
    calls_check,
    implied_average,
    justification_warning,
    meetings_check,
    share_of_plan,
)
from facilitator.methods.exact import Figure, NotAvailable, divide, entered, known, total
from facilitator.methods.funnel import Need
from facilitator.methods.periods import working_days
from facilitator.words.language import _
from facilitator.workshop.plans.holidays import holidays_of
from facilitator.workshop.plans.personal import TARGETS, channel_of, period_of, position
from facilitator.workshop.plans.personal_rates import (
    Average,
    Rates,
    average_contract,
    needs,
    rates,
)
from facilitator.workshop.results.reading import answer, guarded, number, rows_of, values
from facilitator.workshop.state import State

MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Targets:
    """What was typed; None where it was not. Money in the unit of the session."""

    calls: Fraction | None
    meetings: Fraction | None
    contracts: Fraction | None
    sum: Fraction | None
    paid: Fraction | None
    justification: str

    @property
    def measures(self) -> dict[str, Fraction | None]:
        """The targets by the measure they are tracked by."""
        return {
            "calls": self.calls,
            "meetings": self.meetings,
            "contracts": self.contracts,
            "sum": self.sum,
            "paid": self.paid,
        }


def targets(state: State) -> Targets:
    """The targets as typed."""

    def typed(field: str) -> Fraction | None:
        return number(answer(state, TARGETS, field))

    return Targets(
        typed("calls"),
        typed("meetings"),
        typed("contracts"),
        typed("contracts_sum"),
        typed("paid"),
        answer(state, TARGETS, "justification"),
    )


@dataclass(frozen=True, slots=True)
class TargetsCheck:
    """Targets beside what they must stand against; each with its reason where it cannot."""

    targets: Targets
    working_days: Figure
    calls_a_day: Figure
    calls: CallsCheck | NotAvailable
    """Against the list the calls come from."""
    rates: Rates | NotAvailable
    meetings: MeetingsCheck | NotAvailable
    average: AverageContract | NotAvailable
    history: Average
    expected: Figure
    ambition: AmbitionIndex | NotAvailable
    channel: str
    channel_plan: Figure
    share: Figure
    needs: tuple[Need, ...] | NotAvailable
    """Worked back from the contracts."""
    reason_missing: str | None


def targets_check(state: State, today: date) -> TargetsCheck | NotAvailable:
    """The targets compared; not available for numbers that cannot be right."""
    return state.memo(("targets", today), lambda: guarded(lambda: _check(state, today)))


def _check(state: State, today: date) -> TargetsCheck:
    found, usual = targets(state), rates(state)
    expected = _expected(state, today)
    days = _days(state)
    history = average_contract(state)
    plan = channel_plan(state)
    conversion = usual if isinstance(usual, NotAvailable) else usual.of("calls").conversion
    a_day = known(entered(found.calls, _("The calls are not entered.")), days)
    return TargetsCheck(
        targets=found,
        working_days=days,
        calls_a_day=a_day
        if isinstance(a_day, NotAvailable)
        else divide(a_day[0], a_day[1], _("The period has no working day.")),
        calls=calls_check(
            _count(found.calls, _("The cold calls are not a whole number; correct it.")),
            _count(
                number(answer(state, TARGETS, "remaining")),
                _("The companies left on the list are not a whole number; correct it."),
            ),
        ),
        rates=usual,
        meetings=meetings_check(
            _count(found.calls, _("The cold calls are not a whole number; correct it.")),
            conversion,
            _count(found.meetings, _("The first meetings are not a whole number; correct it.")),
        ),
        average=implied_average(
            found.sum,
            _count(found.contracts, _("The contracts are not a whole number; correct it.")),
            None if isinstance(history.value, NotAvailable) else history.value,
        ),
        history=history,
        expected=expected,
        ambition=ambition(found.paid, expected),
        channel=channel_of(state),
        channel_plan=plan,
        share=plan if isinstance(plan, NotAvailable) else share_of_plan(found.paid, plan),
        needs=NotAvailable(_("The contracts are not entered."))
        if found.contracts is None
        else needs(state, found.contracts),
        reason_missing=justification_warning(found.justification),
    )


def _count(value: Fraction | None, problem: str) -> int | None:
    if value is not None and value.denominator != 1:
        raise ValueError(problem)
    return None if value is None else value.numerator


def _expected(state: State, today: date) -> Figure:
    found = position(state, today)
    return found if isinstance(found, NotAvailable) else found.forecast.expected


def _days(state: State) -> Figure:
    period = period_of(state)
    if isinstance(period, NotAvailable):
        return period
    return Fraction(working_days(period, holidays_of(state)))


def channel_plan(state: State) -> Figure:
    """The plan of the person's channel for the period: as typed, else of the plan by month."""
    typed = number(answer(state, TARGETS, "channel_plan"))
    if typed is not None:
        return typed
    name, period = channel_of(state), period_of(state)
    if isinstance(period, NotAvailable):
        return period
    if not name:
        return NotAvailable(_("The person owns no channel; F12 says which, or type its plan."))
    months: list[Fraction] = []
    for at in range(period.months):
        of_year, month = divmod(period.first.month - 1 + at, 12)
        amount = _month_plan(state, name, period.first.year + of_year, month)
        if amount is None:
            return NotAvailable(
                _("{channel} has no plan for the period; type it, or plan it by month.").format(
                    channel=name
                )
            )
        months.append(amount)
    return total(months)


def _month_plan(state: State, channel: str, year: int, month: int) -> Fraction | None:
    for row in rows_of(state, MONTHS):
        if row.grouping == channel and row.label.strip() == str(year):
            return values(row, 12)[month]
    return None
