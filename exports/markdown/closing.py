"""What was kept for later, and what the room thought of its time."""

from exports.markdown.figures import number
from exports.markdown.header import round_of
from exports.markdown.naming import by_initials, choice
from exports.markdown.text import Column, blocks, cell, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.model import Parked
from facilitator.words.language import _
from facilitator.workshop.results.rounds import return_on_time
from facilitator.workshop.state import State


def parking_lot(state: State) -> str:
    """Every parked item with where it goes."""
    rows = state.rows(Parked)
    if not rows:
        return ""
    return blocks(
        heading(2, _("Parking lot")),
        listing(
            rows,
            Column(_("Ref"), lambda row: cell(row.ref), stay=True),
            Column(_("Item"), lambda row: cell(row.text), stay=True),
            Column(_("Raised by"), lambda row: by_initials(state, row.raised_by)),
            Column(_("Stage"), lambda row: escape(row.stage_key)),
            Column(_("Goes to"), lambda row: choice(row.outcome) or _("not sorted"), stay=True),
            Column(_("Note"), lambda row: escape(row.note)),
        ),
    )


def return_on_time_invested(state: State) -> str:
    """ROTI: what the time was worth to each person, 1 waste to 5 high gain."""
    found = return_on_time(state)
    said = round_of(_("Return on time"), found)
    if not said:
        return ""
    spread = ""
    if not isinstance(found.summary, NotAvailable):
        sigma = found.summary.sigma
        spread = (
            ""
            if isinstance(sigma, NotAvailable)
            else _("Spread (σ): {sigma}").format(sigma=number(sigma, 2))
        )
    return blocks(heading(2, _("Return on time (ROTI)")), said, spread)
