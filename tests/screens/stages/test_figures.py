"""Audit figures by keys: typed rows, computed figures, lights, findings."""

from pathlib import Path

import pytest

from facilitator.agenda import stage as plan_of_stage
from facilitator.model import Card, Figure, Stage
from facilitator.words.language import speaking
from facilitator.workshop.results.reading import answer
from facilitator.workshop.stages import new_stage
from tests.screens.stages.host import Shown, bare, showing
from tests.workshop import demo_rows as demo


def system_check() -> Stage:
    stage = new_stage("w", plan_of_stage("A6"))
    stage.id, stage.position = "A6", 99
    return stage


def figures(shown: Shown) -> list[tuple[str, str, list[str | None]]]:
    return [(row.grouping, row.label, list(row.numbers)) for row in shown.state.rows(Figure)]


async def test_a_typed_row_is_taken_in_and_replaced(tmp_path: Path) -> None:
    async with showing(tmp_path, "A2", bare()) as shown:
        assert "Example: Corporate; 2026; 2520; 38; 310" in " ".join(shown.text().split())
        await shown.type("corp; 2026; 2520; 38; 310")
        assert figures(shown) == [("Corporate", "2026", ["2520", "38", "310"])]
        text = shown.text().replace("\xa0", " ")
        assert "647.6 k€" in text
        assert "208.9 %" in text
        await shown.press("escape", "enter")
        assert shown.screen.line.value == "Corporate; 2026; 2520; 38; 310"
        await shown.press("backspace", "backspace", "backspace")
        await shown.type("400")
        assert figures(shown) == [("Corporate", "2026", ["2520", "38", "400"])]


async def test_a_blank_month_is_missing_and_not_zero(tmp_path: Path) -> None:
    async with showing(tmp_path, "A1", bare()) as shown:
        await shown.type("Dealer; 2026; 140; -; 135; 125; 120; 115; 100; 115; 135; 150; 150; 140")
        assert figures(shown)[0][2][1] is None
        assert "(1 blank)" in shown.text()


async def test_a_line_that_cannot_be_read_stays(tmp_path: Path) -> None:
    async with showing(tmp_path, "A2", bare()) as shown:
        await shown.type("Wholesale; 2026; 1; 2; 3")
        assert "not one of the channels" in shown.told
        assert shown.screen.line.value == "Wholesale; 2026; 1; 2; 3"
        assert not shown.state.rows(Figure)


async def test_declines_are_named(tmp_path: Path) -> None:
    async with showing(tmp_path, "A1", bare(*demo.audit()), size=(160, 60)) as shown:
        text = shown.text().replace("\xa0", " ")
        for period in ("Dealer Q2 2026", "Dealer Q3 2026", "Dealer Q4 2026"):
            assert period in text
        assert "−7.1 %" in text
        assert "+4.66 a month" in text
        assert "1.278" in text


async def test_clients_of_the_demo(tmp_path: Path) -> None:
    async with showing(tmp_path, "A3", bare(*demo.audit()), size=(160, 70)) as shown:
        text = shown.text().replace("\xa0", " ")
        assert "A  11 clients, 55 % (usual 20 %)" in text
        assert "X 4 (1 670)  Y 4 (1 110)  Z 3 (570)" in text
        assert "90.48 %" in text
        assert "520 A X" in text
        assert "0 – lost" in text
        assert "Flat base" in text


async def test_loyalty_with_its_interval(tmp_path: Path) -> None:
    async with showing(tmp_path, "A4", bare(*demo.audit()), size=(160, 50)) as shown:
        text = shown.text().replace("\xa0", " ")
        assert "0.0 … 70.6" in text
        assert "+43" in text
        assert "Corporate and Dealer differ with certainty" in text


async def test_settings_are_edited_and_rows_never_land_in_them(tmp_path: Path) -> None:
    async with showing(tmp_path, "A4", bare()) as shown:
        await shown.type("Dealer; 9 10 8 7 7 8 6 5 4 6")
        assert len(figures(shown)[0][2]) == 10
        await shown.press("escape", "home", "enter")
        await shown.type("80")
        assert answer(shown.state, "nps", "asked") == "80"


async def test_no_data_is_an_answer_too(tmp_path: Path) -> None:
    async with showing(tmp_path, "A4", bare()) as shown:
        await shown.press("escape", "end", "enter")
        await shown.type("y")
        assert answer(shown.state, "nps", "no_data") == "yes"
        assert "no client has been asked" in shown.text()


async def test_lights_by_one_key_need_what_shows_them(tmp_path: Path) -> None:
    async with showing(tmp_path, "A6", bare(system_check())) as shown:
        await shown.press("escape", "r")
        assert not shown.state.rows(Figure), "no light without evidence"
        await shown.type("clients name our price only")
        assert figures(shown) == [("", "Channel–value", ["red", "clients name our price only"])]
        await shown.press("a")
        assert figures(shown)[0][2] == ["amber", "clients name our price only"]
        assert "1 amber" in shown.text()
        await shown.press("up")
        with speaking("ru"):
            assert shown.body.words() == "жёлтый; clients name our price only"
            await shown.body.capture([shown.body.words()])
        assert figures(shown)[0][2] == ["amber", "clients name our price only"]


async def test_fixed_rows_are_typed_in_place_one_after_another(tmp_path: Path) -> None:
    async with showing(tmp_path, "A6", bare(system_check())) as shown:
        await shown.press("escape", "right_square_bracket", "a")
        assert shown.screen.line.label == "Months counted"
        await shown.type("24")
        await shown.type("400")
        await shown.type("32; 14")
        assert answer(shown.state, "funnel", "months") == "24"
        assert figures(shown) == [
            ("", "Cold calls", ["400", None, None]),
            ("", "First meetings", ["32", "14", None]),
        ]
        assert "8.0" in shown.text()


async def test_findings_are_typed_and_pinned(tmp_path: Path) -> None:
    async with showing(tmp_path, "A1", bare(*demo.audit())) as shown:
        await shown.press("tab")
        assert shown.screen.line.label == "Facts"
        await shown.type("Dealers fell in all quarters // sales by month")
        await shown.type("c: imported own brands")
        fact, cause = shown.state.rows(Card)
        assert (fact.board, fact.section, fact.evidence) == ("A1", "FD", "sales by month")
        assert cause.section == "CA"
        await shown.press("escape", "p")
        assert shown.state.rows(Card)[0].tags == ["pinned"]
        assert "★" in shown.text("#section-FD")
        await shown.press("tab", "tab", "a")
        assert shown.screen.line.label == "Sales by month, a row"


async def test_the_usp_of_each_channel(tmp_path: Path) -> None:
    async with showing(tmp_path, "A5", bare()) as shown:
        await shown.press("escape", "right_square_bracket", "a")
        await shown.type("draft")
        assert answer(shown.state, "usp", "status", "corporate") == "draft"
        assert shown.screen.line.label == "Statement"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (240, 70)])
async def test_figures_fit_any_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with showing(tmp_path, "A1", bare(*demo.audit()), size=size) as shown:
        assert "Sales by month" in shown.text()
        assert "Facts" in shown.text()
        await shown.press("tab")
        assert "Computed" in shown.text()
