"""A session as all of its rows, journal and half-typed lines: read, put in, taken out, compared."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text
from sqlmodel import SQLModel

from facilitator.model import MEMBERS, Draft, JournalEntry, Workshop

_KEEP = """
insert into draft (workshop_id, place, text, at)
select id, :place, :words, :at from workshop where id = :id
on conflict (workshop_id, place) do update set text = excluded.text, at = excluded.at
"""
_FORGET = "delete from draft where workshop_id = :id and place = :place"

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Whole:
    """Rows by table, each table in an order of its own; two are equal when nothing differs."""

    workshop_id: str
    rows: dict[str, Rows]

    @property
    def header(self) -> dict[str, Any]:
        """The row of the session itself."""
        return self.rows["workshop"][0]

    @property
    def entries(self) -> list[str]:
        """Ids of the journal, oldest first."""
        journal = sorted(self.rows["journal"], key=lambda row: row["seq"])
        return [row["id"] for row in journal]


def read(connection: Connection, workshop_id: str) -> Whole | None:
    """Everything of one session, None when there is none of that id."""
    rows: dict[str, Rows] = {}
    for table in _tables():
        found = connection.execute(
            select(table).where(_of(table) == workshop_id).order_by(*table.primary_key)
        )
        rows[table.name] = [dict(row) for row in found.mappings()]
    return Whole(workshop_id, rows) if rows["workshop"] else None


def alone(connection: Connection) -> None:
    """Let nobody write a journal until the transaction ends; a file lets nobody anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("lock table journal in share row exclusive mode")


def put_in(connection: Connection, whole: Whole) -> None:
    """Insert all rows of a session that is not there."""
    for table in _tables():
        if whole.rows[table.name]:
            connection.execute(insert(table), whole.rows[table.name])


def take_out(connection: Connection, workshop_id: str) -> None:
    """Delete all rows of a session."""
    alone(connection)
    for table in reversed(_tables()):
        connection.execute(delete(table).where(_of(table) == workshop_id))


def keep_draft(connection: Connection, workshop_id: str, place: str, words: str) -> None:
    """Keep a half-typed line; an empty one is forgotten, as is one of a session that is not there.

    In one statement: another window may type in the same place.
    """
    values = {"id": workshop_id, "place": place}
    if words:
        at = datetime.now(UTC).isoformat()
        connection.execute(text(_KEEP), values | {"words": words, "at": at})
    else:
        connection.execute(text(_FORGET), values)


def _tables() -> list[Table]:
    """Parents before their children."""
    kinds: tuple[type[SQLModel], ...] = (Workshop, *MEMBERS, JournalEntry, Draft)
    return [SQLModel.metadata.tables[str(kind.__tablename__)] for kind in kinds]


def _of(table: Table) -> Any:
    return table.c.id if table.name == "workshop" else table.c.workshop_id
