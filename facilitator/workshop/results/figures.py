"""Every figure of a session in one document, for whoever calculates further or compares.

`figures` returns a dict of JSON values with these keys, each left out when the session has no
rows for it. Numbers that may have decimals are text: scores with four decimals, percentages (names
ending in `_percent`, without the sign) with one or two, amounts in the session's unit as short as
they are exact; names ending in `_exact` hold a fraction. Counts, dots and votes are whole numbers.
What cannot be computed is {"not_available": reason}, what is not known is null.

session     number, title, company, question, day, currency, unit, agreed, follow_up, attendance
ledger      title, files, rows, control_total, choices, years, cagr_percent, channels, abc, xyz,
            matrix, movement, irregular, stopped; amounts in the ledger's own unit
survey      title, files, answers (how often 0 … 10 was given), channels, segments, comments
sales       years, year_growth_percent, cagr_percent, trend_per_month, season_index, peak_month,
            low_month, month_growth_percent (year, month), channels (the same by channel), declines
economics   year, channels (revenue … contribution_margin_percent by channel), total
accounts    clients in order of revenue, classes, matrix, top1_percent, top3_percent, hhi, hints
retention   total and channels: start, new, lost, end, crr/churn/nrr/grr_percent
nps         total and channels: answers, nps, margin, adjusted interval, label; differences,
            response_percent
value_test  by material: readers, clear_percent … mean_percent, passed
usp         status by channel
checklist   lights by line, and how many are red, amber, green, grey
funnel      months, steps with conversion_percent and to_contract_percent
boards      by stage key: sections with cards (dots, factor, listed), evidence_percent
options     options with dots and cell, intensity_percent, posture, lead_points, unused
priority    weights_percent, channels (score, score_exact, place), cells, persons, without_own,
            equal_weights, left_out, weights_moved, swings, robustness, ties, must_talk, roles;
            first_round holds the same for the first round once a cell was voted on again
structure   by channel: width_change, at_risk, planned_revenue, per_partner_now …
profiles    list: complete_percent, missing, matches, mismatches, discriminates
market      low, base, high (tam, sam, som), position (headroom, current_share_percent …), warnings
gaps        rows by rank, weighted_total, fit_own_exact …, critical, uncovered, assumptions
chains      list: profile, channel, usp, status, missing
goals       by reference: letters, missing, confidence, mean, lowest, change, has_action
bridges     list: goals, revenue_gap, contracts, historical and improved (needs, norm), last_start
actions     count, loads, cost_minor (minor units), statuses, overdue, on_time_percent
agreement   actions (hands, lowest, mean, result, earlier), plan (status, people), earlier rounds
rounds      energy and return_on_time: numbers, lowest, mean, sigma
decisions   by reference: text, rule, stage
parking     outcome by reference

A plan adds its own, such as sales_plan: see `workshop.plans.figures`.
"""

from collections.abc import Callable
from datetime import date

from facilitator.model import Decision, Parked
from facilitator.workshop.plans.figures import plan_figures
from facilitator.workshop.results.figures_audit import AUDIT
from facilitator.workshop.results.figures_channels import CHANNELS
from facilitator.workshop.results.figures_plan import plan_parts
from facilitator.workshop.results.shown import Json, day
from facilitator.workshop.state import State
from facilitator.workshop.timing import attendance
from facilitator.workshop.unrevealed import without_hidden


def figures(state: State, today: date) -> dict[str, Json]:
    """Every figure of the session as JSON values; `today` decides what is overdue.

    Votes that are not revealed yet are left out.
    """
    state = without_hidden(state)
    parts: dict[str, Callable[[State], Json]] = {
        "session": _session,
        **AUDIT,
        **CHANNELS,
        **plan_parts(today),
        "decisions": _decisions,
        "parking": _parking,
    }
    found = {name: build(state) for name, build in parts.items()} | plan_figures(state, today)
    return {name: value for name, value in found.items() if value}


def _session(state: State) -> Json:
    workshop = state.workshop
    there = attendance(state)
    return {
        "number": workshop.number,
        "title": workshop.title,
        "company": workshop.company,
        "question": workshop.question,
        "day": day(workshop.day),
        "currency": workshop.currency,
        "unit": workshop.unit,
        "state": str(workshop.state),
        "agreed": workshop.agreed,
        "follow_up": day(workshop.follow_up),
        "attendance": {
            "present": list(there.present),
            "remote": list(there.remote),
            "absent": list(there.absent),
            "voters": there.voters,
            "voters_here": there.voters_here,
        },
    }


def _decisions(state: State) -> Json:
    return {
        row.ref: {"text": row.text, "rule": row.rule, "stage": row.stage_key}
        for row in state.rows(Decision)
    }


def _parking(state: State) -> Json:
    return {row.ref: str(row.outcome) or None for row in state.rows(Parked)}
