"""The figures of a personal plan as JSON values; see `results.figures` for how they are written.

personal_plan  person, period, approval, opening (unpaid, deals, expected), targets, checks
               (calls_a_day, meetings_expected, average_contract, deviation_percent, ambition_index,
               band, share_percent, needs), pay by paid revenue (whole currency), contract_pays,
               tracking (as_of, elapsed, working_days, measures, weeks, first_week, conversions)

The personal goal is private and never among them.
"""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.workshop.plans.figures import Build
from facilitator.workshop.plans.personal import Position, is_personal, position
from facilitator.workshop.plans.personal_approval import approval
from facilitator.workshop.plans.personal_pay import pay_plan
from facilitator.workshop.plans.personal_rates import accuracy_trend, own_months
from facilitator.workshop.plans.personal_targets import TargetsCheck, targets_check
from facilitator.workshop.plans.personal_tracking import Standing, standing
from facilitator.workshop.results.shown import Json, day, missing, money, percent, rounded
from facilitator.workshop.state import State


def _personal_plan(state: State, today: date) -> Json:
    if not is_personal(state):
        return {}
    header = state.workshop
    opening, check = position(state, today), targets_check(state, today)
    return {
        "person": header.person,
        "period": {"first": day(header.period_first), "last": day(header.period_last)},
        "approval": str(approval(state).step),
        "opening": missing(opening) if isinstance(opening, NotAvailable) else _opening(opening),
        "targets": missing(check) if isinstance(check, NotAvailable) else _targets(check),
        "pay": _pay(state, today),
        "tracking": tracking_figures(state, today),
        "own_months": _own_months(state),
    }


def _opening(found: Position) -> Json:
    return {
        "unpaid": {
            "amount": money(found.unpaid.amount),
            "expected": money(found.unpaid.expected),
            "each": {name: money(value) for name, value in found.unpaid.each},
            "promised": money(found.unpaid.promised),
            "overdue": list(found.unpaid.overdue),
            "broken_promises": list(found.unpaid.broken),
            "without_probability": list(found.unpaid.unrated),
        },
        "deals": {
            "amount": money(found.deals.amount),
            "expected": money(found.deals.expected),
            "each": {name: money(value) for name, value in found.deals.each},
            "basis": {each.deal.name: each.basis for each in found.listed},
            "without_probability": list(found.deals.unrated),
            "outside": list(found.deals.outside),
        },
        "expected": money(found.forecast.expected),
        "not_in_it": list(found.forecast.missing),
    }


def _targets(found: TargetsCheck) -> Json:
    aims = found.targets
    checks: dict[str, Json] = {
        "calls_a_day": rounded(found.calls_a_day, 1),
        "average_source": found.history.source,
        "share_percent": percent(found.share, 1),
        "channel": found.channel,
        "channel_plan": money(found.channel_plan),
        "reason_missing": found.reason_missing,
    }
    if not isinstance(found.meetings, NotAvailable):
        checks["meetings_expected"] = rounded(found.meetings.expected, 2)
    if not isinstance(found.rates, NotAvailable):
        checks["rates"] = found.rates.source
    if not isinstance(found.average, NotAvailable):
        checks["average_contract"] = money(found.average.average)
        checks["deviation_percent"] = percent(found.average.deviation, 1)
    if isinstance(found.ambition, NotAvailable):
        checks["ambition"] = missing(found.ambition)
    else:
        checks["ambition_index"] = rounded(found.ambition.index, 2)
        checks["band"] = str(found.ambition.band)
    if not isinstance(found.needs, NotAvailable):
        checks["needs"] = {need.stage: rounded(need.exact, 0) for need in found.needs}
    return {
        "calls": money(aims.calls),
        "meetings": money(aims.meetings),
        "contracts": money(aims.contracts),
        "contracts_sum": money(aims.sum),
        "paid": money(aims.paid),
        "justification": aims.justification,
        "checks": checks,
    }


def _pay(state: State, today: date) -> Json:
    found = pay_plan(state, today)
    if isinstance(found.rule, NotAvailable):
        return missing(found.rule)
    return {
        "points": [
            {
                "paid": money(each.pay.paid),
                "achievement_percent": percent(each.pay.achievement, 1),
                "rate_percent": percent(each.pay.rate),
                "pay": money(each.pay.amount),
                "capped": each.pay.capped,
            }
            for each in found.points
        ],
        "contract_pays": money(found.contract),
        "warning": found.warning,
    }


def tracking_figures(state: State, today: date) -> Json:
    """Where the person stands on a day."""
    found = standing(state, today)
    return missing(found) if isinstance(found, NotAvailable) else _standing(found)


def _standing(found: Standing) -> Json:
    first = found.first_week
    return {
        "as_of": day(found.as_of),
        "elapsed": found.pace.elapsed,
        "working_days": found.pace.whole,
        "measures": {
            each.measure: {
                "target": money(each.target),
                "actual": money(each.actual),
                "expected": rounded(each.expected, 1),
                "achievement_percent": percent(each.achievement, 1),
                "light": str(each.light),
            }
            for each in found.measures
        },
        "weeks": [
            {"week": week.number, "days": week.days_logged}
            | {name: money(value) for name, value in week.totals.items()}
            for week in found.weeks
        ],
        "first_week": missing(first)
        if isinstance(first, NotAvailable)
        else {
            "actual": money(first.actual),
            "expected": rounded(first.expected, 1),
            "achievement_percent": percent(first.achievement, 1),
            "light": str(first.light),
        },
        "conversions": {each.stage: percent(each.conversion, 1) for each in found.rates[:-1]},
        "run_rate": money(found.run_rate),
        "broken_place": found.broken,
    }


def _own_months(state: State) -> Json:
    months = own_months(state)
    if not months:
        return []
    trend = accuracy_trend(state)
    return {
        "accuracy_percent": {
            each.month.strftime("%Y-%m"): percent(each.accuracy, 1) for each in months
        },
        "trend_points": missing(trend)
        if isinstance(trend, NotAvailable)
        else percent(trend.slope, 1),
    }


FIGURES: Mapping[str, Build] = {"personal_plan": _personal_plan}
