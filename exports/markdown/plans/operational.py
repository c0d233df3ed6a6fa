"""The operational plan: channels by month, forecast, pipeline, people, schedule, risks, control."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from exports.markdown.figures import day, number, or_why, percent, plain, why
from exports.markdown.figures import money_unit as unit_of
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.periods import month_of
from facilitator.methods.plan_fact import Variance
from facilitator.model.workshop import FOLLOW_UP, OPERATIONAL_PLAN
from facilitator.store.entry import Entry
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.words.period import say_month, say_period
from facilitator.workshop.called import called
from facilitator.workshop.plans.months import (
    MONTHS,
    PeriodPlan,
    last_period,
    months_over,
    period_plan,
    results,
)
from facilitator.workshop.plans.operational import (
    ChannelCover,
    covers,
    period_funnel,
    person_plans,
    resources,
    risk_remarks,
    risks,
)
from facilitator.workshop.plans.operational_deals import deals, period_forecast, pipeline, unpaid
from facilitator.workshop.plans.operational_metrics import Metric, metrics
from facilitator.workshop.plans.operational_schedule import colliding, planned, schedule_remarks
from facilitator.workshop.plans.versions import difference, state_at, versions
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.results.records import record, records, text
from facilitator.workshop.state import State


def section(state: State, today: date) -> str:
    """What the plan of a month or quarter comes to; empty for any other session."""
    if state.workshop.kind != OPERATIONAL_PLAN:
        return _of_review(state, today)
    found = period_plan(state, today)
    said = say_period(found.period.first, found.period.last)
    parts = (
        _months(state, found),
        _results(state, today),
        _forecast(state, today),
        _pipeline(state),
        _people(state, today),
        _funnel(state, today),
        _metrics(state),
        _schedule(state, today),
        _resources(state),
        _risks(state),
    )
    return (
        blocks(heading(2, _("Operational plan {said}").format(said=said)), *parts)
        if any(parts)
        else ""
    )


def _of_review(state: State, today: date) -> str:
    """A review shows what the months it took over came to."""
    if state.workshop.kind != FOLLOW_UP or not rows_of(state, MONTHS):
        return ""
    shown = _results(state, today)
    return blocks(heading(2, _("Channels, plan and fact")), shown) if shown else ""


def kept_versions(state: State, history: Sequence[Entry]) -> str:
    """The versions of a plan, and what changed from each to the next; empty without any."""
    kept = versions(state, history)
    if not kept:
        return ""
    parts = [
        heading(2, _("Versions of the plan")),
        listing(
            kept,
            Column(_("Version"), lambda each: cell(each.ref), stay=True),
            Column(_("Day"), lambda each: say_day(each.day) if each.day else "", stay=True),
            Column(_("What changed"), lambda each: escape(each.what), stay=True),
            Column(_("Why"), lambda each: escape(each.why), stay=True),
            Column(_("Who"), lambda each: escape(each.who), stay=True),
        ),
    ]
    states = [state_at(history, each.seq) for each in kept] + [state]
    names = [each.ref for each in kept] + [_("now")]
    for at, (before, after) in enumerate(pairwise(states)):
        found = difference(before, after)
        if found:
            parts.append(
                heading(
                    3, _("From {before} to {after}").format(before=names[at], after=names[at + 1])
                )
            )
            parts.append(bullets(escape(f"{each.table}: {each.sentence}") for each in found))
    return blocks(*parts)


# -- channels ------------------------------------------------------------------------------------


def _months(state: State, found: PeriodPlan) -> str:
    rows = [(each.name, each.months, each.total) for each in found.channels]
    rows.append((_("Total"), found.totals, found.total))

    def month(at: int) -> Column[tuple[str, tuple[Figure, ...], Figure]]:
        return Column(say_month(found.months[at]), lambda row: plain(row[1][at]), True, True)

    columns = [month(at) for at in range(len(found.months))]
    if len(columns) > 1:
        columns.append(Column(_("Together"), lambda row: plain(row[2]), True, True))
    remarks = [
        f"{each.name} {quarter}: {check.sentence}"
        for each in found.channels
        for quarter, check in each.quarters
        if not isinstance(check, NotAvailable) and not check.exact
    ]
    return blocks(
        heading(3, _("Targets by channel, {unit_of}").format(unit_of=unit_of(state.workshop))),
        listing(rows, Column(_("Channel"), lambda row: cell(row[0]), stay=True), *columns),
        bullets(escape(each) for each in remarks),
    )


def _results(state: State, today: date) -> str:
    found = period_plan(state, today)
    spans = [last_period(found.period)]
    spans += [month_of(month) for month in months_over(state, found.period)]
    parts: list[str] = []
    for span in spans:
        channels, total = results(state, span)
        lines = [each for each in (*channels, total) if not isinstance(each.fact, NotAvailable)]
        if lines:
            said = say_period(span.first, span.last)
            parts += [
                heading(
                    3,
                    _("Plan and fact {said}, {unit_of}").format(
                        said=said, unit_of=unit_of(state.workshop)
                    ),
                ),
                _plan_fact(lines),
            ]
    return blocks(*parts)


def _plan_fact(lines: Sequence[Variance]) -> str:
    return listing(
        lines,
        Column(_("Channel"), lambda each: cell(said_group(each.name)), stay=True),
        Column(_("Plan"), lambda each: plain(each.plan), True),
        Column(_("Fact"), lambda each: plain(each.fact), True, True),
        Column(_("Difference"), lambda each: _signed(each.difference), True),
        Column(_("Of plan"), lambda each: percent(each.of_plan), True),
    )


def _signed(value: Figure) -> str:
    if isinstance(value, NotAvailable):
        return "–"
    return number(value, 0 if value.denominator == 1 else 2, sign=True)


# -- money that is on its way ----------------------------------------------------------------------


def _forecast(state: State, today: date) -> str:
    found = period_forecast(state, today)
    parts = [(_(name), or_why(value, number(value, 2))) for name, value in found.forecast.parts]
    total = found.forecast.expected
    basis = f" ({escape(found.run_basis)})" if found.run_basis else ""
    lacking = ", ".join(map(_, found.forecast.missing)).lower()
    without = _(", without {lacking}").format(lacking=lacking) if lacking else ""
    expected = or_why(total, number(total, 2)) + without
    return blocks(
        heading(3, _("Forecast, {unit_of}").format(unit_of=unit_of(state.workshop))),
        facts(
            [
                *parts,
                (_("Expected"), expected),
                (_("Target"), or_why(found.target, plain(found.target))),
                (_("Target − expected"), or_why(found.gap, number(found.gap, 2, sign=True))),
                (_("Run rate"), or_why(found.run_rate, number(found.run_rate, 1)) + basis),
                (_("Repeat sales rest on"), escape(found.repeat_basis)),
            ]
        ),
        _unpaid(state, today),
    )


def _unpaid(state: State, today: date) -> str:
    if not records(state, "unpaid"):
        return ""
    found = unpaid(state, today)
    said = [
        _("Issued and unpaid {amount}, expected {expected}, promised inside {promised}").format(
            amount=plain(found.amount),
            expected=plain(found.expected),
            promised=plain(found.promised),
        )
    ]
    if found.overdue:
        said.append(
            _("Overdue on {day}: {overdue}").format(
                day=say_day(today), overdue=", ".join(found.overdue)
            )
        )
    if found.broken:
        said.append(
            _("Promised before, still unpaid: {broken}").format(broken=", ".join(found.broken))
        )
    return bullets(escape(each) for each in said)


def _pipeline(state: State) -> str:
    found = pipeline(state)
    if isinstance(found, NotAvailable):
        return ""
    spread = f"± {number(found.spread, 1)}"
    return blocks(
        heading(3, _("Weighted pipeline, {unit_of}").format(unit_of=unit_of(state.workshop))),
        listing(
            deals(state),
            Column(_("Deal"), lambda each: escape(each.called), stay=True),
            Column(_("Step"), lambda each: called(each.stage), stay=True),
            Column(_("Amount"), lambda each: plain(each.amount), True, True),
            Column(_("Chance"), lambda each: percent(each.chance), True, True),
            Column(_("Weighted"), lambda each: number(each.weighted, 2), True, True),
            Column(_("Chance rests on"), lambda each: escape(each.basis)),
        ),
        _("Together {amount}, weighted {expected}, {spread} if deals are independent.").format(
            amount=plain(found.amount), expected=number(found.expected, 2), spread=spread
        ),
    )


# -- people ----------------------------------------------------------------------------------------


def _people(state: State, today: date) -> str:
    if not person_plans(state):
        return ""
    return blocks(
        heading(3, _("Personal plans and channels")),
        listing(
            person_plans(state),
            Column(_("Person"), lambda each: escape(each.called), stay=True),
            Column(_("Channel"), lambda each: escape(each.channel), stay=True),
            Column(_("Paid revenue"), lambda each: plain(each.paid), True, True),
            Column(
                _("Ambition"),
                lambda each: (
                    ""
                    if isinstance(each.ambition, NotAvailable)
                    else f"{number(each.ambition.index, 2)} {called(each.ambition.band)}"
                ),
            ),
            Column(_("State"), lambda each: called(text(each.row, "state"))),
        ),
        bullets(f"{escape(each.channel)}: {_covered(each)}" for each in covers(state, today)),
    )


def _covered(found: ChannelCover) -> str:
    if isinstance(found.planned, NotAvailable):
        said = found.planned.reason.rstrip(".") + _("; target {target}").format(
            target=plain(found.target)
        )
    else:
        said = _("{planned} of {target}").format(
            planned=plain(found.planned), target=or_why(found.target, plain(found.target))
        )
    return said + (f"; {escape(found.named)}" if found.named else "")


def _funnel(state: State, today: date) -> str:
    found = period_funnel(state, today)
    if isinstance(found.needs, NotAvailable):
        return ""
    samples = {name: (count, small) for name, count, small in found.samples}
    rows = [(need, samples.get(need.stage, (None, False))) for need in found.needs]
    return blocks(
        heading(
            3,
            _("Funnel for {contracts} new contracts ({basis})").format(
                contracts=plain(found.contracts), basis=escape(found.basis)
            ),
        ),
        listing(
            rows,
            Column(_("Step"), lambda row: escape(row[0].stage), stay=True),
            Column(_("Needed"), lambda row: _count(row[0].count), True, True),
            Column(_("Deals behind the rate"), lambda row: str(row[1][0] or ""), True),
            Column(_("Remark"), lambda row: _("small sample") if row[1][1] else ""),
        ),
    )


def _count(count: int | NotAvailable) -> str:
    return why(count) if isinstance(count, NotAvailable) else str(count)


def _metrics(state: State) -> str:
    found = metrics(state)
    if not found:
        return ""
    return blocks(
        heading(3, _("Base figures")),
        listing(
            found,
            Column(_("Of"), lambda each: escape(each.subject)),
            Column(_("Figure"), lambda each: each.name, stay=True),
            Column(_("Fact"), lambda each: _shown(each, each.value), True, True),
            Column(_("Target"), lambda each: _shown(each, each.target), True),
            Column(_("Light"), lambda each: _(str(each.light))),
            Column(_("Rests on"), lambda each: escape(each.basis)),
        ),
    )


def _shown(metric: Metric, value: Figure) -> str:
    if isinstance(value, NotAvailable):
        return "–"
    return percent(value) if metric.is_share else plain(value)


# -- days, resources, risks --------------------------------------------------------------------


def _schedule(state: State, today: date) -> str:
    found = planned(state, today)
    if not found:
        return ""
    remarks = [each.sentence for each in schedule_remarks(state, today)]
    remarks += [
        _("{owner} has {first} and {second} on {day}").format(
            owner=each.owner, first=each.first, second=each.second, day=say_day(each.days.first)
        )
        for each in colliding(state, today)
    ]
    return blocks(
        heading(3, _("Schedule")),
        listing(
            found,
            Column(_("Ref"), lambda each: cell(each.task.ref), stay=True),
            Column(_("What"), lambda each: escape(each.text), stay=True),
            Column(_("From"), lambda each: say_day(each.task.start) if each.task.start else ""),
            Column(_("By"), lambda each: day(each.task.deadline)),
            Column(_("Who"), lambda each: escape(each.task.owner)),
            Column(_("After"), lambda each: " ".join(each.task.depends_on)),
        ),
        bullets(escape(each) for each in remarks),
    )


def _resources(state: State) -> str:
    found = resources(state)
    if not found:
        return ""
    return blocks(
        heading(3, _("Resources")),
        listing(
            found,
            Column(_("Resource"), lambda each: escape(each.name), stay=True),
            Column(_("Need"), lambda each: plain(each.need), True, True),
            Column(_("Available"), lambda each: plain(each.available), True, True),
            Column(_("Short"), lambda each: plain(each.shortage), True, True),
            Column(_("Unit"), lambda each: escape(each.unit)),
            Column(_("Answer"), lambda each: escape(each.answer)),
        ),
    )


def _risks(state: State) -> str:
    found = risks(state)
    if not found:
        return ""
    names = {row.ref: text(row, "text") for risk in found if (row := record(state, risk.ref))}
    return blocks(
        heading(3, _("Risks")),
        listing(
            found,
            Column(_("Risk"), lambda each: escape(names.get(each.ref, each.ref)), stay=True),
            Column(_("Score"), lambda each: _score(each.score), True, True),
            Column(_("Response"), lambda each: escape(each.response), stay=True),
            Column(_("Who"), lambda each: escape(each.owner)),
            Column(_("Early sign"), lambda each: escape(each.trigger)),
        ),
        bullets(escape(each.sentence) for each in risk_remarks(state)),
    )


def _score(score: int | NotAvailable) -> str:
    return "–" if isinstance(score, NotAvailable) else str(score)
