"""Large letters and what is drawn with them, without a screen."""

import pytest
from rich.cells import cell_len

from facilitator.methods.dynamics import Trend
from facilitator.methods.exact import NotAvailable
from screens.spotlight.drawing import CardSpot, ChartSpot, ClockSpot, RowSpot, Spot, TableSpot
from screens.spotlight.letters import large
from screens.spotlight.over_time import trend_line
from screens.widgets.charts.chart import Chart
from screens.widgets.charts.trend import Point
from screens.widgets.matrix import Cell, Column, GridRow

SIZES = ((56, 17), (76, 23), (116, 39), (236, 69))


def test_a_reference_is_drawn_with_dots_as_large_as_they_fit() -> None:
    small, big = large("S3", 30, 8), large("S3", 120, 30)
    assert 4 <= len(small) <= 8 and all(len(row) <= 30 for row in small)
    assert 20 <= len(big) <= 30 and all(len(row) <= 120 for row in big)
    assert set("".join(big)) <= set(" ▀▄█")


@pytest.mark.parametrize(
    "word", ["Łódź", "ŻÓŁĆ", "gęś", "Щука", "ёж", "Эй!", "12:40", "−5 %", "9 €"]
)
def test_polish_cyrillic_and_figures_have_letters(word: str) -> None:
    assert large(word, 200, 60)


def test_letters_tell_apart_what_differs_by_a_stroke() -> None:
    for one, other in (("Ł", "L"), ("ż", "ź"), ("й", "и"), ("ё", "е"), ("ą", "a"), ("€", "C")):
        assert large(one, 60, 20) != large(other, 60, 20), (one, other)


def test_what_the_fonts_do_not_hold_or_what_does_not_fit_is_not_drawn() -> None:
    assert large("漢字", 200, 60) == ()
    assert large("✓", 200, 60) == ()
    assert large("word", 10, 60) == ()
    assert large("a long sentence of many words " * 9, 60, 18) == ()
    assert large("", 60, 18) == large(" ", 60, 18) == ()


SPOTS: dict[str, Spot] = {
    "short card": CardSpot("S3", "Own service", ("★ 4", "68 % of 120 clients")),
    "card": CardSpot("W12", "Retrofit design ready in 5 working days, rivals need 12–15", ("★ 4",)),
    "long card": CardSpot("A01", "Перечень задач и żółte karty na ścianie " * 14, ("note " * 60,)),
    "unknown letters": CardSpot("S1", "漢字 " * 5),
    "nothing": CardSpot("", ""),
    "row": RowSpot("Dealer", (("C1", "4.50"), ("C2", "–"), ("score", "3.70")), 0),
    "wide row": RowSpot("D " * 90, tuple((f"column {at}" * 9, "x" * 90) for at in range(60)), 3),
    "table": TableSpot(
        "Scores",
        "channel",
        tuple(Column(str(at), f"C{at}") for at in range(9)),
        tuple(GridRow(str(at), f"row {at}", (Cell("4.5"),) * 9) for at in range(90)),
        70,
    ),
    "empty table": TableSpot("Scores", "", (), ()),
    "clock": ClockSpot("Key client analysis", "12:40", "12:40 of 35:00 · ends 11:25 (+5)"),
    "chart": ChartSpot(Chart("c", "A chart " * 30, lambda width, _height: ("█" * width,) * 90)),
}


@pytest.mark.parametrize("name", SPOTS)
@pytest.mark.parametrize("size", [(1, 1), (20, 5), *SIZES], ids=str)
def test_whatever_is_shown_fits_the_screen(name: str, size: tuple[int, int]) -> None:
    width, height = size
    rows = SPOTS[name].draw(width, height)
    assert len(rows) <= max(height, 1), len(rows)
    if size in SIZES:
        assert all(cell_len(row.plain) <= width for row in rows)


def said(spot: Spot, size: tuple[int, int]) -> str:
    return " ".join(" ".join(row.plain for row in spot.draw(*size)).split())


def test_a_text_too_long_for_large_letters_is_whole_in_plain_ones() -> None:
    for size in SIZES[:2]:
        assert "rivals need 12–15" in said(SPOTS["card"], size)
    assert said(SPOTS["long card"], (76, 23)).count("ścianie") == 14
    assert "…" in said(SPOTS["long card"], (56, 17))
    assert "漢字" in said(SPOTS["unknown letters"], (76, 23))


def test_the_row_under_the_cursor_is_always_in_the_table() -> None:
    for size in SIZES:
        shown = said(SPOTS["table"], size)
        assert "▸ row 70" in shown
        assert "more row" in shown


def test_a_figure_of_a_row_stands_alone_in_large_letters_and_in_the_list() -> None:
    rows = [row.plain for row in SPOTS["row"].draw(116, 39)]
    assert any("C1      4.50" in row for row in rows)
    assert any("C2         –" in row for row in rows)
    assert sum("█" in row for row in rows) > 8


def test_the_trend_goes_through_the_middle_with_its_slope() -> None:
    points = [Point("", value, "") for value in (1, 4, 7)]
    line = trend_line(points, Trend(3, NotAvailable("not asked"), 3))  # type: ignore[arg-type]
    assert line == [1, 4, 7]
    assert trend_line(points, Trend(3, NotAvailable("not asked"), 4)) == []  # type: ignore[arg-type]
    assert trend_line(points, NotAvailable("few")) == []
