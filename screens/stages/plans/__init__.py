"""What is computed beside the ledgers, sheets and forms of plans, by their id.

Each module of this package has `LINES`: the id of a ledger, sheet or form to a function that gives
the lines shown beside it. A module is imported when lines are first asked for.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeAlias

from facilitator.workshop.state import State
from screens.widgets.itemlist import Item

Lines: TypeAlias = Callable[[State, date], list[Item]]
"""What follows from the state; the day is today."""

SUBJECTS = ("sales", "operational", "personal", "followup")
"""The modules, one for each kind of plan."""


@cache
def registry() -> Mapping[str, Lines]:
    """Every function by the id of what it stands beside; raises ValueError for an id used twice."""
    found: dict[str, Lines] = {}
    for subject in SUBJECTS:
        name = f"{__name__}.{subject}"
        if find_spec(name) is None:
            continue
        lines: Mapping[str, Lines] = import_module(name).LINES
        if twice := found.keys() & lines.keys():
            raise ValueError(f"{name} computes {', '.join(sorted(twice))}, and another module too")
        found |= lines
    return found


def plan_lines(state: State, id: str, today: date) -> list[Item] | None:
    """The lines beside a ledger, sheet or form; None where no plan computes any."""
    lines = registry().get(id)
    return None if lines is None else lines(state, today)
