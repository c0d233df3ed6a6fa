"""The file itself: what kind it is, whether it can be read, and what it was when it was read."""

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from facilitator.words.text import excerpt

BLOCK = 1 << 22
"""Bytes read at a time."""

Cancel = Callable[[], bool]
"""Asked again and again; True stops the work."""

_NEEDS = "Choose a CSV, TSV, XLSX, XLS, ODS or Parquet file."
_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_STRANGE = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "an SQLite database"),
)


class CannotRead(ValueError):
    """A file cannot be used; the message is a sentence that names it and says what to do."""


class Cancelled(Exception):
    """The reading was stopped on request; nothing was left behind."""


class Kind(StrEnum):
    """How the rows are kept in the file."""

    TEXT = "text"
    SHEET = "sheet"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file has changed: its size in bytes, time of change in ns, and place."""

    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be opened, of a known kind."""

    path: Path
    kind: Kind
    stamp: Stamp


def inspect(path: Path) -> SourceFile:
    """Look at a file without reading it. Raises CannotRead for anything that holds no rows."""
    name = said(path)
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise CannotRead(f"{name} is a folder. {_NEEDS}")
        if not stat.S_ISREG(facts.st_mode):
            raise CannotRead(f"{name} is a pipe or a device, not a file. Save it as a file first.")
        if facts.st_size == 0:
            raise CannotRead(f"{name} is empty. Export it again.")
        with path.open("rb") as file:
            head = file.read(64)
            file.seek(-min(4, facts.st_size), os.SEEK_END)
            tail = file.read(4)
    except OSError as error:
        raise unreadable(path, error) from error
    kind = _kind(name, head, tail)
    return SourceFile(path, kind, Stamp(facts.st_size, facts.st_mtime_ns, facts.st_ino))


def unchanged(source: SourceFile) -> None:
    """Raise CannotRead when somebody wrote into the file since `inspect`."""
    try:
        facts = source.path.stat()
    except OSError as error:
        raise unreadable(source.path, error) from error
    if Stamp(facts.st_size, facts.st_mtime_ns, facts.st_ino) != source.stamp:
        raise CannotRead(
            f"{said(source.path)} changed while it was being read. "
            "Wait until it is written, then read it again."
        )


def fingerprint(path: Path, cancelled: Cancel = lambda: False) -> str:
    """The SHA-256 of the file in hexadecimal. Raises CannotRead and Cancelled."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                if cancelled():
                    raise Cancelled
                digest.update(block)
    except OSError as error:
        raise unreadable(path, error) from error
    return digest.hexdigest()


def unreadable(path: Path, error: OSError) -> CannotRead:
    """A sentence for what the system says about a file."""
    name = said(path)
    if isinstance(error, FileNotFoundError):
        return CannotRead(f"There is no file {name}. Check the name.")
    if isinstance(error, PermissionError):
        return CannotRead(f"{name} may not be read by you. Ask for the permission, or copy it.")
    return CannotRead(f"{name} cannot be read: {error.strerror or error}.")


def said(path: Path) -> str:
    """The name of a file for a sentence."""
    return f"“{excerpt(path.name or str(path), 60)}”"


def _kind(name: str, head: bytes, tail: bytes) -> Kind:
    if head.startswith((_ZIP, _OLE)):
        return Kind.SHEET
    if head.startswith(_PARQUET):
        if tail != _PARQUET:
            raise CannotRead(f"{name} is a Parquet file cut short. Copy it again.")
        return Kind.PARQUET
    for magic, what in _STRANGE:
        if head.startswith(magic):
            raise CannotRead(f"{name} is {what}. {_NEEDS}")
    return Kind.TEXT
