"""Paths as they are typed, and as terminals paste them."""

import os
from pathlib import Path

import pytest

from screens.importing.typed import looks_like_path, paths_in


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    (folder / "My Files").mkdir(parents=True)
    for name in ("sales.csv", "My Files/Продажи 2026.csv", "it's.csv", "a$b.csv"):
        (folder / name).write_text("x", "utf-8")
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.mark.parametrize(
    "typed",
    [
        "{home}/My Files/Продажи 2026.csv",
        "  '{home}/My Files/Продажи 2026.csv'  ",
        '"{home}/My Files/Продажи 2026.csv"\n',
        "{home}/My\\ Files/Продажи\\ 2026.csv ",
        "~/My Files/Продажи 2026.csv",
        "~/My\\ Files/Продажи\\ 2026.csv",
        "$HOME/My Files/Продажи 2026.csv",
        "${{HOME}}/My Files/Продажи 2026.csv",
        "'~/My Files/Продажи 2026.csv'",
        "My Files/Продажи 2026.csv",
        "./My Files/../My Files/Продажи 2026.csv",
        "file://{home}/My%20Files/%D0%9F%D1%80%D0%BE%D0%B4%D0%B0%D0%B6%D0%B8%202026.csv",
        "file://localhost{home}/My%20Files/Продажи 2026.csv",
    ],
)
def test_one_file_in_all_the_ways_it_is_named(home: Path, typed: str) -> None:
    text = typed.format(home=home)
    assert looks_like_path(text)
    assert paths_in(text, home) == (home / "My Files" / "Продажи 2026.csv",)


def test_several_files_dropped_at_once(home: Path) -> None:
    dropped = f"'{home}/My Files/Продажи 2026.csv' {home}/sales.csv"
    assert paths_in(dropped, home) == (home / "My Files/Продажи 2026.csv", home / "sales.csv")
    escaped = f"{home}/My\\ Files/Продажи\\ 2026.csv {home}/sales.csv"
    assert paths_in(escaped, home) == (home / "My Files/Продажи 2026.csv", home / "sales.csv")


def test_signs_that_mean_something_elsewhere_are_part_of_a_name_that_exists(home: Path) -> None:
    assert paths_in(f"{home}/it's.csv", home) == (home / "it's.csv",)
    assert paths_in(f"{home}/a$b.csv", home) == (home / "a$b.csv",)


@pytest.mark.parametrize("typed", ["/no/such/file.csv", "~nobody-at-all/x.csv", "/a\0b.csv", "'/x"])
def test_what_does_not_exist_is_still_one_path_to_talk_about(home: Path, typed: str) -> None:
    assert len(paths_in(typed, home)) == 1


def test_a_name_as_long_as_no_disk_allows_harms_nothing(home: Path) -> None:
    assert len(paths_in("/" + "x" * 10_000, home)) == 1


def test_nothing_is_no_path(home: Path) -> None:
    assert paths_in("   ", home) == ()


@pytest.mark.parametrize("words", ["sales", "sales 2026", "2026.csv", "c", ""])
def test_letters_of_a_name_are_no_path(words: str) -> None:
    assert not looks_like_path(words)


@pytest.mark.skipif(os.name != "nt", reason="drives are on Windows")
def test_a_drive_begins_a_path() -> None:
    assert looks_like_path("C:\\sales.csv")
