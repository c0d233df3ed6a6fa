"""Where the rows of a ledger are: Parquet beside the session, or a table in a warehouse."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, FromClause, func, select
from sqlalchemy.exc import DBAPIError

from facilitator.audit.engine import ledger
from facilitator.audit.engine.embedded import LEDGER
from facilitator.audit.engine.shapes import AnyRow, AnySelect
from facilitator.audit.engine.workspace import told

_FETCHED_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Facts:
    """A warehouse's table as a whole: rows that count, their sum, their days, what is left out."""

    rows: int
    control_total: Decimal
    first_day: date | None
    last_day: date | None
    without_customer: int
    left_out: int
    """Rows without a date of 1900–2199 or without an amount."""


class Source(Protocol):
    """A ledger the cubes are computed from."""

    ledger: FromClause

    @property
    def files(self) -> tuple[Path, ...]:
        """Parquet files to read here, none for a ledger that is elsewhere."""
        ...

    def stream(self, statement: AnySelect) -> Iterator[AnyRow]:
        """Rows of a statement that runs elsewhere."""
        ...

    def interrupt(self) -> None:
        """Stop what runs elsewhere."""
        ...


class ParquetFiles:
    """The ledger as the readers left it, computed in this process."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Take one file or several of the same ledger. Raises ValueError without any."""
        if not files:
            raise ValueError("Name at least one Parquet file.")
        self._files = tuple(files)
        self.ledger: FromClause = ledger.normalised(LEDGER)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, opened as one view."""
        return self._files

    def stream(self, statement: AnySelect) -> Iterator[AnyRow]:
        """Never called: the files are read where the cubes are kept."""
        raise NotImplementedError

    def interrupt(self) -> None:
        """Nothing runs elsewhere."""


class Warehouse:
    """A table on a server; only cubes leave it, by reading alone, without temporary tables."""

    def __init__(
        self,
        engine: Engine,
        table: str,
        columns: Mapping[str, str],
        schema: str | None = None,
    ) -> None:
        """Name the table and which of its columns is which; raises ValueError like `mapped`."""
        self.engine = engine
        self.ledger: FromClause = ledger.mapped(table, columns, schema)
        self._table = ledger.raw(table, columns, schema)
        self._running: Any = None

    @property
    def files(self) -> tuple[Path, ...]:
        """None: the ledger stays on its server."""
        return ()

    def stream(self, statement: AnySelect) -> Iterator[AnyRow]:
        """Rows as they come, a bounded number of them in memory.

        Raises `NotComputed` with the server's reason, `Cancelled` when it was interrupted.
        """
        try:
            with self.engine.connect() as connection:
                self._running = connection.connection.driver_connection
                options = {"yield_per": _FETCHED_AT_ONCE}
                yield from connection.execute(statement, execution_options=options)
        except DBAPIError as error:
            raise told(error) from error
        finally:
            self._running = None

    def facts(self) -> Facts:
        """What the table holds before any filter; raises like `stream`."""
        c = self.ledger.c
        asked = select(
            func.count(),
            func.sum(c.amount),
            func.min(c.day),
            func.max(c.day),
            func.count(c.customer),
        )
        (rows, total, first, last, named) = next(self.stream(asked))
        (whole,) = next(self.stream(select(func.count()).select_from(self._table)))
        return Facts(
            int(rows),
            Decimal(total or 0),
            first,
            last,
            int(rows) - int(named),
            int(whole) - int(rows),
        )

    def interrupt(self) -> None:
        """Ask the server to stop, where its driver knows how."""
        cancel = getattr(self._running, "cancel", None)
        if cancel is not None:
            cancel()


def source_of(place: Path | str | Sequence[Path] | Source) -> Source:
    """The source behind a path, several paths, or a source itself."""
    if isinstance(place, (str, Path)):
        return ParquetFiles([Path(place)])
    if isinstance(place, Sequence):
        return ParquetFiles(list(place))
    return place
