"""Open deals, money promised, and the forecast of a period with everything it rests on.

Source: methods 2.14.4 and 2.14.5, coverage rows 128, 145–147, worked example 5.20.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import (
    Figure,
    NotAvailable,
    complete_total,
    entered,
    known,
    or_none,
    total,
)
from facilitator.methods.forecast import (
    CarryOver,
    Closing,
    Forecast,
    Opening,
    carry_over,
    closing_in,
    counted_twice,
    forecast,
    repeat_sales,
    run_rate,
)
from facilitator.methods.funnel import Deal, Pipeline, StageRate, weighted_pipeline
from facilitator.methods.periods import Period, working_days
from facilitator.model import Participant, Record
from facilitator.words.language import N_, _
from facilitator.words.period import say_month
from facilitator.workshop.called import called
from facilitator.workshop.plans.holidays import holidays_of
from facilitator.workshop.plans.months import (
    channels,
    month_sold,
    months_in,
    period_plan,
    plan_period,
)
from facilitator.workshop.plans.sales_season import seasons
from facilitator.workshop.plans.stale import CLOSED, stale
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.funnel import SHEET as FUNNEL
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.reading import answer, guarded, number
from facilitator.workshop.state import State

DEALS, UNPAID, TARGETS = "deals", "unpaid", "period_targets"
STEPS_OF_A_SALE = ("cold call", "first meeting", "qualified", "proposal", "terms agreed")
_HUNDRED = 100
_YEAR = 12


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """One deal with its chance and where the chance comes from."""

    row: Record
    called: str
    stage: str
    amount: Fraction
    chance: Figure
    basis: str
    person: Participant | None
    left: bool
    closes: date | None

    @property
    def weighted(self) -> Figure:
        """Amount × chance."""
        return self.chance if isinstance(self.chance, NotAvailable) else self.amount * self.chance

    @property
    def deal(self) -> Deal:
        """The same for the calculations."""
        chance = or_none(self.chance)
        return Deal(self.called, self.amount, chance, self.closes)


def deals(state: State) -> tuple[OpenDeal, ...]:
    """Deals that are neither signed nor lost, in the order of the ledger."""
    return state.memo(
        "open deals",
        lambda: tuple(
            _deal(state, row)
            for row in rows.records(state, DEALS)
            if rows.text(row, "stage") not in CLOSED
        ),
    )


def _deal(state: State, row: Record) -> OpenDeal:
    stage = rows.text(row, "stage")
    chance, basis = _chance(state, row, stage)
    person = rows.person(state, row, "person")
    code = rows.text(row, "code") or row.ref
    return OpenDeal(
        row=row,
        called=f"{code} {rows.text(row, 'client')}",
        stage=stage,
        amount=Fraction(rows.number(row, "amount") or 0),
        chance=chance,
        basis=basis,
        person=person,
        left=bool(rows.text(row, "person")) and person is None,
        closes=rows.day(row, "closes"),
    )


def _chance(state: State, row: Record, stage: str) -> tuple[Figure, str]:
    typed = rows.number(row, "probability")
    if typed is not None:
        return Fraction(typed) / _HUNDRED, _("typed")
    if not stage:
        return NotAvailable(_("Say which step the deal has reached, or type its probability.")), ""
    return step_chance(state, stage)


def step_chance(state: State, stage: str) -> tuple[Figure, str]:
    """Contracts ÷ deals that reached a step, with its sample: “4 of 16 Proposals”."""
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return NotAvailable(_("No step of the funnel is counted; type the probability.")), ""
    step = _step(found.steps, stage)
    if step is None:
        return NotAvailable(
            _("Nobody counted “{step}” in the funnel; type the probability.").format(
                step=called(stage)
            )
        ), ""
    if isinstance(step.to_contract, NotAvailable):
        return step.to_contract, ""
    if step.to_contract > 1:
        return NotAvailable(
            _("The funnel has more contracts than {step}: check it.").format(step=step.stage)
        ), ""
    basis = (
        _("{contracts} of {count} {step}, a small sample")
        if step.small_sample
        else _("{contracts} of {count} {step}")
    )
    return step.to_contract, basis.format(
        contracts=found.steps[-1].count, count=step.count, step=step.stage
    )


def _step(steps: tuple[StageRate, ...], stage: str) -> StageRate | None:
    wanted = fixed_row(FUNNEL, stage)
    return next((step for step in steps if fixed_row(FUNNEL, step.stage) == wanted), None)


@dataclass(frozen=True, slots=True)
class PipelineStep:
    """The open deals that have come to one step."""

    stage: str
    """Empty for deals nobody named a step of."""
    count: int
    amount: Fraction
    weighted: Figure
    stale: int


def by_step(state: State, today: date) -> tuple[PipelineStep, ...]:
    """The pipeline step by step, in the order of a sale; steps without a deal are left out."""
    found: dict[str, list[OpenDeal]] = {}
    for each in deals(state):
        found.setdefault(each.stage, []).append(each)
    return tuple(
        PipelineStep(
            stage=stage,
            count=len(found[stage]),
            amount=sum((each.amount for each in found[stage]), Fraction(0)),
            weighted=complete_total([each.weighted for each in found[stage]], ""),
            stale=sum(stale(state, each.row, today) is not None for each in found[stage]),
        )
        for stage in (*STEPS_OF_A_SALE, "")
        if stage in found
    )


def pipeline(state: State) -> Pipeline | NotAvailable:
    """Weighted value of all open deals, with the spread of independent deals."""
    return guarded(lambda: weighted_pipeline([each.deal for each in deals(state)]))


# -- money promised --------------------------------------------------------------------------------


def unpaid(state: State, today: date) -> Opening:
    """Contracts issued and not paid, as of a day; nothing owed is 0."""
    period = plan_period(state, today)
    items = [_carried(row) for row in rows.records(state, UNPAID)]
    return carry_over(items, period, today)


def _carried(row: Record) -> CarryOver:
    chance = rows.number(row, "probability")
    return CarryOver(
        name=f"{row.ref} {rows.text(row, 'client')}",
        amount=Fraction(rows.number(row, "amount") or 0),
        chance=None if chance is None else Fraction(chance) / _HUNDRED,
        due=rows.day(row, "due"),
        promised_on=rows.day(row, "promised_date"),
    )


# -- forecast --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PeriodForecast:
    """What the period brings without anything new, against its target."""

    period: Period
    opening: Opening
    closing: Closing
    repeat: Figure
    repeat_basis: str
    forecast: Forecast
    target: Figure
    run_rate: Figure
    """What the period brings if the rest goes on like the months with facts."""
    run_basis: str
    twice: tuple[str, ...]
    """Clients that stand among the unpaid contracts and among the open deals."""

    @property
    def gap(self) -> Figure:
        """Target − expected: what has to come on top; negative where more is expected."""
        both = known(self.target, self.forecast.expected)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]


CARRIED, CLOSING, REPEAT = N_("Issued, unpaid"), N_("Deals closing"), N_("Repeat sales")


def period_forecast(state: State, today: date) -> PeriodForecast:
    """Carry-over, deals that close inside, repeat sales; beside it the run rate."""
    return state.memo(("period forecast", today), lambda: _forecast(state, today))


def _forecast(state: State, today: date) -> PeriodForecast:
    period = plan_period(state, today)
    opening = unpaid(state, today)
    closing = closing_in([each.deal for each in deals(state)], period)
    repeat, basis = _repeat(state, period)
    rate, run_basis = _run_rate(state, period)
    parts: dict[str, Figure] = {
        CARRIED: opening.expected,
        CLOSING: closing.expected,
        REPEAT: repeat,
    }
    owed = {rows.text(row, "client").casefold() for row in rows.records(state, UNPAID)}
    still = {rows.text(each.row, "client").casefold() for each in deals(state)}
    return PeriodForecast(
        period=period,
        opening=opening,
        closing=closing,
        repeat=repeat,
        repeat_basis=basis,
        forecast=forecast(parts),
        target=period_plan(state, today).total,
        run_rate=rate,
        run_basis=run_basis,
        twice=counted_twice(owed, still),
    )


def _repeat(state: State, period: Period) -> tuple[Figure, str]:
    typed = answer(state, TARGETS, "repeat")
    if typed:
        return entered(number(typed), _("Repeat sales are no number.")), _("typed")
    names = channels(state)
    index = {each.channel: each.indices for each in seasons(state)}
    found: list[Figure] = []
    for name in names:
        past = [_sold(state, name, month) for month in _year_before(period)]
        for month in months_in(period):
            season = index.get(name)
            if season is None or isinstance(season, NotAvailable):
                found.append(
                    season or NotAvailable(_("{name} has no season index.").format(name=name))
                )
            else:
                found.append(repeat_sales(past, season[month.month - 1]))
    if not found:
        return NotAvailable(_("There are no channels yet.")), ""
    whole = complete_total(found, "")
    basis = _("sales of the 12 months before × season, new clients included")
    return whole, "" if isinstance(whole, NotAvailable) else basis


def _year_before(period: Period) -> list[date]:
    return [_months_back(period.first, back) for back in range(_YEAR, 0, -1)]


def _months_back(day: date, back: int) -> date:
    at = day.year * _YEAR + day.month - 1 - back
    return date(at // _YEAR, at % _YEAR + 1, 1)


def _sold(state: State, name: str, month: date) -> Fraction | None:
    return or_none(month_sold(state, name, month))


def _run_rate(state: State, period: Period) -> tuple[Figure, str]:
    names = channels(state)
    over: list[date] = []
    for month in months_in(period):
        if not names or any(_sold(state, name, month) is None for name in names):
            break
        over.append(month)
    if not over:
        return NotAvailable(_("No month of the period has the facts of every channel yet.")), ""
    holiday = holidays_of(state)
    gone = Period(period.first, Period(over[0], _last(over[-1])).last)
    elapsed, whole = working_days(gone, holiday), working_days(period, holiday)
    sold = total([value for name in names for m in over if (value := _sold(state, name, m))])
    basis = _("facts up to {month}, {elapsed} of {whole} working days").format(
        month=say_month(over[-1]), elapsed=elapsed, whole=whole
    )
    return run_rate(sold, elapsed, whole), basis


def _last(month: date) -> date:
    return date.fromordinal(_months_back(month, -1).toordinal() - 1)
