"""What changed since the session a review or plan was made from: rows and fields, before and now.

Source: coverage row 132, agenda 3.4 step 5. It is read from the journal of the review itself: what
its rows were when they were taken over, and what they are now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from facilitator.methods.changes import Change, ChangeKind, Table, changes
from facilitator.model import Action, Decision, Goal, Member, Parked, Participant, Record
from facilitator.store.entry import Entry, Plain
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.plans.followup_kpis import KPIS
from facilitator.workshop.results.actions import ANSWERS, MOVED_WHY
from facilitator.workshop.results.reading import answer
from facilitator.workshop.retaking import VERBS
from facilitator.workshop.state import State

_FIELDS: Mapping[type[Member], tuple[str, Mapping[str, str]]] = {
    Action: (
        "actions",
        {
            "title": N_("action"),
            "owner_id": N_("owner"),
            "deadline": N_("deadline"),
            "measure": N_("measure of done"),
            "cost": N_("cost"),
            "status": N_("status"),
            "evidence": N_("shown by"),
        },
    ),
    Goal: (
        "goals",
        {
            "text": N_("goal"),
            "target": N_("target"),
            "unit": N_("unit"),
            "deadline": N_("deadline"),
            "owner_id": N_("owner"),
        },
    ),
    Decision: ("decisions", {"text": N_("decision"), "rule": N_("rule"), "review": N_("review")}),
    Parked: ("parked", {"text": N_("item"), "outcome": N_("goes to")}),
    Record: (
        "KPIs",
        {"name": N_("KPI"), "target": N_("target"), "unit": N_("unit"), "person": N_("person")},
    ),
}
_DAYS = ("deadline", "review")
_PEOPLE = ("owner", "person")


@dataclass(frozen=True, slots=True)
class Told:
    """One change as the room reads it; `before` and `after` are empty where there was nothing."""

    table: str
    ref: str
    kind: ChangeKind
    field: str
    before: str
    after: str
    why: str

    @property
    def sentence(self) -> str:
        """For example: “A05 deadline: Fri 26 Feb 2027 → Fri 5 Mar 2027 (why)”."""
        why = f" ({self.why})" if self.why else ""
        if self.kind is ChangeKind.ADDED:
            return _("{ref} is new: {after}").format(ref=self.ref, after=self.after)
        if self.kind is ChangeKind.REMOVED:
            return _("{ref} was taken out: {before}").format(ref=self.ref, before=self.before)
        return f"{self.ref} {_(self.field)}: {self.before or '–'} → {self.after or '–'}{why}"


def changes_since(state: State, history: Iterable[Entry]) -> tuple[Told, ...]:
    """What differs from when the rows were taken over; nothing in a session made from no other."""
    before = _taken(history)
    if not state.workshop.parent_id:
        return ()
    after = {name: _now(state, kind) for kind, (name, _unused) in _FIELDS.items()}
    tables = {
        name: _told_rows(kind, before.get(kind, {})) for kind, (name, _unused) in _FIELDS.items()
    }
    refs = _refs(state, before)
    found: list[Told] = []
    seen: set[tuple[str, str]] = set()
    for change in changes(tables, after):
        key = (change.table, change.key)
        if change.kind is not ChangeKind.CHANGED:
            if key in seen:  # the first field is what the row is called
                continue
            seen.add(key)
        found.append(_tell(state, change, refs.get(change.key, "")))
    return tuple(found)


def _taken(history: Iterable[Entry]) -> dict[type[Member], dict[str, Plain]]:
    """Rows as they were taken over last, by kind and id."""
    kinds = {str(kind.__tablename__): kind for kind in _FIELDS}
    found: dict[type[Member], dict[str, Plain]] = {}
    for entry in history:
        if entry.verb not in VERBS or entry.state != "done":
            continue
        for change in entry.changes:
            kind = kinds.get(change.table)
            if kind is None:
                continue
            mine = found.setdefault(kind, {})
            if change.after is None:
                mine.pop(change.key, None)
            else:
                mine[change.key] = mine.get(change.key, {}) | change.after
    return found


def _now(state: State, kind: type[Member]) -> Table:
    return _told_rows(kind, {row.id: row.plain() for row in state.rows(kind)})


def _told_rows(kind: type[Member], rows: Mapping[str, Plain]) -> Table:
    """The fields that are compared, under their names."""
    _unused, fields = _FIELDS[kind]
    found: dict[str, dict[str, object]] = {}
    for key, values in rows.items():
        if kind is Record:
            if values.get("ledger") != KPIS:
                continue
            values = values.get("values", {})
        found[key] = {name: values.get(field) for field, name in fields.items()}
    return found


def _refs(state: State, before: Mapping[type[Member], Mapping[str, Plain]]) -> dict[str, str]:
    found = {key: str(row.get("ref", "")) for rows in before.values() for key, row in rows.items()}
    for kind in _FIELDS:
        found |= {row.id: str(getattr(row, "ref", "")) for row in state.rows(kind)}
    return found


def _tell(state: State, change: Change, ref: str) -> Told:
    why = ""
    if change.table == "actions" and change.field == "deadline":
        why = answer(state, ANSWERS, MOVED_WHY, change.key)
    return Told(
        table=change.table,
        ref=ref,
        kind=change.kind,
        field=change.field,
        before=_words(state, change.field, change.before),
        after=_words(state, change.field, change.after),
        why=why,
    )


def _words(state: State, field: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if field in _DAYS:
        return say_day(date.fromisoformat(str(value)))
    if field in _PEOPLE:
        person = state.find(Participant, str(value))
        return person.name if person else _("someone who left")
    if field == "cost":
        return f"{state.workshop.currency} {Decimal(int(value)).scaleb(-2)}"
    return called(str(value)) if field in ("status", "goes to") else str(value)
