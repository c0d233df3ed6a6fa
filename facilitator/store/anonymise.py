"""Taking the names of people out of a session: of its rows, its history and every copy of it.

Names become “Person 1” …, initials “P1” …; numbers, votes and owners stay what they are. A name
that stands in the room's own words is replaced there, too, as a whole word.
"""

import re
from typing import Any, cast

from sqlalchemy import Connection

from facilitator.store import erase, whole
from facilitator.store.erase import Forgotten
from facilitator.store.store import NotSaved, Store
from facilitator.store.waiting import UNSENT, unsent
from facilitator.store.whole import Whole
from facilitator.words.language import _

CODES = frozenset({"id", "ref", "workshop_id", "key", "kind", "table"})
"""Fields that hold no words of people."""

SHORTEST = 3
"""A part of a name with fewer letters is no name by itself."""


def anonymise(store: Store, workshop_id: str) -> Forgotten:
    """Replace every person's name and initials; older copies of the session are cleaned of it.

    Raises `KeyError` when there is none of that id, `NotSaved` when the database refuses or
    somebody writes in the session; then everything is as it was.
    """
    if unsent(store.recorder.directory, workshop_id):
        raise NotSaved(_(UNSENT))
    found = store.whole(workshop_id)
    if found is None:
        raise KeyError(workshop_id)
    fresh = nameless(found)

    def work(connection: Connection) -> None:
        whole.alone(connection)
        if whole.read(connection, workshop_id) != found:
            raise NotSaved(
                _("Somebody wrote in the session meanwhile; nothing was changed. Try again.")
            )
        whole.take_out(connection, workshop_id)
        whole.put_in(connection, fresh)

    store.write(work).result()
    problems = erase.compacted(store)
    cleaned, more = erase.clean_copies(store, workshop_id)
    store.record_missing(workshop_id).result()
    store.back_up().result()
    if store.file is None:
        more.append(
            _("The server's own backups and logs are not reached from here; ask its administrator.")
        )
    return Forgotten(tuple(cleaned), (*problems, *more))


def nameless(found: Whole) -> Whole:
    """The session without names."""
    people = found.rows["participant"]
    names: dict[str, str] = {}
    initials: dict[str, str] = {}
    for number, row in enumerate(sorted(people, key=lambda row: row["position"]), 1):
        person = _("Person {n}").format(n=number)
        names[row["name"]] = person
        parts = re.split(r"[\s-]+", row["name"])
        names |= {part: person for part in parts if len(part) >= SHORTEST and part not in names}
        initials[row["initials"]] = f"P{number}"
    person_of = found.header["person"]
    if person_of and person_of not in names:
        names[person_of] = _("Person {n}").format(n=len(people) + 1)
    swap = _swapper(names, initials)
    rows = {table: [_swapped(row, swap) for row in each] for table, each in found.rows.items()}
    return Whole(found.workshop_id, rows)


class _swapper:
    """Replaces whole words; initials only as they are written, in capitals."""

    def __init__(self, names: dict[str, str], initials: dict[str, str]) -> None:
        self._names = {name.casefold(): value for name, value in names.items() if name}
        self._initials = {each: value for each, value in initials.items() if each}
        self._name = _words(self._names, re.IGNORECASE)
        self._initial = _words(self._initials, 0)

    def __call__(self, text: str) -> str:
        if self._name is not None:
            text = self._name.sub(lambda found: self._names[found[0].casefold()], text)
        if self._initial is not None:
            text = self._initial.sub(lambda found: self._initials[found[0]], text)
        return text


def _words(words: dict[str, str], flags: int) -> "re.Pattern[str] | None":
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags) if either else None


def _swapped(value: Any, swap: Any, name: str = "") -> Any:
    """The value with all of its texts replaced, ids and references left alone."""
    if isinstance(value, str):
        return (
            value if name in ("id", "ref", "workshop_id", "key", "kind", "table") else swap(value)
        )
    if isinstance(value, list):
        return [_swapped(each, swap, name) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {key: _swapped(each, swap, key) for key, each in items}
    return value
