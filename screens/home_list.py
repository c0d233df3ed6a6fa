"""The lines of the list of sessions: plans stand under the session they were made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from facilitator.store.glance import Summary
from facilitator.words.period import say_period
from screens.widgets.itemlist import Item

STATES = {"draft": "being prepared", "running": "running", "closed": "closed"}
KINDS = {
    "sales_plan": "sales plan",
    "operational_plan": "operational plan",
    "personal_plan": "personal plan",
    "follow_up": "follow-up",
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
            plans.sort(key=lambda each: (each.period_first, each.kind, each.person, each.number))
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


def home_items(shown: Sequence[Summary], fold: Fold) -> list[Item]:
    """A line for each session, and for the plans under those that are unfolded."""
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
        items.append(_item(each, depth, tree.plans, is_open))
        if is_open:
            waiting.extend((plan, depth + 1) for plan in reversed(plans))
    return items


def _item(
    summary: Summary, depth: int, plans: Mapping[str, Sequence[Summary]], is_open: bool
) -> Item:
    below = len(plans.get(summary.id, ()))
    many = f"{below} plan{'' if below == 1 else 's'} {OPEN if is_open else FOLDED}" if below else ""
    progress = f"{summary.stages_done}/{summary.stages}" if summary.stages else ""
    lead = INDENT * depth
    return Item(
        summary.id,
        lead + (summary.title or "New session"),
        ref=str(summary.number),
        right="  ".join(filter(None, (many, progress))),
        detail=lead + " · ".join(_facts(summary)),
        tone="muted" if summary.archived else "",
    )


def _facts(summary: Summary) -> Iterable[str]:
    state = "agreed by all" if summary.agreed else STATES.get(summary.state, summary.state)
    where = f"in {summary.stage}" if summary.stage and summary.state == "running" else ""
    is_plan = summary.kind in KINDS
    about = "" if is_plan and summary.parent_id else summary.company
    span = say_period(_day(summary.period_first), _day(summary.period_last))
    when = span or summary.day
    archived = "archived" if summary.archived else ""
    parts = (archived, KINDS.get(summary.kind, ""), about, summary.person, when, state, where)
    return [part for part in parts if part and part not in summary.title]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
