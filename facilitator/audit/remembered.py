"""Mappings kept from file to file: the next export of the same shape is read like the last one."""

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from facilitator.audit.files import CannotRead
from facilitator.audit.mapping import Mapping

_SHAPE = re.compile(r"[0-9a-f]{4,64}")
_LARGEST = 1 << 20


def recall(directory: Path, shape: str) -> Mapping | None:
    """The mapping kept for files of this shape (see `shape_of`); None when there is none to use.

    A file that cannot be read, or that somebody spoilt, counts as none: guessing goes on.
    """
    if not _SHAPE.fullmatch(shape):
        return None
    path = directory / f"{shape}.json"
    try:
        if path.stat().st_size > _LARGEST:
            return None
        mapping = Mapping.from_json(path.read_text("utf-8"))
    except (OSError, ValueError, CannotRead):
        return None
    return mapping if mapping.shape == shape else None


def remember(directory: Path, mapping: Mapping) -> None:
    """Keep a mapping under its shape, whole or not at all; the one kept before is replaced.

    Raises OSError when the directory cannot be written, ValueError for a mapping without a shape.
    """
    if not _SHAPE.fullmatch(mapping.shape):
        raise ValueError("The mapping does not say which shape it is for.")
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".mapping-", dir=directory)
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(mapping.to_json() + "\n")
        written.replace(directory / f"{mapping.shape}.json")
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise


def forget(directory: Path, shape: str) -> None:
    """Guess anew for files of this shape; nothing happens when none is kept."""
    if _SHAPE.fullmatch(shape):
        (directory / f"{shape}.json").unlink(missing_ok=True)
