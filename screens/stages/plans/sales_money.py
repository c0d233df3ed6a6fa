"""The money of a sales plan as lines: channels by quarter, cost, benefit, return, break-even."""

from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable
from facilitator.methods.plan_table import PlanRow
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
    title = f"Plan {found.year} against {found.base_year}, {unit}"
    items = [Item("title", title, tone="heading")]
    years = max(each.split_years for each in found.channels)
    if years and any(_unsplit(each) for each in found.channels):
        past = f"{years} past years" if years > 1 else "one past year"
        items.append(Item("split", f"P splits the year by the shares of {past}.", tone="muted"))
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
        return Item(key, row.name, right="no target", detail=row.plan.reason, tone="muted")
    growth = percent(row.growth, sign=True)
    detail = row.growth.reason if isinstance(row.growth, NotAvailable) else ""
    parts = " · ".join(plain(part) for part in row.parts)
    quarters = f"Q1–Q4 {parts}" if any(not isinstance(p, NotAvailable) for p in row.parts) else ""
    said = " · ".join(filter(None, (quarters, detail)))
    right = f"{plain(row.base)} → {plain(row.plan)}  {growth}"
    return Item(key, row.name, right=right, detail=said, tone=tone)


def _profits(state: State, found: ChannelPlan) -> list[Item]:
    items = [Item("profit", "Gross profit of the plan", tone="heading")]
    for each in found.channels:
        if isinstance(each.row.plan, NotAvailable):
            continue
        said = "margin planned" if each.margin_typed else f"margin of {found.base_year}"
        shown = f"{plain(each.profit.profit)}  {percent(each.profit.margin)}"
        key = f"profit {each.name}"
        items.append(line(key, each.name, each.profit.profit, shown, detail=said))
    total = found.profit
    if not isinstance(total, NotAvailable):
        shown = f"{plain(total.profit)}  {percent(total.margin, 2)}"
        items.append(line("profit total", "Total", total.profit, shown, tone="picked"))
        change = f"{plain(total.change, sign=True)} {money_unit(state)}"
        basis = f"against {found.base_year}: what the plan may count as benefit"
        items.append(line("profit change", "More gross profit", total.change, change, detail=basis))
    if not isinstance(found.savings, NotAvailable):
        saved = money(state, found.savings, sign=True)
        items.append(line("savings", "Channel cost saved", found.savings, saved))
    return items


def _goals(state: State, found: ChannelPlan) -> list[Item]:
    if not found.goals:
        return []
    items = [Item("goals", "Goals the channels carry", tone="heading")]
    for each in found.goals:
        label = f"{each.ref} {each.channel} {each.measure}"
        shown = f"{plain(each.plan)} of {plain(each.target)}"
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
    said = f"Amounts are typed in {unit}: 1 is {one}, 0.36 is {short}."
    return [Item("unit", said, tone="muted")]


def benefit_lines(state: State, today: date) -> list[Item]:
    """Where the benefit comes from, the return, the quarters."""
    found = budget(state, today)
    if isinstance(found, NotAvailable):
        return [Item("budget", found.reason, tone="muted")]
    return [
        _based(state, "profit", "More gross profit", found.gross_profit),
        _based(state, "savings", "Savings", found.savings),
        _based(state, "revenue", "New revenue", found.new_revenue),
        line(
            "margin",
            "Margin of new business",
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
    months = f"{found.months} months from {say_month(found.start)}"
    return [
        Item("kinds", "Cost by kind", tone="heading"),
        line("one-time", "One-time", cost.one_time, full(state, cost.one_time)),
        line("monthly", "Recurring", cost.recurring, full(state, cost.recurring), detail=months),
        line(
            "variable",
            "Variable",
            cost.variable,
            full(state, cost.variable),
            detail=f"{share} of {of} new revenue" if cost.variable_share else "",
        ),
    ]


def _outcome(state: State, found: Budget) -> list[Item]:
    """The four figures the room decides by."""
    total, even, month = found.cost.total, found.break_even, found.break_even_month
    items = [
        line("total", "Cost of the plan", total, full(state, total), tone="picked"),
        line("benefit", "Benefit", found.benefit, full(state, found.benefit), tone="picked"),
        line("roi", "Return (ROI)", found.roi, percent(found.roi), tone="picked"),
    ]
    if found.warning:
        reason = f" Reason given: {found.reason}" if found.reason else ""
        items.append(remark("loss", found.warning + reason, "warn" if reason else "bad"))
    if isinstance(even, NotAvailable) or isinstance(month, NotAvailable):
        return [*items, line("month", "Break-even", even, "")]
    said = f"{number(even.months_into, 1)} months into Q{even.quarter}"
    said += "" if even.lasting else "; it falls below zero again later"
    return [*items, line("month", "Break-even", 0, say_month(month), detail=said, tone="picked")]


def _even(state: State, found: Budget) -> list[Item]:
    revenue = found.break_even_revenue
    planned = f"planned {full(state, found.new_revenue.value)}; {found.margin.source}"
    pays = f"{number(found.payback, 1)} months"
    days = cycle_days(state)[0]
    slow = f"misleading with a sale of {days} days" if days and days > 30 else ""
    even = "as if the benefit came evenly"
    said = f"{even}: {slow}" if slow else even
    return [
        line("even", "Break-even revenue", revenue, full(state, revenue), detail=planned),
        line("payback", "Payback, linear", found.payback, pays, detail=said),
    ]


def _phases(state: State, found: Budget) -> list[Item]:
    items = [Item("phases", "Net so far, by quarter", tone="heading")]
    if isinstance(found.phased, NotAvailable):
        return [*items, Item("no phases", found.phased.reason, tone="muted")]
    for each in found.phased.quarters:
        net = full(state, each.cumulative, sign=True)
        tone: Tone = "good" if each.cumulative >= 0 else "warn"
        said = f"{full(state, each.benefit)} − {full(state, each.cost)}"
        label = f"Q{each.number}, {percent(each.share, 0)} of the benefit"
        items.append(Item(f"q{each.number}", label, right=net, detail=said, tone=tone))
    return items


def _each_line(state: State, found: Budget) -> list[Item]:
    items = [Item("lines", "What each line costs in the plan", tone="heading")]
    for each in found.lines:
        shown = full(state, each.total)
        items.append(line(each.row.id, text(each.row, "text"), each.total, shown))
    return items
