"""What can be asked of a database: sessions, their contents, their journal, half-typed lines."""

import contextlib
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, col

from facilitator.model import MEMBERS, Draft, Member, Record, Workshop
from facilitator.store import journal, whole
from facilitator.store.due import DueContents, DueCount, due_contents, due_counts, names_of
from facilitator.store.engine import file_of, reading_engine
from facilitator.store.entry import Entry
from facilitator.store.glance import SUMMARIES, Summary
from facilitator.store.past import stage_seconds
from facilitator.store.texts import Text, texts
from facilitator.store.trouble import not_read
from facilitator.store.whole import Whole

_MANY = 500
"""Sessions asked for at once."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything stored of one workshop, read in one transaction."""

    workshop: Workshop
    members: tuple[Member, ...]
    head: int


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The last entry of a workshop, and one of its half-typed lines (empty when it has none)."""

    seq: int
    entry_id: str
    words: str


class Readings:
    """Reads from any thread; every method raises `NotRead` when the disk or server refuses."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.file = file_of(url)
        self._readers = reading_engine(url)

    def summaries(self) -> list[Summary]:
        """The sessions, changed last first."""
        with self._reading() as connection:
            return [Summary.from_row(row) for row in connection.execute(text(SUMMARIES))]

    def contents(self, workshop_id: str) -> Contents:
        """Everything of one workshop; raises `KeyError` when there is none of that id."""
        with (
            self._reading() as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            workshop = session.get(Workshop, workshop_id)
            if workshop is None:
                raise KeyError(workshop_id)
            members = tuple(
                row
                for table in MEMBERS
                for row in session.scalars(
                    select(table).where(col(table.workshop_id) == workshop_id)
                )
            )
            head = journal.head(connection, workshop_id)
            session.expunge_all()
        return Contents(workshop, members, head)

    def whole(self, workshop_id: str) -> Whole | None:
        """Every row of a session as it is stored, None when there is none of that id."""
        with self._reading() as connection:
            return whole.read(connection, workshop_id)

    def next_number(self) -> int:
        """A reference no session of this database has yet."""
        with self._reading() as connection:
            return int(connection.scalar(text("select max(number) from workshop")) or 0) + 1

    def entries(self, workshop_id: str, after: int = 0) -> list[Entry]:
        """The journal of one workshop behind `after`, oldest first."""
        with self._reading() as connection:
            return list(journal.entries(connection, workshop_id, after))

    def head(self, workshop_id: str) -> int:
        """The number of the last entry: cheap enough to be asked several times a second."""
        with self._reading() as connection:
            return journal.head(connection, workshop_id)

    def undoable(self, workshop_id: str) -> Entry | None:
        """What undo would take back."""
        with self._reading() as connection:
            return journal.undoable(connection, workshop_id)

    def redoable(self, workshop_id: str) -> Entry | None:
        """What redo would do again."""
        with self._reading() as connection:
            return journal.redoable(connection, workshop_id)

    def last_instant(self, workshop_id: str) -> str:
        """When the last entry of a workshop was made (UTC, as text), empty before the first."""
        with self._reading() as connection:
            return journal.last_instant(connection, workshop_id)

    def glimpse(self, workshop_id: str, place: str) -> Glimpse:
        """Whether something is new, at the cost of two short queries; see `Glimpse`."""
        table = SQLModel.metadata.tables[str(Draft.__tablename__)]
        here = (table.c.workshop_id == workshop_id) & (table.c.place == place)
        with self._reading() as connection:
            seq, entry_id = journal.last(connection, workshop_id)
            words = connection.scalar(select(table.c.text).where(here))
        return Glimpse(seq, entry_id, words or "")

    def drafts(self, workshop_id: str) -> dict[str, str]:
        """The half-typed lines of one workshop by the place they were typed at."""
        table = SQLModel.metadata.tables[str(Draft.__tablename__)]
        found = select(table.c.place, table.c.text).where(table.c.workshop_id == workshop_id)
        with self._reading() as connection:
            return {row.place: row.text for row in connection.execute(found)}

    def texts(self) -> list[Text]:
        """What was written in all sessions, for searching."""
        with self._reading() as connection:
            return texts(connection)

    def past_stages(self, workshop_id: str) -> dict[tuple[str, str], list[int]]:
        """Seconds the stages of a workshop took in other sessions, by key and kind."""
        with self._reading() as connection:
            return stage_seconds(connection, workshop_id)

    def rows_of(self, workshop_ids: Sequence[str], ledger: str) -> list[Contents]:
        """Of each of these workshops its header and the rows of one ledger, in their order."""
        found: list[Contents] = []
        with (
            self._reading() as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            for begin in range(0, len(workshop_ids), _MANY):
                ids = workshop_ids[begin : begin + _MANY]
                heads = session.scalars(select(Workshop).where(col(Workshop.id).in_(ids)))
                members: dict[str, list[Member]] = {}
                for row in session.scalars(
                    select(Record).where(
                        col(Record.workshop_id).in_(ids), col(Record.ledger) == ledger
                    )
                ):
                    members.setdefault(row.workshop_id, []).append(row)
                by_id = {head.id: head for head in heads}
                found += [
                    Contents(by_id[key], tuple(members.get(key, ())), 0)
                    for key in ids
                    if key in by_id
                ]
            session.expunge_all()
        return found

    def due(self, until: date, ledgers: Sequence[str]) -> DueContents:
        """Open actions due in all sessions up to a day, and all rows of these ledgers."""
        with self._reading() as connection:
            return due_contents(connection, until, ledgers)

    def due_counts(self, today: date, until: date) -> dict[str, DueCount]:
        """By session: open actions overdue on a day, and those due until another."""
        with self._reading() as connection:
            return due_counts(connection, today, until)

    def names(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Name and initials of people by id."""
        with self._reading() as connection:
            return names_of(connection, ids)

    @contextlib.contextmanager
    def _reading(self) -> Generator[Connection]:
        """A connection that sees one state of the database."""
        try:
            with self._readers.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise not_read(error, self.file) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._readers.dispose()
