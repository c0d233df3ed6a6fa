"""Charts row by row: what is drawn for a small input, and what no width may do to it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from facilitator.methods.exact import NotAvailable
from screens.widgets.charts.bars import Bar, bars, pareto
from screens.widgets.charts.compared import Pair, plan_fact
from screens.widgets.charts.hands import Hands, agreement
from screens.widgets.charts.heat import Spot, heat_map
from screens.widgets.charts.scores import Scored, score_matrix
from screens.widgets.charts.steps import Step, funnel
from screens.widgets.charts.trend import Point, columns

WIDTHS = range(40, 201, 8)
CHANNELS = [Bar("Corporate", 2520, "2 520"), Bar("Dealer", 1260, "1 260"), Bar("Retail", 0, "–")]


def percent(share: Fraction) -> str:
    return f"{round(float(share) * 100)} %"


def test_bars_compare_with_the_largest() -> None:
    assert bars(CHANNELS, 40) == (
        "Corporate ███████████████████████  2 520",
        "Dealer    ███████████▌             1 260",
        "Retail                                 –",
    )


def test_a_missing_or_negative_value_has_no_bar() -> None:
    items = [Bar("A", NotAvailable("no figure"), "–"), Bar("B", -5, "−5"), Bar("C", 5, "5")]
    assert bars(items, 20) == (
        "A                  –",
        "B                 −5",
        "C ██████████████   5",
    )


def test_bars_without_any_value_draw_nothing_and_say_it() -> None:
    assert bars([Bar("A", 0, "0")], 20) == ("A                  0",)
    assert bars([], 40) == ()


def test_pareto_draws_the_line_after_the_one_who_crosses_it() -> None:
    items = [Bar("small", 1, "1"), Bar("big", 7, "7"), Bar("middle", 2, "2")]
    drawn = pareto(items, 40, limit=Fraction(8, 10), told="80 % of all", share=percent)
    assert drawn == (
        "big    ███████████████████████  7   70 %",
        "middle ██████▌                  2   90 %",
        "── 80 % of all ─────────────────────────",
        "small  ███▎                     1  100 %",
    )


def test_pareto_of_nothing_has_no_line() -> None:
    items = [Bar("a", 0, "0"), Bar("b", 0, "0")]
    drawn = pareto(items, 40, limit=Fraction(8, 10), told="80 %", share=percent)
    assert [row.split() for row in drawn] == [["a", "0"], ["b", "0"]]


def test_plan_and_fact_share_one_scale() -> None:
    pairs = [
        Pair("Corporate", 500, 250, "500", "250", "50 %"),
        Pair("Dealer", 100, NotAvailable("no fact"), "100", "–", "–"),
    ]
    assert plan_fact(pairs, 40, plan="plan", fact="fact") == (
        "Corporate ○ plan ████████████  500",
        "          ● fact ██████        250  50 %",
        "Dealer    ○ plan ██▍           100",
        "          ● fact                 –     –",
    )


def test_a_funnel_says_what_goes_on() -> None:
    steps = [Step("Calls", 40, "40", "50 %"), Step("Offers", 20, "20", "5 %"), Step("Won", 1, "1")]
    assert funnel(steps, 40) == (
        "Calls   ████████████████████████████  40",
        "                   ↓ 50 %",
        "Offers         ██████████████         20",
        "                   ↓ 5 %",
        "Won                  █                 1",
    )


def test_hands_are_told_apart_by_shape_and_number() -> None:
    items = [
        Hands("A01 Call the dealers", (0, 0, 1, 2, 2, 1), 0, "re-work"),
        Hands("A02 Hire", (1, 0, 0, 0, 4, 0), 1, "1 missing"),
    ]
    assert agreement(items, 70) == (
        "A01 Call the dealers  ███████████████▒▒▒  5×1 4×2 3×2 2×1  re-work",
        "A02 Hire              ████████████×××···  4×4 0×1  1 missing",
    )


def test_a_heat_map_is_darker_where_there_is_more() -> None:
    cells = [
        [Spot(100, ("5 clients", "100 k€")), Spot(30, ("1 client", "30 k€"))],
        [Spot(1, ("1 client", "1 k€")), Spot(0, ("–",))],
    ]
    assert heat_map(("A", "B"), ("X", "Y"), cells, 40) == (
        "  X                  Y",
        "A ██████████████████ ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒",
        "  5 clients          1 client",
        "  100 k€             30 k€",
        "B ░░░░░░░░░░░░░░░░░░ ··················",
        "  1 client           –",
        "  1 k€",
    )
    assert len(heat_map(("A", "B"), ("X", "Y"), cells, 40, 5)) == 5


def test_each_score_has_its_height_and_its_count() -> None:
    cells = [[Scored("3.83 !", (0, 1, 2, 4, 0)), Scored("4.50", (0, 0, 0, 3, 3))]]
    assert score_matrix(("Dealer",), ("C1", "C2"), cells, 40) == (
        "       C1         C2",
        "       1 2 3 4 5  1 2 3 4 5",
        "Dealer 3.83 !     4.50",
        "       · ▂ ▄ █ ·  · · · █ █",
        "       0 1 2 4 0  0 0 0 3 3",
    )


def test_columns_of_scores_that_do_not_fit_follow_below() -> None:
    cells = [[Scored("4.50", (0, 0, 0, 3, 3))] * 3]
    drawn = score_matrix(("Dealer",), ("C1", "C2", "C3"), cells, 30)
    assert len(drawn) == 10
    assert "C1" in drawn[0] and "C2" in drawn[0] and "C3" in drawn[5]


def test_a_trend_runs_across_the_columns() -> None:
    points = [Point("Jan", 2, "2"), Point("Feb", 6, "6"), Point("Mar", 8, "8")]
    assert columns(points, 11, 6, line=(3, 4, 7)) == (
        "  2   6   8",
        "         ┿┿",
        "     ┿┿  ██",
        " ──  ██  ██",
        " ██  ██  ██",
        "Jan Feb Mar",
    )


def test_earlier_points_that_do_not_fit_are_counted() -> None:
    points = [Point(f"{at:02d}", at, f"{at}00") for at in range(1, 31)]
    drawn = columns(points, 40, 8, earlier=lambda left: f"{left} earlier")
    assert drawn[0] == "22 earlier"
    assert drawn[-1].split() == [f"{at}" for at in range(23, 31)]
    assert drawn[1].split() == [f"{at}00" for at in range(23, 31)]


LONG = "Крупные корпоративные клиенты и их склады – żółć"

DRAWN: dict[str, Callable[[int], Sequence[str]]] = {
    "bars": lambda width: bars([Bar(LONG, 7, "12 345 k€"), Bar("b", 3, "3")], width),
    "pareto": lambda width: pareto(
        [Bar(LONG, 7, "12 345 k€"), Bar("b", 3, "3")],
        width,
        limit=Fraction(8, 10),
        told="80 % of the revenue",
        share=percent,
    ),
    "plan": lambda width: plan_fact(
        [Pair(LONG, 7, 3, "12 345 k€", "5 000 k€", "43 %")], width, plan="plan", fact="fact"
    ),
    "funnel": lambda width: funnel([Step(LONG, 400, "12 345", "12.5 %"), Step("b", 3, "3")], width),
    "hands": lambda width: agreement([Hands(LONG, (0, 1, 0, 2, 2, 1), 1, "re-work")], width),
    "heat": lambda width: heat_map(
        ("A", LONG), ("X even", "Y"), [[Spot(5, ("12 345 k€",)), Spot(1, ("1",))]] * 2, width
    ),
    "scores": lambda width: score_matrix(
        (LONG, "b"), ("C1 Margin", "C2"), [[Scored("12 345", (0, 1, 2))] * 2] * 2, width
    ),
    "trend": lambda width: columns(
        [Point(f"Mar {at:02d}", at, "12 345") for at in range(40)], width, 12
    ),
}
SHOWN = {"hands": "re-work"}


@pytest.mark.parametrize("name", DRAWN)
def test_at_every_width_figures_stay_whole_and_what_is_cut_says_so(name: str) -> None:
    for width in WIDTHS:
        rows = DRAWN[name](width)
        assert all(cell_len(row) <= width for row in rows), (width, rows)
        text = "\n".join(rows)
        assert SHOWN.get(name, "12 345") in text, (width, text)
        if LONG.split()[0] in text and LONG not in text:
            assert "…" in text


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.integers(-50, 10**6), min_size=1, max_size=12),
    width=st.integers(20, 200),
)
def test_bars_are_never_longer_than_that_of_the_largest(values: list[int], width: int) -> None:
    rows = bars([Bar(f"n{at}", value, str(value)) for at, value in enumerate(values)], width)
    lengths = [sum(cell in "█▏▎▍▌▋▊▉" for cell in row) for row in rows]
    assert all(cell_len(row) <= width for row in rows)
    order = sorted(range(len(values)), key=lambda at: values[at])
    assert all(lengths[a] <= lengths[b] for a, b in pairwise(order))
    assert all(bool(length) == (value > 0) for length, value in zip(lengths, values, strict=True))
