"""A PostgreSQL server that can be stopped and started again."""

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager

from tests.postgresql import Server, _group, _ordinary, _root, programs


def pg_ctl(server: Server, *words: str) -> None:
    """Tell a server of our own something; a crash for `stop -m immediate`."""
    assert server.data is not None
    bin = programs()
    assert bin is not None
    user = _ordinary() if _root() else None
    subprocess.run(
        [str(bin / "pg_ctl"), "-D", str(server.data), "-w", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=True,
        cwd=server.data.parent,
        user=user,
        group=None if user is None else _group(user),
        extra_groups=None if user is None else [],
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )


def stop(server: Server) -> None:
    pg_ctl(server, "-m", "immediate", "stop")


def start(server: Server) -> None:
    assert server.data is not None
    room = server.data.parent
    options = f"-c listen_addresses=127.0.0.1 -c port={server.url.port} -k {room}"
    pg_ctl(server, "-l", str(room / "log"), "-o", options, "start")


@contextmanager
def stopped(server: Server) -> Generator[None]:
    """The server is away meanwhile."""
    stop(server)
    try:
        yield
    finally:
        start(server)
