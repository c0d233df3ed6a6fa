"""Playing a session's journal into a database, as far as it is whole and a little further."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Table, func, select
from sqlmodel import SQLModel

from facilitator.model import Workshop
from facilitator.store import journal
from facilitator.store.entry import Change, Entry, Kind, fresh_entry_id
from facilitator.store.journal import JOURNAL, UNFIT, Behind
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of one session."""

    workshop_id: str
    number: int
    title: str
    entries: int
    """How many entries the database holds now."""
    new: int
    """How many of them it did not hold before."""
    missing: int = 0
    """How many could not be restored: their line is lost, or they rest on one that is."""
    refused: str = ""
    """Why nothing was added, as a sentence; empty when something was, or nothing was needed."""


def restore(connection: Connection, workshop_id: str, told: dict[int, Entry]) -> Restored:
    """Bring one session up to the entries told, in the connection's transaction.

    Entries that are stored already are passed over. A session whose stored entries differ from
    those told is left as it is. Behind a gap, every entry that still applies is kept. A disk or
    server that takes nothing more is no reason to leave any out: raises `SQLAlchemyError`.
    """
    held = select(JOURNAL).where(JOURNAL.c.workshop_id == workshop_id)
    stored = {row.seq: row.id for row in connection.execute(held)}
    if any(stored.get(seq, entry.id) != entry.id for seq, entry in told.items()):
        return _report(
            connection,
            workshop_id,
            0,
            0,
            _(
                "This session has gone another way since that copy was made, so it was left as it "
                "is. Rebuild into another file (--db) to see both."
            ),
        )
    head = max(stored, default=0)
    rest = [told[seq] for seq in sorted(told) if seq > head]
    lost = rest[-1].seq - head - len(rest) if rest else 0
    if not stored:
        rest = _creatable(connection, workshop_id, rest)
    try:
        with connection.begin_nested():
            new = journal.replay(connection, rest)
        failed = 0
    except (Behind, *UNFIT):
        new, failed = _replay_what_applies(connection, head, rest)
    return _report(connection, workshop_id, new, lost + failed)


def _replay_what_applies(
    connection: Connection, head: int, rest: Iterable[Entry]
) -> tuple[int, int]:
    """Commit each entry behind the last that applied; returns how many did and did not."""
    new = failed = 0
    for entry in rest:
        try:
            with connection.begin_nested():
                journal.commit(connection, entry.numbered(head + new + 1))
            new += 1
        except (Behind, *UNFIT):
            failed += 1
    return new, failed


def _creatable(connection: Connection, workshop_id: str, rest: list[Entry]) -> list[Entry]:
    """The entries of a session that is to be created: with a number that is free here, and with a
    creation even when that line is lost."""
    journal.give_numbers_alone(connection)
    table = _workshops()
    taken = set(connection.scalars(select(table.c.number)))
    free = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    creation = rest[0] if rest and rest[0].seq == 1 else _stand_in(workshop_id, free, rest)
    changes = tuple(
        replace(change, after=change.after | {"number": free})
        if change.table == "workshop" and change.after and change.after.get("number") in taken
        else change
        for change in creation.changes
    )
    behind = rest[1:] if rest and rest[0].seq == 1 else rest
    return [replace(creation, changes=changes), *behind]


def _stand_in(workshop_id: str, number: int, rest: list[Entry]) -> Entry:
    instant = rest[0].at if rest else ""
    row = Workshop(id=workshop_id, number=number, title=_("Restored session"), created_at=instant)
    return Entry(
        workshop_id=workshop_id,
        seq=1,
        kind=Kind.DO,
        verb="restore",
        label=_("Session restored without its first entry"),
        at=instant,
        changes=(Change("workshop", workshop_id, None, row.plain()),),
        id=fresh_entry_id(),
    )


def _report(
    connection: Connection, workshop_id: str, new: int, missing: int, refused: str = ""
) -> Restored:
    table = _workshops()
    row = connection.execute(
        select(table.c.number, table.c.title).where(table.c.id == workshop_id)
    ).first()
    held = select(func.count()).select_from(JOURNAL).where(JOURNAL.c.workshop_id == workshop_id)
    return Restored(
        workshop_id=workshop_id,
        number=row.number if row else 0,
        title=row.title if row else "",
        entries=connection.scalar(held) or 0,
        new=new,
        missing=missing,
        refused=refused,
    )


def _workshops() -> Table:
    return SQLModel.metadata.tables[str(Workshop.__tablename__)]
