"""DuckDB inside this process: its settings, the ledger's Parquet, loading rows, stopping it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.pool import StaticPool

from facilitator.audit.cells import quoted
from facilitator.audit.engine.dialect import Connection
from facilitator.words.language import _

registry.register("duckdb", "facilitator.audit.engine.dialect", "DuckDB")

MEMORY, LARGE_MEMORY = 320, 800
"""MB that DuckDB may hold before it spills; the interpreter and the reader come on top."""
_LARGE = 400_000_000
"""Bytes of Parquet above which it may hold more."""
THREADS = 2
LEDGER = "ledger"
_LOADED_AT_ONCE = 50_000


class Embedded:
    """One in-memory database with the ledger as a view and the cubes as temporary tables.

    One thread works with it at a time; only `interrupt` may come from another.
    """

    def __init__(
        self,
        files: Sequence[Path] = (),
        directory: Path | None = None,
        memory: int | None = None,
        threads: int = THREADS,
    ) -> None:
        """Open the database.

        `directory` takes what does not fit into `memory`, in MB and by the size of the files unless
        told; without one nothing is written to disk. Raises FileNotFoundError for a Parquet file
        that is not there.
        """
        for file in files:
            if not file.is_file():
                raise FileNotFoundError(
                    _("{file} is not there; import the ledger again.").format(file=file)
                )
        large = sum(file.stat().st_size for file in files) > _LARGE
        self.memory = memory or (LARGE_MEMORY if large else MEMORY)
        self.native = duckdb.connect(
            ":memory:",
            config={
                "threads": threads,
                "memory_limit": f"{self.memory}MB",
                "preserve_insertion_order": False,
                # Fetching an extension would go out to the network.
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        self._shut(files, directory)
        self.engine: Engine = create_engine(
            "duckdb://", creator=lambda: Connection(self.native), poolclass=StaticPool
        )

    def _shut(self, files: Sequence[Path], directory: Path | None) -> None:
        places = [str(file.resolve()) for file in files]
        self.native.execute(f"SET temp_directory = {quoted(str(directory) if directory else '')}")
        if places:
            names = ", ".join(quoted(place) for place in places)
            self.native.execute(f"SET allowed_paths = [{names}]")
            self.native.execute(f"CREATE VIEW {LEDGER} AS SELECT * FROM read_parquet([{names}])")
        self.native.execute("SET enable_external_access = false")
        self.native.execute("SET lock_configuration = true")

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Create a temporary table from "name TYPE" columns and rows; return how many there were.

        Columns travel as lists: DuckDB takes row by row a thousand times slower.
        """
        self.native.execute(f"CREATE TEMP TABLE {table} ({', '.join(columns)})")
        types = [column.split(" ", 1)[1] for column in columns]
        parts = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in types)
        count = 0
        for chunk in _chunks(rows):
            lists = [list(column) for column in zip(*chunk, strict=True)]
            self.native.execute(f"INSERT INTO {table} SELECT {parts}", lists)
            count += len(chunk)
        return count

    def drop(self, table: str) -> None:
        """Drop a temporary table, if it is there."""
        self.native.execute(f"DROP TABLE IF EXISTS {table}")

    def interrupt(self) -> None:
        """Stop the running statement, from any thread."""
        self.native.interrupt()

    def close(self) -> None:
        """Close the database and everything temporary with it."""
        self.engine.dispose()
        self.native.close()


def _chunks(rows: Iterable[Sequence[Any]]) -> Iterable[list[Sequence[Any]]]:
    chunk: list[Sequence[Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _LOADED_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
