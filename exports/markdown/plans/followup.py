"""The review report: scoreboard, actions, KPIs, budget, corrections."""

from collections.abc import Sequence
from datetime import date

from exports.markdown.figures import day, money_unit, number, percent, plain, why
from exports.markdown.naming import by_initials, names
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.actions import ActionStatus
from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.kpi import Light
from facilitator.model.workshop import FOLLOW_UP
from facilitator.store.entry import Entry
from facilitator.words.deadline import say_day
from facilitator.words.period import say_month
from facilitator.workshop.plans.followup import ActionReview, control, reviews, scoreboard
from facilitator.workshop.plans.followup_budget import BudgetStanding, budget_standings
from facilitator.workshop.plans.followup_changes import changes_since
from facilitator.workshop.plans.followup_channels import channel_standings
from facilitator.workshop.plans.followup_goals import (
    Conversion,
    GoalStanding,
    conversions,
    goal_standings,
    payment_hint,
)
from facilitator.workshop.plans.followup_kpis import Standing, standings
from facilitator.workshop.results.records import text
from facilitator.workshop.state import State


def section(state: State, today: date) -> str:
    """What a review found; empty for a session that is none and has no fact of a KPI."""
    is_review = state.workshop.kind == FOLLOW_UP
    parts = (
        _scoreboard(state, today) if is_review else "",
        _kpis(state, today),
        _channels(state, today) if is_review else "",
        _budget(state, today),
        _goals(state, today) if is_review else "",
    )
    return blocks(heading(2, "Review"), *parts) if any(parts) else ""


def changed(state: State, history: Sequence[Entry]) -> str:
    """What differs from the session a review was made from; empty for any other document."""
    if state.workshop.kind != FOLLOW_UP:
        return ""
    found = changes_since(state, history)
    if not found:
        return ""
    return blocks(
        heading(2, "What changed since the last session"),
        bullets(escape(each.sentence) for each in found),
    )


# -- scoreboard ----------------------------------------------------------------------------------


def _scoreboard(state: State, today: date) -> str:
    found = scoreboard(state, today)
    counts = ", ".join(f"{status} {count}" for status, count in found.by_status.items() if count)
    on_time = found.on_time
    basis = f"{len(on_time.on_time)} of {len(on_time.due)} due so far"
    rate = on_time.rate
    shown = why(rate) if isinstance(rate, NotAvailable) else f"{percent(rate)} ({basis})"
    loads = ", ".join(f"{by_initials(state, each.owner)} {each.actions}" for each in found.loads)
    return blocks(
        heading(3, f"Actions as of {day(found.as_of)}"),
        bullets(
            line
            for line in (
                f"**Status:** {counts}" if counts else "",
                f"**Done in time:** {shown}",
                f"**Overdue:** {_refs(found.overdue)}",
                f"**Blocked:** {_refs(found.blocked)}" if found.blocked else "",
                f"**Open actions per owner:** {loads}" if loads else "",
                _rhythms(state),
            )
            if line
        ),
        _late_and_moved(state, today),
    )


def _refs(found: tuple[ActionReview, ...]) -> str:
    return names([each.item.ref for each in found]) or "none"


def _rhythms(state: State) -> str:
    rhythms, days, source = control(state)
    if isinstance(rhythms, NotAvailable):
        return ""
    said = ", ".join(f"{kind} KPIs {rhythm.frequency}" for kind, rhythm in rhythms.items())
    return f"**How often to look:** {said} (sales cycle {days} days, {escape(source)})"


def _late_and_moved(state: State, today: date) -> str:
    rows = [each for each in reviews(state, today) if each.late or each.slip]
    if not rows:
        return ""
    return listing(
        rows,
        Column("Ref", lambda row: cell(row.item.ref), stay=True),
        Column("Action", lambda row: cell(row.action.title), stay=True),
        Column("First agreed", lambda row: day(row.agreed or row.action.deadline), stay=True),
        Column("Deadline", lambda row: day(row.action.deadline), stay=True),
        Column("Done on", _done_on),
        Column("Working days late", lambda row: str(row.late or ""), True),
        Column("Working days moved", lambda row: f"{row.slip:+}" if row.slip else "", True),
        Column("Why", lambda row: escape(row.why)),
    )


def _done_on(row: ActionReview) -> str:
    done = row.item.status is ActionStatus.DONE and row.item.done_on
    return say_day(done) if done else ""


# -- KPIs ----------------------------------------------------------------------------------------


def _kpis(state: State, today: date) -> str:
    rows = [each for each in standings(state, today) if each.facts]
    if not rows:
        return ""
    return blocks(
        heading(3, "KPIs: plan and fact"),
        listing(
            rows,
            Column("Ref", lambda row: cell(row.ref), stay=True),
            Column("KPI", lambda row: cell(row.name), stay=True),
            Column("Person", lambda row: escape(row.person.name if row.person else "")),
            Column("Fact", lambda row: _figure(row.actual), True, True),
            Column("Should be", lambda row: _figure(row.expected), True, True),
            Column("Unit", lambda row: escape(row.unit)),
            Column("Reached", lambda row: percent(row.judged.achievement), True, True),
            Column("Light", _light, stay=True),
            Column("Basis", lambda row: cell(row.basis), stay=True),
        ),
        bullets(
            [
                *(_run(each) for each in rows if each.run_end is not None),
                *(_conversion(each) for each in conversions(state, today)),
                *([escape(hint)] if (hint := payment_hint(state, today)) else []),
            ]
        ),
    )


def _figure(value: Figure) -> str:
    if isinstance(value, NotAvailable):
        return why(value)
    return plain(value) if (value * 10_000).denominator == 1 else number(value, 1)


def _light(row: Standing) -> str:
    return f"**{row.light}**" if row.light is Light.RED else str(row.light)


def _run(row: Standing) -> str:
    return f"{escape(row.name)}: four weeks in a row at the target by {day(row.run_end)} at best"


def _conversion(found: Conversion) -> str:
    few = ", a small sample" if found.small else ""
    said = f"{escape(found.earlier.name)} → {escape(found.later.name)}: {percent(found.rate)}"
    basis = f"of {found.cases}{few}"
    if isinstance(found.usual, NotAvailable):
        return f"{said} {basis}"
    return f"{said} {basis}; before {percent(found.usual)} of {found.usual_cases}"


def _channels(state: State, today: date) -> str:
    found = channel_standings(state, today)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(3, f"{say_month(found.month)} by channel, {money_unit(state.workshop)}"),
        listing(
            [*found.channels, found.total],
            Column("Channel", lambda row: cell(row.variance.name), stay=True),
            Column("Plan", lambda row: plain(row.variance.plan), True, True),
            Column("Fact", lambda row: plain(row.variance.fact), True, True),
            Column("Reached", lambda row: percent(row.judged.achievement), True, True),
            Column("Light", lambda row: str(row.judged.light), stay=True),
        ),
    )


# -- budget --------------------------------------------------------------------------------------


def _budget(state: State, today: date) -> str:
    found = budget_standings(state, today)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(3, f"Budget: plan and fact, {money_unit(state.workshop)}"),
        listing(
            [*found.lines, found.total],
            Column("Line", lambda row: cell(row.variance.name), stay=True),
            Column("Plan", lambda row: _money(row.variance.plan), True, True),
            Column("Fact", lambda row: _money(row.variance.fact), True, True),
            Column("Difference", _difference, True, True),
            Column("Basis", lambda row: escape(row.basis)),
        ),
    )


def _money(value: Figure) -> str:
    return plain(value, 2)


def _difference(row: BudgetStanding) -> str:
    value = row.variance.difference
    if isinstance(value, NotAvailable):
        return plain(value)
    return ("+" if value > 0 else "") + plain(value, 2)


# -- goals ---------------------------------------------------------------------------------------


def _goals(state: State, today: date) -> str:
    rows = goal_standings(state, today)
    if not rows:
        return ""
    return blocks(
        heading(3, "Goals: keep, correct or stop"),
        listing(
            rows,
            Column("Ref", lambda row: cell(row.goal.ref), stay=True),
            Column("Goal", lambda row: cell(row.goal.text), stay=True),
            Column("Light", lambda row: str(row.light), stay=True),
            Column("Result KPIs", lambda row: names([each.ref for each in row.results])),
            Column("Decision", lambda row: _said(row, "decision"), stay=True),
            Column("Cause", lambda row: _said(row, "text")),
            Column("Reason", lambda row: _said(row, "reason")),
            Column("What the numbers speak for", lambda row: escape(row.suggestion.sentence)),
        ),
    )


def _said(row: GoalStanding, field: str) -> str:
    return escape(text(row.decision, field)) if row.decision else ""
