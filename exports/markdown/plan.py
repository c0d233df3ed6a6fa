"""What the room commits to: decisions and their reasons, the action plan, its costs and load."""

from datetime import date

from exports.markdown.figures import cost, day, percent
from exports.markdown.naming import by_initials, channel, choice, names, people, person
from exports.markdown.said import said
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.model import Action, Decision, Topic
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.results.actions import Plan, plan_on
from facilitator.workshop.results.agreement import decision_hands
from facilitator.workshop.state import State


def decisions(state: State) -> str:
    """Every decision with its reason and the rule it was decided by."""
    rows = state.rows(Decision)
    if not rows:
        return ""
    return blocks(
        heading(2, _("Decisions")),
        listing(
            rows,
            Column(_("Ref"), lambda row: cell(row.ref), stay=True),
            Column(_("Decision"), lambda row: cell(row.text), stay=True),
            Column(_("Reason"), lambda row: cell(row.reason), stay=True),
            Column(_("Decided by"), lambda row: cell(row.rule)),
            Column(_("Hands 0–5"), lambda row: _hands(state, row)),
            Column(_("Stage"), lambda row: escape(row.stage_key)),
            Column(_("Can be undone"), lambda row: "" if row.reversible else _("not without loss")),
            Column(_("Review"), lambda row: day(row.review)),
        ),
        bullets(
            f"{cell(row.ref)}: {words}"
            for row in rows
            for words in said(state, Topic.DECISION, row.id)
        ),
    )


def _hands(state: State, row: Decision) -> str:
    shown = decision_hands(state, row)
    if isinstance(shown, NotAvailable):
        return ""
    return f"{distribution(shown.distribution)} – {_(str(shown.status))}"


def distribution(counts: tuple[int, ...]) -> str:
    """Hands by number of fingers, those nobody showed left out: `3 ×1, 4 ×4`."""
    return ", ".join(f"{fingers} ×{count}" for fingers, count in enumerate(counts) if count)


def action_plan(state: State, today: date) -> str:
    """The plan as a table, with its cost and the load of each owner; or that there is none."""
    rows = state.rows(Action)
    title = heading(2, _("Action plan"))
    if not rows:
        return blocks(title, _("No action has been recorded yet."))
    plan = plan_on(state, today)
    late = frozenset(plan.overdue)
    return blocks(
        title,
        listing(
            rows,
            Column(_("Ref"), lambda row: cell(row.ref), stay=True),
            Column(_("Action"), lambda row: cell(row.title), stay=True),
            Column(_("Owner"), lambda row: person(state, row.owner_id), stay=True),
            Column(_("Deadline"), lambda row: day(row.deadline), stay=True),
            Column(_("Measure of done"), lambda row: cell(row.measure), stay=True),
            Column(_("Source"), lambda row: names(row.sources), stay=True),
            Column(_("Status"), lambda row: _status(row, late), stay=True),
            Column(_("Cost"), lambda row: cost(row.cost, state.workshop.currency), True, stay=True),
            Column(_("First step"), _first_step, stay=True),
            *_further_columns(state),
        ),
        _totals(state, plan),
    )


def _further_columns(state: State) -> list[Column[Action]]:
    return [
        Column(_("Helpers"), lambda row: people(state, row.helpers)),
        Column(_("Starts"), lambda row: day(row.start)),
        Column(_("Waits for"), lambda row: names(row.depends_on)),
        Column(_("Clients"), lambda row: choice(row.direction)),
        Column(_("Channel"), lambda row: channel(state, row.channel_id)),
        Column(_("Priority"), lambda row: choice(row.priority)),
        Column(_("Shown by"), lambda row: escape(row.evidence)),
        Column(_("Owner confirms by"), lambda row: day(row.confirm_by)),
    ]


def _status(row: Action, late: frozenset[str]) -> str:
    return choice(row.status) + (_(", **overdue**") if row.ref in late else "")


def _first_step(row: Action) -> str:
    if row.first_step_day is None:
        return escape(row.first_step)
    return f"{cell(row.first_step)} – {day(row.first_step_day)}"


def _totals(state: State, plan: Plan) -> str:
    load = ", ".join(
        f"{by_initials(state, each.owner)} {each.actions} ({percent(each.share, 0)})"
        for each in plan.loads
    )
    statuses = ", ".join(
        f"{called(status)} {count}" for status, count in plan.by_status.items() if count
    )
    whole = cost(plan.cost, state.workshop.currency)
    lines = [
        _("**Status:** {statuses}").format(statuses=statuses),
        _("**Load:** {load}").format(load=load) if load else "",
        _("**Cost:** {whole} for the {costed} actions that have one").format(
            whole=whole, costed=plan.costed
        )
        if plan.costed
        else "",
    ]
    if plan.on_time.due:
        share = percent(plan.on_time.rate)
        lines.append(
            _("**Done in time:** {on_time} of {due} due so far ({share})").format(
                on_time=len(plan.on_time.on_time), due=len(plan.on_time.due), share=share
            )
        )
    return bullets(line for line in lines if line)
