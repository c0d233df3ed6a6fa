"""Tables the audit keeps while the moderator tries choices, the oldest given up first."""

from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    Connection,
    CreateTableAs,
    Date,
    FromClause,
    Integer,
    Numeric,
    String,
    column,
    insert,
    table,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from facilitator.audit.engine.embedded import Embedded
from facilitator.audit.engine.shapes import AnyRow, AnySelect
from facilitator.words.language import _


class Cancelled(Exception):
    """The moderator stopped the calculation; the workspace is as it was before."""


class NotComputed(Exception):
    """The database could not do it; the message is a sentence for the moderator."""


class TooLarge(NotComputed):
    """It did not fit into the memory."""


_MOST_PARTS = 64


class Workspace:
    """Temporary tables in DuckDB by what they were made from."""

    KEPT = 24

    def __init__(self, embedded: Embedded) -> None:
        self.embedded = embedded
        self._connection: Connection = embedded.engine.connect()
        self._tables: OrderedDict[Hashable, FromClause] = OrderedDict()
        self._made = 0

    def rows(self, statement: Any) -> list[AnyRow]:
        """Run a statement and return all its rows."""
        return self._run(lambda: list(self._connection.execute(statement).all()))

    def row(self, statement: Any) -> AnyRow:
        """The only row of a statement."""
        return self.rows(statement)[0]

    def execute(self, statement: Any) -> None:
        """Run a statement that returns nothing."""
        self._run(lambda: self._connection.execute(statement))

    def table(
        self,
        key: Hashable,
        build: Callable[[], AnySelect],
        after: Callable[[Any], None] | None = None,
    ) -> FromClause:
        """The table under this key, made on first use; `after` may put it right once made."""
        if key in self._tables:
            self._tables.move_to_end(key)
            return self._tables[key]
        name = self._name()
        making = CreateTableAs(build(), name, temporary=True)
        self._run(lambda: self._connection.execute(making))
        if after:
            try:
                after(making.table)
            except BaseException:
                self.embedded.drop(name)
                raise
        return self._keep(key, making.table, name)

    def in_parts(
        self, key: Hashable, part: Callable[[int, int], AnySelect], parts: int
    ) -> FromClause:
        """The table under this key, made of parts one after another on first use.

        `part` gives the statement for a number and how many there are. Where they are too large for
        the memory, more of them are tried.
        """
        while key not in self._tables:
            name = self._name()
            making = CreateTableAs(part(0, parts), name, temporary=True)
            names = [column.name for column in making.table.c]
            try:
                self.execute(making)
                for at in range(1, parts):
                    self.execute(insert(making.table).from_select(names, part(at, parts)))
            except BaseException as error:
                self.embedded.drop(name)
                if not isinstance(error, TooLarge) or parts >= _MOST_PARTS:
                    raise
                parts *= 2
            else:
                return self._keep(key, making.table, name)
        return self.table(key, lambda: part(0, parts))

    def loaded(
        self, key: Hashable, columns: tuple[str, ...], rows: Callable[[], Any]
    ) -> FromClause:
        """The table under this key, filled with rows from elsewhere on first use."""
        if key in self._tables:
            self._tables.move_to_end(key)
            return self._tables[key]
        name = self._name()
        try:
            self.embedded.load(name, columns, rows())
        except BaseException:
            self.embedded.drop(name)
            raise
        return self._keep(key, table(name, *map(_column, columns)), name)

    def holds(self, key: Hashable) -> bool:
        """Whether a table is kept under this key."""
        return key in self._tables

    @contextmanager
    def passing(self, statement: AnySelect) -> Generator[FromClause]:
        """A table for as long as others are made from it."""
        name = self._name()
        making = CreateTableAs(statement, name, temporary=True)
        self.execute(making)
        try:
            yield making.table
        finally:
            self.embedded.drop(name)

    def close(self) -> None:
        """Close the connection and the database under it."""
        self._connection.close()
        self.embedded.close()

    def _name(self) -> str:
        self._made += 1
        return f"made_{self._made}"

    def _keep(self, key: Hashable, made: FromClause, name: str) -> FromClause:
        self._tables[key] = made
        if len(self._tables) > self.KEPT:
            _unused, oldest = self._tables.popitem(last=False)
            self.embedded.drop(str(getattr(oldest, "name", name)))
        return made

    def _run(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except DBAPIError as error:
            raise told(error) from error


_TYPES: dict[str, TypeEngine[Any]] = {
    "VARCHAR": String(),
    "INTEGER": Integer(),
    "BIGINT": BigInteger(),
    "DATE": Date(),
    "DECIMAL(38,4)": Numeric(38, 4),
}


def _column(text: str) -> ColumnClause[Any]:
    name, kind = text.split(" ", 1)
    return column(name, _TYPES[kind])


def told(error: DBAPIError) -> Exception:
    """The exception a caller can show for what a database reported."""
    kind = type(error.orig).__name__
    if kind in ("InterruptException", "QueryCanceled"):
        return Cancelled(_("The calculation was stopped."))
    if kind == "OutOfMemoryException":
        return TooLarge(
            _(
                "The calculation needs more memory than it may use, or the disk beside the "
                "session is "
                "full. Free some space, or choose fewer months."
            )
        )
    if kind in ("OutOfRangeException", "ConversionException"):
        return NotComputed(
            _("An amount is too large to be squared exactly. Check the column of amounts.")
        )
    return NotComputed(
        _("The database could not compute this: {splitlines}").format(
            splitlines=str(error.orig).splitlines()[0]
        )
    )
