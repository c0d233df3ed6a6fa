"""Goals at a follow-up: their lights, what the numbers speak for, what the room decided.

Source: coverage rows 48, 169, 177 and 179, methods 2.14.1, agenda 3.4 step 4.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from facilitator.methods.exact import Figure, NotAvailable, or_none
from facilitator.methods.kpi import Light
from facilitator.methods.remarks import Remark
from facilitator.methods.review import (
    Correction,
    GoalReview,
    Suggestion,
    check_goals,
    contracts_hint,
    suggest,
)
from facilitator.model import Goal, Record
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.followup_kpis import Standing, is_level, standings
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.funnel import SHEET as FUNNEL
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.state import State

CORRECTIONS = "corrections"
SMALL_SAMPLE = 30

STEPS = (
    "cold call",
    "first meeting",
    "qualified",
    "proposal",
    "terms agreed",
    "contract",
    "paid",
)
"""The steps of a funnel as KPIs name them; the funnel sheet has its rows in the same order."""

_WORST = (Light.RED, Light.AMBER, Light.GREEN)


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """One goal: its light is the worst of its result KPIs, grey while none has a fact."""

    goal: Goal
    results: tuple[Standing, ...]
    activities: tuple[Standing, ...]
    light: Light
    decision: Record | None
    suggestion: Suggestion


def goal_standings(state: State, today: date) -> tuple[GoalStanding, ...]:
    """Every goal with the KPIs that serve it."""
    found = standings(state, today)
    return tuple(_goal(state, row, found) for row in state.rows(Goal))


def _goal(state: State, goal: Goal, found: tuple[Standing, ...]) -> GoalStanding:
    mine = [each for each in found if goal.ref in rows.refs(each.row, "goal")]
    results = tuple(each for each in mine if each.kind != "process")
    activities = tuple(each for each in mine if each.kind == "process")
    light = worst([each.light for each in results])
    return GoalStanding(
        goal=goal,
        results=results,
        activities=activities,
        light=light,
        decision=decision_on(state, goal.ref),
        suggestion=suggest(light, _activity(activities)),
    )


def worst(lights: list[Light]) -> Light:
    """Red before amber before green; grey when nothing else is known."""
    return next((light for light in _WORST if light in lights), Light.GREY)


def _activity(activities: tuple[Standing, ...]) -> Figure:
    """The weakest activity counts: it is what to look at first."""
    known = [
        each.judged.achievement
        for each in activities
        if not isinstance(each.judged.achievement, NotAvailable)
    ]
    return min(known) if known else NotAvailable(_("No activity is known."))


def decision_on(state: State, ref: str) -> Record | None:
    """The last correction about a goal or KPI."""
    about = [row for row in rows.records(state, CORRECTIONS) if ref in rows.refs(row, "about")]
    return about[-1] if about else None


def undecided(state: State, today: date) -> tuple[Remark, ...]:
    """Red goals, and red KPIs of no goal that is decided on, without keep, correct or stop."""
    goals = goal_standings(state, today)
    decided = {each.goal.ref for each in goals if each.decision is not None}
    reviewed = [_review(each.goal.ref, each.light, each.decision) for each in goals]
    for each in standings(state, today):
        if not decided & set(rows.refs(each.row, "goal")):
            reviewed.append(_review(each.ref, each.light, decision_on(state, each.ref)))
    return check_goals(reviewed)


def _review(ref: str, light: Light, row: Record | None) -> GoalReview:
    said = rows.text(row, "decision") if row else ""
    decision = next((each for each in Correction if each == said), None)
    return GoalReview(ref, light, decision, rows.text(row, "reason") if row else "")


# -- what the numbers hint at --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many of one step became the next, beside history; `cases` is the basis of each."""

    earlier: Standing
    later: Standing
    rate: Fraction
    cases: int
    usual: Figure
    usual_cases: int | None

    @property
    def small(self) -> bool:
        """Whether fewer than thirty cases are counted, too few to judge by."""
        return self.cases < SMALL_SAMPLE


def conversions(state: State, today: date) -> tuple[Conversion, ...]:
    """Conversions between neighbouring steps of one person's, or the team's, KPIs."""
    by_person: dict[str, dict[str, Standing]] = {}
    for each in standings(state, today):
        step = rows.text(each.row, "step")
        if step in STEPS and not is_money(state, each) and not is_level(each.row):
            by_person.setdefault(rows.text(each.row, "person"), {}).setdefault(step, each)
    found: list[Conversion] = []
    for mine in by_person.values():
        for earlier, later in pairwise(mine[step] for step in STEPS if step in mine):
            conversion = _conversion(state, earlier, later)
            if conversion is not None:
                found.append(conversion)
    return tuple(found)


def is_money(state: State, standing: Standing) -> bool:
    """Whether a KPI is counted in money and not in cases."""
    signs = (state.workshop.currency.casefold(), "€", "$", "£")
    return any(sign in standing.unit.casefold() for sign in signs if sign)


def _conversion(state: State, earlier: Standing, later: Standing) -> Conversion | None:
    first, second = earlier.actual, later.actual
    if isinstance(first, NotAvailable) or isinstance(second, NotAvailable) or first <= 0:
        return None
    usual, cases = _usual(state, rows.text(earlier.row, "step"), rows.text(later.row, "step"))
    return Conversion(earlier, later, second / first, int(first), usual, cases)


def _usual(state: State, earlier: str, later: str) -> tuple[Figure, int | None]:
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return found, None
    counted = {fixed_row(FUNNEL, step.stage): step.count for step in found.steps}
    counted |= {fixed_row(FUNNEL, step.stage): step.count for step in found.after}
    first, second = counted.get(fixed_row(FUNNEL, earlier)), counted.get(fixed_row(FUNNEL, later))
    if not first or second is None:
        return NotAvailable(_uncounted(earlier)), None
    return Fraction(second, first), first


def _uncounted(step: str) -> str:
    match step:
        case "cold call":
            return _("The funnel of the session does not count cold calls.")
        case "first meeting":
            return _("The funnel of the session does not count first meetings.")
        case "proposal":
            return _("The funnel of the session does not count proposals.")
        case "contract":
            return _("The funnel of the session does not count contracts.")
        case _other:
            said = _("The funnel of the session does not count this step: {step}.")
            return said.format(step=called(step))


def payment_hint(state: State, today: date) -> str | None:
    """Sentence when contracts reach their plan and paid revenue does not (coverage row 48)."""
    every = standings(state, today)
    contracts = _first(state, every, "contract", money=False)
    paid = _first(state, every, "paid", money=True)
    if contracts is None or paid is None:
        return None
    return contracts_hint(
        _whole(contracts.actual), _whole(contracts.expected), or_none(paid.actual),
        or_none(paid.expected),
    )  # fmt: skip


def _first(state: State, every: tuple[Standing, ...], step: str, *, money: bool) -> Standing | None:
    fits = (each for each in every if rows.text(each.row, "step") == step and each.facts)
    return next((each for each in fits if is_money(state, each) is money), None)


def _whole(figure: Figure) -> int | None:
    return None if isinstance(figure, NotAvailable) else -(-figure.numerator // figure.denominator)
