"""Action items on a later day: overdue, late, done on time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from facilitator.methods.actions import ActionItem, ActionStatus, IsHoliday, is_working_day
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class OnTime:
    """Part of the actions due so far that were done on or before their deadline.

    `undated` are done without a day; nobody knows whether in time, so they count nowhere.
    """

    rate: Fraction | NotAvailable
    on_time: tuple[str, ...]
    due: tuple[str, ...]
    undated: tuple[str, ...]


def is_overdue(action: ActionItem, as_of: date) -> bool:
    """Whether an action is neither done nor cancelled and its deadline has passed."""
    closed = action.status in (ActionStatus.DONE, ActionStatus.CANCELLED)
    return not closed and action.deadline is not None and action.deadline < as_of


def overdue(actions: Sequence[ActionItem], as_of: date) -> tuple[str, ...]:
    """References of overdue actions, earliest deadline first."""
    late = [action for action in actions if is_overdue(action, as_of)]
    late.sort(key=lambda action: action.deadline or as_of)
    return tuple(action.ref for action in late)


def on_time_rate(actions: Sequence[ActionItem], as_of: date) -> OnTime:
    """Done on or before the deadline / all with a deadline up to `as_of`."""
    due: list[str] = []
    on_time: list[str] = []
    undated: list[str] = []
    for action in actions:
        if action.deadline is None or action.deadline > as_of:
            continue
        done = action.status is ActionStatus.DONE
        if done and action.done_on is None:
            undated.append(action.ref)
            continue
        due.append(action.ref)
        if done and action.done_on is not None and action.done_on <= action.deadline:
            on_time.append(action.ref)
    rate: Fraction | NotAvailable = NotAvailable(_("No action was due by this day."))
    if due:
        rate = Fraction(len(on_time), len(due))
    return OnTime(rate, tuple(on_time), tuple(due), tuple(undated))


def working_days_late(deadline: date, done_on: date, is_holiday: IsHoliday) -> int:
    """Working days after the deadline up to and including the day it was done; 0 in time."""
    days = (done_on - deadline).days
    return sum(
        is_working_day(deadline + timedelta(days=step), is_holiday) for step in range(1, days + 1)
    )
