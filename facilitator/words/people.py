"""Who is meant by "@ab", "@Anna" or "@Anna Berg"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitator.words.folding import by_name, fold
from facilitator.words.keyboard import by_look, by_position
from facilitator.words.language import _
from facilitator.words.several import one_of
from facilitator.words.text import excerpt

_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Named:
    """The person at the start of a text, and the text behind; or the whole text and a problem."""

    person: str | None
    rest: str
    problem: str | None = None


def take_person(text: str, people: Mapping[str, str]) -> Named:
    """Read the person after a leading "@"; `people` maps initials and full names to ids.

    Initials and full names match exactly, then a single first or last name, then the start of
    one if only one person has it; case and diacritics do not matter. Initials typed on the wrong
    keyboard layout, or with look-alike Cyrillic letters, match too.
    """
    behind = text.removeprefix("@")
    whole = _full_name(behind, people)
    if whole is not None:
        return whole
    match = re.match(r"\S+", behind)
    token = match[0].rstrip(",:") if match else ""
    if match is None or not token:
        return Named(None, behind.strip(), _("Nobody is named. Type initials or a name after @."))
    found = _meant(token, people)
    if len(found) == 1:
        return Named(found.pop(), behind[match.end() :].strip())
    shown = excerpt(token)
    if not found:
        known = ", ".join(_shortest(people))
        nobody = (
            _("“{typed}” is nobody here. Type initials or a name: {known}.")
            if known
            else _("“{typed}” is nobody here. Add participants first.")
        )
        return Named(None, text.strip(), nobody.format(typed=shown, known=known))
    names = one_of(_full_names(found, people))
    return Named(
        None,
        text.strip(),
        _("“{typed}” may be {names}. Type more of the name.").format(typed=shown, names=names),
    )


def _full_name(text: str, people: Mapping[str, str]) -> Named | None:
    for name in sorted(people, key=len, reverse=True):
        words = fold(name).split()
        match = re.match(rf"(?:\S+\s+){{{len(words) - 1}}}\S+", text) if len(words) > 1 else None
        if match and fold(match[0].rstrip(",:")) == " ".join(words):
            return Named(people[name], text[match.end() :].strip())
    return None


def _meant(token: str, people: Mapping[str, str]) -> set[str]:
    wanted = fold(token)
    spellings = {fold(by_look(token)), fold("".join(map(by_position, token)))}
    names = {name: fold(name) for name in people}
    parts = {name: re.split(r"[ -]", folded) for name, folded in names.items()}
    stages = (
        [name for name in people if names[name] == wanted],
        [name for name in people if wanted in parts[name]],
        [name for name in people if any(part.startswith(wanted) for part in parts[name])],
        [name for name in people if names[name] in spellings],
    )
    return {people[name] for name in next(filter(None, stages), list[str]())}


def _full_names(ids: Iterable[str], people: Mapping[str, str]) -> list[str]:
    wanted = set(ids)
    longest: dict[str, str] = {}
    for name, person in people.items():
        if person in wanted and len(name) > len(longest.get(person, "")):
            longest[person] = name
    return sorted(longest.values(), key=by_name)


def _shortest(people: Mapping[str, str]) -> list[str]:
    shortest: dict[str, str] = {}
    for name, person in people.items():
        if len(name) < len(shortest.get(person, name + " ")):
            shortest[person] = name
    names = list(shortest.values())
    return names if len(names) <= _NAMES_SHOWN else [*names[:_NAMES_SHOWN], "…"]
