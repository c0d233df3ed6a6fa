"""One of a few things: all of them are seen where there is room."""

from pathlib import Path

import pytest

from screens.dialogs.choose import ChooseDialog
from screens.widgets.itemlist import ItemList
from tests.screens.program import running

LONG = "Retrofit design ready in five working days, while every rival needs twelve or fifteen "


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (160, 45)])
async def test_choices_of_several_rows_are_all_seen(tmp_path: Path, size: tuple[int, int]) -> None:
    choices = [(key, f"{key}: {LONG}{key}.") for key in ("yours", "theirs", "both")]
    async with running(tmp_path, size=size) as program:
        program.app.push_screen(ChooseDialog("What shall stand?", choices))
        await program.settle()
        listing = program.top.query_one(ItemList)
        shown = " ".join(program.text().replace("│", " ").split())
        assert listing.max_scroll_y == 0 and all(
            f"{LONG}{key}." in shown for key, _unused in choices
        )
        await program.press("3")
        assert program.top is program.home


async def test_more_choices_than_there_is_room_for_scroll(tmp_path: Path) -> None:
    choices = [(str(number), f"Table {number}") for number in range(200)]
    async with running(tmp_path) as program:
        program.app.push_screen(ChooseDialog("Which table?", choices, current="150"))
        await program.settle()
        assert "Table 150" in program.text() and "Esc goes back" in program.text()
