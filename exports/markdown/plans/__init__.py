"""What the plans people work by add to the document: one module for each kind of plan.

Each module has `section(state, today)`: its results as Markdown, empty when the session holds
nothing of it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeAlias

from exports.markdown.text import blocks
from facilitator.workshop.state import State

Section: TypeAlias = Callable[[State, date], str]

SUBJECTS = ("sales", "operational", "personal", "followup")


@cache
def sections() -> tuple[Section, ...]:
    """The section of every kind of plan that has one."""
    return tuple(_sections())


def _sections() -> Iterator[Section]:
    for subject in SUBJECTS:
        name = f"{__name__}.{subject}"
        if find_spec(name) is not None:
            yield import_module(name).section


def plan_sections(state: State, today: date) -> str:
    """What follows from the plan, as of `today`; empty for a session without one."""
    return blocks(*(section(state, today) for section in sections()))
