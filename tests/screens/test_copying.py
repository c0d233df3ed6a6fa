"""Copying: the right text, the right tool, no shell, and a sentence that says where it went."""

import stat
from pathlib import Path

import pytest

from screens import clipboard
from screens.clipboard import put, table_text, tools
from screens.copying import item_of, table_of
from screens.dialogs.captured import CapturedDialog
from screens.dialogs.history import HistoryDialog
from screens.dialogs.palette import PaletteDialog
from screens.history.entry import EntryDialog
from screens.history.past import PastScreen
from screens.search.dialog import FindDialog
from screens.widgets.capture import CaptureLine
from screens.widgets.grid import Cell, Column, Grid, GridRow
from screens.widgets.itemlist import Item, ItemList
from tests.screens.program import demo_in, running
from tests.screens.waiting import wait_until


def test_an_item_is_its_reference_and_text_and_a_list_is_a_table() -> None:
    listing = ItemList(
        [
            Item("1", "Own  measuring\nservice", "S1", right="4", detail="12 reports"),
            Item("2", "=HYPERLINK(A1)", "S2"),
        ]
    )
    clip = item_of(listing)
    assert clip is not None
    assert (clip.text, clip.what) == ("S1 Own measuring service", "S1")
    table = table_of(listing)
    assert table is not None and table.what == "2 rows"
    assert table.text.split("\n") == [
        "S1\tOwn measuring service\t4\t12 reports",
        "S2\t'=HYPERLINK(A1)\t\t",
    ]
    assert item_of(ItemList()) is None and table_of(ItemList()) is None


def test_a_grid_is_copied_with_its_titles_and_its_row_alone() -> None:
    grid = Grid()
    grid.set_grid(
        [Column("a", "C1"), Column("b", "C2")],
        [GridRow("x", "Dealer", (Cell("4"), Cell("-3"))), GridRow("y", "Retail", (Cell("2"),))],
    )
    grid.move_to("y", "a")
    row, table = item_of(grid), table_of(grid)
    assert row is not None and (row.text, row.what) == ("Retail\t2", "Retail")
    assert table is not None
    assert table.text.split("\n")[0] == "\tC1\tC2"
    assert table.text.split("\n")[1].startswith("Dealer\t4\t")


def test_tabs_and_breaks_in_a_text_do_not_break_the_table() -> None:
    assert table_text([["a\tb", "", "c\r\nd"], ["e", "", ""]]) == "a b\tc d\ne\t"
    assert table_text([]) == ""


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal alone: only it could have a clipboard."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)


def a_tool(folder: Path, name: str, body: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def test_the_first_tool_that_works_gets_the_text_as_input_and_no_shell_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = tmp_path / "got"
    # The first fails, the second hangs, the third takes it.
    a_tool(tmp_path, "wl-copy", "exit 1")
    a_tool(tmp_path, "xclip", "exec sleep 60")
    a_tool(tmp_path, "xsel", f'[ "$*" = "--clipboard --input" ] && cat > "{got}"')
    monkeypatch.setattr(clipboard, "TOOL_SECONDS", 0.3)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    here = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "PATH": f"{tmp_path}:/usr/bin:/bin"}
    nasty = "$(touch pwned) `id` ; ' \" ł Ж\n"
    assert put(nasty, here, "linux") == "xsel"
    assert got.read_text("utf-8") == nasty
    assert put(nasty, {"PATH": str(tmp_path)}, "linux") == "", "no display, no clipboard"
    assert [tool.name for tool in tools({}, "darwin")] == ["pbcopy"]
    assert [tool.name for tool in tools({"WSL_DISTRO_NAME": "x"}, "linux")] == ["clip.exe"]


async def test_y_copies_the_item_and_says_where_it_went(
    tmp_path: Path, no_display: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = await demo_in(tmp_path)
    async with running(root, reference="1", stage_key="S1") as program:
        await program.press("escape", "y")
        await wait_until(lambda: "sent to the terminal's clipboard" in program.told)
        assert program.app.clipboard.startswith("S1 Retrofit design ready in 5 working days")
        await program.press("Y")
        await wait_until(lambda: program.told.startswith("9 rows sent"))
        assert len(program.app.clipboard.splitlines()) == 9
        assert program.app.clipboard.splitlines()[1].startswith("S2\t")
        got = tmp_path / "got"
        folder = tmp_path / "bin"
        folder.mkdir()
        a_tool(folder, "xclip", f'cat > "{got}"')
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        monkeypatch.setenv("DISPLAY", ":0")
        await program.press("y")
        await wait_until(lambda: program.told == "S1 copied to the clipboard (xclip).")
        assert got.read_text("utf-8").startswith("S1 Retrofit design")


async def test_y_copies_in_history_search_and_what_was_captured(
    tmp_path: Path, no_display: None
) -> None:
    root = await demo_in(tmp_path)
    async with running(root, reference="1", stage_key="S1") as program:
        await program.press("ctrl+l")
        await wait_until(lambda: isinstance(program.top, CapturedDialog))
        first = program.top.query_one(ItemList).current
        assert first is not None
        await program.press("y")
        await wait_until(lambda: "the terminal's clipboard" in program.text("#captured-told"))
        assert program.app.clipboard == f"{first.ref} {first.text}"
        await program.press("Y")
        await wait_until(lambda: "rows sent" in program.text("#captured-told"))
        await program.press("escape", "f9")
        await wait_until(lambda: isinstance(program.top, HistoryDialog))
        await program.press("y")
        assert program.top.query_one(CaptureLine).value == "y", "letters find, until Tab"
        await program.press("backspace", "tab", "y")
        await wait_until(lambda: "the terminal's clipboard" in program.text("#history-told"))
        item = program.top.query_one(ItemList).current
        assert item is not None and item.text in program.app.clipboard
        await program.press("enter")
        await wait_until(lambda: isinstance(program.top, EntryDialog))
        await program.press("Y")
        await wait_until(lambda: "the terminal's clipboard" in program.text("#entry-told"))
        await program.press("t")
        await wait_until(lambda: isinstance(program.top, PastScreen))
        await program.settle()
        await program.press("Y")  # the last entry is of a round, where y confirms the rules
        await wait_until(lambda: "rows sent to the terminal's" in program.text("#past-keys"))
        await program.press("left")
        assert "PgUp" in program.text("#past-keys")
        await program.press("escape", "escape", "ctrl+f")
        await wait_until(lambda: isinstance(program.top, FindDialog))
        await program.paste("dealer")
        await wait_until(lambda: len(program.top.query_one(ItemList).items) > 2)
        await program.press("tab")
        await program.press("Y")
        await wait_until(lambda: "rows sent" in program.text("#find-told"))
        assert "Dealer" in program.app.clipboard


async def test_a_list_of_commands_has_no_copy_to_take(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        await program.press("ctrl+p")
        assert isinstance(program.top, PaletteDialog)
        program.top.listing.focus()
        await program.press("y", "Y")
        assert isinstance(program.top, PaletteDialog)
