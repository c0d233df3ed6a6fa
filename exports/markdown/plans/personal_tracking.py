"""How far a person has come: pace of each measure, weeks, months before."""

from datetime import date

from exports.markdown.figures import day, number, percent, plain
from exports.markdown.text import Column, blocks, bullets, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.methods.tracking import Week
from facilitator.words.language import _
from facilitator.words.period import say_month
from facilitator.workshop.plans.personal_rates import own_months
from facilitator.workshop.plans.personal_tracking import MEASURES, Standing, standing
from facilitator.workshop.state import State


def standing_on(state: State, today: date, level: int) -> str:
    """Pace and light of every measure, then the weeks; empty before the first day entered."""
    found = standing(state, today)
    if isinstance(found, NotAvailable) or not any(week.days_logged for week in found.weeks):
        return ""
    return blocks(
        heading(level, _("Standing on {as_of}").format(as_of=day(found.as_of))),
        _("{elapsed} of {whole} working days").format(
            elapsed=found.pace.elapsed, whole=found.pace.whole
        ),
        listing(
            found.measures,
            Column(_("Measure"), lambda each: _(MEASURES[each.measure]), stay=True),
            Column(_("So far"), lambda each: plain(each.actual), True, True),
            Column(_("Pace"), lambda each: number(each.expected), True, True),
            Column(_("Target"), lambda each: plain(each.target), True, True),
            Column(_("Of the pace"), lambda each: percent(each.achievement), True, True),
            Column(_("Light"), lambda each: _(str(each.light)), stay=True),
        ),
        _weeks(found),
        bullets(map(escape, found.remarks)),
    )


def _weeks(found: Standing) -> str:
    def total(measure: str) -> Column[Week]:
        return Column(
            _(MEASURES[measure]),
            lambda week: plain(week.totals[measure]) if measure in week.totals else "",
            True,
        )

    return listing(
        found.weeks,
        Column(
            _("Week"),
            lambda week: _("{number}, from {first}").format(
                number=week.number, first=day(week.period.first)
            ),
            stay=True,
        ),
        Column(_("Days entered"), lambda week: str(week.days_logged), True, True),
        *(total(measure) for measure in MEASURES),
    )


def forecast_accuracy(state: State, level: int) -> str:
    """How close the forecasts of earlier months were."""
    months = own_months(state)
    if not months:
        return ""
    return blocks(
        heading(level, _("Accuracy of the forecast")),
        listing(
            months,
            Column(_("Month"), lambda each: say_month(each.month), stay=True),
            Column(_("Forecast"), lambda each: plain(each.forecast), True, True),
            Column(_("Paid"), lambda each: plain(each.paid), True, True),
            Column(_("Accuracy"), lambda each: percent(each.accuracy), True, True),
        ),
    )
