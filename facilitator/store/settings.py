"""How a database file is to be treated so that what was acknowledged survives a power cut.

Rollback journal with `synchronous=EXTRA`: the only common SQLite setting besides full WAL that
lost nothing in simulated power cuts, and, unlike WAL, one that cannot lose data with a lost side
file. Nothing heavy is imported here: the first screen is painted from this alone.
"""

from collections.abc import Callable
from typing import Any

from facilitator.words.language import _

APPLICATION_ID = 0x46414349
"""Marks a file as ours: "FACI"."""

SCHEMA_VERSION = 4
"""The newest schema this program knows, kept in SQLite's `user_version`."""

BUSY_TIMEOUT_MS = 5000

PRAGMAS: tuple[tuple[str, str, int | str], ...] = (
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("fullfsync", "1", 1),
    ("foreign_keys", "ON", 1),
    ("busy_timeout", str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    ("trusted_schema", "OFF", 0),
)
"""Name, value to set, value that must be read back."""

MIGRATING: tuple[tuple[str, str, int | str], ...] = tuple(
    ("foreign_keys", "OFF", 0) if pragma[0] == "foreign_keys" else pragma for pragma in PRAGMAS
)
"""Rebuilding a table drops the old one; with foreign keys on, that would delete its children."""

READING: tuple[tuple[str, str, int | str], ...] = (
    ("busy_timeout", str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    ("trusted_schema", "OFF", 0),
    ("query_only", "ON", 1),
)
"""For connections that must not write."""


class UnsafeSettings(RuntimeError):
    """The database did not accept a setting that durability rests on."""


def apply_pragmas(
    execute: Callable[[str], Any], pragmas: tuple[tuple[str, str, int | str], ...] = PRAGMAS
) -> None:
    """Set every pragma and read it back.

    `execute` runs one statement outside a transaction and returns a cursor with `fetchone`.
    Raises `UnsafeSettings` naming the first pragma that did not take.
    """
    for name, value, expected in pragmas:
        execute(f"PRAGMA {name}={value}")
        row = execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != expected:
            found = None if row is None else row[0]
            raise UnsafeSettings(
                _(
                    "The database would not take the setting {setting} (it says {found}). "
                    "Nothing was written. Put the file on a local disk and try again."
                ).format(setting=f"{name}={value}", found=found)
            )
