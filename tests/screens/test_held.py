"""Ledgers held while the program runs: held, brought back, forgotten, and closed at the end."""

import asyncio
from pathlib import Path

import pytest

from facilitator.audit.engine.choices import Choices
from facilitator.audit.opened import CannotRead, OpenLedger
from facilitator.audit.where import PARQUET
from facilitator.store.places import Places
from screens.held import HeldLedgers

ROWS = "Date,Customer,Amount\n" + "".join(
    f"2025-{month:02d}-03,Client {month % 3},{month}.5\n" for month in range(1, 13)
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sales.csv"
    path.write_text(ROWS)
    return path


def names(directory: Path) -> list[str]:
    return sorted(each.name for each in directory.iterdir()) if directory.exists() else []


async def test_a_ledger_is_held_brought_back_and_forgotten(places: Places, file: Path) -> None:
    held = HeldLedgers(places)
    assert held.of("one") is None and "No sales ledger was read" in held.why("one")
    assert await held.bring("one") is None
    opened = await OpenLedger.read([file], None, held.directory("one"))
    await held.hold("one", opened)
    assert held.of("one") is opened and held.why("one") == ""
    other = await OpenLedger.read([file], None, held.directory("one"))
    await held.hold("one", other, keep=True)
    with pytest.raises(CannotRead):
        await opened.audit(Choices())
    await held.close_all()
    assert names(held.directory("one")) == [PARQUET, "where.json"]
    again = HeldLedgers(places)
    first, second = await asyncio.gather(again.bring("one"), again.bring("one"))
    assert first is not None and first is second
    assert (await first.audit(Choices())).coverage.lines == 12
    await again.forget("one")
    assert names(places.ledgers) == [] and await again.bring("one") is None
    await again.close_all()


async def test_a_ledger_that_is_gone_says_where_it_was(places: Places, file: Path) -> None:
    held = HeldLedgers(places)
    await held.hold("one", await OpenLedger.read([file], None, held.directory("one")))
    await held.close_all()
    await asyncio.to_thread(file.unlink)
    assert await held.bring("one") is None
    assert "sales.csv” is not where it was read" in held.why("one")
    await asyncio.to_thread(file.write_text, ROWS)
    assert await held.bring("one") is not None and held.why("one") == ""
    await held.close_all()
