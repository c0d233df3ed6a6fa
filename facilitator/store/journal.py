"""The journal: commit an entry with its changes in one transaction, and read entries back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import SQLModel

from facilitator.model import JournalEntry, Row, type_of
from facilitator.store.entry import Change, Entry, Kind, Plain
from facilitator.words.language import _

JOURNAL: Table = SQLModel.metadata.tables[str(JournalEntry.__tablename__)]


NUMBERS = 0x46414E55
"""What is locked on a server while a session is given its number."""


class Behind(RuntimeError):
    """Another window committed first; read its entries and try again."""


class Gone(Behind):
    """What the entry changes is not there any more."""


UNFIT = (Gone, IntegrityError, DataError, UnicodeError)
"""An entry contradicts what is stored, or cannot be; all else is the disk's or the server's."""


def commit(connection: Connection, entry: Entry) -> bool:
    """Write the entry and its changes in the connection's transaction.

    The journal row goes first: its place (workshop, seq) is unique, so that of two writers who
    both built on the same state exactly one succeeds. Returns False when this very entry had been
    committed before (a retry after a lost answer). Raises `Behind` when the place is taken or
    does not follow the last one, or when a new session's number was given to another meanwhile.
    """
    if is_kept(connection, entry):
        return False
    if head(connection, entry.workshop_id) != entry.seq - 1 or _number_is_taken(connection, entry):
        raise Behind(entry.workshop_id)
    try:
        connection.execute(insert(JOURNAL).values(**entry.plain(), state="done"))
    except IntegrityError as taken:
        raise Behind(entry.workshop_id) from taken
    _mark(connection, entry)
    apply(connection, entry.changes)
    return True


def is_kept(connection: Connection, entry: Entry) -> bool:
    """Whether this very entry was committed."""
    return place(connection, entry) is not None


def place(connection: Connection, entry: Entry) -> int | None:
    """The number under which this very entry was committed, None when it was not."""
    return connection.scalar(select(JOURNAL.c.seq).where(JOURNAL.c.id == entry.id))


def find(connection: Connection, entry_id: str) -> Entry | None:
    """The entry of that id, None when there is none."""
    return _first(connection, select(JOURNAL).where(JOURNAL.c.id == entry_id))


def _number_is_taken(connection: Connection, entry: Entry) -> bool:
    new = [change.after for change in entry.changes if change.table == "workshop"]
    numbers = [row["number"] for row in new if entry.seq == 1 and row and "number" in row]
    if not numbers:
        return False
    give_numbers_alone(connection)
    table = SQLModel.metadata.tables["workshop"]
    taken = select(table.c.id).where(table.c.number.in_(numbers)).limit(1)
    return connection.scalar(taken) is not None


def give_numbers_alone(connection: Connection) -> None:
    """Let nobody give a session a number until the transaction ends; a file lets nobody anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(NUMBERS)))


def apply(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring the tables to what the changes say; new rows of one table go in together."""
    for (table_name, is_new), group in groupby(
        changes, key=lambda change: (change.table, change.before is None)
    ):
        table = SQLModel.metadata.tables[table_name]
        if is_new:
            row_type = type_of[table_name]
            rows = [_new_row(row_type, table, change.after or {}) for change in group]
            connection.execute(insert(table), rows)
            continue
        for change in group:
            _apply_one(connection, table, change)


def _apply_one(connection: Connection, table: Table, change: Change) -> None:
    at_key = table.c.id == change.key
    if change.after is None:
        done = connection.execute(delete(table).where(at_key))
    else:
        values = _typed(type_of[change.table], table, change.after)
        if not values:
            return
        done = connection.execute(update(table).where(at_key).values(**values))
    if done.rowcount != 1:
        raise Gone(
            _("{table} {key} is not there any more.").format(table=change.table, key=change.key)
        )


def _typed(row_type: type[Row], table: Table, values: Plain) -> dict[str, Any]:
    """Plain values as the columns want them (only dates differ), without columns that are gone."""
    return {name: row_type.typed(name, value) for name, value in values.items() if name in table.c}


def _new_row(row_type: type[Row], table: Table, values: Plain) -> dict[str, Any]:
    """A row as the columns want it; what an older version did not know has its first value."""
    row = _typed(row_type, table, values)
    for name in table.c.keys() - row.keys():
        row[name] = row_type.model_fields[name].get_default(call_default_factory=True)
    return row


def _mark(connection: Connection, entry: Entry) -> None:
    """Keep every entry's place on the undo stack current."""
    here = JOURNAL.c.workshop_id == entry.workshop_id
    if entry.kind is Kind.DO:
        if not _was_undoing(connection, entry):
            return
        undone = here & (JOURNAL.c.state == "undone")
        connection.execute(update(JOURNAL).where(undone).values(state="dropped"))
    elif entry.kind in (Kind.UNDO, Kind.REDO):
        state = "undone" if entry.kind is Kind.UNDO else "done"
        connection.execute(update(JOURNAL).where(JOURNAL.c.id == entry.target).values(state=state))


def _was_undoing(connection: Connection, entry: Entry) -> bool:
    """Whether the step before was an undo or redo; only then can anything be left undone.

    Spares looking through the whole journal at each command.
    """
    step = select(JOURNAL.c.kind).where(
        JOURNAL.c.workshop_id == entry.workshop_id,
        JOURNAL.c.seq < entry.seq,
        JOURNAL.c.kind != str(Kind.MARK),
    )
    kind = connection.scalar(step.order_by(JOURNAL.c.seq.desc()).limit(1))
    return kind in (Kind.UNDO, Kind.REDO)


def head(connection: Connection, workshop_id: str) -> int:
    """The number of the workshop's last entry, 0 before the first."""
    last = select(func.max(JOURNAL.c.seq)).where(JOURNAL.c.workshop_id == workshop_id)
    return connection.scalar(last) or 0


def last(connection: Connection, workshop_id: str) -> tuple[int, str]:
    """Number and id of the workshop's last entry, (0, "") before the first."""
    newest = select(JOURNAL.c.seq, JOURNAL.c.id).where(JOURNAL.c.workshop_id == workshop_id)
    found = connection.execute(newest.order_by(JOURNAL.c.seq.desc()).limit(1)).first()
    return (0, "") if found is None else (int(found.seq), str(found.id))


def last_instant(connection: Connection, workshop_id: str) -> str:
    """When the workshop's last entry was made (UTC, as text), empty before the first."""
    last = select(JOURNAL.c.at).where(JOURNAL.c.workshop_id == workshop_id)
    return connection.scalar(last.order_by(JOURNAL.c.seq.desc()).limit(1)) or ""


def entries(connection: Connection, workshop_id: str, after: int = 0) -> Iterator[Entry]:
    """The workshop's entries behind `after`, oldest first."""
    found = connection.execute(
        select(JOURNAL)
        .where(JOURNAL.c.workshop_id == workshop_id, JOURNAL.c.seq > after)
        .order_by(JOURNAL.c.seq)
    )
    return map(_entry, found.mappings())


def undoable(connection: Connection, workshop_id: str) -> Entry | None:
    """The last command that can be taken back; the creation itself cannot."""
    return _first(
        connection,
        select(JOURNAL)
        .where(
            JOURNAL.c.workshop_id == workshop_id,
            JOURNAL.c.kind == str(Kind.DO),
            JOURNAL.c.state == "done",
            JOURNAL.c.seq > 1,
        )
        .order_by(JOURNAL.c.seq.desc())
        .limit(1),
    )


def redoable(connection: Connection, workshop_id: str) -> Entry | None:
    """The command that was taken back last and can be done again.

    All that is undone lies behind the last command that stands.
    """
    standing = undoable(connection, workshop_id)
    return _first(
        connection,
        select(JOURNAL)
        .where(
            JOURNAL.c.workshop_id == workshop_id,
            JOURNAL.c.seq > (standing.seq if standing else 0),
            JOURNAL.c.state == "undone",
        )
        .order_by(JOURNAL.c.seq)
        .limit(1),
    )


def replay(connection: Connection, told: Iterable[Entry]) -> int:
    """Commit entries of another copy in their order; returns how many were new.

    Raises `Behind` when they do not continue what is stored.
    """
    return sum(commit(connection, entry) for entry in told)


def _first(connection: Connection, query: Any) -> Entry | None:
    found = connection.execute(query).mappings().first()
    return None if found is None else _entry(found)


def _entry(values: Any) -> Entry:
    plain = dict(values)
    state = plain.pop("state")
    entry = Entry.from_plain(plain)
    return replace(entry, state=state)
