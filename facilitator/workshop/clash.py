"""Two people changed the same words: found before one of them would replace the other's."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from facilitator.store.entry import Change, Entry
from facilitator.words.language import _
from facilitator.workshop.edit import Refused

BESIDE = frozenset({"id", "ref", "state", "phase", "kind", "at", "running_since", "spec"})
"""Columns that hold no words of the room."""


class Clash(Refused):
    """Somebody else changed the same words meanwhile; both are here, and theirs are saved."""

    def __init__(self, theirs: str, yours: str, field: str = "") -> None:
        super().__init__(
            _(
                "Somebody changed this meanwhile to “{theirs}”. Yours, “{yours}”, is still in the "
                "line; press Enter again to put it in its place."
            ).format(theirs=theirs, yours=yours),
            field,
        )
        self.theirs = theirs
        self.yours = yours


def look_for_clash(mine: Sequence[Change], missed: Iterable[Entry]) -> None:
    """Raise `Clash` when entries committed meanwhile changed words that `mine` changes, too.

    The same change made twice is none, nor is one of another field of the same row.
    """
    theirs: dict[tuple[str, str, str], str] = {}
    for entry in missed:
        for change in entry.changes:
            for field, _before, after in _words(change):
                theirs[change.table, change.key, field] = after
    for change in mine:
        for field, before, after in _words(change):
            other = theirs.get((change.table, change.key, field))
            if other is not None and other not in (before, after):
                raise Clash(other, after, field)


def _words(change: Change) -> Iterator[tuple[str, str, str]]:
    """Fields of a changed row whose words changed, with the words before and after."""
    if change.before is None or change.after is None:
        return
    for field, after in change.after.items():
        if field in BESIDE or field.endswith("_id"):
            continue
        before: Any = change.before.get(field)
        if isinstance(after, str) and isinstance(before, str) and before != after:
            yield field, before, after
        elif field == "values" and isinstance(after, dict) and isinstance(before, dict):
            old, new = cast("dict[str, Any]", before), cast("dict[str, Any]", after)
            for name in new:
                if old.get(name, "") != new[name]:
                    yield f"{field}.{name}", str(old.get(name, "")), str(new[name])
