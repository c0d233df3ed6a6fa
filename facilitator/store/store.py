"""The store: one writer thread, readers that cannot write, a second copy of every entry."""

import contextlib
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel

from facilitator.model import MEMBERS, Draft, Member, Workshop
from facilitator.store import journal
from facilitator.store.backup import back_up
from facilitator.store.engine import database_url, file_of, reading_engine, writing_engine
from facilitator.store.entry import Entry
from facilitator.store.glance import SUMMARIES, DatabaseRefused, Summary
from facilitator.store.migrate import bring_up_to_date
from facilitator.store.places import Places
from facilitator.store.recorder import Recorder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything stored of one workshop, read in one transaction."""

    workshop: Workshop
    members: tuple[Member, ...]
    head: int


class NotSaved(RuntimeError):
    """The disk or the server refused; the message says what to do. Nothing was half written."""


class Store:
    """The sessions of one database."""

    def __init__(self, where: str | Path, places: Places) -> None:
        """Open the database, creating or migrating it first.

        Raises `DatabaseRefused` when it is not ours, newer, or cannot be opened; `UnsafeSettings`
        when it refuses a setting that durability rests on.
        """
        self.places = places
        self.url = database_url(where)
        self.file = file_of(self.url)
        self.recorder = Recorder(places.recorder)
        self.second_copy_problem = ""
        self.changed = False
        try:
            bring_up_to_date(self.url, places.backups)
            self._writing = writing_engine(self.url)
            self._reading = reading_engine(self.url)
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
            self._thread.submit(self._writing.connect().close).result()
        except (SQLAlchemyError, OSError) as error:
            raise DatabaseRefused(
                f"The database {self.url.render_as_string(hide_password=True)} cannot be opened: "
                f"{_first_line(error)}. Check the path and its permissions, or choose another "
                "with --db."
            ) from error

    # -- reading ---------------------------------------------------------------------------

    def summaries(self) -> list[Summary]:
        """The sessions, changed last first."""
        with self._reading.connect() as connection:
            return [Summary.from_row(row) for row in connection.execute(text(SUMMARIES))]

    def contents(self, workshop_id: str) -> Contents:
        """Everything of one workshop; raises `KeyError` when there is none of that id."""
        with Session(self._reading, expire_on_commit=False) as session:
            workshop = session.get(Workshop, workshop_id)
            if workshop is None:
                raise KeyError(workshop_id)
            members = tuple(
                row
                for table in MEMBERS
                for row in session.scalars(select(table).where(table.workshop_id == workshop_id))
            )
            head = journal.head(session.connection(), workshop_id)
            session.expunge_all()
        return Contents(workshop, members, head)

    def next_number(self) -> int:
        """A reference no session of this database has yet."""
        with self._reading.connect() as connection:
            return int(connection.scalar(text("select max(number) from workshop")) or 0) + 1

    def entries(self, workshop_id: str, after: int = 0) -> list[Entry]:
        """The journal of one workshop behind `after`, oldest first."""
        with self._reading.connect() as connection:
            return list(journal.entries(connection, workshop_id, after))

    def undoable(self, workshop_id: str) -> Entry | None:
        """What undo would take back."""
        with self._reading.connect() as connection:
            return journal.undoable(connection, workshop_id)

    def redoable(self, workshop_id: str) -> Entry | None:
        """What redo would do again."""
        with self._reading.connect() as connection:
            return journal.redoable(connection, workshop_id)

    def last_instant(self, workshop_id: str) -> str:
        """When the last entry of a workshop was made (UTC, as text), empty before the first."""
        with self._reading.connect() as connection:
            return journal.last_instant(connection, workshop_id)

    def drafts(self, workshop_id: str) -> dict[str, str]:
        """The half-typed lines of one workshop by the place they were typed at."""
        with Session(self._reading) as session:
            found = session.scalars(select(Draft).where(Draft.workshop_id == workshop_id))
            return {draft.place: draft.text for draft in found}

    # -- writing ---------------------------------------------------------------------------

    def commit(self, entry: Entry) -> "Future[None]":
        """Commit one entry on the writer thread; done means: on disk, twice.

        The future raises `Behind` when another window was first, `NotSaved` when the disk refused.
        A failing second copy does not fail the entry: it is told in `second_copy_problem`.
        """
        return self._thread.submit(self._commit, entry)

    def replay(self, told: Iterable[Entry]) -> int:
        """Commit entries of another copy, all or none; returns how many were new."""
        entries = list(told)

        def work() -> int:
            new = self._write(lambda connection: journal.replay(connection, entries))
            self._record_missing(entries[0].workshop_id)
            return new

        return self._thread.submit(work).result() if entries else 0

    def keep_draft(self, workshop_id: str, place: str, words: str) -> "Future[None]":
        """Keep a half-typed line; an empty one is forgotten."""

        def work(connection: Connection) -> None:
            table = SQLModel.metadata.tables["draft"]
            here = (table.c.workshop_id == workshop_id) & (table.c.place == place)
            connection.execute(delete(table).where(here))
            if words:
                row = {"workshop_id": workshop_id, "place": place, "text": words}
                connection.execute(table.insert().values(**row, at=datetime.now(UTC).isoformat()))

        return self._thread.submit(self._write, work)

    def record_missing(self, workshop_id: str) -> "Future[None]":
        """Bring the second copy up to the database, after a crash between the two."""
        return self._thread.submit(self._record_missing, workshop_id)

    def back_up(self) -> "Future[Path | None]":
        """Copy the database aside if it is a file and was changed since the last copy."""
        return self._thread.submit(self._back_up)

    def close(self) -> None:
        """Wait for what is being written, take a last backup, let go of the database."""
        with contextlib.suppress(Exception):
            self.back_up().result(timeout=30)
        self._thread.shutdown(wait=True)
        self._writing.dispose()
        self._reading.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- on the writer thread --------------------------------------------------------------

    def _commit(self, entry: Entry) -> None:
        self._write(lambda connection: journal.commit(connection, entry))
        self.changed = True
        self._record(lambda: self.recorder.append([entry]))

    def _record_missing(self, workshop_id: str) -> None:
        head = self.recorder.head(workshop_id)
        self._record(lambda: self.recorder.append(self.entries(workshop_id, head)))

    def _record(self, work: Callable[[], None]) -> None:
        try:
            work()
            self.second_copy_problem = ""
        except OSError as error:
            self.second_copy_problem = (
                f"The second copy could not be written ({error.strerror}). The session itself is "
                "saved. Free some disk space; the copy catches up by itself."
            )

    def _back_up(self) -> Path | None:
        if self.file is None or not self.changed:
            return None
        self.changed = False
        return back_up(self.file, self.places.backups)

    def _write(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._writing.begin() as connection:
                return work(connection)
        except SQLAlchemyError as error:
            raise NotSaved(
                f"This could not be saved: {_first_line(error)}. It is still in the line; free "
                "some space or check the disk, then press Enter again."
            ) from error


def _first_line(error: BaseException) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__
