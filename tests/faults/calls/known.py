"""Every command of the workshop package, found so that a new one cannot be forgotten."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import facilitator.workshop
from facilitator.workshop.edit import Edit

PARTS = {
    "facilitator.workshop.fields": None,
    "facilitator.workshop.ledger": None,
    "facilitator.workshop.record_values": None,
    "facilitator.workshop.actions": {"echo", "note_agreed", "has_votes"},
    "facilitator.workshop.forms": {"put_answer", "subject_of", "understood", "unit_of"},
    "facilitator.workshop.records": {"forget_in_records"},
    "facilitator.workshop.reveal": None,
    "facilitator.workshop.plans.counting": {"count_in"},
}
"""Functions that take an edit and are parts of commands: by module, None for all of it."""


def name_of(command: Callable[..., Any]) -> str:
    return f"{command.__module__}.{command.__name__}"


def commands() -> dict[str, Callable[..., Any]]:
    """Every command of the package by its full name, so that a new one cannot be forgotten."""
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.walk_packages(
        facilitator.workshop.__path__, f"{facilitator.workshop.__name__}."
    ):
        loaded = importlib.import_module(module.name)
        parts = PARTS.get(module.name, set[str]())
        for name, function in vars(loaded).items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            if function.__module__ != module.name or parts is None or name in parts:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation in (Edit, "Edit"):
                found[name_of(function)] = function
    return found
