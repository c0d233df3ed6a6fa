"""Figures of boards, options and channels as JSON values: stages S1 to S6."""

from collections.abc import Callable

from facilitator.methods.exact import NotAvailable
from facilitator.methods.market import Potential
from facilitator.methods.score_table import Cell
from facilitator.methods.scoring import Change, Evaluation, Variant
from facilitator.methods.sensitivity import Robustness
from facilitator.methods.voting import Shortlist
from facilitator.workshop.lookup import find_kind
from facilitator.workshop.results.forms import profiles
from facilitator.workshop.results.market import Market, market
from facilitator.workshop.results.options import options
from facilitator.workshop.results.priority import priority
from facilitator.workshop.results.reading import fillings, plan
from facilitator.workshop.results.shown import (
    Json,
    groups,
    missing,
    money,
    percent,
    plain,
    ratio,
    rounded,
)
from facilitator.workshop.results.structure import structures
from facilitator.workshop.results.swot import SectionResult, board
from facilitator.workshop.state import State


def _boards(state: State) -> Json:
    shown: dict[str, Json] = {}
    for stage in state.stages:
        if not plan(state, stage).sections:
            continue
        found = board(state, stage)
        if found.cards:
            shown[stage.key] = {
                "sections": {each.section.id: _section(each) for each in found.sections},
                "evidence_percent": percent(found.evidence_share, 1),
                "about_competitors": list(found.competitor_refs),
            }
    return shown


def _section(found: SectionResult) -> Json:
    return {
        "dots_each": found.budget,
        "cards": [
            {
                "ref": each.card.ref,
                "dots": each.dots,
                "factor": each.factor if isinstance(each.factor, int) else None,
                "listed": each.card.listed,
            }
            for each in found.cards
        ],
        "suggested": _suggested(found.suggested),
    }


def _suggested(found: Shortlist | NotAvailable) -> Json:
    return missing(found) if isinstance(found, NotAvailable) else [v.item for v in found.kept]


def _options(state: State) -> Json:
    stage = find_kind(state, "options")
    if stage is None:
        return None
    found = options(state, stage)
    if not found.options:
        return None
    stance = found.posture
    cells = found.intensities
    return {
        "dots_each": found.budget,
        "options": [
            {
                "ref": each.card.ref,
                "cell": plain(each.cell),
                "factors": list(each.factors),
                "direction": each.card.direction,
                "dots": each.dots,
                "selected": each.selected,
            }
            for each in found.options
        ],
        "suggested": _suggested(found.suggested),
        "intensity_percent": missing(cells)
        if isinstance(cells, NotAvailable)
        else {str(each.cell): percent(each.intensity, 1) for each in cells},
        "posture": missing(stance) if isinstance(stance, NotAvailable) else plain(stance.cell),
        "lead_points": None if isinstance(stance, NotAvailable) else percent(stance.lead, 1),
        "unused": list(found.coverage.unused),
    }


def _priority(state: State) -> Json:
    found = priority(state)
    if isinstance(found.evaluation, NotAvailable) or not found.evaluation.ranking.places:
        return None
    shown = _evaluation(found.evaluation) | {
        "must_talk": [[cell.option, cell.criterion] for cell in found.must_talk],
        "roles": {channel.name: str(channel.role) or None for channel in found.channels},
    }
    if found.first is not None:
        shown["first_round"] = _evaluation(found.first)
    return shown


def _channels(found: Evaluation) -> dict[str, Json]:
    places = {each.option: each.place for each in found.ranking.places}
    return {
        each.option: {
            "score": rounded(each.score, 4),
            "score_exact": ratio(each.score),
            "share_percent": percent(each.share, 1),
            "place": places.get(each.option),
            "provisional": each.provisional,
        }
        for each in found.scores
    }


def _evaluation(found: Evaluation) -> dict[str, Json]:
    weights = found.weights
    moved = [
        each for each in found.variants if each.change in (Change.WEIGHT_UP, Change.WEIGHT_DOWN)
    ]
    return {
        "weights_percent": missing(weights)
        if isinstance(weights, NotAvailable)
        else {key: percent(weight) for key, weight in weights.items()},
        "channels": _channels(found),
        "ranking": list(found.ranking.options),
        "cells": _cells(found),
        "persons": {
            each.participant: {
                "scores": {score.option: rounded(score.score, 2) for score in each.scores},
                "order": groups(each.order),
                "own_first": each.own_first,
            }
            for each in found.persons
        },
        "without_own": _variant(found.without_own),
        "equal_weights": _variant(found.variant(Change.EQUAL_WEIGHTS)),
        "left_out": {
            each.criterion or "": _variant(each)
            for each in found.variants
            if each.change is Change.LEFT_OUT
        },
        "weights_moved": {"order_changed": any(each.order_changed for each in moved)},
        "swings": [
            {
                "criterion": each.criterion,
                "first": each.first,
                "second": each.second,
                "now_percent": percent(each.weight),
                "tie_percent": percent(each.tie_at),
            }
            for each in found.swings
        ],
        "robustness": {name: _robustness(each) for name, each in found.robustness.items()},
        "ties": [[each.first, each.second, str(each.broken_by)] for each in found.ranking.ties],
    }


def _cells(found: Evaluation) -> Json:
    shown: dict[str, dict[str, Json]] = {}
    for (option, criterion), cell in found.cells.items():
        shown.setdefault(option, {})[criterion] = _cell(cell)
    return shown


def _cell(cell: Cell) -> Json:
    return {
        "scores": dict(cell.given),
        "mean": rounded(cell.mean, 3),
        "sigma": rounded(cell.sigma, 2),
        "lowest": cell.lowest,
        "highest": cell.highest,
        "label": str(cell.accord),
    }


def _variant(found: Variant) -> Json:
    return {
        "scores": {each.option: rounded(each.score, 4) for each in found.scores},
        "order": groups(found.order),
        "order_changed": found.order_changed,
        "first_changed": found.first_changed,
    }


def _robustness(found: Robustness | NotAvailable) -> Json:
    if isinstance(found, NotAvailable):
        return missing(found)
    nearest = percent(found.nearest.distance, 1) if found.nearest else None
    return {"firmness": str(found.firmness), "nearest_points": nearest}


def _structure(state: State) -> Json:
    return {
        found.channel: {
            "width_change": money(found.width_change),
            "width_change_percent": percent(found.width_change_share, 1),
            "kept_percent": percent(found.kept_share, 1),
            "leaving_revenue": money(found.leaving_revenue),
            "transferred": money(found.transferred),
            "at_risk": money(found.at_risk),
            "planned_revenue": money(found.planned_revenue),
            "growth_percent": percent(found.growth_share, 1),
            "per_partner_now": money(found.per_partner_now),
            "per_partner_planned": money(found.per_partner_planned),
            "per_partner_change_percent": percent(found.per_partner_change, 1),
            "top_percent": percent(found.top_share, 1),
            "coverage_percent": percent(found.coverage, 1),
        }
        for found in structures(state).values()
    }


def _profiles(state: State) -> Json:
    return [
        {
            "form": each.filled.form,
            "name": each.name,
            "complete_percent": percent(each.filled.share, 0),
            "missing": [field.id for field in each.filled.missing],
            "matches": len(each.matches),
            "mismatches": len(each.mismatches),
            "discriminates": each.discriminates,
        }
        for each in profiles(state)
    ]


def _market(state: State) -> Json:
    found = market(state)
    if isinstance(found, NotAvailable):
        return missing(found) if fillings(state, "market") else None
    cases = (("low", found.range.low), ("base", found.range.base), ("high", found.range.high))
    return {name: _potential(case) for name, case in cases} | _position(found)


def _potential(found: Potential | NotAvailable) -> Json:
    if isinstance(found, NotAvailable):
        return missing(found)
    return {
        "tam": money(found.tam),
        "serviceable_companies": money(found.serviceable_companies),
        "sam": money(found.sam),
        "som": money(found.som),
    }


def _position(found: Market) -> dict[str, Json]:
    stands = found.position
    if isinstance(stands, NotAvailable):
        return {"position": missing(stands), "warnings": list(found.warnings)}
    return {
        "position": {
            "current_share_percent": percent(stands.current_share, 1),
            "headroom": money(stands.headroom),
            "headroom_percent": percent(stands.headroom_growth, 1),
            "penetration_percent": percent(stands.penetration, 1),
            "look_alikes": stands.look_alikes,
        },
        "warnings": list(found.warnings),
    }


CHANNELS: dict[str, Callable[[State], Json]] = {
    "boards": _boards,
    "options": _options,
    "priority": _priority,
    "structure": _structure,
    "profiles": _profiles,
    "market": _market,
}
