"""The same expressions on a real PostgreSQL server give the same audit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import Choices
from facilitator.audit.engine.source import Warehouse
from facilitator.audit.engine.workspace import NotComputed
from facilitator.audit.results import Abc
from tests.audit.engine.elsewhere import SALES, each_choice, each_ledger
from tests.audit.engine.made import parquet, tuples
from tests.postgresql import Server

MAP = {
    "row": "line", "day": "sold_on", "customer": "client", "amount": "net", "channel": "way",
    "product": "item", "salesperson": "seller", "region": "area", "order_id": "invoice",
}  # fmt: skip
TABLE = (
    "CREATE TABLE {}_sales (line bigint, sold_on timestamp, client varchar, net numeric, "
    "way varchar, item text, seller text, area text, invoice text, segment text)"
)


@pytest.fixture(scope="module")
def reader(postgresql: Server) -> Iterator[Engine]:
    with postgresql.database() as url:
        database = make_url(url).set(drivername="postgresql+psycopg")
        owner = create_engine(database)
        with owner.begin() as connection:
            for name, sales in SALES.items():
                connection.execute(text(TABLE.format(name)))
                cursor = connection.connection.cursor()
                cursor.executemany(
                    f"INSERT INTO {name}_sales VALUES ({', '.join(['%s'] * 10)})", tuples(sales)
                )
        owner.dispose()
        with postgresql.read_only(url) as login:
            engine = create_engine(make_url(login).set(drivername="postgresql+psycopg"))
            yield engine
            engine.dispose()


@each_ledger
@each_choice
def test_a_read_only_login_gets_the_audit_of_the_file(
    name: str, choices: Choices, reader: Engine, tmp_path: Path
) -> None:
    with (
        Analysis(parquet(SALES[name], tmp_path / "l.parquet")) as here,
        Analysis(Warehouse(reader, f"{name}_sales", MAP)) as there,
    ):
        expected, found = here.audit(choices), there.audit(choices)
        assert found == expected
        for row in (*found.total.quarters, *(each.figures for each in found.channels)):
            assert there.rows_of(row.origin, choices) == here.rows_of(row.origin, choices)
        if isinstance(found.abc, Abc):
            cell = expected.matrix.cell("A", "Z")  # type: ignore[union-attr]
            assert there.rows_of(cell.origin, choices) == here.rows_of(cell.origin, choices)


def test_a_table_that_is_not_there_is_named(reader: Engine) -> None:
    with (
        Analysis(Warehouse(reader, "nowhere", MAP)) as analysis,
        pytest.raises(NotComputed, match="nowhere"),
    ):
        analysis.audit(Choices())


def test_a_column_that_is_missing_is_asked_for(reader: Engine) -> None:
    with pytest.raises(ValueError, match="which column of demo_sales is the amount"):
        Warehouse(reader, "demo_sales", {"day": "sold_on"})
