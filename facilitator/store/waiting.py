"""What is entered while the database server is away: kept on this computer, sent when it is back.

Lines like those of the second copy, in a directory of their own beside it; nothing is taken out of
them before the server has it.
"""

import contextlib
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

from facilitator.store.entry import Entry, Kind
from facilitator.store.files import create_private, private, set_aside, stamp
from facilitator.store.hold import Holder, living
from facilitator.store.journal import Behind
from facilitator.store.recorder import Recorder
from facilitator.words.language import N_

UNSENT = N_(
    "Entries of this session wait on this computer for the database server. Start "
    "facilitator with that database, and try again when it says they were sent."
)
"""What is told when a session that has `unsent` entries cannot be moved or changed as a whole."""


class Waiting:
    """Entries and half-typed lines of one database that its server does not have yet."""

    def __init__(self, directory: Path) -> None:
        self._lines = Recorder(directory)
        self._directory = directory
        self._holder = Holder.here()
        self._note: Path | None = None

    def claim(self) -> None:
        """Say that a living program keeps what is here; raises `OSError`."""
        if self._note is None:
            note = self._holder.file(self._directory)
            self._holder.sign(note)
            self._note = note

    def touch(self) -> None:
        """Say to other computers that the program still lives."""
        if self._note is not None:
            with contextlib.suppress(OSError):
                os.utime(self._note)

    def keep(self, entry: Entry) -> None:
        """Write an entry and return when it is on disk; raises `OSError`, or `Behind` when another
        window of this computer was first."""
        self.claim()
        known = self.entries(entry.workshop_id)
        if known and known[-1].seq != entry.seq - 1:
            raise Behind(entry.workshop_id)
        if self._lines.keep(entry, lambda _after: [entry]):
            raise Behind(entry.workshop_id)

    def entries(self, workshop_id: str) -> list[Entry]:
        """What waits for one session, in order."""
        return self._lines.entries(workshop_id)

    def workshops(self) -> list[str]:
        """The sessions for which anything waits."""
        drafts = {path.stem for path in self._directory.glob("*.drafts")}
        return sorted({*self._lines.workshops(), *drafts})

    def sent(self, workshop_id: str, left: bool) -> Path | None:
        """The server has it all; with `left`, the lines are put aside and their path returned."""
        path = self._lines.file(workshop_id)
        if left and path.exists():
            return set_aside(path, "left", into=self._directory.parent)
        path.unlink(missing_ok=True)
        return None

    def leave(self) -> None:
        """The program ends: the next one may send what is still here."""
        with contextlib.suppress(OSError):
            if self._note is not None:
                self._note.unlink(missing_ok=True)
                self._note = None
            if any(self._directory.iterdir()):
                self._directory.rename(self._directory.with_name(f"left-{stamp()}"))
            else:
                self._directory.rmdir()

    def keep_draft(self, workshop_id: str, place: str, words: str) -> None:
        """Keep a half-typed line; an empty one is forgotten on the server, too."""
        self.claim()
        path = self._directory / f"{workshop_id}.drafts"
        kept = self.drafts(workshop_id) | {place: words}
        fresh = private(self._directory) / f"{workshop_id}.part"
        fresh.unlink(missing_ok=True)
        create_private(fresh)
        fresh.write_text(json.dumps(kept), "utf-8")
        fresh.replace(path)

    def drafts(self, workshop_id: str) -> dict[str, str]:
        """Half-typed lines by place."""
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads((self._directory / f"{workshop_id}.drafts").read_text("utf-8")))
        return {}

    def drafts_sent(self, workshop_id: str) -> None:
        """The server has them."""
        (self._directory / f"{workshop_id}.drafts").unlink(missing_ok=True)


def unsent(recorder: Path, workshop_id: str) -> bool:
    """Whether a program of this computer still keeps something of a session for the server."""
    return any(recorder.glob(f"waiting/*/{workshop_id}.*"))


def inherited(directory: Path) -> list[Waiting]:
    """What programs that ended left here, claimed by a new name so that only one sends it."""
    claimed: list[Waiting] = []
    for each in sorted(directory.glob("*/")) if directory.exists() else ():
        if living(each):
            continue
        with contextlib.suppress(OSError):
            claimed.append(Waiting(each.rename(fresh_directory(directory))))
            claimed[-1].claim()
    return claimed


def fresh_directory(directory: Path) -> Path:
    """A name in there that no other program has."""
    return directory / f"{os.getpid()}-{time.monotonic_ns()}"


def standing(entries: Sequence[Entry]) -> tuple[Entry | None, Entry | None]:
    """What undo would take back and what redo would do again, worked out from a journal.

    The same as `journal.undoable` and `journal.redoable` tell of one that is stored.
    """
    done: dict[str, Entry] = {}
    undone: dict[str, Entry] = {}
    for entry in entries:
        if entry.kind is Kind.DO:
            done[entry.id] = entry
            undone.clear()
        elif entry.kind is Kind.UNDO and entry.target in done:
            undone[entry.target] = done.pop(entry.target)
        elif entry.kind is Kind.REDO and entry.target in undone:
            done[entry.target] = undone.pop(entry.target)
    last = max(done.values(), key=_seq, default=None)
    behind = [entry for entry in undone.values() if last is None or entry.seq > last.seq]
    return last if len(done) > 1 else None, min(behind, key=_seq, default=None)


def _seq(entry: Entry) -> int:
    return entry.seq
