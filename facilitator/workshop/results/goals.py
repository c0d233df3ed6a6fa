"""Goals: SMART letters, confidence, change, and which goals have actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.smart import Goal as CheckedGoal
from facilitator.methods.smart import Letter, Smart, check_goal, goals_hint
from facilitator.model import Goal, Topic
from facilitator.words.language import _
from facilitator.workshop.results.actions import served
from facilitator.workshop.results.funnel import bridge_of
from facilitator.workshop.results.reading import (
    answer,
    day_of,
    entries,
    guarded,
    initials,
    number,
    yes_no,
)
from facilitator.workshop.results.rounds import hands, is_round_hidden
from facilitator.workshop.state import State

ANSWERS = "goals"
"""The form whose answers hold what a goal has no column for: same_reading."""

PLAN_DAYS = 548
"""A goal may lie up to eighteen months after the session."""


@dataclass(frozen=True, slots=True)
class GoalResult:
    """One goal; `confidence` maps initials of voters to 1–5, None where nobody voted yet."""

    goal: Goal
    smart: Smart | NotAvailable
    confidence: dict[str, int | None]
    change: Fraction | NotAvailable
    """Target minus baseline."""
    has_action: bool
    hidden: bool = False
    """Whether the confidence is not to be seen yet: all of it is None then."""

    @property
    def letters(self) -> str:
        """The letters that are met, such as "SMRT"."""
        if isinstance(self.smart, NotAvailable):
            return ""
        return "".join(letter for letter in self.smart.met if letter is not Letter.OWNER)

    @property
    def lowest(self) -> int | None:
        """The lowest confidence given."""
        return min((vote for vote in self.confidence.values() if vote is not None), default=None)

    @property
    def mean(self) -> Fraction | NotAvailable:
        """The mean confidence."""
        return self.smart if isinstance(self.smart, NotAvailable) else self.smart.confidence


@dataclass(frozen=True, slots=True)
class Goals:
    """All goals; `hint` says when there are too few or too many."""

    goals: tuple[GoalResult, ...]
    hint: str | None
    directions: frozenset[str]
    """Which of "new" and "existing" clients the goals are about."""


def goals(state: State, today: date) -> Goals:
    """Check every goal of the session; the plan period begins on its day (or today)."""
    return state.memo(("goals", today), lambda: _goals(state, today))


def _goals(state: State, today: date) -> Goals:
    rows = state.rows(Goal)
    directions: set[str] = set()
    for row in rows:
        directions |= {"new", "existing"} if row.direction == "both" else {row.direction}
    return Goals(
        goals=tuple(_result(state, row, state.workshop.day or today) for row in rows),
        hint=goals_hint(len(rows)),
        directions=frozenset(directions & {"new", "existing"}),
    )


def _result(state: State, row: Goal, start: date) -> GoalResult:
    confidence = hands(state, Topic.CONFIDENCE, row.id)
    checked = _checked(state, row, confidence, start)
    base, target = number(row.baseline), number(row.target)
    change: Fraction | NotAvailable = NotAvailable(_("The change needs a baseline and a target."))
    if base is not None and target is not None:
        change = target - base
    return GoalResult(
        goal=row,
        smart=guarded(lambda: check_goal(checked, start, start + timedelta(days=PLAN_DAYS))),
        confidence=confidence,
        change=change,
        has_action=row.ref in served(state),
        hidden=is_round_hidden(state, Topic.CONFIDENCE, row.id),
    )


def _checked(
    state: State, row: Goal, confidence: dict[str, int | None], start: date
) -> CheckedGoal:
    bridge = bridge_of(state, row.ref)
    shown = bridge is not None and not isinstance(bridge.historical, NotAvailable)
    return CheckedGoal(
        text=row.text,
        scope=(row.scope,) if row.scope.strip() else (),
        same_reading=yes_no(answer(state, ANSWERS, "same_reading", row.id)),
        metric=row.metric,
        unit=row.unit,
        baseline=number(row.baseline),
        target=number(row.target),
        data_source=row.data_source,
        limit=number(row.capacity),
        activity_shown=True if shown else None,
        confidence=tuple(confidence.values()),
        reasons=tuple(row.sources),
        relevance_confirmed=True if row.relevant else None,
        deadline=row.deadline,
        milestones=_milestones(row.milestone, start),
        owner=initials(state, row.owner_id) or None,
    )


def _milestones(text: str, start: date) -> tuple[date, ...]:
    """Days before the first colon of each milestone: "30 Jun: 1 312 k€; 30 Sep: 2 000 k€"."""
    days = [day_of(entry.partition(":")[0], start) for entry in entries(text)]
    return tuple(day for day in days if day is not None)
