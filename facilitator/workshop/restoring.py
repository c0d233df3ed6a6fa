"""Bringing back what an entry of the history removed, with the references it had.

What hung on it comes back with it (dots, votes, links), as far as nothing else has taken its place
since: whatever was changed later stays as it is now.
"""

import re
from collections.abc import Sequence

from facilitator.model import (
    Action,
    Answer,
    AuditSource,
    Ballot,
    Card,
    Channel,
    Criterion,
    Decision,
    Figure,
    Goal,
    Member,
    Parked,
    Participant,
    PlanVote,
    Record,
    Requirement,
    Row,
    Score,
    Stage,
    Vote,
    type_of,
)
from facilitator.store.entry import Change, Plain
from facilitator.words.language import _
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.state import State

ITEMS: tuple[type[Member], ...] = (
    Card,
    Requirement,
    Goal,
    Action,
    Decision,
    Parked,
    Criterion,
    Record,
    Answer,
    Figure,
    Channel,
    Participant,
    Stage,
    AuditSource,
)
"""What somebody would miss by itself; votes and the like come back with what they belong to."""

ALIKE: dict[type[Row], tuple[str, ...]] = {
    Answer: ("form", "subject", "field"),
    AuditSource: ("kind",),
    Participant: ("initials",),
    PlanVote: ("participant_id", "round"),
    Vote: ("topic", "target_id", "participant_id", "round"),
}
"""Values by which only one row of a kind may have the same, besides the references."""

_NEEDS: dict[type[Row], dict[str, type[Row]]] = {
    Ballot: {"card_id": Card, "participant_id": Participant},
    PlanVote: {"participant_id": Participant},
    Score: {"participant_id": Participant, "channel_id": Channel, "criterion_id": Criterion},
    Vote: {"participant_id": Participant},
}
"""What must be there for a row to have a meaning."""

_REF = re.compile(r"(.*?)(\d+)")


def removed(changes: Sequence[Change], state: State) -> list[Row]:
    """The items an entry removed that are not there now, in the order they went."""
    found: list[Row] = []
    for change in changes:
        kind = type_of[change.table]
        is_gone = change.after is None and state.find(kind, change.key) is None
        if change.before is not None and is_gone and kind in ITEMS:
            found.append(kind.from_plain(change.before))
    return found


def restore(edit: Edit, changes: Sequence[Change]) -> list[str]:
    """Bring back what the changes removed; returns what the items are called.

    Raises `Refused` when nothing of it is gone, or something else has its place now.
    """
    items = removed(changes, edit.state)
    if not items:
        raise Refused(_("Nothing of this is missing: there is nothing to bring back."))
    for item in items:
        _refuse_taken(edit.state, item)
        edit.add(item)
        _count(edit, item)
    for change in reversed(changes):
        _bring_back_around(edit, change)
    names = [name_of(item) for item in items]
    edit.says(_("{what} brought back").format(what=", ".join(names)))
    return names


def name_of(row: Row) -> str:
    """What the room calls a row: its reference, else its name or words."""
    for field in ("ref", "initials", "name", "title", "label", "text"):
        if isinstance(named := getattr(row, field, ""), str) and named:
            return named if len(named) <= 40 else f"{named[:39]}…"
    return str(row.__tablename__)


def _refuse_taken(state: State, item: Row) -> None:
    ref = getattr(item, "ref", "")
    for other in state.rows(type(item)) if isinstance(item, Member) else ():
        if ref and getattr(other, "ref", "") == ref:
            raise Refused(
                _("{ref} is something else by now, so it cannot come back under its name.").format(
                    ref=ref
                )
            )
        if _is_alike(item, other):
            raise Refused(
                _("Something else stands in its place by now: {name}.").format(name=name_of(other))
            )


def _is_alike(one: Row, other: Row) -> bool:
    fields = ALIKE.get(type(one), ())
    return bool(fields) and all(getattr(one, name) == getattr(other, name) for name in fields)


def _count(edit: Edit, item: Row) -> None:
    """Never give the reference to something else."""
    fit = _REF.fullmatch(str(getattr(item, "ref", "")))
    if fit is None:
        return
    prefix, number = fit[1], int(fit[2])
    if edit.workshop.counters.get(prefix, 0) < number:
        edit.change(edit.workshop, counters=edit.workshop.counters | {prefix: number})


def _bring_back_around(edit: Edit, change: Change) -> None:
    """A vote that went with an item, or a value that changed with it and has not since."""
    kind = type_of[change.table]
    row = edit.state.find(kind, change.key)
    if change.before is None:
        return
    if change.after is None:
        if row is None and kind not in ITEMS:
            lost = kind.from_plain(change.before)
            if _has_its_place(edit.state, lost):
                edit.add(lost)
        return
    if row is None or change.table == "workshop":
        return
    now = row.plain()
    same = {name for name, value in change.after.items() if now.get(name) == value}
    values: Plain = {name: change.before[name] for name in same if name in change.before}
    if values:
        edit.change(row, **values)


def _has_its_place(state: State, row: Row) -> bool:
    for field, kind in _NEEDS.get(type(row), {}).items():
        if state.find(kind, getattr(row, field)) is None:
            return False
    rows = state.rows(type(row)) if isinstance(row, Member) else ()
    return not any(_is_alike(row, other) for other in rows)
