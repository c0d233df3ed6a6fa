"""The days of an operational plan, what it needs, and what may go wrong."""

from datetime import date

from exports.markdown.figures import day, plain
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop.plans.operational import resources, risk_remarks, risks
from facilitator.workshop.plans.operational_schedule import colliding, planned, schedule_remarks
from facilitator.workshop.results.records import record, text
from facilitator.workshop.state import State


def schedule(state: State, today: date) -> str:
    """Every task with its days, and where days or people clash."""
    found = planned(state, today)
    if not found:
        return ""
    remarks = [each.sentence for each in schedule_remarks(state, today)]
    remarks += [
        _("{owner} has {first} and {second} on {day}").format(
            owner=each.owner, first=each.first, second=each.second, day=say_day(each.days.first)
        )
        for each in colliding(state, today)
    ]
    return blocks(
        heading(3, _("Schedule")),
        listing(
            found,
            Column(_("Ref"), lambda each: cell(each.task.ref), stay=True),
            Column(_("What"), lambda each: escape(each.text), stay=True),
            Column(_("From"), lambda each: say_day(each.task.start) if each.task.start else ""),
            Column(_("By"), lambda each: day(each.task.deadline)),
            Column(_("Who"), lambda each: escape(each.task.owner)),
            Column(_("After"), lambda each: " ".join(each.task.depends_on)),
        ),
        bullets(escape(each) for each in remarks),
    )


def needs(state: State) -> str:
    """What the plan needs, has and lacks."""
    found = resources(state)
    if not found:
        return ""
    return blocks(
        heading(3, _("Resources")),
        listing(
            found,
            Column(_("Resource"), lambda each: escape(each.name), stay=True),
            Column(_("Need"), lambda each: plain(each.need), True, True),
            Column(_("Available"), lambda each: plain(each.available), True, True),
            Column(_("Short"), lambda each: plain(each.shortage), True, True),
            Column(_("Unit"), lambda each: escape(each.unit)),
            Column(_("Answer"), lambda each: escape(each.answer)),
        ),
    )


def risk_table(state: State) -> str:
    """Every risk by its score, with its response."""
    found = risks(state)
    if not found:
        return ""
    names = {row.ref: text(row, "text") for risk in found if (row := record(state, risk.ref))}
    return blocks(
        heading(3, _("Risks")),
        listing(
            found,
            Column(_("Risk"), lambda each: escape(names.get(each.ref, each.ref)), stay=True),
            Column(_("Score"), lambda each: _score(each.score), True, True),
            Column(_("Response"), lambda each: escape(each.response), stay=True),
            Column(_("Who"), lambda each: escape(each.owner)),
            Column(_("Early sign"), lambda each: escape(each.trigger)),
        ),
        bullets(escape(each.sentence) for each in risk_remarks(state)),
    )


def _score(score: int | NotAvailable) -> str:
    return "–" if isinstance(score, NotAvailable) else str(score)
