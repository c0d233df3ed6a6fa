"""The file itself: what kind it is, whether it can be read, and what it was when it was read."""

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from facilitator.words.language import N_, _
from facilitator.words.text import excerpt

BLOCK = 1 << 22
"""Bytes read at a time."""

Cancel = Callable[[], bool]
"""Asked again and again; True stops the work."""

_NEEDS = N_("Choose a CSV, TSV, XLSX, XLS, ODS or Parquet file.")
_ZIP, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_STRANGE = (
    (b"%PDF", N_("a PDF document")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"7z\xbc\xaf", N_("a 7-Zip archive")),
    (b"Rar!", N_("a RAR archive")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"SQLite format 3", N_("an SQLite database")),
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
            raise CannotRead(_("{name} is a folder. {needs}").format(name=name, needs=_(_NEEDS)))
        if not stat.S_ISREG(facts.st_mode):
            raise CannotRead(
                _("{name} is a pipe or a device, not a file. Save it as a file first.").format(
                    name=name
                )
            )
        if facts.st_size == 0:
            raise CannotRead(_("{name} is empty. Export it again.").format(name=name))
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
            _(
                "{file} changed while it was being read. "
                "Wait until it is written, then read it again."
            ).format(file=said(source.path))
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
        return CannotRead(_("There is no file {name}. Check the name.").format(name=name))
    if isinstance(error, PermissionError):
        return CannotRead(
            _("{name} may not be read by you. Ask for the permission, or copy it.").format(
                name=name
            )
        )
    return CannotRead(
        _("{name} cannot be read: {strerror}.").format(name=name, strerror=error.strerror or error)
    )


def said(path: Path) -> str:
    """The name of a file for a sentence."""
    return _("“{name}”").format(name=excerpt(path.name or str(path), 60))


def _kind(name: str, head: bytes, tail: bytes) -> Kind:
    if head.startswith((_ZIP, _OLE)):
        return Kind.SHEET
    if head.startswith(_PARQUET):
        if tail != _PARQUET:
            raise CannotRead(
                _("{name} is a Parquet file cut short. Copy it again.").format(name=name)
            )
        return Kind.PARQUET
    for magic, what in _STRANGE:
        if head.startswith(magic):
            raise CannotRead(
                _("{name} is {what}. {needs}").format(name=name, what=_(what), needs=_(_NEEDS))
            )
    return Kind.TEXT
