"""An entry of the history in full: each row it touched, each value before and after.

What only the moderator may read, and votes before they are revealed, are told as •••.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from facilitator.model import Ballot, Row, Score, Stage, Vote, type_of
from facilitator.store.entry import Change, Entry, Plain
from facilitator.words.language import N_, _, pgettext
from facilitator.workshop.aside import PRIVATE, VOTES
from facilitator.workshop.criteria import REVEALED
from facilitator.workshop.plans.personal_goal import GOAL
from facilitator.workshop.results.hidden import is_hidden
from facilitator.workshop.results.priority import is_score_hidden
from facilitator.workshop.state import State
from facilitator.workshop.telling_words import field_called, value_called
from facilitator.workshop.unrevealed import is_ballot_hidden, is_vote_hidden

HIDDEN = "•••"

KINDS: dict[str, str] = {
    "workshop": N_("Session"),
    "stage": N_("Stage"),
    "channel": N_("Channel"),
    "participant": N_("Person"),
    "card": N_("Card"),
    "ballot": N_("Dots"),
    "fit": N_("Fit"),
    "criterion": N_("Criterion"),
    "score": N_("Score"),
    "hearing": N_("What was said on a score"),
    "requirement": N_("Requirement"),
    "goal": N_("Goal"),
    "action": N_("Action"),
    "decision": N_("Decision"),
    "vote": N_("Vote"),
    "plan_vote": N_("Word on the plan"),
    "parked": N_("Parked"),
    "answer": N_("Answer"),
    "figure": N_("Figures"),
    "audit_source": N_("Sales file or survey"),
    "record": N_("Row"),
}
"""What a row is, by its table."""

_SILENT = frozenset({"id", "workshop_id", "position", "counters", "spec", "created_at"})
"""Values that say nothing to a reader."""

_BESIDE = frozenset({"ballot", "fit", "score", "hearing", "vote", "plan_vote"})

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Told:
    """A row that an entry touched: what it is, what happened to it, its values."""

    kind: str
    name: str
    happened: str
    values: tuple[str, ...]


def told(entry: Entry, before: State, after: State) -> list[Told]:
    """What an entry did, row by row; `before` and `after` are the session around it.

    What the room knows by name comes before what hangs on it.
    """
    told = [change for change in entry.changes if _has_news(change)]
    told.sort(key=lambda each: (each.table in _BESIDE, bool(each.before and each.after)))
    return [_told(change, before, after) for change in told]


def _has_news(change: Change) -> bool:
    if change.before is None or change.after is None:
        return True
    return any(name not in _SILENT for name in change.after)


def _told(change: Change, before: State, after: State) -> Told:
    row = after.find(type_of[change.table], change.key)
    row = row or before.find(type_of[change.table], change.key)
    whole: Plain = row.plain() if row is not None else dict(change.before or change.after or {})
    hidden = _is_hidden(row, change.table, whole, after)
    if change.before is None:
        happened = pgettext("history", "new")
    else:
        happened = _("removed") if change.after is None else _("changed")
    values = tuple(_values(change, before, after, hidden=hidden))
    kind = KINDS.get(change.table)
    return Told(
        _(kind) if kind else change.table,
        _named(whole, before if change.after is None else after),
        happened,
        values,
    )


def _values(change: Change, before: State, after: State, *, hidden: bool) -> Iterator[str]:
    then, now = change.before or {}, change.after or {}
    currency = after.workshop.currency
    for name in dict.fromkeys((*then, *now)):
        if name in _SILENT:
            continue
        old = _said(value_called(name, then.get(name), currency), before)
        new = _said(value_called(name, now.get(name), currency), after)
        if old == new or not (old or new):
            continue
        if hidden and name in ("value", "text", "dots"):
            old, new = HIDDEN if old else "", HIDDEN if new else ""
        label = field_called(name)
        if change.before is None or change.after is None:
            if name == "ref" or (then.get(name) or now.get(name)) is False:
                continue  # said already, or not worth saying
            yield f"{label}: {new or old}"
        else:
            yield f"{label}: {old or '–'} → {new or '–'}"


def _is_hidden(row: Row | None, table: str, values: Plain, state: State) -> bool:
    if isinstance(row, Score):
        return not _is_revealed(state) or is_score_hidden(state, row)
    if isinstance(row, Vote):
        return is_vote_hidden(state, row)
    if isinstance(row, Ballot):
        return is_ballot_hidden(state, row)
    form = str(values.get("form", ""))
    if form == VOTES:
        return is_hidden(state, str(values.get("subject", "")))
    return table == "answer" and (form == GOAL or form.startswith(PRIVATE))


def _is_revealed(state: State) -> bool:
    return any(stage.kind == "matrix" and stage.phase == REVEALED for stage in state.rows(Stage))


def _named(values: Plain, state: State) -> str:
    for field in ("ref", "initials", "name", "title", "label"):
        if values.get(field):
            return str(values[field])
    targets = (
        values.get(name) for name in ("card_id", "target_id", "participant_id", "channel_id")
    )
    found = [_said(each, state) for each in targets if each]
    if "form" in values:
        found = [str(values[name]) for name in ("form", "subject", "field") if values.get(name)]
    return " · ".join(each if not _ID.fullmatch(each) else "…" for each in found)


def _said(value: Any, state: State) -> str:
    """A value as people read it: rows by what they are called instead of by id."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_said(each, state) for each in cast("list[Any]", value))
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value)
        return " · ".join(f"{name}: {_said(each, state)}" for name, each in pairs.items() if each)
    text = str(value)
    return _of_id(text, state) if _ID.fullmatch(text) else text


def _of_id(key: str, state: State) -> str:
    for kind in type_of.values():
        row = state.find(kind, key)
        if row is not None:
            for field in ("ref", "initials", "name", "title"):
                if getattr(row, field, ""):
                    return str(getattr(row, field))
    return "…"
