"""A person's own conversions: of earlier months, else of the team; always with their basis.

Source: methods 2.14.2, 2.14.3; coverage rows 149, 152 and 154.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.dynamics import Trend, trend
from facilitator.methods.exact import Figure, NotAvailable, divide, fraction, total
from facilitator.methods.forecast import forecast_accuracy
from facilitator.methods.funnel import Need, StageCount, StageRate, conversions, work_back
from facilitator.methods.own_rates import own_conversions
from facilitator.methods.periods import MONTHS_IN_YEAR, Period, month_of, months_later
from facilitator.methods.tracking import DayLog
from facilitator.model import Record
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.reading import (
    answer,
    fillings,
    guarded,
    number,
    rows_of,
    values,
    whole,
)
from facilitator.workshop.results.records import day, records
from facilitator.workshop.results.records import number as figure
from facilitator.workshop.state import State

OWN_MONTHS = "own_months"
FEWEST_MONTHS = 3
"""Fewer months of one's own say too little (coverage row 152)."""

STEPS = {
    "calls": N_("Cold calls"),
    "meetings": N_("First meetings"),
    "proposals": N_("Proposals"),
    "contracts": N_("Contracts"),
}
"""The steps a person tracks, in order; as the funnel calls them."""

_STEP_OF = {"cold call": "calls", "first meeting": "meetings", "proposal": "proposals"}


@dataclass(frozen=True, slots=True)
class Rates:
    """Conversions between the tracked steps, from calls to contracts."""

    steps: tuple[StageRate, ...]
    source: str
    """Whose they are and of how many months: “own, 6 months”, “funnel of the team, 24 months”."""
    own: bool

    def of(self, step: str) -> StageRate:
        """The rate of a tracked step, such as calls; KeyError if there is none."""
        return dict(zip(STEPS, self.steps, strict=True))[step]


def rates(state: State) -> Rates | NotAvailable:
    """Own conversions of the last 12 months where there are 3 or more, else those of the funnel."""
    return state.memo("personal rates", lambda: guarded(lambda: _rates(state)))


def _rates(state: State) -> Rates | NotAvailable:
    months = own_months(state)
    if len(months) >= FEWEST_MONTHS:
        logs = [DayLog(each.month, each.counts) for each in months]
        span = Period(months[0].month, month_of(months[-1].month).last)
        steps = own_conversions(logs, list(STEPS), span)
        named = tuple(_called(rate) for rate in steps)
        return Rates(
            named,
            ngettext("own, {months} months", "own, {months} months", len(months)).format(
                months=len(months)
            ),
            True,
        )
    return _of_team(state)


def _called(rate: StageRate) -> StageRate:
    return StageRate(
        _(STEPS[rate.stage]),
        rate.count,
        rate.conversion,
        rate.to_contract,
        rate.small_sample,
        rate.warning,
    )


def _of_team(state: State) -> Rates | NotAvailable:
    counts: dict[str, int] = {}
    for row in rows_of(state, "funnel"):
        count = values(row, 1)[0]
        if count is not None and count.denominator == 1:
            counts[fixed_row("funnel", row.label)] = count.numerator
    if not counts:
        return NotAvailable(
            _("No own conversions: fewer than 3 own months, and the funnel is not counted.")
        )
    steps = [
        StageCount(_(title), counts.get(fixed_row("funnel", title))) for title in STEPS.values()
    ]
    months = whole(answer(state, "funnel", "months"))
    return Rates(conversions(steps), _of_funnel(months), False)


def _of_funnel(months: int | None) -> str:
    if not months:
        return _("funnel of the team")
    return ngettext(
        "funnel of the team, {months} months", "funnel of the team, {months} months", months
    ).format(months=months)


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a deal at a step becomes a contract, with its basis."""

    share: Figure
    basis: str


def chance_at(state: State, stage: str) -> Chance:
    """The chance of a deal at a step of the ledger of deals, such as “proposal”."""
    step = _STEP_OF.get(stage)
    found = rates(state)
    if step and not isinstance(found, NotAvailable) and found.own:
        return _chance(found.of(step), found.source)
    team = funnel(state)
    if isinstance(team, NotAvailable):
        return Chance(team, team.reason)
    wanted = fixed_row("funnel", stage)
    rate = next((each for each in team.steps if fixed_row("funnel", each.stage) == wanted), None)
    if rate is None:
        said = _("The funnel has no count of {step}; type a probability.").format(
            step=called(stage)
        )
        return Chance(NotAvailable(said), said)
    return _chance(rate, _of_funnel(team.months))


def _chance(rate: StageRate, source: str) -> Chance:
    if isinstance(rate.to_contract, NotAvailable):
        return Chance(rate.to_contract, rate.to_contract.reason)
    said = (
        ngettext(
            "{count} cases, {source}, small sample",
            "{count} cases, {source}, small sample",
            rate.count or 0,
        )
        if rate.small_sample
        else ngettext("{count} cases, {source}", "{count} cases, {source}", rate.count or 0)
    )
    return Chance(rate.to_contract, said.format(count=rate.count, source=source))


# -- working back ----------------------------------------------------------------------------------


def needs(state: State, contracts: Fraction) -> tuple[Need, ...] | NotAvailable:
    """What every tracked step needs for so many contracts, calls first (methods 2.14.3)."""
    found = rates(state)
    if isinstance(found, NotAvailable):
        return found
    between = [rate.conversion for rate in found.steps[:-1]]
    return work_back(contracts, list(STEPS.values()), between)


# -- own months ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """One earlier month of the person; money in the unit of the session."""

    row: Record
    month: date
    counts: dict[str, Fraction | None]
    sum: Fraction | None
    paid: Fraction | None
    forecast: Fraction | None

    @property
    def accuracy(self) -> Figure:
        """How good the forecast of paid revenue was (coverage row 154)."""
        return forecast_accuracy(self.paid, self.forecast)


def own_months(state: State) -> tuple[OwnMonth, ...]:
    """The last 12 months before the plan, earliest first."""
    before = state.workshop.period_first
    since = None if before is None else months_later(before, -MONTHS_IN_YEAR)
    found: list[OwnMonth] = []
    for row in records(state, OWN_MONTHS):
        month = day(row, "month")
        if month is None or (before and month >= before) or (since and month < since):
            continue
        counts = {step: _known(row, step) for step in STEPS}
        found.append(
            OwnMonth(
                row, month, counts, _known(row, "sum"), _known(row, "paid"), _known(row, "forecast")
            )
        )
    return tuple(sorted(found, key=lambda each: each.month))


def _known(row: Record, field: str) -> Fraction | None:
    value = figure(row, field)
    return None if value is None else fraction(value)


def accuracy_trend(state: State) -> Trend | NotAvailable:
    """Whether forecasts get better from month to month."""
    series = [
        None if isinstance(each.accuracy, NotAvailable) else each.accuracy
        for each in own_months(state)
    ]
    return trend(series)


@dataclass(frozen=True, slots=True)
class Average:
    """Average contract of the past and where it is from."""

    value: Figure
    source: str


def average_contract(state: State) -> Average:
    """As typed beside the targets, else of own months, else of the funnel math of a goal."""
    typed = number(answer(state, "targets", "average"))
    if typed is not None:
        return Average(typed, _("as typed"))
    months = [
        each
        for each in own_months(state)
        if each.sum is not None and each.counts["contracts"] is not None
    ]
    if len(months) >= FEWEST_MONTHS:
        count = total([each.counts["contracts"] or 0 for each in months])
        amount = total([each.sum or 0 for each in months])
        value = divide(amount, count, _("No contract was issued in the own months."))
        return Average(
            value,
            _("{count} contracts of {months} own months").format(count=count, months=len(months)),
        )
    for subject, answers in fillings(state, "bridge").items():
        found = number(answers.get("contract", ""))
        if found is not None:
            return Average(
                found,
                _("average first contract of {goal}").format(
                    goal=answers.get("goal", "") or subject
                ),
            )
    return Average(NotAvailable(_("The average contract of the past is not known.")), "")
