"""The workbook read back: a sheet for each table, typed cells, text that is never a formula."""

import io
import re
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from exports.actions import plan_lines
from tests.exports.demo import TODAY, demo, demo_state, nasty_demo

pytest.importorskip("xlsxwriter")


def sheets(document: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(document))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(document: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        return {name: packed.read(name).decode("utf-8") for name in packed.namelist()}


@pytest.fixture(scope="module")
def written() -> bytes:
    from exports.xlsx import render

    state, history = demo()
    return render(state, history, TODAY)


def test_the_plan_comes_back_with_days_and_money(written: bytes) -> None:
    header, *rows = sheets(written)["Action plan"]
    lines = plan_lines(demo_state(), TODAY)
    assert len(rows) == len(lines) == 10
    for values, told in zip(rows, lines, strict=True):
        row = dict(zip(header, values, strict=False))
        assert (row["Ref"], row["Action"], row["Owner"]) == (told.ref, told.title, told.owner)
        assert row["Deadline"] == told.deadline
        assert (row["Measure of done"], row["Source"]) == (told.measure, told.sources)
        assert (row["Status"], row["Agreement"]) == (told.status, told.agreement)
        assert row["Cost, EUR"] == ("" if told.cost is None else float(told.cost))


def test_everything_else_has_a_sheet_of_its_own(written: bytes) -> None:
    found = sheets(written)
    assert {"Decisions", "Goals", "Agreement", "Hands", "Parking lot", "People", "Cards"} <= set(
        found
    )
    assert found["Agreement"][4][:4] == [
        *("Elena Markovic", "dealer manager", "accepts with reservation"),
        "dealers must hear it from me first",
    ]
    sales = found["Sales by month"]
    assert next(each for each in sales if each[:2] == ["Corporate", "2026"])[2:5] == [165, 180, 195]
    lights = {row[1]: row[2] for row in found["Sales-system checklist"]}
    assert lights["Channel–value"] in ("red", "amber", "green")


def test_every_sheet_has_a_filter_and_a_header_that_stays(written: bytes) -> None:
    pages = [text for name, text in parts(written).items() if "/worksheets/sheet" in name]
    assert len(pages) == len(sheets(written))
    for page in pages:
        assert "<autoFilter " in page
        assert re.search(r'<pane ySplit="1"[^>]*state="frozen"', page)
        assert "<f>" not in page


def test_no_words_of_the_room_become_a_formula_a_link_or_a_macro() -> None:
    from exports.xlsx import render

    state, _ = nasty_demo()
    document = render(state, [], TODAY)
    found = parts(document)
    assert not any("vba" in name.casefold() or "externalLink" in name for name in found)
    for name, text in found.items():
        if name.startswith("xl/worksheets"):
            assert not re.search(r"<f[ >]|<hyperlink", text), name
    read = [row[1] for row in sheets(document)["Action plan"][1:]]
    told = [line.title for line in plan_lines(state, TODAY)]
    assert [str(each).strip() for each in read] == [each.strip() for each in told]


def test_names_of_sheets_are_short_plain_and_differ() -> None:
    from exports.xlsx import sheet_name

    taken: set[str] = set()
    names = [sheet_name(each, taken) for each in ("x" * 40, "X" * 40, "a/b:c", "'", "History", "")]
    assert names == ["x" * 31, "X" * 29 + " 2", "a b c", "Table", "History of it", "Table 2"]
