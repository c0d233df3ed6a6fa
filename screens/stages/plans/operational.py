"""What is computed beside the stages of an operational plan, and what one key takes over there."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from facilitator.methods.actions import Level
from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Light
from facilitator.methods.remarks import Remark
from facilitator.methods.risks import Risk
from facilitator.model import Record
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import begun, called
from facilitator.workshop.plans.months import plan_period
from facilitator.workshop.plans.operational import (
    ChannelCover,
    PersonPlan,
    covers,
    goals_beyond_money,
    period_funnel,
    person_plans,
    resources,
    risk_remarks,
    risks,
    shortages,
)
from facilitator.workshop.plans.operational_commands import (
    action_from_metric,
    action_from_risk,
    propose_months,
)
from facilitator.workshop.plans.operational_metrics import Metric, metrics
from facilitator.workshop.plans.operational_schedule import (
    Planned,
    bar,
    colliding,
    control_dates,
    left_behind,
    planned,
    schedule_remarks,
)
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.records import number as figure
from facilitator.workshop.results.records import record, records, text
from facilitator.workshop.state import State
from screens.stages.plans import Lines, Proposal
from screens.stages.plans.operational_money import (
    deal_lines,
    fact_lines,
    forecast_lines,
    month_lines,
    unpaid_lines,
)
from screens.stages.shown import LIGHTS, line, money, number, percent, plain, remark
from screens.widgets.itemlist import Item, Tone

_LEVELS: Mapping[Level, Tone] = {Level.ERROR: "bad", Level.WARNING: "warn", Level.INFO: "muted"}
_BAR = 28
"""Columns of the schedule's bars: a week of a quarter is two, a day of February is one."""


def _remarks(found: Sequence[Remark]) -> list[Item]:
    return [
        remark(f"remark {at}", each.sentence, _LEVELS[each.level]) for at, each in enumerate(found)
    ]


# -- goals, base figures -------------------------------------------------------------------------


def _goals(state: State, today: date) -> list[Item]:
    rows = records(state, "period_goals")
    counts: dict[str, int] = {}
    for row in rows:
        counts[text(row, "type")] = counts.get(text(row, "type"), 0) + 1
    items = [
        Item(
            f"type {name}",
            begun(name or N_("no type yet")),
            right=str(count),
        )
        for name, count in counts.items()
    ]
    if rows and not goals_beyond_money(state):
        items.append(remark("money", _("All goals are about volume; one more is needed.")))
    return [*items, *month_lines(state, today)]


def _metric_lines(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    subject = None
    for each in metrics(state):
        if each.subject != subject:
            subject = each.subject
            items.append(
                Item(
                    f"of {subject}",
                    subject or _("Base figures"),
                    tone="heading",
                )
            )
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


def _conversions(state: State, today: date) -> list[Item]:
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


# -- targets ---------------------------------------------------------------------------------------


def _person_lines(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in covers(state, today):
        items += _cover(state, each)
    for plan in person_plans(state):
        items += _person(plan)
    items.append(
        Item(
            "read",
            _("Ctrl+P “Read personal plans” takes over those made from this plan."),
            tone="muted",
        )
    )
    return [*items, *_funnel(state, today)]


def _cover(state: State, found: ChannelCover) -> list[Item]:
    key = f"cover {found.channel}"
    if isinstance(found.target, NotAvailable) or isinstance(found.planned, NotAvailable):
        reason = found.target if isinstance(found.target, NotAvailable) else found.planned
        if found.named and not isinstance(found.target, NotAvailable):
            shown = _("{amount} of {target}").format(amount=0, target=money(state, found.target))
            return [Item(key, found.channel, right=shown, detail=found.named)]
        return [line(key, found.channel, reason, "")]
    right = _("{amount} of {target}").format(
        amount=plain(found.planned), target=money(state, found.target)
    )
    gap = found.gap
    short = not isinstance(gap, NotAvailable) and gap > 0
    detail = (
        _("{amount} open").format(amount=plain(gap)) + (f": {found.named}" if found.named else "")
        if short
        else ""
    )
    tone: Tone = "warn" if found.is_open else "" if short else "good"
    return [Item(key, found.channel, right=right, detail=detail, tone=tone)]


def _person(found: PersonPlan) -> list[Item]:
    key = f"person {found.row.id}"
    items: list[Item] = []
    if found.person is None:
        said = _("{called} is not on the list of people; name who follows.").format(
            called=found.called
        )
        items.append(remark(f"left {found.row.id}", said, "bad"))
    index = found.ambition
    if isinstance(index, NotAvailable):
        return [*items, line(key, _("{called}, ambition").format(called=found.called), index, "")]
    tone: Tone = "warn" if found.lacks else "good"
    shown = number(index.index, 2)
    label = _("{called}, ambition").format(called=found.called)
    return [*items, Item(key, label, right=shown, detail=called(index.band), tone=tone)]


def _funnel(state: State, today: date) -> list[Item]:
    found = period_funnel(state, today)
    items = [Item("funnel", _("Funnel of the period, worked back"), tone="heading")]
    shown = plain(found.contracts)
    label = _("New contracts wanted")
    items.append(line("wanted", label, found.contracts, shown, detail=found.basis))
    if isinstance(found.needs, NotAvailable):
        return [*items, line("needs", _("Steps"), found.needs, "")]
    samples = {name: (count, small) for name, count, small in found.samples}
    for need in found.needs:
        count, small = samples.get(need.stage, (None, False))
        basis = "" if count is None else _("of {count} counted").format(count=count)
        if basis and small:
            basis = f"{basis}, {_('small sample')}"
        items.append(
            line(
                f"need {need.stage}",
                need.stage,
                need.count,
                _count(need.count),
                detail=basis,
            )
        )
    return items


def _count(count: int | NotAvailable) -> str:
    return "" if isinstance(count, NotAvailable) else str(count)


def _targets(state: State, today: date) -> list[Item]:
    return [*_funnel(state, today), *forecast_lines(state, today)]


# -- schedule, resources ---------------------------------------------------------------------------


def _schedule(state: State, today: date) -> list[Item]:
    found = planned(state, today)
    if not found:
        return [Item("none", _("No task has a day yet."), tone="muted")]
    period = plan_period(state, today)
    wrong = {each.ref for each in schedule_remarks(state, today)}
    items = [_planned(each, period.first, period.last, each.task.ref in wrong) for each in found]
    items += _remarks(schedule_remarks(state, today))
    for at, each in enumerate(colliding(state, today)):
        days = say_day(each.days.first)
        if each.days.first != each.days.last:
            days = f"{days} – {say_day(each.days.last)}"
        said = _("{owner} has {first} and {second} on the same days: {days}.").format(
            owner=each.owner, first=each.first, second=each.second, days=days
        )
        items.append(remark(f"collide {at}", said))
    items += [
        remark(
            f"left {ref}",
            _("{ref}: its person has left; name who takes it on.").format(ref=ref),
            "bad",
        )
        for ref in left_behind(state)
    ]
    return items


def _planned(found: Planned, first: date, last: date, wrong: bool) -> Item:
    task = found.task
    day = say_day(task.deadline) if task.deadline else _("no day")
    waits = _("after {tasks}").format(tasks=" ".join(task.depends_on)) if task.depends_on else ""
    detail = f"{bar(task, first, last, _BAR)}  {day} {task.owner} {waits}".strip()
    tone: Tone = "bad" if wrong else ""
    return Item(f"plan {task.ref}", found.text, task.ref, detail=detail, tone=tone)


def _resources(state: State, today: date) -> list[Item]:
    open_names = {each.ref for each in shortages(state)}
    items: list[Item] = []
    for at, each in enumerate(resources(state)):
        short = each.shortage
        if isinstance(short, NotAvailable):
            items.append(line(f"resource {at}", each.name, short, ""))
            continue
        right = (
            _("{amount} short").format(amount=f"{plain(short)} {each.unit}".strip())
            if short
            else _("enough")
        )
        tone: Tone = LIGHTS[each.light]
        detail = each.answer if short else ""
        if each.name in open_names:
            detail = _("say what will be done or dropped")
        items.append(Item(f"resource {at}", each.name, right=right, detail=detail, tone=tone))
    return items


def _activities(state: State, today: date) -> list[Item]:
    rows = records(state, "marketing")
    if not rows:
        return []
    items: list[Item] = []
    for purpose in ("attract", "retain"):
        mine = [row for row in rows if text(row, "purpose") == purpose]
        items.append(_purpose(state, purpose, mine))
    none = [row.ref for row in rows if not text(row, "leads")]
    if none:
        items.append(
            Item(
                "no leads",
                _("No leads are named for {rows}.").format(rows=", ".join(none)),
                tone="muted",
            )
        )
    return [*items, *_schedule(state, today)]


def _purpose(state: State, purpose: str, rows: Sequence[Record]) -> Item:
    costs = [cost for row in rows if (cost := figure(row, "cost")) is not None]
    leads = [each for row in rows if (each := figure(row, "leads")) is not None]
    right = _("{rows}, {leads} leads, {cost}").format(
        rows=len(rows), leads=plain(sum(leads)), cost=money(state, sum(costs))
    )
    detail = _("{costs} of {rows} name a cost, {leads} leads").format(
        costs=len(costs), rows=len(rows), leads=len(leads)
    )
    return Item(
        f"purpose {purpose}",
        begun(purpose),
        right=right,
        detail=detail,
    )


# -- risks and control ----------------------------------------------------------------------------


def _risks(state: State, today: date) -> list[Item]:
    return [*(_risk(state, each) for each in risks(state)), *_remarks(risk_remarks(state))]


def _risk(state: State, found: Risk) -> Item:
    row = record(state, found.ref)
    name = text(row, "text") if row else found.ref
    if isinstance(found.score, NotAvailable):
        return line(f"risk {found.ref}", name, found.score, "")
    right = f"{found.probability} × {found.impact} = {found.score}"
    answered = bool(found.response.strip())
    tone: Tone = ("warn" if answered else "bad") if found.needs_response else ""
    detail = found.response or (_("needs a response") if found.needs_response else _("watch"))
    return Item(
        f"risk {found.ref}",
        name,
        found.ref,
        right=right,
        detail=detail,
        tone=tone,
    )


def _controls(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in control_dates(state, today):
        if each.lacks:
            items.append(remark(f"lacks {each.row.id}", each.lacks))
            continue
        day = say_day(each.day) if each.day else _("no day")
        tone: Tone = "warn" if each.day and each.day < today and not _done(each.row) else ""
        key = f"control {each.row.id}"
        label = f"{each.who} {each.text}".strip()
        items.append(Item(key, label, right=day, detail=each.threshold, tone=tone))
    return items


def _done(row: Record) -> bool:
    return text(row, "status") == "done"


def _versions(state: State, today: date) -> list[Item]:
    rows = records(state, "versions")
    said = _("Type what changed; why; who: the plan as it stands becomes the next version.")
    if rows:
        said = _("Ctrl+P “Compare versions” shows what changed from one to the next.")
    count = ngettext("{count} version", "{count} versions", len(rows)).format(count=len(rows))
    return [
        Item("count", _("Versions kept"), right=count),
        Item("how", said, tone="muted"),
    ]


LINES: Mapping[str, Lines] = {
    "period_opening": _conversions,
    "months": month_lines,
    "facts": fact_lines,
    "deals": deal_lines,
    "unpaid": unpaid_lines,
    "period_goals": _goals,
    "base_metrics": _metric_lines,
    "personal_plans": _person_lines,
    "period_gap": _person_lines,
    "period_targets": _targets,
    "period_tasks": _schedule,
    "marketing": _activities,
    "resources": _resources,
    "risks": _risks,
    "controls": _controls,
    "versions": _versions,
}
"""Beside which ledger, sheet or form."""

PROPOSALS: Mapping[str, Proposal] = {
    "months": propose_months,
    "period_goals": propose_months,
    "base_metrics": action_from_metric,
    "risks": action_from_risk,
}
"""What one key takes over, and where."""
