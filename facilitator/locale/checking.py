"""What is missing or wrong in the translations, each in a sentence with its place."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message as Entry

from facilitator.locale.catalogues import (
    HERE,
    TRANSLATED,
    Key,
    entries,
    is_translated,
    key_of,
    path_of,
    read,
)
from facilitator.locale.messages import extract

ENDS = ".,:;!?…"
"""What a message ends with, its translation ends with; an exclamation mark may be left out."""

FORMS = 3
"""Plural forms of Russian and of Polish: one, a few, many."""

ABBREVIATED = 8
"""Up to so many letters a message may be a unit, which other languages end with a full stop."""

_PLACE = re.compile(r"\{[^}]*\}")


def check(here: Path = HERE) -> list[str]:
    """Return what keeps the translations from being whole; empty: nothing does."""
    rooms = extract()
    problems: list[str] = []
    for language in TRANSLATED:
        found: dict[Key, str] = {}
        for room, messages in rooms.items():
            name = path_of(language, room, here).relative_to(here).as_posix()
            there = {key_of(each): each for each in entries(read(language, room, here))}
            for key, message in messages.items():
                if key not in there:
                    problems.append(f"{name}: “{message.one}” is new; run update")
            for key, entry in there.items():
                if key not in messages:
                    problems.append(f"{name}: “{key[1]}” is no longer in the code; run update")
                    continue
                if key in found:
                    problems.append(f"{name}: “{key[1]}” is also in {found[key]}")
                found[key] = name
                problems += (f"{name}: “{key[1]}” {each}" for each in wrong(entry))
    return problems


def wrong(entry: Entry) -> Iterator[str]:
    """Return what is wrong with the translation of one message."""
    if entry.fuzzy:
        yield "is translated by a guess; look at it and take the word fuzzy away"
        return
    if not is_translated(entry) or entry.string is None:
        yield "is not translated"
        return
    if isinstance(entry.id, str) or isinstance(entry.string, str):
        said = str(entry.string)
        one = key_of(entry)[1]
        if names(said) != names(one):
            yield f"names other places: {_listed(names(said))} for {_listed(names(one))}"
        yield from _edges(one, said)
        return
    one, many = entry.id[0], entry.id[1]
    if len(entry.string) != FORMS:
        yield f"has {len(entry.string)} plural forms instead of {FORMS}"
    for said in entry.string:
        if not names(one) & names(many) <= names(said) <= names(one) | names(many):
            yield f"names other places: {_listed(names(said))} for {_listed(names(many))}"
        yield from _edges(many, said)


def names(message: str) -> frozenset[str]:
    """Return the names of the places in a message that values are put into."""
    try:
        return frozenset(name for _text, name, *_rest in Formatter().parse(message) if name)
    except ValueError:  # braces that are meant as such
        return frozenset()


def _listed(found: frozenset[str]) -> str:
    return ", ".join(sorted(found)) or "none"


def _edges(message: str, said: str) -> Iterator[str]:
    if (message[:1].isspace(), message[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace()):
        yield f"has another space at its beginning or end: “{said}”"
    first, last = _end(message), _end(said)
    unit = not first and last == "." and len(_PLACE.sub("", message)) <= ABBREVIATED
    calm = first == "!" and not last
    if first != last and not unit and not calm:
        yield f"ends with “{last}” instead of “{first}”: “{said}”"


def _end(text: str) -> str:
    last = text.strip()[-1:]
    return last if last in ENDS else ""
