"""The audit of a generated ledger: this product, hand-written DuckDB SQL and pandas, side by side.

python benchmarks/audit_engine.py [--rows 1000000 10000000] [--runs 3] [--huge]

--huge takes 100 million rows, without pandas, whose memory would not do. Every contender runs in a
process of its own, from Parquet to the same figures, which must be equal; the best of the runs
counts. pandas comes with the dev group, pyarrow, which it reads Parquet with, is to be installed
by hand.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import duckdb

_PANDAS = 20_000_000
END, SIZE = 2025 * 12 + 11, 12
MONTH = "(year(day) * 12 + month(day) - 1)::INT"
LEDGER = """
COPY (
  SELECT range AS row, DATE '2023-01-01' + (hash(range * 7) % 1096)::INT AS day,
    CASE WHEN hash(range * 31) % 50 = 0 THEN NULL
      ELSE 'C-' || lpad(number::VARCHAR, 7, '0') END AS customer,
    ((CASE WHEN hash(range * 31) % 40 = 1 THEN -1 ELSE 1 END)
      * (100 + hash(range * 17) % 500000) / 100)::DECIMAL(18,4) AS amount,
    'Channel ' || (number % 4) AS channel, 'Product ' || (hash(range * 13) % 2000) AS product,
    'Seller ' || (number % 40) AS salesperson, 'Region ' || (number % 12) AS region,
    (range // 3)::VARCHAR AS order_id, NULL::VARCHAR AS segment
  FROM (SELECT range,
    (pow((hash(range) % 1000003) / 1000003.0, 2.2) * {customers})::BIGINT AS number
    FROM range({rows}))
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""


def product(file: Path) -> dict[str, Any]:
    from facilitator.audit.engine.analysis import Analysis
    from facilitator.audit.engine.choices import Choices, Filters, Regularity
    from facilitator.methods.abc_classes import AbcLimits

    choices = Choices()
    with tempfile.TemporaryDirectory() as room, Analysis(file, Path(room)) as analysis:
        found, seconds = timed(lambda: analysis.audit(choices))
        cuts = {
            "other limits": replace(choices, abc=AbcLimits(70, 90)),
            "one channel": replace(choices, filters=Filters(channels=("Channel 1",))),
            "XYZ by month": replace(choices, regularity=Regularity("month")),
            "one salesperson": replace(choices, filters=Filters(salespeople=("Seller 7",))),
        }
        recuts = {name: timed(lambda c=c: analysis.audit(c))[1] for name, c in cuts.items()}
    figures = {
        "total": str(float(found.coverage.total)),
        "classes": {row.abc: row.clients for row in found.abc.classes},
        "cells": {c.abc + c.column: c.customers for c in found.matrix.cells if c.customers},
        "nrr": round(float(found.movement.nrr), 9),
        "orders": sum(row.orders for row in found.channels),
        "active": [row.active for row in found.flows],
        "product": found.breakdowns[0].rows[0].value,
    }
    return {"seconds": seconds, "figures": figures, "recuts": recuts}


def by_hand(file: Path) -> dict[str, Any]:
    # What a good analyst writes: one query per question, straight from the file.
    # What the product takes, by the size of the file.
    memory = "800MB" if file.stat().st_size > 400_000_000 else "320MB"
    db = duckdb.connect(config={"threads": 2, "memory_limit": memory})
    db.execute("SET enable_progress_bar = false")
    db.execute(f"SET temp_directory = '{tempfile.mkdtemp()}'")
    db.execute("SET preserve_insertion_order = false")
    db.execute(f"CREATE VIEW l AS SELECT *, {MONTH} AS m FROM '{file}'")
    figures, seconds = timed(lambda: _questions(db))
    return {"seconds": seconds, "figures": figures}


ABC = f"""
  ranked AS (SELECT customer, sum(amount) AS v FROM l
    WHERE customer IS NOT NULL AND m > {END - SIZE} GROUP BY ALL HAVING v > 0),
  abc AS (SELECT customer, CASE WHEN s < 0.80 * t THEN 'A' WHEN s < 0.95 * t THEN 'B' ELSE 'C' END
    AS abc FROM (SELECT customer, sum(v) OVER (ORDER BY v DESC RANGE UNBOUNDED PRECEDING) -
    sum(v) OVER (PARTITION BY v) AS s, sum(v) OVER () AS t FROM ranked))"""
XYZ = f"""
  quarters AS (SELECT customer, m // 3 AS q, sum(amount) AS v FROM l WHERE customer IS NOT NULL
    GROUP BY ALL),
  xyz AS (SELECT customer, CASE WHEN max(q) <= {END // 3} - 4 THEN 'lost' WHEN n < 6 THEN 'n/a'
    WHEN cv <= 0.1 THEN 'X' WHEN cv <= 0.25 THEN 'Y' ELSE 'Z' END AS kind FROM (SELECT customer, q,
    {END // 3} + 1 - min(q) OVER c AS n, sqrt(greatest(0, n * sum(v::DOUBLE ** 2) OVER c /
    (sum(v::DOUBLE) OVER c) ** 2 - 1)) AS cv FROM quarters WHERE v <> 0
    WINDOW c AS (PARTITION BY customer)) GROUP BY customer, n, cv)"""


def _questions(db: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    def ask(query: str) -> list[tuple[Any, ...]]:
        return db.execute(query).fetchall()

    months = ask("SELECT channel, m, sum(amount), count(*), min(day), max(day), "
                 "sum(amount) FILTER (amount < 0), count(*) FILTER (customer IS NULL) "
                 "FROM l GROUP BY ALL")  # fmt: skip
    span = f"sum(amount) FILTER (m > {END - SIZE}) AS this, " + (
        f"sum(amount) FILTER (m BETWEEN {END - 2 * SIZE + 1} AND {END - SIZE}) AS prior"
    )
    values = {
        name: ask(f"SELECT {name}, {span} FROM l GROUP BY ALL ORDER BY this DESC, {name}")
        for name in ("product", "salesperson", "region")
    }
    cells = ask(f"WITH {ABC}, {XYZ} SELECT abc, kind, count(*) FROM abc JOIN xyz USING (customer) "
                "GROUP BY ALL")  # fmt: skip
    classes = ask(f"WITH {ABC} SELECT abc, count(*) FROM abc GROUP BY ALL")
    ask(f"WITH {XYZ} SELECT kind, count(*) FROM xyz GROUP BY ALL")
    kept = "FROM (SELECT {0} customer, coalesce(sum(amount) FILTER (m > {1}), 0) AS this, " \
        "coalesce(sum(amount) FILTER (m BETWEEN {2} AND {1}), 0) AS prior FROM l " \
        "WHERE customer IS NOT NULL GROUP BY ALL)"  # fmt: skip
    moved = "count(*) FILTER (prior > 0 AND this <= 0), sum(this) FILTER (prior > 0) / " \
        "sum(prior) FILTER (prior > 0), sum(least(this, prior)) FILTER (prior > 0)"  # fmt: skip
    limits = END - SIZE, END - 2 * SIZE + 1
    nrr = ask(f"SELECT {moved} {kept.format('', *limits)}")
    ask(f"SELECT channel, {moved} {kept.format('channel,', *limits)} GROUP BY ALL")
    ask("SELECT channel, m, count(DISTINCT order_id) FROM l GROUP BY ALL")
    orders = ask(f"SELECT channel, count(DISTINCT order_id) FROM l WHERE m > {END - SIZE} "
                 "GROUP BY ALL")  # fmt: skip
    flows = ask("SELECT q, count(*), count(*) FILTER (before IS NULL), "
                "count(*) FILTER (q - before > 4) FROM (SELECT q, lag(q) OVER "
                "(PARTITION BY customer ORDER BY q) AS before FROM (SELECT customer, m // 3 AS q "
                "FROM l WHERE customer IS NOT NULL GROUP BY ALL HAVING sum(amount) > 0)) "
                "GROUP BY q ORDER BY q")  # fmt: skip
    return {
        "total": str(float(sum(row[2] for row in months))),
        "classes": dict(sorted(classes)),
        "cells": {row[0] + row[1]: row[2] for row in cells},
        "nrr": round(float(nrr[0][1]), 9),
        "orders": sum(row[1] for row in orders),
        "active": [row[1] for row in flows],
        "product": values["product"][0][0],
    }


def with_pandas(file: Path) -> dict[str, Any]:
    figures, seconds = timed(lambda: _frames(file))
    return {"seconds": seconds, "figures": figures}


def _frames(file: Path) -> dict[str, Any]:
    import pandas as pd

    table = pd.read_parquet(file)
    day = pd.to_datetime(table["day"])
    table["m"] = day.dt.year * 12 + day.dt.month - 1
    table["v"] = (table["amount"].astype("float64") * 10_000).round().astype("int64")
    months = table.groupby(["channel", "m"]).agg({"v": ["sum", "count"]})
    table.groupby(["channel", "m"])["order_id"].nunique()
    this, prior = table[table["m"] > END - SIZE], table[table["m"].between(END - 23, END - SIZE)]
    product = this.groupby("product")["v"].sum().sort_index()
    for name in ("product", "salesperson", "region"):
        this.groupby(name)["v"].sum(), prior.groupby(name)["v"].sum()
    value = this.groupby("customer")["v"].sum()
    value = value[value > 0].sort_values(ascending=False)
    start = value.cumsum().groupby(value).transform("min") - value
    abc = (start * 100 >= value.sum() * 80).map({False: "A", True: "B"})
    abc[start * 100 >= value.sum() * 95] = "C"
    quarters = table.groupby(["customer", table["m"] // 3])["v"].sum()
    flat = quarters[quarters != 0].reset_index()
    sums = flat.assign(s=flat["v"].astype(float) ** 2).groupby("customer")
    n = END // 3 + 1 - sums["m"].min()
    cv = (n * sums["s"].sum() / sums["v"].sum().astype(float) ** 2 - 1).clip(lower=0) ** 0.5
    kind = pd.cut(cv, [-1, 0.1, 0.25, float("inf")], labels=["X", "Y", "Z"]).astype(object)
    kind[n < 6] = "n/a"
    kind[sums["m"].max() <= END // 3 - 4] = "lost"
    cells = (abc + kind.reindex(abc.index)).value_counts()
    both = pd.DataFrame({"a": this.groupby("customer")["v"].sum(),
                         "b": prior.groupby("customer")["v"].sum()}).fillna(0)  # fmt: skip
    for _ in (this.groupby(["channel", "customer"]), prior.groupby(["channel", "customer"])):
        _["v"].sum()
    had = both[both["b"] > 0]
    bought = flat[flat["v"] > 0].sort_values(["customer", "m"])
    (bought["m"] - bought.groupby("customer")["m"].shift() > 4).groupby(bought["m"]).sum()
    return {
        "total": str(float(months["v"]["sum"].sum() / 10_000)),
        "classes": {str(k): int(v) for k, v in abc.value_counts().sort_index().items()},
        "cells": {str(k): int(v) for k, v in cells.items()},
        "nrr": round(float(had["a"].sum() / had["b"].sum()), 9),
        "orders": int(this.groupby("channel")["order_id"].nunique().sum()),
        "active": [int(v) for v in bought.groupby("m").size()],
        "product": str(product.sort_values(ascending=False, kind="stable").index[0]),
    }


CONTENDERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "this product": product,
    "DuckDB SQL by hand": by_hand,
    "pandas": with_pandas,
}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def measured(name: str, file: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", name, "--file", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        return {"failed": run.stderr.strip().splitlines()[-1] if run.stderr else run.returncode}
    return json.loads(run.stdout.splitlines()[-1])


def compare(rows: int, runs: int, room: Path, contenders: list[str]) -> None:
    file = room / "ledger.parquet"
    customers = max(100, rows // 100)
    duckdb.execute(LEDGER.format(rows=rows, customers=customers, file=file))
    print(f"\n{rows:,} rows, {customers:,} customers, Parquet → whole audit, best of {runs}")
    best: dict[str, dict[str, Any]] = {}
    for _ in range(runs):
        for name in contenders:  # one after the other, so that a busy minute hits all of them
            one = measured(name, file)
            if "seconds" in one and one["seconds"] < best.get(name, one)["seconds"] + 1e-9:
                best[name] = one
            best.setdefault(name, one)
    own = best["this product"]
    for name, one in best.items():
        if "failed" in one:
            print(f"{name:20} did not finish: {one['failed']}")
            continue
        same = "same figures" if _plain(one) == _plain(own) else f"OTHER FIGURES {_plain(one)}"
        ratio = own["seconds"] / one["seconds"]
        print(f"{name:20}{one['seconds']:8.2f} s{one['memory']:7.0f} MB   "
              f"product ÷ this: {ratio:5.2f}   {same}")  # fmt: skip
    for name, seconds in own.get("recuts", {}).items():
        print(f"  re-cut, {name:18}{seconds:8.2f} s")
    sys.stdout.flush()


def _plain(one: dict[str, Any]) -> str:
    return json.dumps(one["figures"], sort_keys=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--huge", action="store_true", help="100 million rows")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        found = CONTENDERS[chosen.one](chosen.file)
        found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    with tempfile.TemporaryDirectory() as room:
        for rows in [100_000_000] if chosen.huge else chosen.rows:
            without = ["pandas"] if rows > _PANDAS else []
            compare(rows, chosen.runs, Path(room), [c for c in CONTENDERS if c not in without])


if __name__ == "__main__":
    main()
