"""Whose turn it is in a stage: a round of the people in the room, kept with the session."""

from facilitator.methods import turns as method
from facilitator.methods.turns import Turns
from facilitator.model import Participant, Stage
from facilitator.words.language import _
from facilitator.workshop.aside import ROOM
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.results.reading import answer, in_the_room
from facilitator.workshop.state import State

FORM = f"{ROOM}turns"
BEGAN = "began"
"""Who began the last round of the session, kept without a stage."""

_PARTS = ("order", "now", "had", "later", "left")


def speakers(state: State) -> tuple[str, ...]:
    """Ids of those who take turns: people in the room, the moderator only with a vote."""
    return tuple(
        each.id for each in state.people if in_the_room(each) and (each.votes or not each.moderator)
    )


def turns_of(state: State, stage_id: str) -> Turns | None:
    """The round of a stage, None while nobody takes turns in it."""
    kept = [answer(state, FORM, part, stage_id).split() for part in _PARTS]
    if not kept[0]:
        return None
    now = kept[1][0] if kept[1] else ""
    return Turns(tuple(kept[0]), now, tuple(kept[2]), tuple(kept[3]), tuple(kept[4]))


def next_turn(edit: Edit, stage_id: str) -> Turns:
    """Begin a round, or go on to the next person; after the last one the round is over.

    Once it is over, the next call begins another round, with somebody else first. Recorded,
    but nothing to take back. Raises `Refused` when nobody is in the room.
    """
    before = turns_of(edit.state, stage_id)
    here = speakers(edit.state)
    if before is not None and not before.is_over:
        return _keep(edit, stage_id, method.go_on(before, here))
    if not here:
        raise Refused(_("Nobody is in the room. F12 takes people in and says who is present."))
    begun = method.begin(here, answer(edit.state, FORM, BEGAN))
    put_answer(edit, FORM, BEGAN, begun.now)
    return _keep(edit, stage_id, begun)


def skip_turn(edit: Edit, stage_id: str) -> Turns:
    """The person whose turn it is passes: once to come later, twice for good."""
    return _keep(edit, stage_id, method.put_off(_running(edit, stage_id), speakers(edit.state)))


def last_turn_again(edit: Edit, stage_id: str) -> Turns:
    """Go back to the person who spoke last."""
    turns = turns_of(edit.state, stage_id)
    if turns is None or not turns.had:
        raise Refused(_("Nobody has had a turn yet."))
    return _keep(edit, stage_id, method.go_back(turns))


def end_turns(edit: Edit, stage_id: str) -> None:
    """Nobody takes turns any more in this stage."""
    stage = edit.get(Stage, stage_id)
    edit.mark()
    edit.says(_("{stage}: no more turns").format(stage=stage.title))
    for part in _PARTS:
        put_answer(edit, FORM, part, "", stage_id)


def _running(edit: Edit, stage_id: str) -> Turns:
    turns = turns_of(edit.state, stage_id)
    if turns is None or turns.is_over:
        raise Refused(_("Nobody has the turn now. Begin a round first."))
    return turns


def _keep(edit: Edit, stage_id: str, turns: Turns) -> Turns:
    stage = edit.get(Stage, stage_id)
    who = edit.state.find(Participant, turns.now)
    edit.mark()
    words = _("{stage}: turn of {initials}") if who else _("{stage}: everybody had a turn")
    edit.says(words.format(stage=stage.title, initials=who.initials if who else ""))
    values = (turns.order, (turns.now,), turns.had, turns.later, turns.left)
    for part, ids in zip(_PARTS, values, strict=True):
        put_answer(edit, FORM, part, " ".join(filter(None, ids)), stage_id)
    return turns
