"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest

from tests.postgresql import NAMED, Server, named, programs, started


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server: the one named in the environment, else one started here."""
    pytest.importorskip("psycopg", reason="psycopg, the driver of PostgreSQL, is not installed")
    known = named()
    if known is not None:
        yield known
        return
    where = programs()
    if where is None:
        pytest.skip(f"PostgreSQL is not installed, and {NAMED} names no server")
    with started(where) as server:
        yield server
