"""DuckDB as the importer uses it: local, bounded, silent, and its errors as sentences."""

import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.audit.files import Cancelled, CannotRead, said, unreadable
from facilitator.words.language import _
from facilitator.words.number import say_count
from facilitator.words.text import excerpt

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "512MB"
_FULL = ("no space left", "file too large", "disk quota")
_LINE = re.compile(r"CSV Error on Line: ([0-9]+)")


@contextmanager
def connected(scratch: Path, memory: str = MEMORY) -> Generator["DuckDBPyConnection"]:
    """A database in memory that never reaches for the network and spills only into `scratch`."""
    import duckdb

    database = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory,
            "temp_directory": str(scratch),
            "autoinstall_known_extensions": "false",
            "preserve_insertion_order": "false",
        },
    )
    try:
        database.execute("SET enable_progress_bar = true").fetchall()
        database.execute("SET enable_progress_bar_print = false").fetchall()
        yield database
    finally:
        database.close()


@contextmanager
def failing(path: Path) -> Generator[None]:
    """Turn what is said about a file into CannotRead, and an interrupt into Cancelled."""
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:
        raise Cancelled from error
    except duckdb.Error as error:
        raise CannotRead(_sentence(path, str(error))) from error
    except OSError as error:
        if error.errno in {ENOSPC, EFBIG, EDQUOT}:
            raise CannotRead(_sentence(path, _("no space left"))) from error
        raise unreadable(path, error) from error


@contextmanager
def closing_meanwhile() -> Generator[None]:
    """For calls from another thread: the connection may be closed before they arrive."""
    import duckdb

    with suppress(duckdb.ConnectionException):
        yield


def _sentence(path: Path, told: str) -> str:
    name, lowered = said(path), told.lower()
    line = _LINE.search(told)
    where = (
        _("{name}, line {line}").format(name=name, line=say_count(int(line[1]))) if line else name
    )
    # Before Parquet is spoken of: the scratch files are Parquet too.
    if any(words in lowered for words in _FULL):
        return _(
            "The disk is full, so {name} was not read. Free some space and read it again."
        ).format(name=name)
    if "maximum line size" in lowered or "max_line_size" in lowered:
        return _(
            "{where}: the line is longer than 2,000,000 characters. Export the file again."
        ).format(where=where)
    if "out of memory" in lowered or "could not allocate" in lowered:
        return _("{name} needs more memory than there is. Split it into several files.").format(
            name=name
        )
    if "parquet" in lowered or "magic bytes" in lowered:
        return _("{name} is a damaged Parquet file. Copy it again.").format(name=name)
    first = next((part for part in told.splitlines() if part.strip()), _("no reason given"))
    return _("{where} cannot be read: {reason}").format(where=where, reason=excerpt(first, 160))
