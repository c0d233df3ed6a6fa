"""What storing can fail with, as sentences: what is wrong, and what to do about it."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from facilitator.words.language import N_, _, ngettext

LARGEST_BYTES = 2_000_000_000
"""No database file may grow beyond; a session of 10,000 cards takes about 10 MB."""


class NotSaved(RuntimeError):
    """The disk or the server refused; the message is a sentence for the moderator.

    Nothing was half written.
    """


class NotRead(NotSaved):
    """It refused a reading already; whatever rested on that was not done."""


def not_saved(error: Exception, file: Path | None, identity: tuple[int, int] | None) -> NotSaved:
    """The sentence for a failed write of the database `file`, `identity` as when it was opened."""
    if file is not None and identity is not None and identity_of(file) != identity:
        return NotSaved(moved(file))
    cause = getattr(error, "orig", None) or error
    code = _code(cause)
    if isinstance(error, IntegrityError):
        return NotSaved(
            _(
                "This was not saved: it contradicts what is stored ({reason}). It is "
                "still in the line; press Enter to try it on the newest state."
            ).format(reason=first_line(cause))
        )
    if code in _SENTENCES:
        return NotSaved(_("This was not saved: {reason}").format(reason=_(_SENTENCES[code])))
    if isinstance(error, UnicodeError | OverflowError):
        return NotSaved(
            _(
                "This was not saved: the database cannot hold it ({reason}). It is still "
                "in the line; change it and press Enter."
            ).format(reason=first_line(cause))
        )
    if file is None and isinstance(error, OperationalError):
        return NotSaved(
            _(
                "This was not saved: the database server does not answer ({reason}). It "
                "is still in the line; check the network and press Enter."
            ).format(reason=first_line(cause))
        )
    return NotSaved(
        _(
            "This was not saved: {reason}. It is still in the line; check the disk and press Enter."
        ).format(reason=first_line(cause))
    )


def look_at_size(file: Path | None) -> None:
    """Raise `NotSaved` when the database has grown as large as one may be."""
    try:
        full = file is not None and file.stat().st_size >= LARGEST_BYTES
    except OSError:
        return  # it is gone: the write says so
    if full:
        raise NotSaved(
            _(
                "This was not saved: the database {file} has reached {size} GB, as large as one "
                "may be. It is still in the line; move sessions to another one (facilitator "
                "carry) or forget some (facilitator forget)."
            ).format(file=file, size=LARGEST_BYTES // 1_000_000_000)
        )


def not_read(error: Exception, file: Path | None) -> NotRead:
    """The sentence for a failed reading."""
    cause = getattr(error, "orig", None) or error
    if file is not None and not file.exists():
        return NotRead(moved(file))
    if _code(cause) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return NotRead(damaged(file, first_line(cause)))
    return NotRead(
        _("The session could not be read: {reason}. Try again.").format(reason=first_line(cause))
    )


def is_busy(error: Exception) -> bool:
    """Whether another program merely holds the lock."""
    return _code(getattr(error, "orig", None) or error) == sqlite3.SQLITE_BUSY


def is_away(error: BaseException | None) -> bool:
    """Whether a server could not be reached or broke off, as opposed to refusing something."""
    if not isinstance(error, DBAPIError):
        return False
    if state := _state(error):
        return state.startswith("08") or state in ("57P01", "57P02", "57P03")
    return error.connection_invalidated or isinstance(error, OperationalError)


def passes(error: Exception) -> bool:
    """Whether a server's error is of the kind that goes away: broken off, or asked to repeat."""
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or _state(error) in ("40001", "40P01", "55P03")


def _state(error: DBAPIError) -> str:
    """A server's code for what went wrong, empty where there is none."""
    return str(getattr(error.orig, "sqlstate", "") or "")


def _code(cause: BaseException) -> int:
    """SQLite's primary result code, 0 for an error that is not SQLite's."""
    return int(getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF


def moved(file: Path) -> str:
    """The sentence for a database that is not where it was opened."""
    return _(
        "The database file {file} was moved, replaced or deleted while it was open: nothing can "
        "be saved in it. Put it back, or close and run: facilitator rebuild"
    ).format(file=file)


def older(count: int, name: str) -> str:
    """The sentence for a session whose second copy holds more than the database."""
    return _(
        "The second copy holds {count} entries of a session that the database {file} "
        "lacks: an older file may have taken its place. Close, then run: facilitator "
        "rebuild"
    ).format(count=count, file=name)


def kept_in(path: Path) -> str:
    """The sentence for a second copy that holds what the database does not, and was set aside."""
    return _(
        "What the database lost of a session is kept in {path}: an older state had taken its "
        "place, and the session went on from there."
    ).format(path=path)


def lost(count: int, name: str) -> str:
    """The sentence for a database that is new although it had sessions; empty when it had none."""
    told = ngettext(
        "The database {file} is new, and the second copy holds {n} session of an earlier one: it "
        "was moved, deleted or emptied. To bring it back close, then run: facilitator rebuild",
        "The database {file} is new, and the second copy holds {n} sessions of an earlier one: it "
        "was moved, deleted or emptied. To bring them back close, then run: facilitator rebuild",
        count,
    )
    return told.format(file=name, n=count) if count else ""


def damaged(file: Path | None, why: str) -> str:
    """The sentence for a database that did not pass its check."""
    return _(
        "The database {file} is damaged ({why}). Everything that had its tick is in the "
        "second copy. Close, then run: facilitator rebuild"
    ).format(file=file or "", why=why)


def first_line(error: BaseException) -> str:
    """The first line of an error's words: the later ones of a server quote the values."""
    lines = str(error).splitlines()
    return lines[0].rstrip(".") if lines and lines[0] else type(error).__name__


def reason(error: BaseException) -> str:
    """Why something failed, in the words of the database or of the system, in one line."""
    return getattr(error, "strerror", None) or first_line(getattr(error, "orig", None) or error)


def identity_of(file: Path) -> tuple[int, int] | None:
    """Which file this is, wherever it is moved (device and inode); None when it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


_SENTENCES = {
    sqlite3.SQLITE_FULL: N_(
        "the disk is full. It is still in the line; free some space, then press Enter again."
    ),
    sqlite3.SQLITE_READONLY: N_(
        "the database or its directory may not be written to. It is still in "
        "the line; allow writing, or export and go on with another file (--db)."
    ),
    sqlite3.SQLITE_CANTOPEN: N_(
        "the database's directory may not be written to. It is still in the "
        "line; allow writing, then press Enter again."
    ),
    sqlite3.SQLITE_BUSY: N_(
        "another program holds the database. It is still in the line; close that "
        "program, then press Enter again."
    ),
    sqlite3.SQLITE_IOERR: N_(
        "the disk reports an error. It is still in the line; check the disk, "
        "then press Enter again."
    ),
    sqlite3.SQLITE_CORRUPT: N_(
        "the database is damaged. Everything that had its tick is in the "
        "second copy. Close, then run: facilitator rebuild"
    ),
    sqlite3.SQLITE_NOTADB: N_(
        "the database is damaged. Everything that had its tick is in the "
        "second copy. Close, then run: facilitator rebuild"
    ),
}
