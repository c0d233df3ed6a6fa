"""The flight recorder: a second copy of every entry, on disk before the tick is shown.

One append-only file of checksummed lines per workshop, in another directory than the database.
It answers a deleted database, a corrupt page and a bad migration.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from facilitator.store.entry import Entry
from facilitator.store.places import private


class Recorder:
    """Appends entries; used by the writer thread alone."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def file(self, workshop_id: str) -> Path:
        """The file of one workshop."""
        return self._directory / f"{workshop_id}.jsonl"

    def append(self, told: Iterable[Entry]) -> None:
        """Write the entries (all of one workshop) and return when they are on disk.

        A file that ends in the middle of a line is closed first, so that a torn write costs only
        itself. Raises `OSError` when the disk refuses.
        """
        entries = list(told)
        if not entries:
            return
        path = self.file(entries[0].workshop_id)
        is_new = not path.exists()
        private(self._directory)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            torn = not is_new and _ends_torn(descriptor)
            text = "".join(entry.line() for entry in entries)
            _write_all(descriptor, (("\n" if torn else "") + text).encode())
            os.fdatasync(descriptor) if hasattr(os, "fdatasync") else os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_directory(self._directory)

    def entries(self, workshop_id: str) -> Iterator[Entry]:
        """What was recorded, in order; torn lines are passed over, repetitions told once."""
        return read_entries(self.file(workshop_id))

    def head(self, workshop_id: str) -> int:
        """The number of the last entry recorded, 0 when there is none."""
        path = self.file(workshop_id)
        if not path.exists():
            return 0
        last = _last_whole_line(path)
        if last is not None:
            with contextlib.suppress(ValueError, KeyError):
                return Entry.from_line(last).seq
        return max((entry.seq for entry in read_entries(path)), default=0)

    def workshops(self) -> list[str]:
        """The workshops that have a second copy."""
        return sorted(path.stem for path in self._directory.glob("*.jsonl"))


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of one recorder file; see `Recorder.entries`."""
    if not path.exists():
        return
    seen: set[str] = set()
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry = Entry.from_line(line)
            except (ValueError, KeyError):
                continue
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry


def sync_directory(directory: Path) -> None:
    """Make a new or renamed file's name itself survive a power cut."""
    if os.name == "nt":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _ends_torn(descriptor: int) -> bool:
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) != b"\n"


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _last_whole_line(path: Path, window: int = 1 << 16) -> str | None:
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - window))
        tail = stream.read()
    if not tail.endswith(b"\n"):
        return None
    whole = tail.rstrip(b"\n").rpartition(b"\n")
    return whole[2].decode("utf-8", "replace") if whole[1] or size <= window else None
