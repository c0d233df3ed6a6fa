"""Power cuts at random moments (F2): what had its tick is there, and nothing is torn.

The statements are those the store itself issues, taken down from a real run; the settings are the
product's own. FACILITATOR_POWER_CUTS sets how many cuts, 1,000 by default.
"""

import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import event

from facilitator.store.places import Places
from facilitator.store.settings import PRAGMAS, apply_pragmas
from facilitator.store.store import Store
from tests.faults.losing_power import VFS_NAME, Disk, LosingPower
from tests.store.sessions import begin, grow

CUTS = int(os.environ.get("FACILITATOR_POWER_CUTS", "1000"))

CHANGES = 260
"""The power lasts for up to so many changes of the disk: about eight transactions."""

NAME = "sessions.db"

Statement = tuple[str, Any, bool]
"""SQL, values, whether the values are many rows."""


@dataclass
class Step:
    """One transaction of the store, and the database file after it."""

    statements: list[Statement]
    image: bytes = b""
    state: str = ""


@dataclass
class Figures:
    """What a series of cuts came to."""

    cuts: int = 0
    acked: int = 0
    lost: int = 0
    """Transactions that were acknowledged and are not there."""
    corrupt: int = 0
    """Databases that fail SQLite's check or hold a state that never was."""
    unacked: int = 0
    """Transactions that are there though the power went before they were acknowledged."""
    cuts_with_loss: int = 0

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts, {self.acked} acknowledged, {self.lost} lost in "
            f"{self.cuts_with_loss} cuts, {self.corrupt} corrupt, {self.unacked} committed but "
            "not yet acknowledged"
        )


@pytest.fixture(scope="module")
def disk_system() -> Iterator[LosingPower]:
    system = LosingPower()
    yield system
    system.unregister()


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory, disk_system: LosingPower) -> list[Step]:
    """A session as the store writes it: the first step is the database as it was created."""
    places = Places.under(tmp_path_factory.mktemp("powercut"))
    taken: list[Step] = []
    with Store(places.database, places) as store:
        workshop = begin(store)
        grow(store, workshop, 30)
        taken.append(Step([], places.database.read_bytes()))
        engine = store._writing

        def take(
            _connection: object,
            _cursor: object,
            sql: str,
            values: Any,
            _context: object,
            many: bool,
        ) -> None:
            if sql.startswith("BEGIN"):
                taken.append(Step([]))
            taken[-1].statements.append((sql, values, many))

        event.listen(engine, "before_cursor_execute", take)
        for number in range(40):
            grow(store, workshop, 1, seed=number)
            taken[-1].image = image_of(places.database)
            if number % 5 == 0:
                store.keep_draft(workshop, "S1", f"half a line {number}").result()
                taken[-1].image = image_of(places.database)
        event.remove(engine, "before_cursor_execute", take)
    for step in taken:
        disk_system.disk = Disk({NAME: step.image}, 1 << 60)
        with opened(disk_system) as connection:
            step.state = state_of(connection)
    assert len({step.state for step in taken}) == len(taken)
    return taken


def image_of(database: Path) -> bytes:
    # Another descriptor of this process would, when closed, take the store's lock with it; there
    # is no lock between two transactions.
    return database.read_bytes()


class opened:
    def __init__(self, system: LosingPower) -> None:
        self._connection = apsw.Connection(NAME, vfs=VFS_NAME)
        # This disk has no shared memory, which a write-ahead log needs otherwise.
        self._connection.execute("pragma locking_mode=exclusive").fetchall()

    def __enter__(self) -> apsw.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close(True)


def state_of(connection: apsw.Connection) -> str:
    """A fingerprint of every row of every table."""
    seen = hashlib.blake2b(digest_size=16)
    tables = connection.execute("select name from sqlite_master where type='table' order by name")
    for (table,) in tables.fetchall():
        rows = connection.execute(f'select * from "{table}" order by rowid').fetchall()
        seen.update(repr((table, rows)).encode())
    return seen.hexdigest()


def carry_out(connection: apsw.Connection, step: Step) -> None:
    for sql, values, many in step.statements:
        if many:
            connection.executemany(sql, values).fetchall()
        else:
            connection.execute(sql, values).fetchall()
    connection.execute("COMMIT")


def cut_power(
    system: LosingPower, steps: list[Step], cuts: int, seed: int, changed: dict[str, str]
) -> Figures:
    """Cut the power `cuts` times; `changed` are settings that differ from the product's."""
    dice = random.Random(seed)
    figures = Figures()
    for _ in range(cuts):
        start = dice.randrange(len(steps) - 8)
        system.disk = disk = Disk({NAME: steps[start].image}, 1 << 60)
        connection = apsw.Connection(NAME, vfs=VFS_NAME)
        settle(connection, changed)
        disk.lasts = dice.randint(0, CHANGES)
        at = start
        try:
            while at + 1 < len(steps):
                carry_out(connection, steps[at + 1])
                at += 1
        except Exception:
            if not disk.is_off:
                raise
        disk.lasts = -1
        after = disk.survivors(dice)
        try:
            connection.close(True)
        except Exception as error:
            assert disk.is_off, error
        if dice.random() < 0.3:
            after = cut_again(system, after, dice)
        figures.cuts += 1
        figures.acked += at - start
        judge(system, after, steps, start, at, figures)
    return figures


def cut_again(
    system: LosingPower, files: dict[str, bytes], dice: random.Random
) -> dict[str, bytes]:
    """Cut the power a second time, while the first cut is being recovered from."""
    system.disk = disk = Disk(files, dice.randint(0, 15))
    try:
        with opened(system) as connection:
            state_of(connection)
    except Exception as error:
        assert disk.is_off or isinstance(error, apsw.Error), error
    disk.lasts = -1
    return disk.survivors(dice)


def settle(connection: apsw.Connection, changed: dict[str, str]) -> None:
    """The product's settings, read back; then those that differ, in their order."""
    apply_pragmas(connection.execute, PRAGMAS)
    for name, value in changed.items():
        connection.execute(f"pragma {name}={value}").fetchall()
    connection.execute("select count(*) from journal").fetchall()


def judge(
    system: LosingPower,
    files: dict[str, bytes],
    steps: list[Step],
    start: int,
    at: int,
    figures: Figures,
) -> None:
    """Reboot, open, and see which step's state is there."""
    system.disk = Disk(files, 1 << 60)
    states = [step.state for step in steps]
    try:
        with opened(system) as connection:
            whole = connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            found = states.index(state_of(connection)) if whole else -1
    except (apsw.Error, ValueError):
        found = -1
    if not start <= found <= at + 1:
        figures.corrupt += 1
    elif found < at:
        figures.lost += at - found
        figures.cuts_with_loss += 1
    else:
        figures.unacked += found - at


def test_nothing_acknowledged_is_lost_and_nothing_is_torn(
    disk_system: LosingPower, steps: list[Step], record_property: Any
) -> None:
    figures = cut_power(disk_system, steps, CUTS, 1, {})
    record_property("power cuts", asdict(figures))
    print(f"\npower cuts: {figures}")
    assert figures.cuts == CUTS
    assert figures.acked > CUTS
    assert (figures.lost, figures.corrupt) == (0, 0), str(figures)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"synchronous": "FULL"}, "lost"),
        ({"synchronous": "NORMAL"}, "lost"),
        ({"locking_mode": "EXCLUSIVE", "journal_mode": "WAL", "synchronous": "NORMAL"}, "lost"),
        ({"synchronous": "OFF"}, "corrupt"),
        ({"journal_mode": "MEMORY"}, "corrupt"),
    ],
    ids=["full", "normal", "wal-normal", "off", "journal-in-memory"],
)
def test_weaker_settings_are_seen_to_lose(
    disk_system: LosingPower, steps: list[Step], changed: dict[str, str], expected: str
) -> None:
    """The test of the test: it can fail."""
    figures = cut_power(disk_system, steps, max(100, CUTS // 10), 2, changed)
    print(f"\n{changed}: {figures}")
    assert getattr(figures, expected) > 0, str(figures)
