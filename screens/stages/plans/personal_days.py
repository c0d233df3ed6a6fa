"""What is computed beside the days a person tracks, and beside their earlier months."""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import Exact, NotAvailable
from facilitator.methods.kpi import Light
from facilitator.words.period import say_month
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
from screens.stages.shown import line, money, percent, plain, remark
from screens.stages.shown import number as figure
from screens.widgets.itemlist import Item, Tone

_LIGHTS: Mapping[Light, Tone] = {
    Light.GREEN: "good",
    Light.AMBER: "warn",
    Light.RED: "bad",
    Light.GREY: "muted",
}


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
            f"Pace on {found.as_of.day} {found.as_of:%b}",
            right=f"{found.pace.elapsed} of {found.pace.whole} working days",
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
        name = MEASURES[each.measure]
        if isinstance(each.achievement, NotAvailable):
            due = "" if isinstance(each.expected, NotAvailable) else f", {_one(each.expected)} due"
            items.append(Item(each.measure, name, right=f"{each.light}{due}", tone="muted"))
            continue
        reached = f"{percent(each.achievement)} {each.light}"
        right = f"{plain(each.actual)} of {_one(each.expected)} = {reached}"
        items.append(Item(each.measure, name, right=right, tone=_LIGHTS[each.light]))
    return items


def _one(value: Exact | NotAvailable) -> str:
    """With one decimal at most."""
    return figure(value, 1).removesuffix(".0")


def _weeks(found: Standing) -> list[Item]:
    if not found.weeks:
        return []
    shown = [name for name in MEASURES if any(name in week.totals for week in found.weeks)]
    heads = " · ".join(MEASURES[name].lower() for name in shown)
    items = [Item("weeks", "Weeks", right=heads, tone="heading")]
    for week in reversed(found.weeks):
        right = " · ".join(plain(week.totals[n]) if n in week.totals else "–" for n in shown)
        span = f"Week {week.number} from {week.period.first.day} {week.period.first:%b}"
        days = f"{week.days_logged} days entered"
        items.append(Item(f"week {week.number}", span, right=right, detail=days))
    return items


def _so_far(state: State, found: Standing) -> list[Item]:
    items = [Item("own", "Conversions of this period", tone="heading")]
    usual = rates(state)
    for rate, step in zip(found.rates[:-1], ("calls", "meetings", "proposals"), strict=True):
        if isinstance(rate.conversion, NotAvailable):
            continue
        name = f"{MEASURES[step]} go on"
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
        items.append(line("run", "Paid at this rate by the end", found.run_rate, shown))
    return items


def _basis(count: int | None, usual: Rates | NotAvailable, step: str) -> str:
    of = f"of {count}"
    if isinstance(usual, NotAvailable):
        return of
    return f"{of}; usually {percent(usual.of(step).conversion)}, {usual.source}"


def own_month_lines(state: State, today: date) -> list[Item]:
    """The conversions in use with their basis, and how good forecasts were."""
    months = own_months(state)
    items: list[Item] = []
    usual = rates(state)
    if isinstance(usual, NotAvailable):
        items.append(remark("none", usual.reason, "muted"))
    else:
        items.append(Item("own", "Conversions used", right=usual.source, tone="heading"))
        for rate in usual.steps[:-1]:
            few = ", small sample" if rate.small_sample else ""
            detail = f"{rate.count} cases{few}"
            value = rate.conversion
            items.append(line(rate.stage, rate.stage, value, percent(value), detail=detail))
        if not usual.own:
            said = f"Own ones are used from {FEWEST_MONTHS} months on; there are {len(months)}."
            items.append(remark("few", said, "muted"))
    if months:
        items.append(Item("accuracy", "Accuracy of the forecast", tone="heading"))
    for each in months:
        said = f"{money(state, each.paid)} paid, {money(state, each.forecast)} forecast"
        shown = percent(each.accuracy)
        items.append(
            line(f"m {each.row.id}", say_month(each.month), each.accuracy, shown, detail=said)
        )
    trend = accuracy_trend(state)
    if not isinstance(trend, NotAvailable):
        points = f"{figure(trend.slope * 100, 1, sign=True)} points a month"
        items.append(Item("trend", "Trend", right=points, detail=f"{trend.points} months"))
    return items
