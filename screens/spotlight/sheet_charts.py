"""Charts of sheets and ledgers by their id: sales, clients, loyalty, funnel, plan against fact."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from facilitator.methods.abc_classes import ABC_CLASSES
from facilitator.methods.abc_xyz import MATRIX_COLUMNS
from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps
from facilitator.methods.periods import month_of
from facilitator.methods.plan_fact import Variance
from facilitator.words.language import _, ngettext
from facilitator.words.period import say_month
from facilitator.workshop.called import called
from facilitator.workshop.plans.followup_budget import budget_standings
from facilitator.workshop.plans.followup_kpis import standings
from facilitator.workshop.plans.months import last_period, months_over, plan_period, results
from facilitator.workshop.results.accounts import Accounts, accounts
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.funnel import funnel as funnel_of
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.sales import MONTHS, Dynamics, sales
from facilitator.workshop.state import State
from screens.spotlight.over_time import over_time
from screens.stages.shown import money, money_unit, number, percent, plain
from screens.widgets.charts.bars import Bar, bars, pareto
from screens.widgets.charts.chart import Chart
from screens.widgets.charts.compared import Pair, plan_fact
from screens.widgets.charts.heat import Spot, heat_map
from screens.widgets.charts.steps import Step, funnel
from screens.widgets.charts.trend import Point

Build: TypeAlias = Callable[[State, date], Iterator[Chart]]
"""The charts of a state; the day is today."""

_LIMIT = Fraction(80, 100)


def bar_chart(key: str, title: str, items: Sequence[Bar]) -> Chart:
    """Bars under a title."""
    return Chart(key, title, lambda width, _height: bars(items, width))


# -- sales -----------------------------------------------------------------------------------


def _sales(state: State, today: date) -> Iterator[Chart]:
    found = sales(state)
    if isinstance(found, NotAvailable):
        return
    for each in (found.total, *found.channels):
        points = _points(each)
        if points:
            title = _("{name}: revenue by month, {unit}")
            said = title.format(name=each.name, unit=money_unit(state))
            yield over_time(f"sales {each.name}", said, points, each.trend, each.seasonality)
    for each in (found.total, *found.channels):
        items = [Bar(str(year), value, plain(value)) for year, value in each.years.items()]
        title = _("{name}: revenue by year, {unit}")
        said = title.format(name=each.name, unit=money_unit(state))
        yield bar_chart(f"years {each.name}", said, items)


def _points(each: Dynamics) -> list[Point]:
    """The months between the first and the last one known."""
    known = [at for at, value in enumerate(each.months) if value is not None]
    if not known:
        return []
    points: list[Point] = []
    for at in range(known[0], known[-1] + 1):
        value = each.months[at]
        year = each.first_year + at // 12
        label = f"{_(MONTHS[at % 12])} {year % 100:02d}"
        points.append(Point(label, NotAvailable("") if value is None else value, plain(value)))
    return points


def _economics(state: State, today: date) -> Iterator[Chart]:
    found = economics(state)
    if isinstance(found, NotAvailable):
        return
    items = [
        Bar(each.name, each.contribution, money(state, each.contribution))
        for each in found.channels
    ]
    yield bar_chart("contribution", _("Contribution {year}").format(year=found.year), items)
    items = [
        Bar(each.name, each.return_on_cost, percent(each.return_on_cost)) for each in found.channels
    ]
    title = _("Return on channel money {year}").format(year=found.year)
    yield bar_chart("return", title, items)


# -- clients ---------------------------------------------------------------------------------


def _accounts(state: State, today: date) -> Iterator[Chart]:
    found = accounts(state)
    if isinstance(found, NotAvailable):
        return
    items = [Bar(each.name, each.this or 0, money(state, each.this)) for each in found.accounts]
    told = _("{share} of the revenue").format(share=percent(_LIMIT, 0))
    yield Chart(
        "pareto",
        _("Pareto: clients and what they bring together"),
        lambda width, _height: pareto(items, width, limit=_LIMIT, told=told, share=percent),
        spreads=False,
    )
    yield _heat(state, found)


def _heat(state: State, found: Accounts) -> Chart:
    cells: list[list[Spot]] = []
    for letter in ABC_CLASSES:
        row: list[Spot] = []
        for column in MATRIX_COLUMNS:
            cell = found.matrix.cell(letter, column)
            count = len(cell.clients)
            said = ngettext("{n} client", "{n} clients", count).format(n=count)
            lines = (said, money(state, cell.revenue)) if count else ("–",)
            row.append(Spot(cell.revenue, lines))
        cells.append(row)
    return Chart(
        "matrix",
        _("ABC × XYZ: the darker, the more revenue"),
        lambda width, height: heat_map(ABC_CLASSES, MATRIX_COLUMNS, cells, width, height),
        spreads=False,
    )


def _loyalty(state: State, today: date) -> Iterator[Chart]:
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        return
    known = [*found.channels.items()]
    if isinstance(found.total, Nps):
        known.append((_("All"), found.total))
    for name, each in known:
        score = number(each.score, 0, sign=True)
        parts = (
            (_("Promoters"), each.promoters),
            (_("Passive"), each.passives),
            (_("Detractors"), each.detractors),
        )
        items = [Bar(label, count, str(count)) for label, count in parts]
        title = _("{name}: NPS {score} of {n} answers")
        said = title.format(name=name, score=score, n=each.answers)
        yield bar_chart(f"nps {name}", said, items)


def _funnel(state: State, today: date) -> Iterator[Chart]:
    found = funnel_of(state)
    if isinstance(found, NotAvailable):
        return
    steps = [
        Step(
            each.stage,
            each.count or 0,
            number(each.count),
            "" if isinstance(each.conversion, NotAvailable) else percent(each.conversion),
        )
        for each in found.steps
    ]
    yield Chart(
        "funnel",
        _("Funnel: how many go on to the next step"),
        lambda width, _height: funnel(steps, width),
    )


# -- plan against fact ------------------------------------------------------------------------


def _facts(state: State, today: date) -> Iterator[Chart]:
    period = plan_period(state, today)
    before = last_period(period)
    spans = [(_("Last period"), before)]
    spans += [(say_month(month), month_of(month)) for month in months_over(state, period)]
    for title, span in spans:
        channels, total = results(state, span)
        if all(isinstance(side, NotAvailable) for side in (total.plan, total.fact)):
            continue
        said = _("{period}: plan against fact, {unit}")
        title = said.format(period=title, unit=money_unit(state))
        yield compared(f"facts {span.first}", title, (*channels, total), plain)


def _budget(state: State, today: date) -> Iterator[Chart]:
    found = budget_standings(state, today)
    if isinstance(found, NotAvailable):
        return
    lines = [each.variance for each in (*found.lines, found.total)]
    title = _("Budget: plan against fact, {unit}").format(unit=money_unit(state))
    yield compared("budget", title, lines, plain)


def _kpis(state: State, today: date) -> Iterator[Chart]:
    """Each KPI in parts of what should be there by now: calls and money have no scale in common."""
    pairs: list[Pair] = []
    for each in standings(state, today):
        if isinstance(each.actual, NotAvailable) or isinstance(each.expected, NotAvailable):
            continue
        if not each.expected:
            continue
        part = each.actual / each.expected
        reached = percent(each.judged.achievement, 0)
        pairs.append(
            Pair(
                f"{each.ref} {each.name}",
                Fraction(1),
                part,
                _said(each.expected, each.unit),
                _said(each.actual, each.unit),
                f"{reached} {called(each.light)}",
            )
        )
    if pairs:
        plan, fact = _("plan"), _("fact")
        yield Chart(
            "kpis",
            _("KPIs: what should be there by now against fact"),
            lambda width, _height: plan_fact(pairs, width, plan=plan, fact=fact),
            False,
        )


def _said(exact: Fraction, unit: str) -> str:
    return f"{number(exact, 0 if exact.denominator == 1 else 1)} {unit}".rstrip()


def compared(
    key: str,
    title: str,
    lines: Sequence[Variance],
    shown: Callable[[Fraction | NotAvailable], str],
) -> Chart:
    """Plan and fact of each line, fact as a part of plan at the right edge."""
    items = [
        Pair(
            each.name,
            each.plan,
            each.fact,
            shown(each.plan),
            shown(each.fact),
            percent(each.of_plan, 0),
        )
        for each in lines
    ]
    plan, fact = _("plan"), _("fact")
    return Chart(
        key, title, lambda width, _height: plan_fact(items, width, plan=plan, fact=fact), False
    )


SHEETS: Mapping[str, Build] = {
    "sales": _sales,
    "economics": _economics,
    "accounts": _accounts,
    "nps": _loyalty,
    "funnel": _funnel,
    "facts": _facts,
    "months": _facts,
    "budget_facts": _budget,
    "budget": _budget,
    "kpi_facts": _kpis,
    "kpis": _kpis,
}
"""By the id of the sheet, ledger or form the figures stand beside."""
