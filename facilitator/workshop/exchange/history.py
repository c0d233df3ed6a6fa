"""The journal of a document: read entry by entry, and played through to the rows it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from facilitator.model import Row, type_of
from facilitator.store.entry import Change, Entry, Kind, Plain
from facilitator.words.language import N_, _
from facilitator.words.text import excerpt
from facilitator.workshop.exchange.document import LATER, LOCAL, ordered
from facilitator.workshop.exchange.problems import NotTaken, wrong
from facilitator.workshop.exchange.rows import read_row

WITHOUT = N_(
    "Export the session again, or empty the list “journal” to import the rows without history."
)

TEXTS = ("id", "workshop_id", "kind", "verb", "label", "at", "who", "stage_key", "target")
OPTIONAL = ("label", "who", "stage_key", "target")


def read_history(document: Mapping[str, Any], workshop_id: str) -> list[Entry]:
    """The entries of the document, empty when it has none; raises `NotTaken`."""
    entries = document.get("journal")
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise wrong("“journal”", _("must be a list of entries"))
    found = [_entry(entry, at) for at, entry in enumerate(cast("list[Any]", entries))]
    for at, entry in enumerate(found):
        if entry.seq != at + 1 or entry.workshop_id != workshop_id:
            raise wrong(f"journal[{at}]", _("does not follow the entry before it"), _(WITHOUT))
    if len({entry.id for entry in found}) != len(found):
        raise wrong("“journal”", _("has two entries of one id"), _(WITHOUT))
    return found


def _entry(values: Any, at: int) -> Entry:
    parts = _dict(values)
    changes = [_dict(change) for change in _list(parts.get("changes"))]
    right = (
        all(
            isinstance(parts.get(name), str) and (parts[name] or name in OPTIONAL) for name in TEXTS
        )
        and type(parts.get("seq")) is int
        and parts["kind"] in list(Kind)
        and isinstance(parts.get("changes"), list)
        and parts.keys() == {*TEXTS, "seq", "changes"}
    )
    if not right:
        raise wrong(f"journal[{at}]", _("is not an entry of a journal"), _(WITHOUT))
    if not all(_is_change(change) for change in changes):
        raise wrong(f"journal[{at}]", _("changes something that is not a row"), _(WITHOUT))
    return Entry.from_plain(parts)


def _is_change(parts: Plain) -> bool:
    sides = [parts.get("before"), parts.get("after")]
    return (
        parts.keys() == {"table", "key", "before", "after"}
        and isinstance(parts["key"], str)
        and isinstance(parts["table"], str)
        and parts["table"] in type_of
        and all(side is None or isinstance(side, dict) for side in sides)
        and sides != [None, None]
    )


def _dict(value: Any) -> Plain:
    return cast("Plain", value) if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def check_history(entries: Sequence[Entry], rows: Sequence[Row]) -> set[str]:
    """Play the entries through; returns the ids of all rows that ever were.

    Raises `NotTaken` when an entry does not fit what the ones before it led to, or when the last
    of them does not lead to `rows`.
    """
    tables: dict[tuple[str, str], Plain] = {}
    ever: set[str] = set()
    for at, entry in enumerate(entries):
        for change in entry.changes:
            _apply(tables, change, f"journal[{at}]")
            ever.add(change.key)
        _check_step(entry, at, entries)
    if not entries:
        return ever
    expected = {(row.__tablename__, row.id): ordered(row) for row in rows}
    for place in expected.keys() | tables.keys():
        if expected.get(place) != tables.get(place):
            table, key = place
            raise wrong(
                _("the {table} {excerpt}").format(table=table, excerpt=excerpt(key)),
                _("is not what the journal says of it"),
                _(WITHOUT),
            )
    return ever


def _apply(tables: dict[tuple[str, str], Plain], change: Change, place: str) -> None:
    here = change.table, change.key
    present = tables.get(here)
    if change.before is None:
        if present is not None:
            raise wrong(place, _("adds a row that is there already"), _(WITHOUT))
        tables[here] = _whole(change.table, change.after or {}, change.key, place)
        return
    before = _numbered(change.table, change.before)
    if present is None or any(present.get(name, ...) != before[name] for name in before):
        raise wrong(place, _("does not fit the entries before it"), _(WITHOUT))
    if change.after is None:
        if len(before) != len(present):
            raise wrong(place, _("does not keep the whole row it removes"), _(WITHOUT))
        del tables[here]
        return
    if change.after.keys() != change.before.keys():
        raise wrong(place, _("changes other values than it found"), _(WITHOUT))
    tables[here] = _whole(change.table, present | change.after, change.key, place)


def _whole(table: str, values: Plain, key: str, place: str) -> Plain:
    """The row these values make; they must be what the table stores, to the last type."""
    row = ordered(read_row(table, values, place))
    if row != _numbered(table, values) or row["id"] != key or _types(row) != _types(values, row):
        raise wrong(place, _("does not hold whole rows as they are stored"), _(WITHOUT))
    return row


def _types(values: Plain, like: Plain | None = None) -> list[type]:
    # True equals 1, and would be stored as it comes.
    return [type(values.get(name, like[name] if like else None)) for name in like or values]


def _numbered(table: str, values: Plain) -> Plain:
    """Whole rows with the columns that a document, or an older entry of the journal, leaves out."""
    if "id" not in values:
        return values
    local = {LOCAL: 0} if table == "workshop" else {}
    return local | LATER.get(table, {}) | values


def _check_step(entry: Entry, at: int, entries: Sequence[Entry]) -> None:
    if at == 0 and entry.kind is not Kind.DO:
        raise wrong("journal[0]", _("does not create the session"), _(WITHOUT))
    if entry.kind in (Kind.UNDO, Kind.REDO):
        earlier = {each.id for each in entries[:at] if each.kind is Kind.DO}
        if entry.target not in earlier:
            raise wrong(f"journal[{at}]", _("takes back an entry that is not there"), _(WITHOUT))


def with_number(entries: Sequence[Entry], number: int) -> list[Entry]:
    """The entries with the number of this database where the session is created."""
    found: list[Entry] = []
    for entry in entries:
        changes = tuple(_with_number(change, number) for change in entry.changes)
        found.append(replace(entry, changes=changes))
    if not any(change.table == "workshop" for change in found[0].changes):
        raise NotTaken(
            _("Nothing was imported: journal[0] does not create the session. {remedy}").format(
                remedy=_(WITHOUT)
            )
        )
    return found


def _with_number(change: Change, number: int) -> Change:
    if change.table != "workshop":
        return change

    def numbered(values: Plain | None) -> Plain | None:
        return values if values is None or "id" not in values else {**values, LOCAL: number}

    return Change(change.table, change.key, numbered(change.before), numbered(change.after))
