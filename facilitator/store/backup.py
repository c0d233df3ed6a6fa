"""Whole copies of the database: taken at once, checked, renamed into place, thinned with age."""

import contextlib
import re
import sqlite3
import time
from datetime import datetime, timedelta
from pathlib import Path

from facilitator.store.files import (
    STAMP,
    create_private,
    private,
    stamp,
    sync_directory,
    sync_file,
)
from facilitator.store.glance import reading
from facilitator.words.language import _

RECENT, DAILY, WEEKLY = 12, 12, 10
"""How many copies are kept: the newest, one a day, one a week."""

ABANDONED_SECONDS = 3600
"""A copy still unfinished after this long was left by a process that died."""


def back_up(database: Path, directory: Path, name: str, at: datetime | None = None) -> Path:
    """Copy the database into the directory and return the copy.

    `name` (see `engine.name_of`) tells the copies of one database from those of another. One shot
    through SQLite itself (a stepped copy starves under another process's writes; a plain file
    copy would drop this process's locks). Raises `sqlite3.Error` or `OSError` when it fails; then
    no file is left behind.
    """
    target = private(directory) / f"{name}-{_mark(directory, name, at)}.db"
    unfinished = target.with_suffix(".part")
    create_private(unfinished)
    try:
        _copy(database, unfinished)
        unfinished.replace(target)
        sync_directory(directory)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):
        thin(directory, name)
    return target


def _mark(directory: Path, name: str, at: datetime | None) -> str:
    """When it is taken; behind the newest all the same when the clock was put back."""
    mark, last = stamp(at), next(iter(copies(directory, name)), None)
    if last is None or mark > last.stem.rpartition("-")[2]:
        return mark
    return stamp(taken_at(last) + timedelta(microseconds=1))


def _copy(database: Path, unfinished: Path) -> None:
    with reading(database) as source, contextlib.closing(sqlite3.connect(unfinished)) as copy:
        # The copy counts only once it is checked, synced and renamed: no journal is needed.
        copy.execute("pragma journal_mode=memory")
        copy.execute("pragma synchronous=off")
        source.backup(copy, pages=-1)
        verdict = copy.execute("pragma quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(
            _("the copy did not pass its check: {verdict}").format(verdict=verdict)
        )
    sync_file(unfinished)


def copies(directory: Path, name: str) -> list[Path]:
    """The copies of one database, newest first."""
    ours = re.compile(re.escape(name) + r"-\d{8}T\d{12}\.db")
    found = (path for path in directory.glob("*.db") if ours.fullmatch(path.name))
    return sorted(found, key=lambda path: path.name, reverse=True)


def names(directory: Path) -> list[str]:
    """The databases that have copies here."""
    found = (path.stem.rpartition("-")[0] for path in directory.glob("*-*.db"))
    return sorted({name for name in found if copies(directory, name)})


def taken_at(copy: Path) -> datetime:
    """When a copy was taken (UTC, without zone)."""
    return datetime.strptime(copy.stem.rpartition("-")[2], STAMP)


def thin(directory: Path, name: str) -> None:
    """Remove what is neither recent nor a day's nor a week's newest, and what was left half."""
    kept: set[Path] = set()
    days: set[str] = set()
    weeks: set[tuple[int, int]] = set()
    everything = copies(directory, name)
    for index, path in enumerate(everything):
        taken = taken_at(path)
        day, week = taken.strftime("%Y%m%d"), taken.isocalendar()[:2]
        if index < RECENT:
            kept.add(path)
        if day not in days and len(days) < DAILY:
            days.add(day)
            kept.add(path)
        if week not in weeks and len(weeks) < WEEKLY:
            weeks.add(week)
            kept.add(path)
    for path in everything:
        if path not in kept:
            path.unlink(missing_ok=True)
    for path in directory.glob("*.part"):
        if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
            path.unlink(missing_ok=True)
