"""A ledger held open for a session: read once, cut again and again in a thread of its own."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.audit.engine.choices import Choices
from facilitator.audit.files import Cancel, Cancelled, CannotRead
from facilitator.audit.results import Audit, CustomerList, Origin
from facilitator.audit.taken import LedgerTaken, SurveyTaken

if TYPE_CHECKING:
    from facilitator.audit.engine.analysis import SourceRows
    from facilitator.audit.ledger import Ledger, Progress
    from facilitator.audit.mapping import Mapping as Columns
    from facilitator.audit.survey import Survey

__all__ = ["Cancelled", "CannotRead", "OpenLedger", "survey_taken"]


class OpenLedger:
    """A ledger at hand; every method that cannot do its work raises `CannotRead`.

    A call that was stopped, by `cancel` or by a newer call of `audit`, raises `Cancelled`.
    """

    ledger: "Ledger | None"
    """What the reading found; None for kept Parquet and for a warehouse."""
    values: Mapping[str, tuple[str, ...]]
    """channel, region, salesperson, product, segment to what they name, the largest first."""

    @classmethod
    async def read(
        cls,
        paths: Sequence[Path],
        mapping: "Columns | None",
        directory: Path,
        progress: "Callable[[Progress], None]" = lambda _: None,
        cancelled: Cancel = lambda: False,
    ) -> "OpenLedger":
        """Read the files; `progress` is called in the event loop, `cancelled` in a thread.

        `directory` is the session's own among `Places.ledgers`. Nothing in it is replaced before
        `settle`. Raises CannotRead and Cancelled.
        """
        raise NotImplementedError

    @classmethod
    async def at_hand(
        cls, directory: Path, progress: "Callable[[Progress], None]" = lambda _: None
    ) -> "OpenLedger | None":
        """The ledger read earlier: kept Parquet, or its files if they are where they were.

        None when none was ever read here; raises CannotRead when it is gone or was changed.
        """
        raise NotImplementedError

    @classmethod
    def of_warehouse(
        cls, url: str, table: str, columns: Mapping[str, str], schema: str | None = None
    ) -> "OpenLedger":
        """A table on a server, read there; `columns` maps names of a ledger to the table's."""
        raise NotImplementedError

    async def audit(self, choices: Choices) -> Audit:
        """All results for these choices; an older call that still runs gets `Cancelled`."""
        raise NotImplementedError

    async def customers(
        self, choices: Choices, abc: str = "", column: str = "", skip: int = 0
    ) -> CustomerList:
        """One page of customers by place, `choices.listed` long, of one class or cell if named."""
        raise NotImplementedError

    async def rows_of(
        self, origin: Origin, choices: Choices, limit: int = 1000, skip: int = 0
    ) -> "SourceRows":
        """Numbers of the rows behind a figure, how many there are, and their sum."""
        raise NotImplementedError

    async def lines(self, numbers: Sequence[int]) -> list[dict[str, str]]:
        """The rows of these numbers: file, line, day, customer, amount, channel, and the rest."""
        raise NotImplementedError

    def taken(self, audit: Audit, kept: bool = False) -> LedgerTaken:
        """What the session keeps; `audit` is the one without filters."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Stop what runs now, from any thread; its caller gets `Cancelled`."""
        raise NotImplementedError

    async def settle(self, keep: bool = False) -> None:
        """Write down where the files are, so that `at_hand` finds them; keep Parquet if asked."""
        raise NotImplementedError

    async def close(self, keep: bool = False) -> None:
        """Let go of it. `keep` leaves `ledger.parquet`; scratch is removed in any case."""
        raise NotImplementedError


def survey_taken(survey: "Survey", mapping: "Columns | None" = None) -> SurveyTaken:
    """What the session keeps of a survey; raises CannotRead for more than 20,000 answers."""
    raise NotImplementedError
