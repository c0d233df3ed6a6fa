"""The figures of a review as JSON values; see `results.figures` for how they are written.

review      as_of, statuses, on_time_percent, late and moved (working days by action), overdue,
            blocked, loads, kpis by reference (fact, expected, achievement_percent, light, basis),
            conversions, goals (light, decision), budget (plan, fact, difference by line)
"""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.model.workshop import FOLLOW_UP
from facilitator.workshop.plans.figures import Build
from facilitator.workshop.plans.followup import scoreboard
from facilitator.workshop.plans.followup_budget import budget_standings
from facilitator.workshop.plans.followup_goals import conversions, goal_standings
from facilitator.workshop.plans.followup_kpis import standings
from facilitator.workshop.results.records import text
from facilitator.workshop.results.shown import Json, day, money, percent
from facilitator.workshop.state import State


def _review(state: State, today: date) -> Json:
    parts: dict[str, Json] = {
        "kpis": _kpis(state, today),
        "conversions": _conversions(state, today),
        "budget": _budget(state, today),
    }
    if state.workshop.kind == FOLLOW_UP:
        parts = _scoreboard(state, today) | parts | {"goals": _goals(state, today)}
    return {name: value for name, value in parts.items() if value or value == []}


def _scoreboard(state: State, today: date) -> dict[str, Json]:
    found = scoreboard(state, today)
    return {
        "as_of": day(found.as_of),
        "statuses": {str(status): count for status, count in found.by_status.items()},
        "on_time_percent": percent(found.on_time.rate),
        "late": {each.item.ref: each.late for each in found.late},
        "moved": {each.item.ref: each.slip for each in found.moved},
        "overdue": [each.item.ref for each in found.overdue],
        "blocked": [each.item.ref for each in found.blocked],
        "loads": {each.owner: each.actions for each in found.loads},
    }


def _kpis(state: State, today: date) -> dict[str, Json]:
    return {
        each.ref: {
            "name": each.name,
            "person": each.person.initials if each.person else None,
            "unit": each.unit,
            "fact": money(each.actual),
            "expected": money(each.expected),
            "achievement_percent": percent(each.judged.achievement),
            "light": str(each.light),
            "basis": each.basis,
        }
        for each in standings(state, today)
        if each.facts
    }


def _conversions(state: State, today: date) -> dict[str, Json]:
    return {
        f"{each.earlier.ref} {each.later.ref}": {
            "percent": percent(each.rate),
            "cases": each.cases,
            "usual_percent": percent(each.usual),
            "usual_cases": each.usual_cases,
        }
        for each in conversions(state, today)
    }


def _goals(state: State, today: date) -> dict[str, Json]:
    return {
        each.goal.ref: {
            "light": str(each.light),
            "decision": text(each.decision, "decision") if each.decision else None,
        }
        for each in goal_standings(state, today)
    }


def _budget(state: State, today: date) -> dict[str, Json]:
    found = budget_standings(state, today)
    if isinstance(found, NotAvailable):
        return {}
    return {
        each.ref or "total": {
            "plan": money(each.variance.plan),
            "fact": money(each.variance.fact),
            "difference": money(each.variance.difference),
        }
        for each in (*found.lines, found.total)
    }


FIGURES: Mapping[str, Build] = {"review": _review}
