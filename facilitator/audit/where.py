"""Where a session's ledger is on this machine: beside the session if kept, else its files."""

import json
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any, cast

from facilitator.audit.files import CannotRead, said
from facilitator.words.language import _

WHERE, PARQUET = "where.json", "ledger.parquet"
_VERSION = 1
_SCRATCH = re.compile(r"scratch-(\d+)-[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was when it was read."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of a ledger; nothing of it leaves this machine."""

    originals: tuple[Original, ...]
    """None for a table in a warehouse."""
    mappings: tuple[str, ...] = ()
    """Of each file, as `Mapping.to_json` writes it."""
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    """What the session was told of it, apart from the audit."""


def write_where(directory: Path, where: Where) -> None:
    """Write it down, whole or not at all. Raises CannotRead when the disk does not take it."""
    told = {
        "version": _VERSION,
        "files": [
            {"path": str(each.path), "sha256": each.sha256, "size": each.size}
            for each in where.originals
        ],
        "mappings": list(where.mappings),
        "facts": where.facts,
    }
    fresh = directory / f".{WHERE}-{token_hex(4)}"
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(directory / WHERE)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise not_written(directory, error) from error


def read_where(directory: Path) -> Where | None:
    """What is known of the ledger; None where nothing is, or somebody spoilt it."""
    try:
        told: dict[str, Any] = json.loads((directory / WHERE).read_text("utf-8"))
        files = cast("list[dict[str, Any]]", told["files"])
        found = tuple(
            Original(Path(str(each["path"])), str(each["sha256"]), int(each["size"]))
            for each in files
        )
        mappings = tuple(str(each) for each in cast("list[Any]", told["mappings"]))
        facts = dict(cast("dict[str, Any]", told["facts"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Where(found, mappings, facts)


def forget(directory: Path) -> None:
    """Remove everything known of a session's ledger, kept rows included."""
    shutil.rmtree(directory, ignore_errors=True)


def scratch(directory: Path) -> Path:
    """A fresh directory for what is only needed while this process runs.

    Raises CannotRead when the disk does not take it.
    """
    made = directory / f"scratch-{os.getpid()}-{token_hex(4)}"
    try:
        made.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise not_written(directory, error) from error
    return made


def sweep(directory: Path, is_running: Callable[[int], bool]) -> None:
    """Remove what processes that ended without a word left in the directory."""
    with suppress(OSError):
        for each in directory.iterdir():
            name = _SCRATCH.fullmatch(each.name)
            if name is not None and not is_running(int(name[1])):
                shutil.rmtree(each, ignore_errors=True)


def keep_rows(parquet: Path, directory: Path) -> None:
    """Leave the rows as `ledger.parquet`, whole or not at all; the ones kept before are replaced.

    Raises CannotRead when the disk does not take them.
    """
    kept = directory / PARQUET
    if parquet == kept:
        return
    fresh = directory / f".{PARQUET}-{token_hex(4)}"
    try:
        try:
            os.link(parquet, fresh)
        except OSError:  # a file system without hard links
            shutil.copyfile(parquet, fresh)
        fresh.replace(kept)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise not_written(directory, error) from error


def not_written(directory: Path, error: OSError) -> CannotRead:
    """A sentence for a disk that does not take the ledger."""
    return CannotRead(
        _(
            "The sales ledger cannot be written to {file}: {strerror}. "
            "Free some space, or check who may write there; nothing was changed."
        ).format(file=said(directory), strerror=error.strerror or error)
    )
