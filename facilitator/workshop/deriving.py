"""Making a plan from a session: which rows it takes over, and what they become there."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, cast

from facilitator.model import (
    Action,
    Answer,
    Card,
    Channel,
    Criterion,
    Decision,
    Figure,
    Goal,
    Member,
    Parked,
    ParkingOutcome,
    Participant,
    PlanVote,
    Presence,
    Record,
    Requirement,
    Stage,
    Topic,
    Vote,
)
from facilitator.words.language import _
from facilitator.workshop.edit import Edit
from facilitator.workshop.exchange.rows import POINTERS
from facilitator.workshop.setup import begin
from facilitator.workshop.state import State

OPEN = (ParkingOutcome.UNSORTED, ParkingOutcome.NEXT_MEETING)

_NAMED: Mapping[str, tuple[type[Member], str]] = {
    "sheet": (Figure, "sheet"),
    "form": (Answer, "form"),
    "ledger": (Record, "ledger"),
    "cards": (Card, "board"),
}
WHOLE: Mapping[str, type[Member]] = {
    "channels": Channel,
    "people": Participant,
    "criteria": Criterion,
    "requirements": Requirement,
    "goals": Goal,
    "actions": Action,
    "decisions": Decision,
    "parked": Parked,
}


# -- which rows ----------------------------------------------------------------------------------


OWN: Mapping[str, bool] = {"deals": False, "unpaid": False, "kpis": True}
"""Ledgers of which a plan of one person takes the person's rows; True: those of nobody too."""


def rows_to_take(parent: State, takes: Sequence[str], person: str = "") -> list[Member]:
    """The rows of the parent that an agenda's `takes` names, what others point to first.

    For the plan of one `person` (a name), rows of others are left out of the ledgers of `OWN`.
    """
    found: list[Member] = []
    for name, kind in WHOLE.items():
        if name in takes:
            found.extend(row for row in parent.rows(kind) if _is_open(row))
    for take in takes:
        name, _unused, wanted = take.partition(":")
        if name not in _NAMED:
            continue
        kind, column = _NAMED[name]
        found.extend(row for row in parent.rows(kind) if getattr(row, column) == wanted)
        if name == "sheet":  # what is said once for a sheet is kept as answers
            found.extend(row for row in parent.rows(Answer) if row.form == wanted)
    if "actions" in takes:
        found.extend(_votes(parent))
    if person:
        ids = {each.id for each in parent.people if each.name == person}
        found = [row for row in found if _is_of(row, ids)]
    return found


def _is_of(row: Member, persons: set[str]) -> bool:
    if not isinstance(row, Record) or row.ledger not in OWN:
        return True
    named = row.values.get("person", "")
    return named in persons if named else OWN[row.ledger]


def _is_open(row: Member) -> bool:
    if isinstance(row, Decision):
        return row.review is not None
    return row.outcome in OPEN if isinstance(row, Parked) else True


def _votes(parent: State) -> list[Member]:
    """What was said on the actions and the plan in the last round of each."""
    rounds = {row.id: row.round for row in parent.rows(Action)}
    about = [row for row in parent.rows(Vote) if row.topic == Topic.ACTION]
    votes = [row for row in about if rounds.get(row.target_id) == row.round]
    plan = [row for row in parent.rows(PlanVote) if row.round == parent.workshop.plan_round]
    return [*votes, *plan]


# -- what they become ------------------------------------------------------------------------------


def child_id(workshop_id: str, row_id: str) -> str:
    """The id a row of the parent gets in a plan: the same each time it is taken over."""
    return blake2b(f"{workshop_id}:{row_id}".encode(), digest_size=16).hexdigest()


def translated(rows: Iterable[Member], workshop_id: str) -> list[Member]:
    """The rows as they are in the plan: new ids wherever they stand, nothing begun yet."""
    listed = list(rows)
    ids = {row.id: child_id(workshop_id, row.id) for row in listed}
    return [_child(row, ids, workshop_id) for row in listed]


def _child(row: Member, ids: Mapping[str, str], workshop_id: str) -> Member:
    values = {name: _with_ids(value, ids) for name, value in row.plain().items()}
    for column in POINTERS:
        if column in values:
            values[column] = _pointers(getattr(row, column), ids)
    values |= {"id": ids[row.id], "workshop_id": workshop_id}
    if isinstance(row, Action):
        values |= {"origin_id": row.id, "round": 1}
    if isinstance(row, (Vote, PlanVote)):
        values["round"] = 1
    if isinstance(row, Participant):
        values["presence"] = Presence.PRESENT
    if isinstance(row, Parked):
        values["outcome"] = ParkingOutcome.UNSORTED
    return row.from_plain(values)


def _with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        if value in ids:
            return ids[value]
        return " ".join(ids.get(part, part) for part in value.split(" ")) if value else value
    if isinstance(value, list):
        return [_with_ids(each, ids) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {name: _with_ids(each, ids) for name, each in pairs}
    return value


def _pointers(value: Any, ids: Mapping[str, str]) -> Any:
    """Ids of rows that come along; those of others point at nothing in the plan."""
    if isinstance(value, list):
        return [ids[each] for each in cast("list[str]", value) if each in ids]
    return ids.get(value, "")


# -- making a plan ---------------------------------------------------------------------------------


def take_over_plan(
    edit: Edit,
    stages: Iterable[Stage],
    criteria: Iterable[Criterion],
    parent: State,
    takes: Sequence[str],
) -> None:
    """Lay out a plan that was just created: its agenda, and what it takes over from its parent."""
    for row in translated(rows_to_take(parent, takes, edit.workshop.person), edit.workshop.id):
        edit.add(row)
    begin(edit, stages, () if "criteria" in takes else criteria)
    edit.change(edit.workshop, counters=dict(parent.workshop.counters))
    edit.says(
        _("Made from {title}").format(title=parent.workshop.title)
        if parent.workshop.title
        else _("Made from another session")
    )
    edit.mark()  # nothing is left of a plan without its stages
