"""Ledgers described by data, typed field by field, and the answers to forms."""

from collections.abc import Iterator
from fractions import Fraction

from exports.actions import channel
from exports.tables.table import Column, Kind, Table, Value
from exports.words import joined, line, spoken
from facilitator.agenda.parts import Field, Ledger
from facilitator.model import Answer, Channel, Participant, Record
from facilitator.words.language import _
from facilitator.workshop.aside import is_aside
from facilitator.workshop.edit import Refused
from facilitator.workshop.forms import form_of
from facilitator.workshop.plans.personal_goal import GOAL, is_private
from facilitator.workshop.results.reading import TICKS
from facilitator.workshop.results.records import day, ledgers, names, number, records, refs, text
from facilitator.workshop.state import State

KINDS = {
    "number": Kind.NUMBER,
    "percent": Kind.SHARE,
    "money": Kind.MONEY,
    "date": Kind.DAY,
    "deadline": Kind.DAY,
    "month": Kind.DAY,
}


def record_tables(state: State) -> Iterator[Table]:
    """A table for each ledger of the agenda that has rows."""
    for ledger in ledgers(state).values():
        yield _ledger(state, ledger)


def _ledger(state: State, ledger: Ledger) -> Table:
    columns = [Column(_("Ref")), *(_column(state, field) for field in ledger.fields)]
    rows = tuple(
        (line(row.ref), *(_value(state, field, row) for field in ledger.fields))
        for row in records(state, ledger.id)
    )
    return Table(line(ledger.title), tuple(columns), rows)


def _column(state: State, field: Field) -> Column:
    unit = line(field.unit) if field.type == "number" else ""
    if "money" in (field.type, field.unit):
        many = "" if state.workshop.unit == "one" else f"{spoken(state.workshop.unit)} "
        unit = line(f"{many}{state.workshop.currency}")
    title = line(field.label)
    return Column(f"{title}, {unit}" if unit else title, KINDS.get(field.type, Kind.TEXT))


def _value(state: State, field: Field, row: Record) -> Value:
    if not text(row, field.id):
        return None
    if field.type == "percent":
        found = number(row, field.id)
        return None if found is None else Fraction(found) / 100
    if field.type in ("number", "money"):
        return number(row, field.id)
    if field.type in ("date", "deadline", "month"):
        return day(row, field.id)
    if field.type in ("person", "persons", "channel"):
        return joined(names(state, field, row))
    if field.type in ("links", "row", "rows"):
        return joined(refs(row, field.id))
    words = text(row, field.id)
    return spoken(words) if field.type == "choice" else line(words)


def answers(state: State) -> Iterator[Table]:
    """Every answer to a form as it was said; ticks and a private goal stay where they are."""
    hidden = {TICKS, GOAL} if is_private(state) else {TICKS}
    rows = tuple(
        (*_named(state, row), _subject(state, row.subject), line(row.text))
        for row in state.rows(Answer)
        if row.form not in hidden and not is_aside(row.form) and row.text.strip()
    )
    columns = (Column(_("Form")), Column(_("Field")), Column(_("About")), Column(_("Answer")))
    yield Table(_("Answers"), columns, rows)


def _named(state: State, row: Answer) -> tuple[str, str]:
    try:
        form = form_of(state, row.form)
    except Refused:
        return line(row.form), line(row.field)
    label = next((each.label for each in form.fields if each.id == row.field), row.field)
    return line(form.title), line(label)


def _subject(state: State, subject: str) -> str:
    person = state.find(Participant, subject)
    if person:
        return line(person.name)
    return channel(state, subject) if state.find(Channel, subject) else line(subject)
