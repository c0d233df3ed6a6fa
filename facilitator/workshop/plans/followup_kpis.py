"""KPIs at a follow-up: facts against what should be reached by now, with their basis.

Source: methods 2.14.1, coverage rows 48, 167–171, worked example 5.20.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable, fraction, known, plain, total
from facilitator.methods.kpi import DueFact, Frequency, Judged, Light, WatchedKpi, due_facts, judge
from facilitator.methods.kpi import period_of as period_in
from facilitator.methods.periods import Period, month_of, week_of, working_days
from facilitator.methods.smart import Direction
from facilitator.methods.tracking import DayLog, earliest_run_end, pace
from facilitator.model import Participant, Record
from facilitator.words.deadline import say_day
from facilitator.words.language import _, ngettext
from facilitator.words.past_period import read_period, say_past_period
from facilitator.words.period import say_period
from facilitator.workshop.called import called
from facilitator.workshop.plans.counting import (
    counted_here,
    fact_period,
    frequency_of,
    measure_of,
)
from facilitator.workshop.plans.followup import as_of
from facilitator.workshop.plans.holidays import holidays_of
from facilitator.workshop.results import records as rows
from facilitator.workshop.state import State

KPIS, FACTS = "kpis", "kpi_facts"

LEVELS = frozenset({"%", "point", "points", "pts", "nps", "day", "days", "score", "index", "ratio"})
"""Words in the unit of a KPI that is a level: its last fact counts, facts do not add up."""

RUN_WEEKS = 4
"""Weeks in a row at the target that prove a weekly norm (product default)."""

_SHORT = (Frequency.DAILY, Frequency.WEEKLY)
_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 5}
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: the days it is about, what came, what was planned for all of them."""

    row: Record
    """Its row; the KPI itself where the days of this very plan were counted."""
    period: Period
    value: Fraction | None
    plan: Figure
    typed: bool = True
    """Typed by hand, which wins over what the tracked days say."""
    counted: Fraction | None = None
    days: int = 0
    """Tracked days behind `counted`; of a team the days of each."""
    people: int = 0
    """People behind it, where the KPI is nobody's in particular."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One KPI on a day; `expected` is what of the plan should be reached by then."""

    row: Record
    name: str
    person: Participant | None
    left: bool
    """The person is on the list of people no more."""
    unit: str
    kind: str
    frequency: Frequency | None
    facts: tuple[Fact, ...]
    """Those that count now: of a level the last one, else those of the last month with facts."""
    actual: Figure
    expected: Figure
    judged: Judged
    basis: str
    run_end: date | None
    """For a weekly norm that was missed: when four weeks in a row can be complete at best."""

    @property
    def light(self) -> Light:
        """Green, amber, red, or grey without data."""
        return self.judged.light

    @property
    def ref(self) -> str:
        """The reference of the KPI."""
        return self.row.ref


def is_level(row: Record) -> bool:
    """Whether the facts of a KPI do not add up, as percentages and days do not."""
    return bool(LEVELS & set(rows.text(row, "unit").casefold().replace("/", " ").split()))


def standings(state: State, today: date) -> tuple[Standing, ...]:
    """Every KPI as of the day of the review, in the order of the ledger."""
    day = as_of(state, today)
    return state.memo(
        ("kpi standings", day),
        lambda: tuple(_standing(state, row, day) for row in rows.records(state, KPIS)),
    )


def _standing(state: State, row: Record, day: date) -> Standing:
    frequency = frequency_of(row)
    past = [each for each in _facts(state, row, frequency, day) if each.period.first <= day]
    past.sort(key=lambda each: each.period.first)
    level = is_level(row)
    counted = past[-1:] if level else _of_last_month(past)
    actual = _actual(counted, row, level)
    expected = counted[-1].plan if level and counted else _expected(state, counted, row, day)
    down = rows.text(row, "direction") == "down"
    judged = judge(actual, expected, Direction.DOWN if down else Direction.UP)
    person = rows.person(state, row, "person")
    return Standing(
        row=row,
        name=rows.text(row, "name"),
        person=person,
        left=bool(rows.text(row, "person")) and person is None,
        unit=rows.text(row, "unit"),
        kind=rows.text(row, "kind"),
        frequency=frequency,
        facts=tuple(counted),
        actual=actual,
        expected=expected,
        judged=judged,
        basis=_basis(state, row, counted, level, day),
        run_end=_run_end(row, past, frequency, level, down, day),
    )


def _fact_rows(state: State, ref: str) -> Sequence[Record]:
    return rows.rows_pointing_to(state, ref, FACTS)


def _facts(state: State, kpi: Record, frequency: Frequency | None, day: date) -> list[Fact]:
    """Facts with a period; a counted one gives way to those typed for the same days."""
    rowed = (_fact(kpi, each, frequency) for each in _fact_rows(state, kpi.ref))
    every = [each for each in rowed if each is not None]
    for each in counted_here(state, kpi, day):
        plan = _share(kpi, kpi, each.period, frequency)
        every.append(Fact(kpi, each.period, each.value, plan, False, each.value, each.days))
    typed = [each for each in every if each.typed]
    return [
        each
        for each in every
        if each.typed
        or not any(
            one.period.first <= each.period.last and each.period.first <= one.period.last
            for one in typed
        )
    ]


def _fact(kpi: Record, row: Record, frequency: Frequency | None) -> Fact | None:
    period = fact_period(row, frequency)
    if period is None:
        return None
    value, counted, typed = (rows.number(row, each) for each in ("fact", "counted", "plan"))
    plan = fraction(typed) if typed is not None else _share(kpi, row, period, frequency)
    came = counted if value is None else value
    return Fact(
        row,
        period,
        None if came is None else fraction(came),
        plan,
        typed=value is not None or counted is None,
        counted=None if counted is None else fraction(counted),
        days=int(rows.number(row, "days") or 0),
        people=int(rows.number(row, "people") or 0),
    )


def _share(kpi: Record, row: Record, period: Period, frequency: Frequency | None) -> Figure:
    """The target of a KPI for the days of a fact, from its target for one period."""
    target = rows.number(kpi, "target")
    name = rows.text(kpi, "name")
    if target is None:
        return NotAvailable(_("{name} has no target.").format(name=name))
    if is_level(kpi) or frequency is None or period == period_in(frequency, period.first):
        return fraction(target)
    if frequency in _DAYS:
        days = sum(day.weekday() <= 4 for day in period.days)
        return fraction(target) * Fraction(days, _DAYS[frequency])
    parts = Fraction(period.months, _MONTHS[frequency])
    if parts.denominator == 1 and period.first.day == 1:
        return fraction(target) * parts
    said = say_past_period(rows.text(row, "period")) or say_period(period.first, period.last)
    return NotAvailable(
        _("The target of {name} is {frequency}; type the plan of {period} behind it.").format(
            name=name, frequency=called(frequency), period=said
        )
    )


def _of_last_month(past: Sequence[Fact]) -> list[Fact]:
    """Facts of the month the last one begins in; a longer period stands for itself."""
    if not past:
        return []
    month = month_of(past[-1].period.first)
    return [each for each in past if each.period.first in month]


def _actual(counted: Sequence[Fact], kpi: Record, level: bool) -> Figure:
    if not counted:
        return NotAvailable(_("There is no fact yet."))
    for each in counted:
        if each.value is None:
            return NotAvailable(_("{ref} has no number.").format(ref=each.row.ref))
        if each.value < 0 and not level and (rows.number(kpi, "target") or 0) >= 0:
            count = plain(each.value)
            return NotAvailable(
                _("{ref} is {count}; what adds up is 0 or more.").format(
                    ref=each.row.ref, count=count
                )
            )
    return total([each.value for each in counted if each.value is not None])


def _expected(state: State, counted: Sequence[Fact], kpi: Record, day: date) -> Figure:
    """The plans of the periods, each only as far as its working days have passed."""
    if not counted:
        target = rows.number(kpi, "target")
        return NotAvailable(_("There is no target.")) if target is None else fraction(target)
    plans = {each.period: each.plan for each in counted}
    holiday = holidays_of(state)
    parts: list[Figure] = []
    for period, plan in plans.items():
        gone = pace(period, day, holiday)
        # A fact entered for a period without working days is held against the whole of it.
        share = gone.share if gone.elapsed else Fraction(1)
        found = known(plan, share)
        parts.append(found if isinstance(found, NotAvailable) else found[0] * found[1])
    added = known(*parts)
    return added if isinstance(added, NotAvailable) else total(added)


def _basis(state: State, kpi: Record, counted: Sequence[Fact], level: bool, day: date) -> str:
    """The facts one by one, how much of their days has passed, and whether they were counted."""
    if not counted:
        return ""
    shown = " + ".join("–" if each.value is None else plain(each.value) for each in counted)
    said = _said(counted[-1])
    parts = (
        [said]
        if len(counted) == 1
        else [_("{figures} up to {period}").format(figures=shown, period=said)]
    )
    if not level:
        holiday = holidays_of(state)
        periods = {each.period for each in counted}
        gone = sum(pace(each, day, holiday).elapsed for each in periods)
        whole = sum(working_days(each, holiday) for each in periods)
        if gone < whole:
            parts.append(_("{gone} of {whole} working days").format(gone=gone, whole=whole))
    return ", ".join(filter(None, (*parts, origin(state, kpi, counted))))


def fact_of(kpi: Record, row: Record) -> list[Fact]:
    """One row as a fact of its KPI; empty when its days cannot be read."""
    found = _fact(kpi, row, frequency_of(kpi))
    return [] if found is None else [found]


def origin(state: State, kpi: Record, facts: Sequence[Fact]) -> str:
    """Whether facts were counted, from how many days; nothing where there is nothing to count."""
    days = sum(each.days for each in facts if not each.typed)
    by_hand = sum(each.typed for each in facts)
    if not days:
        aside = [each for each in facts if each.counted is not None and each.counted != each.value]
        if aside:
            said = plain(total([each.counted for each in aside if each.counted is not None]))
            return _("typed; the tracked days say {count}").format(count=said)
        return _("typed") if facts and measure_of(state, kpi) else ""
    people = max(each.people for each in facts)
    if people:
        said = ngettext(
            "counted from {days} tracked day ({people})",
            "counted from {days} tracked days ({people})",
            days,
        ).format(
            days=days,
            people=ngettext("{count} person", "{count} people", people).format(count=people),
        )
    else:
        said = ngettext(
            "counted from {days} tracked day", "counted from {days} tracked days", days
        ).format(days=days)
    if not by_hand:
        return said
    return _("{count} typed, the rest {counted}").format(count=by_hand, counted=said)


def _said(fact: Fact) -> str:
    """The days a fact is about; a week by its Monday."""
    period = fact.period
    if period == week_of(period.first):
        return _("the week of {day}").format(day=say_day(period.first))
    said = say_period(period.first, period.last)
    return say_day(period.first) if period.first == period.last else said


def _run_end(
    row: Record,
    past: Sequence[Fact],
    frequency: Frequency | None,
    level: bool,
    down: bool,
    day: date,
) -> date | None:
    target = rows.number(row, "target")
    weekly = frequency is Frequency.WEEKLY and not level and not down
    if not weekly or target is None or not past:
        return None
    logs = [DayLog(each.period.first, {"fact": each.value}) for each in past]
    start = logs[0].day
    end = earliest_run_end(logs, "fact", target, RUN_WEEKS, start, day)
    unbroken = earliest_run_end([], "fact", Fraction(0), RUN_WEEKS, week_of(start).first, day)
    return end if end > unbroken else None


# -- which facts are due -------------------------------------------------------------------------


def facts_due(state: State, today: date) -> tuple[DueFact, ...]:
    """Facts to enter by the day of the review: the last period of each KPI that is over."""
    day = as_of(state, today)
    found = standings(state, today)
    watched = [
        WatchedKpi(each.ref, each.frequency, _begins(state, each, day))
        for each in found
        if each.frequency is not None
    ]
    entered = [
        (each.ref, day)
        for each in found
        for row in _fact_rows(state, each.ref)
        if (days := read_period(rows.text(row, "period"))) is not None
        for day in Period(*days).days
    ]
    return due_facts(watched, entered, day, holidays_of(state))


def _begins(state: State, standing: Standing, day: date) -> date:
    """From when a KPI is watched: its first fact, else the plan's first day, else this year."""
    found = [read_period(rows.text(row, "period")) for row in _fact_rows(state, standing.ref)]
    first = min((days[0] for days in found if days is not None), default=None)
    return first or state.workshop.period_first or date(day.year, 1, 1)
