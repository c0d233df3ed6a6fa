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
from facilitator.words.language import _
from facilitator.words.period import say_month
from facilitator.workshop.called import called
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
from facilitator.workshop.results.fixed_rows import said_group
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
    return blocks(heading(2, _("Review")), *parts) if any(parts) else ""


def changed(state: State, history: Sequence[Entry]) -> str:
    """What differs from the session a review was made from; empty for any other document."""
    if state.workshop.kind != FOLLOW_UP:
        return ""
    found = changes_since(state, history)
    if not found:
        return ""
    return blocks(
        heading(2, _("What changed since the last session")),
        bullets(escape(each.sentence) for each in found),
    )


# -- scoreboard ----------------------------------------------------------------------------------


def _scoreboard(state: State, today: date) -> str:
    found = scoreboard(state, today)
    counts = ", ".join(
        f"{called(status)} {count}" for status, count in found.by_status.items() if count
    )
    on_time = found.on_time
    basis = _("{on_time} of {due} due so far").format(
        on_time=len(on_time.on_time), due=len(on_time.due)
    )
    rate = on_time.rate
    shown = why(rate) if isinstance(rate, NotAvailable) else f"{percent(rate)} ({basis})"
    loads = ", ".join(f"{by_initials(state, each.owner)} {each.actions}" for each in found.loads)
    return blocks(
        heading(3, _("Actions as of {as_of}").format(as_of=day(found.as_of))),
        bullets(
            line
            for line in (
                _("**Status:** {counts}").format(counts=counts) if counts else "",
                _("**Done in time:** {shown}").format(shown=shown),
                _("**Overdue:** {refs}").format(refs=_refs(found.overdue)),
                _("**Blocked:** {refs}").format(refs=_refs(found.blocked)) if found.blocked else "",
                _("**Open actions per owner:** {loads}").format(loads=loads) if loads else "",
                _rhythms(state),
            )
            if line
        ),
        _late_and_moved(state, today),
    )


def _refs(found: tuple[ActionReview, ...]) -> str:
    return names([each.item.ref for each in found]) or _("none")


def _rhythms(state: State) -> str:
    rhythms, days, source = control(state)
    if isinstance(rhythms, NotAvailable):
        return ""
    said = ", ".join(
        _("{kind} KPIs {frequency}").format(kind=called(kind), frequency=called(rhythm.frequency))
        for kind, rhythm in rhythms.items()
    )
    return _("**How often to look:** {said} (sales cycle {days} days, {source})").format(
        said=said, days=days, source=escape(source)
    )


def _late_and_moved(state: State, today: date) -> str:
    rows = [each for each in reviews(state, today) if each.late or each.slip]
    if not rows:
        return ""
    return listing(
        rows,
        Column(_("Ref"), lambda row: cell(row.item.ref), stay=True),
        Column(_("Action"), lambda row: cell(row.action.title), stay=True),
        Column(_("First agreed"), lambda row: day(row.agreed or row.action.deadline), stay=True),
        Column(_("Deadline"), lambda row: day(row.action.deadline), stay=True),
        Column(_("Done on"), _done_on),
        Column(_("Working days late"), lambda row: str(row.late or ""), True),
        Column(_("Working days moved"), lambda row: f"{row.slip:+}" if row.slip else "", True),
        Column(_("Why"), lambda row: escape(row.why)),
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
        heading(3, _("KPIs: plan and fact")),
        listing(
            rows,
            Column(_("Ref"), lambda row: cell(row.ref), stay=True),
            Column("KPI", lambda row: cell(row.name), stay=True),
            Column(_("Person"), lambda row: escape(row.person.name if row.person else "")),
            Column(_("Fact"), lambda row: _figure(row.actual), True, True),
            Column(_("Should be"), lambda row: _figure(row.expected), True, True),
            Column(_("Unit"), lambda row: escape(row.unit)),
            Column(_("Reached"), lambda row: percent(row.judged.achievement), True, True),
            Column(_("Light"), _light, stay=True),
            Column(_("Basis"), lambda row: cell(row.basis), stay=True),
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
    light = _(str(row.light))
    return f"**{light}**" if row.light is Light.RED else light


def _run(row: Standing) -> str:
    return _("{name}: four weeks in a row at the target by {run_end} at best").format(
        name=escape(row.name), run_end=day(row.run_end)
    )


def _conversion(found: Conversion) -> str:
    few = _(", a small sample") if found.small else ""
    said = f"{escape(found.earlier.name)} → {escape(found.later.name)}: {percent(found.rate)}"
    basis = _("of {cases}{few}").format(cases=found.cases, few=few)
    if isinstance(found.usual, NotAvailable):
        return f"{said} {basis}"
    return _("{said} {basis}; before {usual} of {usual_cases}").format(
        said=said, basis=basis, usual=percent(found.usual), usual_cases=found.usual_cases
    )


def _channels(state: State, today: date) -> str:
    found = channel_standings(state, today)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(
            3,
            _("{month} by channel, {money_unit}").format(
                month=say_month(found.month), money_unit=money_unit(state.workshop)
            ),
        ),
        listing(
            [*found.channels, found.total],
            Column(_("Channel"), lambda row: cell(said_group(row.variance.name)), stay=True),
            Column(_("Plan"), lambda row: plain(row.variance.plan), True, True),
            Column(_("Fact"), lambda row: plain(row.variance.fact), True, True),
            Column(_("Reached"), lambda row: percent(row.judged.achievement), True, True),
            Column(_("Light"), lambda row: _(str(row.judged.light)), stay=True),
        ),
    )


# -- budget --------------------------------------------------------------------------------------


def _budget(state: State, today: date) -> str:
    found = budget_standings(state, today)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(
            3,
            _("Budget: plan and fact, {money_unit}").format(money_unit=money_unit(state.workshop)),
        ),
        listing(
            [*found.lines, found.total],
            Column(_("Line"), lambda row: cell(said_group(row.variance.name)), stay=True),
            Column(_("Plan"), lambda row: _money(row.variance.plan), True, True),
            Column(_("Fact"), lambda row: _money(row.variance.fact), True, True),
            Column(_("Difference"), _difference, True, True),
            Column(_("Basis"), lambda row: escape(row.basis)),
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
        heading(3, _("Goals: keep, correct or stop")),
        listing(
            rows,
            Column(_("Ref"), lambda row: cell(row.goal.ref), stay=True),
            Column(_("Goal"), lambda row: cell(row.goal.text), stay=True),
            Column(_("Light"), lambda row: _(str(row.light)), stay=True),
            Column(_("Result KPIs"), lambda row: names([each.ref for each in row.results])),
            Column(_("Decision"), lambda row: called(_said(row, "decision")), stay=True),
            Column(_("Cause"), lambda row: _said(row, "text")),
            Column(_("Reason"), lambda row: _said(row, "reason")),
            Column(_("What the numbers speak for"), lambda row: escape(row.suggestion.sentence)),
        ),
    )


def _said(row: GoalStanding, field: str) -> str:
    return escape(text(row.decision, field)) if row.decision else ""
