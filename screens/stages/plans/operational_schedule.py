"""The days of an operational plan as lines: tasks as bars, marketing."""

from collections.abc import Sequence
from datetime import date

from facilitator.model import Record
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop.called import begun
from facilitator.workshop.plans.months import plan_period
from facilitator.workshop.plans.operational_schedule import (
    Planned,
    bar,
    colliding,
    left_behind,
    planned,
    schedule_remarks,
)
from facilitator.workshop.results.records import number as figure
from facilitator.workshop.results.records import records, text
from facilitator.workshop.state import State
from screens.stages.shown import money, plain, remark, remarks
from screens.widgets.itemlist import Item, Tone

_BAR = 28
"""Columns of the schedule's bars: a week of a quarter is two, a day of February is one."""


def schedule_lines(state: State, today: date) -> list[Item]:
    """Every task as a bar, tasks in the wrong order, people with two at once."""
    found = planned(state, today)
    if not found:
        return [Item("none", _("No task has a day yet."), tone="muted")]
    period = plan_period(state, today)
    wrong = {each.ref for each in schedule_remarks(state, today)}
    items = [_planned(each, period.first, period.last, each.task.ref in wrong) for each in found]
    items += remarks(schedule_remarks(state, today))
    for at, each in enumerate(colliding(state, today)):
        days = say_day(each.days.first)
        if each.days.first != each.days.last:
            days = f"{days} – {say_day(each.days.last)}"
        said = _("{owner} has {first} and {second} on the same days: {days}.").format(
            owner=each.owner, first=each.first, second=each.second, days=days
        )
        items.append(remark(f"collide {at}", said))
    items += [
        remark(
            f"left {ref}",
            _("{ref}: its person has left; name who takes it on.").format(ref=ref),
            "bad",
        )
        for ref in left_behind(state)
    ]
    return items


def _planned(found: Planned, first: date, last: date, wrong: bool) -> Item:
    task = found.task
    day = say_day(task.deadline) if task.deadline else _("no day")
    waits = _("after {tasks}").format(tasks=" ".join(task.depends_on)) if task.depends_on else ""
    detail = f"{bar(task, first, last, _BAR)}  {day} {task.owner} {waits}".strip()
    tone: Tone = "bad" if wrong else ""
    return Item(f"plan {task.ref}", found.text, task.ref, detail=detail, tone=tone)


def marketing_lines(state: State, today: date) -> list[Item]:
    """What attracting and retaining cost and bring, then the schedule."""
    rows = records(state, "marketing")
    if not rows:
        return []
    items: list[Item] = []
    for purpose in ("attract", "retain"):
        mine = [row for row in rows if text(row, "purpose") == purpose]
        items.append(_purpose(state, purpose, mine))
    none = [row.ref for row in rows if not text(row, "leads")]
    if none:
        items.append(
            Item(
                "no leads",
                _("No leads are named for {rows}.").format(rows=", ".join(none)),
                tone="muted",
            )
        )
    return [*items, *schedule_lines(state, today)]


def _purpose(state: State, purpose: str, rows: Sequence[Record]) -> Item:
    costs = [cost for row in rows if (cost := figure(row, "cost")) is not None]
    leads = [each for row in rows if (each := figure(row, "leads")) is not None]
    right = _("{rows}, {leads} leads, {cost}").format(
        rows=len(rows), leads=plain(sum(leads)), cost=money(state, sum(costs))
    )
    detail = _("{costs} of {rows} name a cost, {leads} leads").format(
        costs=len(costs), rows=len(rows), leads=len(leads)
    )
    return Item(f"purpose {purpose}", begun(purpose), right=right, detail=detail)
