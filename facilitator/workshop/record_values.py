"""What is typed into a field of a ledger described by data, as the exact text that is kept."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from facilitator.agenda.parts import Field
from facilitator.model import Participant
from facilitator.words.deadline import parse_day
from facilitator.words.language import _
from facilitator.words.past_period import iso_period, parse_past_period
from facilitator.words.period import NoPeriod, parse_month
from facilitator.words.text import excerpt
from facilitator.workshop import fields, forms, lookup
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.results.records import OLD, ledgers, record, records

NUMBERS = ("number", "percent", "money")
HUNDRED = 100
HALF_A_YEAR, YEAR = timedelta(days=183), timedelta(days=364)


def value_of(edit: Edit, spec: Field, given: Any) -> str:
    """The exact text a field keeps; empty when nothing is given.

    `given` is what was typed, or a value of the program: a number, a day, True, a list. Raises
    `Refused` with the field's id and a sentence that names the field.
    """
    words = fields.words(spec.label)(edit, spec.id, _words(given))
    if not words:
        return ""
    try:
        return _READ.get(spec.type, _as_said)(edit, spec, words)
    except Refused as refused:
        named = spec.label.casefold() in refused.sentence.casefold()
        sentence = refused.sentence if named else f"{spec.label}: {refused.sentence}"
        raise Refused(sentence, spec.id) from refused


def _words(given: Any) -> str:
    if given is None:
        return ""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, Decimal):
        return fields.plain_decimal(given)
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, (list, tuple)):
        return "; ".join(map(str, given))  # pyright: ignore[reportUnknownArgumentType]
    return str(given)


def bounds(spec: Field) -> tuple[int | None, int | None]:
    """The least and the most a number may be; see `agenda.parts.Field`."""
    least, most = spec.least, spec.most
    if spec.type in ("money", "percent") and least is None:
        least = 0
    if spec.type == "percent" and most is None:
        most = HUNDRED
    return least, most


def _number(edit: Edit, spec: Field, words: str) -> str:
    value = fields.amount(edit, words, spec.id, forms.unit_of(edit, spec))
    low, high = bounds(spec)
    if low is not None and value < low:
        below = (
            _("{label} cannot be negative, and this is {typed}.")
            if low == 0 and value < 0
            else _("{label} is at least {low}, and this is {typed}.")
        )
        raise Refused(below.format(label=spec.label, low=low, typed=excerpt(words)), spec.id)
    if high is not None and value > high:
        raise Refused(
            _("{label} is at most {high}, not {typed}.").format(
                label=spec.label, high=high, typed=excerpt(words)
            ),
            spec.id,
        )
    return fields.plain_decimal(value)


def _date(edit: Edit, spec: Field, words: str) -> str:
    """A day before or after today; without a year it is the nearer one: 15 jan in February."""
    found = fields.any_day(edit, spec.id, words)
    if found is None:
        return ""
    if found - edit.today > HALF_A_YEAR:
        earlier = parse_day(words, edit.today - YEAR)
        if abs(earlier - edit.today) < found - edit.today:
            found = earlier
    return found.isoformat()


def _deadline(edit: Edit, spec: Field, words: str) -> str:
    found = fields.day(edit, spec.id, words)
    return found.isoformat() if found else ""


def _month(edit: Edit, spec: Field, words: str) -> str:
    try:
        return parse_month(words, edit.today).strftime("%Y-%m")
    except NoPeriod as error:
        raise Refused(str(error), spec.id) from error


def _period(edit: Edit, spec: Field, words: str) -> str:
    try:
        return iso_period(*parse_past_period(words, edit.today))
    except NoPeriod as error:
        raise Refused(str(error), spec.id) from error


def _choice(_edit: Edit, spec: Field, words: str) -> str:
    return fields.chosen(spec.label, spec.choices, words, spec.id)


def _yes_no(edit: Edit, spec: Field, words: str) -> str:
    return "yes" if fields.yes_no(edit, spec.id, words) else "no"


def _person(edit: Edit, spec: Field, words: str) -> str:
    return fields.owner(edit, spec.id, words)


def _persons(edit: Edit, spec: Field, words: str) -> str:
    if all(edit.state.find(Participant, each) for each in words.split()):
        return words
    return " ".join(fields.people(edit, spec.id, words))


def _channel(edit: Edit, spec: Field, words: str) -> str:
    return fields.channel(edit, spec.id, words)


def _links(edit: Edit, spec: Field, words: str) -> str:
    return " ".join(lookup.known_references(edit.state, words, spec.id))


def _rows(edit: Edit, spec: Field, words: str) -> str:
    found = [_row(edit, spec, ref) for ref in lookup.split_references(words)]
    if spec.type == "row" and len(found) > 1:
        raise Refused(
            _("{label} is one row, not {refs}.").format(label=spec.label, refs=", ".join(found)),
            spec.id,
        )
    return " ".join(found)


def _row(edit: Edit, spec: Field, ref: str) -> str:
    if spec.of in OLD:
        return lookup.known_references(edit.state, [ref], spec.id)[0]
    row = record(edit.state, ref)
    if row is not None and row.ledger == spec.of:
        return row.ref
    there = [each.ref for each in records(edit.state, spec.of)]
    known = ledgers(edit.state).get(spec.of)
    title = known.title.lower() if known else spec.of
    unknown = (
        _("{typed} is none of the {title}. There are: {refs}.")
        if there
        else _("{typed} is none of the {title}. Type one there first.")
    )
    raise Refused(unknown.format(typed=excerpt(ref), title=title, refs=", ".join(there)), spec.id)


def _as_said(edit: Edit, spec: Field, words: str) -> str:
    return forms.understood(edit, spec, words) if spec.type in ("list", "range") else words


_READ: Mapping[str, Callable[[Edit, Field, str], str]] = {
    **dict.fromkeys(NUMBERS, _number),
    "date": _date,
    "deadline": _deadline,
    "month": _month,
    "period": _period,
    "choice": _choice,
    "yes_no": _yes_no,
    "person": _person,
    "persons": _persons,
    "channel": _channel,
    "links": _links,
    "row": _rows,
    "rows": _rows,
}
