"""The door to the audit: open a ledger, cut and re-cut it, open a figure to its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, literal, select

from facilitator.audit.engine import breakdowns, cubes, customers, opening
from facilitator.audit.engine.assembly import Cut, assemble
from facilitator.audit.engine.breakdowns import Month
from facilitator.audit.engine.choices import Choices, Filters
from facilitator.audit.engine.cutter import Cutter
from facilitator.audit.engine.embedded import Embedded
from facilitator.audit.engine.ledger import DIMENSIONS, filtered, inlined
from facilitator.audit.engine.shapes import AnySelect
from facilitator.audit.engine.source import Source, source_of
from facilitator.audit.engine.span import timeline
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import Audit, CustomerList, Origin, Proposal
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _

_FEW = 1_000_000
"""Rows that are taken together in memory."""
_ROWS_IN_A_MEGABYTE = 65_000
"""Rows whose groups DuckDB holds, if there are not more groups than usual."""


class EmptyLedger(Exception):
    """There is nothing to audit; the message is a sentence for the moderator."""


@dataclass(frozen=True, slots=True)
class SourceRows:
    """Rows behind a figure: some of their numbers in order, how many there are, their sum."""

    numbers: tuple[int, ...]
    count: int
    total: Fraction


class Analysis:
    """A ledger held open; cubes are computed once per filter and kept.

    One thread works with it at a time, `cancel` may come from any other. Every method may raise
    `Cancelled`, and `NotComputed` with a sentence.
    """

    def __init__(
        self,
        place: Path | str | Sequence[Path] | Source,
        directory: Path | None = None,
        memory: int | None = None,
    ) -> None:
        """Open a ledger; `directory` takes what does not fit into `memory`, which is in MB.

        Raises FileNotFoundError for Parquet that is gone.
        """
        self.source = source_of(place)
        self._embedded = Embedded(self.source.files, directory, memory)
        self.space = Workspace(self._embedded)
        self.proposals: dict[Any, Proposal | NotAvailable] = {}
        self._named: dict[str, bool] = {}

    def __enter__(self) -> "Analysis":
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger and of everything computed from it."""
        self.space.close()

    def cancel(self) -> None:
        """Stop what runs now; its caller gets `Cancelled`."""
        self._embedded.interrupt()
        self.source.interrupt()

    def audit(self, choices: Choices) -> Audit:
        """All results for these choices.

        Raises `EmptyLedger` without rows, ValueError for a period outside the ledger.
        """
        return assemble(self._cut(choices))

    def customers(
        self,
        choices: Choices,
        abc: str = "",
        column: str = "",
        skip: int = 0,
        group: str = "",
    ) -> CustomerList:
        """One page of customers by place, `choices.listed` long, of one class or cell if named.

        `group` names kept, new, returned or lost customers; the lost come by what they had brought.
        """
        cut = self._cut(choices)
        c = cut.customers.c
        tests: list[ColumnElement[bool]] = []
        if abc:
            tests.append(c.abc == abc)
        if column:
            tests.append(c.kind == column)
        if group:
            tests.append(customers.group_of(cut.customers, cut.time) == group)
        order = (c.prior.desc(),) if group == "lost" else ()
        return cut.people.listed(*tests, order=order, skip=skip)

    def rows_of(
        self, origin: Origin, choices: Choices, limit: int = 1000, skip: int = 0
    ) -> SourceRows:
        """Numbers of the ledger's rows behind a figure, with the filters of the choices."""
        tests = [*opening.tests(self.source.ledger, origin, choices.filters)]
        if opening.of_customers(origin):
            cut = self._cut(choices)
            names = opening.members(cut, origin)
            column = self.source.ledger.c.customer
            if self.source.files:
                tests.append(column.in_(names))
            else:
                tests.append(column.in_([row[0] for row in self.space.rows(names)]))
        sales = self.source.ledger
        whole = self._ask(select(func.count(), func.sum(sales.c.amount)).where(and_(*tests)))[0]
        numbers = select(sales.c.row).where(and_(*tests)).order_by(sales.c.row)
        rows = self._ask(numbers.limit(limit).offset(skip))
        return SourceRows(
            tuple(int(row[0]) for row in rows if row[0] is not None),
            int(whole[0]),
            Fraction(whole[1] or 0),
        )

    def _ask(self, statement: AnySelect) -> list[Any]:
        if self.source.files:
            return list(self.space.rows(statement))
        return list(self.source.stream(statement))

    def cube(self, key: Any, columns: tuple[str, ...], statement: AnySelect) -> FromClause:
        """A cube of the ledger, computed where the ledger is and kept here."""
        if self.source.files:
            return self.space.table(key, lambda: statement)
        return self.space.loaded(key, columns, lambda: self.source.stream(statement))

    def large_cube(
        self,
        key: Any,
        columns: tuple[str, ...],
        name: str,
        statement: Callable[[FromClause], AnySelect],
    ) -> FromClause:
        """A cube with about as many groups as the column `name` has values.

        The rows of a large ledger are taken in parts by this column, each of which fits into
        memory: DuckDB gives up before it has put the groups of so many rows on the disk.
        """
        ledger = self.source.ledger
        if not self.source.files:
            return self.cube(key, columns, statement(ledger))

        def part(at: int, parts: int) -> AnySelect:
            if parts == 1:
                return statement(ledger)
            mine = func.hash(ledger.c[name]) % inlined(parts) == inlined(at)
            return statement(select(ledger).where(mine).subquery("part"))

        rows = sum(row.lines for row in self._calendar(Filters()))
        parts = -(-rows // (_ROWS_IN_A_MEGABYTE * self._embedded.memory))
        return self.space.in_parts(key, part, parts)

    def _prepare(self, known: Filters) -> None:
        """All cubes of a filter out of its rows where these are few: one scan in place of six."""
        if not self.source.files or not known.any or self.space.holds(("customers", known)):
            return
        none, ledger = Filters(), self.source.ledger
        with self.space.passing(filtered(ledger, known).limit(_FEW + 1)) as few:
            if int(self.space.row(select(func.count()).select_from(few))[0]) > _FEW:
                return
            self.cube(("calendar", known), cubes.CALENDAR, cubes.calendar(few, none))
            self.cube(("customers", known), cubes.CUSTOMERS, cubes.customers(few, none))
            for name in DIMENSIONS:
                if name != "channel" and self.has(name):
                    statement = cubes.values(few, name, none)
                    self.cube(("values", name, known), cubes.VALUES, statement)
            first, last = self.months()
            if self.has("order_id") and last - first < cubes.MOST_BITS:
                statement = cubes.order_months(few, none, first, last - first + 1)
                self.cube(("orders", known), (), statement)

    def _calendar(self, filters: Filters) -> tuple[Month, ...]:
        statement = cubes.calendar(self.source.ledger, filters)
        cube = self.cube(("calendar", filters), cubes.CALENDAR, statement)
        return breakdowns.months(self.space.rows(select(cube)))

    def months(self) -> tuple[int, int]:
        """First and last month of the whole ledger."""
        numbers = [row.month for row in self._calendar(Filters())]
        return min(numbers), max(numbers)

    def has(self, column: str) -> bool:
        """Whether some row has a value in this column."""
        # Asked once: a column the ledger does not have is empty in every row.
        if column not in self._named:
            value = self.source.ledger.c[column]
            found = self._ask(select(literal(1)).where(value.is_not(None)).limit(1))
            self._named[column] = bool(found)
        return self._named[column]

    def _cut(self, choices: Choices) -> Cut:
        known = _of_cubes(choices.filters)
        whole = self._calendar(Filters())
        if not whole:
            raise EmptyLedger(_("The ledger has no rows with a date and an amount."))
        time = timeline(_edges(whole), choices)
        self._prepare(known)
        rows = tuple(
            row
            for row in self._calendar(known)
            if time.first <= row.month <= time.last and _passes(row.channel, choices.filters)
        )
        if not rows:
            raise EmptyLedger(_("No row passes these filters; take one of them away."))
        return Cutter(self, choices, known, time, rows).cut()


def audit(place: Path | str | Sequence[Path] | Source, choices: Choices | None = None) -> Audit:
    """Audit a ledger once: Parquet as the readers leave it, or a `Warehouse`."""
    with Analysis(place) as analysis:
        return analysis.audit(choices or Choices())


def _of_cubes(filters: Filters) -> Filters:
    # Channel and period are filtered inside the cubes, so cubes do not depend on them.
    return replace(filters, since=None, until=None, channels=())


def _edges(rows: Sequence[Month]) -> dict[int, Any]:
    edges: dict[int, Any] = {}
    for row in rows:
        first, last = edges.get(row.month, (row.first_day, row.last_day))
        edges[row.month] = (min(first, row.first_day), max(last, row.last_day))
    return edges


def _passes(channel: str, filters: Filters) -> bool:
    return not filters.channels or channel in filters.channels
