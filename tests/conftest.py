"""What tests of several rooms share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgresql import NAMED, Server, named, programs, started

settings.register_profile("certain", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("certain")
"""How long an example takes says how busy the machine is, and not whether the product is right."""

MEMORY = Path("/dev/shm")
"""A file system in memory, where there is one."""

ENOUGH = 2 * 1024**3
"""Bytes that must be free there; the tests of one run need a small part of it."""


def pytest_configure() -> None:
    """Put the files of tests into memory: thousands of commits need not wait for the disk."""
    if "TMPDIR" not in os.environ and _is_usable(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def _is_usable(folder: Path) -> bool:
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return False
    runs_programs = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return runs_programs and shutil.disk_usage(folder).free >= ENOUGH


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
