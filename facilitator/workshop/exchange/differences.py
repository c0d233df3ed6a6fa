"""What an edited plan says otherwise than the session: taken in together as one entry."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from facilitator.model import Card
from facilitator.words.language import ngettext
from facilitator.workshop import lookup
from facilitator.workshop.actions import add_action, change_action, delete_action
from facilitator.workshop.cards import add_card, delete_card, edit_card
from facilitator.workshop.decisions import add_decision, change_decision, delete_decision
from facilitator.workshop.edit import Edit
from facilitator.workshop.goals import add_goal, change_goal, delete_goal
from facilitator.workshop.options import add_option, relink
from facilitator.workshop.parking import change_parked, delete_parked, park
from facilitator.workshop.requirements import (
    add_requirement,
    change_requirement,
    delete_requirement,
)
from facilitator.workshop.setup import change_session, set_moderator


class What(StrEnum):
    """What happened to a row in the file."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing to take in or to leave; texts are as the export shows them."""

    number: int
    """Counts from 1 within one comparison."""
    what: What
    kind: str
    """Table of the row: action, goal, decision, requirement, parked, card; or the session."""
    ref: str
    """Empty for the session and for a new row, which gets the next free one."""
    label: str
    """Title of the column; empty for a whole row."""
    line: int
    """Where it stands in the file, 0 for a row that is gone from it."""
    in_session: str
    in_file: str
    when_exported: str | None = None
    """Set where the session was changed since the export: three values to choose between."""
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Fields of the row as its command wants them."""

    @property
    def is_contested(self) -> bool:
        """Whether taking it in would replace what was changed in the session since."""
        return self.when_exported is not None


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of the file that means nothing to the session, and why."""

    line: int
    sentence: str


def take_in_differences(edit: Edit, chosen: Sequence[Difference]) -> int:
    """Take the chosen differences in, all or none; returns how many.

    Changes of one row are made at once, so that people are asked for their votes once. Raises
    `Refused`.
    """
    changed: dict[tuple[str, str], dict[str, Any]] = {}
    for each in _of(chosen, What.CHANGED):
        changed.setdefault((each.kind, each.ref), {}).update(each.values)
    for (kind, ref), values in changed.items():
        _CHANGE[kind](edit, ref, values)
    for each in _of(chosen, What.ADDED):
        _ADD[each.kind](edit, dict(each.values))
    for each in _of(chosen, What.REMOVED):
        _REMOVE[each.kind](edit, each.ref)
    count = len(chosen)
    edit.says(
        ngettext(
            "{n} change taken in from an edited plan",
            "{n} changes taken in from an edited plan",
            count,
        ).format(n=count)
    )
    return count


def _of(chosen: Iterable[Difference], what: What) -> list[Difference]:
    return [each for each in chosen if each.what is what]


def _change_card(edit: Edit, ref: str, values: dict[str, Any]) -> Card:
    card = lookup.card(edit.state, ref)
    if "links" in values:
        card = relink(edit, card.id, values.pop("links"))
    return edit_card(edit, card.id, **values) if values else card


def _change_session(edit: Edit, _ref: str, values: dict[str, Any]) -> None:
    if moderator := values.pop("moderator", ""):
        set_moderator(edit, moderator)
    if values:
        change_session(edit, **values)


_CHANGE: dict[str, Callable[[Edit, str, dict[str, Any]], object]] = {
    "action": lambda edit, ref, values: change_action(edit, ref, **values),
    "goal": lambda edit, ref, values: change_goal(edit, ref, **values),
    "decision": lambda edit, ref, values: change_decision(edit, ref, **values),
    "requirement": lambda edit, ref, values: change_requirement(edit, ref, **values),
    "parked": lambda edit, ref, values: change_parked(edit, ref, **values),
    "card": _change_card,
    "session": _change_session,
}
_ADD: dict[str, Callable[[Edit, dict[str, Any]], object]] = {
    "action": lambda edit, values: add_action(edit, **values),
    "goal": lambda edit, values: add_goal(edit, **values),
    "decision": lambda edit, values: add_decision(edit, **values),
    "requirement": lambda edit, values: add_requirement(edit, **values),
    "parked": lambda edit, values: _parked(edit, **values),
    "card": lambda edit, values: _card(edit, **values),
}
_REMOVE: dict[str, Callable[[Edit, str], object]] = {
    "action": delete_action,
    "goal": delete_goal,
    "decision": delete_decision,
    "requirement": delete_requirement,
    "parked": delete_parked,
    "card": lambda edit, ref: delete_card(edit, lookup.card(edit.state, ref).id),
}


def _parked(edit: Edit, text: str, note: str = "") -> None:
    row = park(edit, text)
    if note:
        change_parked(edit, row.id, note=note)


def _card(edit: Edit, board: str, section: str, text: str, **values: Any) -> None:
    if links := values.pop("links", ""):
        row = add_option(edit, text, links, board=board)
    else:
        row = add_card(edit, board, section, text)
    if values:
        edit_card(edit, row.id, **values)
