"""The action plan: load of each owner, cost, what is done, due, overdue on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.methods.actions import (
    ActionItem,
    ActionStatus,
    Field,
    Finding,
    IsHoliday,
    Level,
    OwnerLoad,
    Person,
    check_plan,
    loads,
)
from facilitator.methods.followup import OnTime, on_time_rate, overdue
from facilitator.model import Action
from facilitator.words.language import _
from facilitator.workshop.results.reading import answer, day_of, in_the_room, initials
from facilitator.workshop.state import State

ANSWERS = "actions"
"""The form whose answers hold what an action has no column for: done_on, and those below."""

MOVED_FROM, MOVED_WHY = "moved_from", "moved_why"
"""The deadline an action was first agreed with, and why it was moved last."""

CONFIRM = "confirm"
"""The form that holds by when an absent voter gives word: subject participant, field "by"."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as of a day; owners are initials, actions are references."""

    items: tuple[ActionItem, ...]
    loads: tuple[OwnerLoad, ...]
    cost: int
    """Minor units of the session's currency, cancelled actions left out."""
    costed: int
    """Actions whose cost is typed in."""
    by_status: Mapping[ActionStatus, int]
    overdue: tuple[str, ...]
    on_time: OnTime


def plan_on(state: State, today: date) -> Plan:
    """Read the action plan as of a day."""
    return state.memo(("plan on", today), lambda: _plan(state, today))


def _plan(state: State, today: date) -> Plan:
    found = items(state)
    costs = [row.cost for row in live(state) if row.cost is not None]
    statuses = [item.status for item in found]
    return Plan(
        items=found,
        loads=loads(found),
        cost=sum(costs),
        costed=len(costs),
        by_status={status: statuses.count(status) for status in ActionStatus},
        overdue=overdue(found, today),
        on_time=on_time_rate(found, today),
    )


def live(state: State) -> tuple[Action, ...]:
    """The actions that are not cancelled."""

    def build() -> tuple[Action, ...]:
        rows = state.rows(Action)
        return tuple(row for row in rows if status_of(row) is not ActionStatus.CANCELLED)

    return state.memo("live actions", build)


def items(state: State) -> tuple[ActionItem, ...]:
    """Every action as the checks want it, in the order of the plan."""
    return state.memo("action items", lambda: tuple(_item(state, r) for r in state.rows(Action)))


def served(state: State) -> frozenset[str]:
    """References that are the source of an action that is not cancelled."""
    return state.memo(
        "served", lambda: frozenset(ref for row in live(state) for ref in row.sources)
    )


def status_of(row: Action) -> ActionStatus:
    """The status of an action in the words of the checks."""
    return ActionStatus(row.status.replace("_", " "))


def _item(state: State, row: Action) -> ActionItem:
    owner = initials(state, row.owner_id) or row.owner_id
    anchor = state.workshop.day or row.deadline or date.min
    return ActionItem(
        ref=row.ref,
        title=row.title,
        owners=(owner,) if owner else (),
        deadline=row.deadline,
        measure=row.measure,
        first_step=row.first_step,
        first_step_on=row.first_step_day,
        sources=tuple(row.sources),
        depends_on=tuple(row.depends_on),
        status=status_of(row),
        done_on=day_of(answer(state, ANSWERS, "done_on", row.id), anchor),
    )


def _no_holiday(_day: date) -> bool:
    return False


def findings(
    state: State, session_day: date, is_holiday: IsHoliday = _no_holiday, *, accepting: bool = False
) -> tuple[Finding, ...]:
    """Check the plan as `methods.actions.check_plan` does; each action of an absent owner alone.

    An absent owner confirms by the day of the action, or by the day noted for the person.
    """
    people: dict[str, Person] = {}
    lacking: list[Finding] = []
    for person in state.people:
        noted = day_of(answer(state, CONFIRM, "by", person.id), session_day)
        owned = [row for row in live(state) if row.owner_id == person.id]
        days = [noted or row.confirm_by for row in owned]
        known = [day for day in days if day is not None]
        here = in_the_room(person)
        people[person.initials] = Person(person.name, here, max(known, default=None))
        if known and not here:
            words = _("{name} is absent; set the date by which {name} confirms.").format(
                name=person.name
            )
            lacking.extend(
                Finding(Level.ERROR, row.ref, Field.OWNER, f"{row.ref}: {words}")
                for row, day in zip(owned, days, strict=True)
                if day is None
            )
    found = check_plan(items(state), people, session_day, is_holiday, accepting)
    continued = {row.ref: status_of(row) for row in live(state) if row.origin_id}
    return (*(each for each in found if not _was_so_before(each, continued)), *lacking)


def _was_so_before(finding: Finding, continued: Mapping[str, ActionStatus]) -> bool:
    """Whether a remark is about days of an earlier session, which are over at its follow-up.

    A deadline that is over stays an error until the action is done or gets a new day.
    """
    status = continued.get(finding.ref or "")
    if status is None:
        return False
    is_done = status is ActionStatus.DONE
    return finding.field is Field.FIRST_STEP or (finding.field is Field.DEADLINE and is_done)
