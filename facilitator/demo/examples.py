"""What the example's room says and types, in the language of the moment.

The texts lie in JSON files, in English; they are translated like every other text. What is
typed into sheets of figures stays as it is but for the checklist and what rows are called; so do
dates, names of people and codes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from facilitator.words.language import _

HERE = Path(__file__).parent
FILES = ("taveon", "sales_plan", "operational_plan", "personal_plan", "followup_plan")

Told = dict[str, Any]

_TYPED = frozenset(
    {"figures", "settings", "days", "steps", "months", "january", "name", "person", "company"}
)
"""Keys below which nothing is prose."""
_ALWAYS = frozenset({"evidence", "role"})
"""Keys whose texts are prose however short they are."""

_SHORT = frozenset(
    {
        *("direct", "consent", "18 Feb", "Follow-up", "Travel", "Promotions", "hours", "pieces"),
        *("100–800 staff", "20–150 M EUR", "k€", "660 k€", "CRM licences 8 × 45"),
        *("calls", "talks", "meetings", "clients", "leads", "visits", "points"),
        *("audits", "checks", "clearings", "clinics", "stand-ups", "reviews", "survey", "calendar"),
        *("Sep; Oct; Nov; Dec", "Sep; Oct; Nov", "Oct; Nov; Dec", "Jun; Jul"),
    }
)
"""Prose that would be taken for a name, a code or a day."""

_LIGHTS, _LIGHT = "checklist", "; "
"""The sheet in which a room types words, and what parts them: line; light; what shows it."""

_NAMED = ("value_test",)
"""Sheets whose rows the room names; figures follow the name."""

_WORD = re.compile("[a-z]{2,}")
_DAY = re.compile(r"\d{1,2} [a-z]{3} \d{4}.*|[A-Z][a-z]{2}(; [A-Z][a-z]{2})*")


def read_example(file: str) -> Told:
    """What one of `FILES` holds, its texts in the language of the moment."""
    found: Told = _said(_read(file))
    return found


def prose(file: str) -> Iterator[str]:
    """Every text of a file that is translated, in English; none of another file."""
    if file in FILES:
        yield from _texts(_read(file))


def _read(file: str) -> Told:
    return json.loads((HERE / f"{file}.json").read_text("utf-8"))


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        if is_prose(data):
            yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():  # pyright: ignore[reportUnknownVariableType]
            if key in _ALWAYS and isinstance(value, str) and value:
                yield value
            elif key == "figures":
                for line in value.get(_LIGHTS, ()):  # pyright: ignore
                    yield from line.split(_LIGHT)[::2]  # pyright: ignore
                for sheet in _NAMED:
                    yield from (line.partition(_LIGHT)[0] for line in value.get(sheet, ()))  # pyright: ignore
            elif key not in _TYPED:
                yield from _texts(value)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(data, list):
        for value in data:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(value)  # pyright: ignore[reportUnknownArgumentType]


def _said(data: Any) -> Any:
    if isinstance(data, str):
        return _(data) if is_prose(data) else data
    if isinstance(data, dict):
        return {key: _under(key, value) for key, value in data.items()}  # pyright: ignore
    if isinstance(data, list):
        return [_said(value) for value in data]  # pyright: ignore
    return data


def _under(key: str, value: Any) -> Any:
    if key in _ALWAYS and isinstance(value, str):
        return _(value)
    if key == "figures":
        lights = [_line(line) for line in value.get(_LIGHTS, ())]
        named = {sheet: [_row(line) for line in value[sheet]] for sheet in _NAMED if sheet in value}
        return {**value, _LIGHTS: lights, **named}
    return value if key in _TYPED else _said(value)


def _line(typed: str) -> str:
    return _LIGHT.join(part if at == 1 else _(part) for at, part in enumerate(typed.split(_LIGHT)))


def _row(typed: str) -> str:
    name, parted, figures = typed.partition(_LIGHT)
    return f"{_(name)}{parted}{figures}"


def is_prose(text: str) -> bool:
    """Whether this is something a person says: two words at least, and no day."""
    if text in _SHORT:
        return True
    return " " in text and len(_WORD.findall(text)) > 1 and not _DAY.fullmatch(text)
