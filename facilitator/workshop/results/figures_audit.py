"""Figures of the sales audit as JSON values: stages A1 to A6."""

from collections.abc import Callable

from facilitator.methods.economics import ChannelResult
from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps
from facilitator.methods.retention import Retention
from facilitator.methods.valuetest import ValueTest
from facilitator.workshop.results.accounts import Account, Accounts, accounts
from facilitator.workshop.results.audit import survey_source
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.figures_ledger import ledger, survey
from facilitator.workshop.results.funnel import funnel
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.results.sales import MONTHS, Dynamics, sales
from facilitator.workshop.results.shown import Json, keyed, missing, money, percent, plain, rounded
from facilitator.workshop.results.value import CHECKLIST, checklist, usp_status, value_tests
from facilitator.workshop.state import State


def _sales(state: State) -> Json:
    found = sales(state)
    if isinstance(found, NotAvailable):
        return None
    return _dynamics(found.total) | {
        "channels": {each.name: _dynamics(each) for each in found.channels},
        "declines": [
            {
                "channel": each.channel,
                "period": each.period,
                "change_percent": percent(each.change, 1),
            }
            for each in found.declines
        ],
    }


def _dynamics(found: Dynamics) -> dict[str, Json]:
    years = range(len(found.month_growth) // 12)
    season = found.seasonality
    shown: dict[str, Json] = {
        "years": keyed({year: money(value) for year, value in found.years.items()}),
        "year_growth_percent": keyed(
            {year: percent(value) for year, value in found.year_growth.items()}
        ),
        "month_growth_percent": {
            str(found.first_year + at): {
                month: percent(value, 1)
                for month, value in zip(
                    MONTHS, found.month_growth[12 * at : 12 * at + 12], strict=True
                )
            }
            for at in years
            if at > 0
        },
        "quarter_growth_percent": [percent(value, 1) for value in found.quarter_growth[4:]],
        "cagr_percent": percent(found.cagr),
        "trend_per_month": missing(found.trend)
        if isinstance(found.trend, NotAvailable)
        else rounded(found.trend.slope, 2),
    }
    if isinstance(season, NotAvailable):
        return shown | {"season_index": missing(season)}
    return shown | {
        "season_index": {
            month: rounded(index, 3) for month, index in zip(MONTHS, season.indices, strict=True)
        },
        "peak_month": MONTHS[season.peak],
        "low_month": MONTHS[season.low],
    }


def _economics(state: State) -> Json:
    found = economics(state)
    if isinstance(found, NotAvailable):
        return missing(found) if rows_of(state, "economics") else None
    total = found.total
    return {
        "year": found.year,
        "channels": {each.name: _channel(each) for each in found.channels},
        "total": missing(total) if isinstance(total, NotAvailable) else _channel(total),
    }


def _channel(found: ChannelResult) -> Json:
    return {
        "revenue": money(found.revenue),
        "gross_margin_percent": percent(found.gross_margin),
        "gross_profit": money(found.gross_profit),
        "channel_cost": money(found.cost),
        "contribution": money(found.contribution),
        "return_on_cost_percent": percent(found.return_on_cost, 1),
        "contribution_margin_percent": percent(found.contribution_margin, 1),
    }


def _accounts(state: State) -> Json:
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return None
    ranked = [found.account(one.client) for one in found.abc.ranked]
    rest = [each for each in found.accounts if each.ranked is None]
    top = found.concentration
    shown: dict[str, Json] = {
        "first_quarter": found.first_quarter,
        "quarters": found.quarters,
        "clients": [_client(each) for each in (*ranked, *rest)],
        "classes": _classes(found),
        "matrix": {
            cell.abc + cell.column: {"clients": len(cell.clients), "revenue": money(cell.revenue)}
            for cell in found.matrix.cells
        },
        "hints": list(found.hints),
    }
    if isinstance(top, NotAvailable):
        return shown
    return shown | {
        "top1_percent": percent(top.top1),
        "top3_percent": percent(top.top3),
        "hhi": rounded(top.hhi, 0),
    }


def _client(each: Account) -> Json:
    return {
        "name": each.name,
        "channel": each.channel,
        "last_year": money(each.last),
        "this_year": money(each.this),
        "share_percent": percent(each.ranked.share) if each.ranked else None,
        "cumulative_percent": percent(each.ranked.cumulative) if each.ranked else None,
        "abc": each.ranked.abc if each.ranked else None,
        "xyz": each.xyz.column,
        "cv_percent": percent(each.xyz.cv),
        "periods": each.xyz.periods,
    }


def _classes(found: Accounts) -> Json:
    if isinstance(found.classes, NotAvailable):
        return missing(found.classes)
    return {
        row.abc: {
            "clients": row.clients,
            "client_percent": percent(row.client_share, 0),
            "revenue": money(row.revenue),
            "revenue_percent": percent(row.revenue_share),
        }
        for row in found.classes
    }


def _retention(state: State) -> Json:
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return None
    total = found.retention
    return {
        "total": missing(total) if isinstance(total, NotAvailable) else _kept(total),
        "channels": {name: _kept(each) for name, each in found.by_channel.items()},
    }


def _kept(found: Retention) -> Json:
    return {
        "start": found.start,
        "new": len(found.new),
        "lost": len(found.lost),
        "end": found.end,
        "crr_percent": percent(found.crr),
        "churn_percent": percent(found.churn),
        "nrr_percent": percent(found.nrr),
        "grr_percent": percent(found.grr),
    }


def _nps(state: State) -> Json:
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        return missing(found) if rows_of(state, "nps") or survey_source(state) else None
    return {
        "response_percent": percent(found.response_rate, 1),
        "total": missing(found.total)
        if isinstance(found.total, NotAvailable)
        else _score(found.total),
        "channels": {name: _score(each) for name, each in found.channels.items()},
        "differences": [
            {
                "first": first,
                "second": second,
                "delta": rounded(each.delta, 1),
                "threshold": rounded(each.threshold, 1),
                "significant": each.significant,
            }
            for (first, second), each in found.differences.items()
        ],
    }


def _score(found: Nps) -> Json:
    return {
        "answers": found.answers,
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "nps": rounded(found.score, 2),
        "margin": rounded(found.margin, 1),
        "adjusted": {
            "nps": rounded(found.adjusted.centre, 1),
            "low": rounded(found.adjusted.low, 2),
            "high": rounded(found.adjusted.high, 2),
        },
        "label": str(found.weight),
    }


def _value_test(state: State) -> Json:
    return {
        material: missing(found) if isinstance(found, NotAvailable) else _material(found)
        for material, found in value_tests(state).items()
    }


def _material(found: ValueTest) -> Json:
    shares = {f"{each.question}_percent": percent(each.share, 0) for each in found.results}
    return {
        "readers": found.readers,
        **shares,
        "mean_percent": percent(found.mean, 0),
        "passed": plain(found.passed),
    }


def _checklist(state: State) -> Json:
    if not rows_of(state, CHECKLIST):
        return None
    found = checklist(state)
    counts = {str(light or "grey"): 0 for light in ("red", "amber", "green", None)}
    for light in found.lights.values():
        counts[str(light or "grey")] += 1
    return {
        "lights": {line: str(each) if each else None for line, each in found.lights.items()},
        **counts,
    }


def _funnel(state: State) -> Json:
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return None
    return {
        "months": found.months,
        "steps": [
            {
                "step": each.stage,
                "count": each.count,
                "conversion_percent": percent(each.conversion, 1),
                "to_contract_percent": percent(each.to_contract, 1),
                "small_sample": each.small_sample,
            }
            for each in found.steps
        ],
    }


def _usp(state: State) -> Json:
    return {channel: status for channel, status in usp_status(state).items() if status}


AUDIT: dict[str, Callable[[State], Json]] = {
    "ledger": ledger,
    "survey": survey,
    "sales": _sales,
    "economics": _economics,
    "accounts": _accounts,
    "retention": _retention,
    "nps": _nps,
    "value_test": _value_test,
    "usp": _usp,
    "checklist": _checklist,
    "funnel": _funnel,
}
