"""The channels of an operational plan: targets by month, plan and fact."""

from collections.abc import Sequence
from datetime import date

from exports.markdown.figures import money_unit as unit_of
from exports.markdown.figures import number, percent, plain
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.periods import month_of
from facilitator.methods.plan_fact import Variance
from facilitator.words.language import _
from facilitator.words.period import say_month, say_period
from facilitator.workshop.plans.months import (
    PeriodPlan,
    last_period,
    months_over,
    period_plan,
    results,
)
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.state import State


def targets_by_month(state: State, found: PeriodPlan) -> str:
    """The targets of each channel, and where months do not add up to a quarter."""
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


def plan_and_fact(state: State, today: date) -> str:
    """What each channel was to bring and brought: the period before, then each month with facts."""
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
