"""The sales plan: channels by quarter, gross profit, strategies, people, budget, break-even."""

from datetime import date

from exports.markdown.figures import money_unit as unit_of
from exports.markdown.figures import number, or_why, percent, plain, why
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.phasing import PhasedQuarter
from facilitator.methods.plan_table import PlanRow, ProfitRow
from facilitator.model.workshop import SALES_PLAN, SESSION
from facilitator.words.language import _
from facilitator.words.period import say_month
from facilitator.workshop.called import called
from facilitator.workshop.plans.sales import ChannelPlan, channel_plan
from facilitator.workshop.plans.sales_budget import Basis, Budget, budget
from facilitator.workshop.plans.sales_metrics import client_revenue
from facilitator.workshop.plans.sales_people import kpis_by_person, mission, personas
from facilitator.workshop.plans.sales_season import ChannelSeason, seasons
from facilitator.workshop.plans.sales_strategies import crm, expected, strategies, tools
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.results.records import records, text
from facilitator.workshop.results.sales import MONTHS
from facilitator.workshop.state import State

_UNITS = {"one": 1, "thousand": 1_000, "million": 1_000_000}


def section(state: State, today: date) -> str:
    """What the sales plan comes to; empty for a session that holds nothing of one.

    A plan made from it takes parts of it over and tells its own figures.
    """
    if state.workshop.kind not in (SESSION, SALES_PLAN):
        return ""
    parts = (
        _mission(state),
        _channels(state, today),
        _strategies(state),
        _people(state),
        _season(state),
        _crm(state),
        _metrics(state),
        _budget(state, today),
    )
    return blocks(heading(2, _("Sales plan")), *parts) if any(parts) else ""


def full(state: State, value: Figure, *, sign: bool = False) -> str:
    """An amount of the budget in whole currency: 127 000 EUR."""
    if isinstance(value, NotAvailable):
        return why(value)
    exact = value * _UNITS.get(str(state.workshop.unit), 1)
    places = 0 if exact.denominator == 1 or abs(exact) >= 1000 else 2
    return f"{number(exact, places, sign=sign)} {escape(state.workshop.currency)}"


def _mission(state: State) -> str:
    found = mission(state)
    if not found.text:
        return ""
    lacks = found.missing
    quoted = _("“{words}”").format(words=escape(found.text))
    return blocks(heading(3, _("Mission")), quoted, bullets(map(escape, lacks)))


# -- channels ------------------------------------------------------------------------------------


def _channels(state: State, today: date) -> str:
    found = channel_plan(state, today)
    if isinstance(found, NotAvailable):
        return ""
    rows = [each.row for each in found.channels]
    total = found.total
    if not isinstance(total, NotAvailable):
        rows.append(total)
    return blocks(
        heading(
            3,
            _("Plan {year} by channel and quarter, {unit_of}").format(
                year=found.year, unit_of=unit_of(state.workshop)
            ),
        ),
        listing(
            rows,
            Column(_("Channel"), lambda row: cell(said_group(row.name)), stay=True),
            Column(str(found.base_year), lambda row: plain(row.base), True, True),
            *(_quarter(at) for at in range(4)),
            Column(str(found.year), lambda row: plain(row.plan), True, True),
            Column(_("Growth"), lambda row: percent(row.growth, sign=True), True, True),
        ),
        _profit(state, found),
        bullets(
            _("{ref} {channel} {measure}: {plan} planned, {target} wanted").format(
                ref=cell(each.ref),
                channel=escape(each.channel),
                measure=each.measure,
                plan=or_why(each.plan, plain(each.plan)),
                target=plain(each.target),
            )
            for each in found.goals
        ),
    )


def _quarter(at: int) -> Column[PlanRow]:
    return Column(f"Q{at + 1}", lambda row: plain(row.parts[at]), True)


def _profit(state: State, found: ChannelPlan) -> str:
    rows: list[ProfitRow] = [each.profit for each in found.channels]
    change: tuple[str, str] = ("", "")
    if not isinstance(found.profit, NotAvailable):
        rows.append(found.profit)
        more = found.profit.change
        shown = _("{more} {unit_of} against {base_year}").format(
            more=plain(more), unit_of=unit_of(state.workshop), base_year=found.base_year
        )
        change = (_("More gross profit"), or_why(more, shown))
    return blocks(
        listing(
            rows,
            Column(_("Gross profit of"), lambda row: cell(said_group(row.name)), stay=True),
            Column(_("Planned revenue"), lambda row: plain(row.revenue), True),
            Column(_("Margin"), lambda row: percent(row.margin, 2), True, True),
            Column(_("Gross profit"), lambda row: plain(row.profit), True, True),
        ),
        facts([change] if change[0] else []),
    )


# -- strategies, people, season, tools -----------------------------------------------------------


def _strategies(state: State) -> str:
    found = strategies(state)
    if not found:
        return ""
    unit = unit_of(state.workshop)
    return blocks(
        heading(3, _("What the strategies bring")),
        listing(
            expected(state),
            Column(_("Business"), lambda each: called(each.direction), stay=True),
            Column(_("Strategies"), lambda each: str(each.strategies), True, True),
            Column(
                _("Expected, {unit}").format(unit=unit),
                lambda each: plain(each.revenue),
                True,
                True,
            ),
            Column(
                _("Needed, {unit}").format(unit=unit), lambda each: plain(each.needed), True, True
            ),
            Column(_("Contracts"), lambda each: plain(each.contracts), True),
            Column(_("Contracts needed"), lambda each: plain(each.needed_contracts), True),
        ),
        bullets(
            _("{ref}: {countable} daily or weekly tactics with a number, 2 are needed").format(
                ref=cell(each.row.ref), countable=len(each.countable)
            )
            for each in found
            if len(each.countable) < 2
        ),
    )


def _people(state: State) -> str:
    found = kpis_by_person(state)
    if not found:
        return ""
    goals = {row.id: text(row, "name") for row in records(state, "kpis")}
    names = [
        (
            each.person.name,
            "; ".join(goals[row.id] for row in each.kpis if text(row, "kind") == "process"),
            "; ".join(goals[row.id] for row in each.kpis if text(row, "kind") == "result"),
            each.hint or "",
        )
        for each in found
    ]
    return blocks(
        heading(3, _("KPIs of each person")),
        listing(
            names,
            Column(_("Person"), lambda row: cell(row[0]), stay=True),
            Column(_("Process"), lambda row: escape(row[1]), stay=True),
            Column(_("Result"), lambda row: escape(row[2]), stay=True),
            Column(_("Remark"), lambda row: escape(row[3])),
        ),
    )


def _season(state: State) -> str:
    if not any(each.push or each.promote for each in seasons(state)):
        return ""
    told = ", ".join(each.subject for each in personas(state))
    known = [each for each in seasons(state) if not isinstance(each.indices, NotAvailable)]
    return blocks(
        heading(3, _("Season")),
        listing(
            known,
            Column(_("Channel"), lambda each: cell(each.channel), stay=True),
            *(_month_index(at) for at in range(len(MONTHS))),
            Column(_("Push"), lambda each: escape(", ".join(map(_, each.push)))),
            Column(_("Promote"), lambda each: escape(", ".join(map(_, each.promote)))),
            Column(_("Basis"), lambda each: escape(each.basis)),
        ),
        facts([(_("Personas"), escape(told))]),
    )


def _month_index(at: int) -> Column[ChannelSeason]:
    return Column(_(MONTHS[at]), lambda each: number(each.index(at), 2), True, True)


def _crm(state: State) -> str:
    found = crm(state)
    if not found.items:
        return ""
    decided = [
        f"{cell(each.row.ref)} {escape(text(each.row, 'text'))}: {called(each.decision)} – "
        f"{escape(each.reason)}"
        for each in tools(state)
        if each.decision
    ]
    open_steps = ""
    if found.open_steps:
        open_steps = _("Green counts as amber until these are counted: {open_steps}").format(
            open_steps=", ".join(map(_, found.open_steps))
        )
    return blocks(
        heading(3, _("CRM readiness")),
        listing(
            found.items,
            Column(_("Item"), lambda each: cell(each.title), stay=True),
            Column(_("Light"), lambda each: _(each.light), stay=True),
            Column(_("What shows it"), lambda each: escape(each.evidence)),
        ),
        bullets([*decided, *filter(None, [open_steps])]),
    )


def _metrics(state: State) -> str:
    found = client_revenue(state)
    if not found:
        return ""
    unit = unit_of(state.workshop)
    return blocks(
        heading(3, _("New and existing revenue")),
        listing(
            found,
            Column(_("Period"), lambda each: cell(each.period), stay=True),
            Column(_("New, {unit}").format(unit=unit), lambda each: plain(each.new), True),
            Column(
                _("Existing, {unit}").format(unit=unit), lambda each: plain(each.existing), True
            ),
            Column(_("Of new clients"), lambda each: percent(each.new_share), True),
            Column(_("Churn"), lambda each: percent(each.churn), True),
            Column(_("Cause"), lambda each: escape(each.cause)),
        ),
    )


# -- budget --------------------------------------------------------------------------------------


def _budget(state: State, today: date) -> str:
    found = budget(state, today)
    if isinstance(found, NotAvailable):
        return ""
    cost = found.cost
    return blocks(
        heading(3, _("Budget, return and break-even")),
        listing(
            found.lines,
            Column(_("Line"), lambda each: cell(text(each.row, "text")), stay=True),
            Column(_("Kind"), lambda each: called(each.kind), stay=True),
            Column(_("In the plan"), lambda each: full(state, each.total), True, True),
            Column(_("Remark"), lambda each: escape(each.remark or "")),
        ),
        facts(
            [
                (_("One-time"), full(state, cost.one_time)),
                (
                    _("Recurring"),
                    _("{full} in {months} months").format(
                        full=full(state, cost.recurring), months=found.months
                    ),
                ),
                (_("Variable"), full(state, cost.variable)),
                (_("Cost"), full(state, cost.total)),
                (_("More gross profit"), _based(state, found.gross_profit)),
                (_("Savings"), _based(state, found.savings)),
                (_("Benefit"), full(state, found.benefit)),
                ("ROI", or_why(found.roi, percent(found.roi))),
                (_("Warning"), escape(found.warning or "")),
                (_("Why it is worth it"), escape(found.reason)),
                (_("Break-even revenue"), _even(state, found)),
                (_("Payback if the benefit came evenly"), _payback(found)),
                (_("Break-even"), _month(found)),
            ]
        ),
        _quarters(state, found),
    )


def _based(state: State, found: Basis) -> str:
    shown = full(state, found.value)
    return f"{shown} ({escape(found.source)})" if found.source else shown


def _even(state: State, found: Budget) -> str:
    planned = full(state, found.new_revenue.value)
    revenue = found.break_even_revenue
    return or_why(
        revenue,
        _("{full} of new revenue ({planned} planned)").format(
            full=full(state, revenue), planned=planned
        ),
    )


def _payback(found: Budget) -> str:
    return or_why(found.payback, _("{payback} months").format(payback=number(found.payback)))


def _month(found: Budget) -> str:
    even, month = found.break_even, found.break_even_month
    if isinstance(even, NotAvailable) or isinstance(month, NotAvailable):
        return why(even) if isinstance(even, NotAvailable) else ""
    return _("{month}, {months_into} months into Q{quarter}").format(
        month=say_month(month), months_into=number(even.months_into), quarter=even.quarter
    )


def _quarters(state: State, found: Budget) -> str:
    if isinstance(found.phased, NotAvailable):
        return why(found.phased)

    def amount(name: str, of: str) -> Column[PhasedQuarter]:
        return Column(name, lambda each: full(state, getattr(each, of)), True, True)

    return listing(
        found.phased.quarters,
        Column(_("Quarter"), lambda each: f"Q{each.number}", stay=True),
        Column(_("Phasing"), lambda each: percent(each.share, 0), True, True),
        amount(_("Benefit"), "benefit"),
        amount(_("Cost"), "cost"),
        Column(_("Net so far"), lambda each: full(state, each.cumulative, sign=True), True, True),
    )
