"""The same expressions on Spark, in a local session, give the same audit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import FromClause

from facilitator.audit.engine.choices import Choices
from facilitator.audit.engine.ledger import COLUMNS, mapped
from tests.audit.engine.elsewhere import SALES, each_choice, each_ledger, same_audit
from tests.audit.engine.made import parquet

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed")
dialects = pytest.importorskip(
    "databricks.sqlalchemy", reason="the extra databricks, Spark's dialect, is not installed"
)

pytestmark = pytest.mark.spark


class Spark:
    """A view of Spark as a source; statements are compiled by the vendor's own dialect."""

    def __init__(self, name: str, session: Any) -> None:
        self.dialect, self.session = dialects.DatabricksDialect(), session
        self.ledger: FromClause = mapped(name, {each: each for each in COLUMNS})

    @property
    def files(self) -> tuple[Path, ...]:
        return ()

    def stream(self, statement: Any) -> Iterator[Any]:
        compiled = statement.compile(dialect=self.dialect, compile_kwargs={"literal_binds": True})
        yield from map(tuple, self.session.sql(str(compiled)).collect())

    def interrupt(self) -> None:
        """Nothing runs in another thread."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Spark]]:
    from pyspark.sql import SparkSession

    room = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(room / "warehouse"))
        .getOrCreate()
    )
    made: dict[str, Spark] = {}
    for name, sales in SALES.items():
        file = parquet(sales, room / f"{name}.parquet")
        session.read.parquet(str(file)).createOrReplaceTempView(name)
        made[name] = Spark(name, session)
    yield made
    session.stop()


@each_ledger
@each_choice
def test_spark_gets_the_audit_of_the_file(
    name: str, choices: Choices, sources: dict[str, Spark], tmp_path: Path
) -> None:
    same_audit(name, sources[name], choices, tmp_path)
