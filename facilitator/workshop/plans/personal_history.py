"""What a person did in earlier months, read from the personal plans of these months.

Source: coverage rows 152 and 154.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from facilitator.methods.exact import NotAvailable
from facilitator.methods.periods import MONTHS_IN_YEAR, Period, months_later
from facilitator.methods.tracking import totals
from facilitator.model.workshop import PERSONAL_PLAN
from facilitator.words.language import _
from facilitator.workshop.plans.personal import position
from facilitator.workshop.plans.personal_approval import APPROVALS, BASIS
from facilitator.workshop.plans.personal_commands import exact_text
from facilitator.workshop.plans.personal_tracking import MEASURES, day_logs
from facilitator.workshop.results.reading import answer
from facilitator.workshop.results.records import records
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.workshop.library import Library
    from facilitator.workshop.opened import OpenWorkshop


async def earlier_months(library: Library, plan: OpenWorkshop) -> list[dict[str, str]]:
    """Months of the person's plans of the last 12 months, as values of the ledger of own months.

    Plans are the person's when name and company are the same; of several for a month, the one
    changed last counts. Plans of a quarter, and months without an entry, are left out.
    """
    header = plan.state.workshop
    if header.kind != PERSONAL_PLAN or header.period_first is None:
        return []
    since = months_later(header.period_first, -MONTHS_IN_YEAR)
    found: dict[str, dict[str, str]] = {}
    for summary in library.summaries(archived=True):
        same = (summary.person, summary.company) == (header.person, header.company)
        if summary.kind != PERSONAL_PLAN or not same or summary.id == plan.id:
            continue
        first = _first_day(summary.period_first)
        if first is None or not since <= first < header.period_first:
            continue
        if first.strftime("%Y-%m") in found:
            continue
        earlier = await library.read(summary.id)
        month = month_of_plan(earlier.state)
        if month is not None:
            found[month["month"]] = month
    return [found[key] for key in sorted(found)]


def _first_day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def month_of_plan(state: State) -> dict[str, str] | None:
    """One plan as a row of own months; None for a plan of several months or without an entry."""
    header = state.workshop
    first, last = header.period_first, header.period_last
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    sums = totals(day_logs(state), Period(first, last))
    if not sums:
        return None
    values = {measure: exact_text(sums[measure]) for measure in MEASURES if measure in sums}
    said = _forecast(state, first)
    if said:
        values["forecast"] = said
    return {
        "month": first.strftime("%Y-%m"),
        **values,
        "source": _("plan {number}").format(number=header.number),
    }


def _forecast(state: State, first: date) -> str:
    """What was expected when the plan was agreed, else what its rows say now."""
    for row in reversed(records(state, APPROVALS)):
        if kept := answer(state, BASIS, "forecast", row.id):
            return kept
    found = position(state, first)
    amount = found if isinstance(found, NotAvailable) else found.forecast.expected
    return "" if isinstance(amount, NotAvailable) else exact_text(amount)
