"""The money on its way to an operational plan: forecast, unpaid contracts, open deals."""

from datetime import date

from exports.markdown.figures import money_unit as unit_of
from exports.markdown.figures import number, or_why, percent, plain
from exports.markdown.text import Column, blocks, bullets, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.words.deadline import say_day
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.operational_deals import deals, period_forecast, pipeline, unpaid
from facilitator.workshop.plans.stale import stale
from facilitator.workshop.results.records import records
from facilitator.workshop.state import State


def forecast(state: State, today: date) -> str:
    """What the period brings anyway, against its target, and the contracts still unpaid."""
    found = period_forecast(state, today)
    parts = [(_(name), or_why(value, number(value, 2))) for name, value in found.forecast.parts]
    total = found.forecast.expected
    basis = f" ({escape(found.run_basis)})" if found.run_basis else ""
    lacking = ", ".join(map(_, found.forecast.missing)).lower()
    without = _(", without {lacking}").format(lacking=lacking) if lacking else ""
    expected = or_why(total, number(total, 2)) + without
    return blocks(
        heading(3, _("Forecast, {unit_of}").format(unit_of=unit_of(state.workshop))),
        facts(
            [
                *parts,
                (_("Expected"), expected),
                (_("Target"), or_why(found.target, plain(found.target))),
                (_("Target − expected"), or_why(found.gap, number(found.gap, 2, sign=True))),
                (_("Run rate"), or_why(found.run_rate, number(found.run_rate, 1)) + basis),
                (_("Repeat sales rest on"), escape(found.repeat_basis)),
            ]
        ),
        _unpaid(state, today),
    )


def _unpaid(state: State, today: date) -> str:
    if not records(state, "unpaid"):
        return ""
    found = unpaid(state, today)
    said = [
        _("Issued and unpaid {amount}, expected {expected}, promised inside {promised}").format(
            amount=plain(found.amount),
            expected=plain(found.expected),
            promised=plain(found.promised),
        )
    ]
    if found.overdue:
        said.append(
            _("Overdue on {day}: {overdue}").format(
                day=say_day(today), overdue=", ".join(found.overdue)
            )
        )
    if found.broken:
        said.append(
            _("Promised before, still unpaid: {broken}").format(broken=", ".join(found.broken))
        )
    return bullets(escape(each) for each in said)


def weighted_deals(state: State, today: date) -> str:
    """Every open deal by its chance, and which of them rest."""
    found = pipeline(state)
    if isinstance(found, NotAvailable):
        return ""
    spread = f"± {number(found.spread, 1)}"
    return blocks(
        heading(3, _("Weighted pipeline, {unit_of}").format(unit_of=unit_of(state.workshop))),
        listing(
            deals(state),
            Column(_("Deal"), lambda each: escape(each.called), stay=True),
            Column(_("Step"), lambda each: called(each.stage), stay=True),
            Column(_("Amount"), lambda each: plain(each.amount), True, True),
            Column(_("Chance"), lambda each: percent(each.chance), True, True),
            Column(_("Weighted"), lambda each: number(each.weighted, 2), True, True),
            Column(_("Chance rests on"), lambda each: escape(each.basis)),
            Column(_("Moves"), lambda each: escape(stale(state, each.row, today) or "")),
        ),
        _("Together {amount}, weighted {expected}, {spread} if deals are independent.").format(
            amount=plain(found.amount), expected=number(found.expected, 2), spread=spread
        ),
    )
