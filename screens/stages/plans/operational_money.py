"""The money of an operational plan as lines: months, facts, deals, unpaid contracts, forecast."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.periods import Period
from facilitator.methods.plan_fact import Variance
from facilitator.words.days import month_alone, say_month
from facilitator.words.deadline import say_day
from facilitator.words.language import _, ngettext
from facilitator.words.period import say_period
from facilitator.workshop.called import begun
from facilitator.workshop.plans.months import (
    ChannelMonths,
    PeriodPlan,
    last_period,
    months_over,
    period_plan,
    plan_period,
    results,
)
from facilitator.workshop.plans.operational_deals import (
    CARRIED,
    CLOSING,
    REPEAT,
    OpenDeal,
    PeriodForecast,
    PipelineStep,
    by_step,
    deals,
    period_forecast,
    pipeline,
    unpaid,
)
from facilitator.workshop.plans.stale import stale
from facilitator.workshop.results.records import records
from facilitator.workshop.state import State
from screens.stages.shown import line, money, money_unit, number, percent, plain, remark
from screens.widgets.itemlist import Item, Tone

_GREEN, _AMBER = Fraction(1), Fraction(9, 10)


def month_lines(state: State, today: date) -> list[Item]:
    """The targets of the period by channel and month, and whether they add up to the quarters."""
    found = period_plan(state, today)
    said = say_period(found.period.first, found.period.last)
    items = [
        Item(
            "title",
            _("Plan {period}, {unit}").format(period=said, unit=money_unit(state)),
            tone="heading",
        )
    ]
    if state.workshop.period_first is None:
        note = _("No period is set: it is planned for the month of its day.")
        items.append(Item("no period", note, tone="muted"))
    if not found.channels:
        return [
            *items,
            Item("none", _("There are no channels yet: F12 takes them in."), tone="muted"),
        ]
    if any(isinstance(each.total, NotAvailable) for each in found.channels):
        note = _("P splits the quarters of the sales plan into months by season.")
        items.append(Item("split", note, tone="muted"))
    months = [month_alone(month.month) for month in found.months]
    items.append(_sum_line(_("Total"), months, found))
    for each in found.channels:
        items += _channel(each, months)
    return items


def _sum_line(name: str, months: Sequence[str], found: PeriodPlan) -> Item:
    detail = _by_month(months, found.totals)
    return line("total", name, found.total, plain(found.total), detail=detail)


def _channel(found: ChannelMonths, months: Sequence[str]) -> list[Item]:
    detail = _by_month(months, found.months)
    key = f"channel {found.name}"
    items = [line(key, found.name, found.total, plain(found.total), detail=detail)]
    for quarter, check in found.quarters:
        if not isinstance(check, NotAvailable) and not check.exact:
            sentence = f"{found.name} {quarter}: {check.sentence}"
            items.append(remark(f"{key} {quarter}", sentence, "muted" if check.missing else "warn"))
    return items


def _by_month(months: Sequence[str], figures: Sequence[Figure]) -> str:
    if len(months) == 1:
        return ""
    return " · ".join(f"{name} {plain(each)}" for name, each in zip(months, figures, strict=True))


# -- plan and fact -----------------------------------------------------------------------------


def fact_lines(state: State, today: date) -> list[Item]:
    """Plan and fact of the period before, then of each month of this one that has facts."""
    period = plan_period(state, today)
    before = last_period(period)
    items = _results(state, before, _("Last period"))
    for month in months_over(state, period):
        items += _results(state, _whole(month, period), say_month(month))
    return items


def _whole(month: date, period: Period) -> Period:
    last = next(day for day in _month_ends(period) if day >= month)
    return Period(month, last)


def _month_ends(period: Period) -> list[date]:
    return [day for day in period.days if date.fromordinal(day.toordinal() + 1).day == 1]


def _results(state: State, period: Period, title: str) -> list[Item]:
    channels, total = results(state, period)
    said = say_period(period.first, period.last)
    heading = title if title == said else f"{title}, {said}"
    items = [Item(f"of {said}", f"{heading}, {money_unit(state)}", tone="heading")]
    return items + [_result(each, said) for each in (*channels, total)]


def _result(found: Variance, said: str) -> Item:
    key = f"{said} {found.name}"
    if isinstance(found.fact, NotAvailable):
        return line(key, found.name, found.fact, "")
    if isinstance(found.plan, NotAvailable):
        return Item(
            key, found.name, right=plain(found.fact), detail=_("fact; no plan is known here")
        )
    difference = plain(found.difference, sign=True)
    share = "" if isinstance(found.of_plan, NotAvailable) else f" · {percent(found.of_plan)}"
    right = _("{fact} of {plan}").format(fact=plain(found.fact), plan=plain(found.plan))
    return Item(key, found.name, right=right, detail=f"{difference}{share}", tone=_tone(found))


def _tone(found: Variance) -> Tone:
    share = found.of_plan
    if isinstance(share, NotAvailable):
        return ""
    return "good" if share >= _GREEN else "warn" if share >= _AMBER else "bad"


# -- deals and unpaid contracts ----------------------------------------------------------------


def deal_lines(state: State, today: date) -> list[Item]:
    """The weighted pipeline, deal by deal, and the forecast it goes into."""
    found = pipeline(state)
    if isinstance(found, NotAvailable):
        return [Item("none", found.reason, tone="muted")]
    spread = _("± {number} if deals are independent").format(number=number(found.spread, 1))
    items = [
        Item("amount", _("Open deals"), right=money(state, found.amount)),
        Item("expected", _("Weighted"), right=plain(found.expected), detail=spread, tone="picked"),
    ]
    items += [_step(state, each) for each in by_step(state, today)]
    items += [_deal(state, each, today) for each in deals(state)]
    late = _late(state, today)
    if late:
        said = _("Should have closed before {day}: {late}. Give it a new month.").format(
            day=say_day(late[1]), late=late[0]
        )
        items.append(remark("late", said))
    return [*items, *forecast_lines(state, today)]


def _late(state: State, today: date) -> tuple[str, date] | None:
    """Open deals whose month is over: before the period began, or before this month."""
    first = max(plan_period(state, today).first, today.replace(day=1))
    names = [each.called for each in deals(state) if each.closes and each.closes < first]
    return (", ".join(names), first) if names else None


def _step(state: State, found: PipelineStep) -> Item:
    """How many deals have come to a step, their sum, what it is worth, how many rest there."""
    words = [ngettext("{count} deal", "{count} deals", found.count).format(count=found.count)]
    weighted = found.weighted
    known = _("weighted {amount}").format(amount=plain(weighted))
    words.append(weighted.reason if isinstance(weighted, NotAvailable) else known)
    if found.stale:
        rest = ngettext("{count} stale", "{count} stale", found.stale)
        words.append(rest.format(count=found.stale))
    name = begun(found.stage) if found.stage else _("Without a step")
    return Item(
        f"step {found.stage}",
        name,
        right=money(state, found.amount),
        detail=" · ".join(words),
        tone="warn" if found.stale else "",
    )


def _deal(state: State, found: OpenDeal, today: date) -> Item:
    if isinstance(found.chance, NotAvailable):
        return line(f"deal {found.row.id}", found.called, found.chance, "")
    right = f"{plain(found.amount)} × {percent(found.chance)} = {plain(found.weighted)}"
    rests = stale(state, found.row, today) or ""
    detail = f"{found.basis}, {_('its person has left')}" if found.left else found.basis
    detail = " · ".join(filter(None, (rests, detail)))
    tone: Tone = "warn" if found.left or rests else ""
    return Item(f"deal {found.row.id}", found.called, right=right, detail=detail, tone=tone)


def unpaid_lines(state: State, today: date) -> list[Item]:
    """Contracts issued and not paid: amount, expected, promised, broken promises."""
    if not records(state, "unpaid"):
        return [Item("none", _("Nothing is issued and unpaid."), tone="muted")]
    found = unpaid(state, today)
    promised = ", ".join(found.promises)
    items = [
        Item("amount", _("Issued, unpaid"), right=money(state, found.amount)),
        Item("expected", _("Expected"), right=money(state, found.expected), tone="picked"),
        Item("promised", _("Promised inside"), right=money(state, found.promised), detail=promised),
    ]
    day = say_day(today)
    said = (
        ("broken", _("Promised before {day}, still unpaid").format(day=day), found.broken),
        ("overdue", _("Overdue on {day}").format(day=day), found.overdue),
        ("unrated", _("Without a probability, so not counted"), found.unrated),
    )
    items += [remark(key, f"{text}: {', '.join(names)}.") for key, text, names in said if names]
    return items


# -- forecast --------------------------------------------------------------------------------------


def rounded(figure: Figure) -> str:
    """An amount with at most two decimals."""
    few = not isinstance(figure, NotAvailable) and (figure * 100).denominator == 1
    return plain(figure) if few else number(figure, 2)


def forecast_lines(state: State, today: date) -> list[Item]:
    """What the period brings anyway, part by part, against its target; beside it the run rate."""
    found = period_forecast(state, today)
    said = say_period(found.period.first, found.period.last)
    items = [
        Item(
            "forecast",
            _("Forecast {period}, {unit}").format(period=said, unit=money_unit(state)),
            tone="heading",
        )
    ]
    basis = _basis(found)
    for name, figure in found.forecast.parts:
        items.append(
            line(
                f"part {name}",
                _(name),
                figure,
                rounded(figure),
                detail=basis[name],
            )
        )
    total = found.forecast.expected
    lacking = ", ".join(map(_, found.forecast.missing)).lower()
    without = _("without {lacking}").format(lacking=lacking) if lacking else ""
    items.append(line("sum", _("Expected"), total, rounded(total), detail=without))
    items.append(line("target", _("Target"), found.target, plain(found.target)))
    if not isinstance(found.gap, NotAvailable):
        tone: Tone = "warn" if found.gap > 0 else "good"
        shown = number(-found.gap, 2, sign=True)
        items.append(Item("gap", _("Against the target"), right=shown, tone=tone))
    rate = found.run_rate
    items.append(line("rate", _("Run rate"), rate, number(rate, 1), detail=found.run_basis))
    if found.twice:
        names = ", ".join(found.twice)
        items.append(
            remark(
                "twice",
                _("Among unpaid and among open deals, so twice: {names}.").format(names=names),
            )
        )
    return items


def _basis(found: PeriodForecast) -> dict[str, str]:
    closing = found.closing
    inside, signed = len(closing.each), len(found.opening.each)
    parts = [
        ngettext("{count} deals close inside", "{count} deals close inside", inside).format(
            count=inside
        )
    ]
    if closing.undated:
        parts.append(_("{count} without a month").format(count=len(closing.undated)))
    if closing.unrated:
        parts.append(_("{count} without a probability").format(count=len(closing.unrated)))
    unrated = len(found.opening.unrated)
    owed = ngettext("{count} contracts", "{count} contracts", signed).format(count=signed)
    if unrated:
        owed = f"{owed}, {_('{count} not rated').format(count=unrated)}"
    return {CARRIED: owed, CLOSING: ", ".join(parts), REPEAT: found.repeat_basis}
