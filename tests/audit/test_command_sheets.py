"""Real workbooks and Parquet files on the command line, to the fourth decimal."""

import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.audit import sheets_made
from tests.audit.command import command
from tests.audit.sheets_made import ROWS, TOTAL

pytestmark = pytest.mark.usefixtures("home")


def xlsx_1904(path: Path) -> Path:
    return sheets_made.xlsx(path, since_1904=True)


def xlsx_formulas(path: Path) -> Path:
    return sheets_made.xlsx(path, formulas=True)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.xlsx", sheets_made.xlsx),
        ("b.xlsx", xlsx_1904),
        ("c.xlsx", xlsx_formulas),
        ("d.xls", sheets_made.xls),
        ("e.ods", sheets_made.ods),
        ("wrongly named.csv", sheets_made.xlsx),
    ],
)
def test_a_workbook_is_read_to_the_last_decimal(
    name: str, make: Callable[[Path], Path], home: Path
) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("xlwt")
    path = make(home / name)
    started = time.monotonic()
    said = command("audit", path, "--json")
    assert said.code == 0, said.err
    # A sheet may claim a million empty rows: they cost nothing.
    assert time.monotonic() - started < 20
    told = said.json
    read = told["ledger"]
    assert read["rows"] == len(ROWS) and Decimal(read["control_total"]) == TOTAL
    assert (read["first_day"], read["last_day"]) == ("2025-01-01", "2026-12-24")
    assert read["rows_left_out"] == 0
    assert read["files"][0]["columns"] == {
        "date": "Дата", "customer": "Контрагент", "channel": "Канал продаж", "amount": "Сумма",
    }  # fmt: skip
    assert "sheet “Продажи" in said.err and "other sheets: Notes" in said.err
    channels = {row["figures"]["value"]: row for row in told["audit"]["channels"]}
    counts = Counter(row[2] for row in ROWS if row[0].year == 2026)
    assert {name: row["figures"]["lines"] for name, row in channels.items()} == counts
    # Codes with leading zeros stay text.
    names = {row["customer"] for row in told["audit"]["abc"]["ranked"]["rows"]}
    assert "00420" in names


def test_a_sheet_is_chosen_by_name(home: Path) -> None:
    pytest.importorskip("xlsxwriter")
    path = sheets_made.xlsx(home / "a.xlsx")
    assert "a header and no rows" in command("audit", path, "--sheet", "Notes").refused
    refused = command("audit", path, "--sheet", "Sales").refused
    assert refused == "“a.xlsx” has no sheet “Sales”. It has “Notes”, “Продажи 2026”."
    assert command("audit", path, "--sheet", "Продажи 2026").code == 0


def test_errors_and_words_among_the_amounts_are_counted_with_their_rows(home: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = home / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Date", "Customer", "Amount"))
        for row, (day, amount) in enumerate(
            [("2026-01-05", 10.5), ("05.02.2026", "1 234,50"), ("2026-03-05", "free"),
             ("2026-04-05", None), (46147.75, 7)], 1,
        ):  # fmt: skip
            sheet.write_row(row, 0, (day, "A", amount))
        sheet.write(6, 0, "2026-06-05")
        sheet.write_formula(6, 2, "=1/0", None, "#DIV/0!")
    said = command("audit", path, "--json")
    read = said.json["ledger"]
    assert Decimal(read["control_total"]) == Decimal("1245")
    (bad,) = [each for each in read["left_out"] if each["column"] == "Amount"]
    # An error of the sheet is an empty cell to its readers.
    assert (bad["unreadable"], bad["blank"]) == (1, 2)
    assert [each["line"] for each in bad["examples"]] == [4, 5, 7]
    assert "line 4: “free”" in said.err


def test_a_parquet_ledger_keeps_its_types(home: Path) -> None:
    import duckdb

    path = home / "sales.parquet"
    duckdb.execute(
        "COPY (SELECT TIMESTAMP '2025-01-05 13:00:00' + to_months(i) AS sold_at, "
        "printf('%05d', i % 3) AS customer, CAST(i * 1.2345 AS DECIMAL(12,4)) AS amount, "
        f"'North' AS region FROM range(24) t(i)) TO '{path}' (FORMAT parquet)"
    ).fetchall()
    told = command("audit", path, "--region", "north", "--json").json
    assert Decimal(told["ledger"]["control_total"]) == Decimal("1.2345") * sum(range(24))
    assert (told["ledger"]["first_day"], told["ledger"]["rows"]) == ("2025-01-05", 24)
    assert {row["customer"] for row in told["audit"]["abc"]["ranked"]["rows"]} == {
        "00000", "00001", "00002",
    }  # fmt: skip


def test_a_survey_from_a_workbook(home: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = home / "a.xlsx"
    rows = [("Dealer", 10, "good"), ("Dealer", 3, "late"), ("Retail", 9, "")]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([("Channel", "Score", "Comment"), *rows]):
            sheet.write_row(at, 0, row)
    survey = command("audit", "--survey", path, "--json").json["survey"]
    assert [each["answers"] for each in survey["by_channel"]] == [2, 1]
    assert [(each["score"], each["comment"]) for each in survey["comments"]] == [
        (10, "good"), (3, "late"),
    ]  # fmt: skip
