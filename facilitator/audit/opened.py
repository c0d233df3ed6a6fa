"""A ledger held open for a session: read once, cut again and again in a thread of its own."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dictionary
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from facilitator.audit.engine.choices import Choices
from facilitator.audit.files import Cancel, Cancelled, CannotRead
from facilitator.audit.keeping import facts_of, facts_of_table, ledger_taken, survey_taken
from facilitator.audit.results import Audit, CustomerList, Origin
from facilitator.audit.taken import LedgerTaken, Plain
from facilitator.audit.trouble import as_sentences, as_they_were, changed
from facilitator.audit.where import (
    PARQUET,
    Original,
    Where,
    keep_rows,
    not_written,
    read_where,
    scratch,
    write_where,
)
from facilitator.audit.worker import Job, Worker
from facilitator.words.language import _

if TYPE_CHECKING:
    from facilitator.audit.engine.analysis import Analysis, SourceRows
    from facilitator.audit.ledger import Ledger, Progress
    from facilitator.audit.mapping import Mapping as Columns
    from facilitator.audit.warehouse import Table

__all__ = ["Cancelled", "CannotRead", "OpenLedger", "survey_taken"]

T = TypeVar("T")

FILE = 40
"""Bits of a row's number that are its line; those above are the number of its file."""


class OpenLedger:
    """A ledger at hand; every method that cannot do its work raises `CannotRead`.

    A call that was stopped, by `cancel` or by a newer call of `audit`, raises `Cancelled`.
    """

    def __init__(self, directory: Path | None = None) -> None:
        """For the class methods; `directory` is the session's own."""
        self.ledger: Ledger | None = None
        """What the reading found; None for kept Parquet and for a warehouse."""
        self.values: Dictionary[str, tuple[str, ...]] = {}
        """channel, region, salesperson, product, segment to what they name, the largest first.

        At most 500 each; "" stands for rows that name nothing. Of a warehouse after `look`.
        """
        self.title = ""
        self._directory = directory
        self._scratch: Path | None = None
        self._parquet: Path | None = None
        self._mappings: tuple[str, ...] = ()
        self._facts: Plain = {}
        self._originals: tuple[Original, ...] = ()
        self._analysis: Analysis | None = None
        self._source: Callable[[], Any] = lambda: self._parquet
        self._latest: Job | None = None
        self._dispose: Callable[[], None] = lambda: None
        self._closed = False
        self._worker = Worker(self._interrupt)

    # -- getting hold of one ---------------------------------------------------------------------

    @classmethod
    async def read(
        cls,
        paths: Sequence[Path],
        mapping: "Columns | Sequence[Columns] | None",
        directory: Path,
        progress: "Callable[[Progress], None]" = lambda _unused: None,
        cancelled: Cancel = lambda: False,
    ) -> "OpenLedger":
        """Read the files; `progress` is called in the event loop, `cancelled` in a thread.

        `mapping` is one for all files, or one for each; without any they are recognised.
        `directory` is the session's own among `Places.ledgers`. Nothing in it is replaced before
        `settle`. Raises CannotRead and Cancelled.
        """
        opened = cls(directory)
        loop = asyncio.get_running_loop()

        def tell(done: "Progress") -> None:
            with suppress(RuntimeError):  # the loop may be gone by now
                loop.call_soon_threadsafe(progress, done)

        def work(job: Job) -> None:
            with as_sentences():
                opened._read(paths, mapping, tell, lambda: job.stopped() or cancelled())

        await opened._begin(work)
        return opened

    @classmethod
    async def at_hand(
        cls, directory: Path, progress: "Callable[[Progress], None]" = lambda _unused: None
    ) -> "OpenLedger | None":
        """The ledger read earlier: kept Parquet, or its files if they are where they were.

        None when none was ever read here; raises CannotRead when it is gone or was changed.
        """
        where = await asyncio.to_thread(read_where, directory)
        if where is None:
            return None
        if (directory / PARQUET).is_file():
            return await cls._kept(directory, where)
        if not where.originals:
            title = str(where.facts.get("title", _("The table")))
            raise CannotRead(
                _("{title} is on a server. Read it again to cut it anew.").format(title=title)
            )
        await asyncio.to_thread(as_they_were, where.originals)
        paths = [each.path for each in where.originals]
        opened = await cls.read(paths, _mappings(where), directory, progress)
        for now, then in zip(opened._originals, where.originals, strict=True):
            if now.sha256 != then.sha256:
                await opened.close()
                raise changed(then.path)
        return opened

    @classmethod
    async def _kept(cls, directory: Path, where: Where) -> "OpenLedger":
        opened = cls(directory)
        opened._facts, opened._originals = where.facts, where.originals
        opened._mappings = where.mappings
        opened.title = str(where.facts.get("title", ""))

        def work(_unused: Job) -> None:
            with as_sentences():
                opened._scratch = scratch(directory)
                opened._parquet = directory / PARQUET
                opened._open()

        await opened._begin(work)
        return opened

    @classmethod
    def of_warehouse(cls, url: str, table: "Table", directory: Path | None = None) -> "OpenLedger":
        """A table on a server, read there and nowhere else.

        The server is reached with the first call. Raises CannotRead for an address or a driver
        that cannot be right.
        """
        opened = cls(directory)
        opened.title = table.title

        def source() -> Any:
            from facilitator.audit.server import connect

            engine = connect(url)
            opened._dispose = engine.dispose
            return table.opened(engine)

        opened._source = source
        return opened

    # -- asking ----------------------------------------------------------------------------------

    async def look(self) -> None:
        """Reach a warehouse and fill in `values`; nothing to do for files."""
        await self._do(lambda _unused: None)

    async def audit(self, choices: Choices) -> Audit:
        """All results for these choices; an older call that still runs gets `Cancelled`."""
        if self._latest is not None:
            self._worker.stop(self._latest)
        job = self._latest = Job()
        return await self._do(lambda analysis: analysis.audit(choices), job)

    async def customers(
        self, choices: Choices, abc: str = "", column: str = "", skip: int = 0
    ) -> CustomerList:
        """One page of customers by place, `choices.listed` long, of one class or cell if named."""
        return await self._do(lambda analysis: analysis.customers(choices, abc, column, skip))

    async def rows_of(
        self, origin: Origin, choices: Choices, limit: int = 1000, skip: int = 0
    ) -> "SourceRows":
        """Numbers of the rows behind a figure, how many there are, and their sum."""
        return await self._do(lambda analysis: analysis.rows_of(origin, choices, limit, skip))

    async def lines(self, numbers: Sequence[int]) -> list[dict[str, str]]:
        """The rows of these numbers, in their order: file, line, day, customer, amount, channel,
        product, salesperson, region, order_id, segment; what a row does not name is left out.
        """
        from facilitator.audit.engine.lines import rows_numbered

        names = [str(each["name"]) for each in self._facts.get("files", ())]
        found = await self._do(lambda analysis: rows_numbered(analysis, numbers))
        return [_line(row, names) for row in found]

    def taken(self, audit: Audit, kept: bool = False) -> LedgerTaken:
        """What the session keeps; raises ValueError for an audit with filters, which are a view."""
        if audit.choices.filters.any:
            raise ValueError("A session keeps the audit without filters.")
        self._facts = self._facts or facts_of_table(self.title, audit)
        return ledger_taken(self._facts, audit, kept)

    def cancel(self) -> None:
        """Stop what runs and what waits, from any thread; its callers get `Cancelled`."""
        self._worker.stop_all()

    # -- keeping and letting go ------------------------------------------------------------------

    async def settle(self, keep: bool = False) -> None:
        """Write down where the files are, so that `at_hand` finds them.

        `keep` leaves the rows as `ledger.parquet`; without it rows kept earlier are removed.
        Raises CannotRead when the disk does not take it.
        """
        if self._directory is not None:
            await asyncio.to_thread(self._settle, self._directory, keep)

    async def close(self, keep: bool = False) -> None:
        """Let go of it and remove scratch; `keep` leaves `ledger.parquet`, see `settle`."""
        if self._closed:
            return
        self.cancel()
        self._closed = True
        try:
            if keep:
                await self.settle(True)
        finally:
            await asyncio.wrap_future(self._worker.close(self._shut))

    # -- in the thread ---------------------------------------------------------------------------

    async def _begin(self, work: Callable[[Job], None]) -> None:
        try:
            await self._worker.do(work)
        except BaseException as error:
            self._closed = True
            done = self._worker.close(self._shut)
            # A caller that was itself cancelled waits for nothing; the thread cleans up behind it.
            if not isinstance(error, asyncio.CancelledError):
                await asyncio.wrap_future(done)
            raise

    async def _do(self, ask: "Callable[[Analysis], T]", job: Job | None = None) -> T:
        if self._closed:
            raise CannotRead(_("The ledger is not open any more. Read it again."))

        def work(_unused: Job) -> T:
            with as_sentences(self._parquet):
                return ask(self._analysis or self._open())

        return await self._worker.do(work, job)

    def _read(
        self,
        paths: Sequence[Path],
        mapping: "Columns | Sequence[Columns] | None",
        tell: "Callable[[Progress], None]",
        cancelled: Cancel,
    ) -> None:
        from facilitator.audit.ledger import read_ledger

        assert self._directory is not None
        self._scratch = scratch(self._directory)
        self._parquet = self._scratch / PARQUET
        self.ledger = read_ledger(paths, mapping, self._parquet, tell, cancelled)
        told = _told(mapping, self.ledger)
        self._mappings = tuple(each.to_json() for each in told)
        self._facts = facts_of(self.ledger, told[0])
        self.title = str(self._facts["title"])
        self._originals = tuple(
            Original(each.path.absolute(), each.sha256, each.size) for each in self.ledger.sources
        )
        self._open()

    def _open(self) -> "Analysis":
        from facilitator.audit.engine.analysis import Analysis
        from facilitator.audit.engine.lines import values_of

        analysis = Analysis(self._source(), self._scratch)
        try:
            self.values = values_of(analysis)
        except BaseException:
            analysis.close()
            raise
        self._analysis = analysis
        return analysis

    def _interrupt(self) -> None:
        if self._analysis is not None:
            self._analysis.cancel()

    def _settle(self, directory: Path, keep: bool) -> None:
        if keep and self._parquet is not None:
            keep_rows(self._parquet, directory)
        elif self._parquet != directory / PARQUET:
            try:
                (directory / PARQUET).unlink(missing_ok=True)
            except OSError as error:
                raise not_written(directory, error) from error
        write_where(directory, Where(self._originals, self._mappings, self._facts))

    def _shut(self) -> None:
        if self._analysis is not None:
            self._analysis.close()
            self._analysis = None
        self._dispose()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)


def _mappings(where: Where) -> "list[Columns]":
    from facilitator.audit.mapping import Mapping

    return [Mapping.from_json(each) for each in where.mappings]


def _told(mapping: "Columns | Sequence[Columns] | None", ledger: "Ledger") -> "list[Columns]":
    from facilitator.audit.mapping import Mapping

    if mapping is None:
        return [each.found.mapping() for each in ledger.sources]
    return [mapping] * len(ledger.sources) if isinstance(mapping, Mapping) else list(mapping)


def _line(row: Dictionary[str, Any], names: Sequence[str]) -> dict[str, str]:
    file, line = divmod(int(row["row"]), 1 << FILE)
    found = {"file": names[file] if file < len(names) else "", "line": str(line)}
    for name, value in row.items():
        if name != "row" and value is not None:
            found[name] = value.isoformat() if isinstance(value, date) else str(value)
    return found
