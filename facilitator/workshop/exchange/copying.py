"""A second copy of a session beside the first: every id anew, everywhere it stands."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from facilitator.model import new_id

_ID = re.compile(r"[0-9a-zA-Z_-]{8,64}")


def with_new_ids(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with new ids for the session, its rows and its journal entries.

    They are replaced wherever they stand: in columns, in lists inside columns, as keys of journal
    changes, inside longer subjects. The history is kept and leads to the copy. Ids that are no
    texts are left to the checks that follow.
    """
    fresh = {old: new_id() for old in sorted(set(_ids(document)))}
    return cast("dict[str, Any]", _replaced(document, fresh))


def _ids(document: Mapping[str, Any]) -> Iterable[str]:
    tables = document.get("tables")
    lists: list[Any] = [[document.get("session")], document.get("journal")]
    if isinstance(tables, dict):
        lists.extend(cast("dict[str, Any]", tables).values())
    for rows in lists:
        for row in cast("list[Any]", rows) if isinstance(rows, list) else ():
            yield from _id_of(row, "id")
            changes = cast("dict[str, Any]", row).get("changes") if isinstance(row, dict) else None
            for change in cast("list[Any]", changes) if isinstance(changes, list) else ():
                yield from _id_of(change, "key")


def _id_of(row: Any, name: str) -> Iterable[str]:
    found = cast("dict[str, Any]", row).get(name) if isinstance(row, dict) else None
    if isinstance(found, str) and found:
        yield found


def _replaced(value: Any, fresh: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        if value in fresh:
            return fresh[value]
        return _ID.sub(lambda match: fresh.get(match.group(), match.group()), value)
    if isinstance(value, list):
        return [_replaced(each, fresh) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {name: _replaced(each, fresh) for name, each in pairs}
    return value
