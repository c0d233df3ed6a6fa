"""Asking one exit check, or all of a stage, what is missing."""

from dataclasses import replace

from facilitator.agenda import stage as catalogue_stage
from facilitator.agenda.parts import ExitCheck
from facilitator.model import Stage
from facilitator.store.entry import Change
from facilitator.workshop.exits import unmet
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from tests.workshop.demo_rows import TODAY, all_rows, state_of


def lacking(check, *rows, key="S1", state=None, **parameters):
    """Sentences and targets of one check in a stage of the catalogue, over the given rows."""
    spec = catalogue_stage(key)
    if check:
        spec = replace(spec, exit=(ExitCheck(check, "as agreed", parameters),))
    stage = new_stage("w", spec)
    stage.id = key
    base = state or state_of()
    changes = [Change("stage", key, None, stage.plain())]
    changes += [Change(row.__tablename__, row.id, None, row.plain()) for row in rows]
    held = base.after([Change("stage", key, {}, None)]).after(changes)
    found = unmet(held, held.find(Stage, key), TODAY)
    return [(each.sentence, each.go_to) for each in found]


def without(*drop, **changes):
    """The demo without the rows `drop` names as (type name, id), or with values changed."""
    rows = []
    for row in all_rows():
        name = type(row).__name__
        if (name, row.id) in drop or name in drop:
            continue
        values = changes.get(name, {}).get(row.id)
        rows.append(row.with_changes(values) if values else row)
    return State(rows)


def of_stage(state, key):
    return [(each.sentence, each.go_to) for each in unmet(state, state.find(Stage, key), TODAY)]
