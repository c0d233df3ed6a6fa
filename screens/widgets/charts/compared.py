"""Two bars for each thing: what was planned and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.methods.exact import Exact, NotAvailable
from screens.widgets.charts.bars import Bar, bars, largest_of
from screens.widgets.charts.chart import GAP, column, fit, widest
from screens.widgets.matrix import fitted


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing with plan and fact, both as numbers and as they are read, and how they differ."""

    label: str
    plan: Exact | NotAvailable
    fact: Exact | NotAvailable
    plan_shown: str
    fact_shown: str
    differs: str = ""


def plan_fact(
    items: Sequence[Pair], width: int, *, plan: str, fact: str, plan_sign: str = "○"
) -> tuple[str, ...]:
    """Two rows for each thing: the plan, then the fact with the difference at the right edge.

    All bars share one scale. A missing value has no bar.
    """
    both = [
        half
        for each in items
        for half in (
            Bar(f"{plan_sign} {plan}", each.plan, each.plan_shown),
            Bar(f"● {fact}", each.fact, each.fact_shown),
        )
    ]
    differences = column([each.differs for each in items], width // 4, right=True)
    names = column([each.label for each in items], width // 3)
    beside = widest(differences) + len(GAP) if widest(differences) else 0
    room = width - widest(names) - 1 - beside
    drawn = [fitted(row, room) for row in bars(both, room, top=largest_of(both))]
    rows: list[str] = []
    for at, (name, differs) in enumerate(zip(names, differences, strict=True)):
        rows.append(fit(f"{name} {drawn[2 * at]}", width))
        told = f"{GAP}{differs}" if beside else ""
        rows.append(fit(f"{' ' * widest(names)} {drawn[2 * at + 1]}{told}", width))
    return tuple(rows)
