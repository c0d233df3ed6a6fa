"""The same expressions on a real PostgreSQL server give the same audit."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import Choices, Filters, Regularity
from facilitator.audit.engine.source import Warehouse
from facilitator.audit.engine.workspace import NotComputed
from facilitator.audit.results import Abc
from tests.audit.engine.made import demo_sales, parquet, random_sales, tuples

psycopg = pytest.importorskip("psycopg")

MAP = {
    "row": "line", "day": "sold_on", "customer": "client", "amount": "net", "channel": "way",
    "product": "item", "salesperson": "seller", "region": "area", "order_id": "invoice",
}  # fmt: skip
ORDINARY_USER = "nobody"


def programs() -> Path | None:
    found = shutil.which("initdb")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return Path(found).parent if found else places[-1] if places else None


def as_ordinary(*words: str) -> list[str]:
    # The server refuses to run as root.
    return (
        ["setpriv", f"--reuid={ORDINARY_USER}", "--clear-groups", *words] if _root() else [*words]
    )


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed")
    # Not under pytest's own directory: nobody but its owner may look into that one.
    room = Path(tempfile.mkdtemp(prefix="server-"))
    if _root():
        shutil.chown(room, ORDINARY_USER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(room / "data")
    run = {"check": True, "capture_output": True, "timeout": 60, "cwd": room}
    init = [str(where / "initdb"), "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8"]
    subprocess.run(as_ordinary(*init, "--locale=C.UTF-8", "--no-sync"), **run)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -k {room}"
    control = [str(where / "pg_ctl"), "-D", data, "-w"]
    log = ["-l", str(room / "log"), "-o", options, "start"]
    subprocess.run(as_ordinary(*control, *log), **(run | {"capture_output": False}))
    try:
        yield f"127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(as_ordinary(*control, "-m", "immediate", "stop"), **run)
        shutil.rmtree(room, ignore_errors=True)


SALES = {"demo": demo_sales(), "random": random_sales(11, 3000)}


@pytest.fixture(scope="module")
def reader(address: str) -> Iterator[Engine]:
    owner = create_engine(f"postgresql+psycopg://owner@{address}")
    with owner.begin() as connection:
        for name, sales in SALES.items():
            connection.execute(
                text(
                    f"CREATE TABLE {name}_sales (line bigint, sold_on timestamp, client varchar, "
                    "net numeric, way varchar, item text, seller text, area text, invoice text, "
                    "segment text)"
                )
            )
            cursor = connection.connection.cursor()
            cursor.executemany(
                f"INSERT INTO {name}_sales VALUES ({', '.join(['%s'] * 10)})", tuples(sales)
            )
        connection.execute(text("CREATE ROLE reader LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
        connection.execute(text("ALTER ROLE reader SET default_transaction_read_only = on"))
        connection.execute(text("REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC"))
    owner.dispose()
    engine = create_engine(f"postgresql+psycopg://reader@{address}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", list(SALES))
@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(filters=Filters(channels=("Dealer", "Channel 1", ""))),
        Choices(filters=Filters(salespeople=("Seller 2", "")), regularity=Regularity("month")),
    ],
    ids=["all", "channel", "seller"],
)
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
