"""Cells and sums as a person reads them."""

from decimal import Decimal
from pathlib import Path

import pytest

from facilitator.audit.recognise import recognise
from screens.importing.cells import described, facts, grouped, shown_columns


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        ("1234", 0, "1,234"),
        ("1234.5000", 0, "1,234.50"),
        ("-0.125", 0, "-0.125"),
        ("7", 2, "7.00"),
        ("12345678901234567.8901", 0, "12,345,678,901,234,567.8901"),
    ],
)
def test_numbers_are_exact_and_grouped(number: str, places: int, shown: str) -> None:
    assert grouped(Decimal(number), places) == shown


def test_a_column_reads_as_it_counts(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    lines = ["date;amount;note", "03.04.2026;1 200;a", "2026-05-31;7,5;b", "31.06.2026;x;c"]
    path.write_text("\n".join([*lines, "30.04.2026;;d", "29.04.2026;3,25;e"]), "utf-8")
    found = recognise(path)
    date, amount, note = shown_columns(found, [True, False, True])
    assert [cell.text for cell in date.cells] == [
        "2026-04-03", "2026-05-31", "✗ 31.06.2026", "2026-04-30", "2026-04-29",
    ]  # fmt: skip
    assert [cell.text for cell in amount.cells] == ["1,200.00", "7.50", "✗ x", "–", "3.25"]
    assert (date.title, amount.title, note.title) == ("● date", "? amount", "")
    assert (date.below, amount.below, note.below) == ("✗ 1 bad", "✗ 1 bad", "")
    said = described(found.columns[1], is_sure=False)
    assert said.endswith("(a guess), written like 1.234,56. 1 cell empty. "
                         "✗ 1 cell cannot be read (line 4: x).")  # fmt: skip
    assert facts(found).endswith("header in line 1 · 5 rows · control total 1,210.75")
