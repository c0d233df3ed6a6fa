"""The figures of a sales plan as JSON values; see `results.figures` for how they are written.

sales_plan  year, base_year, channels and total (base, quarters, plan, growth_percent,
            gross_profit, margin_percent, contribution), gross_profit_change, savings, goals,
            expected (new, existing: revenue, needed, contracts), tactics, crm, kpis by person,
            budget (one_time, recurring, variable, cost, benefit, roi_percent,
            break_even_revenue, payback_months, quarters, break_even_month)
"""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.plan_table import PlanRow, ProfitRow
from facilitator.workshop.plans.figures import Build
from facilitator.workshop.plans.sales import ChannelPlan, channel_plan
from facilitator.workshop.plans.sales_budget import Budget, budget
from facilitator.workshop.plans.sales_people import kpis_by_person
from facilitator.workshop.plans.sales_strategies import crm, expected, strategies
from facilitator.workshop.results.shown import Json, day, keyed, missing, money, percent, rounded
from facilitator.workshop.state import State


def _sales_plan(state: State, today: date) -> Json:
    plan, costs = channel_plan(state, today), budget(state, today)
    planned = not isinstance(plan, NotAvailable)
    parts: dict[str, Json] = {
        **(_channels(plan) if planned else {}),
        **({"expected": _expected(state)} if strategies(state) else {}),
        "tactics": {each.row.ref: len(each.countable) for each in strategies(state)},
        "crm": {each.title: each.light for each in crm(state).items},
        "kpis": {each.person.initials: len(each.kpis) for each in kpis_by_person(state)},
        **({} if isinstance(costs, NotAvailable) else {"budget": _budget(costs)}),
    }
    return {name: value for name, value in parts.items() if value}


def _channels(plan: ChannelPlan) -> dict[str, Json]:
    total = plan.total
    return {
        "year": plan.year,
        "base_year": plan.base_year,
        "channels": keyed(
            {
                each.name: _row(each.row)
                | _profit(each.profit)
                | {"contribution": money(each.contribution)}
                for each in plan.channels
            }
        ),
        "total": missing(total)
        if isinstance(total, NotAvailable)
        else _row(total) | ({} if isinstance(plan.profit, NotAvailable) else _profit(plan.profit)),
        "gross_profit_change": missing(plan.profit)
        if isinstance(plan.profit, NotAvailable)
        else money(plan.profit.change),
        "savings": money(plan.savings),
        "goals": [
            {
                "goal": each.ref,
                "channel": each.channel,
                "measure": each.measure,
                "target": money(each.target),
                "plan": money(each.plan),
            }
            for each in plan.goals
        ],
    }


def _row(row: PlanRow) -> dict[str, Json]:
    return {
        "base": money(row.base),
        "quarters": [money(each) for each in row.parts],
        "plan": money(row.plan),
        "growth_percent": percent(row.growth, 1),
    }


def _profit(row: ProfitRow) -> dict[str, Json]:
    return {"gross_profit": money(row.profit), "margin_percent": percent(row.margin)}


def _expected(state: State) -> Json:
    return {
        each.direction: {
            "revenue": money(each.revenue),
            "needed": money(each.needed),
            "contracts": money(each.contracts),
        }
        for each in expected(state)
    }


def _budget(found: Budget) -> dict[str, Json]:
    phased = found.phased
    return {
        "one_time": money(found.cost.one_time),
        "recurring": money(found.cost.recurring),
        "variable": money(found.cost.variable),
        "cost": money(found.cost.total),
        "benefit": money(found.benefit),
        "roi_percent": percent(found.roi, 1),
        "break_even_revenue": rounded(found.break_even_revenue, 3),
        "payback_months": rounded(found.payback, 1),
        "quarters": missing(phased)
        if isinstance(phased, NotAvailable)
        else [
            {
                "benefit": money(each.benefit),
                "cost": money(each.cost),
                "cumulative": money(each.cumulative),
            }
            for each in phased.quarters
        ],
        "break_even_month": day(found.break_even_month),
    }


FIGURES: Mapping[str, Build] = {"sales_plan": _sales_plan}
