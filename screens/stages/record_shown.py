"""Fields of the ledgers described by data, as the room reads them and as they are typed."""

from datetime import date

from facilitator.agenda.parts import Field
from facilitator.model import Participant, Record
from facilitator.words.deadline import say_day
from facilitator.words.past_period import say_past_period
from facilitator.words.period import say_month
from facilitator.workshop import records
from facilitator.workshop.called import called
from facilitator.workshop.state import State
from screens.stages.shown import NO_BREAK, plain, unit_label

NUMBERS = ("number", "percent", "money")


def field_shown(state: State, row: Record, field: Field) -> str:
    """A field with its unit, its weekday, its names; empty when nothing is known."""
    words = records.text(row, field.id)
    if not words:
        return ""
    if field.type in NUMBERS:
        unit = unit_label(state, field)
        return plain(records.number(row, field.id)) + (f"{NO_BREAK}{unit}" if unit else "")
    if field.type in ("date", "deadline", "month"):
        return _day(records.day(row, field.id), words, field)
    if field.type == "period":
        return say_past_period(words)
    if field.type in ("person", "persons", "channel"):
        return ", ".join(records.names(state, field, row))
    if field.type in ("links", "row", "rows"):
        return " ".join(records.refs(row, field.id))
    return called(words) if field.type == "choice" else words


def _day(day: date | None, words: str, field: Field) -> str:
    if day is None:
        return words
    return say_month(day) if field.type == "month" else say_day(day)


def field_typed(state: State, row: Record, field: Field) -> str:
    """The same as the line begins with it: initials, plain numbers, ISO days."""
    words = records.text(row, field.id)
    if field.type in ("person", "persons"):
        people = (state.find(Participant, key) for key in words.split())
        return ", ".join(person.initials for person in people if person)
    if field.type == "channel":
        return field_shown(state, row, field)
    return words
