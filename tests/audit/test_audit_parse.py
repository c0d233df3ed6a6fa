"""Cells: the reading of one text, its equality with the room's own, and with the database's."""

from datetime import date, timedelta
from decimal import Decimal

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitator.audit import cells
from facilitator.audit.parse import (
    DateStyle,
    NumberStyle,
    day_evidence,
    number_needs_style,
    read_amount,
    read_day,
    read_number,
)
from facilitator.words.number import NotANumber, parse_amount

POINT, COMMA = NumberStyle.POINT, NumberStyle.COMMA
DAY, MONTH, YEAR, SERIAL = (
    DateStyle.DAY_FIRST,
    DateStyle.MONTH_FIRST,
    DateStyle.YEAR_FIRST,
    DateStyle.SERIAL,
)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1 234,56", COMMA, "1234.56"),
        ("1\u00a0234,56 руб.", COMMA, "1234.56"),
        ("1\u202f234\u202f567,8 ₽", COMMA, "1234567.8"),
        ("1.234,56", COMMA, "1234.56"),
        ("1.234,56", POINT, "1234.56"),
        ("1,234", POINT, "1234"),
        ("1,234", COMMA, "1.234"),
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("0,123", POINT, "0.123"),
        ("1,5", POINT, "1.5"),
        ("$1,234.56", POINT, "1234.56"),
        ("-$1,234.56", POINT, "-1234.56"),
        ("$-5", POINT, "-5"),
        ("(123.45)", POINT, "-123.45"),
        ("($123.45)", POINT, "-123.45"),
        ("\u2212123,4", COMMA, "-123.4"),
        ("5-", POINT, "-5"),
        ("12,50 zł", COMMA, "12.50"),
        ("1'234.50", POINT, "1234.50"),
        ("€ 7", POINT, "7"),
        (".5", POINT, "0.5"),
    ],
)
def test_numbers_in_the_wild(text: str, style: NumberStyle, value: str) -> None:
    assert read_number(text, style) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1,2,3", "12 34", "5 %", "5k", "1e5", "(5", "(-5)", "--5", "1.2.2026", "1_000"],
)
def test_no_numbers(text: str) -> None:
    assert read_number(text, POINT) is None
    assert read_number(text, COMMA) is None


def test_too_large_and_rounded() -> None:
    assert read_amount("99999999999999.9999", POINT) == Decimal("99999999999999.9999")
    assert read_amount("99999999999999.99995", POINT) is None
    assert read_amount("100000000000000", POINT) is None
    assert read_amount("0.00005", POINT) == Decimal("0.0001")
    assert read_amount("-0.00005", POINT) == Decimal("-0.0001")


@pytest.mark.parametrize(
    ("text", "style", "day"),
    [
        ("05.04.2026", DAY, date(2026, 4, 5)),
        ("5.4.26", DAY, date(2026, 4, 5)),
        ("05.04.2026 0:00:00", DAY, date(2026, 4, 5)),
        ("4/5/2026", MONTH, date(2026, 4, 5)),
        ("4/5/2026 8:26 PM", MONTH, date(2026, 4, 5)),
        ("2026-04-05T10:11:12.345+03:00", YEAR, date(2026, 4, 5)),
        ("2026-04-05", DAY, date(2026, 4, 5)),
        ("20260405", YEAR, date(2026, 4, 5)),
        ("46117", SERIAL, date(2026, 4, 5)),
        ("5 апреля 2026 г.", DAY, date(2026, 4, 5)),
        ("5 kwietnia 2026", DAY, date(2026, 4, 5)),
        ("5-Apr-26", DAY, date(2026, 4, 5)),
        ("April 5, 2026", DAY, date(2026, 4, 5)),
    ],
)
def test_days_in_the_wild(text: str, style: DateStyle, day: date) -> None:
    assert read_day(text, style) == day


@pytest.mark.parametrize("text", ["32.01.2026", "13.13.2026", "29.02.2025", "0216", "x", "1.1.0"])
def test_no_days(text: str) -> None:
    assert not day_evidence(text)


def test_what_cannot_be_told_apart() -> None:
    assert {DAY, MONTH} <= day_evidence("03.04.2026")
    assert DAY in day_evidence("13.04.2026") and MONTH not in day_evidence("13.04.2026")
    assert number_needs_style("1,234") and number_needs_style("1.234")
    assert not number_needs_style("1,5") and not number_needs_style("1,234.5")


FIGURES = st.text("0123456789.,' -−()$€₽złруб\u00a0\u202f", min_size=1, max_size=14)


@given(FIGURES)
@settings(max_examples=400, deadline=None)
def test_the_room_reads_the_same_numbers(text: str) -> None:
    """Where both understand a text and no style is needed, typing and import agree."""
    assume(not number_needs_style(text))
    ours = read_number(text, POINT)
    try:
        theirs = parse_amount(text)
    except NotANumber:
        return
    assume(ours is not None and theirs.in_ones == theirs.value)
    assert ours == theirs.value


@given(st.decimals(-(10**13), 10**13, places=4), st.sampled_from(list(NumberStyle)))
@settings(deadline=None)
def test_amounts_survive_writing(value: Decimal, style: NumberStyle) -> None:
    written = f"{value:,.4f}"
    if style is COMMA:
        written = written.translate(str.maketrans(",.", ".,"))
    assert read_amount(written, style) == value


def in_database(expression: str, texts: list[str]) -> list[object]:
    with duckdb.connect() as database:
        query = f"SELECT {expression} FROM (SELECT unnest(?::VARCHAR[]) AS x)"
        return [row[0] for row in database.execute(query, [texts]).fetchall()]


@given(st.lists(FIGURES, min_size=20, max_size=60), st.sampled_from(list(NumberStyle)))
@settings(max_examples=60, deadline=None)
def test_the_database_reads_the_same_numbers_or_none(texts: list[str], style: NumberStyle) -> None:
    found = in_database(cells.number("x", style), texts)
    for text, value in zip(texts, found, strict=True):
        assert value is None or value == read_amount(text, style), text


DAYS = st.builds(
    lambda day, shape, tail: f"{day:{shape}}{tail}",
    st.dates(date(1890, 1, 1), date(2210, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d-%m-%Y", "%y.%d.%m", "%d.%m/%Y"]),
    st.sampled_from(["", " 10:00", "T10:11:12Z", " 1:02:03 PM", " x", "0"]),
)


@given(
    st.lists(DAYS | st.text("0123456789./- :", max_size=12), min_size=20, max_size=60),
    st.sampled_from(list(DateStyle)),
)
@settings(max_examples=60, deadline=None)
def test_the_database_reads_the_same_days_or_none(texts: list[str], style: DateStyle) -> None:
    for text, value in zip(texts, in_database(cells.day("x", style), texts), strict=True):
        assert value is None or value == read_day(text, style), text


def test_the_database_knows_the_common_shapes_itself() -> None:
    start = date(2026, 1, 1)
    days = [start + timedelta(days=n) for n in range(400)]
    for style, shape in ((DAY, "%d.%m.%Y"), (MONTH, "%m/%d/%Y"), (YEAR, "%Y-%m-%d")):
        assert in_database(cells.day("x", style), [f"{day:{shape}}" for day in days]) == days
    texts = ["1\u00a0234,56 руб.", "-5,00 zł", "(12,5)", "1.234", "\u22127"]
    wanted = [Decimal(value) for value in ("1234.56", "-5", "-12.5", "1234", "-7")]
    assert in_database(cells.number("x", COMMA), texts) == wanted
