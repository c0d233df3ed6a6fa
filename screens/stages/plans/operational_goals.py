"""The goals and base figures of an operational plan as lines, and its first conversions."""

from datetime import date
from itertools import pairwise

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Light
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import begun
from facilitator.workshop.plans.operational import goals_beyond_money
from facilitator.workshop.plans.operational_metrics import Metric, metrics
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.records import records, text
from facilitator.workshop.state import State
from screens.stages.plans.operational_money import month_lines
from screens.stages.shown import LIGHTS, line, money, number, percent, plain, remark
from screens.widgets.itemlist import Item


def goal_lines(state: State, today: date) -> list[Item]:
    """How many goals there are of each type, then the targets of the months."""
    rows = records(state, "period_goals")
    counts: dict[str, int] = {}
    for row in rows:
        counts[text(row, "type")] = counts.get(text(row, "type"), 0) + 1
    items = [
        Item(f"type {name}", begun(name or N_("no type yet")), right=str(count))
        for name, count in counts.items()
    ]
    if rows and not goals_beyond_money(state):
        items.append(remark("money", _("All goals are about volume; one more is needed.")))
    return [*items, *month_lines(state, today)]


def metric_lines(state: State, today: date) -> list[Item]:
    """Every base figure against its target, by whom or what it is of."""
    items: list[Item] = []
    subject = None
    for each in metrics(state):
        if each.subject != subject:
            subject = each.subject
            items.append(Item(f"of {subject}", subject or _("Base figures"), tone="heading"))
        items.append(_metric(state, each))
    if any(each.light is Light.RED for each in metrics(state)):
        items.append(Item("make", _("P makes an action of each red figure."), tone="muted"))
    return items


def _metric(state: State, found: Metric) -> Item:
    if isinstance(found.value, NotAvailable):
        return line(found.key, found.name, found.value, "")
    value, target = _shown(state, found, found.value), _shown(state, found, found.target)
    right = (
        value
        if isinstance(found.target, NotAvailable)
        else _("{value} of {target}").format(value=value, target=target)
    )
    return Item(found.key, found.name, right=right, detail=found.basis, tone=LIGHTS[found.light])


def _shown(state: State, metric: Metric, value: object) -> str:
    if isinstance(value, NotAvailable) or not hasattr(value, "numerator"):
        return number(None)
    exact = metric.value if value is metric.value else metric.target
    if metric.is_share:
        return percent(exact)
    if metric.id == "cycle":
        return _("{days} days").format(days=plain(exact))
    return money(state, exact)


def conversion_lines(state: State, today: date) -> list[Item]:
    """What is known of the team's conversions, with the deals behind each."""
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return [Item("none", found.reason, tone="muted")]
    title = (
        ngettext(
            "Conversions in {count} months", "Conversions in {count} months", found.months
        ).format(count=found.months)
        if found.months
        else _("Conversions in a time nobody said")
    )
    items = [Item("title", title, tone="heading")]
    for step, following in pairwise(found.steps):
        basis = _("{count} of {all}").format(count=following.count, all=step.count)
        if step.small_sample:
            basis = f"{basis}, {_('small sample')}"
        label = f"{step.stage} → {following.stage}"
        rate = step.conversion
        items.append(line(f"rate {step.stage}", label, rate, percent(rate), detail=basis))
        if step.warning:
            items.append(remark(f"warn {step.stage}", step.warning))
    return items
