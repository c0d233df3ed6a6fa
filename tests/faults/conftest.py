"""A server of our own, which may be stopped; a machine's places, and two sessions in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.store.places import Places
from facilitator.store.store import Store
from tests.faults.restored import everything
from tests.postgresql import Server, programs, started
from tests.store.sessions import begin, grow


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    pytest.importorskip("psycopg", reason="psycopg, the driver of PostgreSQL, is not installed")
    where = programs()
    if where is None:
        pytest.skip("PostgreSQL is not installed")
    # Others in the same run use another one.
    with started(where) as made:
        yield made


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    with server.database() as made:
        yield made


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.fixture
def sessions(places: Places) -> Iterator[dict[str, object]]:
    """Two sessions of every kind of entry, by id: their rows and journals as acknowledged."""
    with Store(places.database, places) as store:
        for number in (1, 2):
            grow(store, begin(store, number), 25, seed=number)
        before = everything(store)
    yield before
    with Store(places.database, places) as store:
        assert store.recorder.directory.parent == places.recorder
