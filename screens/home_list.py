"""The lines of the list of sessions: plans stand under the session they were made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from facilitator.store.glance import Summary
from facilitator.words.days import say_date
from facilitator.words.language import N_, _, ngettext
from facilitator.words.period import say_period
from screens.widgets.itemlist import Item

if TYPE_CHECKING:
    from facilitator.store.due import DueCount

STATES = {"draft": N_("being prepared"), "running": N_("running"), "closed": N_("closed")}
KINDS = {
    "sales_plan": N_("sales plan"),
    "operational_plan": N_("operational plan"),
    "personal_plan": N_("personal plan"),
    "follow_up": N_("follow-up"),
}
FEW = 5
"""Up to so many plans are shown under their session without being asked for."""

INDENT = "   "
FOLDED, OPEN = "▸", "▾"


@dataclass(slots=True)
class Fold:
    """Which sessions somebody folded or unfolded, by id."""

    chosen: dict[str, bool] = field(default_factory=dict[str, bool])

    def is_open(self, workshop_id: str, plans: int) -> bool:
        """Whether the plans under a session are shown."""
        return self.chosen.get(workshop_id, plans <= FEW)


class Tree:
    """Sessions with what was made from them, changed last first."""

    def __init__(self, shown: Sequence[Summary]) -> None:
        self.known = {each.id: each for each in shown}
        self.plans: dict[str, list[Summary]] = {}
        roots: dict[str, int] = {}
        for rank, each in enumerate(shown):
            parent = self.parent(each)
            if parent is not None:
                self.plans.setdefault(parent.id, []).append(each)
            roots.setdefault(self._root(each).id, rank)
        for plans in self.plans.values():
            plans.sort(key=_begins)
        self.roots = [self.known[id] for id in sorted(roots, key=roots.__getitem__)]

    def parent(self, each: Summary) -> Summary | None:
        """What it was made from, if that is shown."""
        found = self.known.get(each.parent_id)
        return found if found is not None and found.id != each.id else None

    def _root(self, each: Summary) -> Summary:
        seen = {each.id}
        while (above := self.parent(each)) is not None and above.id not in seen:
            seen.add(above.id)
            each = above
        return each

    def path(self, workshop_id: str) -> list[str]:
        """The ids above a plan, nearest first."""
        found: list[str] = []
        each = self.known.get(workshop_id)
        while each is not None and (above := self.parent(each)) is not None:
            if above.id in found:
                break
            found.append(above.id)
            each = above
        return found


def home_items(
    shown: Sequence[Summary], fold: Fold, due: "Mapping[str, DueCount] | None" = None
) -> list[Item]:
    """A line for each session, and for the plans under those that are unfolded.

    `due` counts open actions by session; a folded session counts those of its plans too.
    """
    tree = Tree(shown)
    items: list[Item] = []
    waiting = [(each, 0) for each in reversed(tree.roots)]
    seen: set[str] = set()
    while waiting:
        each, depth = waiting.pop()
        if each.id in seen:
            continue
        seen.add(each.id)
        plans = tree.plans.get(each.id, [])
        is_open = fold.is_open(each.id, len(plans))
        counted = _due_below(each.id, tree.plans, due or {}, is_open=is_open)
        items.append(_item(each, depth, tree.plans, is_open, counted))
        if is_open:
            waiting.extend((plan, depth + 1) for plan in reversed(plans))
    return items


def _due_below(
    key: str,
    plans: Mapping[str, Sequence[Summary]],
    due: "Mapping[str, DueCount]",
    *,
    is_open: bool,
) -> "DueCount | None":
    """What is due in a session, and while its plans are folded in those too."""
    found = due.get(key)
    waiting = [] if is_open or not due else [each.id for each in plans.get(key, ())]
    seen = {key}
    while waiting:
        plan = waiting.pop()
        if plan in seen:
            continue
        seen.add(plan)
        more = due.get(plan)
        if more is not None:
            found = more if found is None else found + more
        waiting.extend(each.id for each in plans.get(plan, ()))
    return found


def _item(
    summary: Summary,
    depth: int,
    plans: Mapping[str, Sequence[Summary]],
    is_open: bool,
    due: "DueCount | None",
) -> Item:
    below = len(plans.get(summary.id, ()))
    plans_said = ngettext("{count} plan", "{count} plans", below).format(count=below)
    many = f"{plans_said} {OPEN if is_open else FOLDED}" if below else ""
    progress = f"{summary.stages_done}/{summary.stages}" if summary.stages else ""
    lead = INDENT * depth
    return Item(
        summary.id,
        lead + (summary.title or _("New session")),
        ref=str(summary.number),
        right="  ".join(filter(None, (many, progress))),
        detail=lead + " · ".join((*_due_words(due), *_facts(summary))),
        tone="muted" if summary.archived else "warn" if due and due.overdue else "",
    )


def _due_words(due: "DueCount | None") -> Iterable[str]:
    if due is not None:
        if due.overdue:
            yield ngettext("{count} overdue", "{count} overdue", due.overdue).format(
                count=due.overdue
            )
        if due.soon:
            yield ngettext("{count} due this week", "{count} due this week", due.soon).format(
                count=due.soon
            )


def _facts(summary: Summary) -> Iterable[str]:
    known = STATES.get(summary.state)
    state = _("agreed by all") if summary.agreed else _(known) if known else summary.state
    where = (
        _("in {stage}").format(stage=summary.stage)
        if summary.stage and summary.state == "running"
        else ""
    )
    is_plan = summary.kind in KINDS
    about = "" if is_plan and summary.parent_id else summary.company
    span = say_period(_day(summary.period_first), _day(summary.period_last))
    day = _day(summary.day)
    when = span or (say_date(day) if day else "")
    archived = _("archived") if summary.archived else ""
    kind = _(KINDS.get(summary.kind, ""))
    parts = (archived, kind, about, summary.person, when, state, where)
    return [part for part in parts if part and part not in summary.title]


def _begins(each: Summary) -> tuple[str, str, str, int]:
    """Plans stand in the order of their days; a review has no period but the day it is held."""
    return (each.period_first or each.day, each.kind, each.person, each.number)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
