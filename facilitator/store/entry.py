"""One command's worth of change, as the journal, the recorder and the undo stack know it."""

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from facilitator.model import new_id

Plain = dict[str, Any]


class Kind(StrEnum):
    """What an entry did to the journal."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    MARK = "mark"
    """Recorded but not undoable: the clock, the prompt that is shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; `before` is None for a new row, `after` for a removed one.

    A changed row carries only the values that differ.
    """

    table: str
    key: str
    before: Plain | None
    after: Plain | None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.key, self.after, self.before)

    def plain(self) -> Plain:
        """The change as values JSON can hold."""
        return {"table": self.table, "key": self.key, "before": self.before, "after": self.after}

    @classmethod
    def from_plain(cls, values: Plain) -> "Change":
        """The change `plain` described; raises `KeyError` when a part is missing."""
        return cls(values["table"], values["key"], values["before"], values["after"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One committed command: what changed, who caused it, in which stage, when (UTC)."""

    workshop_id: str
    seq: int
    kind: Kind
    verb: str
    label: str
    at: str
    changes: tuple[Change, ...]
    who: str = ""
    stage_key: str = ""
    target: str = ""
    """For undo and redo: the id of the entry taken back or done again."""
    state: str = "done"
    id: str = ""

    def numbered(self, seq: int) -> "Entry":
        """The same entry at another place of the journal."""
        return replace(self, seq=seq)

    def inverse(self) -> "tuple[Change, ...]":
        """The changes that take this entry back."""
        return tuple(change.inverse() for change in reversed(self.changes))

    def plain(self) -> Plain:
        """The entry as values JSON can hold, without its `state`, which is derived."""
        return {
            "id": self.id,
            "workshop_id": self.workshop_id,
            "seq": self.seq,
            "kind": str(self.kind),
            "verb": self.verb,
            "label": self.label,
            "at": self.at,
            "who": self.who,
            "stage_key": self.stage_key,
            "target": self.target,
            "changes": [change.plain() for change in self.changes],
        }

    @classmethod
    def from_plain(cls, values: Plain) -> "Entry":
        """The entry `plain` described; raises `KeyError` or `ValueError` when it is not one."""
        return cls(
            id=values["id"],
            workshop_id=values["workshop_id"],
            seq=values["seq"],
            kind=Kind(values["kind"]),
            verb=values["verb"],
            label=values["label"],
            at=values["at"],
            who=values["who"],
            stage_key=values["stage_key"],
            target=values["target"],
            changes=tuple(Change.from_plain(change) for change in values["changes"]),
        )

    def line(self) -> bytes:
        """The entry as one line of the recorder, led by a checksum that shows a torn write."""
        body = _encoded(self.plain())
        return checksum(body) + b" " + body + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Entry":
        """The entry of one recorder line; raises `ValueError` when the line is torn."""
        mark, _, body = line.rstrip(b"\n").partition(b" ")
        if checksum(body) != mark:
            raise ValueError("The line is incomplete or was changed.")
        return cls.from_plain(json.loads(body))


def checksum(body: bytes) -> bytes:
    """Sixteen hexadecimal digits that change with any byte of the line."""
    return hashlib.blake2b(body, digest_size=8).hexdigest().encode()


def _encoded(values: Plain) -> bytes:
    def dumped(ascii_only: bool) -> str:
        return json.dumps(values, ensure_ascii=ascii_only, sort_keys=True, separators=(",", ":"))

    try:
        return dumped(False).encode()
    except UnicodeEncodeError:  # half a surrogate pair: the database keeps it inside JSON
        return dumped(True).encode()


def fresh_entry_id() -> str:
    """A key for a new entry, made before it is sent so that a retry is recognised."""
    return new_id()
