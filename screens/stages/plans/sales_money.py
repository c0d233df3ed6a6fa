"""The money of a sales plan as lines: channels by quarter, cost, benefit, return, break-even."""

from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.plan_table import PlanRow
from facilitator.words.language import _, ngettext
from facilitator.words.period import say_month
from facilitator.workshop.plans.sales import ChannelPlan, ChannelYear, channel_plan
from facilitator.workshop.plans.sales_budget import Basis, Budget, budget
from facilitator.workshop.plans.sales_people import cycle_days
from facilitator.workshop.results.records import text
from facilitator.workshop.state import State
from screens.stages.shown import (
    NO_BREAK,
    line,
    money,
    money_unit,
    number,
    percent,
    plain,
    remark,
)
from screens.widgets.itemlist import Item, Tone

_UNITS = {"one": 1, "thousand": 1_000, "million": 1_000_000}


def full(state: State, value: Figure, *, sign: bool = False) -> str:
    """An amount of the budget in whole currency: 127 000 EUR, not 127 k€."""
    if isinstance(value, NotAvailable):
        return number(value)
    exact = value * _UNITS.get(str(state.workshop.unit), 1)
    places = 0 if exact.denominator == 1 or abs(exact) >= 1000 else 2
    return f"{number(exact, places, sign=sign)}{NO_BREAK}{state.workshop.currency}"


# -- channels ------------------------------------------------------------------------------------


def channel_lines(state: State, today: date) -> list[Item]:
    """The year by channel and quarter, gross profit, and the goals that ask for it."""
    found = channel_plan(state, today)
    if isinstance(found, NotAvailable):
        return [Item("plan", found.reason, tone="muted")]
    unit = money_unit(state)
    title = _("Plan {year} against {base_year}, {unit}").format(
        year=found.year, base_year=found.base_year, unit=unit
    )
    items = [Item("title", title, tone="heading")]
    years = max(each.split_years for each in found.channels)
    if years and any(_unsplit(each) for each in found.channels):
        said = ngettext(
            "P splits the year by the shares of one past year.",
            "P splits the year by the shares of {count} past years.",
            years,
        ).format(count=years)
        items.append(Item("split", said, tone="muted"))
    if not isinstance(found.total, NotAvailable):
        items.append(_table_row("total", found.total, "picked"))
    for each in found.channels:
        items += _channel(each)
    items += _profits(state, found)
    return [*items, *_goals(state, found)]


def _channel(found: ChannelYear) -> list[Item]:
    items = [_table_row(found.name, found.row, "")]
    if isinstance(found.row.plan, NotAvailable) or _unsplit(found):
        return items
    if not isinstance(found.check, NotAvailable) and not found.check.exact:
        items.append(remark(f"{found.name} parts", f"{found.name}: {found.check.sentence}"))
    return items


def _unsplit(found: ChannelYear) -> bool:
    parts = found.row.parts
    return not isinstance(found.row.plan, NotAvailable) and all(
        isinstance(part, NotAvailable) for part in parts
    )


def _table_row(key: str, row: PlanRow, tone: Tone) -> Item:
    if isinstance(row.plan, NotAvailable):
        return Item(
            key,
            _(row.name) if key == "total" else row.name,
            right=_("no target"),
            detail=row.plan.reason,
            tone="muted",
        )
    growth = percent(row.growth, sign=True)
    detail = row.growth.reason if isinstance(row.growth, NotAvailable) else ""
    parts = " · ".join(plain(part) for part in row.parts)
    quarters = (
        f"{_('Q1–Q4')} {parts}" if any(not isinstance(p, NotAvailable) for p in row.parts) else ""
    )
    said = " · ".join(filter(None, (quarters, detail)))
    right = f"{plain(row.base)} → {plain(row.plan)}  {growth}"
    name = _(row.name) if key == "total" else row.name
    return Item(key, name, right=right, detail=said, tone=tone)


def _profits(state: State, found: ChannelPlan) -> list[Item]:
    items = [Item("profit", _("Gross profit of the plan"), tone="heading")]
    for each in found.channels:
        if isinstance(each.row.plan, NotAvailable):
            continue
        said = (
            _("margin planned")
            if each.margin_typed
            else _("margin of {year}").format(year=found.base_year)
        )
        shown = f"{plain(each.profit.profit)}  {percent(each.profit.margin)}"
        key = f"profit {each.name}"
        items.append(line(key, each.name, each.profit.profit, shown, detail=said))
    total = found.profit
    if not isinstance(total, NotAvailable):
        shown = f"{plain(total.profit)}  {percent(total.margin, 2)}"
        items.append(line("profit total", _("Total"), total.profit, shown, tone="picked"))
        change = f"{plain(total.change, sign=True)} {money_unit(state)}"
        basis = _("against {year}: what the plan may count as benefit").format(year=found.base_year)
        items.append(
            line("profit change", _("More gross profit"), total.change, change, detail=basis)
        )
    if not isinstance(found.savings, NotAvailable):
        saved = money(state, found.savings, sign=True)
        items.append(line("savings", _("Channel cost saved"), found.savings, saved))
    return items


def _goals(state: State, found: ChannelPlan) -> list[Item]:
    if not found.goals:
        return []
    items = [Item("goals", _("Goals the channels carry"), tone="heading")]
    for each in found.goals:
        label = f"{each.ref} {each.channel} {each.measure}"
        shown = _("{amount} of {target}").format(amount=plain(each.plan), target=plain(each.target))
        tone: Tone = "good"
        if not isinstance(each.gap, NotAvailable) and each.gap > 0:
            tone = "warn"
        items.append(line(f"goal {each.ref}", label, each.plan, shown, tone=tone))
    return items


# -- budget --------------------------------------------------------------------------------------


def budget_lines(state: State, today: date) -> list[Item]:
    """Cost by kind, the return, when the plan is in the black."""
    found = budget(state, today)
    if isinstance(found, NotAvailable):
        return [Item("budget", found.reason, tone="muted"), *_unit(state)]
    return [
        *_outcome(state, found),
        *_cost(state, found),
        *_even(state, found),
        *_phases(state, found),
        *(remark(f"line {at}", each.remark) for at, each in enumerate(found.lines) if each.remark),
        *_each_line(state, found),
        *_unit(state),
    ]


def _unit(state: State) -> list[Item]:
    """How amounts are typed where tables are counted in thousands or millions."""
    unit = money_unit(state)
    one = full(state, Fraction(1))
    short = full(state, Fraction(36, 100))
    if str(state.workshop.unit) == "one":
        return []
    said = _("Amounts are typed in {unit}: 1 is {one}, 0.36 is {short}.").format(
        unit=unit, one=one, short=short
    )
    return [Item("unit", said, tone="muted")]


def benefit_lines(state: State, today: date) -> list[Item]:
    """Where the benefit comes from, the return, the quarters."""
    found = budget(state, today)
    if isinstance(found, NotAvailable):
        return [Item("budget", found.reason, tone="muted")]
    return [
        _based(state, "profit", _("More gross profit"), found.gross_profit),
        _based(state, "savings", _("Savings"), found.savings),
        _based(state, "revenue", _("New revenue"), found.new_revenue),
        line(
            "margin",
            _("Margin of new business"),
            found.margin.value,
            percent(found.margin.value),
            detail=found.margin.source,
        ),
        *_outcome(state, found),
        *_even(state, found),
        *_phases(state, found),
    ]


def _based(state: State, key: str, label: str, found: Basis) -> Item:
    return line(key, label, found.value, full(state, found.value), detail=found.source)


def _cost(state: State, found: Budget) -> list[Item]:
    cost = found.cost
    share = percent(cost.variable_share)
    of = full(state, found.new_revenue.value)
    months = ngettext(
        "{count} months from {month}", "{count} months from {month}", found.months
    ).format(count=found.months, month=say_month(found.start))
    return [
        Item("kinds", _("Cost by kind"), tone="heading"),
        line("one-time", _("One-time"), cost.one_time, full(state, cost.one_time)),
        line("monthly", _("Recurring"), cost.recurring, full(state, cost.recurring), detail=months),
        line(
            "variable",
            _("Variable"),
            cost.variable,
            full(state, cost.variable),
            detail=_("{share} of {amount} new revenue").format(share=share, amount=of)
            if cost.variable_share
            else "",
        ),
    ]


def _outcome(state: State, found: Budget) -> list[Item]:
    """The four figures the room decides by."""
    total, even, month = found.cost.total, found.break_even, found.break_even_month
    items = [
        line("total", _("Cost of the plan"), total, full(state, total), tone="picked"),
        line("benefit", _("Benefit"), found.benefit, full(state, found.benefit), tone="picked"),
        line("roi", _("Return (ROI)"), found.roi, percent(found.roi), tone="picked"),
    ]
    if found.warning:
        given = _("Reason given: {reason}").format(reason=found.reason) if found.reason else ""
        said = f"{found.warning} {given}".rstrip()
        items.append(remark("loss", said, "warn" if given else "bad"))
    if isinstance(even, NotAvailable) or isinstance(month, NotAvailable):
        return [*items, line("month", _("Break-even"), even, "")]
    said = _("{months} months into Q{quarter}").format(
        months=number(even.months_into, 1), quarter=even.quarter
    )
    if not even.lasting:
        said = f"{said}; {_('it falls below zero again later')}"
    return [*items, line("month", _("Break-even"), 0, say_month(month), detail=said, tone="picked")]


def _even(state: State, found: Budget) -> list[Item]:
    revenue = found.break_even_revenue
    planned = _("planned {amount}; {source}").format(
        amount=full(state, found.new_revenue.value), source=found.margin.source
    )
    pays = _("{months} months").format(months=number(found.payback, 1))
    days = cycle_days(state)[0]
    slow = (
        _("misleading with a sale of {days} days").format(days=days) if days and days > 30 else ""
    )
    even = _("as if the benefit came evenly")
    said = f"{even}: {slow}" if slow else even
    return [
        line("even", _("Break-even revenue"), revenue, full(state, revenue), detail=planned),
        line("payback", _("Payback, linear"), found.payback, pays, detail=said),
    ]


def _phases(state: State, found: Budget) -> list[Item]:
    items = [Item("phases", _("Net so far, by quarter"), tone="heading")]
    if isinstance(found.phased, NotAvailable):
        return [*items, Item("no phases", found.phased.reason, tone="muted")]
    for each in found.phased.quarters:
        net = full(state, each.cumulative, sign=True)
        tone: Tone = "good" if each.cumulative >= 0 else "warn"
        said = f"{full(state, each.benefit)} − {full(state, each.cost)}"
        label = _("Q{number}, {share} of the benefit").format(
            number=each.number, share=percent(each.share, 0)
        )
        items.append(Item(f"q{each.number}", label, right=net, detail=said, tone=tone))
    return items


def _each_line(state: State, found: Budget) -> list[Item]:
    items = [Item("lines", _("What each line costs in the plan"), tone="heading")]
    for each in found.lines:
        shown = full(state, each.total)
        items.append(line(each.row.id, text(each.row, "text"), each.total, shown))
    return items
