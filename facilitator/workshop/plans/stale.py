"""Deals that do not move: which of them, and for how long.

Source: methods 2.15 (open deals older than twice the median sale are stale), coverage row 171
(stale after so many days). Days without a move are a setting of the deal.
"""

from datetime import date

from facilitator.model import Record
from facilitator.words.language import _, ngettext
from facilitator.words.period import say_month
from facilitator.workshop.plans.sales_people import cycle_days
from facilitator.workshop.results import records as rows
from facilitator.workshop.state import State

CLOSED = ("contract", "lost")

PATIENCE = 30
"""Days a deal may stand at one step unless its row says another number (product default)."""

TWICE = 2


def stale(state: State, row: Record, today: date) -> str | None:
    """Why an open deal is stale, in words that stand beside it; None when it moves.

    A deal nobody dated is not stale: missing is not zero.
    """
    if rows.text(row, "stage") in CLOSED:
        return None
    closes = rows.day(row, "closes")
    if closes is not None and closes < today.replace(day=1):
        return _("stale since {month}").format(month=say_month(closes))
    rested = _days(row, "moved", today)
    if rested is not None and rested > (rows.number(row, "stale_after") or PATIENCE):
        return ngettext("stale for {days} day", "stale for {days} days", rested).format(days=rested)
    since, usual = _days(row, "opened", today), cycle_days(state)[0]
    if since is not None and usual and since > TWICE * usual:
        return ngettext(
            "stale: open for {days} day, usual are {usual}",
            "stale: open for {days} days, usual are {usual}",
            since,
        ).format(days=since, usual=usual)
    return None


def _days(row: Record, field: str, today: date) -> int | None:
    when = rows.day(row, field)
    return None if when is None else (today - when).days
