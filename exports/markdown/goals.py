"""Goals with their SMART letters and confidence, and the activity they need."""

from datetime import date

from exports.markdown.figures import day, money_unit, number, or_why, percent, plain, why
from exports.markdown.naming import choice, names, person
from exports.markdown.said import said
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.model import Goal, Topic
from facilitator.words.language import _, ngettext
from facilitator.workshop.results.funnel import Bridge, Scenario, bridges, funnel
from facilitator.workshop.results.goals import GoalResult, goals
from facilitator.workshop.results.reading import number as exact
from facilitator.workshop.state import State


def goals_and_funnel(state: State, today: date) -> str:
    """Every goal, the funnel as it was counted, and what each goal needs of it."""
    found = goals(state, today)
    parts = [
        *(_goal(state, each) for each in found.goals),
        _funnel(state),
        *(_bridge(state, each) for each in bridges(state)),
    ]
    return blocks(heading(2, _("Goals")), *parts) if any(parts) else ""


def _goal(state: State, found: GoalResult) -> str:
    goal = found.goal
    smart = found.smart
    letters = ""
    open_points: list[str] = []
    if isinstance(smart, NotAvailable):
        letters = why(smart)
    else:
        letters = _("{count} of 5 ({letters})").format(
            count=smart.letters, letters=found.letters or _("none")
        )
        open_points = [f"{each.letter}: {escape(each.sentence)}" for each in smart.missing]
    return blocks(
        heading(3, f"{cell(goal.ref)} {escape(goal.text)}"),
        facts(
            [
                (_("Metric"), _metric(goal)),
                (_("From – to"), _from_to(goal, found)),
                (_("Deadline"), day(goal.deadline) if goal.deadline else _("not set")),
                (_("Owner"), person(state, goal.owner_id) or _("nobody")),
                (_("Clients"), choice(goal.direction)),
                (_("Scope"), escape(goal.scope)),
                (_("Milestones"), escape(goal.milestone)),
                (_("Serves"), names(goal.sources)),
                (_("Upper limit"), escape(goal.capacity)),
                (_("What we will not do"), escape(goal.not_doing)),
                ("SMART", letters),
                (_("Confidence"), _confidence(found)),
                (_("Action"), "" if found.has_action else _("none names this goal as its source")),
            ]
        ),
        bullets(open_points),
        bullets(said(state, Topic.CONFIDENCE, goal.id)),
    )


def _metric(goal: Goal) -> str:
    parts = [
        goal.metric,
        goal.unit and _("in {unit}").format(unit=goal.unit),
        goal.data_source and f"({goal.data_source})",
    ]
    return escape(" ".join(part for part in parts if part))


def _from_to(goal: Goal, found: GoalResult) -> str:
    if not goal.baseline and not goal.target:
        return ""
    unit = f" {escape(goal.unit)}" if goal.unit else ""
    base, target = (plain(exact(text)) for text in (goal.baseline, goal.target))
    change = ""
    if not isinstance(found.change, NotAvailable):
        share = found.smart if isinstance(found.smart, NotAvailable) else found.smart.change
        part = "" if isinstance(share, NotAvailable) else f", {percent(share, sign=True)}"
        mark = "+" if found.change > 0 else ""
        change = f" ({mark}{plain(found.change)}{part})"
    return f"{base} → {target}{unit}{change}"


def _confidence(found: GoalResult) -> str:
    if found.hidden:
        return _("not yet revealed")
    given = [(who, value) for who, value in found.confidence.items() if value is not None]
    if not given:
        return ""
    hands = ", ".join(f"{escape(who)} {value}" for who, value in given)
    return _("{hands} – mean {mean}, lowest {lowest}").format(
        hands=hands, mean=number(found.mean, 2), lowest=found.lowest
    )


def _funnel_title(months: int | None) -> str:
    if not months:
        return _("Funnel as counted")
    counted = ngettext(
        "Funnel as counted in {months} month", "Funnel as counted in {months} months", months
    )
    return counted.format(months=months)


def _funnel(state: State) -> str:
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(3, _funnel_title(found.months)),
        listing(
            found.steps,
            Column(_("Step"), lambda each: cell(each.stage), stay=True),
            Column(_("Count"), lambda each: number(each.count, 0), True, stay=True),
            Column(_("To the next"), lambda each: percent(each.conversion), True, True),
            Column(_("To a contract"), lambda each: percent(each.to_contract), True),
            Column(_("Remark"), lambda each: _("small sample") if each.small_sample else ""),
            Column(_("Warning"), lambda each: escape(each.warning or "")),
        ),
        facts((cell(each.stage), number(each.count, 0)) for each in found.after),
        _("Not counted: {not_counted}").format(not_counted=names(found.not_counted))
        if found.not_counted
        else "",
    )


def _bridge(state: State, found: Bridge) -> str:
    unit = money_unit(state.workshop)
    about = names(found.goals) or cell(found.subject)
    weeks = found.weeks
    last = found.last_start
    gap = found.revenue_gap
    return blocks(
        heading(3, _("What {about} needs").format(about=about)),
        facts(
            [
                (_("New business"), or_why(gap, f"{number(gap)} {unit}")),
                (_("Contracts"), or_why(found.contracts, number(found.contracts, 0))),
                (_("Last useful start"), "" if isinstance(last, NotAvailable) else day(last)),
                (_("Working weeks"), "" if isinstance(weeks, NotAvailable) else str(weeks)),
            ]
        ),
        _scenarios(found),
    )


def _scenarios(found: Bridge) -> str:
    history, better = found.historical, found.improved
    if isinstance(history, NotAvailable):
        return why(history)
    counts = {} if isinstance(better, NotAvailable) else {n.stage: n for n in better.needs}
    step = escape(found.improved_step)
    rows = [
        (need.stage, need.count, counts[need.stage].count if need.stage in counts else None)
        for need in history.needs
    ]
    return blocks(
        listing(
            rows,
            Column(_("Step"), lambda row: cell(row[0]), stay=True),
            Column(_("At historical rates"), lambda row: number(row[1], 0), True, stay=True),
            Column(
                _("If {step} reach {improved_rate}").format(
                    step=step, improved_rate=percent(found.improved_rate)
                ),
                lambda row: number(row[2], 0),
                True,
            ),
        ),
        facts(
            [
                (_("Per week at historical rates"), _per_week(history)),
                (_("Per week when improved"), _per_week(better)),
            ]
        ),
    )


def _per_week(found: Scenario | NotAvailable) -> str:
    if isinstance(found, NotAvailable) or isinstance(found.per_week, NotAvailable):
        return ""
    return _("{count} (exactly {exact})").format(
        count=found.per_week.count, exact=number(found.per_week.exact, 1)
    )
