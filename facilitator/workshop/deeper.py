"""Stages of the catalogue a session does not have: all of them, and those that go on from one.

Source: coverage rows 36–45 and 66, which live in a stage no ready agenda has time for.
"""

from facilitator.agenda import stage as catalogue_stage
from facilitator.agenda.stages import Stage as Plan
from facilitator.agenda.tables import stage_ids
from facilitator.model import Stage
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State

BREAK = "break"


def not_here(state: State) -> list[Plan]:
    """Stages of the catalogue that are not in this session's agenda; breaks are left out."""
    return [catalogue_stage(key) for key in keys_not_here(state)]


def keys_not_here(state: State) -> list[str]:
    """Their keys alone, which costs nothing."""
    here = {each.key for each in state.stages}
    return [key for key in stage_ids() if key not in here and key != BREAK]


def deeper(state: State, stage: Stage) -> list[Plan]:
    """Of those the ones that go on from a stage."""
    here = {each.key for each in state.stages}
    return [catalogue_stage(key) for key in plan(state, stage).deeper if key not in here]
