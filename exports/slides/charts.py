"""Charts of the program that shows the slides, with their figures in a workbook inside."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false, reportPrivateUsage=false
# pyright: reportUntypedBaseClass=false, reportIncompatibleVariableOverride=false
# The library has few types.

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Inches, Pt
from xlsxwriter import Workbook

from exports.charts import PARETO_LINE, Bar, Chart
from exports.slides.pages import BODY_HEIGHT, BODY_TOP, BODY_WIDTH, LEFT
from exports.words import line
from facilitator.words.language import _

POINTS = 12
MOST_ACROSS = 2
LITERAL = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Literal(CategoryWorkbookWriter):
    """The workbook inside a chart, where a name of the room stays a text and is no formula."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Generator[tuple[Any, Any]]:
        with Workbook(xlsx_file, LITERAL) as book:
            yield book, book.add_worksheet()


class _Data(CategoryChartData):
    """Categories and series with such a workbook."""

    @property
    def _workbook_writer(self) -> _Literal:
        return _Literal(self)


def draw_charts(shapes: Any, charts: Sequence[Chart]) -> None:
    """The charts of one slide beside each other, in rows of two."""
    drawings = [each for chart in charts for each in _drawings(chart)]
    across = min(MOST_ACROSS, len(drawings))
    down = -(-len(drawings) // across)
    width, height = BODY_WIDTH / across, BODY_HEIGHT / down
    for at, (kind, title, series) in enumerate(drawings):
        left, top = LEFT + width * (at % across), BODY_TOP + height * (at // across)
        place = (Inches(left), Inches(top), Inches(width - 0.1), Inches(height - 0.1))
        _dress(shapes.add_chart(kind, *place, _filled(series)).chart, kind, title)


Series = tuple[str, str, Sequence[tuple[str, Fraction | None]]]
"""Name, number format, and a value for each category."""
Drawing = tuple[Any, str, tuple[Series, ...]]


def _drawings(chart: Chart) -> Iterator[Drawing]:
    name = line(f"{chart.title}, {chart.unit}" if chart.unit else chart.title)
    places = "0." + "0" * chart.places if chart.places else "0"
    values = [(_label(bar), bar.value) for bar in chart.bars]
    yield XL_CHART_TYPE.BAR_CLUSTERED, name, ((name, f"#,##{places}", values),)
    if chart.is_pareto:
        together = [(_label(bar), bar.cumulative) for bar in chart.bars]
        limit = [(_label(bar), PARETO_LINE) for bar in chart.bars]
        title = _("Share together")
        percent = "0%"
        shares = ((title, percent, together), (_("80 % line"), percent, limit))
        yield XL_CHART_TYPE.LINE_MARKERS, title, shares


def _label(bar: Bar) -> str:
    return line(f"{bar.label} ({bar.mark})" if bar.mark else bar.label)


def _filled(series: Sequence[Series]) -> _Data:
    data = _Data()
    data.categories = [label for label, _value in series[0][2]]
    for name, form, values in series:
        numbers = [None if value is None else float(value) for _label, value in values]
        data.add_series(name, numbers, form)
    return data


def _dress(chart: Any, kind: Any, title: str) -> None:
    chart.has_title = True
    chart.chart_title.text_frame.text = title
    chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    chart.font.size = Pt(POINTS)
    is_bar = kind == XL_CHART_TYPE.BAR_CLUSTERED
    chart.has_legend = not is_bar
    if not is_bar:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = chart.plots[0]
    if is_bar:
        chart.category_axis.reverse_order = True
        # Beside the figure, not beside zero: there a bar below zero covers its own name.
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
        plot.gap_width, plot.has_data_labels = 50, True
        labels = plot.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.font.size = Pt(POINTS)
    else:
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
