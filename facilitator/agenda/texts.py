"""Which values of an agenda are texts for people, and how they are said in another language.

An agenda as a plain table (`Stage.to_plain`, a TOML file) holds texts beside ids and settings.
A session keeps its stages as they were written; they are said in its language when they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from facilitator.words.language import N_

TEXTS = frozenset(
    {"title", "name", "purpose", "prompts", "pitfalls", "description", "before", "text", "hint"}
    | {"note", "number", "sentence", "anchors", "factor", "low", "middle", "high", "label"}
    | {"help", "unit", "how", "example", "group", "row", "starters"}
)
"""Keys whose values are said as they stand there, whatever table they are in."""

CODES = frozenset({"choices", "subjects", "roles"})
"""Keys whose values are kept and compared as codes; whoever shows one says it there."""

NOTE = N_("evidence")
"""What the second line of a card is called where a section does not say it."""

_SIGNS = frozenset(("", "money", "%"))


def texts_of(table: Mapping[str, Any]) -> Iterator[str]:
    """Return every text of an agenda's table, in the order in which it is written."""
    for key, value in table.items():
        for each in cast("list[Any]", value) if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                yield from texts_of(cast("Mapping[str, Any]", each))
            elif isinstance(each, str) and (key in TEXTS or key in CODES) and _is_said(each):
                yield each


def _is_said(text: str) -> bool:
    return text not in _SIGNS and any(each.isalpha() for each in text)


def said(table: Mapping[str, Any], say: Callable[[str], str]) -> dict[str, Any]:
    """Return the table with its texts said by `say`; codes stay as they are."""
    return {key: _said(key, value, say) for key, value in table.items()}


def _said(key: str, value: Any, say: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        table = cast("Mapping[str, Any]", value)
        if key in ("sections", "cells"):  # what a plain table leaves out is said as well
            table = {"note": NOTE, **table}
        return said(table, say)
    if isinstance(value, list):
        return [_said(key, each, say) for each in cast("list[Any]", value)]
    return say(value) if key in TEXTS and isinstance(value, str) and _is_said(value) else value
