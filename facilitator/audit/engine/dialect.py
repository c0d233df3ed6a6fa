"""What SQLAlchemy Core has to know about DuckDB for the expressions of the audit, and no more."""

from collections.abc import Sequence
from typing import Any

import duckdb
from sqlalchemy.engine import default
from sqlalchemy.sql import compiler, elements


class Cursor:
    """Runs statements on its connection itself.

    DuckDB's own cursor() is another connection, which does not see the temporary tables.
    """

    arraysize = 1

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self._at = 0
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.rowcount = -1

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement and take all its rows at once."""
        self._connection.execute(statement, list(parameters))
        self.description = self._connection.description
        self._rows = self._connection.fetchall() if self.description else []
        self._at = 0

    def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Run one statement with many sets of parameters."""
        self._connection.executemany(statement, [list(each) for each in parameters])
        self.description, self._rows, self._at = None, [], 0

    def fetchone(self) -> tuple[Any, ...] | None:
        """Next row, None after the last."""
        rows = self.fetchmany(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """The next rows, fewer than asked for at the end."""
        start, self._at = self._at, min(self._at + (size or self.arraysize), len(self._rows))
        return self._rows[start : self._at]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows not yet fetched."""
        return self.fetchmany(len(self._rows) or 1)

    def close(self) -> None:
        """Let go of the rows."""
        self._rows = []


class Connection:
    """A DuckDB connection as SQLAlchemy expects one; every statement commits itself."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.native = connection

    def cursor(self) -> Cursor:
        """A cursor on this very connection."""
        return Cursor(self.native)

    def commit(self) -> None:
        """Nothing waits to be committed."""

    def rollback(self) -> None:
        """Nothing can be taken back; the audit only writes temporary tables."""

    def close(self) -> None:
        """Close the connection and drop what was temporary."""
        self.native.close()


class Compiler(compiler.SQLCompiler):
    """Statements as DuckDB reads them."""

    def visit_floordiv_binary(
        self, binary: elements.BinaryExpression[Any], operator: Any, **kw: Any
    ) -> str:
        """Whole division has its own sign: a single slash divides exactly."""
        return f"{self.process(binary.left, **kw)} // {self.process(binary.right, **kw)}"


class TypeCompiler(compiler.GenericTypeCompiler):
    """Types as DuckDB names them."""

    def visit_TEXT(self, type_: Any, **kw: Any) -> str:
        """Text has no length."""
        return "VARCHAR"


class DuckDB(default.DefaultDialect):
    """SQLAlchemy dialect for statements of Core; it reflects nothing and keeps no sessions."""

    name = "duckdb"
    driver = "duckdb"
    statement_compiler = Compiler
    type_compiler_cls = TypeCompiler
    default_paramstyle = "qmark"
    supports_native_decimal = True
    supports_native_boolean = True
    supports_statement_cache = True
    supports_sane_rowcount = False
    supports_sane_multi_rowcount = False
    div_is_floordiv = False

    @classmethod
    def import_dbapi(cls) -> Any:
        """The driver; its exceptions are those of PEP 249."""
        return duckdb

    def initialize(self, connection: Any) -> None:
        """Ask nothing of the database: its version and schema play no part."""
