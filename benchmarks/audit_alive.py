"""Whether the screen stays alive beside the sales-data engine, and how soon it stops.

python benchmarks/audit_alive.py [--rows 1000000] [--stops 20]

A heartbeat in an asyncio loop is to beat every 5 ms while a messy ledger is read and audited in
its thread; how late each beat comes is told beside an idle loop, which shows what the machine does
by itself, and beside DuckDB alone in a thread. Then the audit and the reading are stopped at
moments spread over their work, and the time until their caller hears of it is measured.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from audit_import import tiled  # noqa: E402

from facilitator.audit.engine.choices import Choices, Filters, Regularity  # noqa: E402
from facilitator.audit.files import Cancelled  # noqa: E402
from facilitator.audit.generate import SHAPES  # noqa: E402
from facilitator.audit.opened import OpenLedger  # noqa: E402

BEAT = 0.005
LATE, STOPPED = 0.020, 0.100


async def late(beside: Callable[[], Awaitable[object]]) -> tuple[list[float], float]:
    """Seconds each beat came late while `beside` ran, and how long that took."""
    found: list[float] = []
    done = asyncio.Event()

    async def beat() -> None:
        while not done.is_set():
            due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            found.append(max(0.0, time.perf_counter() - due))

    heart = asyncio.create_task(beat())
    begun = time.perf_counter()
    try:
        await beside()
    finally:
        taken = time.perf_counter() - begun
        done.set()
        await heart
    return found, taken


def told(what: str, found: Sequence[float], taken: float) -> None:
    """One line of the table."""
    rising = sorted(found)
    p50, p99 = (rising[min(len(rising) - 1, int(len(rising) * at))] for at in (0.5, 0.99))
    verdict = "ok" if p99 <= LATE else "TOO LATE"
    shown = "".join(f"{each * 1e3:8.1f}" for each in (p50, p99, rising[-1]))
    print(f"{what:44}{taken:7.2f} s{shown}   {verdict}", flush=True)


def load() -> None:
    """What the first ledger of a process waits for."""
    import facilitator.audit.engine.analysis
    import facilitator.audit.ledger

    assert facilitator.audit.engine.analysis and facilitator.audit.ledger


def alone(file: Path) -> None:
    """The same work for DuckDB and nothing for Python."""
    import duckdb

    with duckdb.connect(config={"threads": 2, "memory_limit": "320MB"}) as database:
        for _ in range(3):
            database.execute(
                "SELECT customer, channel, year(day) * 12 + month(day), sum(amount), "
                f"count(DISTINCT order_id) FROM '{file}' GROUP BY ALL"
            ).fetchmany(10)


async def beats(path: Path, room: Path) -> None:
    """The heartbeat beside each kind of work."""
    print(
        f"\n{'heartbeat every 5 ms beside':44}{'took':>9}{'p50':>8}{'p99':>8}{'worst':>8}   ms late"
    )
    told("nothing", *await late(lambda: asyncio.sleep(2)))
    told("loading the engine's modules, once", *await late(lambda: asyncio.to_thread(load)))
    ledgers: list[OpenLedger] = []

    async def reading() -> None:
        ledgers.append(await OpenLedger.read([path], None, room / "ledger"))

    told("reading the ledger", *await late(reading))
    ledger = ledgers[0]
    await ledger.settle(keep=True)
    parquet = room / "ledger" / "ledger.parquet"
    told("DuckDB alone in a thread", *await late(lambda: asyncio.to_thread(alone, parquet)))
    told("the first audit", *await late(lambda: ledger.audit(Choices())))
    cuts = {
        "a channel": Choices(filters=Filters(channels=(ledger.values["channel"][0],))),
        "XYZ by month": Choices(regularity=Regularity("month")),
        "a salesperson": Choices(filters=Filters(salespeople=(ledger.values["salesperson"][0],))),
    }
    for name, choices in cuts.items():
        told(f"a re-cut, {name}", *await late(lambda c=choices: ledger.audit(c)))
    await ledger.close()


async def stopped(
    what: str, times: int, whole: float, start: Callable[[], Awaitable[tuple[object, object]]]
) -> None:
    """Begin a piece of work `times` times and stop it at moments spread over its `whole` length."""
    waits: list[float] = []
    for number in range(times):
        task, stop = await start()
        await asyncio.sleep(whole * (number + 0.5) / times)
        begun = time.perf_counter()
        stop()  # type: ignore[operator]
        try:
            await task  # type: ignore[misc]
        except Cancelled:
            waits.append(time.perf_counter() - begun)
    rising = sorted(waits) or [0.0]
    verdict = "ok" if rising[-1] <= STOPPED else "TOO SLOW"
    print(
        f"{what:44}{len(waits):3} of {times} stopped, "
        f"p50 {rising[len(rising) // 2] * 1e3:.0f} ms, worst {rising[-1] * 1e3:.0f} ms   {verdict}"
    )


async def stops(path: Path, room: Path, times: int) -> None:
    """How soon a caller hears that its work was stopped."""
    print("\nstopping")
    begun = time.perf_counter()
    ledger = await OpenLedger.read([path], None, room / "second")
    reading = time.perf_counter() - begun
    await ledger.settle(keep=True)
    begun = time.perf_counter()
    await ledger.audit(Choices())
    auditing = time.perf_counter() - begun
    await ledger.close(keep=True)
    flags: list[bool] = []

    async def read() -> tuple[object, object]:
        flags.clear()
        work = OpenLedger.read([path], None, room / "third", cancelled=lambda: bool(flags))
        return asyncio.create_task(work), lambda: flags.append(True)

    await stopped("reading the ledger", times, reading, read)
    held: list[OpenLedger] = []

    async def audit() -> tuple[object, object]:
        for each in held:
            await each.close()
        opened = await OpenLedger.at_hand(room / "second")
        assert opened is not None
        held[:] = [opened]
        return asyncio.create_task(opened.audit(Choices())), opened.cancel

    await stopped("the first audit", times, auditing, audit)
    for each in held:
        await each.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--stops", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "messy.csv"
        written = tiled(path, SHAPES["messy"], chosen.rows)
        print(f"{written.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, messy CSV")
        asyncio.run(beats(path, Path(root)))
        asyncio.run(stops(path, Path(root), chosen.stops))


if __name__ == "__main__":
    main()
