"""What a cell of an edited plan is read from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class Given:
    """Words of one cell, the row they are about (None for a new one), and the day."""

    state: State
    words: str
    row: Any
    today: date
    language: str
    """The one the words are in."""


Meaning = Callable[[Given], Mapping[str, Any]]
"""The fields a cell sets; raises `Refused` with a sentence when the words mean nothing."""
