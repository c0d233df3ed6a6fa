"""Charts of what the ledger gave: of each page of results those that show it best."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from facilitator.audit.results import Dynamics
from facilitator.methods.abc_classes import ABC_CLASSES
from facilitator.methods.abc_xyz import MATRIX_COLUMNS
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _, ngettext
from facilitator.workshop.results.sales import MONTHS
from screens.spotlight.over_time import over_time
from screens.stages.shown import percent
from screens.stages.views.dynamics import everybody, named
from screens.stages.views.look import Look, period
from screens.stages.views.matrix import columns as matrix_columns
from screens.stages.views.page import ViewPage
from screens.stages.views.row import Row, View
from screens.widgets.charts.bars import Bar, bars, pareto
from screens.widgets.charts.chart import Chart
from screens.widgets.charts.heat import Spot, heat_map
from screens.widgets.charts.trend import Point

MOST_RANKED = 40
"""Customers of a chart of Pareto; the rest stands together in the last bar."""


def view_charts(page: ViewPage) -> list[Chart]:
    """The charts of a page of results; empty while there is nothing to see."""
    look = page.look()
    own = {"months": _months, "quarters": _quarters, "abc": _pareto, "matrix": _matrix}
    build = own.get(page.key.partition(":")[2])
    charts = list(build(look)) if look is not None and build is not None else []
    return charts + list(_sections(page.shown, look))


def section_of(page: ViewPage) -> str:
    """The key of the chart whose rows the cursor stands among; empty where there is none."""
    row, key = page.row, ""
    for each in page.shown.rows:
        if each.item.tone == "heading":
            key = each.item.key
        if row is not None and each.item.key == row.item.key:
            return key
    return ""


def _sections(view: View, look: Look | None) -> Iterator[Chart]:
    """Bars of each table of the page."""
    title, key = view.title, ""
    found: list[Row] = []
    for row in (*view.rows, None):
        if row is not None and row.item.tone != "heading":
            if row.label and row.values:
                found.append(row)
            continue
        if len(found) > 1:
            yield _bars_of(key, title, found, look)
        found = []
        if row is not None:
            title, key = f"{view.title} · {row.item.text}", row.item.key


def _bars_of(key: str, title: str, rows: Sequence[Row], look: Look | None) -> Chart:
    items = [Bar(row.label, row.values[0].value, _shown(row, look)) for row in rows]
    return Chart(key, title, lambda width, _height: bars(items, width))


def _shown(row: Row, look: Look | None) -> str:
    """The figure the bar is drawn from, and beside it the change where the row has one."""
    if look is None:
        return row.item.right.split("  ")[0].strip()
    first = look.shown(row.values[0])
    change = next((each for each in row.values[1:] if each.kind == "change"), None)
    return f"{first}  {look.shown(change):>8}" if change is not None else first


# -- over time -------------------------------------------------------------------------------


def _months(look: Look) -> Iterator[Chart]:
    for each in everybody(look):
        points = [Point(_month(row.label), row.revenue, look.amount(row.revenue))
                  for row in each.months if row.complete]  # fmt: skip
        title = _("{name}: revenue by month, {unit}").format(name=named(each, look), unit=look.unit)
        yield over_time(f"trend {each.name}", title, points, each.trend, each.season)


def _month(label: str) -> str:
    """ "2026-03" in a few cells: Mar 26."""
    year, _dash, month = label.partition("-")
    return f"{_(MONTHS[int(month) - 1])} {year[-2:]}"


def _quarters(look: Look) -> Iterator[Chart]:
    for each in everybody(look):
        yield _by_quarter(look, each)


def _by_quarter(look: Look, each: Dynamics) -> Chart:
    points = [Point(period(row.label), row.revenue, look.amount(row.revenue))
              for row in each.quarters if row.complete]  # fmt: skip
    title = _("{name}: revenue by quarter, {unit}").format(name=named(each, look), unit=look.unit)
    none = NotAvailable("")
    return over_time(f"trend {each.name}", title, points, none, none)


# -- customers -------------------------------------------------------------------------------


def _pareto(look: Look) -> Iterator[Chart]:
    found = look.audit.abc
    if isinstance(found, NotAvailable):
        return
    limit = Fraction(look.audit.choices.abc.a) / 100
    ranked = found.ranked.rows[:MOST_RANKED]
    items = [Bar(row.customer, row.revenue, look.amount(row.revenue)) for row in ranked]
    left = found.ranked.count - len(ranked)
    if left > 0:
        rest = found.ranked.revenue - sum((row.revenue for row in ranked), Fraction(0))
        name = ngettext("{n} more together", "{n} more together", left).format(n=left)
        items.append(Bar(name, rest, look.amount(rest)))
    told = _("{share} of the revenue").format(share=percent(limit, 0))

    def draw(width: int, _height: int) -> tuple[str, ...]:
        return pareto(items, width, limit=limit, told=told, share=percent)

    title = _("Pareto: customers and what they bring together, {unit}").format(unit=look.unit)
    yield Chart("pareto", title, draw, spreads=False)


def _matrix(look: Look) -> Iterator[Chart]:
    found = look.audit.matrix
    if isinstance(found, NotAvailable):
        return
    cells: list[list[Spot]] = []
    for letter in ABC_CLASSES:
        row: list[Spot] = []
        for column in MATRIX_COLUMNS:
            cell = found.cell(letter, column)
            count = ngettext("{n} customer", "{n} customers", cell.customers)
            said = (count.format(n=cell.customers), look.money(cell.revenue), percent(cell.share))
            row.append(Spot(cell.revenue, said if cell.customers else ("–",)))
        cells.append(row)
    titles = [each.title for each in matrix_columns()]
    yield Chart(
        "matrix",
        _("ABC × XYZ: the darker, the more revenue"),
        lambda width, height: heat_map(ABC_CLASSES, titles, cells, width, height),
        spreads=False,
    )
