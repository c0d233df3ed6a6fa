"""Follow-up: where every action stands on a day, how late it is, and what it was moved for.

Source: coverage rows 167–180, methods 2.14.1 and 2.17, worked example 5.20.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.methods.actions import ActionItem, ActionStatus, OwnerLoad, loads
from facilitator.methods.exact import NotAvailable
from facilitator.methods.followup import OnTime, is_overdue, on_time_rate, working_days_late
from facilitator.methods.kpi import KpiKind, Rhythm, control_rhythm
from facilitator.methods.review import slip, status_counts
from facilitator.model import Action
from facilitator.words.language import _
from facilitator.workshop.plans.holidays import holidays_of
from facilitator.workshop.plans.sales_people import cycle_days
from facilitator.workshop.results.actions import ANSWERS, MOVED_FROM, MOVED_WHY, items
from facilitator.workshop.results.reading import answer, day_of, whole
from facilitator.workshop.state import State

FORM = "scoreboard"
CLOSED = (ActionStatus.DONE, ActionStatus.CANCELLED)


def as_of_set(state: State) -> date | None:
    """The day the room said the statuses hold for."""
    anchor = state.workshop.day or date.min
    for form in (FORM, "session"):
        if said := day_of(answer(state, form, "as_of"), anchor):
            return said
    return None


def as_of(state: State, today: date) -> date:
    """The day the statuses hold for: as the room said, else the day of the review, else today."""
    return as_of_set(state) or state.workshop.day or today


@dataclass(frozen=True, slots=True)
class ActionReview:
    """One action on a day; days are working days where the session lives."""

    action: Action
    item: ActionItem
    overdue: bool
    late: int | None
    """Days behind the deadline: of a done action until it was done, of an overdue one so far;
    None while nobody can know."""
    agreed: date | None
    """The deadline as first agreed, where it was moved since."""
    slip: int | None
    """Days it was moved, below zero for earlier."""
    why: str

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.item.status not in CLOSED


def reviews(state: State, today: date) -> tuple[ActionReview, ...]:
    """Every action, in the order of the plan."""
    day = as_of(state, today)
    return state.memo(("action reviews", day), lambda: _reviews(state, day))


def _reviews(state: State, day: date) -> tuple[ActionReview, ...]:
    rows = state.rows(Action)
    return tuple(
        _review(state, row, item, day) for row, item in zip(rows, items(state), strict=True)
    )


def _review(state: State, row: Action, item: ActionItem, day: date) -> ActionReview:
    holiday = holidays_of(state)
    overdue = is_overdue(item, day)
    until = day if overdue else item.done_on if item.status is ActionStatus.DONE else None
    late = None
    if until is not None and row.deadline is not None:
        late = working_days_late(row.deadline, until, holiday)
    agreed = day_of(answer(state, ANSWERS, MOVED_FROM, row.id), date.min)
    moved = slip(agreed, row.deadline, holiday) if agreed and row.deadline else None
    why = answer(state, ANSWERS, MOVED_WHY, row.id)
    return ActionReview(row, item, overdue, late, agreed, moved, why)


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The plan on a day; owners are initials, actions are references."""

    as_of: date
    by_status: Mapping[ActionStatus, int]
    on_time: OnTime
    late: tuple[ActionReview, ...]
    """Done after their deadline."""
    overdue: tuple[ActionReview, ...]
    blocked: tuple[ActionReview, ...]
    moved: tuple[ActionReview, ...]
    loads: tuple[OwnerLoad, ...]
    """Open actions of each owner."""


def scoreboard(state: State, today: date) -> Scoreboard:
    """Count the actions as of the day of the review."""
    found = reviews(state, today)
    every = [each.item for each in found]
    day = as_of(state, today)
    done = (each for each in found if each.item.status is ActionStatus.DONE)
    return Scoreboard(
        as_of=day,
        by_status=status_counts(every),
        on_time=on_time_rate(every, day),
        late=tuple(each for each in done if each.late),
        overdue=tuple(each for each in found if each.overdue),
        blocked=tuple(each for each in found if each.item.status is ActionStatus.BLOCKED),
        moved=tuple(each for each in found if each.slip),
        loads=loads([each.item for each in found if each.is_open]),
    )


def control(state: State) -> tuple[dict[KpiKind, Rhythm] | NotAvailable, int | None, str]:
    """How often to look at each kind of KPI, with the days of the sales cycle and their source."""
    typed = whole(answer(state, FORM, "cycle_days"))
    days, source = (typed, _("typed here")) if typed is not None else cycle_days(state)
    found: dict[KpiKind, Rhythm] = {}
    for kind in KpiKind:
        rhythm = control_rhythm(days, kind)
        if isinstance(rhythm, NotAvailable):
            return rhythm, days, source
        found[kind] = rhythm
    return found, days, source
