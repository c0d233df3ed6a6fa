"""Which files a session was exported to: so that forgetting it can take them along.

A line for each export, beside the other files of this computer, with the path and a hash of what
was written: a file somebody has edited since is no copy any more, and not ours to delete.
"""

import contextlib
import json
import os
from hashlib import sha256
from pathlib import Path

from facilitator.store.files import private, sync_directory
from facilitator.store.places import Places
from facilitator.store.trouble import reason
from facilitator.words.language import _


def note(places: Places, workshop_id: str, path: Path, content: str | bytes) -> None:
    """Remember that this was written there; a disk that refuses the note changes nothing else."""
    data = content.encode() if isinstance(content, str) else content
    line = json.dumps({"path": str(path.absolute()), "sha256": sha256(data).hexdigest()})
    with contextlib.suppress(OSError):
        private(places.exports)
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        handle = os.open(_record(places, workshop_id), flags, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(f"{line}\n".encode())


def exported(places: Places, workshop_id: str) -> dict[Path, str]:
    """Where the session was written to and the hash of what was written there last.

    Raises `OSError`; no record is no file, a torn line costs only itself.
    """
    found: dict[Path, str] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in _record(places, workshop_id).read_bytes().splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                found[Path(told["path"])] = str(told["sha256"])
    return found


def remove_all(places: Places, workshop_id: str) -> tuple[list[Path], list[str]]:
    """Delete the exported files that are as they were written, then the record of them.

    Returns what is gone, and a sentence for each file that could not be reached.
    """
    record = _record(places, workshop_id)
    gone: list[Path] = []
    problems: list[str] = []
    try:
        known = exported(places, workshop_id)
        for path, digest in known.items():
            _remove(path, digest, gone, problems)
        record.unlink(missing_ok=True)
    except OSError as error:
        problems.append(
            _("{path} could not be cleaned ({reason}). Delete it by hand.").format(
                path=record, reason=reason(error)
            )
        )
    return gone, problems


def _remove(path: Path, digest: str, gone: list[Path], problems: list[str]) -> None:
    try:
        if path.is_symlink() or not path.is_file():
            problem = _(
                "{path}, which it was exported to, is not there; if it was moved, delete it there."
            )
        elif sha256(path.read_bytes()).hexdigest() != digest:
            problem = _("{path} was changed after the export and is left. Delete it by hand.")
        else:
            path.unlink()
            gone.append(path)
            with contextlib.suppress(OSError):  # it is gone; some systems cannot sync a name
                sync_directory(path.parent)
            return
    except OSError as error:
        problem = _("{path} could not be cleaned ({reason}). Delete it by hand.")
        problems.append(problem.format(path=path, reason=reason(error)))
        return
    problems.append(problem.format(path=path))


def _record(places: Places, workshop_id: str) -> Path:
    return places.exports / f"{workshop_id}.jsonl"
