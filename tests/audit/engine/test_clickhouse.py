"""The same expressions on ClickHouse, in this process through chdb, give the same audit."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import FromClause

from facilitator.audit.engine.choices import Choices
from facilitator.audit.engine.ledger import COLUMNS, mapped
from facilitator.audit.server import CLICKHOUSE
from facilitator.audit.warehouse import kind_of
from tests.audit.engine.elsewhere import SALES, each_choice, each_ledger, same_audit
from tests.audit.engine.made import parquet

chdb = pytest.importorskip("chdb", reason="chdb, ClickHouse in this process, is not installed")
pytest.importorskip("clickhouse_connect", reason="the extra clickhouse is not installed")

pytestmark = pytest.mark.clickhouse

SETTINGS = CLICKHOUSE | {
    "output_format_json_quote_decimals": 1,
    "output_format_json_quote_64bit_integers": 1,
}


class ClickHouse:
    """A table of ClickHouse as a source; statements are compiled by the vendor's own dialect."""

    def __init__(self, name: str, session: Any) -> None:
        from clickhouse_connect.cc_sqlalchemy.dialect import ClickHouseDialect

        self.dialect, self.session = ClickHouseDialect(), session
        self.ledger: FromClause = mapped(name, {each: each for each in COLUMNS}, "shop")

    @property
    def files(self) -> tuple[Path, ...]:
        return ()

    def stream(self, statement: Any) -> Iterator[Any]:
        compiled = statement.compile(dialect=self.dialect, compile_kwargs={"literal_binds": True})
        settings = ", ".join(f"{name} = {value}" for name, value in SETTINGS.items())
        told = self.session.query(
            f"{compiled} SETTINGS {settings}", "JSONCompactEachRowWithNamesAndTypes"
        )
        _, types, *rows = [json.loads(line) for line in str(told).splitlines() if line]
        for row in rows:
            yield tuple(_read(value, kind) for value, kind in zip(row, types, strict=True))

    def interrupt(self) -> None:
        """Nothing runs in another thread."""


def _read(value: Any, kind: str) -> Any:
    kind = kind.removeprefix("Nullable(").rstrip(")")
    if value is None or kind.startswith("String"):
        return value
    if kind.startswith("Date"):
        return date.fromisoformat(value)
    return Decimal(value) if kind.startswith("Decimal") else int(value)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ClickHouse]]:
    from chdb.session import Session

    room = tmp_path_factory.mktemp("clickhouse")
    session = Session(str(room / "server"))
    session.query("CREATE DATABASE shop ENGINE = Atomic")
    made: dict[str, ClickHouse] = {}
    for name, sales in SALES.items():
        file = parquet(sales, room / f"{name}.parquet")
        session.query(
            f"CREATE TABLE shop.{name} ENGINE = MergeTree ORDER BY tuple() "
            f"AS SELECT * FROM file('{file}', Parquet)"
        )
        made[name] = ClickHouse(name, session)
    yield made
    session.close()


@each_ledger
@each_choice
def test_clickhouse_gets_the_audit_of_the_file(
    name: str, choices: Choices, sources: dict[str, ClickHouse], tmp_path: Path
) -> None:
    same_audit(name, sources[name], choices, tmp_path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Nullable(Decimal(12, 2))", "number"),
        ("UInt64", "number"),
        ("LowCardinality(Nullable(String))", "text"),
        ("FixedString(3)", "text"),
        ("UUID", "text"),
        ("Enum8('a' = 1)", "text"),
        ("Date32", "day"),
        ("Nullable(DateTime64(3, 'UTC'))", "day"),
        ("Array(String)", ""),
    ],
)
def test_the_types_of_its_columns_are_known(name: str, kind: str) -> None:
    from clickhouse_connect.cc_sqlalchemy.datatypes.base import sqla_type_from_name

    assert kind_of(sqla_type_from_name(name)) == kind
