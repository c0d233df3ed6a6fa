"""Agenda data to plain dicts, lists and values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, cast

from facilitator.agenda import parts

T = TypeVar("T")

# Which keys hold parts, whatever they stand in. Every other value is plain already.
PARTS: dict[str, type[Any]] = {
    "sections": parts.Section,
    "cells": parts.Section,
    "rows": parts.Section,
    "criteria": parts.Criterion,
    "exit": parts.ExitCheck,
    "entry": parts.ExitCheck,
    "steps": parts.Step,
    "forms": parts.Form,
    "computed": parts.Computed,
    "fields": parts.Field,
    "settings": parts.Field,
    "ledger": parts.Ledger,
    "ledgers": parts.Ledger,
    "sheets": parts.Sheet,
    "values": parts.Field,
}


def plain(thing: Any) -> Any:
    """Return dataclasses as dicts without default values, tuples as lists, all else as it is."""
    if is_dataclass(thing):
        pairs = ((each, getattr(thing, each.name)) for each in fields(thing))
        return {
            each.name: plain(value)
            for each, value in pairs
            if each.default is MISSING or value != each.default
        }
    if isinstance(thing, (tuple, list)):
        return [plain(each) for each in cast("tuple[Any, ...]", thing)]
    if isinstance(thing, Mapping):
        return {key: plain(value) for key, value in cast("Mapping[str, Any]", thing).items()}
    return thing


def build(kind: type[T], data: Mapping[str, Any]) -> T:
    """Build a part from what `plain` gave.

    Unknown keys are passed over, missing ones take their defaults. Raises TypeError when a key
    without a default is missing.
    """
    known = {each.name for each in fields(cast("Any", kind))}
    return kind(**{key: _value(key, value) for key, value in data.items() if key in known})


def _value(key: str, value: Any) -> Any:
    part = PARTS.get(key)
    if isinstance(value, list):
        entries = cast("list[Any]", value)
        return tuple([build(part, each) for each in entries] if part else entries)
    return build(part, value) if part and value is not None else value
