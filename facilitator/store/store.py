"""The store: one writer thread, readers that cannot write, a second copy of every entry."""

import contextlib
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from facilitator.store import journal, whole
from facilitator.store.copier import BACKUP_SECONDS, Copier
from facilitator.store.engine import database_url, name_of, vacuum, writing_engine
from facilitator.store.entry import Entry
from facilitator.store.files import sync_directory
from facilitator.store.glance import DatabaseRefused
from facilitator.store.journal import Behind
from facilitator.store.migrate import bring_up_to_date
from facilitator.store.places import Places
from facilitator.store.readings import Contents, Readings
from facilitator.store.recorder import Recorder
from facilitator.store.sender import Sender
from facilitator.store.settings import SCHEMA_VERSION
from facilitator.store.trouble import (
    NotRead,
    NotSaved,
    identity_of,
    is_away,
    is_busy,
    kept_in,
    look_at_size,
    lost,
    not_saved,
    older,
    passes,
    reason,
)
from facilitator.store.waiting import standing
from facilitator.store.writer import Writer
from facilitator.words.language import _

__all__ = ["Contents", "NotRead", "NotSaved", "Store"]

T = TypeVar("T")

ATTEMPTS = 3
"""How often the same work is sent to a server that broke off or asked for it again."""

UNSTORABLE = (SQLAlchemyError, UnicodeError, OverflowError)
"""What the database and its driver raise for a row they do not take."""


class Store(Readings):
    """The sessions of one database."""

    def __init__(self, where: str | Path, places: Places) -> None:
        """Open the database, creating or migrating it first.

        Raises `DatabaseRefused` when it is not ours, newer, or cannot be opened; `UnsafeSettings`
        when it refuses a setting that durability rests on.
        """
        url = database_url(where)
        self.places = places
        self.name = name_of(url)
        self.recorder = Recorder(places.recorder / self.name)
        self.second_copy_problem = ""
        self.read_only = ""
        """Why nothing can be saved although the sessions can be read; empty when they can."""
        self.identity: tuple[int, int] | None = None
        self._ahead: dict[str, int] = {}
        self._lost = 0
        """How many sessions the second copy holds of a database that had to be made anew."""
        try:
            is_new = bring_up_to_date(url, places.backups)
            self._lost = len(self.recorder.workshops()) if is_new else 0
            super().__init__(url)
            self._writing = writing_engine(url)
            self._writer = Writer("writer")
            self._connect()
        except (SQLAlchemyError, OSError) as error:
            raise DatabaseRefused(
                _(
                    "The database {render_as_string} cannot be opened: "
                    "{reason}. Check the path and its permissions, or choose another with --db."
                ).format(
                    render_as_string=url.render_as_string(hide_password=True), reason=reason(error)
                )
            ) from error
        self._copier = Copier(self.file, places.backups, self.name, is_new=is_new)
        self._sender = Sender(
            places.recorder / self.name / "waiting",
            self._answers,
            lambda: self._writer.submit(self._send),
        )
        if self.file is None and self._sender.has_inherited:
            # The last program ended while the server was away: that comes first.
            self._sender.begin()
            self._writer.submit(self._send).exception()

    # -- writing ---------------------------------------------------------------------------

    def commit(self, entry: Entry, generation: int | None = None) -> "Future[None]":
        """Commit one entry on the writer thread; done means: on disk, twice.

        `generation` is the one of the state the entry was built on. The future raises `Behind`
        when another window was first, `NotSaved` when the disk refused. A failing second copy does
        not fail the entry: it is told in `second_copy_problem`.
        """
        return self._writer.submit(self._commit, entry, generation)

    def replay(self, told: Iterable[Entry]) -> int:
        """Commit entries of another copy, all or none; returns how many were new."""
        entries = list(told)

        def work() -> int:
            new = self._write(lambda connection: journal.replay(connection, entries))
            for workshop_id in {entry.workshop_id for entry in entries}:
                self._record_missing(workshop_id)
            return new

        return self._writer.submit(work).result() if entries else 0

    def keep_draft(self, workshop_id: str, place: str, words: str) -> "Future[None]":
        """Keep a half-typed line; an empty one is forgotten."""

        def keep() -> None:
            if not self._sender.away:
                try:
                    return self._put_draft(workshop_id, place, words)
                except NotSaved as refusal:
                    if not self._is_away(refusal):
                        raise
            self._keep_here(lambda: self._sender.waiting.keep_draft(workshop_id, place, words))
            return None

        return self._writer.submit(keep)

    def write(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Carry out some work in one transaction on the writer thread."""
        return self._writer.submit(self._write, work)

    def compact(self) -> "Future[None]":
        """Rewrite the database without what was deleted; raises `NotSaved`."""

        def work() -> None:
            try:
                vacuum(self._writing)
            except Exception as error:
                raise not_saved(error, self.file, self.identity) from error
            self._copier.note_commit()

        return self._writer.submit(work)

    def record_missing(self, workshop_id: str) -> "Future[None]":
        """Bring the second copy up to the database, after a crash between the two."""
        return self._writer.submit(self._record_missing, workshop_id)

    def note_others(self, workshop_id: str, told: Sequence[Entry]) -> None:
        """Record what others committed on a server: undo needs it while the server is away."""

        def work() -> int:
            waiting = {entry.id for entry in self._sender.waiting.entries(workshop_id)}
            stored = [entry for entry in told if entry.id not in waiting]
            if stored:
                self.recorder.note(stored, self._earlier(workshop_id))
            return self._ahead.get(workshop_id, 0)

        if told and self.file is None:
            self._writer.submit(self._record, workshop_id, work)

    # -- while a server is away ----------------------------------------------------------------

    def entries(self, workshop_id: str, after: int = 0) -> list[Entry]:
        """The journal behind `after`, oldest first, with what waits for the server at its end."""
        if self.file is not None:
            return super().entries(workshop_id, after)
        waiting = self._sender.waiting.entries(workshop_id)
        try:
            found = super().entries(workshop_id, after)
        except NotRead:
            if not self._sender.away:
                raise
            found = [e for e in self.recorder.entries(workshop_id) if e.seq > after]
        # What others wrote meanwhile has its place once ours is sent: nobody built on it here.
        found = [entry for entry in found if not waiting or entry.seq < waiting[0].seq]
        return [*found, *(entry for entry in waiting if entry.seq > after)]

    def undoable(self, workshop_id: str) -> Entry | None:
        """What undo would take back."""
        if self._sender.away:
            return standing(self.entries(workshop_id))[0]
        return super().undoable(workshop_id)

    def redoable(self, workshop_id: str) -> Entry | None:
        """What redo would do again."""
        if self._sender.away:
            return standing(self.entries(workshop_id))[1]
        return super().redoable(workshop_id)

    def drafts(self, workshop_id: str) -> dict[str, str]:
        """The half-typed lines of one workshop by the place they were typed at."""
        here = self._sender.waiting.drafts(workshop_id) if self.file is None else {}
        try:
            kept = super().drafts(workshop_id) | here
        except NotRead:
            if not self._sender.away:
                raise
            kept = here
        return {place: words for place, words in kept.items() if words}

    def news(self) -> list[str]:
        """What became of entries that waited for the server, as sentences told once."""
        return self._sender.news()

    def generation(self, workshop_id: str) -> int:
        """Changes when entries of ours went behind somebody else's: read the session anew."""
        return self._sender.rebased.get(workshop_id, 0)

    # -- keeping -------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether anything was committed since the last copy aside."""
        return self._copier.changed

    def back_up(self) -> "Future[Path | None]":
        """Copy the database aside if it is a file and was changed since the last copy.

        Commits go on meanwhile. The future does not raise: a failure is told in `problems`.
        """
        return self._copier.back_up()

    def back_up_if_due(self, every: float = BACKUP_SECONDS) -> "Future[Path | None] | None":
        """`back_up` when there are changes and the last attempt was `every` seconds ago."""
        return self._copier.back_up_if_due(every)

    def waiting_for(self) -> float:
        """Seconds the oldest unfinished write has been waiting, 0 when there is none."""
        return self._writer.waiting_for()

    @property
    def closed(self) -> bool:
        """Whether nothing can be written any more."""
        return self._writer.closed

    def problems(self) -> list[str]:
        """What is wrong with the database and its copies, as sentences, the gravest first."""
        name = str(self.file or self.url.database)
        behind = [lost(self._lost, name), *(older(each, name) for each in self._ahead.values())]
        copier = self._copier
        told = [copier.damage, self.read_only, self._sender.problem(), *behind]
        told += [*map(kept_in, self.recorder.lost), self.second_copy_problem, copier.problem]
        return [sentence for sentence in told if sentence]

    def close(self) -> None:
        """Wait for what is being written, take a last backup, let go of the database."""
        self._sender.close()
        self._writer.close()
        self._sender.leave()
        self._copier.close()
        self._writing.dispose()
        super().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()

    # -- on the writer thread --------------------------------------------------------------

    def _connect(self) -> None:
        try:
            self._writer.submit(self._probe).result()
        except BaseException:
            self._writer.close()
            self._writing.dispose()
            super().close()
            raise
        self.identity = identity_of(self.file) if self.file else None

    def _probe(self) -> None:
        """Connect, and find out whether the file and its directory may be written to."""
        with self._writing.connect() as connection:
            if self.file is None:
                return
            try:
                connection.exec_driver_sql(f"pragma user_version={SCHEMA_VERSION}")
            except SQLAlchemyError as error:
                if not is_busy(error):
                    self.read_only = _(
                        "Nothing can be saved in {file} ({reason}). "
                        "The sessions can be read and exported; to change them, allow writing to "
                        "the file and its directory, or choose another file with --db."
                    ).format(file=self.file, reason=reason(error))
            connection.rollback()

    def _commit(self, entry: Entry, generation: int | None) -> None:
        if generation is not None and generation != self.generation(entry.workshop_id):
            raise Behind(entry.workshop_id)  # whatever its number: that was given anew meanwhile
        if self.file is None and entry.seq > 1 and self._sender.holds(entry.workshop_id):
            return self._keep_here(lambda: self._sender.keep(entry))
        look_at_size(self.file)
        try:
            self._write(lambda connection: journal.commit(connection, entry))
        except NotSaved as refusal:
            cause = refusal.__cause__
            if self._is_away(refusal) and entry.seq > 1 and not self._settled(entry):
                return self._keep_here(lambda: self._sender.keep(entry))
            if (isinstance(cause, Exception) and is_busy(cause)) or not self._settled(entry):
                raise
        earlier = self._earlier(entry.workshop_id)
        self._record(entry.workshop_id, lambda: self.recorder.keep(entry, earlier))
        return None

    def _is_away(self, refusal: NotSaved) -> bool:
        return self.file is None and is_away(refusal.__cause__)

    def _keep_here(self, keep: Callable[[], None]) -> None:
        self._sender.begin()
        try:
            keep()
        except OSError as error:
            raise NotSaved(
                _(
                    "This was not saved: the database server does not answer, and this computer "
                    "could not keep it either ({reason}). It is still in the line; free some "
                    "space and press Enter."
                ).format(reason=reason(error))
            ) from error

    def _answers(self) -> bool:
        """Whether the server is there again; asked by another thread than the writer's."""
        try:
            with self._reading() as connection:
                return connection.scalar(text("select 1")) == 1
        except NotRead:
            return False

    def _send(self) -> None:
        if not self._sender.away:
            return
        with contextlib.suppress(NotSaved):  # away again: asked again soon
            self._sender.send(self._write, self._put_draft, self._record_missing)

    def _put_draft(self, workshop_id: str, place: str, words: str) -> None:
        self._write(lambda connection: whole.keep_draft(connection, workshop_id, place, words))

    def _settled(self, entry: Entry) -> bool:
        """Whether a commit that reported an error was carried out, and holds, all the same."""
        try:
            with self._reading() as connection:
                kept = journal.is_kept(connection, entry)
            if kept and self.file is not None:
                sync_directory(self.file.parent)
        except (NotRead, OSError):
            return False
        return kept

    def _record_missing(self, workshop_id: str) -> None:
        earlier = self._earlier(workshop_id)
        self._record(workshop_id, lambda: self.recorder.catch_up(workshop_id, earlier))

    def _earlier(self, workshop_id: str) -> Callable[[int], list[Entry]]:
        return lambda after: super(Store, self).entries(workshop_id, after)

    def _record(self, workshop_id: str, work: Callable[[], int]) -> None:
        try:
            ahead = work()
        except Exception as error:  # whatever it is, the entry itself is committed
            self.second_copy_problem = _(
                "The second copy could not be written "
                "({reason}). The session itself "
                "is saved. Free some disk space; the copy catches up by itself."
            ).format(reason=reason(error))
            return
        self.second_copy_problem = ""
        self._ahead.pop(workshop_id, None)
        if ahead:
            self._ahead[workshop_id] = ahead

    def _write(self, work: Callable[[Connection], T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._writing.begin() as connection:
                    result = work(connection)
            except UNSTORABLE as error:
                if attempt < ATTEMPTS and self.file is None and passes(error):
                    time.sleep(random.uniform(0.05, 0.2) * attempt)
                    continue
                raise not_saved(error, self.file, self.identity) from error
            self.read_only = ""
            self._copier.note_commit()
            return result
        raise AssertionError("the last attempt returns or raises")
