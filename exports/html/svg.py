"""A chart as SVG inside the page: every bar with its label and its value, a text for the blind."""

from xml.etree.ElementTree import Element, SubElement, tostring

from exports.charts import PARETO_LINE, Bar, Chart
from exports.markdown.figures import number, percent
from facilitator.words.language import _

WIDTH, ROW, BAR = 640, 56, 22
TOP, BOTTOM = 8, 30
VALUE_ROOM, PARETO_ROOM = 110, 190
"""Pixels at the right that the values stand in, alone and with their share."""


def drawn(chart: Chart) -> str:
    """The chart as a `figure` with its caption; colours come from the style of the page."""
    figure = Element("figure")
    SubElement(figure, "figcaption").text = _caption(chart)
    height = TOP + ROW * len(chart.bars) + BOTTOM
    svg = SubElement(
        figure,
        "svg",
        {
            "viewBox": f"0 0 {WIDTH} {height}",
            "role": "img",
            "aria-labelledby": f"{chart.id}-title {chart.id}-told",
        },
    )
    SubElement(svg, "title", {"id": f"{chart.id}-title"}).text = _caption(chart)
    told = "; ".join(f"{_label(bar)}: {_in_words(chart, bar)}" for bar in chart.bars)
    SubElement(svg, "desc", {"id": f"{chart.id}-told"}).text = told
    longest = max((bar.value for bar in chart.bars), default=0)
    for at, bar in enumerate(chart.bars):
        share = float(bar.value / longest) if longest > 0 else 0.0
        _bar(svg, chart, bar, TOP + ROW * at, max(0.0, share) * _room(chart))
    if chart.is_pareto:
        _shares(svg, chart, height)
    return tostring(figure, "unicode", short_empty_elements=True)


def _caption(chart: Chart) -> str:
    return f"{chart.title}, {chart.unit}" if chart.unit else chart.title


def _label(bar: Bar) -> str:
    return f"{bar.label} ({bar.mark})" if bar.mark else bar.label


def _room(chart: Chart) -> int:
    return WIDTH - (PARETO_ROOM if chart.is_pareto else VALUE_ROOM)


def _value(chart: Chart, bar: Bar) -> str:
    value = number(bar.value, chart.places)
    return value if bar.cumulative is None else f"{value} · Σ {percent(bar.cumulative, 0)}"


def _in_words(chart: Chart, bar: Bar) -> str:
    value = number(bar.value, chart.places)
    if bar.cumulative is None:
        return value
    return _("{value}, together {cumulative}").format(
        value=value, cumulative=percent(bar.cumulative, 0)
    )


def _bar(svg: Element, chart: Chart, bar: Bar, top: int, length: float) -> None:
    SubElement(svg, "text", {"x": "0", "y": str(top + 18)}).text = _label(bar)
    SubElement(
        svg,
        "rect",
        {"x": "0", "y": str(top + 26), "width": f"{length:.1f}", "height": str(BAR)},
    )
    value = SubElement(
        svg,
        "text",
        {"x": str(WIDTH), "y": str(top + 43), "class": "value", "text-anchor": "end"},
    )
    value.text = _value(chart, bar)


def _shares(svg: Element, chart: Chart, height: int) -> None:
    """The line of shares together, and where 80 % is; 100 % is where the longest bar ends."""
    room = _room(chart)
    limit = f"{float(PARETO_LINE) * room:.1f}"
    foot = height - BOTTOM
    SubElement(
        svg, "line", {"x1": limit, "x2": limit, "y1": "0", "y2": str(foot), "class": "limit"}
    )
    note = SubElement(svg, "text", {"x": limit, "y": str(height - 8), "text-anchor": "middle"})
    note.text = percent(PARETO_LINE, 0)
    points = " ".join(
        f"{float(bar.cumulative) * room:.1f},{TOP + ROW * at + 37}"
        for at, bar in enumerate(chart.bars)
        if bar.cumulative is not None
    )
    SubElement(svg, "polyline", {"points": points, "class": "shares"})
