"""What is in a folder: its sub-folders and the files an audit can read."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from facilitator.store.files import private
from facilitator.words.folding import by_name
from facilitator.words.number import with_marks

READABLE = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet"}
)
"""Endings of files that hold tables."""

LAST = "import-folder"
"""The file among the state that names the folder a file was last read from."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file with its size in bytes and time of change, or a folder."""

    name: str
    path: Path
    is_folder: bool
    size: int = 0
    changed: float = 0.0


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder that was looked into; `others` counts the files left out."""

    folder: Path
    entries: tuple[Entry, ...]
    others: int = 0

    @property
    def has_files(self) -> bool:
        """Whether there is a file to choose."""
        return any(not each.is_folder for each in self.entries)


def look_into(folder: Path) -> Listing:
    """List a folder, without what is hidden. Raises OSError when that is not possible."""
    entries: list[Entry] = []
    others = 0
    with os.scandir(folder) as found:
        for each in found:
            if each.name.startswith("."):
                continue
            with suppress(OSError):  # a link that leads nowhere
                if each.is_dir():
                    entries.append(Entry(each.name, Path(each.path), True))
                    continue
            ending = os.path.splitext(each.name)[1].casefold()  # noqa: PTH122 (50,000 times)
            if ending not in READABLE:
                others += 1
                continue
            with suppress(OSError):
                facts = each.stat()
                if stat.S_ISREG(facts.st_mode):
                    file = Entry(each.name, Path(each.path), False, facts.st_size, facts.st_mtime)
                    entries.append(file)
    return Listing(folder, tuple(entries), others)


def begin_in(state: Path) -> Listing:
    """The folder read from last; else downloads, documents or home, the first that has a file.

    `state` is the directory of `Places.state`.
    """
    last = last_folder(state)
    usual = (platformdirs.user_downloads_path(), platformdirs.user_documents_path())
    found: list[Listing] = []
    for folder in (last, *usual, Path.home(), Path.cwd()):
        if folder is None:
            continue
        with suppress(OSError):
            listing = look_into(folder)
            if listing.has_files or folder == last:
                return listing
            found.append(listing)
    return found[0] if found else Listing(Path.home(), ())


def last_folder(state: Path) -> Path | None:
    """The folder a file was last read from, if it is known."""
    with suppress(OSError, ValueError):
        kept = (state / LAST).read_text("utf-8").strip("\n")
        return Path(kept) if kept else None
    return None


def keep_folder(state: Path, folder: Path) -> None:
    """Begin there next time; a disk that refuses keeps nobody from reading the file."""
    with suppress(OSError, ValueError):
        (private(state) / LAST).write_text(f"{folder}\n", "utf-8")


def in_order(entries: Sequence[Entry], words: str, *, newest_first: bool) -> list[Entry]:
    """The entries with all of the words in their names: files first, then folders by name."""
    parts = words.casefold().split()
    fitting = [e for e in entries if all(part in e.name.casefold() for part in parts)]
    files = [each for each in fitting if not each.is_folder]
    folders = [each for each in fitting if each.is_folder]
    files.sort(key=lambda each: by_name(each.name))
    if newest_first:
        files.sort(key=lambda each: -each.changed)
    return files + sorted(folders, key=lambda each: by_name(each.name))


def size_said(size: int) -> str:
    """A size for people: 812 B, 4.5 kB, 1.2 GB."""
    if size < 1000:
        return f"{size} B"
    value, unit = float(size), ""
    for unit in ("kB", "MB", "GB", "TB"):  # noqa: B007
        value /= 1000
        if value < 999.5:
            break
    return with_marks(f"{value:.1f}" if value < 9.95 else f"{value:.0f}") + f" {unit}"
