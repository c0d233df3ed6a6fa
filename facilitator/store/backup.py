"""Whole copies of the database: taken at once, checked, renamed into place, thinned with age."""

import contextlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from facilitator.store.places import private
from facilitator.store.recorder import sync_directory

RECENT, DAILY, WEEKLY = 12, 12, 10
"""How many copies are kept: the newest, one a day, one a week."""

STAMP = "%Y%m%dT%H%M%S%f"


def back_up(database: Path, directory: Path, at: datetime | None = None) -> Path:
    """Copy the database into the directory and return the copy.

    One shot through SQLite itself (a stepped copy starves under another process's writes; a plain
    file copy would drop this process's locks). Raises `sqlite3.Error` or `OSError` when it fails;
    then no file is left behind.
    """
    stamp = (at or datetime.now(UTC)).strftime(STAMP)
    target = private(directory) / f"{database.stem}-{stamp}.db"
    unfinished = target.with_suffix(".part")
    try:
        _copy(database, unfinished)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_directory(directory)
    thin(directory, database.stem)
    return target


def _copy(database: Path, unfinished: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(database, timeout=5)) as source,
        contextlib.closing(sqlite3.connect(unfinished)) as copy,
    ):
        source.execute("pragma query_only=on")
        source.backup(copy, pages=-1)
        verdict = copy.execute("pragma quick_check").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"The copy did not pass its check: {verdict}")
    descriptor = os.open(unfinished, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copies(directory: Path, stem: str) -> list[Path]:
    """The copies of one database, newest first."""
    return sorted(directory.glob(f"{stem}-*.db"), reverse=True)


def thin(directory: Path, stem: str) -> None:
    """Remove what is neither recent nor a day's nor a week's newest."""
    kept: set[Path] = set()
    days: set[str] = set()
    weeks: set[tuple[int, int]] = set()
    for index, path in enumerate(copies(directory, stem)):
        try:
            taken = datetime.strptime(path.stem.rpartition("-")[2], STAMP)
        except ValueError:
            kept.add(path)
            continue
        day, week = taken.strftime("%Y%m%d"), taken.isocalendar()[:2]
        if index < RECENT:
            kept.add(path)
        if day not in days and len(days) < DAILY:
            days.add(day)
            kept.add(path)
        if week not in weeks and len(weeks) < WEEKLY:
            weeks.add(week)
            kept.add(path)
    for path in copies(directory, stem):
        if path not in kept:
            path.unlink(missing_ok=True)
