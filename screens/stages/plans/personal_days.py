"""What is computed beside the days a person tracks, and beside their earlier months."""

from datetime import date

from facilitator.methods.exact import Exact, NotAvailable
from facilitator.words.days import short_day
from facilitator.words.language import _, ngettext
from facilitator.words.period import say_month
from facilitator.workshop.called import called
from facilitator.workshop.plans.personal import is_personal
from facilitator.workshop.plans.personal_rates import (
    FEWEST_MONTHS,
    Rates,
    accuracy_trend,
    own_months,
    rates,
)
from facilitator.workshop.plans.personal_tracking import MEASURES, Standing, standing
from facilitator.workshop.state import State
from screens.stages.shown import LIGHTS, line, money, percent, plain, remark
from screens.stages.shown import number as figure
from screens.widgets.itemlist import Item


def tracking_lines(state: State, today: date) -> list[Item]:
    """Pace and light of every measure, what to hear, weeks, conversions so far."""
    if not is_personal(state):
        return []
    found = standing(state, today)
    if isinstance(found, NotAvailable):
        return [remark("none", found.reason, "muted")]
    return [
        Item(
            "pace",
            _("Pace on {day}").format(day=short_day(found.as_of)),
            right=_("{elapsed} of {whole} working days").format(
                elapsed=found.pace.elapsed, whole=found.pace.whole
            ),
            tone="heading",
        ),
        *_measures(found),
        *(remark(f"said {at}", each) for at, each in enumerate(found.remarks)),
        *_weeks(found),
        *_so_far(state, found),
    ]


def _measures(found: Standing) -> list[Item]:
    items: list[Item] = []
    for each in found.measures:
        name = _(MEASURES[each.measure])
        light = called(each.light)
        if isinstance(each.achievement, NotAvailable):
            right = light
            if not isinstance(each.expected, NotAvailable):
                right = f"{light}, {_('{count} due').format(count=_one(each.expected))}"
            items.append(Item(each.measure, name, right=right, tone="muted"))
            continue
        right = _("{fact} of {plan} = {reached}").format(
            fact=plain(each.actual),
            plan=_one(each.expected),
            reached=f"{percent(each.achievement)} {light}",
        )
        items.append(Item(each.measure, name, right=right, tone=LIGHTS[each.light]))
    return items


def _one(value: Exact | NotAvailable) -> str:
    """With one decimal at most."""
    return figure(value, 1).removesuffix(".0").removesuffix(",0")


def _weeks(found: Standing) -> list[Item]:
    if not found.weeks:
        return []
    shown = [name for name in MEASURES if any(name in week.totals for week in found.weeks)]
    heads = " · ".join(_(MEASURES[name]).lower() for name in shown)
    items = [Item("weeks", _("Weeks"), right=heads, tone="heading")]
    for week in reversed(found.weeks):
        right = " · ".join(plain(week.totals[n]) if n in week.totals else "–" for n in shown)
        span = _("Week {number} from {day}").format(
            number=week.number, day=short_day(week.period.first)
        )
        days = ngettext("{count} days entered", "{count} days entered", week.days_logged).format(
            count=week.days_logged
        )
        items.append(Item(f"week {week.number}", span, right=right, detail=days))
    return items


def _so_far(state: State, found: Standing) -> list[Item]:
    items = [Item("own", _("Conversions of this period"), tone="heading")]
    usual = rates(state)
    for rate, step in zip(found.rates[:-1], ("calls", "meetings", "proposals"), strict=True):
        if isinstance(rate.conversion, NotAvailable):
            continue
        name = _("{measure} go on").format(measure=_(MEASURES[step]))
        items.append(
            Item(
                f"rate {step}",
                name,
                right=percent(rate.conversion),
                detail=_basis(rate.count, usual, step),
            )
        )
    if len(items) == 1:
        items = []
    if not isinstance(found.run_rate, NotAvailable):
        shown = money(state, found.run_rate)
        items.append(line("run", _("Paid at this rate by the end"), found.run_rate, shown))
    return items


def _basis(count: int | None, usual: Rates | NotAvailable, step: str) -> str:
    if isinstance(usual, NotAvailable):
        return _("of {count}").format(count=count)
    return _("of {count}; usually {share}, {source}").format(
        count=count, share=percent(usual.of(step).conversion), source=usual.source
    )


def own_month_lines(state: State, today: date) -> list[Item]:
    """The conversions in use with their basis, and how good forecasts were."""
    months = own_months(state)
    items: list[Item] = []
    usual = rates(state)
    if isinstance(usual, NotAvailable):
        items.append(remark("none", usual.reason, "muted"))
    else:
        items.append(Item("own", _("Conversions used"), right=usual.source, tone="heading"))
        for rate in usual.steps[:-1]:
            detail = ngettext("{count} cases", "{count} cases", rate.count or 0).format(
                count=rate.count
            )
            if rate.small_sample:
                detail = f"{detail}, {_('small sample')}"
            value = rate.conversion
            items.append(line(rate.stage, rate.stage, value, percent(value), detail=detail))
        if not usual.own:
            said = _("Own ones are used from {fewest} months on; there are {months}.").format(
                fewest=FEWEST_MONTHS, months=len(months)
            )
            items.append(remark("few", said, "muted"))
    if months:
        items.append(Item("accuracy", _("Accuracy of the forecast"), tone="heading"))
    for each in months:
        said = _("{paid} paid, {forecast} forecast").format(
            paid=money(state, each.paid), forecast=money(state, each.forecast)
        )
        shown = percent(each.accuracy)
        items.append(
            line(f"m {each.row.id}", say_month(each.month), each.accuracy, shown, detail=said)
        )
    trend = accuracy_trend(state)
    if not isinstance(trend, NotAvailable):
        points = _("{points} points a month").format(points=figure(trend.slope * 100, 1, sign=True))
        items.append(
            Item(
                "trend",
                _("Trend"),
                right=points,
                detail=ngettext("{count} months", "{count} months", trend.points).format(
                    count=trend.points
                ),
            )
        )
    return items
