"""What the room commits to: decisions and their reasons, the action plan, its costs and load."""

from datetime import date

from exports.markdown.figures import cost, day, percent
from exports.markdown.naming import by_initials, channel, choice, names, people, person
from exports.markdown.said import said
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.model import Action, Decision, Topic
from facilitator.workshop.results.actions import Plan, plan_on
from facilitator.workshop.results.agreement import decision_hands
from facilitator.workshop.state import State


def decisions(state: State) -> str:
    """Every decision with its reason and the rule it was decided by."""
    rows = state.rows(Decision)
    if not rows:
        return ""
    return blocks(
        heading(2, "Decisions"),
        listing(
            rows,
            Column("Ref", lambda row: cell(row.ref), stay=True),
            Column("Decision", lambda row: cell(row.text), stay=True),
            Column("Reason", lambda row: cell(row.reason), stay=True),
            Column("Decided by", lambda row: cell(row.rule)),
            Column("Hands 0–5", lambda row: _hands(state, row)),
            Column("Stage", lambda row: escape(row.stage_key)),
            Column("Can be undone", lambda row: "" if row.reversible else "not without loss"),
            Column("Review", lambda row: day(row.review)),
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
    return f"{distribution(shown.distribution)} – {shown.status}"


def distribution(counts: tuple[int, ...]) -> str:
    """Hands by number of fingers, those nobody showed left out: `3 ×1, 4 ×4`."""
    return ", ".join(f"{fingers} ×{count}" for fingers, count in enumerate(counts) if count)


def action_plan(state: State, today: date) -> str:
    """The plan as a table, with its cost and the load of each owner; or that there is none."""
    rows = state.rows(Action)
    title = heading(2, "Action plan")
    if not rows:
        return blocks(title, "No action has been recorded yet.")
    plan = plan_on(state, today)
    late = frozenset(plan.overdue)
    return blocks(
        title,
        listing(
            rows,
            Column("Ref", lambda row: cell(row.ref), stay=True),
            Column("Action", lambda row: cell(row.title), stay=True),
            Column("Owner", lambda row: person(state, row.owner_id), stay=True),
            Column("Deadline", lambda row: day(row.deadline), stay=True),
            Column("Measure of done", lambda row: cell(row.measure), stay=True),
            Column("Source", lambda row: names(row.sources), stay=True),
            Column("Status", lambda row: _status(row, late), stay=True),
            Column("Cost", lambda row: cost(row.cost, state.workshop.currency), True, stay=True),
            Column("First step", _first_step, stay=True),
            *_further_columns(state),
        ),
        _totals(state, plan),
    )


def _further_columns(state: State) -> list[Column[Action]]:
    return [
        Column("Helpers", lambda row: people(state, row.helpers)),
        Column("Starts", lambda row: day(row.start)),
        Column("Waits for", lambda row: names(row.depends_on)),
        Column("Clients", lambda row: choice(row.direction)),
        Column("Channel", lambda row: channel(state, row.channel_id)),
        Column("Priority", lambda row: choice(row.priority)),
        Column("Shown by", lambda row: escape(row.evidence)),
        Column("Owner confirms by", lambda row: day(row.confirm_by)),
    ]


def _status(row: Action, late: frozenset[str]) -> str:
    return choice(row.status) + (", **overdue**" if row.ref in late else "")


def _first_step(row: Action) -> str:
    if row.first_step_day is None:
        return escape(row.first_step)
    return f"{cell(row.first_step)} – {day(row.first_step_day)}"


def _totals(state: State, plan: Plan) -> str:
    load = ", ".join(
        f"{by_initials(state, each.owner)} {each.actions} ({percent(each.share, 0)})"
        for each in plan.loads
    )
    statuses = ", ".join(f"{status} {count}" for status, count in plan.by_status.items() if count)
    whole = cost(plan.cost, state.workshop.currency)
    lines = [
        f"**Status:** {statuses}",
        f"**Load:** {load}" if load else "",
        f"**Cost:** {whole} for the {plan.costed} actions that have one" if plan.costed else "",
    ]
    if plan.on_time.due:
        share = percent(plan.on_time.rate)
        lines.append(
            f"**Done in time:** {len(plan.on_time.on_time)} of {len(plan.on_time.due)} due "
            f"so far ({share})"
        )
    return bullets(line for line in lines if line)
