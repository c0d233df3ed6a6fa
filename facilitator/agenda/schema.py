"""Which keys an agenda file may hold, of what type and width; the test of a table against them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from facilitator.agenda.lines import Place
from facilitator.agenda.parts import FIELD_TYPES
from facilitator.agenda.problems import Report
from facilitator.agenda.stages import AGENDA_KINDS, KINDS
from facilitator.words.language import _

ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # they move the cursor, turn the text round, or break it
_JOINERS = "\u200c\u200d"  # needed to write some scripts and emoji


@dataclass(frozen=True)
class Key:
    """What one key may hold.

    `type` is id, text, texts, number, numbers, flag, or the name of a table in SCHEMAS for a list
    of such tables. `widest` is in terminal cells and only notes; `least` and `most` bound a number
    or the length of a list.
    """

    type: str
    required: bool = False
    widest: int = 0
    least: int = 0
    most: int = 10_000
    choices: tuple[str, ...] = ()


def _text(widest: int, required: bool = False) -> Key:
    return Key("text", required, widest)


_ID = Key("id", True, 24)
_NUMBER = Key("number", least=-1_000_000, most=1_000_000)

SCHEMAS: dict[str, dict[str, Key]] = {
    "agenda": {
        "id": Key("id", True, 40),
        "title": _text(24, True),
        "description": _text(110),
        "before": Key("texts", widest=60),
        "kind": Key("text", choices=AGENDA_KINDS),
        "takes": Key("texts", widest=40),
        "stage": Key("stage", True, least=1, most=60),
        "form": Key("form"),
        "ledger": Key("ledger"),
        "sheet": Key("sheet"),
    },
    "stage": {
        "use": Key("id"),
        "id": Key("id", True, 8),
        "title": _text(12, True),
        "name": _text(48, True),
        "kind": Key("text", True, choices=KINDS),
        "minutes": Key("number", True, least=1, most=600),
        "purpose": _text(110),
        "prompts": Key("texts", widest=110),
        "pitfalls": Key("texts", widest=80),
        "exit": Key("exit"),
        "entry": Key("exit"),
        "steps": Key("step"),
        "deeper": Key("texts", widest=8),
        "scale": Key("numbers", least=2, most=2),
        "anchors": Key("texts", widest=40),
        "number": _text(24),
        "sentence": _text(60),
        "parking": Key("flag"),
        "sections": Key("section", most=8),
        "evidence": Key("flag"),
        "subjects": Key("texts", widest=24),
        "votes": Key("text", choices=("", "section", "stage")),
        "shortlist": Key("number", most=20),
        "cells": Key("section", most=4),
        "criteria": Key("criterion", most=12),
        "alternatives": Key("text", choices=("channels", "segments")),
        "roles": Key("texts", widest=24),
        "forms": Key("texts", widest=24),
        "ledger": Key("id"),
        "ledgers": Key("texts", widest=24),
        "sheets": Key("texts", widest=24),
        "views": Key("texts", widest=24),
    },
    "section": {
        "id": Key("id", True, 4),
        "title": _text(26, True),
        "hint": _text(60),
        "prefix": Key("texts", widest=8),
        "internal": Key("flag"),
        "note": _text(24),
        "factor": Key("texts", widest=16, least=2, most=2),
    },
    "row": {"id": _ID, "title": _text(26, True), "hint": _text(60)},
    "criterion": {
        "id": Key("id", True, 4),
        "title": _text(34, True),
        "weight": Key("number", True, least=0, most=100),
        "low": _text(44, True),
        "middle": _text(44, True),
        "high": _text(44, True),
    },
    "step": {"title": _text(24, True), "minutes": Key("number", True, least=1, most=600)},
    "field": {
        "id": _ID,
        "label": _text(26, True),
        "type": Key("text", choices=FIELD_TYPES),
        "required": Key("flag"),
        "help": _text(80),
        "choices": Key("texts", widest=32),
        "unit": _text(12),
        "least": _NUMBER,
        "most": _NUMBER,
        "of": Key("id"),
        "stamps": Key("id"),
    },
    "computed": {"id": _ID, "label": _text(26, True), "help": _text(80)},
    "form": {
        "id": _ID,
        "title": _text(30, True),
        "fields": Key("field", True, least=1, most=60),
        "each": Key("text", choices=("once", "channel", "many")),
        "computed": Key("computed"),
    },
    "ledger": {
        "id": _ID,
        "title": _text(30, True),
        "ref": Key("id", True, 3),
        "fields": Key("field", True, least=1, most=60),
        "starters": Key("texts", widest=40),
        "line": Key("texts", widest=24),
        "columns": Key("texts", widest=24, most=8),
        "how": _text(110),
        "example": _text(110),
        "belongs_to": Key("id"),
    },
    "sheet": {
        "id": _ID,
        "title": _text(30, True),
        "values": Key("field", True, least=1, most=60),
        "group": _text(16),
        "row": _text(16),
        "how": _text(110),
        "example": _text(110),
        "rows": Key("row"),
        "least_values": Key("number", most=5000),
        "most_values": Key("number", most=5000),
        "missing": Key("flag"),
        "settings": Key("field"),
    },
    "exit": {"check": Key("id", True, 30), "text": _text(72, True)},
}
"""Every table of an agenda file. "exit" takes the parameters of its check besides."""


def cells(text: str) -> int:
    """Return how many terminal cells a text takes."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


def check_table(name: str, table: Any, place: Place, report: Report) -> None:
    """Report every key of a table that is unknown, missing, or not what SCHEMAS[name] asks for."""
    if not isinstance(table, dict):
        report.error(
            place, _("{spoken} must be a table of keys and values").format(spoken=_spoken(place))
        )
        return
    entries = cast("dict[str, Any]", table)
    schema = SCHEMAS[name]
    for key, value in entries.items():
        if key in schema:
            _check_value(schema[key], value, (*place, key), report)
        elif name != "exit":
            report.error(
                (*place, key),
                _unknown(key, schema),
            )
    for key, rule in schema.items():
        if rule.required and key not in entries:
            report.error(place, _("'{key}' is missing").format(key=key))


def _check_value(rule: Key, value: Any, place: Place, report: Report) -> None:
    if rule.type in ("id", "text"):
        _check_text(rule, value, place, report)
    elif rule.type == "number":
        _check_number(rule, value, place, report)
    elif rule.type == "flag":
        if not isinstance(value, bool):
            report.error(place, _("{spoken} must be true or false").format(spoken=_spoken(place)))
    else:
        _check_list(rule, value, place, report)


def _check_list(rule: Key, value: Any, place: Place, report: Report) -> None:
    if not isinstance(value, list):
        report.error(
            place, _("{spoken} must be a list in square brackets").format(spoken=_spoken(place))
        )
        return
    entries = cast("list[Any]", value)
    if entries and not rule.least <= len(entries) <= rule.most:
        wanted = (
            f"{rule.least}"
            if rule.least == rule.most
            else _("{least} to {most}").format(least=rule.least, most=rule.most)
        )
        report.error(
            place,
            _("{spoken} must hold {wanted} entries, here are {entries}").format(
                spoken=_spoken(place), wanted=wanted, entries=len(entries)
            ),
        )
    for at, entry in enumerate(entries):
        if rule.type == "texts":
            _check_text(rule, entry, (*place, at), report)
        elif rule.type == "numbers":
            _check_number(Key("number"), entry, (*place, at), report)
        else:
            check_table(rule.type, entry, (*place, at), report)
    _check_ids(entries, place, report)


def _check_ids(entries: list[Any], place: Place, report: Report) -> None:
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        given = cast("Mapping[str, Any]", entry).get("id") if isinstance(entry, dict) else None
        if isinstance(given, str):
            if given in seen:
                report.error(
                    (*place, at, "id"),
                    _("the id '{given}' is used twice; ids are unique").format(given=given),
                )
            seen.add(given)


def _check_text(rule: Key, value: Any, place: Place, report: Report) -> None:
    if not isinstance(value, str):
        report.error(place, _("{spoken} must be text in quotes").format(spoken=_spoken(place)))
    elif rule.choices and value not in rule.choices:
        known = ", ".join(f'"{each}"' for each in rule.choices)
        report.error(
            place,
            _("{spoken} is '{value}'; it must be one of {known}").format(
                spoken=_spoken(place), value=value, known=known
            ),
        )
    elif rule.type == "id" and not (value and set(value) <= ID_LETTERS):
        report.error(
            place,
            _("{spoken} takes letters a–z, digits, - and _ only").format(spoken=_spoken(place)),
        )
    elif any(unicodedata.category(each) in _UNSEEN for each in value if each not in _JOINERS):
        report.error(
            place,
            _("{spoken} holds a line break or an invisible character").format(
                spoken=_spoken(place)
            ),
        )
    elif rule.required and not value.strip():
        report.error(place, _("{spoken} is empty").format(spoken=_spoken(place)))
    elif rule.widest and cells(value) > rule.widest:
        wide = _("{cells} characters wide").format(cells=cells(value))
        if rule.type == "id":
            report.error(
                place,
                _("{spoken} is {wide}; at most {widest} are allowed").format(
                    spoken=_spoken(place), wide=wide, widest=rule.widest
                ),
            )
        else:
            report.note(
                place,
                _("{spoken} is {wide}; {widest} fit on the screen").format(
                    spoken=_spoken(place), wide=wide, widest=rule.widest
                ),
            )


def _check_number(rule: Key, value: Any, place: Place, report: Report) -> None:
    if type(value) is not int or not rule.least <= value <= rule.most:
        wanted = _("a whole number from {least} to {most}").format(least=rule.least, most=rule.most)
        report.error(
            place,
            _("{spoken} must be {wanted}, without quotes").format(
                spoken=_spoken(place), wanted=wanted
            ),
        )


def _spoken(place: Place) -> str:
    name = next((each for each in reversed(place) if isinstance(each, str)), "file")
    return (
        _("entry {place} of '{name}'").format(place=place[-1] + 1, name=name)
        if isinstance(place[-1], int)
        else f"'{name}'"
    )


def _unknown(key: str, known: Mapping[str, Any]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, n=1)
    if close:
        return _("unknown key '{key}'; did you mean '{close}'?").format(key=key, close=close[0])
    return _("unknown key '{key}'; known keys: {known}").format(key=key, known=", ".join(known))
