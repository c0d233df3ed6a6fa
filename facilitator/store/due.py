"""What is due in all sessions: open actions, dated rows of ledgers, KPIs, read with one query each.

An action continued in a later session is left out; of two that continue the same one, the newer
counts. So is what lies in a deleted or archived session.
The same words for SQLite and PostgreSQL.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

_OPEN = """
from workshop w cross join action a
where a.workshop_id = w.id and not w.deleted and not w.archived
  and a.deadline <= :until and a.status not in ('done', 'cancelled')
  and not exists (select 1 from action c join workshop l on l.id = c.workshop_id
                  where c.origin_id = a.id and not l.deleted)
  and not exists (select 1 from action c join workshop l on l.id = c.workshop_id
                  where a.origin_id <> '' and c.origin_id = a.origin_id
                    and l.number > w.number and not l.deleted)
"""

_ACTIONS = f"""
select o.id, o.workshop_id, o.ref, o.title, o.status, o.deadline, p.name, p.initials
from (select a.id, a.workshop_id, a.ref, a.title, a.status, a.deadline, a.owner_id {_OPEN}) o
left join participant p on p.id = o.owner_id
"""

_COUNTS = f"""
select a.workshop_id, sum(case when a.deadline < :today then 1 else 0 end), count(*)
{_OPEN} group by a.workshop_id
"""

_WORKSHOPS = """
select w.id, w.number, w.title, w.kind, w.parent_id, w.person, w.country,
       w.period_first, w.period_last, w.created_at
from workshop w where not w.deleted and not w.archived
"""

_RECORDS = """
select r.id, r.workshop_id, r.ledger, r.ref, r."values"
from workshop w cross join record r
where r.workshop_id = w.id and not w.deleted and not w.archived and r.ledger in ({ledgers})
"""

_PEOPLE = """
select p.id, p.name, p.initials from participant p where p.id in ({ids})
"""

_MANY = 500
"""People asked for at once."""


@dataclass(frozen=True, slots=True)
class DueAction:
    """An action that is neither done nor cancelled, with its deadline by the day asked for."""

    id: str
    workshop_id: str
    ref: str
    title: str
    status: str
    deadline: date
    owner: str
    initials: str


@dataclass(frozen=True, slots=True)
class DueCount:
    """Open actions of a session: those overdue, and those due soon."""

    overdue: int
    soon: int

    def __add__(self, other: "DueCount") -> "DueCount":
        return DueCount(self.overdue + other.overdue, self.soon + other.soon)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A row of a ledger described by data."""

    id: str
    workshop_id: str
    ledger: str
    ref: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class DueSession:
    """What is needed of the session a row lies in."""

    id: str
    number: int
    title: str
    kind: str
    parent_id: str
    person: str
    country: str
    period_first: date | None
    period_last: date | None
    created: date | None


@dataclass(frozen=True, slots=True)
class DueContents:
    """Everything read at once; `sessions` by id are those anything here lies in."""

    actions: tuple[DueAction, ...]
    rows: tuple[DueRow, ...]
    sessions: dict[str, DueSession]
    children: dict[str, list[str]]
    """Ids of plans by the id of what they were made from."""


def due_contents(connection: Connection, until: date, ledgers: Sequence[str]) -> DueContents:
    """Open actions with a deadline up to a day, and every row of these ledgers."""
    actions = connection.execute(
        text(_ACTIONS).bindparams(bindparam("until", type_=Date)), {"until": until}
    )
    names = {f"l{at}": ledger for at, ledger in enumerate(ledgers)}
    asked = ", ".join(f":{name}" for name in names) or "''"
    rows = connection.execute(text(_RECORDS.format(ledgers=asked)), names)
    found = [_action(row) for row in actions]
    listed = [DueRow(*row[:4], values=_values(row[4])) for row in rows]
    needed = {each.workshop_id for each in (*found, *listed)}
    sessions: dict[str, DueSession] = {}
    children: dict[str, list[str]] = {}
    for row in connection.execute(text(_WORKSHOPS)):
        if row[0] in needed:
            sessions[row[0]] = _session(row)
        if row[4]:
            children.setdefault(row[4], []).append(row[0])
    return DueContents(tuple(found), tuple(listed), sessions, children)


def names_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Name and initials of people by id."""
    found: dict[str, tuple[str, str]] = {}
    for begin in range(0, len(ids), _MANY):
        names = {f"p{at}": key for at, key in enumerate(ids[begin : begin + _MANY])}
        listed = ", ".join(f":{name}" for name in names)
        rows = connection.execute(text(_PEOPLE.format(ids=listed)), names)
        found |= {row[0]: (row[1], row[2]) for row in rows}
    return found


def due_counts(connection: Connection, today: date, until: date) -> dict[str, DueCount]:
    """By session: open actions overdue on a day, and those due from then until another."""
    words = text(_COUNTS).bindparams(bindparam("until", type_=Date), bindparam("today", type_=Date))
    found = connection.execute(words, {"today": today, "until": until})
    return {row[0]: DueCount(row[1], row[2] - row[1]) for row in found}


def _action(row: Any) -> DueAction:
    deadline = _day(row[5])
    assert deadline is not None, "the query asks for actions with a deadline"
    key, workshop_id, ref, title, status = row[:5]
    name, initials = row[6] or "", row[7] or ""
    return DueAction(key, workshop_id, ref, title, status, deadline, name, initials)


def _session(row: Any) -> DueSession:
    created = _day(str(row[9])[:10]) if row[9] else None
    key, number, title, kind, parent_id, person, country = row[:7]
    period = _day(row[7]), _day(row[8])
    return DueSession(key, number, title, kind, parent_id, person, country, *period, created)


def _day(value: Any) -> date | None:
    """SQLite gives a day as text."""
    return date.fromisoformat(str(value)) if value else None


def _values(value: Any) -> dict[str, str]:
    return json.loads(value) if isinstance(value, str) else dict(value or {})
