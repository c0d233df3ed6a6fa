"""Action items: one owner, one deadline, an observable end; votes follow what was voted on."""

from datetime import date
from typing import Any, TypeAlias

from facilitator.model import (
    Action,
    ActionStatus,
    Card,
    Decision,
    Goal,
    Parked,
    ParkingOutcome,
    Requirement,
    Topic,
    Vote,
)
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.words.text import excerpt
from facilitator.workshop import lookup
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import (
    DIRECTIONS,
    Check,
    any_day,
    channel,
    choice,
    chosen,
    cost,
    day,
    owner,
    people,
    sources,
    words,
)
from facilitator.workshop.forms import put_answer
from facilitator.workshop.ledger import (
    checked,
    forget_reference,
    forget_votes,
    move_row,
    row_of,
)
from facilitator.workshop.results import reading
from facilitator.workshop.results.actions import ANSWERS, MOVED_FROM, MOVED_WHY

Origin: TypeAlias = Card | Requirement | Goal | Decision | Parked

PRIORITIES = ("high", "normal", "low")

VOTED = frozenset({"title", "owner_id", "deadline", "measure", "cost"})
"""What people agree to when they vote on an action; a change of it asks them again."""


def _status(_edit: Edit, field: str, value: Any) -> ActionStatus:
    return ActionStatus(chosen(_("The status"), list(ActionStatus), str(value), field) or "open")


def _earlier(edit: Edit, field: str, value: Any) -> list[str]:
    refs = sources(edit, field, value)
    for ref in refs:
        if not isinstance(lookup.references(edit.state)[ref.upper()], Action):
            raise Refused(
                _("{ref} is not an action. An action waits for actions only.").format(ref=ref),
                field,
            )
    return refs


FIELDS: dict[str, Check] = {
    "title": words(N_("The action"), needed=True, limit=500),
    "owner_id": owner,
    "helpers": people,
    "deadline": day,
    "measure": words(N_("The measure of done")),
    "first_step": words(N_("The first step"), limit=500),
    "first_step_day": day,
    "sources": sources,
    "direction": choice(N_("The direction"), DIRECTIONS),
    "channel_id": channel,
    "priority": choice(N_("The priority"), PRIORITIES),
    "cost": cost,
    "status": _status,
    "evidence": words(N_("The evidence")),
    "confirm_by": day,
    "start": day,
    "depends_on": _earlier,
}


def add_action(edit: Edit, title: str, **values: Any) -> Action:
    """Take in an action; further values are named as in `FIELDS`.

    The deadline may be words ("fri", "30 Apr"), the owner initials or a name, the sources
    references, the cost an amount ("9k"). Raises `Refused` with the field's name.
    """
    _refuse_closed(edit)
    kept = checked(edit, FIELDS, {"title": title} | values)
    row = edit.add_last(
        Action(workshop_id=edit.workshop.id, ref=edit.next_refs("A", width=2)[0], **kept)
    )
    edit.says(echo(edit, row))
    return row


def echo(edit: Edit, action: Action) -> str:
    """An action repeated to the room: “A07 for Anna Berg by Fri 30 Apr 2027”."""
    owner = lookup.person(edit.state, action.owner_id).name if action.owner_id else ""
    until = say_day(action.deadline) if action.deadline else ""
    if owner and until:
        return _("{ref} for {owner} by {day}").format(ref=action.ref, owner=owner, day=until)
    if owner:
        return _("{ref} for {owner}").format(ref=action.ref, owner=owner)
    if until:
        return _("{ref} by {day}").format(ref=action.ref, day=until)
    return _("{ref} added").format(ref=action.ref)


def change_action(edit: Edit, action: str, **values: Any) -> Action:
    """Change fields of an action (id or reference).

    When people have voted on it and what they voted on changes, they are asked again: the action
    gets a new round, other actions keep their votes, earlier rounds stay in the record.
    """
    row = row_of(edit.state, Action, action)
    kept = checked(edit, FIELDS, values)
    changed = {field for field, value in kept.items() if getattr(row, field) != value}
    if changed & VOTED:
        _refuse_closed(edit)
    again = bool(changed & VOTED) and has_votes(edit, row)
    if again:
        edit.says(_("{ref} changed, votes on it are asked for again").format(ref=row.ref))
    else:
        edit.says(_("{ref} changed").format(ref=row.ref))
    if again:
        kept["round"] = row.round + 1
    if "status" in changed:
        _note_done(edit, row, kept["status"])
    if "deadline" in changed and row.origin_id:
        note_agreed(edit, row)
    return edit.change(row, **kept)


def note_agreed(edit: Edit, row: Action) -> None:
    """Keep the deadline an action was agreed with, before it is moved for the first time."""
    if row.deadline is not None and not reading.answer(edit.state, ANSWERS, MOVED_FROM, row.id):
        put_answer(edit, ANSWERS, MOVED_FROM, row.deadline.isoformat(), row.id)


def has_votes(edit: Edit, action: Action) -> bool:
    """Whether anybody has voted on the action in its present round."""
    return any(
        vote.topic == Topic.ACTION and vote.target_id == action.id and vote.round == action.round
        for vote in edit.state.rows(Vote)
    )


def delete_action(edit: Edit, action: str) -> None:
    """Take an action out with all its votes; undo brings them back."""
    _refuse_closed(edit)
    row = row_of(edit.state, Action, action)
    forget_votes(edit, Topic.ACTION, row.id)
    for field in ("done_on", MOVED_FROM, MOVED_WHY):
        put_answer(edit, ANSWERS, field, "", row.id)
    forget_reference(edit, row.ref)
    edit.says(_("{ref} deleted").format(ref=row.ref))
    edit.remove(row)


def reorder_action(edit: Edit, action: str, steps: int) -> Action:
    """Move an action up (negative) or down."""
    return move_row(edit, row_of(edit.state, Action, action), steps)


def set_status(
    edit: Edit,
    action: str,
    status: str,
    evidence: str | None = None,
    done_on: date | str | None = None,
) -> Action:
    """Say how far an action is, with what shows it; possible in a closed session too.

    The day an action was done on is today unless another is given, a day that may be over.
    """
    row = row_of(edit.state, Action, action)
    values: dict[str, Any] = {"status": status}
    if evidence is not None:
        values["evidence"] = evidence
    kept = checked(edit, FIELDS, values)
    edit.says(f"{row.ref} {called(kept['status'])}")
    _note_done(edit, row, kept["status"], any_day(edit, "done_on", done_on))
    return edit.change(row, **kept)


def _note_done(edit: Edit, row: Action, status: str, done_on: date | None = None) -> None:
    done = (done_on or edit.today).isoformat() if status == ActionStatus.DONE else ""
    put_answer(edit, ANSWERS, "done_on", done, row.id)


def make_action_from(edit: Edit, source: str, **values: Any) -> Action:
    """Make an action of a card, requirement, goal, decision or parked item (reference or id).

    The action names it as its source, and takes over its words, direction and channel where
    `values` give none. A parked item counts as sorted then.
    """
    origin = _origin(edit, source)
    taken: dict[str, Any] = {"title": origin.text, "sources": [origin.ref]}
    for field in ("direction", "channel_id", "owner_id"):
        if getattr(origin, field, ""):
            taken[field] = getattr(origin, field)
    action = add_action(edit, **taken | values)
    if isinstance(origin, Parked):
        edit.change(origin, outcome=ParkingOutcome.ACTION, note=action.ref)
    edit.says(_("{action}, from {ref}").format(action=echo(edit, action), ref=origin.ref))
    return action


def _origin(edit: Edit, key: str) -> Origin:
    kinds: tuple[type[Origin], ...] = (Card, Requirement, Goal, Decision, Parked)
    for kind in kinds:
        by_id = edit.state.find(kind, key)
        if by_id is not None:
            return by_id
    found = lookup.references(edit.state).get(key.strip().upper())
    if not isinstance(found, kinds):
        raise Refused(
            _("There is nothing called {reference} to make an action of.").format(
                reference=excerpt(key)
            )
        )
    return found


def _refuse_closed(edit: Edit) -> None:
    if edit.workshop.agreed:
        raise Refused(_("The plan is closed as agreed. Reopen it to change it."))
