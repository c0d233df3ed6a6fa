"""A series over time with the line of its trend, and its season in words below."""

from collections.abc import Sequence
from fractions import Fraction

from facilitator.methods.dynamics import Seasonality, Trend
from facilitator.methods.exact import NotAvailable, fraction
from facilitator.words.language import _, ngettext
from facilitator.workshop.results.sales import MONTHS
from screens.stages.shown import number
from screens.widgets.charts.chart import Chart, fit
from screens.widgets.charts.trend import Point, columns
from screens.widgets.rows import wrapped


def over_time(
    key: str,
    title: str,
    points: Sequence[Point],
    trend: Trend | NotAvailable,
    season: Seasonality | NotAvailable,
) -> Chart:
    """Columns of the points, the trend across them, trend and season told below."""
    line = trend_line(points, trend)
    told = [*_of_trend(trend, bool(line)), *_of_season(season)]

    def draw(width: int, height: int) -> tuple[str, ...]:
        said = [row for sentence in told for row in wrapped(sentence, width)][: max(0, height // 3)]
        below = ("", *said) if said else ()
        drawn = columns(points, width, height - len(below), line=line, earlier=_earlier)
        return (*drawn, *(fit(row, width) for row in below))

    return Chart(key, title, draw, spreads=False)


def trend_line(points: Sequence[Point], trend: Trend | NotAvailable) -> list[Fraction]:
    """The value of the straight line at each point: through the middle of all, with the slope.

    Empty where there is no trend, or where it is of another number of points.
    """
    if isinstance(trend, NotAvailable) or trend.points != len(points):
        return []
    known = [fraction(each.value) for each in points if not isinstance(each.value, NotAvailable)]
    if len(known) != len(points):
        return []
    middle = sum(known, Fraction(0)) / len(known)
    half = Fraction(len(points) - 1, 2)
    return [middle + trend.slope * (at - half) for at in range(len(points))]


def _earlier(left: int) -> str:
    told = ngettext(
        "… {n} earlier period is not drawn", "… {n} earlier periods are not drawn", left
    )
    return told.format(n=left)


def _of_trend(trend: Trend | NotAvailable, drawn: bool) -> list[str]:
    if isinstance(trend, NotAvailable):
        return [trend.reason] if trend.reason else []
    return [_("─ ┿ is the trend over {n} months.").format(n=trend.points)] if drawn else []


def _of_season(season: Seasonality | NotAvailable) -> list[str]:
    if isinstance(season, NotAvailable):
        return [season.reason] if season.reason else []
    if len(season.indices) != len(MONTHS):
        return []
    indices = " · ".join(
        f"{_(name)} {number(index, 2)}" for name, index in zip(MONTHS, season.indices, strict=True)
    )
    return [_("Season, 1 is an average month: {indices}").format(indices=indices)]
