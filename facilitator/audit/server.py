"""Reaching a server that keeps a ledger: by URL, reading only, and never telling a password."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from facilitator.words.language import _
from facilitator.words.text import excerpt

Ask = Callable[[str], str]
"""Asks a person for a password; gets the question."""


class NoWarehouse(Exception):
    """The table cannot be used; the message is a sentence, and no password stands in it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of server: its name for people, the dialect, the extra that brings its driver."""

    title: str
    dialect: str
    extra: str


KINDS: Mapping[str, Kind] = {
    "postgresql": Kind("PostgreSQL", "postgresql+psycopg", "postgresql"),
    "postgres": Kind("PostgreSQL", "postgresql+psycopg", "postgresql"),
    "clickhouse": Kind("ClickHouse", "clickhousedb+connect", "clickhouse"),
    "clickhousedb": Kind("ClickHouse", "clickhousedb+connect", "clickhouse"),
    "trino": Kind("Trino", "trino", "trino"),
    "snowflake": Kind("Snowflake", "snowflake", "snowflake"),
    "databricks": Kind("Databricks", "databricks", "databricks"),
    "bigquery": Kind("BigQuery", "bigquery", "bigquery"),
}
"""By the word a URL begins with."""

CLICKHOUSE: Mapping[str, int] = {"cast_keep_nullable": 1}
"""Settings without which ClickHouse has a default value where there is none."""

_SECONDS = 10
"""How long a server may take to answer at all."""
_SECRET = re.compile(r"pass|pwd|secret|token|credential", re.IGNORECASE)


def connect(where: str, ask: Ask | None = None) -> Engine:
    """An engine whose server has answered; it is asked to let nothing be written.

    A password comes from the URL, from where its driver looks (PGPASSWORD, ~/.pgpass), and only
    then from `ask`. Raises NoWarehouse for everything that keeps the server from being read.
    """
    url, kind = _url(where)
    try:
        return _reached(url, kind)
    except _NotReached as failed:
        if ask is None or url.password is not None or not failed.wants_password:
            raise NoWarehouse(_unreached(url, failed.why)) from None
    asked = _("Password of {user} at {place}:").format(
        user=url.username or _("the user"), place=place(url)
    )
    secret = ask(f"{asked} ")
    url = url.set(password=secret)
    try:
        return _reached(url, kind)
    except _NotReached as failed:
        raise NoWarehouse(_unreached(url, failed.why)) from None


def with_password(where: str, secret: str) -> str:
    """The address with a password that was asked for; never to be shown or kept."""
    return make_url(where).set(password=secret).render_as_string(hide_password=False)


def without_password(where: str) -> str:
    """The address as it may be kept and shown; raises like `connect` for one that is none."""
    return _url(where)[0].set(password=None).render_as_string(hide_password=False)


def place(url: URL) -> str:
    """Host, port and database, never user or password."""
    host = url.host or _("this machine")
    found = f"{host}:{url.port}" if url.port else host
    return f"{found}/{url.database}" if url.database else found


class _NotReached(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def wants_password(self) -> bool:
        return re.search(r"password|authenticat", self.why, re.IGNORECASE) is not None


def _url(where: str) -> tuple[URL, Kind]:
    try:
        url = make_url(where)
        # A password with a bare @ reaches into the host, and would be shown with it.
        if "@" in f"{url.host}{url.database}":
            raise ValueError
    except (ArgumentError, ValueError):
        # The message of the library would show the password.
        raise NoWarehouse(
            _(
                "The address of the server cannot be read. It looks like "
                "postgresql://user@host:5432/database; write %40 for @ and %2F for / in a password."
            )
        ) from None
    backend = url.get_backend_name()
    kind = KINDS.get(backend)
    if kind is None:
        known = ", ".join(dict.fromkeys(each.title for each in KINDS.values()))
        raise NoWarehouse(
            _(
                "Tables of “{kind}” are not read, only those of {known}. Export the "
                "table as CSV or Parquet and name the file."
            ).format(kind=excerpt(backend, 40), known=known)
        )
    dialect = kind.dialect.partition("+")[0]
    named = "+" in url.drivername and backend == dialect
    return url if named else url.set(drivername=kind.dialect), kind


def _reached(url: URL, kind: Kind) -> Engine:
    extra = _(
        '{title} needs a driver that is not installed: pip install "facilitator[{extra}]"'
    ).format(title=kind.title, extra=kind.extra)
    options: dict[str, Any] = {}
    if kind.extra == "postgresql":
        options["execution_options"] = {"postgresql_readonly": True}
        if "connect_timeout" not in url.query:
            options["connect_args"] = {"connect_timeout": _SECONDS}
    if kind.extra == "clickhouse":
        options["connect_args"] = {"settings": dict(CLICKHOUSE)}
    try:
        engine = create_engine(url, pool_pre_ping=True, **options)
    except (NoSuchModuleError, ImportError):
        raise NoWarehouse(extra) from None
    try:
        with engine.connect():
            return engine
    except ImportError:
        raise NoWarehouse(extra) from None
    except Exception as error:  # every driver has errors of its own; none may show its traceback
        engine.dispose()
        raise _NotReached(reason(url, error)) from None


def _unreached(url: URL, why: str) -> str:
    return _(
        "The server at {place} cannot be reached: {why}. "
        "Check host, port, database, user and password."
    ).format(place=place(url), why=why)


def reason(url: URL, error: Exception) -> str:
    """What a driver says, in one line and without a secret."""
    told = str(getattr(error, "orig", None) or error) or type(error).__name__
    line = next((each.strip() for each in told.splitlines() if each.strip()), _("no reason given"))
    line = re.sub(r"^.*\bfailed: ", "", line)
    line = re.sub(r"^(?:FATAL|ERROR):\s*", "", line)
    for secret in _secrets(url):
        line = line.replace(secret, "…")
    return excerpt(line, 200).rstrip(". ")


def _secrets(url: URL) -> list[str]:
    found = [url.password, quote(url.password or ""), quote_plus(url.password or "")]
    for name, value in url.query.items():
        if _SECRET.search(name):
            found += [value] if isinstance(value, str) else list(value)
    return sorted((each for each in found if each), key=len, reverse=True)
