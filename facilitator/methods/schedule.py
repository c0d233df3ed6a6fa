"""Schedule of a period: order of tasks, deadlines inside it, and dates that collide.

Source: coverage row 126; agenda 3.3 step 6; methods 2.17 (dependencies).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from facilitator.methods.actions import Level
from facilitator.methods.periods import Period
from facilitator.methods.remarks import Remark
from facilitator.words.days import say_day
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class Task:
    """A task or event; without a start it takes the day of its deadline alone."""

    ref: str
    start: date | None
    deadline: date | None
    owner: str = ""
    depends_on: tuple[str, ...] = ()


def check_schedule(tasks: Sequence[Task], period: Period) -> tuple[Remark, ...]:
    """What is wrong with the dates, task by task in the order given, then circles."""
    others = {task.ref: task for task in tasks}
    found: list[Remark] = []
    for task in tasks:
        found += [_error(task, sentence) for sentence in _dates(task, period)]
        for ref in task.depends_on:
            sentence = _order(task, ref, others.get(ref))
            if sentence:
                found.append(_error(task, sentence))
    circle = _circle(tasks)
    if circle:
        waiting = circle[0]
        for ref in circle[1:]:
            waiting = _("{task} waits for {other}").format(task=waiting, other=ref)
        sentence = _("{tasks}: nobody can begin; take one out.").format(tasks=waiting)
        found.append(Remark(Level.ERROR, circle[0], sentence))
    return tuple(found)


def in_order(tasks: Sequence[Task]) -> tuple[str, ...]:
    """References so that every task stands after those it waits for; earlier deadlines first.

    Tasks in a circle, and those behind it, come last in the order given.
    """
    known = {task.ref for task in tasks}
    waiting = {task.ref: {ref for ref in task.depends_on if ref in known} for task in tasks}
    place = {task.ref: (task.deadline or date.max, at) for at, task in enumerate(tasks)}
    done: list[str] = []
    while ready := [ref for ref, before in waiting.items() if not before]:
        following = min(ready, key=lambda ref: place[ref])
        done.append(following)
        del waiting[following]
        for before in waiting.values():
            before.discard(following)
    return (*done, *waiting)


@dataclass(frozen=True, slots=True)
class Collision:
    """Two tasks of one person on the same days."""

    owner: str
    first: str
    second: str
    days: Period


def collisions(tasks: Sequence[Task]) -> tuple[Collision, ...]:
    """Pairs of tasks of one owner whose days overlap, by day; tasks without dates have none."""
    found: list[Collision] = []
    owners: dict[str, list[tuple[Task, Period]]] = {}
    for task in sorted(tasks, key=lambda one: one.ref):
        begins, ends = task.start or task.deadline, task.deadline
        if task.owner and begins and ends and begins <= ends:
            owners.setdefault(task.owner, []).append((task, Period(begins, ends)))
    for owner, own in owners.items():
        for (one, span), (other, also) in combinations(own, 2):
            first, last = max(span.first, also.first), min(span.last, also.last)
            if first <= last:
                found.append(Collision(owner, one.ref, other.ref, Period(first, last)))
    return tuple(sorted(found, key=lambda each: (each.days.first, each.first, each.second)))


def _dates(task: Task, period: Period) -> list[str]:
    if task.deadline is None:
        return [_("Set a deadline.")]
    found: list[str] = []
    first, last = say_day(period.first), say_day(period.last)
    if task.deadline not in period:
        found.append(
            _("The deadline {day} lies outside {first} to {last}.").format(
                day=say_day(task.deadline), first=first, last=last
            )
        )
    if task.start is not None and task.start > task.deadline:
        found.append(_("It starts on {day}, after its deadline.").format(day=say_day(task.start)))
    elif task.start is not None and task.start not in period:
        found.append(
            _("The start {day} lies outside {first} to {last}.").format(
                day=say_day(task.start), first=first, last=last
            )
        )
    return found


def _order(task: Task, ref: str, other: Task | None) -> str | None:
    if other is None:
        return _("It waits for {ref}, which is not in the schedule.").format(ref=ref)
    if ref == task.ref or other.deadline is None or task.deadline is None:
        return None
    if other.deadline > task.deadline:
        return _("It waits for {ref}, which is due later ({day}).").format(
            ref=ref, day=say_day(other.deadline)
        )
    if task.start is not None and other.deadline > task.start:
        return _("It starts before {ref} is due ({day}).").format(
            ref=ref, day=say_day(other.deadline)
        )
    return None


def _circle(tasks: Sequence[Task]) -> list[str]:
    """References that wait for each other, the first one repeated at the end."""
    sorter = TopologicalSorter({task.ref: task.depends_on for task in tasks})
    try:
        sorter.prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _error(task: Task, sentence: str) -> Remark:
    return Remark(Level.ERROR, task.ref, f"{task.ref}: {sentence}")
