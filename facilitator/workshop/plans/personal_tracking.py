"""Daily tracking of a personal plan: pace, weeks, the first week, and where it breaks.

Source: coverage rows 152, 160, 161, 165 and 166; worked example 5.20.
"""

from dataclasses import dataclass
from datetime import date

from facilitator.methods.actions import is_working_day
from facilitator.methods.exact import Figure, NotAvailable, plain
from facilitator.methods.forecast import run_rate
from facilitator.methods.funnel import StageRate
from facilitator.methods.kpi import Light
from facilitator.methods.own_rates import broken_place, own_conversions, weakest_conversion
from facilitator.methods.periods import Period
from facilitator.methods.tracking import (
    DayLog,
    FirstWeek,
    MeasurePace,
    Pace,
    Week,
    first_week,
    measure_paces,
    pace,
    totals,
    weeks,
)
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.plans.holidays import holidays_of
from facilitator.workshop.plans.personal import period_of
from facilitator.workshop.plans.personal_approval import ACTIVITIES, WORK
from facilitator.workshop.plans.personal_rates import STEPS, rates
from facilitator.workshop.plans.personal_targets import targets
from facilitator.workshop.results.reading import guarded
from facilitator.workshop.results.records import day, number, records
from facilitator.workshop.state import State

TRACKING = "tracking"

MEASURES = {
    "calls": N_("Cold calls"),
    "meetings": N_("First meetings"),
    "proposals": N_("Proposals"),
    "contracts": N_("Contracts issued"),
    "paid": N_("Paid revenue"),
    "sum": N_("Sum of contracts"),
}
"""What is tracked a day, in the order it is typed."""

MONEY = ("paid", "sum")


def day_logs(state: State) -> tuple[DayLog, ...]:
    """Every day that was entered, earliest first."""
    return state.memo("day logs", lambda: _logs(state))


def _logs(state: State) -> tuple[DayLog, ...]:
    found = [
        DayLog(when, {measure: number(row, measure) for measure in MEASURES})
        for row in records(state, TRACKING)
        if (when := day(row, "day")) is not None
    ]
    return tuple(sorted(found, key=lambda log: log.day))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands on a day; money in the unit of the session."""

    as_of: date
    period: Period
    pace: Pace
    measures: tuple[MeasurePace, ...]
    """Each measure with a target, in the order of `MEASURES`."""
    weeks: tuple[Week, ...]
    first_week: FirstWeek | NotAvailable
    rates: tuple[StageRate, ...]
    """Conversions of this period so far, from calls to contracts."""
    run_rate: Figure
    """Paid revenue of the period if the rest goes on as so far."""
    broken: str | None
    missing: tuple[date, ...]
    """Working days over and without an entry, latest first."""
    no_work_plan: bool
    """The period has begun and nothing is planned: only a miracle helps."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the moderator should hear, the worst first."""
        said: list[str] = []
        if self.no_work_plan:
            said.append(_("The period has begun without a work plan: only a miracle helps."))
        if not self.measures:
            said.append(_("No target is set yet, so there is no pace; set them in Targets."))
        if self.broken:
            said.append(self.broken)
        first = self.first_week
        if not isinstance(first, NotAvailable) and first.light is Light.AMBER:
            said.append(_slow_start(first))
        if self.missing:
            days = ", ".join(say_day(day) for day in self.missing[:3])
            more = len(self.missing) - 3
            nothing = (
                _("Nothing is entered for {days}.")
                if more <= 0
                else ngettext(
                    "Nothing is entered for {days} and {count} more.",
                    "Nothing is entered for {days} and {count} more.",
                    more,
                )
            )
            said.append(nothing.format(days=days, count=more))
        return tuple(said)

    def measure(self, name: str) -> MeasurePace:
        """One measure by its id; KeyError when it has no target."""
        return {each.measure: each for each in self.measures}[name]


def _slow_start(first: FirstWeek) -> str:
    shown = [
        "–" if isinstance(each, NotAvailable) else plain(each)
        for each in (first.actual, first.expected)
    ]
    return _(
        "The first week had {made} calls where {due} were due: below 90 % of the pace."
    ).format(made=shown[0], due=shown[1])


def standing(state: State, today: date) -> Standing | NotAvailable:
    """Where the person stands; not available without a period."""
    return state.memo(("standing", today), lambda: guarded(lambda: _standing(state, today)))


def _standing(state: State, today: date) -> Standing | NotAvailable:
    period = period_of(state)
    if isinstance(period, NotAvailable):
        return period
    logs, holiday = day_logs(state), holidays_of(state)
    until = min(today, period.last)
    aims = targets(state).measures
    wanted = {name: aims[name] for name in MEASURES if aims.get(name) is not None}
    gone = pace(period, today, holiday)
    # what is entered for days to come, by a clock set back, does not count yet
    past = [log for log in logs if log.day <= until]
    found = measure_paces(wanted, past, period, today, holiday)
    steps = own_conversions(past, list(STEPS), period)
    in_period = totals(past, period)
    return Standing(
        as_of=today,
        period=period,
        pace=gone,
        measures=found,
        weeks=weeks(past, period, until),
        first_week=first_week("calls", aims["calls"], past, period, until, holiday),
        rates=steps,
        run_rate=run_rate(in_period.get("paid"), gone.elapsed, gone.whole)
        if gone.elapsed
        else NotAvailable(_("No working day of the period has passed yet.")),
        broken=_broken(state, found, steps),
        missing=_missing(past, period, today, state),
        no_work_plan=today >= period.first
        and not records(state, WORK)
        and not records(state, ACTIVITIES),
    )


def _broken(
    state: State, found: tuple[MeasurePace, ...], steps: tuple[StageRate, ...]
) -> str | None:
    by_name = {each.measure: each for each in found}
    if "calls" not in by_name:
        return None
    results = [by_name[name] for name in ("paid", "contracts") if name in by_name]
    result = next((each for each in results if each.light is not Light.GREY), None)
    if result is None:
        return None
    usual = rates(state)
    norms: dict[str, Figure] = {}
    if not isinstance(usual, NotAvailable):
        for step, own in zip(STEPS, steps, strict=True):
            norm = usual.of(step).conversion
            # where not even one case was to go on, that none did says nothing
            if not isinstance(norm, NotAvailable) and (own.count or 0) * norm >= 1:
                norms[step] = norm
    weak = weakest_conversion(steps, norms)
    return broken_place(by_name["calls"].achievement, result.achievement, weak)


def _missing(logs: list[DayLog], period: Period, today: date, state: State) -> tuple[date, ...]:
    entered = {log.day for log in logs}
    holiday = holidays_of(state)
    over = [
        each
        for each in period.days
        if each < today and is_working_day(each, holiday) and each not in entered
    ]
    return tuple(reversed(over))
