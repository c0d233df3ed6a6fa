"""The sales funnel: conversions, and what a goal needs per step and per week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from facilitator.agenda.library import sheet
from facilitator.methods.exact import NotAvailable
from facilitator.methods.funnel import (
    Need,
    StageCount,
    StageRate,
    WeeklyNorm,
    contracts_needed,
    conversions,
    last_useful_start,
    revenue_gap,
    weekly_norm,
    work_back,
    working_weeks,
)
from facilitator.model import Figure
from facilitator.words.language import _
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.reading import (
    answer,
    day_of,
    fillings,
    guarded,
    number,
    references,
    rows_of,
    values,
    whole,
)
from facilitator.workshop.state import State

SHEET = "funnel"
BRIDGE = "bridge"
CONTRACT = "contract"
"""Id of the step goals are worked back from; later steps (paid) stand beside."""

_MONDAY, _FRIDAY = 0, 4


@dataclass(frozen=True, slots=True)
class Funnel:
    """Counted steps in order; `steps` end with the contract, `after` are counted later ones."""

    steps: tuple[StageRate, ...]
    after: tuple[StageCount, ...]
    months: int | None
    not_counted: tuple[str, ...]
    """Steps without a count; they are passed over."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the steps."""
        return tuple(step.stage for step in self.steps)

    @property
    def rates(self) -> tuple[Fraction | NotAvailable, ...]:
        """Conversions between neighbours, one fewer than steps."""
        return tuple(step.conversion for step in self.steps[:-1])


@dataclass(frozen=True, slots=True)
class Scenario:
    """What every step needs, first step first, and what that makes per week."""

    needs: tuple[Need, ...]
    per_week: WeeklyNorm | NotAvailable


@dataclass(frozen=True, slots=True)
class Bridge:
    """From a revenue goal to weekly activity; money in the session's unit."""

    subject: str
    goals: tuple[str, ...]
    """References of the goals it is about."""
    revenue_gap: Fraction | NotAvailable
    contracts: int | NotAvailable
    historical: Scenario | NotAvailable
    improved: Scenario | NotAvailable
    improved_step: str
    improved_rate: Fraction | None
    last_start: date | NotAvailable
    weeks: int | NotAvailable
    """Whole working weeks (Monday to Friday) between start of activity and last useful start."""


def funnel(state: State) -> Funnel | NotAvailable:
    """Read the funnel sheet."""
    return state.memo("funnel", lambda: guarded(lambda: _funnel(state)))


def _funnel(state: State) -> Funnel | NotAvailable:
    counted: list[StageCount] = []
    blank: list[str] = []
    after: list[StageCount] = []
    last = _contract_label(state)
    past = False
    for row in _in_order(state):
        count = values(row, 1)[0]
        if count is None:
            blank.append(row.label)
            continue
        one = StageCount(row.label, _whole_count(row.label, count))
        (after if past else counted).append(one)
        past = past or row.label == last
    if not counted:
        return NotAvailable(_("No counts of the funnel are typed in yet."))
    months = whole(answer(state, SHEET, "months"))
    return Funnel(conversions(counted), tuple(after), months, tuple(blank))


def _in_order(state: State) -> list[Figure]:
    place = {row.id: at for at, row in enumerate(sheet(SHEET).rows)}
    rows = rows_of(state, SHEET)
    return sorted(rows, key=lambda row: place.get(fixed_row(SHEET, row.label), len(place)))


def _contract_label(state: State) -> str:
    for row in rows_of(state, SHEET):
        if fixed_row(SHEET, row.label) == CONTRACT:
            return row.label
    return ""


def _whole_count(step: str, count: Fraction) -> int:
    if count.denominator != 1:
        raise ValueError(
            _("The count of {step} is not a whole number; correct it.").format(step=step)
        )
    return count.numerator


def bridges(state: State) -> tuple[Bridge, ...]:
    """Funnel math of every goal whose form was begun."""
    return state.memo("bridges", lambda: _bridges(state))


def bridge_of(state: State, goal_ref: str) -> Bridge | None:
    """The funnel math of one goal, None when there is none."""
    return next((one for one in bridges(state) if goal_ref.upper() in one.goals), None)


def _bridges(state: State) -> tuple[Bridge, ...]:
    steps = funnel(state)
    anchor = state.workshop.day or date.min
    return tuple(
        _bridge(subject, answers, steps, anchor)
        for subject, answers in fillings(state, BRIDGE).items()
    )


def _bridge(
    subject: str, answers: Mapping[str, str], steps: Funnel | NotAvailable, anchor: date
) -> Bridge:
    gap = _gap(answers)
    contract = number(answers.get("contract", ""))
    contracts = gap if isinstance(gap, NotAvailable) else contracts_needed(gap, contract)
    last = _last_start(answers, anchor)
    weeks = _weeks(answers, last, anchor)
    rate = number(answers.get("improved_rate", ""))
    rate = None if rate is None else rate / 100
    step = answers.get("improved_step", "")
    return Bridge(
        subject=subject,
        goals=references(answers.get("goal", "")) or references(subject),
        revenue_gap=gap,
        contracts=contracts,
        historical=_scenario(contracts, steps, weeks, {}),
        improved=_improved(contracts, steps, weeks, step, rate),
        improved_step=step,
        improved_rate=rate,
        last_start=last,
        weeks=weeks,
    )


def _gap(answers: Mapping[str, str]) -> Fraction | NotAvailable:
    target, base = number(answers.get("target", "")), number(answers.get("base", ""))
    if target is None or base is None:
        return NotAvailable(_("The base or the target revenue is not entered."))
    attrition = number(answers.get("attrition", "")) or Fraction(0)
    growth = number(answers.get("existing_growth", "")) or Fraction(0)
    return revenue_gap(target, base, attrition, growth)


def _last_start(answers: Mapping[str, str], anchor: date) -> date | NotAvailable:
    deadline = day_of(answers.get("deadline", ""), anchor)
    cycle = whole(answers.get("cycle_days", ""))
    if deadline is None or cycle is None:
        return NotAvailable(_("The deadline or the sales cycle is not entered."))
    return last_useful_start(deadline, cycle)


def _weeks(
    answers: Mapping[str, str], last: date | NotAvailable, anchor: date
) -> int | NotAvailable:
    """Only whole weeks count: a norm per week presumes all five days."""
    start = day_of(answers.get("from_date", ""), anchor)
    if start is None:
        return NotAvailable(_("The day the activity starts is not entered."))
    if isinstance(last, NotAvailable):
        return last
    first = start + timedelta(days=(_MONDAY - start.weekday()) % 7)
    friday = last - timedelta(days=(last.weekday() - _FRIDAY) % 7)
    return working_weeks(first, friday) if first <= friday else 0


def _scenario(
    contracts: int | NotAvailable,
    steps: Funnel | NotAvailable,
    weeks: int | NotAvailable,
    better: Mapping[str, Fraction],
) -> Scenario | NotAvailable:
    if isinstance(steps, NotAvailable):
        return steps
    if isinstance(contracts, NotAvailable):
        return contracts
    rates: Sequence[Fraction | NotAvailable] = [
        better.get(name, rate) for name, rate in zip(steps.names[:-1], steps.rates, strict=True)
    ]
    needs = work_back(contracts, steps.names, rates)
    norm = weeks if isinstance(weeks, NotAvailable) else weekly_norm(needs[0].count, weeks)
    return Scenario(needs, norm)


def _improved(
    contracts: int | NotAvailable,
    steps: Funnel | NotAvailable,
    weeks: int | NotAvailable,
    step: str,
    rate: Fraction | None,
) -> Scenario | NotAvailable:
    if not step or rate is None:
        return NotAvailable(_("No step to improve is chosen."))
    if isinstance(steps, NotAvailable):
        return steps
    wanted = fixed_row(SHEET, step)
    named = [name for name in steps.names[:-1] if fixed_row(SHEET, name) == wanted]
    if not named:
        return NotAvailable(
            _("“{step}” is not a step of the funnel that goes on to another one.").format(step=step)
        )
    return _scenario(contracts, steps, weeks, {named[0]: rate})
