"""The deadlines as a calendar, parsed back: identity, owner, measure, source; nothing injected."""

from datetime import date, timedelta

import pytest
from nasty import NASTY

from exports.actions import plan_lines
from facilitator.model import Action, Participant, Workshop
from facilitator.store.entry import Change
from facilitator.words.text import clean
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo

icalendar = pytest.importorskip("icalendar")
W = {"workshop_id": "w"}


def events(document: bytes) -> list[object]:
    return icalendar.Calendar.from_ical(document).walk("VEVENT")


def test_the_example_comes_back_event_by_event() -> None:
    from exports.calendar import render

    state, history = demo()
    found = events(render(state, history, TODAY))
    lines = plan_lines(state, TODAY)
    assert len(found) == len(lines) == 10
    for event, told in zip(found, lines, strict=True):
        assert event["uid"] == f"action-{told.id}@facilitator"
        assert event["summary"] == f"{told.ref} {told.title}"
        assert type(event.decoded("dtstart")) is date
        assert event.decoded("dtstart") == told.deadline
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        described = str(event["description"]).split("\n")
        assert f"Owner: {told.owner}" in described
        assert f"Measure of done: {told.measure}" in described
        assert f"Source: {told.sources}" in described
        assert f"Status: {told.status}" in described
        assert any(each.startswith("Agreement: passed") for each in described)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(hours=-15)


def test_a_second_import_updates_and_a_cancelled_action_cancels() -> None:
    from exports.calendar import render

    state, history = demo()
    row = state.rows(Action)[0]
    later = date(2027, 2, 12)
    moved = Change("action", row.id, row.plain(), {**row.plain(), "deadline": later.isoformat()})
    gone = Change("action", row.id, row.plain(), {**row.plain(), "status": "cancelled"})
    first = events(render(state, history, TODAY))[0]
    second = events(render(state.after([moved], state.head + 1), history, TODAY))[0]
    third = events(render(state.after([gone], state.head + 2), history, TODAY))[0]
    assert first["uid"] == second["uid"] == third["uid"]
    assert first["sequence"] < second["sequence"] < third["sequence"]
    assert second.decoded("dtstart") == later
    assert (second["status"], third["status"]) == ("CONFIRMED", "CANCELLED")
    assert not third.walk("VALARM")


def test_an_action_without_a_deadline_is_named() -> None:
    from exports.calendar import render

    state = State([Workshop(id="w", number=1), Action(**W, id="a", ref="A01", title="Call Anna")])
    calendar = icalendar.Calendar.from_ical(render(state, [], TODAY))
    assert not calendar.walk("VEVENT")
    assert "A01 Call Anna" in calendar["x-wr-caldesc"]


def test_no_words_of_the_room_become_a_line_of_the_calendar() -> None:
    from exports.calendar import render

    for nasty in NASTY:
        words = clean(nasty, multiline=True).text
        state = State(
            [
                Workshop(id="w", number=1, title=words, company=words),
                Participant(**W, id="p", initials="AB", name=words),
                Action(
                    **W,
                    id="a",
                    ref="A01",
                    title=words,
                    measure=words,
                    owner_id="p",
                    sources=[words],
                    deadline=TODAY,
                ),
            ]
        )
        document = render(state, [], TODAY)
        (event,) = events(document)
        assert sum(each.startswith(b"BEGIN:") for each in document.split(b"\r\n")) == 3
        assert set(event) <= {
            *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY"),
            *("DESCRIPTION", "TRANSP", "STATUS", "CONTACT"),
        }
        assert str(event["summary"]) == f"A01 {plan_lines(state, TODAY)[0].title}".strip()
