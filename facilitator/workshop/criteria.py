"""Criteria of channel priority: agreed and weighed before anybody scores, then frozen."""

from typing import Any

from facilitator.model import Channel, Criterion, Hearing, Score, Stage
from facilitator.words.language import _
from facilitator.workshop import lookup
from facilitator.workshop.called import begun
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.ledger import move_row
from facilitator.workshop.state import State

WEIGHTS, SCORING, REVEALED = "weights", "scoring", "revealed"
"""What the room does in the matrix stage, as kept in its phase ("" counts as weights)."""

HEAVIEST = 100


def matrix_stage(state: State) -> Stage:
    """The stage in which channels are scored; raises `Refused` when the agenda has none."""
    stage = lookup.find_kind(state, "matrix")
    if stage is None:
        raise Refused(_("This session has no stage for channel priority. Add it to the agenda."))
    return stage


def are_frozen(state: State) -> bool:
    """Whether criteria and weights stand still because scoring has begun."""
    stage = lookup.find_kind(state, "matrix")
    return stage is not None and stage.phase in (SCORING, REVEALED)


def add_criterion(
    edit: Edit, name: str, weight: int = 1, low: str = "", middle: str = "", high: str = ""
) -> Criterion:
    """Take in a criterion with its raw weight and what the lowest, middle and top score mean."""
    _refuse_frozen(edit.state)
    criterion = edit.add_last(
        Criterion(
            workshop_id=edit.workshop.id,
            ref=_free_ref(edit),
            name=_name(edit, name),
            weight=_weight(weight),
            low=edit.text(low, _("The lowest score"), limit=200),
            middle=edit.text(middle, _("The middle score"), limit=200),
            high=edit.text(high, _("The highest score"), limit=200),
        )
    )
    edit.says(_("{ref} added").format(ref=criterion.ref))
    return criterion


def _free_ref(edit: Edit) -> str:
    # The criteria of the agenda came with references of their own.
    taken = {criterion.ref for criterion in edit.state.rows(Criterion)}
    while (ref := edit.next_refs("C")[0]) in taken:
        continue
    return ref


def _name(edit: Edit, name: str, besides: str = "") -> str:
    words = edit.needed(name, _("The criterion"), limit=140)
    for other in edit.state.rows(Criterion):
        if other.name.casefold() == words.casefold() and other.id != besides:
            raise Refused(
                _("{ref} is called {name} already.").format(ref=other.ref, name=other.name), "name"
            )
    return words


def change_criterion(edit: Edit, criterion: str, **values: Any) -> Criterion:
    """Change name, weight or the words for the scores; the weight only until it is frozen."""
    row = lookup.criterion(edit.state, criterion)
    if values.keys() & {"name", "weight"}:
        _refuse_frozen(edit.state)
    kept: dict[str, Any] = {}
    for field, value in values.items():
        if field == "name":
            kept[field] = _name(edit, value, besides=row.id)
        else:
            kept[field] = _weight(value) if field == "weight" else edit.text(value, begun(field))
    edit.says(_("{ref} changed").format(ref=row.ref))
    return edit.change(row, **kept)


def remove_criterion(edit: Edit, criterion: str) -> None:
    """Take a criterion out, with its scores and what was said about its cells."""
    _refuse_frozen(edit.state)
    row = lookup.criterion(edit.state, criterion)
    for kind in (Score, Hearing):
        edit.remove_all(each for each in edit.state.rows(kind) if each.criterion_id == row.id)
    edit.says(_("{ref} removed").format(ref=row.ref))
    edit.remove(row)


def reorder_criterion(edit: Edit, criterion: str, steps: int) -> Criterion:
    """Move a criterion up (negative) or down in the list."""
    _refuse_frozen(edit.state)
    return move_row(edit, lookup.criterion(edit.state, criterion), steps)


def _weight(weight: int) -> int:
    if not 0 <= weight <= HEAVIEST:
        raise Refused(_("A weight is a whole number from 0 to 10, or points up to 100."), "weight")
    return weight


def _refuse_frozen(state: State) -> None:
    if are_frozen(state):
        raise Refused(
            _("The weights are frozen since scoring began. Unfreeze them first, with a reason.")
        )


def freeze_weights(edit: Edit) -> Stage:
    """Begin scoring: from here on criteria and weights stand still.

    Raises `Refused` when no criterion weighs anything or there is no channel to score.
    """
    stage = matrix_stage(edit.state)
    if not any(criterion.weight for criterion in edit.state.rows(Criterion)):
        raise Refused(_("No criterion has a weight above 0. Give at least one a weight first."))
    if not any(channel.active for channel in edit.state.rows(Channel)):
        raise Refused(_("There is no channel to score. Add channels at setup first."))
    if are_frozen(edit.state):
        return stage
    edit.says(_("Weights frozen, scoring begins"))
    return edit.change(stage, phase=SCORING)


def unfreeze_weights(edit: Edit, reason: str) -> Stage:
    """Open criteria and weights again; the reason stays in the history, scores stay too."""
    stage = matrix_stage(edit.state)
    words = edit.needed(reason, _("The reason"), limit=500)
    edit.says(_("Weights unfrozen: {reason}").format(reason=words))
    return edit.change(stage, phase=WEIGHTS)
