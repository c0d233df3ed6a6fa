"""The one writer of export files: whole or not at all, never over another file unasked."""

import contextlib
import os
import tempfile
from pathlib import Path

from facilitator.store.files import sync_directory
from facilitator.words.language import _
from facilitator.words.reasons import reason_of


class NotWritten(OSError):
    """An export was not written; `sentence` says why and what to do. Nothing was changed."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class AlreadyThere(NotWritten):
    """Something of that name exists and overwriting was not confirmed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{path} exists already. Choose another name, or confirm that it be replaced.").format(
                path=path
            ),
        )


def write_file(path: Path, content: str | bytes, *, overwrite: bool = False) -> Path:
    """Write the whole file and return its path once it is on the disk, readable by its user only.

    Text is stored as UTF-8 with the line ends it has. A symbolic link counts as a file of its own:
    it is refused or replaced, and what it points to stays as it is. Raises `AlreadyThere` when
    something of that name exists and `overwrite` is not set, else `NotWritten` when the disk
    refuses; an older file is then as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    if os.path.lexists(path) and not overwrite:
        raise AlreadyThere(path)
    try:
        _write(path, data, overwrite)
    except NotWritten:
        raise
    except OSError as error:
        raise NotWritten(
            path,
            _(
                "{path} could not be written: {strerror}. "
                "Choose another folder, or free some space; nothing was changed."
            ).format(path=path, strerror=reason_of(error)),
        ) from error
    return path


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".export-", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if overwrite:
            temporary.replace(path)
        else:
            _publish(temporary, path)
        with contextlib.suppress(OSError):  # the file is whole; some systems cannot sync a name
            sync_directory(path.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _publish(temporary: Path, path: Path) -> None:
    """Give the file its name, unless somebody else took that name meanwhile."""
    try:
        os.link(temporary, path, follow_symlinks=False)
    except FileExistsError as taken:
        raise AlreadyThere(path) from taken
    except (OSError, NotImplementedError) as error:  # a file system without hard links
        if os.path.lexists(path):
            raise AlreadyThere(path) from error
        temporary.replace(path)
