"""Deadlines as a calendar: for each action one all-day event with a reminder the morning before.

A second import updates the first: an event has the identity of its action for ever, and its
sequence is the number of the last entry in the session's history, which only grows. A cancelled
action cancels its event. Actions without a deadline are named in the calendar's description.
"""

# pyright: reportUnknownMemberType=false
# What may be added to a component is untyped in the library.
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vText

from exports.actions import PlanLine, plan_lines
from exports.words import line
from facilitator.store.entry import Entry
from facilitator.words.language import _
from facilitator.workshop.results.agreement import plan_agreement
from facilitator.workshop.state import State

REMIND_BEFORE = timedelta(hours=15)
"""Nine in the morning of the day before, as an all-day event begins at midnight."""
FINISHED = ("done", "cancelled")


def render(state: State, history: Sequence[Entry], today: date) -> bytes:
    """One calendar with the deadlines of the plan; `history` (oldest first) dates the events."""
    lines = plan_lines(state, today)
    calendar = Calendar()
    calendar.add("prodid", "-//Facilitator//Action plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(line(state.workshop.title) or _("Strategic session")))
    undated = [f"{row.ref} {row.title}" for row in lines if row.deadline is None]
    if undated:
        calendar.add(
            "x-wr-caldesc",
            vText(_("Without a deadline: {actions}").format(actions="; ".join(undated))),
        )
    stamp = _last_change(history, today)
    for row in lines:
        if row.deadline is not None:
            calendar.add_component(_event(state, row, row.deadline, stamp))
    return calendar.to_ical()


def _event(state: State, row: PlanLine, deadline: date, stamp: datetime) -> Event:
    event = Event()
    summary = f"{row.ref} {row.title}".strip()
    event.add("uid", f"action-{row.id}@facilitator")
    event.add("sequence", state.head)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", deadline)
    event.add("dtend", deadline + timedelta(days=1))
    event.add("summary", f"✓ {summary}" if row.status == "done" else summary)
    event.add("description", _description(state, row))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if row.status == "cancelled" else "CONFIRMED")
    if row.owner:
        event.add("contact", row.owner)
    if row.status not in FINISHED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
    return event


def _description(state: State, row: PlanLine) -> str:
    workshop = state.workshop
    step = f"{row.first_step} – {row.first_step_day.isoformat()}" if row.first_step_day else ""
    told = (
        (_("Owner"), row.owner or _("nobody yet")),
        (_("Helpers"), row.helpers),
        (_("Measure of done"), row.measure),
        (_("Source"), row.sources),
        (
            _("Status"),
            _("{status}, overdue").format(status=row.status) if row.overdue else row.status,
        ),
        (_("First step"), step or row.first_step),
        (_("Waits for"), row.waits_for),
        (_("Agreement"), f"{row.agreement} ({row.hands})" if row.hands else row.agreement),
        (_("Plan"), line(plan_agreement(state).sentence)),
        (_("Session"), line(f"{workshop.title}, {workshop.company}".strip(", "))),
    )
    return "\n".join(f"{label}: {words}" for label, words in told if words)


def _last_change(history: Sequence[Entry], today: date) -> datetime:
    """When the session last changed (UTC); without a history the beginning of `today`."""
    if not history:
        return datetime.combine(today, time(), UTC)
    return datetime.fromisoformat(history[-1].at).astimezone(UTC)
