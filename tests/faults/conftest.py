"""A server of our own, which may be stopped; others in the same run use another one."""

from collections.abc import Iterator

import pytest

from tests.postgresql import Server, programs, started


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    pytest.importorskip("psycopg", reason="psycopg, the driver of PostgreSQL, is not installed")
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed")
    with started(where) as made:
        yield made


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    with server.database() as made:
        yield made
