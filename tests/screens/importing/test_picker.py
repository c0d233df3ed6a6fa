"""Choosing files with the keyboard alone."""

import os
import threading
from pathlib import Path

import pytest
from textual import events

from screens.importing import files
from screens.importing.files import FilePicker
from screens.importing.folder import Listing, keep_folder, last_folder
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import ItemList
from tests.screens.importing.pushed import Pushed, pushed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """sales.csv is newest; `inner` holds one more file."""
    folder = tmp_path / "my exports"
    (folder / "inner").mkdir(parents=True)
    for age, name in enumerate(("sales.csv", "clients.xlsx", "older sales.csv", "inner/deep.csv")):
        (folder / name).write_text("date;amount\n2026-01-01;1\n", "utf-8")
        os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    keep_folder(tmp_path / "state", folder)
    return folder


def picker(folder: Path, **how: bool) -> FilePicker:
    return FilePicker("Which sales file?", folder.parent / "state", **how)


def under_cursor(shown: Pushed) -> str:
    item = shown.screen.query_one(ItemList).current
    return item.text if item else ""


async def test_it_begins_where_a_file_was_last_read_at_the_newest_file(folder: Path) -> None:
    async with pushed(picker(folder)) as shown:
        await shown.until("3 files, newest first", "clients.xlsx", "inner/")
        assert under_cursor(shown) == "sales.csv"
        await shown.press("enter")
        assert await shown.left() == (folder / "sales.csv",)


async def test_letters_narrow_down_and_come_before_enter(folder: Path) -> None:
    async with pushed(picker(folder)) as shown:
        await shown.until("sales.csv")
        for key in (*"old", "enter"):  # all at once, as a quick hand and a slow screen do it
            shown.screen.query_one(CaptureLine).post_message(
                events.Key(key, key if len(key) == 1 else None)
            )
        assert await shown.left() == (folder / "older sales.csv",)


async def test_into_a_folder_and_up_again(folder: Path) -> None:
    async with pushed(picker(folder)) as shown:
        await shown.until("inner/")
        await shown.press(*"inner", "enter")
        await shown.until("1 file,", "deep.csv")
        await shown.press("backspace")
        await shown.until("3 files")
        assert under_cursor(shown) == "inner/"
        await shown.press("tab")
        await shown.until("by name")
        assert shown.screen.query_one(ItemList).items[1].text == "clients.xlsx"
        await shown.press(*"zz", "enter")
        await shown.until("Nothing here has these letters.")
        await shown.press("backspace", "backspace")
        await shown.until("clients.xlsx")
        await shown.press("escape")
        assert await shown.left() == ()


async def test_several_are_marked_and_read_together(folder: Path) -> None:
    async with pushed(picker(folder)) as shown:
        await shown.until("sales.csv")
        await shown.press("space", "down", "space", "space", "down", "space")
        await shown.until("Enter reads the 2 marked")
        await shown.press("enter")
        assert await shown.left() == (folder / "sales.csv", folder / "older sales.csv")


async def test_a_survey_is_one_file(folder: Path) -> None:
    async with pushed(picker(folder, many=False)) as shown:
        await shown.until("sales.csv")
        await shown.press("space")
        await shown.until("One survey is read at a time.")
        await shown.paste(f"{folder}/sales.csv\n{folder}/clients.xlsx")
        await shown.until("Choose one file.")
        await shown.press("enter")
        assert await shown.left() == (folder / "sales.csv",)


@pytest.mark.parametrize("pasted", ["'{}/inner/deep.csv' ", "file://{}/inner/deep.csv"])
async def test_a_dropped_file_is_opened(folder: Path, pasted: str) -> None:
    async with pushed(picker(folder)) as shown:
        await shown.until("sales.csv")
        address = str(folder).replace(" ", "%20") if "file:" in pasted else str(folder)
        await shown.paste(pasted.format(address))
        await shown.until("Enter opens this path")
        await shown.press("enter")
        assert await shown.left() == (folder / "inner" / "deep.csv",)
    assert last_folder(folder.parent / "state") == folder / "inner"


async def test_a_folder_is_entered_by_its_path(folder: Path) -> None:
    async with pushed(picker(folder)) as shown:
        await shown.until("sales.csv")
        await shown.press(*"./inner", "enter")
        await shown.until("deep.csv")
        assert not shown.answers


async def test_what_cannot_be_opened_is_said_and_the_list_stays(folder: Path) -> None:
    (folder / "empty.csv").touch()
    async with pushed(picker(folder)) as shown:
        await shown.until("sales.csv")
        await shown.paste(f"{folder}/gone.csv")
        await shown.press("enter")
        await shown.until("There is no file “gone.csv”. Check the name.")
        await shown.press("ctrl+u", *"empty", "enter")
        await shown.until("“empty.csv” is empty. Export it again.")
        await shown.press(*["backspace"] * 5, *"older", "enter")
        assert await shown.left() == (folder / "older sales.csv",)


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Root may open everything: the system's answer is put in its place."""
    scandir = os.scandir

    def scan(where: str | Path) -> object:
        if Path(where) == path:
            raise PermissionError(13, "Permission denied", str(where))
        return scandir(where)

    monkeypatch.setattr(os, "scandir", scan)


async def test_a_folder_without_permission_is_not_entered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, folder / "inner")
    async with pushed(picker(folder)) as shown:
        await shown.until("inner/")
        await shown.press(*"inner", "enter")
        await shown.until("The folder “inner” may not be opened by you.")
        assert "3 files" in shown.text


async def test_a_folder_that_never_answers_holds_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def hang(where: Path) -> Listing:
        answers.wait(60)
        return Listing(where, ())

    async with pushed(picker(folder)) as shown:
        await shown.until("inner/")
        monkeypatch.setattr(files, "look_into", hang)
        await shown.press(*"inner", "enter")
        await shown.until("Looking into “inner” …")
        await shown.press(*"clients", "enter")
        assert await shown.left() == (folder / "clients.xlsx",)
    answers.set()


async def test_a_great_many_files_in_a_small_window(folder: Path) -> None:
    for number in range(3_000):
        (folder / f"export {number:04}.csv").write_bytes(b"a;b\n1;2\n")
    async with pushed(picker(folder), size=(60, 18)) as shown:
        await shown.until("3,003 files")
        last = shown.screen.query_one(ItemList).items[-1]
        assert last.text == "… and 2,604 more: type a part of the name"
        await shown.press(*"2999", "enter")
        assert await shown.left() == (folder / "export 2999.csv",)
