"""What is computed beside the ledgers, sheets and forms of plans, by their id.

Each module of this package has `LINES`: the id of a ledger, sheet or form to a function that gives
the lines shown beside it. It may have `PROPOSALS`: such an id to what one key takes over there.
`OWN_LINES` are lines for plans of its `KIND` alone, and go there before those of other modules.
`ROW_WORDS` is what a row of such a ledger says of itself, beside its fields: where its number
comes from, that it has not moved for long. A module is imported when lines are first asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TypeAlias

from facilitator.model import Record
from facilitator.workshop.edit import Edit
from facilitator.workshop.state import State
from screens.widgets.itemlist import Item

Lines: TypeAlias = Callable[[State, date], list[Item]]
"""What follows from the state; the day is today."""

Proposal: TypeAlias = Callable[[Edit, str], str]
"""Takes over what the product proposes: the row under the cursor by id, "" where there is none.

It returns what the moderator is told; it raises `Refused` when there is nothing to take over.
"""

RowWords: TypeAlias = Callable[[State, Record, date], str]
"""What one row says of itself on a day; empty where there is nothing to say."""

SUBJECTS = ("session", "sales", "operational", "personal", "followup")
"""The modules: the session itself, then one for each kind of plan."""


def _modules() -> Iterator[ModuleType]:
    for subject in SUBJECTS:
        name = f"{__name__}.{subject}"
        if find_spec(name) is not None:
            yield import_module(name)


@cache
def registry() -> Mapping[str, Lines]:
    """Every function by the id of what it stands beside; raises ValueError for an id used twice."""
    found: dict[str, Lines] = {}
    for module in _modules():
        lines: Mapping[str, Lines] = module.LINES
        if twice := found.keys() & lines.keys():
            raise ValueError(
                f"{module.__name__} computes {', '.join(sorted(twice))}, and another module too; "
                "lines for plans of one kind alone belong into OWN_LINES"
            )
        found |= lines
    return found


@cache
def own_registry() -> Mapping[tuple[str, str], Lines]:
    """Every function for plans of one kind, by that kind and the id of what it stands beside."""
    found: dict[tuple[str, str], Lines] = {}
    for module in _modules():
        kind: str = getattr(module, "KIND", "")
        mine: Mapping[str, Lines] = getattr(module, "OWN_LINES", {})
        found |= {(kind, id): lines for id, lines in mine.items()}
    return found


@cache
def proposals() -> Mapping[str, Proposal]:
    """What one key takes over, by the id of the ledger, sheet or form it is pressed in."""
    found: dict[str, Proposal] = {}
    for module in _modules():
        mine: Mapping[str, Proposal] = getattr(module, "PROPOSALS", {})
        found |= mine
    return found


@cache
def _row_words() -> Mapping[str, RowWords]:
    found: dict[str, RowWords] = {}
    for module in _modules():
        mine: Mapping[str, RowWords] = getattr(module, "ROW_WORDS", {})
        found |= mine
    return found


def row_words(state: State, row: Record, today: date) -> str:
    """What a row says of itself beside its fields; empty for most."""
    words = _row_words().get(row.ledger)
    return "" if words is None else words(state, row, today)


def plan_lines(state: State, id: str, today: date) -> list[Item] | None:
    """The lines beside a ledger, sheet or form; None where no plan computes any."""
    lines = own_registry().get((state.workshop.kind, id)) or registry().get(id)
    return None if lines is None else lines(state, today)
