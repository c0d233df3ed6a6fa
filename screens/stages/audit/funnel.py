"""How many go on from each step of the sale, and which step to begin with."""

from collections.abc import Sequence

from facilitator.methods.exact import NotAvailable
from facilitator.methods.funnel import SMALL_SAMPLE_BELOW
from facilitator.words.language import _
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.sale_steps import weak_steps
from facilitator.workshop.state import State
from screens.stages.shown import heading, line, money, percent, plain, remark
from screens.widgets.bars import BAR, bar
from screens.widgets.itemlist import Item


def funnel_lines(state: State) -> list[Item]:
    """Conversion of each step, the weakest ones, steps nobody counted."""
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return []
    lines = [heading(_("Conversion to the next step, and to a contract"))]
    top = max((step.count or 0 for step in found.steps), default=0)
    for step in found.steps[:-1]:
        small = _("small sample: {count}").format(count=step.count) if step.small_sample else ""
        shown = f"{percent(step.conversion)}  {percent(step.to_contract)}"
        text = f"{step.stage} {bar(step.count or 0, top, BAR)}"
        detail = " · ".join(filter(None, (small, step.warning or "")))
        lines.append(line(step.stage, text, step.conversion, shown, detail=detail))
    return [*lines, *_weakest(state), *_not_counted(found.not_counted)]


def _weakest(state: State) -> list[Item]:
    """The indicators that say where to begin: what is lost, how long it takes, what it costs."""
    found = weak_steps(state)
    lines: list[Item] = []
    if not isinstance(found.conversion, NotAvailable):
        step, rate, count = found.conversion
        said = (
            _("of {count}; small sample")
            if count < SMALL_SAMPLE_BELOW
            else _("of {count}; begin here")
        ).format(count=count)
        text = _("Most is lost after: {step}").format(step=step)
        lines.append(Item("worst", text, right=percent(rate), detail=said, tone="bad"))
    if not isinstance(found.days, NotAvailable):
        lines.append(
            Item(
                "longest",
                _("Longest: {days}").format(days=found.days[0]),
                right=_("{days} d").format(days=plain(found.days[1])),
            )
        )
    if not isinstance(found.cost, NotAvailable):
        shown = money(state, found.cost[1])
        lines.append(Item("dearest", _("Dearest: {cost}").format(cost=found.cost[0]), right=shown))
    return lines


def _not_counted(steps: Sequence[str]) -> list[Item]:
    return (
        [remark("blank", _("Not counted: {steps}").format(steps=", ".join(steps)))] if steps else []
    )
