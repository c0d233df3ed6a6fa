"""Figures of the ledger and the survey as JSON values; amounts are in the ledger's own unit."""

from typing import TYPE_CHECKING

from facilitator.methods.exact import NotAvailable
from facilitator.workshop.results.audit import (
    ledger_audit,
    ledger_source,
    survey_of,
    survey_source,
)
from facilitator.workshop.results.shown import Json, day, missing, money, percent
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.results import Abc, Audit, ChannelRow, CustomerList, Movement

_NAMES = 20
"""Customers named of a list; the session's document holds more."""


def ledger(state: State) -> Json:
    """Where the ledger came from, what was chosen, and the audit's main figures."""
    source, found = ledger_source(state), ledger_audit(state)
    if source is None:
        return None
    told: dict[str, Json] = {
        "title": source.title,
        "files": source.files,
        "rows": source.rows,
        "control_total": source.control_total,
        "first_day": day(source.first_day),
        "last_day": day(source.last_day),
        "without_customer": source.without_customer,
        "choices": source.choices,
    }
    return told | (_audit(found) if found else {})


def _audit(found: "Audit") -> dict[str, Json]:
    abc, xyz, matrix = found.abc, found.xyz, found.matrix
    return {
        "years": {
            row.label: {
                "revenue": money(row.revenue),
                "growth_percent": percent(row.growth),
                "whole": row.complete,
            }
            for row in found.total.years
        },
        "cagr_percent": percent(found.total.cagr),
        "channels": {row.figures.value: _channel(row) for row in found.channels},
        "abc": missing(abc) if isinstance(abc, NotAvailable) else _abc(abc),
        "xyz": missing(xyz) if isinstance(xyz, NotAvailable) else dict(xyz.counts),
        "matrix": missing(matrix)
        if isinstance(matrix, NotAvailable)
        else {
            cell.abc + cell.column: {"customers": cell.customers, "revenue": money(cell.revenue)}
            for cell in matrix.cells
        },
        "movement": _movement(found.movement),
        "irregular": _names(found.irregular),
        "stopped": _names(found.stopped),
    }


def _channel(row: "ChannelRow") -> Json:
    return {
        "revenue": money(row.figures.revenue),
        "share_percent": percent(row.figures.share),
        "growth_percent": percent(row.figures.growth),
        "customers": row.customers,
        "orders": row.orders,
        "cheque": money(row.cheque),
        "contribution": money(row.economics.contribution),
        "return_on_cost_percent": percent(row.economics.return_on_cost, 1),
        "movement": _movement(row.movement),
    }


def _abc(found: "Abc") -> Json:
    top = found.concentration
    return {
        "classes": {
            row.abc: {
                "customers": row.clients,
                "revenue": money(row.revenue),
                "revenue_percent": percent(row.revenue_share),
            }
            for row in found.classes
        },
        "top3_percent": missing(top) if isinstance(top, NotAvailable) else percent(top.top3),
        "largest": _names(found.ranked),
    }


def _movement(found: "Movement | NotAvailable") -> Json:
    if isinstance(found, NotAvailable):
        return missing(found)
    return {
        "start": found.start,
        "new": found.new,
        "returned": found.returned,
        "lost": found.lost,
        "end": found.end,
        "crr_percent": percent(found.crr),
        "churn_percent": percent(found.churn),
        "nrr_percent": percent(found.nrr),
        "grr_percent": percent(found.grr),
    }


def _names(found: "CustomerList | NotAvailable") -> Json:
    if isinstance(found, NotAvailable):
        return missing(found)
    return {"count": found.count, "names": [row.customer for row in found.rows[:_NAMES]]}


def survey(state: State) -> Json:
    """Where the survey came from, how often each score was given, how many wrote a comment."""
    source, found = survey_source(state), survey_of(state)
    if source is None or found is None:
        return None
    return {
        "title": source.title,
        "files": source.files,
        "answers": list(found.total),
        "channels": {name: list(counts) for name, counts in found.channels.items()},
        "segments": {name: list(counts) for name, counts in found.segments.items() if name},
        "comments": len(found.comments) + found.comments_left_out,
    }
