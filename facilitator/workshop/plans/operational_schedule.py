"""Schedule of a period: tasks, activities and actions by day, what waits for what, what collides.

Source: coverage rows 123, 126 and 127, agenda 3.3 step 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from facilitator.methods.remarks import Remark
from facilitator.methods.schedule import Collision, Task, check_schedule, collisions, in_order
from facilitator.model import Record
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop.plans.months import plan_period
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.actions import live
from facilitator.workshop.results.reading import initials
from facilitator.workshop.state import State

TASKS, ACTIVITIES, CONTROLS = "period_tasks", "marketing", "controls"
LONG = 7
"""Days from which on a task does not collide by its length alone (product default)."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the schedule."""

    task: Task
    text: str


def planned(state: State, today: date) -> tuple[Planned, ...]:
    """Tasks, activities, and the actions due inside the period, in an order that can be worked."""
    period = plan_period(state, today)
    found = [_task(state, row) for row in rows.records(state, TASKS)]
    found += [_activity(state, row) for row in rows.records(state, ACTIVITIES)]
    found += [
        Planned(Task(row.ref, None, row.deadline, initials(state, row.owner_id)), row.title)
        for row in live(state)
        if row.deadline is not None and row.deadline in period
    ]
    by_ref = {each.task.ref: each for each in found}
    return tuple(by_ref[ref] for ref in in_order([each.task for each in found]))


def _task(state: State, row: Record) -> Planned:
    task = Task(
        ref=row.ref,
        start=rows.day(row, "start"),
        deadline=rows.day(row, "deadline"),
        owner=initials(state, rows.text(row, "person")),
        depends_on=rows.refs(row, "depends_on"),
    )
    return Planned(task, rows.text(row, "text"))


def _activity(state: State, row: Record) -> Planned:
    first = rows.day(row, "first")
    owner = initials(state, rows.text(row, "person"))
    return Planned(
        Task(row.ref, first, rows.day(row, "last") or first, owner), rows.text(row, "text")
    )


def schedule_remarks(state: State, today: date) -> tuple[Remark, ...]:
    """Dates outside the period, wrong order, circles; actions of other periods do not count."""
    tasks = [each.task for each in planned(state, today)]
    return check_schedule(tasks, plan_period(state, today))


def colliding(state: State, today: date) -> tuple[Collision, ...]:
    """Two things of one person on the same days; what takes over a week counts at its end."""
    return collisions([_at_hand(each.task) for each in planned(state, today)])


def _at_hand(task: Task) -> Task:
    """Weeks of work leave room for other things, its last day less so."""
    long = task.start and task.deadline and (task.deadline - task.start).days > LONG
    return replace(task, start=None) if long else task


def bar(task: Task, first: date, last: date, width: int) -> str:
    """A task as a bar over the days of a period: “···███·····”; empty without a deadline."""
    if task.deadline is None or width <= 0:
        return ""
    days = (last - first).days + 1

    def column(day: date) -> int:
        inside = min(max((day - first).days, 0), days - 1)
        return inside * width // days

    begins = column(min(task.start or task.deadline, task.deadline))
    ends = column(task.deadline)
    return "·" * begins + "█" * (ends - begins + 1) + "·" * (width - ends - 1)


# -- control ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ControlDate:
    """A day on which somebody looks at something."""

    row: Record
    text: str
    day: date | None
    who: str
    threshold: str
    lacks: str


def control_dates(state: State, today: date) -> tuple[ControlDate, ...]:
    """Every control date, the earliest first; those without a day come last."""
    period = plan_period(state, today)
    found: list[ControlDate] = []
    for row in rows.records(state, CONTROLS):
        day = rows.day(row, "day")
        who = initials(state, rows.text(row, "person"))
        lacks = ""
        if rows.text(row, "person") and not who:
            lacks = _("{ref}: its person has left; name who looks now.").format(ref=row.ref)
        elif day is not None and day not in period:
            lacks = _("{ref}: {day} lies outside {first} – {last}.").format(
                ref=row.ref,
                day=say_day(day),
                first=say_day(period.first),
                last=say_day(period.last),
            )
        text, threshold = rows.text(row, "text"), rows.text(row, "threshold")
        found.append(ControlDate(row, text, day, who, threshold, lacks))
    return tuple(sorted(found, key=lambda each: (each.day or date.max, each.row.ref)))


def left_behind(state: State) -> tuple[str, ...]:
    """References of rows of the plan whose person is on the list of people no more."""
    ledgers: Sequence[str] = (TASKS, ACTIVITIES, CONTROLS, "risks", "deals", "promises")
    every = chain.from_iterable(rows.records(state, ledger) for ledger in ledgers)
    return tuple(
        row.ref
        for row in every
        if rows.text(row, "person") and rows.person(state, row, "person") is None
    )
