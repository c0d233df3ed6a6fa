"""Ledgers described by data: a typed line becomes a row, fields are checked, nothing is lost."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.agenda.parts import Field, Ledger
from facilitator.model import Action, Record
from facilitator.words.language import _
from facilitator.words.text import excerpt, is_blank
from facilitator.workshop.actions import add_action, echo
from facilitator.workshop.edit import Edit, Refused, in_line
from facilitator.workshop.ledger import forget_reference, move_among
from facilitator.workshop.record_values import value_of
from facilitator.workshop.results.records import (
    channel,
    day,
    entries,
    ledgers,
    missing,
    names,
    number,
    parent_field,
    person,
    persons,
    record,
    records,
    refs,
    row_at,
    rows_pointing_to,
    text,
    yes,
)
from facilitator.workshop.state import State

__all__ = [
    "action_from_record",
    "add_record",
    "add_records",
    "change_record",
    "channel",
    "day",
    "delete_record",
    "entries",
    "how_typed",
    "ledger_of",
    "ledgers",
    "missing",
    "names",
    "number",
    "parent_field",
    "person",
    "persons",
    "record",
    "record_of",
    "records",
    "refs",
    "reorder_record",
    "row_at",
    "rows_pointing_to",
    "text",
    "yes",
]

_PARTS = re.compile(r"[;\t]")


def ledger_of(state: State, ledger: str) -> Ledger:
    """The ledger as this session's agenda has it; raises `Refused` when no stage shows it."""
    found = ledgers(state).get(ledger)
    if found is None:
        raise Refused(
            _("No stage of this session has a ledger {ledger}. Add the stage first.").format(
                ledger=ledger
            )
        )
    return found


def record_of(state: State, key: str) -> Record:
    """The row of this id or reference; raises `Refused` when it is gone."""
    found = record(state, key)
    if found is None:
        raise Refused(
            _("There is no row {reference} any more. Ctrl+Z brings it back.").format(
                reference=excerpt(key)
            )
        )
    return found


def add_record(edit: Edit, ledger: str, line: str = "", /, **values: Any) -> Record:
    """Take in a row from a typed line, from values by field, or both (values fill what is empty).

    Values are as typed, or a number, a day, True, a list. Raises `Refused` with the field's id
    and a sentence that names the field.
    """
    spec = ledger_of(edit.state, ledger)
    given = _read_line(spec, line) if line else {}
    given = {**values, **{name: words for name, words in given.items() if words}}
    kept = _checked(edit, spec, given)
    if not kept.get(spec.main.id):
        raise Refused(
            _("{label} is empty. {how}").format(label=spec.main.label, how=how_typed(spec)),
            spec.main.id,
        )
    row = edit.add_last(
        Record(
            workshop_id=edit.workshop.id,
            ledger=ledger,
            ref=edit.next_refs(spec.ref)[0],
            values=_stamped(edit, spec, {}, kept),
        )
    )
    edit.says(_("{ref} added").format(ref=row.ref))
    return row


def add_records(edit: Edit, ledger: str, lines: Sequence[str], /, **values: Any) -> list[Record]:
    """Make a row of each line in one step; raises `Refused` with the number of the line."""
    wanted = [line for line in lines if not is_blank(line)]
    made: list[Record] = []
    for count, line in enumerate(wanted, 1):
        try:
            made.append(add_record(edit, ledger, line, **values))
        except Refused as refused:
            raise in_line(refused, count, len(wanted)) from refused
    if len(made) > 1:
        edit.says(_("{first} … {last} added").format(first=made[0].ref, last=made[-1].ref))
    return made


def change_record(edit: Edit, key: str, /, **values: Any) -> Record:
    """Change fields of a row (id or reference); an empty text empties the field."""
    row = record_of(edit.state, key)
    spec = ledger_of(edit.state, row.ledger)
    kept = _checked(edit, spec, values)
    if spec.main.id in kept and not kept[spec.main.id]:
        raise Refused(
            _("{label} is empty. Delete the row instead.").format(label=spec.main.label),
            spec.main.id,
        )
    edit.says(_("{ref} changed").format(ref=row.ref))
    return edit.change(row, values=_known(row.values | _stamped(edit, spec, row.values, kept)))


def action_from_record(edit: Edit, key: str, /, **values: Any) -> Action:
    """Make an action of a row: its words, the row as its source, the person it names as owner."""
    row = record_of(edit.state, key)
    spec = ledger_of(edit.state, row.ledger)
    above = parent_field(spec)
    if spec.main.type == "period" and above is not None and refs(row, above.id):
        # A fact has no words of its own: what is to be done is about the row it stands under.
        return action_from_record(edit, refs(row, above.id)[0], **values)
    taken: dict[str, Any] = {"title": row.values[spec.main.id], "sources": [row.ref]}
    owners = (row.values.get(field.id, "") for field in spec.fields if field.type == "person")
    channels = (row.values.get(field.id, "") for field in spec.fields if field.type == "channel")
    taken |= {"owner_id": next(owners, ""), "channel_id": next(channels, "")}
    action = add_action(edit, **taken | values)
    edit.says(_("{action}, from {ref}").format(action=echo(edit, action), ref=row.ref))
    return action


def delete_record(edit: Edit, key: str, /) -> None:
    """Take a row out; rows, goals and actions that named it no longer do."""
    row = record_of(edit.state, key)
    forget_in_records(edit, row.ref)
    forget_reference(edit, row.ref)
    edit.remove(row)
    edit.says(_("{ref} deleted").format(ref=row.ref))


def reorder_record(edit: Edit, key: str, steps: int, /) -> Record:
    """Move a row up (negative) or down among those it stands with; references stay."""
    row = record_of(edit.state, key)
    above = parent_field(ledger_of(edit.state, row.ledger))
    like = [
        each
        for each in records(edit.state, row.ledger)
        if above is None or text(each, above.id) == text(row, above.id)
    ]
    return move_among(edit, row, like, steps)


def forget_in_records(edit: Edit, ref: str) -> None:
    """Take a reference out of every links, row and rows field, because its row goes."""
    known = ledgers(edit.state)
    for row in edit.state.rows(Record):
        spec = known.get(row.ledger)
        changed: dict[str, str] = {}
        for field in spec.fields if spec else ():
            if field.type in ("links", "row", "rows") and ref in refs(row, field.id):
                changed[field.id] = " ".join(each for each in refs(row, field.id) if each != ref)
        if changed:
            edit.change(row, values=_known(row.values | changed))


# -- a line --------------------------------------------------------------------------------------


def how_typed(spec: Ledger) -> str:
    """How a line of this ledger is typed."""
    if spec.how:
        return spec.how
    parts = "; ".join(field.label.lower() for field in spec.typed)
    return _("Type: {parts}").format(parts=parts)


def _read_line(spec: Ledger, line: str) -> dict[str, str]:
    parts = [part.strip() for part in _PARTS.split(line)]
    typed = spec.typed
    if len(parts) > len(typed) and typed[-1].type in ("list", "persons", "rows", "links"):
        separator = " " if typed[-1].type in ("rows", "links") else "; "
        head = len(typed) - 1
        parts = [*parts[:head], separator.join(parts[head:])]
    while len(parts) > len(typed) and not parts[-1]:
        parts.pop()
    if len(parts) > len(typed):
        labels = "; ".join(field.label.lower() for field in typed)
        raise Refused(
            _("“{typed}” is one part too many: a line holds {parts}.").format(
                typed=excerpt(parts[len(typed)]), parts=labels
            ),
            typed[-1].id,
        )
    return {field.id: part for field, part in zip(typed, parts, strict=False)}


def _checked(edit: Edit, spec: Ledger, given: Mapping[str, Any]) -> dict[str, str]:
    known: dict[str, Field] = {field.id: field for field in spec.fields}
    for name in given:
        if name not in known:
            raise Refused(
                _("{title} has no field {field}.").format(title=spec.title, field=excerpt(name)),
                name,
            )
    return {name: value_of(edit, known[name], value) for name, value in given.items()}


def _stamped(
    edit: Edit, spec: Ledger, before: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, str]:
    """The new values, with the day of today where a field has moved and nobody dated it."""
    stamps = {
        field.id: edit.today.isoformat()
        for field in spec.fields
        if field.stamps
        and kept.get(field.stamps, "") != before.get(field.stamps, "")
        and field.stamps in kept
        and not kept.get(field.id)
    }
    return {**kept, **stamps}


def _known(values: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in values.items() if words}
