"""Rows of the ledgers described by data, read as what their fields hold."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from facilitator.agenda.parts import Field, Ledger
from facilitator.agenda.plain import build
from facilitator.agenda.texts import said
from facilitator.model import Channel, Participant, Record, Stage
from facilitator.words.language import ENGLISH, N_, _, speaking
from facilitator.workshop.state import State

OLD = ("requirements", "goals", "actions")
"""Ledgers with tables of their own; every other one is kept as `Record` rows."""


def ledgers(state: State) -> dict[str, Ledger]:
    """The ledgers described by data that this session's agenda has, by id, in its order.

    Their texts are in the language of the session.
    """
    return state.memo("ledgers", lambda: _ledgers(state.stages))


def _ledgers(stages: Sequence[Stage]) -> dict[str, Ledger]:
    found: dict[str, Ledger] = {}
    for stage in stages:
        spec = stage.spec
        listed: list[Any] = [spec.get("ledger"), *(spec.get("ledgers") or ())]
        for each in listed:
            if each and each["id"] not in OLD and each["id"] not in found:
                found[each["id"]] = _ledger(each, spec.get("language") or ENGLISH)
    return found


def _ledger(spec: Mapping[str, Any], spoken: str) -> Ledger:
    """A ledger as a stage keeps it, its texts in the language of the session."""
    if spoken == ENGLISH:
        return build(Ledger, spec)
    with speaking(spoken):
        return build(Ledger, said(spec, _))


def records(state: State, ledger: str) -> list[Record]:
    """The rows of one ledger, in the order the room sees them."""
    return list(state.memo("records", lambda: _by_ledger(state)).get(ledger, ()))


def _by_ledger(state: State) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in state.rows(Record):
        found.setdefault(row.ledger, []).append(row)
    return found


def record(state: State, key: str) -> Record | None:
    """The row of this id or reference, or None."""
    by_ref = state.memo("record refs", lambda: {row.ref: row for row in state.rows(Record)})
    return state.find(Record, key) or by_ref.get(key.strip().upper())


# -- one field of one row --------------------------------------------------------------------


def text(row: Record, field: str) -> str:
    """The words of a field, empty when nothing is known."""
    return row.values.get(field, "")


def number(row: Record, field: str) -> Decimal | None:
    """The exact number of a number, percent or money field; None when nothing is known."""
    try:
        return Decimal(row.values[field])
    except (KeyError, InvalidOperation):
        return None


def day(row: Record, field: str) -> date | None:
    """The day of a date or deadline, the first day of a month; None when nothing is known."""
    words = row.values.get(field, "")
    try:
        return date.fromisoformat(f"{words}-01" if len(words) == len("2027-02") else words)
    except ValueError:
        return None


def yes(row: Record, field: str) -> bool | None:
    """Whether a yes_no field says yes; None when nothing is known."""
    return {"yes": True, "no": False}.get(row.values.get(field, ""))


def entries(row: Record, field: str) -> tuple[str, ...]:
    """The entries of a list."""
    parts = row.values.get(field, "").split(";")
    return tuple(part.strip() for part in parts if part.strip())


def refs(row: Record, field: str) -> tuple[str, ...]:
    """The references a links, row or rows field holds."""
    return tuple(row.values.get(field, "").split())


def person(state: State, row: Record, field: str) -> Participant | None:
    """The person a field names; None when it names nobody, or somebody who left the list."""
    return state.find(Participant, row.values.get(field, ""))


def persons(state: State, row: Record, field: str) -> tuple[Participant, ...]:
    """The people a persons field names, without those who left the list."""
    found = (state.find(Participant, key) for key in row.values.get(field, "").split())
    return tuple(each for each in found if each is not None)


def channel(state: State, row: Record, field: str) -> Channel | None:
    """The channel a field names, or None."""
    return state.find(Channel, row.values.get(field, ""))


def row_at(state: State, row: Record, field: str) -> Record | None:
    """The row a row field points to, or None."""
    found = refs(row, field)
    return record(state, found[0]) if found else None


def rows_pointing_to(state: State, ref: str, ledger: str = "") -> list[Record]:
    """The rows (of one ledger) with a row or rows field that names this reference."""
    found = state.memo("pointers", lambda: _pointers(state)).get(ref, ())
    return [row for row in found if not ledger or row.ledger == ledger]


def _pointers(state: State) -> dict[str, list[Record]]:
    known = ledgers(state)
    found: dict[str, list[Record]] = {}
    for row in state.rows(Record):
        spec = known.get(row.ledger)
        for field in spec.fields if spec else ():
            if field.of:
                for ref in refs(row, field.id):
                    found.setdefault(ref, []).append(row)
    return found


def parent_field(ledger: Ledger) -> Field | None:
    """The field that says which row of `belongs_to` a row stands under."""
    wanted = ledger.belongs_to
    return next((each for each in ledger.fields if wanted and each.of == wanted), None)


def missing(row: Record, ledger: Ledger) -> list[Field]:
    """Required fields of which nothing is known."""
    return [each for each in ledger.fields if each.required and not row.values.get(each.id)]


# -- a field in words --------------------------------------------------------------------------

LEFT = N_("someone who left")
"""How a person or channel is called that was taken out of the list."""


def names(state: State, field: Field, row: Record) -> list[str]:
    """What the ids of a person, persons or channel field are called."""
    found: list[str] = []
    for key in row.values.get(field.id, "").split():
        named = state.find(Participant, key) or state.find(Channel, key)
        found.append(named.name if named else _(LEFT))
    return found
