"""Taking over again what changed in the session a plan was made from, where it was not edited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from facilitator.model import (
    Answer,
    Card,
    Figure,
    Member,
    Participant,
    PlanVote,
    Record,
    Stage,
    Vote,
)
from facilitator.store.entry import Entry, Plain
from facilitator.words.language import _
from facilitator.workshop.deriving import WHOLE, rows_to_take, translated
from facilitator.workshop.edit import Edit
from facilitator.workshop.state import State

VERBS = ("take_over_plan", "take_over_again")
"""Commands whose entries say what rows were when they were taken over."""


@dataclass(slots=True)
class News:
    """What differs in the parent since a plan took over from it: references or names."""

    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    kept: list[str] = field(default_factory=list[str])
    """Changed there too, but edited here: what stands here stays."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.kept)

    def sentence(self) -> str:
        """For the moderator: “2 changed (G1, A03), 1 new (A07)”."""
        parts = (
            (_("{count} changed ({refs})"), self.changed),
            (_("{count} new ({refs})"), self.added),
            (_("{count} removed ({refs})"), self.removed),
            (_("{count} edited here and kept ({refs})"), self.kept),
        )
        return ", ".join(
            said.format(count=len(refs), refs=_first(refs)) for said, refs in parts if refs
        )


def _first(refs: Sequence[str]) -> str:
    return ", ".join(refs[:5]) + (" …" if len(refs) > 5 else "")


def taken_rows(history: Iterable[Entry]) -> dict[str, Plain]:
    """Id to values of the rows a plan took over, as they were when they were taken over last."""
    found: dict[str, Plain] = {}
    for entry in history:
        if entry.verb not in VERBS or entry.state != "done":
            continue
        for change in entry.changes:
            if change.table in ("workshop", Stage.__tablename__):
                continue
            if change.after is None:
                found.pop(change.key, None)
            else:
                found[change.key] = found.get(change.key, {}) | change.after
    return found


def take_over_again(
    edit: Edit, parent: State, takes: Sequence[str], taken: Mapping[str, Plain]
) -> News:
    """Bring rows up to the parent where they were not edited here; `taken` is `taken_rows`.

    What somebody changed, added or deleted in the plan stays. Field by field: a goal renamed here
    still gets the deadline that was moved there.
    """
    news = News()
    named = edit.workshop.person
    wanted = translated(rows_to_take(parent, takes, named), edit.workshop.id)
    for row in wanted:
        before = taken.get(row.id)
        here = edit.state.find(type(row), row.id)
        if before is None and here is None:
            _take_new(edit, row, news)
        elif before is not None and here is not None:
            _merge(edit, row, here, before, news)
    there = {row.id for row in wanted}
    for key, before in taken.items():
        if key not in there:
            _take_out(edit, key, before, news)
    edit.change(edit.workshop, parent_seq=parent.head)
    if news:
        edit.says(_("Taken over again: {news}").format(news=news.sentence()))
    else:
        edit.says(_("Taken over again: nothing had changed"))
    return news


def _take_new(edit: Edit, row: Member, news: News) -> None:
    ref = getattr(row, "ref", "")
    taken = {getattr(each, "ref", "") for each in edit.state.rows(type(row))}
    if ref and ref in taken:  # somebody gave this reference to another row here
        prefix = ref.rstrip("0123456789")
        width = len(ref) - len(prefix)
        row.ref = edit.next_refs(prefix, width=width)[0]  # pyright: ignore
    if isinstance(row, Participant) and any(
        each.initials == row.initials for each in edit.state.people
    ):
        return
    edit.add_last(row)
    _note(news.added, row)


def _merge(edit: Edit, row: Member, here: Member, before: Plain, news: News) -> None:
    there, present = row.plain(), here.plain()
    changed: Plain = {}
    kept = False
    for name, value in there.items():
        earlier = before.get(name, value)
        if name in _OURS or value == earlier:
            continue
        merged, refused = _merged(value, present[name], earlier)
        kept = kept or refused
        if merged != present[name]:
            changed[name] = merged
    if changed:
        edit.change(here, **changed)
        _note(news.changed, row)
    elif kept:
        _note(news.kept, row)


_OURS = frozenset({"position", "presence", "round", "workshop_id", "id", "origin_id", "ref"})
"""Columns that belong to the plan, whatever the parent says."""


def _merged(there: Any, here: Any, earlier: Any) -> tuple[Any, bool]:
    """What stands after both sides changed it, and whether something of `there` was refused."""
    if all(isinstance(each, dict) for each in (there, here, earlier)):
        return _merged_values(cast("Plain", there), cast("Plain", here), cast("Plain", earlier))
    if here == earlier:
        return there, False
    return here, here != there


def _merged_values(there: Plain, here: Plain, earlier: Plain) -> tuple[Plain, bool]:
    found = dict(here)
    refused = False
    for name in there.keys() | earlier.keys():
        if there.get(name) == earlier.get(name):
            continue
        if here.get(name) != earlier.get(name):
            refused = refused or here.get(name) != there.get(name)
        elif name in there:
            found[name] = there[name]
        else:
            found.pop(name, None)
    return found, refused


def _take_out(edit: Edit, key: str, before: Plain, news: News) -> None:
    """A row that is gone there goes here too, unless it was edited here."""
    row = next((found for kind in _KINDS if (found := edit.state.find(kind, key))), None)
    if row is None:
        return
    present = row.plain()
    if all(present.get(name) == value for name, value in before.items() if name not in _OURS):
        edit.remove(row)
        _note(news.removed, row)


_KINDS: tuple[type[Member], ...] = (
    *WHOLE.values(), Figure, Answer, Record, Card, Vote, PlanVote,
)  # fmt: skip


def _note(names: list[str], row: Member) -> None:
    """Rows without a name of their own, such as votes, are not told."""
    for column in ("ref", "initials", "name", "label", "field"):
        if name := getattr(row, column, ""):
            names.append(str(name))
            return
