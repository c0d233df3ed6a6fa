"""Forms by keys: field after field, fillings, figures, refusals, drafts."""

from pathlib import Path

import pytest

from facilitator.model import Answer
from facilitator.workshop.forms import answers, subjects
from tests.screens.stages.host import Shown, bare, showing
from tests.workshop import demo_rows as demo


def kept(shown: Shown, form: str, subject: str = "") -> dict[str, str]:
    return answers(shown.state, form, subject)


async def test_enter_saves_a_field_and_goes_to_the_next(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        assert shown.screen.line.label == "Partners now*"
        await shown.type("8")
        assert shown.screen.line.label == "Partners wanted*"
        await shown.type("5")
        await shown.type("sel")
        assert kept(shown, "structure", "corporate") == {
            "width_now": "8",
            "width_target": "5",
            "intensity": "selective",
        }
        assert "Change of width" in shown.text()
        assert "−3 (−37.5" in shown.text()
        assert "3 of 9 required" in shown.text()


async def test_a_field_begins_with_its_words_and_a_refusal_keeps_what_was_typed(
    tmp_path: Path,
) -> None:
    rows = bare(*demo.answers("structure", {"length_now": "1"}, "corporate"))
    async with showing(tmp_path, "S4", rows) as shown:
        shown.body.go_to("length_now")
        await shown.settle()
        assert shown.screen.line.value == "1"
        await shown.press("ctrl+u")
        await shown.type("9")
        assert "at least 0 and at most 5" in shown.told
        assert shown.screen.line.value == "9"
        assert kept(shown, "structure", "corporate") == {"length_now": "1"}


async def test_each_channel_has_a_filling_and_brackets_turn_to_it(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        await shown.press("escape", "right_square_bracket", "a")
        await shown.type("8")
        assert kept(shown, "structure", "dealer") == {"width_now": "8"}
        assert kept(shown, "structure", "corporate") == {}
        await shown.press("escape", "left_square_bracket", "left_square_bracket", "a")
        assert "▸Retail" in shown.text("#tabs")


async def test_a_half_typed_field_stays_with_its_field(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        await shown.type("8 or 9", enter=False)
        await shown.press("down")
        assert shown.screen.line.value == ""
        await shown.press("up")
        assert shown.screen.line.value == "8 or 9"
        await shown.press("ctrl+u")
        await shown.type("9")
        await shown.press("up")
        assert shown.screen.line.value == "9", "no stale draft comes back"


async def test_arrows_in_the_list_go_one_step(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        await shown.press("escape", "down")
        assert shown.screen.line.label == "Partners wanted*"


async def test_another_profile_gets_its_own_name(tmp_path: Path) -> None:
    async with showing(tmp_path, "S5", bare()) as shown:
        await shown.type("Logistics")
        await shown.press("escape", "n")
        await shown.type("Cold storage")
        await shown.press("a")
        await shown.type("Food")
        assert subjects(shown.state, "profile_b2b") == ("Key client", "Cold storage")
        assert kept(shown, "profile_b2b", "Cold storage") == {"segment": "Food"}
        await shown.press("escape", "r")
        await shown.press("ctrl+u")
        await shown.type("Freezers")
        assert subjects(shown.state, "profile_b2b") == ("Key client", "Freezers")


async def test_the_market_of_the_demo(tmp_path: Path) -> None:
    async with showing(tmp_path, "S6", bare(*demo.forms()), size=(160, 45)) as shown:
        text = shown.text().replace("\xa0", " ")
        for figure in ("33 600 k€", "20 160 k€", "3 024 k€", "12.5 %", "+504 k€ (+20.0 %)", "84"):
            assert figure in text, figure
        assert "1 605.5 … 4 375.8" in text


async def test_a_missing_figure_says_why(tmp_path: Path) -> None:
    rows = bare(*demo.answers("market", {"companies": "160"}))
    async with showing(tmp_path, "S6", rows) as shown:
        assert "or the average is not" in shown.text()
        assert "NaN" not in shown.text()


async def test_delete_empties_a_field_and_undo_fills_it(tmp_path: Path) -> None:
    rows = bare(*demo.answers("structure", {"width_now": "8"}, "corporate"))
    async with showing(tmp_path, "S4", rows) as shown:
        await shown.press("escape", "d")
        assert not shown.state.rows(Answer)
        await shown.press("u")
        assert kept(shown, "structure", "corporate") == {"width_now": "8"}


async def test_signs_lead_out_of_the_form(tmp_path: Path) -> None:
    async with showing(tmp_path, "S4", bare()) as shown:
        await shown.type("! five dealers because they sell our value")
        assert "D1 decided" in shown.told
        assert shown.screen.line.label == "Partners now*"
        assert not shown.state.rows(Answer)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (240, 70)])
async def test_forms_fit_any_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with showing(tmp_path, "S6", bare(*demo.forms()), size=size) as shown:
        assert "Matching companies*" in shown.text()
        assert "TAM" in shown.text()
