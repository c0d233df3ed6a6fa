"""How fast ledgers are read: million rows a second for a clean, a messy and a cp1251 file.

Each file is read as the product reads it: recognised, parsed, checked, fingerprinted, written as
Parquet, and its control total compared with the exact one. Beside it stands the same file through
DuckDB alone, one thread, as text and without any parsing: what the machine can do.

    python benchmarks/audit_import.py [--rows 1000000]
"""

import argparse
import resource
import sys
import tempfile
import time
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


def bare(path: Path, shape: Shape) -> float:
    """Seconds DuckDB alone needs to write the text columns as Parquet."""
    import duckdb

    if shape.encoding != "utf-8":
        return float("nan")
    names = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(8))
    begun = time.perf_counter()
    with duckdb.connect(config={"threads": 1}) as database:
        database.execute(
            f"COPY (SELECT * FROM read_csv('{path}', auto_detect=false, header=false, skip=5, "
            f"delim='{shape.delimiter}', quote='\"', escape='\"', columns={{{names}}}, "
            f"null_padding=true, parallel=false)) TO '{path}.parquet' (FORMAT parquet)"
        ).fetchall()
    return time.perf_counter() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    chosen = options.parse_args()
    print(f"{'file':8} {'rows':>10} {'MB':>6} {'s':>6} {'M rows/s':>9} {'target':>7} {'bare s':>7}")
    with tempfile.TemporaryDirectory() as root:
        for name, target in TARGETS.items():
            path = Path(root) / f"{name}.csv"
            written = tiled(path, SHAPES[name], chosen.rows)
            begun = time.perf_counter()
            ledger = read_ledger([path], None, Path(root) / "ledger.parquet")
            taken = time.perf_counter() - begun
            if (ledger.rows, ledger.control_total) != (written.rows, Decimal(written.total)):
                sys.exit(f"{name}: {ledger.rows} rows, {ledger.control_total}; not {written}")
            print(
                f"{name:8} {written.rows:10,} {path.stat().st_size / 1e6:6.0f} {taken:6.2f} "
                f"{written.rows / taken / 1e6:9.2f} {target:7.1f} {bare(path, SHAPES[name]):7.2f}"
            )
            path.unlink()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
