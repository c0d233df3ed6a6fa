"""The people of an operational plan: their own plans, channels covered, funnel, base figures."""

from datetime import date

from exports.markdown.figures import number, or_why, percent, plain, why
from exports.markdown.text import Column, blocks, bullets, escape, heading, listing
from facilitator.methods.exact import Figure, NotAvailable
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.operational import ChannelCover, covers, period_funnel, person_plans
from facilitator.workshop.plans.operational_metrics import Metric, metrics
from facilitator.workshop.results.records import text
from facilitator.workshop.state import State


def people(state: State, today: date) -> str:
    """What each person takes on, and how far that covers the channels."""
    if not person_plans(state):
        return ""
    return blocks(
        heading(3, _("Personal plans and channels")),
        listing(
            person_plans(state),
            Column(_("Person"), lambda each: escape(each.called), stay=True),
            Column(_("Channel"), lambda each: escape(each.channel), stay=True),
            Column(_("Paid revenue"), lambda each: plain(each.paid), True, True),
            Column(
                _("Ambition"),
                lambda each: (
                    ""
                    if isinstance(each.ambition, NotAvailable)
                    else f"{number(each.ambition.index, 2)} {called(each.ambition.band)}"
                ),
            ),
            Column(_("State"), lambda each: called(text(each.row, "state"))),
        ),
        bullets(f"{escape(each.channel)}: {_covered(each)}" for each in covers(state, today)),
    )


def _covered(found: ChannelCover) -> str:
    if isinstance(found.planned, NotAvailable):
        said = found.planned.reason.rstrip(".") + _("; target {target}").format(
            target=plain(found.target)
        )
    else:
        said = _("{planned} of {target}").format(
            planned=plain(found.planned), target=or_why(found.target, plain(found.target))
        )
    return said + (f"; {escape(found.named)}" if found.named else "")


def funnel(state: State, today: date) -> str:
    """The steps worked back from the contracts wanted."""
    found = period_funnel(state, today)
    if isinstance(found.needs, NotAvailable):
        return ""
    samples = {name: (count, small) for name, count, small in found.samples}
    rows = [(need, samples.get(need.stage, (None, False))) for need in found.needs]
    return blocks(
        heading(
            3,
            _("Funnel for {contracts} new contracts ({basis})").format(
                contracts=plain(found.contracts), basis=escape(found.basis)
            ),
        ),
        listing(
            rows,
            Column(_("Step"), lambda row: escape(row[0].stage), stay=True),
            Column(_("Needed"), lambda row: _count(row[0].count), True, True),
            Column(_("Deals behind the rate"), lambda row: str(row[1][0] or ""), True),
            Column(_("Remark"), lambda row: _("small sample") if row[1][1] else ""),
        ),
    )


def _count(count: int | NotAvailable) -> str:
    return why(count) if isinstance(count, NotAvailable) else str(count)


def base_figures(state: State) -> str:
    """Every base figure against its target."""
    found = metrics(state)
    if not found:
        return ""
    return blocks(
        heading(3, _("Base figures")),
        listing(
            found,
            Column(_("Of"), lambda each: escape(each.subject)),
            Column(_("Figure"), lambda each: each.name, stay=True),
            Column(_("Fact"), lambda each: _shown(each, each.value), True, True),
            Column(_("Target"), lambda each: _shown(each, each.target), True),
            Column(_("Light"), lambda each: _(str(each.light))),
            Column(_("Rests on"), lambda each: escape(each.basis)),
        ),
    )


def _shown(metric: Metric, value: Figure) -> str:
    if isinstance(value, NotAvailable):
        return "–"
    return percent(value) if metric.is_share else plain(value)
