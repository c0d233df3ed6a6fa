"""Figures of gaps, goals, actions and agreement as JSON values: stages S0 and S7 to S11."""

from collections.abc import Callable
from datetime import date

from facilitator.methods.agreement import FistToFive, PlanAcceptance
from facilitator.methods.exact import NotAvailable
from facilitator.model import Action
from facilitator.workshop.results.actions import plan_on
from facilitator.workshop.results.agreement import (
    ActionVote,
    action_votes,
    plan_agreement,
    status_sentence,
)
from facilitator.workshop.results.funnel import Bridge, Scenario, bridges
from facilitator.workshop.results.gaps import chains, gaps
from facilitator.workshop.results.goals import GoalResult, goals
from facilitator.workshop.results.rounds import Round, energy, return_on_time
from facilitator.workshop.results.shown import (
    Json,
    day,
    missing,
    money,
    percent,
    plain,
    ratio,
    rounded,
)
from facilitator.workshop.state import State


def plan_parts(today: date) -> dict[str, Callable[[State], Json]]:
    """The parts of the document that lead to the plan, as of a day."""
    return {
        "gaps": _gaps,
        "chains": _chains,
        "goals": lambda state: {each.goal.ref: _goal(each) for each in goals(state, today).goals},
        "bridges": lambda state: [_bridge(each) for each in bridges(state)],
        "actions": lambda state: _actions(state, today),
        "agreement": _agreement,
        "rounds": _rounds,
    }


def _gaps(state: State) -> Json:
    found = gaps(state)
    if isinstance(found, NotAvailable):
        return None
    matrix = found.matrix
    return {
        "rows": [
            {
                "ref": row.requirement.ref,
                "gap": plain(row.gap),
                "weighted": plain(row.weighted),
                "rank": row.rank,
                "flags": [str(flag) for flag in row.flags],
            }
            for row in matrix.rows
        ],
        "weighted_total": plain(matrix.weighted_total),
        "fit_own_percent": percent(matrix.own.index, 1),
        "fit_own_exact": ratio(matrix.own.index),
        "fit_competitor_percent": percent(matrix.competitor.index, 1),
        "fit_competitor_exact": ratio(matrix.competitor.index),
        "critical": list(found.critical),
        "uncovered": list(found.uncovered),
        "assumptions": list(matrix.assumptions),
    }


def _chains(state: State) -> Json:
    return [
        {
            "profile": each.profile,
            "channel": each.channel,
            "usp": each.usp,
            "status": str(each.chain.status),
            "missing": list(each.chain.missing),
        }
        for each in chains(state)
    ]


def _goal(found: GoalResult) -> Json:
    smart = found.smart
    shown: dict[str, Json] = {
        "letters": found.letters,
        "confidence": dict(found.confidence),
        "mean": rounded(found.mean, 2),
        "lowest": found.lowest,
        "change": money(found.change),
        "has_action": found.has_action,
    }
    if isinstance(smart, NotAvailable):
        return shown | {"missing": missing(smart)}
    return shown | {
        "missing": [f"{gap.letter}: {gap.sentence}" for gap in smart.missing],
        "change_percent": percent(smart.change, 1),
    }


def _bridge(found: Bridge) -> Json:
    return {
        "goals": list(found.goals),
        "revenue_gap": money(found.revenue_gap),
        "contracts": plain(found.contracts),
        "historical": _scenario(found.historical),
        "improved": _scenario(found.improved),
        "last_start": day(found.last_start),
        "weeks": plain(found.weeks),
    }


def _scenario(found: Scenario | NotAvailable) -> Json:
    if isinstance(found, NotAvailable):
        return missing(found)
    norm = found.per_week
    exact = norm if isinstance(norm, NotAvailable) else norm.exact
    return {
        "needs": {each.stage: plain(each.count) for each in found.needs},
        "per_week": rounded(exact, 1),
        "norm": norm.count if not isinstance(norm, NotAvailable) else missing(norm),
    }


def _actions(state: State, today: date) -> Json:
    if not state.rows(Action):
        return None
    found = plan_on(state, today)
    return {
        "as_of": day(today),
        "count": len(found.items),
        "loads": {
            each.owner: {"actions": each.actions, "share_percent": percent(each.share, 1)}
            for each in found.loads
        },
        "cost_minor": found.cost,
        "statuses": {str(status): count for status, count in found.by_status.items() if count},
        "overdue": list(found.overdue),
        "on_time_percent": percent(found.on_time.rate, 1),
    }


def _agreement(state: State) -> Json:
    votes = action_votes(state)
    if not votes:
        return None
    found = plan_agreement(state)
    return {
        "actions": {each.action.ref: _vote(each) for each in votes},
        "plan": _acceptance(found.acceptance)
        | {
            "people": {
                each.person.initials: {
                    "word": str(each.word) if each.word else None,
                    "reason": each.reason,
                    "amendment": each.amendment,
                    "confirm_by": day(each.confirm_by),
                }
                for each in found.people
            }
        },
        "earlier": {str(number): _acceptance(each) for number, each in found.earlier.items()},
    }


def _vote(found: ActionVote) -> Json:
    return {
        "round": found.action.round,
        "hands": dict(found.hands),
        **_hands(found.result),
        "earlier": {str(number): _hands(each) for number, each in found.earlier.items()},
    }


def _hands(found: FistToFive | NotAvailable) -> dict[str, Json]:
    if isinstance(found, NotAvailable):
        return {"result": missing(found)}
    return {
        "distribution": list(found.distribution),
        "lowest": found.lowest,
        "mean": rounded(found.mean, 2),
        "result": str(found.status),
    }


def _acceptance(found: PlanAcceptance) -> dict[str, Json]:
    return {
        "status": str(found.status),
        "sentence": status_sentence(found),
        "accepted": found.accepted,
        "voters": found.voters,
    }


def _rounds(state: State) -> Json:
    both = {"energy": energy(state), "return_on_time": return_on_time(state)}
    return {name: _round(each) for name, each in both.items() if each.lowest is not None}


def _round(found: Round) -> Json:
    summary = found.summary
    if isinstance(summary, NotAvailable):
        return missing(summary)
    return {
        "numbers": dict(found.numbers),
        "lowest": found.lowest,
        "mean": rounded(summary.mean, 2),
        "sigma": rounded(summary.sigma, 2),
    }
