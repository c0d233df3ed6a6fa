"""Strategy options by keys: typing, linking, fits, votes, the choice."""

from pathlib import Path

import pytest

from facilitator.model import Ballot, Card, Fit
from facilitator.workshop.cards import card_by_ref
from tests.screens.stages.host import Shown, bare, showing
from tests.workshop import demo_rows as demo


def factors() -> list[Card]:
    """The demo's SWOT with its short-list, no options yet."""
    return [row for row in demo.boards() if isinstance(row, Card) and row.board == "S1"]


def option(shown: Shown, ref: str) -> Card:
    found = card_by_ref(shown.state, ref)
    assert found is not None, ref
    return found


async def test_an_option_lands_in_the_cell_its_factors_make(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*factors())) as shown:
        await shown.type("S2 S1 x O1 O4: Savings guarantee programme")
        await shown.type("Rewrite offers around payback (W2 W8 × O3)")
        assert option(shown, "SO1").links == ["S2", "S1", "O1", "O4"]
        assert option(shown, "SO1").text == "Savings guarantee programme"
        assert option(shown, "WO1").links == ["W2", "W8", "O3"]
        assert "SO · 1" in shown.text()
        assert "S2 S1 × O1 O4" in shown.text("#section-SO")


async def test_an_option_without_both_sides_is_refused_and_stays_in_the_line(
    tmp_path: Path,
) -> None:
    async with showing(tmp_path, "S2", bare(*factors())) as shown:
        await shown.type("S2 S1: Programme")
        assert "Only inside factors are linked" in shown.told
        assert shown.screen.line.value == "S2 S1: Programme"
        assert not [card for card in shown.state.rows(Card) if card.board == "S2"]


async def test_the_room_sees_which_factors_are_still_to_link(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*factors())) as shown:
        strip = shown.text("#factors")
        assert "○ S2 Contract" in strip
        assert "~ T2 Top-3" in strip, "accepted in the demo"
        await shown.type("S2 x O1: Programme")
        assert "✓ S2 Contract" in shown.text("#factors")
        assert "✓ O1 84" in shown.text("#factors")


async def test_relinking_moves_the_option_to_its_new_cell(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards())) as shown:
        shown.body.go_to("WT2")
        await shown.press("escape", "r")
        assert shown.screen.line.value == "W3 T4"
        await shown.press("ctrl+u")
        await shown.type("W3 × O2")
        moved = next(card for card in shown.state.rows(Card) if card.id == "WT2")
        assert (moved.section, moved.links) == ("WO", ["W3", "O2"])
        assert f"is now {moved.ref}" in shown.told


async def test_tab_walks_the_cells_and_back_to_the_line(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards())) as shown:
        seen = []
        await shown.press("escape")
        for _ in range(4):
            seen.append(getattr(shown.screen.focused, "section", ""))
            await shown.press("tab")
        assert seen == ["SO", "ST", "WO", "WT"]
        assert shown.screen.line.has_focus


async def test_edit_direction_delete_and_undo(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards())) as shown:
        await shown.press("escape", "n")
        assert option(shown, "SO1").direction == "existing"
        await shown.press("e", "ctrl+u")
        await shown.type("Guarantee programme")
        assert option(shown, "SO1").text == "Guarantee programme"
        await shown.press("d")
        assert card_by_ref(shown.state, "SO1") is None
        await shown.press("u")
        assert option(shown, "SO1").text == "Guarantee programme"


async def test_merging_takes_the_option_under_the_cursor_into_the_marked_one(
    tmp_path: Path,
) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards())) as shown:
        await shown.press("escape", "space", "down", "m")
        assert card_by_ref(shown.state, "SO2") is None
        assert "SO2 merged into SO1" in shown.told


async def test_dots_over_all_cells_and_the_choice(tmp_path: Path) -> None:
    rows = bare(*demo.boards())
    for row in rows:
        if isinstance(row, Card) and row.board == "S2":
            row.listed = False
    async with showing(tmp_path, "S2", rows) as shown:
        await shown.press("escape", "v")
        assert "TOWS · 2 each" in shown.text("#vote-title")
        assert "WT2" in shown.text("#vote-grid")
        await shown.press("escape", "L")
        chosen = [card.ref for card in shown.state.rows(Card) if card.listed and card.board == "S2"]
        assert sorted(chosen) == ["SO1", "WO1", "WO2", "WT1"]
        await shown.press("l")
        assert not option(shown, "SO1").listed


async def test_one_key_rates_a_fit_and_the_posture_follows(tmp_path: Path) -> None:
    rows = [row for row in bare(*demo.boards()) if not isinstance(row, Fit)]
    async with showing(tmp_path, "S2", rows) as shown:
        assert "g rates it" in shown.text("#option-summary")
        await shown.press("escape", "g", "3", "2", "1", "4")
        rated = {(fit.internal_id, fit.external_id): fit.value for fit in shown.state.rows(Fit)}
        assert rated == {("S1", "O1"): 3, ("S1", "O3"): 2, ("S1", "O4"): 1}
        assert "SO 66.7 % (3 of 9 rated)" in shown.text("#fit-cells").replace("\xa0", " ")
        await shown.press("u", "left", "left", "space")
        rated = {(fit.internal_id, fit.external_id): fit.value for fit in shown.state.rows(Fit)}
        assert rated == {("S1", "O1"): 3}, "one taken back, one emptied"


async def test_the_demo_fits_suggest_the_growth_posture(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards()), size=(120, 40)) as shown:
        summary = shown.text("#option-summary").replace("\xa0", " ")
        assert "SO 74.1 % · ST 55.6 % · WO 66.7 % · WT 55.6 %" in summary
        assert "posture SO, 7.4 points before WO" in summary


async def test_an_unused_threat_is_accepted_with_a_reason(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*factors())) as shown:
        await shown.press("escape", "x")
        assert "live with openly" in shown.text()
        await shown.press("1")
        await shown.type("watched each quarter")
        accepted = [card.ref for card in shown.state.rows(Card) if card.accepted]
        assert len(accepted) == 2, "T2 of the demo and the first of the list"
        assert "is accepted openly" in shown.told


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (240, 70)])
async def test_it_fits_any_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards()), size=size) as shown:
        await shown.press("escape", "tab", "tab")
        assert "WO1" in shown.text()
        assert "Option ›" in shown.text()


async def test_ballots_survive_what_is_shown(tmp_path: Path) -> None:
    async with showing(tmp_path, "S2", bare(*demo.boards())) as shown:
        before = len(shown.state.rows(Ballot))
        await shown.press("escape", "v", "tab", "tab", "escape")
        assert len(shown.state.rows(Ballot)) == before
