"""The figures of an operational plan as JSON values; `results.figures` says how they are written.

operational_plan  period, months by channel and total, facts (plan, fact, percent by channel),
                  forecast (parts, expected, target, gap, run_rate), pipeline (amount, expected,
                  spread, deals), unpaid (amount, expected, promised), covers, funnel, metrics,
                  risks, shortages
"""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.periods import month_of
from facilitator.model.workshop import OPERATIONAL_PLAN
from facilitator.words.period import say_period
from facilitator.workshop.plans.figures import Build
from facilitator.workshop.plans.months import PeriodPlan, months_over, period_plan, results
from facilitator.workshop.plans.operational import covers, period_funnel, risks, shortages
from facilitator.workshop.plans.operational_deals import deals, period_forecast, pipeline, unpaid
from facilitator.workshop.plans.operational_metrics import metrics
from facilitator.workshop.results.records import records
from facilitator.workshop.results.shown import Json, keyed, missing, money, percent, rounded
from facilitator.workshop.state import State


def _operational_plan(state: State, today: date) -> Json:
    if state.workshop.kind != OPERATIONAL_PLAN:
        return {}
    found = period_plan(state, today)
    parts: dict[str, Json] = {
        "period": say_period(found.period.first, found.period.last),
        "months": _months(found),
        "facts": _facts(state, found),
        "forecast": _forecast(state, today),
        "pipeline": _pipeline(state),
        "unpaid": _unpaid(state, today),
        "covers": _covers(state, today),
        "funnel": _funnel(state, today),
        "metrics": _metrics(state),
        "risks": {each.ref: _score(each.score) for each in risks(state)},
        "shortages": [each.sentence for each in shortages(state)],
    }
    return {name: value for name, value in parts.items() if value}


def _score(score: int | NotAvailable) -> Json:
    return missing(score) if isinstance(score, NotAvailable) else score


def _months(found: PeriodPlan) -> Json:
    channels = {
        each.name: {"months": [money(month) for month in each.months], "sum": money(each.total)}
        for each in found.channels
    }
    total = {"months": [money(month) for month in found.totals], "sum": money(found.total)}
    return keyed(channels | {"total": total})


def _facts(state: State, found: PeriodPlan) -> Json:
    told: dict[str, Json] = {}
    for month in months_over(state, found.period):
        span = month_of(month)
        channels, total = results(state, span)
        told[month.strftime("%Y-%m")] = keyed(
            {
                each.name: {
                    "plan": money(each.plan),
                    "fact": money(each.fact),
                    "percent": percent(each.of_plan, 1),
                }
                for each in (*channels, total)
            }
        )
    return told


def _forecast(state: State, today: date) -> Json:
    found = period_forecast(state, today)
    return {
        "parts": {name: money(value) for name, value in found.forecast.parts},
        "expected": money(found.forecast.expected),
        "target": money(found.target),
        "gap": money(found.gap),
        "run_rate": rounded(found.run_rate, 1),
    }


def _pipeline(state: State) -> Json:
    found = pipeline(state)
    if isinstance(found, NotAvailable):
        return {}
    return {
        "amount": money(found.amount),
        "expected": money(found.expected),
        "spread": rounded(found.spread, 1),
        "deals": {each.called: money(each.weighted) for each in deals(state)},
    }


def _unpaid(state: State, today: date) -> Json:
    if not records(state, "unpaid"):
        return {}
    found = unpaid(state, today)
    return {
        "amount": money(found.amount),
        "expected": money(found.expected),
        "promised": money(found.promised),
    }


def _covers(state: State, today: date) -> Json:
    return keyed(
        {
            each.channel: {"target": money(each.target), "planned": money(each.planned)}
            for each in covers(state, today)
        }
    )


def _funnel(state: State, today: date) -> Json:
    found = period_funnel(state, today)
    if isinstance(found.needs, NotAvailable):
        return {}
    return {each.stage: _score(each.count) for each in found.needs}


def _metrics(state: State) -> Json:
    return {
        each.key: {"light": str(each.light), "value": rounded(each.value, 4)}
        for each in metrics(state)
    }


FIGURES: Mapping[str, Build] = {"operational_plan": _operational_plan}
