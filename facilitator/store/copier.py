"""Copies of an open database in the background: on opening, every ten minutes, at the end."""

import contextlib
import sqlite3
import time
from concurrent.futures import Future
from pathlib import Path

from facilitator.store.backup import back_up, copies
from facilitator.store.glance import reading
from facilitator.store.trouble import damaged, first_line, reason
from facilitator.store.writer import Writer
from facilitator.words.language import _

BACKUP_SECONDS = 600
"""How often a database that changes is copied aside."""

LAST_COPY_SECONDS = 30
"""How long closing waits for the last copy."""


class Copier:
    """Copies one database aside on a thread of its own; commits go on meanwhile."""

    def __init__(self, file: Path | None, directory: Path, name: str, *, is_new: bool) -> None:
        self.problem = ""
        self.damage = ""
        self._file, self._directory, self._name = file, directory, name
        self._commits = 1 if not is_new and self._newer_than_its_copies() else 0
        self._copied = 0
        self._tried_at = time.monotonic()
        self._thread = Writer("backup")
        self._thread.submit(self._look_over)

    def note_commit(self) -> None:
        """Something was committed; called by the writer thread alone."""
        self._commits += 1

    @property
    def changed(self) -> bool:
        """Whether anything was committed since the last copy."""
        return self._commits != self._copied

    def back_up(self) -> "Future[Path | None]":
        """Copy the database if it was changed; the future does not raise, see `problem`."""
        return self._thread.submit(self._back_up)

    def back_up_if_due(self, every: float) -> "Future[Path | None] | None":
        """`back_up` when there are changes and the last attempt was `every` seconds ago."""
        if not self.changed or time.monotonic() - self._tried_at < every:
            return None
        return self.back_up()

    def close(self) -> None:
        """Take a last copy and stop."""
        if not self._thread.closed:
            with contextlib.suppress(TimeoutError):
                self.back_up().result(timeout=LAST_COPY_SECONDS)
        self._thread.close()

    def _look_over(self) -> None:
        """Check the whole file once, and copy it if the last program died before it could."""
        if self._file is None:
            return
        try:
            with reading(self._file) as connection:
                verdict = str(connection.execute("pragma quick_check(1)").fetchone()[0])
        except sqlite3.OperationalError:
            return  # held by another program, or gone: the next write says so
        except sqlite3.DatabaseError as error:
            verdict = first_line(error)
        if verdict == "ok":
            self._back_up()
        else:
            self.damage = damaged(self._file, " ".join(verdict.splitlines()))

    def _back_up(self) -> Path | None:
        self._tried_at = time.monotonic()
        if self._file is None or not self.changed:
            return None
        commits = self._commits
        try:
            copy = back_up(self._file, self._directory, self._name)
        except (sqlite3.Error, OSError) as error:
            self.problem = _(
                "The database could not be copied aside ({reason}). The session itself "
                "is saved. Free some space in {directory}."
            ).format(reason=reason(error), directory=self._directory)
            return None
        self.problem = ""
        self._copied = commits
        return copy

    def _newer_than_its_copies(self) -> bool:
        if self._file is None:
            return False
        newest = next(iter(copies(self._directory, self._name)), None)
        return newest is None or self._file.stat().st_mtime >= newest.stat().st_mtime
