"""The minutes people sign: who was there, what was decided and agreed, what stays open.

The order is that of a document to be read by somebody who was not in the room. Numbers, days and
words are those of the Markdown; the pieces are set by the formats that make pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exports.actions import PlanLine, plan_lines
from exports.markdown.agreement import plan_line, with_remedy
from exports.markdown.closing import parking_lot
from exports.markdown.figures import cost, day, plain
from exports.markdown.header import header
from exports.markdown.naming import choice, names, person
from exports.markdown.plan import decisions
from exports.markdown.plans import plan_sections
from exports.markdown.plans.followup import changed
from exports.markdown.records import ledgers
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from exports.pieces import Piece, pieces
from exports.words import NO_LIMIT, line, vote, word_on_plan
from facilitator.model import Action
from facilitator.model.workshop import SESSION
from facilitator.store.entry import Entry
from facilitator.words.language import _
from facilitator.words.text import clean
from facilitator.workshop.agreement import obstacles
from facilitator.workshop.results.agreement import PersonOnPlan, plan_agreement
from facilitator.workshop.results.goals import GoalResult, goals
from facilitator.workshop.results.reading import number
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose signature the minutes ask for."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything the pages say; `pieces` begin with the heading that is the title."""

    title: str
    company: str
    pieces: tuple[Piece, ...]
    signers: tuple[Signer, ...]


def minutes(state: State, history: Sequence[Entry], today: date) -> Minutes:
    """The minutes of a session or a plan, as of `today`."""
    is_plan = state.workshop.kind != SESSION
    told = blocks(
        header(state, today, history),
        _people(state),
        decisions(state),
        _goals(state, today),
        plan_sections(state, today),
        changed(state, history),
        ledgers(state) if is_plan else "",
        _actions(state, today),
        _agreement(state),
        _objections(state),
        parking_lot(state),
        _review(state),
    )
    return Minutes(
        title=line(state.workshop.title) or _("Strategic session"),
        company=line(state.workshop.company),
        pieces=pieces(clean(told, limit_graphemes=NO_LIMIT, multiline=True).text),
        signers=tuple(
            Signer(line(each.name), line(each.role)) for each in state.voters or state.people
        ),
    )


def _people(state: State) -> str:
    if not state.people:
        return ""
    return blocks(
        heading(2, _("Present")),
        listing(
            state.people,
            Column(_("Name"), lambda each: cell(each.name), stay=True),
            Column(_("Role"), lambda each: cell(each.role), stay=True),
            Column(_("Presence"), lambda each: choice(each.presence), stay=True),
            Column(_("Vote"), vote, stay=True),
        ),
    )


def _goals(state: State, today: date) -> str:
    found = goals_table(state, today)
    return blocks(heading(2, _("Goals")), found) if found else ""


def goals_table(state: State, today: date) -> str:
    """Every goal on one line; empty when there is none."""
    return listing(
        goals(state, today).goals,
        Column(_("Ref"), lambda each: cell(each.goal.ref), stay=True),
        Column(_("Goal"), lambda each: cell(each.goal.text), stay=True),
        Column(_("Measured by"), lambda each: escape(each.goal.metric)),
        Column(_("From – to"), _from_to),
        Column(_("Deadline"), lambda each: day(each.goal.deadline), stay=True),
        Column(_("Owner"), lambda each: person(state, each.goal.owner_id), stay=True),
        Column(_("Source"), lambda each: names(each.goal.sources)),
    )


def _from_to(each: GoalResult) -> str:
    goal = each.goal
    if not goal.baseline and not goal.target:
        return ""
    unit = f" {escape(goal.unit)}" if goal.unit else ""
    return f"{plain(number(goal.baseline))} → {plain(number(goal.target))}{unit}"


def _actions(state: State, today: date) -> str:
    rows = plan_lines(state, today)
    if not rows:
        return blocks(heading(2, _("Action plan")), _("No action has been recorded yet."))
    kept = {row.id: row for row in state.rows(Action)}
    currency = state.workshop.currency
    return blocks(
        heading(2, _("Action plan")),
        action_table(rows),
        heading(3, _("First steps and terms"))
        if any(row.first_step or row.helpers or row.waits_for for row in rows)
        else "",
        listing(
            [each for each in rows if _has_terms(each)],
            Column(_("Ref"), lambda row: cell(row.ref), stay=True),
            Column(_("First step"), lambda row: escape(row.first_step), stay=True),
            Column(_("By"), lambda row: day(row.first_step_day)),
            Column(_("Helpers"), lambda row: escape(row.helpers)),
            Column(_("Waits for"), lambda row: escape(row.waits_for)),
            Column(_("Cost"), lambda row: cost(kept[row.id].cost, currency), right=True),
            Column(_("Owner confirms by"), lambda row: day(row.confirm_by)),
        ),
    )


def action_table(rows: Sequence[PlanLine]) -> str:
    """What is done by whom and when, how far it is, how many hands it has."""
    return listing(
        rows,
        Column(_("Ref"), lambda row: cell(row.ref), stay=True),
        Column(_("Action"), lambda row: cell(row.title), stay=True),
        Column(_("Owner"), lambda row: cell(row.owner), stay=True),
        Column(_("Deadline"), lambda row: day(row.deadline), stay=True),
        Column(_("Measure of done"), lambda row: cell(row.measure), stay=True),
        Column(_("Source"), lambda row: cell(row.sources), stay=True),
        Column(_("Status"), _status, stay=True),
        Column(_("Hands"), lambda row: escape(row.agreement)),
    )


def _has_terms(row: PlanLine) -> bool:
    return bool(row.first_step or row.helpers or row.waits_for or row.confirm_by) or (
        row.cost is not None
    )


def _status(row: PlanLine) -> str:
    return escape(row.status) + (_(", **overdue**") if row.overdue else "")


def _agreement(state: State) -> str:
    return blocks(heading(2, _("Agreement")), agreed_words(state))


def agreed_words(state: State) -> str:
    """The agreement as it stands, the word of each person, what is missing."""
    found = plan_agreement(state)
    missing = [] if state.workshop.agreed else [escape(each.sentence) for each in obstacles(state)]
    return blocks(
        plan_line(state, found.sentence),
        listing(
            found.people,
            Column(_("Person"), lambda each: cell(each.person.name), stay=True),
            Column(_("Role"), lambda each: cell(each.person.role)),
            Column(_("Word on the plan"), lambda each: word_on_plan(each.word), stay=True),
            Column(_("Reservation or objection"), lambda each: escape(each.reason)),
            Column(_("Acceptable if"), lambda each: escape(each.amendment)),
            Column(_("Confirms by"), lambda each: "" if each.word else day(each.confirm_by)),
        ),
        _("Still missing:") if missing else "",
        bullets(missing),
    )


def _objections(state: State) -> str:
    found = plan_agreement(state).objections
    said = bullets(_objection(each) for each in found) or _("None.")
    return blocks(heading(2, _("Open objections")), said)


def _objection(each: PersonOnPlan) -> str:
    said = f"**{cell(each.person.name)}:** {cell(each.reason)}"
    return with_remedy(said, escape(each.amendment)) if each.amendment else said


def _review(state: State) -> str:
    review = state.workshop.follow_up
    return blocks(heading(2, _("Next review")), day(review) if review else _("Not set."))
