"""Slices: together they are the text, each begins with a record, and every row keeps its line."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.audit import decode, slices
from facilitator.audit.files import CannotRead
from facilitator.audit.generate import SHAPES, write
from facilitator.audit.ledger import Ledger, read_ledger
from facilitator.audit.slices import Knife


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices and pieces so small that every file has many."""
    monkeypatch.setattr(slices, "_SMALL", 300)
    monkeypatch.setattr(decode, "_PIECE", 97)


CELL = st.sampled_from(["a", "", " b ", 'say "so"', "two\nlines", "\n\n", "three\n\n\nlines", "ж"])
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=3) | st.just([]), min_size=1, max_size=40)


@given(ROWS, st.integers(0, 2), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_slices_are_the_text(tmp_path_factory, rows, skip: int, newline: str, ends: bool) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    body = text.getvalue() if ends else text.getvalue()[:-1]
    above = "title\n" * skip
    folder = tmp_path_factory.getbasetemp() / "slices"
    folder.mkdir(exist_ok=True)
    path = folder / "text.csv"
    path.write_bytes((above + body).replace("\n", newline).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "_SMALL", 20)
        patch.setattr(slices, "_MOST", 1000)
        patch.setattr(slices.os, "cpu_count", lambda: 500)
        patch.setattr(decode, "_PIECE", 7)
        if not body:
            with pytest.raises(CannotRead):
                Knife(path, "utf-8", ";", lambda: False).cut(folder, skip)
            return
        found = Knife(path, "utf-8", ";", lambda: False).cut(folder, skip)
    made = [(each, each.path.read_text(encoding="utf-8")) for each in found]
    read = [
        row for _, text in made for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")
    ]
    # An empty line holds a delimiter now; nothing else has changed, and no record was cut.
    whole = csv.reader(io.StringIO(body, newline=""), delimiter=";")
    assert read == [row or ["", ""] for row in whole]
    assert sum(each.empty for each in found) == sum(not row for row in rows) - (
        not ends and not rows[-1]
    )
    line = skip + 1
    for each, text in made:
        assert (each.first, each.quoted) == (line, '"' in text)
        assert each.lines == len(text.split("\n")) - text.endswith("\n")
        line += each.lines


def rows(ledger: Ledger) -> list[tuple]:
    with duckdb.connect() as database:
        return database.execute(f"FROM '{ledger.parquet}' ORDER BY row").fetchall()


@pytest.mark.parametrize("name", ["messy", "1c", "american", "wide"])
def test_many_slices_read_as_one(name: str, tmp_path: Path, monkeypatch) -> None:
    made = write(tmp_path / "sales.csv", replace(SHAPES[name], bad_every=31), rows=400)
    one = read_ledger([made.path], None, tmp_path / "one.parquet")
    monkeypatch.setattr(slices, "_SMALL", 1000)
    many = read_ledger([made.path], None, tmp_path / "many.parquet")
    assert rows(one) == rows(many)
    assert one.bad_cells == many.bad_cells and one.control_total == made.total
    said = [replace(each, found=one.sources[0].found) for each in many.sources]
    assert said == list(one.sources)


def test_lines_after_rejected_ones(tiny: None, tmp_path: Path) -> None:
    lines = ["date;customer;amount"]
    wanted: list[int] = []
    for number in range(2, 200):
        broken = number % 7 == 0 or number in {50, 51}
        lines.append(f"2026-01-01;Customer {number};{number}" + ";more;yet more" * broken)
        wanted += [] if broken else [number]
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(lines) + "\n")
    ledger = read_ledger([path], None, tmp_path / "ledger.parquet")
    assert [(row[0], row[3]) for row in rows(ledger)] == [(number, number) for number in wanted]
    assert [each.line for each in ledger.rejected] == sorted({*range(2, 200)} - {*wanted})


def test_a_quote_in_the_wrong_place_harms_no_other_row(tiny: None, tmp_path: Path) -> None:
    lines = ["date;customer;amount;note"]
    for number in range(2, 120):
        note = {40: 'a 5" pipe', 41: '"two\nlines"', 90: '"kept\n\napart"'}.get(number, "x")
        lines.append(f"2026-01-01;Customer {number};{number};{note}")
    path = tmp_path / "sales.csv"
    path.write_text("\n".join(lines) + "\n")
    ledger = read_ledger([path], None, tmp_path / "ledger.parquet")
    assert ledger.control_total == sum(range(2, 120))
    placed = {int(row[3]): row[0] for row in rows(ledger)}
    assert placed[39] == 39 and placed[41] == 41 and placed[42] == 43 and placed[119] == 122
