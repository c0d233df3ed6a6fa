"""The operational plan: channels by month, forecast, pipeline, people, schedule, risks, control."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from exports.markdown.figures import money_unit as unit_of
from exports.markdown.figures import number, or_why, percent, plain, why
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.periods import month_of
from facilitator.methods.plan_fact import Variance
from facilitator.model.workshop import FOLLOW_UP, OPERATIONAL_PLAN
from facilitator.store.entry import Entry
from facilitator.words.deadline import say_day
from facilitator.words.period import say_month, say_period
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
    return blocks(heading(2, f"Operational plan {said}"), *parts) if any(parts) else ""


def _of_review(state: State, today: date) -> str:
    """A review shows what the months it took over came to."""
    if state.workshop.kind != FOLLOW_UP or not rows_of(state, MONTHS):
        return ""
    shown = _results(state, today)
    return blocks(heading(2, "Channels, plan and fact"), shown) if shown else ""


def kept_versions(state: State, history: Sequence[Entry]) -> str:
    """The versions of a plan, and what changed from each to the next; empty without any."""
    kept = versions(state, history)
    if not kept:
        return ""
    parts = [
        heading(2, "Versions of the plan"),
        listing(
            kept,
            Column("Version", lambda each: cell(each.ref), stay=True),
            Column("Day", lambda each: say_day(each.day) if each.day else "", stay=True),
            Column("What changed", lambda each: escape(each.what), stay=True),
            Column("Why", lambda each: escape(each.why), stay=True),
            Column("Who", lambda each: escape(each.who), stay=True),
        ),
    ]
    states = [state_at(history, each.seq) for each in kept] + [state]
    names = [each.ref for each in kept] + ["now"]
    for at, (before, after) in enumerate(pairwise(states)):
        found = difference(before, after)
        if found:
            parts.append(heading(3, f"From {names[at]} to {names[at + 1]}"))
            parts.append(bullets(escape(f"{each.table}: {each.sentence}") for each in found))
    return blocks(*parts)


# -- channels ------------------------------------------------------------------------------------


def _months(state: State, found: PeriodPlan) -> str:
    rows = [(each.name, each.months, each.total) for each in found.channels]
    rows.append(("Total", found.totals, found.total))

    def month(at: int) -> Column[tuple[str, tuple[Figure, ...], Figure]]:
        return Column(say_month(found.months[at]), lambda row: plain(row[1][at]), True, True)

    columns = [month(at) for at in range(len(found.months))]
    if len(columns) > 1:
        columns.append(Column("Together", lambda row: plain(row[2]), True, True))
    remarks = [
        f"{each.name} {quarter}: {check.sentence}"
        for each in found.channels
        for quarter, check in each.quarters
        if not isinstance(check, NotAvailable) and not check.exact
    ]
    return blocks(
        heading(3, f"Targets by channel, {unit_of(state.workshop)}"),
        listing(rows, Column("Channel", lambda row: cell(row[0]), stay=True), *columns),
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
                heading(3, f"Plan and fact {said}, {unit_of(state.workshop)}"),
                _plan_fact(lines),
            ]
    return blocks(*parts)


def _plan_fact(lines: Sequence[Variance]) -> str:
    return listing(
        lines,
        Column("Channel", lambda each: cell(each.name), stay=True),
        Column("Plan", lambda each: plain(each.plan), True),
        Column("Fact", lambda each: plain(each.fact), True, True),
        Column("Difference", lambda each: _signed(each.difference), True),
        Column("Of plan", lambda each: percent(each.of_plan), True),
    )


def _signed(value: Figure) -> str:
    if isinstance(value, NotAvailable):
        return "–"
    return number(value, 0 if value.denominator == 1 else 2, sign=True)


# -- money that is on its way ----------------------------------------------------------------------


def _forecast(state: State, today: date) -> str:
    found = period_forecast(state, today)
    parts = [(name, or_why(value, number(value, 2))) for name, value in found.forecast.parts]
    total = found.forecast.expected
    basis = f" ({escape(found.run_basis)})" if found.run_basis else ""
    lacking = ", ".join(found.forecast.missing).lower()
    without = f", without {lacking}" if lacking else ""
    expected = or_why(total, number(total, 2)) + without
    return blocks(
        heading(3, f"Forecast, {unit_of(state.workshop)}"),
        facts(
            [
                *parts,
                ("Expected", expected),
                ("Target", or_why(found.target, plain(found.target))),
                ("Target − expected", or_why(found.gap, number(found.gap, 2, sign=True))),
                ("Run rate", or_why(found.run_rate, number(found.run_rate, 1)) + basis),
                ("Repeat sales rest on", escape(found.repeat_basis)),
            ]
        ),
        _unpaid(state, today),
    )


def _unpaid(state: State, today: date) -> str:
    if not records(state, "unpaid"):
        return ""
    found = unpaid(state, today)
    said = [
        f"Issued and unpaid {plain(found.amount)}, expected {plain(found.expected)}, "
        f"promised inside {plain(found.promised)}"
    ]
    if found.overdue:
        said.append(f"Overdue on {say_day(today)}: {', '.join(found.overdue)}")
    if found.broken:
        said.append(f"Promised before, still unpaid: {', '.join(found.broken)}")
    return bullets(escape(each) for each in said)


def _pipeline(state: State) -> str:
    found = pipeline(state)
    if isinstance(found, NotAvailable):
        return ""
    spread = f"± {number(found.spread, 1)}"
    return blocks(
        heading(3, f"Weighted pipeline, {unit_of(state.workshop)}"),
        listing(
            deals(state),
            Column("Deal", lambda each: escape(each.called), stay=True),
            Column("Step", lambda each: each.stage, stay=True),
            Column("Amount", lambda each: plain(each.amount), True, True),
            Column("Chance", lambda each: percent(each.chance), True, True),
            Column("Weighted", lambda each: number(each.weighted, 2), True, True),
            Column("Chance rests on", lambda each: escape(each.basis)),
        ),
        f"Together {plain(found.amount)}, weighted {number(found.expected, 2)}, {spread} if deals "
        "are independent.",
    )


# -- people ----------------------------------------------------------------------------------------


def _people(state: State, today: date) -> str:
    if not person_plans(state):
        return ""
    return blocks(
        heading(3, "Personal plans and channels"),
        listing(
            person_plans(state),
            Column("Person", lambda each: escape(each.called), stay=True),
            Column("Channel", lambda each: escape(each.channel), stay=True),
            Column("Paid revenue", lambda each: plain(each.paid), True, True),
            Column(
                "Ambition",
                lambda each: (
                    ""
                    if isinstance(each.ambition, NotAvailable)
                    else f"{number(each.ambition.index, 2)} {each.ambition.band}"
                ),
            ),
            Column("State", lambda each: text(each.row, "state")),
        ),
        bullets(f"{escape(each.channel)}: {_covered(each)}" for each in covers(state, today)),
    )


def _covered(found: ChannelCover) -> str:
    if isinstance(found.planned, NotAvailable):
        said = found.planned.reason.rstrip(".") + f"; target {plain(found.target)}"
    else:
        said = f"{plain(found.planned)} of {or_why(found.target, plain(found.target))}"
    return said + (f"; {escape(found.named)}" if found.named else "")


def _funnel(state: State, today: date) -> str:
    found = period_funnel(state, today)
    if isinstance(found.needs, NotAvailable):
        return ""
    samples = {name: (count, small) for name, count, small in found.samples}
    rows = [(need, samples.get(need.stage, (None, False))) for need in found.needs]
    return blocks(
        heading(3, f"Funnel for {plain(found.contracts)} new contracts ({escape(found.basis)})"),
        listing(
            rows,
            Column("Step", lambda row: escape(row[0].stage), stay=True),
            Column("Needed", lambda row: _count(row[0].count), True, True),
            Column("Deals behind the rate", lambda row: str(row[1][0] or ""), True),
            Column("Remark", lambda row: "small sample" if row[1][1] else ""),
        ),
    )


def _count(count: int | NotAvailable) -> str:
    return why(count) if isinstance(count, NotAvailable) else str(count)


def _metrics(state: State) -> str:
    found = metrics(state)
    if not found:
        return ""
    return blocks(
        heading(3, "Base figures"),
        listing(
            found,
            Column("Of", lambda each: escape(each.subject)),
            Column("Figure", lambda each: each.name, stay=True),
            Column("Fact", lambda each: _shown(each, each.value), True, True),
            Column("Target", lambda each: _shown(each, each.target), True),
            Column("Light", lambda each: str(each.light)),
            Column("Rests on", lambda each: escape(each.basis)),
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
        f"{each.owner} has {each.first} and {each.second} on {say_day(each.days.first)}"
        for each in colliding(state, today)
    ]
    return blocks(
        heading(3, "Schedule"),
        listing(
            found,
            Column("Ref", lambda each: cell(each.task.ref), stay=True),
            Column("What", lambda each: escape(each.text), stay=True),
            Column("From", lambda each: say_day(each.task.start) if each.task.start else ""),
            Column("By", lambda each: say_day(each.task.deadline) if each.task.deadline else "–"),
            Column("Who", lambda each: escape(each.task.owner)),
            Column("After", lambda each: " ".join(each.task.depends_on)),
        ),
        bullets(escape(each) for each in remarks),
    )


def _resources(state: State) -> str:
    found = resources(state)
    if not found:
        return ""
    return blocks(
        heading(3, "Resources"),
        listing(
            found,
            Column("Resource", lambda each: escape(each.name), stay=True),
            Column("Need", lambda each: plain(each.need), True, True),
            Column("Available", lambda each: plain(each.available), True, True),
            Column("Short", lambda each: plain(each.shortage), True, True),
            Column("Unit", lambda each: escape(each.unit)),
            Column("Answer", lambda each: escape(each.answer)),
        ),
    )


def _risks(state: State) -> str:
    found = risks(state)
    if not found:
        return ""
    names = {row.ref: text(row, "text") for risk in found if (row := record(state, risk.ref))}
    return blocks(
        heading(3, "Risks"),
        listing(
            found,
            Column("Risk", lambda each: escape(names.get(each.ref, each.ref)), stay=True),
            Column("Score", lambda each: _score(each.score), True, True),
            Column("Response", lambda each: escape(each.response), stay=True),
            Column("Who", lambda each: escape(each.owner)),
            Column("Early sign", lambda each: escape(each.trigger)),
        ),
        bullets(escape(each.sentence) for each in risk_remarks(state)),
    )


def _score(score: int | NotAvailable) -> str:
    return "–" if isinstance(score, NotAvailable) else str(score)
