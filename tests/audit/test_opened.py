# ruff: noqa: ASYNC110, ASYNC240 -- nothing else runs in these loops that could be kept waiting
"""A ledger held open: read, cut, stopped, opened to its rows, found again, or a sentence."""

import asyncio
import csv
import os
import threading
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.audit.engine.choices import Choices, Filters
from facilitator.audit.ledger import Progress
from facilitator.audit.opened import Cancelled, CannotRead, OpenLedger
from facilitator.audit.results import Audit
from facilitator.audit.vocabulary import Role
from facilitator.audit.warehouse import Table
from facilitator.audit.where import PARQUET, forget, read_where, sweep

Rows = list[tuple[str, str, str, str]]

FIRST: Rows = [
    (f"2025-{month:02d}-0{day}", f"Client {day}", str(100 * day + month), "Shop" if day > 2 else "")
    for month in range(1, 13)
    for day in (1, 2, 3)
]
SECOND: Rows = [(f"2026-{m:02d}-05", "Client 1", f"{m}.5", "Web") for m in range(1, 13)]


def written(path: Path, rows: Rows) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Date", "Customer", "Amount", "Channel"), *rows])
    return path


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "ledgers" / "one"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "sales.csv", FIRST)


async def test_a_ledger_is_read_cut_and_let_go(here: Path, file: Path) -> None:
    told: list[Progress] = []
    opened = await OpenLedger.read([file], None, here, told.append)
    assert opened.ledger is not None and opened.ledger.rows == 36
    assert opened.values == {
        "channel": ("", "Shop"), "region": (), "salesperson": (), "product": (), "segment": (),
    }  # fmt: skip
    found = await opened.audit(Choices())
    assert found.coverage.total == sum(Decimal(row[2]) for row in FIRST)
    shop = await opened.audit(Choices(filters=Filters(channels=("Shop",))))
    assert shop.coverage.lines == 12
    page = await opened.customers(Choices(listed=2), skip=1)
    assert [row.customer for row in page.rows] == ["Client 2", "Client 1"]
    taken = opened.taken(found, kept=True)
    assert taken.title == "sales.csv" and taken.kept
    assert Audit.from_plain(taken.results) == found
    assert Choices.from_plain(taken.choices) == Choices()
    assert taken.files[0]["rows"] == 36 and len(taken.files[0]["sha256"]) == 64
    assert (taken.first_day, taken.last_day) == (date(2025, 1, 1), date(2025, 12, 3))
    assert Decimal(taken.control_total) == found.coverage.total
    with pytest.raises(ValueError, match="without filters"):
        opened.taken(shop)
    await opened.close()
    assert list(here.iterdir()) == []
    with pytest.raises(CannotRead, match="not open any more"):
        await opened.audit(Choices())
    await asyncio.sleep(0)
    assert told and told[-1].fraction == 1.0


async def test_a_figure_is_opened_to_the_rows_of_the_right_file(here: Path, tmp_path: Path) -> None:
    paths = [written(tmp_path / "a.csv", FIRST), written(tmp_path / "b.csv", SECOND)]
    opened = await OpenLedger.read(paths, None, here)
    found = await opened.audit(Choices())
    web = next(row for row in found.channels if row.figures.value == "Web")
    rows = await opened.rows_of(web.figures.origin, Choices(), limit=3, skip=1)
    assert rows.count == 12 and rows.total == Fraction(84)
    assert await opened.lines(rows.numbers) == [
        {
            "file": "b.csv",
            "line": str(month + 1),
            "day": f"2026-{month:02d}-05",
            "customer": "Client 1",
            "amount": f"{month}.5000",
            "channel": "Web",
        }
        for month in (2, 3, 4)
    ]
    assert await opened.lines([999]) == []
    await opened.close()


async def test_found_again_where_it_was(here: Path, file: Path) -> None:
    assert await OpenLedger.at_hand(here) is None
    first = await OpenLedger.read([file], None, here)
    expected = await first.audit(Choices())
    assert await OpenLedger.at_hand(here) is None  # not settled yet
    await first.settle()
    await first.close()
    again = await OpenLedger.at_hand(here)
    assert again is not None
    assert await again.audit(Choices()) == expected
    await again.close()
    content = file.read_bytes()
    file.write_bytes(content.replace(b"Client 1", b"Client 9"))
    with pytest.raises(CannotRead, match=r"sales\.csv.*has changed since it was read"):
        await OpenLedger.at_hand(here)
    file.write_bytes(content + b"2026-01-01,Client 1,5,Shop\n")
    with pytest.raises(CannotRead, match="has changed"):
        await OpenLedger.at_hand(here)
    file.unlink()
    with pytest.raises(CannotRead, match="is not where it was read"):
        await OpenLedger.at_hand(here)
    assert [each.name for each in here.iterdir()] == ["where.json"]


async def test_kept_rows_outlive_the_file(here: Path, file: Path) -> None:
    first = await OpenLedger.read([file], None, here)
    expected = await first.audit(Choices())
    await first.close(keep=True)
    assert sorted(each.name for each in here.iterdir()) == [PARQUET, "where.json"]
    file.unlink()
    again = await OpenLedger.at_hand(here)
    assert again is not None and again.title == "sales.csv"
    found = await again.audit(Choices())
    assert found == expected
    assert again.taken(found) == replace(first.taken(expected), kept=False)
    assert (await again.lines([2]))[0]["file"] == "sales.csv"
    await again.close()
    assert (here / PARQUET).is_file()
    forget(here)
    assert not here.exists()


async def test_a_new_file_replaces_the_kept_rows_only_when_it_is_settled(
    here: Path, file: Path, tmp_path: Path
) -> None:
    await (await OpenLedger.read([file], None, here)).close(keep=True)
    other = await OpenLedger.read([written(tmp_path / "new.csv", SECOND)], None, here)
    where = read_where(here)
    assert where is not None and where.originals[0].path == file
    await other.settle(keep=False)
    assert not (here / PARQUET).exists()
    where = read_where(here)
    assert where is not None and where.originals[0].path.name == "new.csv"
    await other.close()


def large(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("Date,Customer,Amount\n")
        block = "".join(
            f"{2021 + at % 5}-{at % 12 + 1:02}-{at % 28 + 1:02},K{at * 7919 % 50021},{at % 977}.5\n"
            for at in range(50_000)
        )
        for _ in range(rows // 50_000):
            file.write(block)
    return path


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large(tmp_path_factory.mktemp("big") / "big.csv", 1_000_000)


async def test_reading_is_cancelled_at_once_and_leaves_nothing(here: Path, big: Path) -> None:
    begun, stop, asked = asyncio.Event(), threading.Event(), [0.0]

    def on_progress(_: Progress) -> None:
        if not begun.is_set():
            asked[0] = time.monotonic()
            stop.set()
            begun.set()

    with pytest.raises(Cancelled):
        await OpenLedger.read([big], None, here, on_progress, stop.is_set)
    assert begun.is_set() and time.monotonic() - asked[0] < 0.1
    await gone(here)


async def gone(directory: Path) -> None:
    """Wait until nothing is left; the test's own time limit ends what never ends."""
    async with asyncio.timeout(20):
        while list(directory.iterdir()):
            await asyncio.sleep(0)


async def test_leaving_while_it_is_read_leaves_nothing(here: Path, big: Path) -> None:
    begun = asyncio.Event()
    task = asyncio.create_task(OpenLedger.read([big], None, here, lambda _: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await gone(here)


async def test_a_newer_audit_stops_the_older_and_cancelling_is_quick(here: Path, big: Path) -> None:
    opened = await OpenLedger.read([big], None, here)
    older = asyncio.create_task(opened.audit(Choices()))
    await asyncio.sleep(0)
    newer = asyncio.create_task(opened.audit(Choices(window=6)))
    with pytest.raises(Cancelled):
        await older
    assert (await newer).coverage.lines == 1_000_000
    stopped = asyncio.create_task(opened.audit(Choices(window=24)))
    await asyncio.sleep(0)
    asked = time.monotonic()
    opened.cancel()
    with pytest.raises(Cancelled):
        await stopped
    assert time.monotonic() - asked < 0.1
    assert (await opened.audit(Choices(window=6))).choices.window == 6
    await opened.close()
    assert list(here.iterdir()) == []


async def test_what_goes_wrong_ends_in_a_sentence(here: Path, file: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="no file"):
        await OpenLedger.read([tmp_path / "nothing.csv"], None, here)
    await gone(here)
    opened = await OpenLedger.read([file], None, here)
    with pytest.raises(CannotRead, match="choose other months"):
        await opened.audit(Choices(filters=Filters(since=date(2040, 1, 1))))
    with pytest.raises(CannotRead, match="take one of them away"):
        await opened.audit(Choices(filters=Filters(channels=("Moon",))))
    forget(here)
    with pytest.raises(CannotRead, match="not on the disk any more"):
        await opened.audit(Choices(filters=Filters(regions=("North",))))
    await opened.close()


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/dev/full").exists(), reason="needs /dev/full")
async def test_a_disk_that_takes_nothing(here: Path, file: Path) -> None:
    here.parent.mkdir(parents=True)
    here.write_text("a file where the directory should be")
    with pytest.raises(CannotRead, match="cannot be written"):
        await OpenLedger.read([file], None, here)
    here.unlink()
    opened = await OpenLedger.read([file], None, here)
    (here / PARQUET).mkdir()
    (here / PARQUET / "in the way").touch()
    with pytest.raises(CannotRead, match="cannot be written"):
        await opened.settle(keep=True)
    assert read_where(here) is None
    await opened.close()


def test_what_a_process_that_died_left_is_swept(here: Path) -> None:
    for name in ("scratch-11-ab12", "scratch-12-ab12", "other"):
        (here / name).mkdir(parents=True)
    sweep(here, lambda pid: pid == 12)
    assert sorted(each.name for each in here.iterdir()) == ["other", "scratch-12-ab12"]
    sweep(here / "nowhere", lambda _: False)


async def test_a_warehouse_that_is_not_there() -> None:
    roles = {Role.DATE: "d", Role.AMOUNT: "a"}
    table = Table("sales", None, "host/base", roles, None, {"d": "day", "a": "number"})
    opened = OpenLedger.of_warehouse("nosuch://host/base", table)
    with pytest.raises(CannotRead, match="Tables of “nosuch” are not read"):
        await opened.look()
    await opened.close()
