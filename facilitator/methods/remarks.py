"""A remark on one row of a plan."""

from dataclasses import dataclass

from facilitator.methods.actions import Level


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about the row `ref`; an error keeps its stage from being finished."""

    level: Level
    ref: str
    sentence: str
