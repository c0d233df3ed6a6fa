"""A PostgreSQL server for tests: one of its own on loopback, or the one that was named."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

NAMED = "FACILITATOR_TEST_POSTGRESQL"
"""postgresql://user@host/database of a user who may create databases and roles."""

_ORDINARY = ("postgres", "nobody")
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server; every test file takes databases of its own."""

    url: URL
    data: Path | None = None
    """Its directory, for a server started here."""

    def execute(self, *statements: str, database: str | None = None) -> None:
        """Run statements as the owner, each in a transaction of its own."""
        url = self.url if database is None else self.url.set(database=database)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, dropped afterwards."""
        name = f"facilitator_{os.getpid()}_{next(_NUMBERS)}"
        self.execute(f"create database {name}")
        try:
            url = self.url.set(database=name, drivername="postgresql")
            yield url.render_as_string(hide_password=False)
        finally:
            self.execute(f"drop database {name} with (force)")

    @contextmanager
    def read_only(self, url: str, password: str = "") -> Iterator[str]:
        """The URL of a login that may read the tables of a database and nothing else."""
        database = make_url(url).database or ""
        role = f"reader_{os.getpid()}_{next(_NUMBERS)}"
        secret = f" password '{password}'" if password else ""
        self.execute(
            f"create role {role} login{secret}",
            f"grant select on all tables in schema public to {role}",
            f"alter role {role} set default_transaction_read_only = on",
            f"revoke temporary on database {database} from public",
            database=database,
        )
        try:
            login = make_url(url).set(username=role, password=password or None)
            yield login.render_as_string(hide_password=False)
        finally:
            self.execute(f"drop owned by {role}", f"drop role {role}", database=database)

    def ask_passwords_of(self, role: str) -> None:
        """From now on this login needs its password; with "" nobody does again."""
        assert self.data is not None
        asked = f"host all {role} 127.0.0.1/32 scram-sha-256\n" if role else ""
        rules = self.data / "pg_hba.conf"
        rules.write_text(f"{asked}host all all 127.0.0.1/32 trust\nlocal all all trust\n")
        self.execute("select pg_reload_conf()")


def named() -> Server | None:
    """The server of the environment."""
    told = os.environ.get(NAMED, "")
    return Server(make_url(told).set(drivername="postgresql+psycopg")) if told else None


def programs() -> Path | None:
    """Where initdb and pg_ctl lie: in the newest of the packages, or on the path."""
    places = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(places, key=lambda place: int(place.parts[-3]))
    found = shutil.which("initdb")
    return newest[-1].parent if newest else Path(found).resolve().parent if found else None


@contextmanager
def started(bin: Path) -> Iterator[Server]:
    """Start a server with an empty directory on a free port of loopback, and take it away again."""
    # Not under pytest's own directory: nobody but its owner may look into that one.
    room = Path(tempfile.mkdtemp(prefix="facilitator-postgresql-"))
    user = _ordinary() if _root() else None
    if user:
        shutil.chown(room, user)
    data, port = str(room / "data"), _free_port()

    def run(program: str, *words: str) -> None:
        output = (room / f"{program}.txt").open("wb")
        with output:
            # pg_ctl's server would inherit a pipe and keep it open.
            done = subprocess.run(
                [str(bin / program), "-D", data, *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=60,
                cwd=room,
                user=user,
                group=None if user is None else _group(user),
                extra_groups=None if user is None else [],
                env=os.environ | {"LC_ALL": "C.UTF-8"},
            )
        if done.returncode:
            raise RuntimeError((room / f"{program}.txt").read_text("utf-8", "replace"))

    options = f"-c listen_addresses=127.0.0.1 -c port={port} -k {room}"
    try:
        run("initdb", "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-w", "-l", str(room / "log"), "-o", options, "start")
        try:
            url = make_url(f"postgresql+psycopg://owner@127.0.0.1:{port}/postgres")
            yield Server(url, Path(data))
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _ordinary() -> str:
    """A user to run the server: it refuses to run as root."""
    import pwd

    known = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in _ORDINARY if name in known)


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
