"""Reading sales files whole: into one Parquet file, with everything that did not fit counted."""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.audit import files
from facilitator.audit.cells import quoted
from facilitator.audit.columns import Example
from facilitator.audit.database import MEMORY, closing_meanwhile, connected, failing
from facilitator.audit.files import Cancel, Cancelled, CannotRead, said
from facilitator.audit.mapping import Mapping
from facilitator.audit.reading import Outcome, Reader
from facilitator.audit.recognise import Recognised, recognise
from facilitator.audit.rejected import Rejected
from facilitator.audit.vocabulary import Role, needed
from facilitator.words.language import _
from facilitator.words.several import all_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_POLL = 0.01
"""Seconds between two looks at `cancelled`; cancelling takes at most 0.1 s."""
_SAY = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is; rows are an estimate until a file is done."""

    file: str
    fraction: float
    rows: int
    rows_per_second: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class BadCells:
    """Cells of one column that could not be read; their rows are left out of the ledger."""

    file: str
    column: str
    role: Role
    unreadable: int
    blank: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class SourceRead:
    """One file as it was read. `rows` are those in the ledger."""

    path: Path
    sha256: str
    size: int
    rows: int
    rejected: int
    bad_rows: int
    totals: int
    empty: int
    found: Recognised


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows that count, in `parquet`, and what was left out.

    Columns: row BIGINT (line in the source; of the second file and later ones plus file × 2⁴⁰, so
    that it names one row), day DATE, customer VARCHAR, amount DECIMAL(18,4),
    channel, product, salesperson, region, order_id, segment VARCHAR, file INTEGER (index into
    `sources`). Texts may be NULL; day and amount never are.
    """

    parquet: Path
    rows: int
    control_total: Decimal
    first_day: date
    last_day: date
    without_customer: int
    sources: tuple[SourceRead, ...]
    rejected: tuple[Rejected, ...]
    """At most 100 a file; `SourceRead.rejected` counts all."""
    bad_cells: tuple[BadCells, ...]

    @property
    def sha256(self) -> tuple[str, ...]:
        """The fingerprints of the files, in their order."""
        return tuple(source.sha256 for source in self.sources)


def read_ledger(
    paths: Sequence[Path],
    mapping: Mapping | Sequence[Mapping] | None,
    out: Path,
    progress: Callable[[Progress], None] = lambda _unused: None,
    cancelled: Cancel = lambda: False,
    memory: str = MEMORY,
) -> Ledger:
    """Read the files into the Parquet file `out`, which appears only when all went well.

    `mapping` is one for all files, or one for each; without any they are recognised. `progress`
    and `cancelled` are called in the caller's thread. Raises CannotRead with a sentence, and
    Cancelled within 0.1 s.
    """
    if not paths:
        raise CannotRead(_("No file was chosen."))
    each = [mapping] * len(paths) if isinstance(mapping, Mapping | None) else mapping
    recognised = [_ready(path, one, cancelled) for path, one in zip(paths, each, strict=True)]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".reading-", dir=out.parent))
    except OSError as error:
        raise files.unreadable(out.parent, error) from error
    work = _Work(recognised, scratch, out, memory, _Pace(recognised))
    try:
        return work.run(progress, cancelled)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _ready(path: Path, mapping: Mapping | None, cancelled: Cancel) -> Recognised:
    found = recognise(path, mapping, cancelled=cancelled)
    if found.missing:
        raise CannotRead(
            _("No column of {file} looks like {what}. Choose the column for it.").format(
                file=said(path), what=all_of(needed(role) for role in found.missing)
            )
        )
    return found


class _Pace:
    """Turns the database's per cent into rows and seconds left."""

    def __init__(self, recognised: Sequence[Recognised]) -> None:
        self.begun = time.monotonic()
        self.weights = [
            found.source.stamp.size / max(1.0, found.sample.line_bytes) for found in recognised
        ]
        self.names = [found.path.name for found in recognised]

    def at(self, file: int, fraction: float) -> Progress:
        rows = sum(self.weights[:file]) + self.weights[file] * fraction
        whole = max(1.0, sum(self.weights))
        taken = max(1e-6, time.monotonic() - self.begun)
        left = None if rows <= 0 else taken * (whole - rows) / rows
        return Progress(self.names[file], rows / whole, int(rows), int(rows / taken), left)


class _Work:
    """One reading: the database works in a thread of its own, the caller's thread watches."""

    def __init__(
        self,
        recognised: Sequence[Recognised],
        scratch: Path,
        out: Path,
        memory: str,
        pace: _Pace,
    ) -> None:
        self.recognised, self.scratch, self.out, self.memory = recognised, scratch, out, memory
        self.pace = pace
        self.stop = threading.Event()
        self.file = 0
        self.database: DuckDBPyConnection | None = None
        self.reader: Reader | None = None
        self.furthest = 0.0
        self.result: Ledger | None = None
        self.error: BaseException | None = None

    def run(self, progress: Callable[[Progress], None], cancelled: Cancel) -> Ledger:
        """Watch the thread until it is done; interrupt it when the caller wants to stop."""
        thread = threading.Thread(target=self._thread, name="reading sales", daemon=True)
        thread.start()
        said_at = 0.0
        try:
            while thread.is_alive():
                thread.join(_POLL)
                if cancelled():
                    raise Cancelled
                if time.monotonic() - said_at >= _SAY:
                    said_at = time.monotonic()
                    progress(self.pace.at(self.file, self._fraction()))
        finally:
            self._end(thread)
        if self.error is not None:
            raise self.error
        assert self.result is not None
        progress(self.pace.at(len(self.recognised) - 1, 1.0))
        return self.result

    def _fraction(self) -> float:
        """How much of the running file is done; it never goes back."""
        database, reader, done = self.database, self.reader, 0.0
        if database is not None:
            with closing_meanwhile():
                done = min(1.0, max(0.0, database.query_progress() / 100))
        if reader is not None:
            self.furthest = max(self.furthest, reader.fraction(done))
        return self.furthest

    def _end(self, thread: threading.Thread) -> None:
        self.stop.set()
        while thread.is_alive():
            if (database := self.database) is not None:
                with closing_meanwhile():
                    database.interrupt()
            thread.join(0.005)

    def _thread(self) -> None:
        try:
            with connected(self.scratch, self.memory) as database:
                self.database = database
                try:
                    self.result = self._read(database)
                finally:
                    self.database = None
        except BaseException as error:
            self.error = error

    def _read(self, database: "DuckDBPyConnection") -> Ledger:
        outcomes: list[Outcome] = []
        sources: list[SourceRead] = []
        prints: dict[str, Path] = {}
        for number, found in enumerate(self.recognised):
            self.file, self.furthest = number, 0.0
            self.reader = Reader(database, found, self.scratch, self.stop.is_set)
            fingerprint = _Fingerprint(found.path, self.stop.is_set)
            with failing(found.path):
                outcome = self.reader.read(number)
            digest = fingerprint.result()
            files.unchanged(found.source)
            if digest in prints:
                raise CannotRead(
                    _("{file} and {other} are the same file. Choose it once.").format(
                        file=said(prints[digest]), other=said(found.path)
                    )
                )
            prints[digest] = found.path
            outcomes.append(outcome)
            sources.append(_source(found, digest, outcome))
        with failing(self.out):
            return self._together(database, outcomes, sources)

    def _together(
        self,
        database: "DuckDBPyConnection",
        outcomes: Sequence[Outcome],
        sources: Sequence[SourceRead],
    ) -> Ledger:
        parts = [part for outcome in outcomes for part in outcome.parts]
        whole = parts[0]
        if len(parts) > 1:
            whole = self.scratch / "ledger.parquet"
            listed = ", ".join(quoted(str(part)) for part in parts)
            database.execute(
                "COPY (SELECT * REPLACE (row + (CAST(file AS BIGINT) << 40) AS row) "
                f"FROM read_parquet([{listed}])) TO {quoted(str(whole))} "
                "(FORMAT parquet)"
            ).fetchall()
        told = database.execute(
            "SELECT count(*), coalesce(sum(amount), 0), min(day), max(day), count(customer) "
            f"FROM read_parquet({quoted(str(whole))})"
        ).fetchall()[0]
        if not told[0]:
            names = all_of(said(found.path) for found in self.recognised[:3])
            raise CannotRead(
                _(
                    "No row of {names} has both a date and an amount. "
                    "Check which columns they are in, and how dates and numbers are written."
                ).format(names=names)
            )
        if self.stop.is_set():
            raise Cancelled
        whole.replace(self.out)
        return Ledger(
            parquet=self.out,
            rows=told[0],
            control_total=Decimal(told[1]),
            first_day=told[2],
            last_day=told[3],
            without_customer=told[0] - told[4],
            sources=tuple(sources),
            rejected=tuple(each for outcome in outcomes for each in outcome.rejected),
            bad_cells=tuple(
                BadCells(source.path.name, c.column, c.role, c.unreadable, c.blank, c.examples)
                for source, outcome in zip(sources, outcomes, strict=True)
                for c in outcome.bad
            ),
        )


class _Fingerprint:
    """The SHA-256 of a file, taken beside the reading."""

    def __init__(self, path: Path, cancelled: Cancel) -> None:
        self.path, self.cancelled = path, cancelled
        self.digest = ""
        self.error: Exception | None = None
        self.thread = threading.Thread(target=self._take, daemon=True)
        self.thread.start()

    def result(self) -> str:
        """Wait for it. Raises what `fingerprint` raises."""
        self.thread.join()
        if self.error is not None:
            raise self.error
        return self.digest

    def _take(self) -> None:
        try:
            self.digest = files.fingerprint(self.path, self.cancelled)
        except Exception as error:
            self.error = error


def _source(found: Recognised, digest: str, outcome: Outcome) -> SourceRead:
    return SourceRead(
        path=found.path,
        sha256=digest,
        size=found.source.stamp.size,
        rows=outcome.rows,
        rejected=outcome.rejected_count,
        bad_rows=outcome.bad_rows,
        totals=outcome.totals,
        empty=outcome.empty,
        found=found,
    )
