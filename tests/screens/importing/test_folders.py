"""What the picker shows of a folder, in which order, and where it begins."""

import os
from pathlib import Path
from time import monotonic

import pytest

from screens.importing.folder import Entry, begin_in, in_order, keep_folder, look_into, size_said


def filled(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for age, name in enumerate(names):
        if name.endswith("/"):
            (folder / name).mkdir()
        else:
            (folder / name).write_text("a;b\n", "utf-8")
            os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    return folder


def test_files_that_can_be_read_and_folders_are_listed(tmp_path: Path) -> None:
    folder = filled(
        tmp_path, "b.csv", "A.XLSX", "c.Parquet", "notes.md", ".hidden.csv", "old/", ".git/"
    )
    os.mkfifo(folder / "pipe.csv")
    (folder / "nowhere.csv").symlink_to(folder / "gone")
    listing = look_into(folder)
    by_name = in_order(listing.entries, "", newest_first=False)
    assert [each.name for each in by_name] == ["A.XLSX", "b.csv", "c.Parquet", "old"]
    newest = in_order(listing.entries, "", newest_first=True)
    assert [each.name for each in newest] == ["b.csv", "A.XLSX", "c.Parquet", "old"]
    assert listing.others == 1
    assert newest[0].size == 4


def test_words_narrow_it_down_in_any_order_and_case(tmp_path: Path) -> None:
    entries = look_into(filled(tmp_path, "Sales 2025.csv", "sales 2026.csv", "survey.csv")).entries
    found = in_order(entries, "2026 SALES", newest_first=True)
    assert [each.name for each in found] == ["sales 2026.csv"]
    assert not in_order(entries, "2027", newest_first=True)


def test_fifty_thousand_files_are_narrowed_down_quickly(tmp_path: Path) -> None:
    names = [f"export {number}.csv" for number in range(50_000)]
    entries = [Entry(name, tmp_path / name, False, 10, float(at)) for at, name in enumerate(names)]
    begun = monotonic()
    found = in_order(entries, "4999", newest_first=True)
    assert monotonic() - begun < 0.5
    assert [each.name for each in found[:2]] == ["export 49999.csv", "export 49998.csv"]


def test_it_begins_in_downloads_then_where_a_file_was_last_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, state = tmp_path / "home", tmp_path / "state"
    for name in ("XDG_DOWNLOAD_DIR", "XDG_DOCUMENTS_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    filled(home / "Downloads", "picture.png")
    filled(home / "Documents", "sales.csv")
    last = filled(tmp_path / "exports ")
    assert begin_in(state).folder == home / "Documents"
    keep_folder(state, last)
    assert begin_in(state).folder == last
    last.rmdir()
    assert begin_in(state).folder == home / "Documents"


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9_960, "10 kB"), (999_600, "1.0 MB"),
     (5 * 10**9, "5.0 GB")],
)  # fmt: skip
def test_sizes_are_short(size: int, said: str) -> None:
    assert size_said(size) == said
