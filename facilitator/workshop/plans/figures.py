"""The figures of the plans people work by as JSON values, gathered from their modules.

Each module `<subject>_figures` has `FIGURES`: a name to a function that gives its values, or
nothing when the session has no rows for it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeAlias

from facilitator.workshop.results.shown import Json
from facilitator.workshop.state import State

Build: TypeAlias = Callable[[State, date], Json]

SUBJECTS = ("sales", "operational", "personal", "followup")


@cache
def builders() -> Mapping[str, Build]:
    """Every function by the name its values stand under."""
    found: dict[str, Build] = {}
    for subject in SUBJECTS:
        name = f"facilitator.workshop.plans.{subject}_figures"
        if find_spec(name) is not None:
            mine: Mapping[str, Build] = import_module(name).FIGURES
            found |= mine
    return found


def plan_figures(state: State, today: date) -> dict[str, Json]:
    """The figures of every plan the session holds something of, as of `today`."""
    found = {name: build(state, today) for name, build in builders().items()}
    return {name: value for name, value in found.items() if value}
