"""What is on a server to choose from: its tables, and the first rows of one of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, cast, column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from facilitator.audit.engine.source import Warehouse
from facilitator.audit.server import Ask, NoWarehouse, connect, place, reason
from facilitator.audit.vocabulary import Role
from facilitator.audit.warehouse import Table, look_at_table
from facilitator.words.language import _

FIRST_ROWS = 20
MOST_TABLES = 500
"""Tables that are offered; a larger server is named a table by hand."""

_OWN = frozenset({"information_schema", "pg_catalog", "system", "INFORMATION_SCHEMA", "sys"})
"""Schemas in which servers describe themselves."""


class Server:
    """A server that has answered; every method asks it, and raises NoWarehouse with a sentence."""

    def __init__(self, where: str, ask: Ask | None = None) -> None:
        """Reach it, see `connect`; `where` may hold a password."""
        self.where = where
        self._engine = connect(where, ask)

    def tables(self) -> list[str]:
        """Names of tables and views this login can see; with the schema, if it is not its own."""
        try:
            inspector = inspect(self._engine)
            own = inspector.default_schema_name
            found: list[str] = []
            for schema in [own, *(each for each in inspector.get_schema_names() if each != own)]:
                if schema not in _OWN:
                    names = {*inspector.get_table_names(schema), *inspector.get_view_names(schema)}
                    found += [n if schema == own else f"{schema}.{n}" for n in sorted(names)]
                if len(found) >= MOST_TABLES:
                    break
        except SQLAlchemyError as error:
            raise NoWarehouse(
                _("The tables of {place} cannot be listed: {reason}.").format(
                    place=place(self._engine.url), reason=reason(self._engine.url, error)
                )
            ) from None
        if not found:
            raise NoWarehouse(_("No table can be seen there with this login."))
        return found[:MOST_TABLES]

    def look(self, name: str, told: Mapping[Role, str] | None = None) -> Table:
        """A table as it is understood, see `look_at_table`."""
        return look_at_table(self._engine, name, told)

    def first_rows(self, seen: Table) -> dict[str, list[str]]:
        """The first cells of every column, as the server gives them; "" for none."""
        names = list(seen.kinds)
        # As text: a driver may have no value of its own for what a server takes for a day.
        cells: list[Any] = [cast(column(each), String).label(each) for each in names]
        asked = select(*cells).select_from(table(seen.name, schema=seen.schema)).limit(FIRST_ROWS)
        try:
            with self._engine.connect() as connection:
                rows: list[list[Any]] = [list(row) for row in connection.execute(asked)]
        except SQLAlchemyError as error:
            raise NoWarehouse(
                _("The rows of {table} cannot be read: {reason}.").format(
                    table=seen.title, reason=reason(self._engine.url, error)
                )
            ) from None
        return {name: [str(row[at] or "") for row in rows] for at, name in enumerate(names)}

    def source(self, seen: Table) -> Warehouse:
        """The rows of a table as a ledger."""
        return seen.opened(self._engine)

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()
