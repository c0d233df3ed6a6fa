"""Addresses of servers that keep ledgers: as they are typed, and the one read from last."""

import re
from contextlib import suppress
from pathlib import Path

from facilitator.store.files import private

LAST = "import-server"
"""The file among the state that names the server a table was last read from, without password."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
_FILE = "file:"


def looks_like_address(text: str) -> bool:
    """Whether words are the address of a server and not a path."""
    begun = text.strip()
    return _ADDRESS.match(begun) is not None and not begun.casefold().startswith(_FILE)


def last_address(state: Path) -> str:
    """The server a table was last read from; empty when none is known."""
    with suppress(OSError, ValueError):
        kept = (state / LAST).read_text("utf-8").strip()
        return kept if looks_like_address(kept) else ""
    return ""


def keep_address(state: Path, address: str) -> None:
    """Offer it next time; a disk that refuses keeps nobody from reading the table."""
    with suppress(OSError, ValueError):
        (private(state) / LAST).write_text(f"{address}\n", "utf-8")
