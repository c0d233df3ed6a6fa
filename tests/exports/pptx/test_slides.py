"""The slides, read back: a slide for each stage, the whole plan, charts to edit, only ever text."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from exports.actions import plan_lines
from exports.markdown.figures import day
from facilitator.model import Action, Channel
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo, demo_state, nasty_demo
from tests.rows import rows_of

pptx = pytest.importorskip("pptx")

EMU = 914_400


def opened(document: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(document))


def rendered(state: State) -> bytes:
    from exports.slides import render

    return render(state, [], TODAY)


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def tables(deck: Any) -> list[list[list[str]]]:
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def rows_under(deck: Any, *header: str) -> list[dict[str, str]]:
    """The rows of every table with these columns: a long table goes on over several slides."""
    return [
        dict(zip(table[0], row, strict=True))
        for table in tables(deck)
        if set(header) <= set(table[0])
        for row in table[1:]
    ]


def charts(deck: Any) -> dict[str, Any]:
    return {
        shape.chart.chart_title.text_frame.text: shape.chart
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    }


@pytest.fixture(scope="module")
def deck() -> Any:
    from exports.slides import render

    state, history = demo()
    return opened(render(state, history, TODAY))


def test_every_stage_with_something_to_show_has_a_slide_in_the_order_of_the_programme(
    deck: Any,
) -> None:
    firsts = [each for each in titles(deck) if not each.endswith(")")]
    stages = [f"{each.key} {each.title}" for each in demo_state().stages]
    empty = {each for each in stages if each.startswith(("P1 ", "break"))}
    shown = [each for each in stages if each not in empty]
    assert firsts == [demo_state().workshop.title, "Decisions", *shown, "Parking lot"]


def test_the_plan_and_the_agreement_come_back(deck: Any) -> None:
    rows = rows_under(deck, "Action", "Owner", "Measure of done")
    lines = plan_lines(demo_state(), TODAY)
    assert [row["Ref"] for row in rows] == [told.ref for told in lines]
    for row, told in zip(rows, lines, strict=True):
        assert (row["Action"], row["Owner"]) == (told.title, told.owner)
        assert row["Deadline"] == day(told.deadline)
        assert (row["Measure of done"], row["Source"]) == (told.measure, told.sources)
        assert (row["Status"], row["Hands"]) == (told.status, "passed")
    said = {row["Person"]: row for row in rows_under(deck, "Person", "Word on the plan")}
    assert said["Elena Markovic"]["Word on the plan"] == "accepts with reservation"
    assert len(rows_under(deck, "Decision", "Reason")) == 6
    assert "accepted by all 6 of 6" in deck.slides[0].placeholders[1].text_frame.text


def test_charts_hold_the_figures_and_a_workbook_to_edit_them(deck: Any) -> None:
    found = charts(deck)
    assert {"Sales by year, thousand EUR", "Channel scores", "Share together"} <= set(found)
    sales = found["Sales by year, thousand EUR"]
    assert list(sales.plots[0].categories) == ["2024", "2025", "2026"]
    assert list(sales.plots[0].series[0].values) == [4150, 4400, 4700]
    assert all(each.part.chart_workbook.xlsx_part is not None for each in found.values())


def test_a_long_plan_takes_as_many_slides_as_it_needs_and_none_runs_over() -> None:
    state = demo_state()
    rows = rows_of(state)
    for at in range(60):
        action = Action(
            workshop_id=state.workshop.id,
            id=f"more{at:03}",
            position=500 + at,
            ref=f"A{11 + at}",
            title=f"Action {at} " + "with many words " * (at % 12),
            measure="x" * 400 if at == 7 else "" if at % 3 else "signed " * 30,
            deadline=TODAY + timedelta(days=at),
        )
        rows.append(action)
    rows.append(rows[-1].with_changes({"id": "huge", "position": 900, "title": "wide " * 400}))
    deck = opened(rendered(State(rows)))
    words = " ".join(row["Action"] for row in rows_under(deck, "Action", "Owner", "Source"))
    assert words.count("wide") == 400
    refs = [row["Ref"] for row in rows_under(deck, "Action", "Owner", "Source") if row["Ref"]]
    assert refs == [each.ref for each in plan_lines(State(rows), TODAY)]
    for slide in deck.slides:
        for shape in slide.shapes:
            height = (
                sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            )
            assert shape.top + height <= deck.slide_height, slide.shapes.title.text_frame.text
            assert shape.left + shape.width <= deck.slide_width


def test_no_words_of_the_room_become_a_formula_a_link_or_a_macro() -> None:
    state, told = nasty_demo()
    rows = rows_of(state)
    formula = '=HYPERLINK("http://e","x")'
    rows = [
        row.with_changes({"name": formula})
        if isinstance(row, Channel) and row.position == state.rows(Channel)[0].position
        else row
        for row in rows
    ]
    document = rendered(State(rows))
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        names = packed.namelist()
        links = "".join(packed.read(each).decode() for each in names if each.endswith(".rels"))
        pages = "".join(packed.read(each).decode() for each in names if "slides/slide" in each)
        books = [packed.read(each) for each in names if each.endswith(".xlsx")]
    assert not [each for each in names if "vba" in each.casefold() or "oleObject" in each]
    assert "External" not in links
    assert "hlinkClick" not in pages
    assert books
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as inside:
            sheets = [inside.read(each).decode() for each in inside.namelist()]
        assert not any("<f>" in each or "<hyperlink " in each for each in sheets)
    found = {row["Action"] for row in rows_under(opened(document), "Action", "Owner", "Source")}
    for words in ("=1+1", "<script>alert(1)</script>", "[x](javascript:alert(1))", "a|b"):
        assert words in told
        assert words in found
