"""How fast ledgers are read: million rows a second for a clean, a messy and a cp1251 file.

Each file is read as the product reads it: recognised, parsed, checked, fingerprinted, written as
Parquet with the line of every row, and its control total compared with the exact one. Beside it,
in the same run: DuckDB by hand, the types given, what does not fit dropped without a word; pandas;
and DuckDB that writes the texts as they are, what the machine can do. None of these knows lines,
counts what it drops, or reads cp1251 (DuckDB).

    python benchmarks/audit_import.py [--rows 1000000 10000000] [--runs 2]
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from facilitator.audit.generate import SHAPES, Shape, Written, write
from facilitator.audit.ledger import read_ledger

BLOCK = 50_000
TARGETS = {"plain": 2.0, "messy": 1.5, "1c": 1.0}


def tiled(path: Path, shape: Shape, rows: int) -> Written:
    """One block of made-up sales, repeated: quick to write, and its total is known."""
    block = write(path.with_suffix(".block"), replace(shape, totals=False), BLOCK)
    header = write(path.with_suffix(".head"), replace(shape, totals=False), 1)
    newline = shape.newline.encode()
    skip = shape.preamble + 1
    body = block.path.read_bytes().split(newline, skip)[skip]
    head = newline.join(header.path.read_bytes().split(newline, skip)[:skip]) + newline
    times = max(1, rows // BLOCK)
    with path.open("wb") as file:
        file.write(head)
        for _ in range(times):
            file.write(body)
    return Written(path, block.rows * times, block.total * times, block.bad * times, 0)


ORDER = ("date", "customer", "amount", "channel", "product", "salesperson", "region", "order")


def source(path: Path, shape: Shape) -> str:
    """The FROM part of both ways with DuckDB: all as text, read side by side where it can be."""
    names = ", ".join(f"'{name}': 'VARCHAR'" for name in ORDER)
    quoted = shape.quoted_breaks > 0
    return (
        f"read_csv('{path}', auto_detect=false, header=false, skip={shape.preamble + 1}, "
        f"delim='{shape.delimiter}', quote='\"', escape='\"', columns={{{names}}}, "
        f"null_padding={str(quoted).lower()}, parallel={str(not quoted).lower()}, "
        "ignore_errors=true)"
    )


def bare(path: Path, shape: Shape) -> None:
    """The texts as they are."""
    _copied(f"SELECT * FROM {source(path, shape)}", path)


def by_hand(path: Path, shape: Shape) -> None:
    """What a good analyst writes."""
    amount = "amount" if shape.decimal == "." else "replace(replace(amount, ' ', ''), ',', '.')"
    style = "%Y-%m-%d" if shape.day.startswith("{y") else "%d.%m.%Y"
    _copied(
        f"SELECT try_strptime(date, '{style}')::DATE AS day, customer, "
        f"try_cast({amount} AS DECIMAL(18,4)) AS sum, channel, product, salesperson, region, "
        f'"order" FROM {source(path, shape)} WHERE day IS NOT NULL AND sum IS NOT NULL',
        path,
    )


def _copied(query: str, path: Path) -> None:
    import duckdb

    with duckdb.connect(config={"threads": 2, "preserve_insertion_order": "false"}) as database:
        database.execute("SET enable_progress_bar = false")
        database.execute(f"COPY ({query}) TO '{path}.parquet' (FORMAT parquet)").fetchall()


def with_pandas(path: Path, shape: Shape) -> None:
    """The same with pandas, amounts as floats."""
    import pandas as pd

    table = pd.read_csv(
        path, sep=shape.delimiter, skiprows=shape.preamble, encoding=shape.encoding, dtype=str
    )
    day, amount = table.columns[0], table.columns[2]
    style = "%Y-%m-%d" if shape.day.startswith("{y") else "%d.%m.%Y"
    table[day] = pd.to_datetime(table[day].str.split(" ").str[0], format=style, errors="coerce")
    text = table[amount].str.replace(r"[^0-9,.-]", "", regex=True)
    text = text if shape.decimal == "." else text.str.rstrip(".").str.replace(",", ".")
    table[amount] = pd.to_numeric(text, errors="coerce")
    table.dropna(subset=[day, amount]).to_parquet(f"{path}.parquet")


def product(path: Path, written: Written) -> None:
    """The product, and whether it read every row to the cent."""
    ledger = read_ledger([path], None, path.parent / "ledger.parquet")
    if (ledger.rows, ledger.control_total) != (written.rows, Decimal(written.total)):
        sys.exit(f"{path.name}: {ledger.rows} rows, {ledger.control_total}; not {written}")


def best(runs: int, work: Callable[[], None] | None) -> float | None:
    """Seconds of the quickest run."""
    if work is None:
        return None
    found: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def measure(root: Path, name: str, rows: int, runs: int) -> None:
    """One line of the table."""
    shape, path = SHAPES[name], root / f"{name}.csv"
    written = tiled(path, shape, rows)
    text = shape.encoding == "utf-8"
    times = {
        "product": best(runs, lambda: product(path, written)),
        "DuckDB by hand": best(runs, (lambda: by_hand(path, shape)) if text else None),
        "texts as they are": best(runs, (lambda: bare(path, shape)) if text else None),
        # Its memory would not do for more, and its pace does not change.
        "pandas": best(1, (lambda: with_pandas(path, shape)) if rows <= 1_000_000 else None),
    }
    own = times["product"]
    assert own is not None
    shown = [
        f"{taken:9.2f}{own / taken:6.2f}×" if taken is not None else f"{'–':>9}{'':7}"
        for contender, taken in times.items()
        if contender != "product"
    ]
    print(
        f"{name:6}{written.rows:12,}{path.stat().st_size / 1e6:7.0f}{own:8.2f}"
        f"{written.rows / own / 1e6:10.2f}{TARGETS[name]:8.1f}{''.join(shown)}",
        flush=True,
    )
    path.unlink()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    options.add_argument("--runs", type=int, default=2)
    chosen = options.parse_args()
    print(
        f"{'file':6}{'rows':>12}{'MB':>7}{'s':>8}{'M rows/s':>10}{'wanted':>8}"
        f"{'by hand':>9}{'':7}{'texts':>9}{'':7}{'pandas':>9}"
    )
    with tempfile.TemporaryDirectory() as root:
        for rows in chosen.rows:
            for name in TARGETS:
                measure(Path(root), name, rows, chosen.runs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"×: the product's time divided by this one's; best of {chosen.runs}; peak memory of all")
    print(f"contenders {memory:.0f} MB")


if __name__ == "__main__":
    main()
