"""Whole files: every made-up shape with its exact total, the demo's figures, and bad input."""

import json
import os
import threading
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from facilitator.audit import demo_ledger
from facilitator.audit.files import Cancelled, CannotRead
from facilitator.audit.generate import SHAPES, Shape, write
from facilitator.audit.ledger import Ledger, Progress, read_ledger
from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.recognise import recognise
from facilitator.audit.vocabulary import Role

COLUMNS = {
    "row": "BIGINT",
    "day": "DATE",
    "customer": "VARCHAR",
    "amount": "DECIMAL(18,4)",
    "channel": "VARCHAR",
    "product": "VARCHAR",
    "salesperson": "VARCHAR",
    "region": "VARCHAR",
    "order_id": "VARCHAR",
    "segment": "VARCHAR",
    "file": "INTEGER",
}


def rows(ledger: Ledger, query: str = "SELECT * FROM {} ORDER BY file, row") -> list[tuple]:
    with duckdb.connect() as database:
        return database.execute(query.format(f"'{ledger.parquet}'")).fetchall()


def read(out: Path, *paths: Path, mapping: Mapping | None = None) -> Ledger:
    return read_ledger(paths, mapping, out / "out" / "ledger.parquet")


def written(folder: Path, text: str, name: str = "sales.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("name", list(SHAPES))
def test_every_shape_adds_up_to_the_cent(name: str, tmp_path: Path) -> None:
    made = write(tmp_path / f"{name}.csv", SHAPES[name], rows=600, seed=7)
    ledger = read(tmp_path, made.path)
    source = ledger.sources[0]
    assert (ledger.rows, ledger.control_total) == (made.rows, made.total)
    assert (source.bad_rows, source.rejected) == (made.bad, 0)
    assert source.totals == SHAPES[name].totals
    assert ledger.without_customer > 0
    assert not source.found.doubts
    amount = source.found.column(Role.PRICE if SHAPES[name].priced else Role.AMOUNT)
    wanted = NumberStyle.COMMA if SHAPES[name].decimal == "," else NumberStyle.POINT
    assert amount is not None and amount.number_style is wanted
    exact = sum((row[3] for row in rows(ledger)), Decimal(0))
    assert exact == made.total
    assert [p.name for p in ledger.parquet.parent.iterdir()] == ["ledger.parquet"]


def test_the_columns_of_the_ledger_and_the_lines_of_its_rows(tmp_path: Path) -> None:
    made = write(tmp_path / "messy.csv", SHAPES["messy"], rows=600)
    ledger = read(tmp_path, made.path)
    told = rows(ledger, "DESCRIBE SELECT * FROM {}")
    assert {row[0]: row[1] for row in told} == COLUMNS
    lines = made.path.read_text().split("\n")
    for row, day, _, _, channel, *_ in rows(ledger):
        assert lines[row - 1].startswith(f"{day:%d.%m.%Y};"), row
        assert channel in lines[row - 1]
    first = rows(ledger)[0]
    assert first[8] == "100000" and first[1] == date(2024, 1, 1)


def test_what_is_left_out_is_counted_and_shown(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "date,customer,amount,note\n"
        '2026-01-01,A,10.5,"two\nlines"\n'
        "\n"
        "2026-01-02,,5,x\n"
        "2026-01-03,C,7,x,extra,cells\n"
        '2026-01-04,"D ""q""",8,x\n'
        "2026-01-05,E,bad,x\n"
        "2026-02-30,E,1,x\n"
        "2026-01-06,F,,x\n"
        "2026-01-07,G,9\n"
        "Total,,39.50,\n",
    )
    ledger = read(tmp_path, path)
    assert [(row[0], row[2], row[3]) for row in rows(ledger)] == [
        (2, "A", Decimal("10.5")),
        (5, None, Decimal(5)),
        (7, 'D "q"', Decimal(8)),
        (11, "G", Decimal(9)),
    ]
    assert ledger.without_customer == 1
    assert [(each.line, each.reason) for each in ledger.rejected] == [
        (6, "more cells than the header has columns")
    ]
    source = ledger.sources[0]
    assert (source.rejected, source.bad_rows, source.totals) == (1, 3, 1)
    day, amount = ledger.bad_cells
    assert (day.role, day.unreadable, day.blank) == (Role.DATE, 1, 0)
    assert [(each.line, each.text) for each in day.examples] == [(9, "2026-02-30")]
    assert (amount.role, amount.unreadable, amount.blank) == (Role.AMOUNT, 1, 1)
    assert [(each.line, each.text) for each in amount.examples] == [(8, "bad"), (10, "")]


def test_several_files_and_the_same_file_twice(tmp_path: Path) -> None:
    one = write(tmp_path / "one.csv", SHAPES["1c"], rows=200, seed=1)
    two = write(tmp_path / "two.csv", SHAPES["american"], rows=300, seed=2)
    ledger = read(tmp_path, one.path, two.path)
    assert ledger.control_total == one.total + two.total
    assert [source.rows for source in ledger.sources] == [200, 300]
    assert {row[-1] for row in rows(ledger)} == {0, 1}
    assert len(set(ledger.sha256)) == 2 and len(ledger.sha256[0]) == 64
    again = read(tmp_path, one.path)
    assert again.rows == 200 and len(rows(again)) == 200
    copy = tmp_path / "copy.csv"
    copy.write_bytes(one.path.read_bytes())
    with pytest.raises(CannotRead, match="are the same file"):
        read(tmp_path, one.path, copy)


def test_a_choice_goes_before_the_guess_and_is_remembered(tmp_path: Path) -> None:
    path = written(tmp_path, "date;customer;amount\n01/02/2026;007;1,234\n03/04/2026;B;2,500\n")
    found = recognise(path)
    assert len(found.doubts) == 2 and found.complete
    guess = found.mapping()
    chosen = replace(
        guess, dates={"date": DateStyle.DAY_FIRST}, numbers={"amount": NumberStyle.COMMA}
    )
    assert Mapping.from_json(chosen.to_json()) == chosen
    assert (
        chosen.shape
        == recognise(written(tmp_path, "date;customer;amount\n2026-01-01;x;1\n", "b.csv")).shape
    )
    ledger = read(tmp_path, path, mapping=chosen)
    assert [row[1:4] for row in rows(ledger)] == [
        (date(2026, 2, 1), "007", Decimal("1.234")),
        (date(2026, 4, 3), "B", Decimal("2.5")),
    ]
    other = replace(chosen, columns={**chosen.columns, Role.AMOUNT: "turnover"})
    with pytest.raises(CannotRead, match="no column “turnover”"):
        read(tmp_path, path, mapping=other)
    with pytest.raises(CannotRead):
        Mapping.from_json("[]")


def test_quantity_times_price_rounds_each_row(tmp_path: Path) -> None:
    path = written(tmp_path, "day\tqty\tunit price\n2026-01-01\t3\t0.333333\n2026-01-02\t-2\t1.5\n")
    assert read(tmp_path, path).control_total == Decimal("1.0000") - 3


def sheet(path: Path, table: Sequence[Sequence[object]]) -> Path:
    """The smallest XLSX there is: numbers as numbers, days as serial numbers with a format."""

    def cell(value: object) -> str:
        if isinstance(value, date):
            return f'<c s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
        if isinstance(value, int | float):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{office}/styles" Target="styles.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Sales" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        )
        packed.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
        )
    return path


def test_a_spreadsheet_with_numbers_days_and_texts(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "sales.xlsx",
        [
            ("Report", "", ""),
            ("Дата", "Клиент", "Сумма"),
            (date(2026, 1, 1), "А", 1.234),
            (date(2026, 1, 2), 7, "1.234,50"),
            ("03.01.2026", "А", 0.1 + 0.2),
            ("", "Итого", 5),
        ],
    )
    ledger = read(tmp_path, path)
    assert [row[:4] for row in rows(ledger)] == [
        (3, date(2026, 1, 1), "А", Decimal("1.234")),
        (4, date(2026, 1, 2), "7", Decimal("1234.5")),
        (5, date(2026, 1, 3), "А", Decimal("0.3")),
    ]
    assert ledger.sources[0].totals == 1


def test_parquet_is_read_with_its_own_types(tmp_path: Path) -> None:
    path = tmp_path / "sales.parquet"
    with duckdb.connect() as database:
        database.execute(
            "COPY (SELECT DATE '2026-01-01' + i::INT AS sold_on, '00' || i AS client, "
            "(i * 1.2345)::DECIMAL(12,4) AS revenue FROM range(10) t(i)) "
            f"TO '{path}' (FORMAT parquet)"
        ).fetchall()
    mapping = replace(
        recognise(path).mapping(),
        columns={Role.DATE: "sold_on", Role.CUSTOMER: "client", Role.AMOUNT: "revenue"},
    )
    ledger = read(tmp_path, path, mapping=mapping)
    assert ledger.control_total == Decimal("1.2345") * 45
    assert rows(ledger)[3][:3] == (4, date(2026, 1, 4), "003")


def figures() -> dict[str, list[str]]:
    demo = Path(__file__).parents[2] / "facilitator" / "demo" / "taveon.json"
    return json.loads(demo.read_text())["figures"]


def test_the_demo_ledger_adds_up_to_the_demo(tmp_path: Path) -> None:
    path = tmp_path / "demo.csv"
    told = figures()
    count = demo_ledger.write_ledger(path, told)
    ledger = read(tmp_path, path)
    assert ledger.rows == count
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE l AS SELECT * FROM '{ledger.parquet}'").fetchall()
        for line in told["sales"]:
            channel, year, months = (part.strip() for part in line.split(";"))
            if channel == "Total":
                continue
            found = database.execute(
                "SELECT sum(amount) FROM l WHERE channel = ? AND year(day) = ? "
                "GROUP BY month(day) ORDER BY month(day)",
                [channel, int(year)],
            ).fetchall()
            assert [row[0] for row in found] == [1000 * int(month) for month in months.split()]
        for line in told["accounts"]:
            channel, client, quarters = (part.strip() for part in line.split(";"))
            for number, wanted in enumerate(quarters.split()):
                found = database.execute(
                    "SELECT coalesce(sum(amount), 0) FROM l WHERE customer = ? AND channel = ? "
                    "AND year(day) = ? AND quarter(day) = ?",
                    [client, channel, 2025 + number // 4, number % 4 + 1],
                ).fetchall()
                assert found[0][0] == 1000 * int(wanted), (client, number)
        orders = dict(
            database.execute(
                "SELECT channel, count(DISTINCT order_id) FROM l WHERE year(day) = 2026 GROUP BY 1"
            ).fetchall()
        )
    assert orders == {"Corporate": 36, "Dealer": 240, "Retail": 1550}
    assert demo_ledger.invoices(told) == demo_ledger.invoices(told)


def test_a_file_that_changes_is_refused_and_the_old_ledger_stays(tmp_path: Path) -> None:
    made = write(tmp_path / "sales.csv", SHAPES["plain"], rows=20_000)
    first = read(tmp_path, made.path)
    before = first.parquet.read_bytes()
    once = threading.Event()

    def grow(_: Progress) -> None:
        if not once.is_set():
            once.set()
            with made.path.open("ab") as file:
                file.write(b"2026-01-01,X,1,,,,,\n")

    with pytest.raises(CannotRead, match="changed while"):
        read_ledger([made.path], None, first.parquet, grow)
    assert first.parquet.read_bytes() == before


@pytest.mark.parametrize("after", [3, 11], ids=["recognising", "reading"])
def test_cancelling_is_quick_and_leaves_nothing(after: int, tmp_path: Path) -> None:
    made = write(tmp_path / "sales.csv", SHAPES["1c"], rows=30_000)
    out = tmp_path / "out" / "ledger.parquet"
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.perf_counter())
        return len(asked) > after

    with pytest.raises(Cancelled):
        read_ledger([made.path], None, out, cancelled=cancelled)
    # Three times the promise: the machine may be busy.
    assert time.perf_counter() - asked[after] < 0.3
    assert list(tmp_path.glob("out/*")) == []


def shared() -> Path:
    told = os.environ.get("FACILITATOR_SHARED_DATA")
    return Path(told) if told else Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    ("name", "count", "roles"),
    [
        ("northwind_ledger.csv", 2_155, {Role.PRODUCT, Role.SALESPERSON, Role.REGION, Role.ORDER}),
        ("cdnow_ledger.csv", 69_659, {Role.QUANTITY}),
    ],
)
def test_real_ledgers(name: str, count: int, roles: set[Role], tmp_path: Path) -> None:
    path = shared() / name
    if not path.exists():
        pytest.skip(f"{name} is not in {path.parent.name}; it is not part of the product")
    import csv

    with path.open(newline="") as file:
        exact = sum((Decimal(row["amount"]) for row in csv.DictReader(file)), Decimal(0))
    ledger = read(tmp_path, path)
    assert (ledger.rows, ledger.control_total) == (count, exact)
    given = {c.role for c in ledger.sources[0].found.columns if c.role}
    assert given == {Role.DATE, Role.CUSTOMER, Role.AMOUNT, *roles}


def test_carriage_returns_alone_and_no_header(tmp_path: Path) -> None:
    path = written(tmp_path, "date,customer,amount\r2026-01-01,A,1\r2026-01-02,B,2\r")
    assert [row[0] for row in rows(read(tmp_path, path))] == [2, 3]
    path = written(tmp_path, "2026-01-01,A,1\n2026-01-02,B,2\n", "bare.csv")
    found = recognise(path)
    assert found.table.header == 0 and found.table.names[0] == "column 1"
    ledger = read(tmp_path, path, mapping=found.mapping())
    assert [row[0] for row in rows(ledger)] == [1, 2]


def test_a_shape_of_ones_own(tmp_path: Path) -> None:
    made = write(tmp_path / "own.csv", Shape(delimiter="|", preamble=9, totals=True), rows=100)
    assert read(tmp_path, made.path).control_total == made.total
