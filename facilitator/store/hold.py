"""Who else has a session open: one small file per window, which blocks nobody."""

import contextlib
import json
import os
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from facilitator.store.files import private
from facilitator.store.places import Places
from facilitator.words.language import _

ELSEWHERE_SECONDS = 120
"""A window on another computer counts while its file was touched within this time."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A window that has a session open."""

    pid: int
    host: str
    since: str
    """UTC instant, ISO 8601."""
    started: str = ""
    """What tells the process from a later one with the same number, empty where unknown."""

    @classmethod
    def here(cls, now: datetime | None = None) -> "Holder":
        """This program."""
        pid = os.getpid()
        since = (now or datetime.now(UTC)).isoformat()
        return cls(pid, socket.gethostname(), since, _started(pid))

    def file(self, directory: Path) -> Path:
        """A fresh name for a note in this directory."""
        return directory / f"{self.pid}-{time.monotonic_ns()}.json"

    def sign(self, file: Path) -> None:
        """Leave a note that says who lives here; raises `OSError`."""
        private(file.parent)
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(_plain(self), stream)

    def sentence(self) -> str:
        """What to tell the moderator; the instant is shown in local time."""
        then = datetime.fromisoformat(self.since).astimezone()
        said = (
            _(
                "This session is open in another window since {time} (process {pid}). Both can "
                "write; each sees what the other saved."
            )
            if self.host == socket.gethostname()
            else _(
                "This session is open in another window on {host} since {time} (process {pid}). "
                "Both can write; each sees what the other saved."
            )
        )
        return said.format(host=self.host, time=f"{then:%H:%M}", pid=self.pid)


class Hold:
    """Says that this window has a session open; a context manager."""

    def __init__(self, places: Places, workshop_id: str, now: datetime | None = None) -> None:
        """Note it; a disk that refuses is not worth an error, as nothing rests on this."""
        self._places, self._workshop_id = places, workshop_id
        self.holder = Holder.here(now)
        self.file = self.holder.file(places.holds / workshop_id)
        with contextlib.suppress(OSError):
            self.holder.sign(self.file)

    def others(self) -> list[Holder]:
        """The other windows that have the session open, the longest first."""
        return holders(self._places, self._workshop_id, besides=self.file)

    def touch(self) -> None:
        """Say to other computers that this window still lives; the watchdog does."""
        with contextlib.suppress(OSError):
            os.utime(self.file)

    def release(self) -> None:
        """Take the note away."""
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)
            self.file.parent.rmdir()

    def __enter__(self) -> "Hold":
        return self

    def __exit__(self, *_unused: object) -> None:
        self.release()


def holders(places: Places, workshop_id: str, besides: Path | None = None) -> list[Holder]:
    """The windows that have a session open; notes of dead ones are recognised and removed."""
    return living(places.holds / workshop_id, besides)


def living(directory: Path, besides: Path | None = None) -> list[Holder]:
    """The programs that signed in a directory and live; notes of dead ones are removed."""
    found: list[Holder] = []
    with contextlib.suppress(OSError):
        for file in directory.glob("*.json"):
            if file == besides:
                continue
            with contextlib.suppress(OSError):
                holder = _read(file)
                if holder is not None and _lives(holder, file):
                    found.append(holder)
                elif holder is not None or _is_old(file):  # else it may be half written
                    file.unlink()
    return sorted(found, key=lambda holder: holder.since)


def _read(file: Path) -> Holder | None:
    try:
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        holder = Holder(
            int(values["pid"]),
            str(values["host"]),
            datetime.fromisoformat(values["since"]).isoformat(),
            str(values["started"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return holder


def _plain(holder: Holder) -> dict[str, Any]:
    return {
        "pid": holder.pid,
        "host": holder.host,
        "since": holder.since,
        "started": holder.started,
    }


def _lives(holder: Holder, file: Path) -> bool:
    if holder.host != socket.gethostname():
        return not _is_old(file)
    return is_running(holder.pid) and _started(holder.pid) == holder.started


def _is_old(file: Path) -> bool:
    return time.time() - file.stat().st_mtime > ELSEWHERE_SECONDS


def is_running(pid: int) -> bool:
    """Whether there is a process of that number on this computer."""
    if sys.platform == "win32":
        # os.kill would not ask there but end the process.
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _started(pid: int) -> str:
    """When a process was started, in the system's own count; empty where that is not told."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    # The name of the program, in brackets, may itself hold spaces.
    state, *others = told.rpartition(")")[2].split()
    return "ended" if state in ("Z", "X") else f"{boot}:{others[18]}"
