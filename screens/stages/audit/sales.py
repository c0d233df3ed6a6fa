"""What sales say: growth by year, trend, season, declines that need a cause."""

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.results.sales import MONTHS, TOTAL, Dynamics, sales
from facilitator.workshop.state import State
from screens.stages.shown import heading, line, money, number, percent, remark
from screens.widgets.bars import BAR, bar
from screens.widgets.itemlist import Item


def sales_lines(state: State) -> list[Item]:
    """Years with growth and trend by channel, the season, declines."""
    found = sales(state)
    if isinstance(found, NotAvailable):
        return []
    lines: list[Item] = []
    for each in (*found.channels, found.total):
        lines += _years(state, each)
    lines += _season(found.total)
    if found.declines:
        lines.append(heading(_("Declines that need a cause")))
        for at, fall in enumerate(found.declines):
            text = f"{fall.channel} {fall.period}"
            lines.append(
                Item(f"fall {at}", text, right=percent(fall.change, sign=True), tone="bad")
            )
    if found.unread:
        lines.append(
            remark(
                "unread",
                _("Not read, because they name no year: {unread}").format(unread=found.unread),
            )
        )
    return lines


def _years(state: State, each: Dynamics) -> list[Item]:
    lines = [heading(_(each.name) if each.name == TOTAL else each.name)]
    for year, value in each.years.items():
        growth = each.year_growth.get(year)
        shown = money(state, value)
        if growth is not None and not isinstance(growth, NotAvailable):
            shown += f"  {percent(growth, sign=True)}"
        lines.append(line(f"{each.name} {year}", str(year), value, shown))
    trend = each.trend
    if not isinstance(trend, NotAvailable):
        rough = _("few months, rough") if trend.rough else ""
        slope = _("{number} a month").format(number=number(trend.slope, 2, sign=True))
        lines.append(line(f"{each.name} trend", _("Trend"), trend.slope, slope, detail=rough))
    if not isinstance(each.cagr, NotAvailable):
        lines.append(line(f"{each.name} cagr", "CAGR", each.cagr, percent(each.cagr, 2)))
    return lines


def _season(total: Dynamics) -> list[Item]:
    season = total.seasonality
    if isinstance(season, NotAvailable):
        return [line("season", _("Season"), season, "")]
    top = max(season.indices)
    return [
        heading(_("Season: month against an average one")),
        *(
            Item(f"season {name}", f"{_(name)} {bar(index, top, BAR)}", right=number(index, 3))
            for name, index in zip(MONTHS, season.indices, strict=True)
        ),
    ]
