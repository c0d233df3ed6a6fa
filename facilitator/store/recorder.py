"""The flight recorder: a second copy of every entry, on disk before the tick is shown.

One append-only file of checksummed lines per workshop, in another directory than the database.
It answers a deleted database, a corrupt page and a bad migration. A file never loses a line: one
that tells another story than the database is renamed, and a new one is begun.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.store.entry import Entry
from facilitator.store.files import private, set_aside, sync, sync_directory

Earlier = Callable[[int], Sequence[Entry]]
"""Gives the entries of the database behind a number, oldest first."""


@dataclass(slots=True)
class _Known:
    """What is known of a file: which entries it holds, up to which byte it was read."""

    inode: int = -1
    read_to: int = 0
    size: int = 0
    ids: dict[int, str] = field(default_factory=dict[int, str])
    whole: int = 0
    """The last number up to which none is missing."""

    def learn(self, seq: int, entry_id: str) -> None:
        self.ids[seq] = entry_id
        while self.whole + 1 in self.ids:
            self.whole += 1


class Recorder:
    """Appends entries; used by the writer thread alone."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.lost: list[Path] = []
        """Files set aside that hold entries the database does not."""
        self._known: dict[str, _Known] = {}

    def file(self, workshop_id: str) -> Path:
        """The file of one workshop."""
        return self.directory / f"{workshop_id}.jsonl"

    def keep(self, entry: Entry, earlier: Earlier) -> int:
        """Write an entry and return when it is on disk; `earlier` fills what is missing before it.

        Returns and raises as `catch_up`.
        """
        known = self._look(entry.workshop_id)
        if known.whole == entry.seq - 1 and entry.seq not in known.ids:
            self._append(entry.workshop_id, [entry])
            return 0
        return self.catch_up(entry.workshop_id, earlier)

    def catch_up(self, workshop_id: str, earlier: Earlier) -> int:
        """Write what the database has and the file has not, wherever it is missing.

        Returns how many entries the file holds that the database does not know: more than 0 means
        that the database has lost something. Raises `OSError` when the disk refuses.
        """
        known = self._look(workshop_id)
        told = earlier(max(0, known.whole - 1)) or earlier(0)
        if any(known.ids.get(entry.seq, entry.id) != entry.id for entry in told):
            aside = set_aside(self.file(workshop_id), "replaced")
            told = earlier(0)
            if set(known.ids.values()) - {entry.id for entry in told}:
                self.lost.append(aside)
            known = self._look(workshop_id)
        self._append(workshop_id, [entry for entry in told if entry.seq not in known.ids])
        head = told[-1].seq if told else 0
        return sum(seq > head for seq in known.ids)

    def note(self, told: Sequence[Entry], earlier: Earlier) -> None:
        """Write entries of one workshop that were read just now; raises as `catch_up`."""

        def behind(after: int) -> Sequence[Entry]:
            return [entry for entry in told if entry.seq > after] if after else earlier(0)

        self.catch_up(told[0].workshop_id, behind)

    def entries(self, workshop_id: str) -> list[Entry]:
        """What was recorded, in order; torn lines are passed over, repetitions told once."""
        return read_entries(self.file(workshop_id))

    def head(self, workshop_id: str) -> int:
        """The number up to which no entry is missing, 0 when there is none."""
        return self._look(workshop_id).whole

    def workshops(self) -> list[str]:
        """The workshops that have a second copy."""
        return sorted(path.stem for path in self.directory.glob("*.jsonl"))

    def _look(self, workshop_id: str) -> _Known:
        """Take in what was appended since, by this process or by another window's."""
        path = self.file(workshop_id)
        try:
            found = path.stat()
        except FileNotFoundError:
            self._known[workshop_id] = known = _Known()
            return known
        known = self._known.get(workshop_id)
        if known is None or known.inode != found.st_ino or known.size > found.st_size:
            self._known[workshop_id] = known = _Known(inode=found.st_ino)
        if known.size != found.st_size:
            with path.open("rb") as stream:
                stream.seek(known.read_to)
                for line in stream:
                    known.size = stream.tell()
                    if line.endswith(b"\n"):
                        known.read_to = known.size
                        entry = _entry(line)
                        if entry is not None:
                            known.learn(entry.seq, entry.id)
        return known

    def _append(self, workshop_id: str, entries: Sequence[Entry]) -> None:
        """Write whole lines; a line that was torn before is closed first and costs only itself."""
        if not entries:
            return
        known = self._look(workshop_id)
        path = self.file(workshop_id)
        private(self.directory)
        lines = b"".join(entry.line() for entry in entries)
        data = (b"\n" if known.size > known.read_to else b"") + lines
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            _write(descriptor, data)
            here = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        if known.inode == -1:
            sync_directory(self.directory)
        if here.st_size == known.size + len(data):  # no other window wrote in between
            known.inode, known.size, known.read_to = here.st_ino, here.st_size, here.st_size
            for entry in entries:
                known.learn(entry.seq, entry.id)


def read_entries(path: Path) -> list[Entry]:
    """The entries of one recorder file; see `Recorder.entries`. Raises `OSError`."""
    if not path.exists():
        return []
    with path.open("rb") as lines:
        told = [entry for line in lines if (entry := _entry(line)) is not None]
    by_place = {entry.seq: entry for entry in told}
    return [by_place[seq] for seq in sorted(by_place)]


def _entry(line: bytes) -> Entry | None:
    try:
        return Entry.from_line(line)
    except (ValueError, KeyError, TypeError):
        return None


def _write(descriptor: int, data: bytes) -> None:
    """Write and sync; what a full disk took only in part is taken back, to be tried again."""
    before = os.fstat(descriptor).st_size
    written = 0
    try:
        while written < len(data):
            written += os.write(descriptor, data[written:])
        sync(descriptor)
    except OSError:
        with contextlib.suppress(OSError):
            if os.fstat(descriptor).st_size == before + written:
                os.ftruncate(descriptor, before)
        raise
