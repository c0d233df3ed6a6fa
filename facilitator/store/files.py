"""Files that are their user's alone and survive a power cut: made private, synced, set aside."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

STAMP = "%Y%m%dT%H%M%S%f"
"""How an instant (UTC) is written in a file name, so that names sort by time."""


def stamp(at: datetime | None = None) -> str:
    """An instant for a file name, by default now."""
    return (at or datetime.now(UTC)).strftime(STAMP)


def private(directory: Path) -> Path:
    """The directory, readable by its owner only; missing parents are made the same way.

    One that exists is left as it is: it may be a folder its user shares on purpose.
    """
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        sync_directory(each.parent)
    return directory


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read; raises `FileExistsError` when it is there.

    SQLite gives its journal the permissions of the database, so this settles both.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sync(descriptor: int) -> None:
    """Wait until what was written to an open file is on the disk itself."""
    if sys.platform == "darwin":
        import fcntl

        # fsync of macOS leaves the data in the drive's own memory.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """Wait until a file that somebody else wrote is on the disk itself."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync_directory(directory: Path) -> None:
    """Make the name of a new, renamed or removed file survive a power cut."""
    if os.name == "nt":
        return  # a directory cannot be opened there; NTFS keeps its own journal of names
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def set_aside(
    path: Path, reason: str, at: datetime | None = None, into: Path | None = None
) -> Path:
    """Rename a file out of the way, never over another one; returns its new path.

    `into` is another directory of the same disk.
    """
    target = (into or path.parent) / f"{path.name}.{reason}-{stamp(at)}"
    path.rename(target)
    sync_directory(target.parent)
    return target
