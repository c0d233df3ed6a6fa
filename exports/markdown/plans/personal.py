"""The personal plan: one page to carry along, and its section in the complete document.

The page is the person's own and holds the personal goal; the complete document is for the team and
leaves a private one out.
"""

from collections.abc import Sequence
from datetime import date

from exports.markdown.figures import day
from exports.markdown.figures import money_unit as unit_of
from exports.markdown.header import about_plan
from exports.markdown.plans.personal_money import opening, pay
from exports.markdown.plans.personal_targets import targets
from exports.markdown.plans.personal_tracking import forecast_accuracy, standing_on
from exports.markdown.records import ledger_table
from exports.markdown.text import blocks, escape, facts, heading
from facilitator.store.entry import Entry
from facilitator.words.language import _
from facilitator.words.period import say_period
from facilitator.workshop.plans.personal import is_personal
from facilitator.workshop.plans.personal_approval import approval
from facilitator.workshop.plans.personal_goal import PersonalGoal, personal_goal
from facilitator.workshop.results.reading import day_of, plan
from facilitator.workshop.results.records import ledgers, records
from facilitator.workshop.state import State


def sheet(state: State, today: date, history: Sequence[Entry] = ()) -> str:
    """The personal sheet: one page of targets, work, pay and the personal goal."""
    header = state.workshop
    period = say_period(header.period_first, header.period_last)
    title = f"{header.person or _('Personal plan')}, {period}"
    return (
        blocks(
            heading(1, escape(title)),
            facts(
                [
                    *about_plan(state, history),
                    (_("Company"), escape(header.company)),
                    (_("Status"), escape(approval(state).sentence)),
                    (_("Amounts in"), unit_of(header)),
                    (_("As of"), day(today)),
                ]
            ),
            targets(state, today, 2),
            opening(state, today, 2),
            _table(state, "work", 2),
            _table(state, "activities", 2),
            pay(state, today, 2),
            _goal(state, personal_goal(state), 2),
            standing_on(state, today, 2),
        )
        + "\n"
    )


def section(state: State, today: date) -> str:
    """The plan for the team, without a private goal; empty for any other session."""
    if not is_personal(state):
        return ""
    goal = personal_goal(state)
    shown = None if goal is None or goal.private else goal
    name = escape(state.workshop.person)
    return blocks(
        heading(2, _("Personal plan of {name}").format(name=name)),
        facts([(_("Status"), escape(approval(state).sentence))]),
        targets(state, today, 3),
        opening(state, today, 3),
        pay(state, today, 3),
        _goal(state, shown, 3),
        standing_on(state, today, 3),
        forecast_accuracy(state, 3),
    )


def _table(state: State, ledger: str, level: int) -> str:
    every = (each for stage in state.stages for each in plan(state, stage).all_ledgers)
    spec = next((each for each in every if each.id == ledger), ledgers(state).get(ledger))
    return ledger_table(state, spec, level) if spec and records(state, ledger) else ""


def _goal(state: State, goal: PersonalGoal | None, level: int) -> str:
    if goal is None:
        return ""
    amount = f"{escape(goal.amount)} {escape(state.workshop.currency)}" if goal.amount else ""
    return blocks(
        heading(level, _("Personal goal")),
        escape(goal.goal),
        facts([(_("It costs"), amount), (_("By"), _day(goal.by))]),
    )


def _day(words: str) -> str:
    found = day_of(words, date.min)
    return day(found) if found else escape(words)
