"""Versions of a plan: marks in its journal, and what changed from one to another, field by field.

Source: coverage row 132. A row of the ledger of versions says what changed and why; the plan as it
stood when the row was typed is read back from the journal, so that nothing is kept twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from facilitator.methods.changes import ChangeKind, changes
from facilitator.methods.exact import plain
from facilitator.model import Action, Answer, Channel, Figure, Goal, Member, Participant, Record
from facilitator.store.entry import Entry
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.fields import whole_units
from facilitator.workshop.plans.personal_goal import GOAL, is_private
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State

VERSIONS = "versions"
_PEOPLE = ("person", "persons", "channel")
_COLUMNS: Mapping[type[Member], tuple[str, Mapping[str, str]]] = {
    Goal: (
        N_("Goals of the session"),
        {
            "text": N_("goal"),
            "target": N_("target"),
            "unit": N_("unit"),
            "deadline": N_("deadline"),
        },
    ),
    Action: (
        N_("Actions"),
        {
            "title": N_("action"),
            "owner_id": N_("owner"),
            "deadline": N_("deadline"),
            "measure": N_("measure of done"),
            "cost": N_("cost"),
            "status": N_("status"),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Version:
    """One numbered version: what changed since the one before, why, who said so, and when."""

    number: int
    ref: str
    what: str
    why: str
    who: str
    day: date | None
    seq: int
    """The entry of the journal behind which the plan stood so."""

    @property
    def called(self) -> str:
        """Reference and day."""
        return f"{self.ref}, {say_day(self.day)}" if self.day else self.ref


def versions(state: State, history: Iterable[Entry]) -> tuple[Version, ...]:
    """The versions kept so far, the oldest first; one that was taken back is none."""
    marks = {row.id: row for row in rows.records(state, VERSIONS)}
    typed: dict[str, Entry] = {}
    for entry in history:
        for change in entry.changes:
            if change.key in marks and change.before is None:
                typed[change.key] = entry
    kept = sorted((typed[key].seq, row) for key, row in marks.items() if key in typed)
    return tuple(
        _version(state, row, number, typed[row.id]) for number, (_unused, row) in enumerate(kept, 1)
    )


def _version(state: State, row: Record, number: int, entry: Entry) -> Version:
    person = rows.person(state, row, "person")
    return Version(
        number=number,
        ref=row.ref,
        what=rows.text(row, "text"),
        why=rows.text(row, "why"),
        who=person.name if person else _(rows.LEFT),
        day=rows.day(row, "day") or _day(entry.at),
        seq=entry.seq,
    )


def _day(instant: str) -> date | None:
    try:
        return date.fromisoformat(instant[:10])
    except ValueError:
        return None


def version_of(state: State) -> int:
    """The number of the version the plan is, 1 before any was kept."""
    return max(state.workshop.version, len(rows.records(state, VERSIONS)))


def state_at(history: Iterable[Entry], seq: int) -> State:
    """The plan as it stood behind an entry of its journal."""
    told = [change for entry in history if entry.seq <= seq for change in entry.changes]
    return State([]).after(told, seq)


# -- what changed --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that differs; of a row that is new or gone what it is called."""

    table: str
    row: str
    kind: ChangeKind
    field: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """For example: “Corporate 2027 Mar: 239 → 245”."""
        if self.kind is ChangeKind.ADDED:
            return _("{row} is new: {after}").format(row=self.row, after=self.after)
        if self.kind is ChangeKind.REMOVED:
            return _("{row} was taken out: {before}").format(row=self.row, before=self.before)
        named = f"{self.row} {_(self.field)}".strip()
        return f"{named}: {self.before or '–'} → {self.after or '–'}"


def difference(before: State, after: State) -> tuple[Changed, ...]:
    """What differs between two states of a plan, table by table."""
    first, second = _picture(before), _picture(after)
    names = first.names | second.names
    found: list[Changed] = []
    seen: set[tuple[str, str]] = set()
    for each in changes(first.tables, second.tables):
        if each.kind is not ChangeKind.CHANGED:
            if (each.table, each.key) in seen:  # its first field is what it is called
                continue
            seen.add((each.table, each.key))
        was, now = each.before or "", each.after or ""
        row = names.get(each.key, "")
        found.append(Changed(each.table, row, each.kind, each.field, str(was), str(now)))
    return tuple(found)


@dataclass(slots=True)
class _Picture:
    tables: dict[str, dict[str, dict[str, object]]]
    names: dict[str, str]

    def put(self, table: str, key: str, name: str, values: dict[str, object]) -> None:
        self.tables.setdefault(table, {})[key] = values
        self.names[key] = name


def _picture(state: State) -> _Picture:
    found = _Picture({}, {})
    _put_ledgers(state, found)
    _put_sheets(state, found)
    _put_forms(state, found)
    for kind, (title, columns) in _COLUMNS.items():
        for row in state.rows(kind):
            values = {
                label: _column(state, column, getattr(row, column))
                for column, label in columns.items()
            }
            found.put(_(title), row.id, str(getattr(row, "ref", "")), values)
    return found


def _column(state: State, column: str, value: Any) -> object:
    if column == "owner_id":
        person = state.find(Participant, str(value))
        return person.name if person else ""
    if column == "status":
        return called(str(value))
    if column == "cost" and value is not None:
        currency = state.workshop.currency
        return f"{plain(Fraction(whole_units(value, currency)), 2)} {currency}"
    return say_day(value) if isinstance(value, date) else str(value or "")


def _put_ledgers(state: State, found: _Picture) -> None:
    for id, ledger in rows.ledgers(state).items():
        if id == VERSIONS:
            continue
        for row in rows.records(state, id):
            values: dict[str, object] = {}
            for field in ledger.fields:
                words = rows.text(row, field.id)
                if field.type in _PEOPLE:
                    words = ", ".join(rows.names(state, field, row))
                elif field.type in ("choice", "yes_no"):
                    words = called(words)
                elif field.type in ("date", "deadline") and (day := rows.day(row, field.id)):
                    words = say_day(day)
                values[field.label] = words
            found.put(ledger.title, row.id, row.ref, values)


def _put_sheets(state: State, found: _Picture) -> None:
    known = {each.id: each for stage in state.stages for each in plan(state, stage).sheets}
    for row in state.rows(Figure):
        sheet = known.get(row.sheet)
        if sheet is None:
            continue
        labels = [column.label for column in sheet.values]
        if len(row.numbers) > len(labels):
            labels = [str(at) for at in range(1, len(row.numbers) + 1)]
        values: dict[str, object] = dict(zip(labels, row.numbers, strict=False))
        name = " ".join(filter(None, (row.grouping, row.label)))
        found.put(sheet.title, row.id, name, values)


def _put_forms(state: State, found: _Picture) -> None:
    known = {each.id: each for stage in state.stages for each in plan(state, stage).forms}
    for row in state.rows(Answer):
        form = known.get(row.form)
        labels = {field.id: field.label for field in form.fields} if form else {}
        if form is None or row.field not in labels:
            continue
        if form.id == GOAL and is_private(state):
            continue  # it belongs to one person, and versions are compared before all
        channel = state.find(Channel, row.subject)
        named = channel.name if channel else row.subject
        name = " ".join(filter(None, (named, labels[row.field])))
        found.put(form.title, row.id, name, {"": row.text.strip()})
