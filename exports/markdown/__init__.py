"""The complete plan as GitHub-flavoured Markdown: what was agreed first, how it came about after.

Sections without content are left out; the action plan and the agreement always stand there and
say what is missing.
"""

from collections.abc import Sequence
from datetime import date

from exports.markdown.agreement import agreement
from exports.markdown.audit import (
    channel_economics,
    client_loyalty,
    findings,
    further_figures,
    notes,
    sales_figures,
    value_and_system,
)
from exports.markdown.boards import boards, remaining_cards, strategy
from exports.markdown.channels import channel_priority
from exports.markdown.client_base import client_base
from exports.markdown.clients import market_potential, requirement_gaps
from exports.markdown.closing import parking_lot, return_on_time_invested
from exports.markdown.forms import further_forms, key_clients, structure, usp
from exports.markdown.goals import goals_and_funnel
from exports.markdown.header import attendance, header, time_per_stage
from exports.markdown.ledger import ledger_sales, sources
from exports.markdown.ledger_clients import ledger_clients
from exports.markdown.plan import action_plan, decisions
from exports.markdown.plans import plan_sections
from exports.markdown.plans.followup import changed
from exports.markdown.plans.operational_versions import kept_versions
from exports.markdown.plans.personal import sheet
from exports.markdown.records import ledgers
from exports.markdown.survey import comments
from exports.markdown.text import blocks, heading
from facilitator.store.entry import Entry
from facilitator.words.language import _
from facilitator.workshop.plans.personal import is_personal
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import without_hidden


def render(state: State, today: date, history: Sequence[Entry] = (), *, team: bool = False) -> str:
    """The whole session as one document ending in a line end.

    Of a personal plan it is the one page the person carries along, with the personal goal; for the
    `team` it is the whole plan without a private goal.

    Statuses are as of `today`. `history` (oldest first) adds how much was taken back, and the
    reasons given for opening what stood fixed. A vote that is not revealed yet is not written.
    """
    state = without_hidden(state)
    if is_personal(state) and not team:
        return sheet(state, today, history)
    return (
        blocks(
            header(state, today, history),
            decisions(state),
            plan_sections(state, today),
            changed(state, history),
            kept_versions(state, history),
            action_plan(state, today),
            agreement(state),
            attendance(state),
            _audit(state),
            findings(state),
            boards(state),
            strategy(state),
            channel_priority(state),
            structure(state),
            usp(state),
            key_clients(state),
            market_potential(state),
            requirement_gaps(state),
            goals_and_funnel(state, today),
            ledgers(state),
            remaining_cards(state),
            further_forms(state),
            further_figures(state),
            parking_lot(state),
            return_on_time_invested(state),
            time_per_stage(state, history),
        )
        + "\n"
    )


def _audit(state: State) -> str:
    parts = (
        sources(state),
        sales_figures(state),
        ledger_sales(state),
        channel_economics(state),
        client_base(state),
        ledger_clients(state),
        client_loyalty(state),
        comments(state),
        value_and_system(state),
        notes(state),
    )
    return blocks(heading(2, _("Sales audit")), *parts) if any(parts) else ""
