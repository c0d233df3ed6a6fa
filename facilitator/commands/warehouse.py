"""The command on a table of a warehouse: reached, understood, audited where it is."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from getpass import getpass
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from facilitator.commands.reading import Reading
from facilitator.commands.settings import Stopped, say
from facilitator.words.language import _, ngettext

if TYPE_CHECKING:
    from facilitator.audit.engine.source import Facts, Warehouse
    from facilitator.audit.warehouse import Table


@dataclass(frozen=True, slots=True)
class Server:
    """Options that name a table instead of files."""

    url: Annotated[str, Parameter(name="--from")] = ""
    """A server with the ledger: postgresql://user@host/database; better without a password."""
    table: str = ""
    """The table or view, such as sales or shop.sales."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that was understood and holds rows."""

    table: "Table"
    source: "Warehouse"
    facts: "Facts"


def opened(server: Server, reading: Reading) -> Opened:
    """Reach the table and say how it is understood.

    Raises `Stopped`, NoWarehouse, and what `Warehouse.facts` raises.
    """
    from facilitator.audit.server import connect
    from facilitator.audit.warehouse import recognise_table

    if not server.table:
        raise Stopped(_("--from names a server; name the table on it too: --table sales"), 2)
    told = reading.roles()
    engine = connect(server.url, _asked if sys.stdin.isatty() and sys.stderr.isatty() else None)
    table = recognise_table(engine, server.table, told)
    for line in _understood(table):
        say(line)
    source = table.opened(engine)
    facts = source.facts()
    if not facts.rows:
        raise Stopped(
            _("No row of {table} has both a date and an amount.").format(table=table.title)
        )
    say(
        ngettext(
            "{count} rows; control total {total}", "{count} rows; control total {total}", facts.rows
        ).format(count=facts.rows, total=facts.control_total)
    )
    if facts.left_out:
        say(
            "  "
            + ngettext(
                "left out: {count} rows without a date or an amount",
                "left out: {count} rows without a date or an amount",
                facts.left_out,
            ).format(count=facts.left_out)
        )
    return Opened(table, source, facts)


def document(found: Opened) -> dict[str, Any]:
    """What was read, as JSON."""
    facts = found.facts
    return {
        "table": found.table.name,
        "schema": found.table.schema,
        "server": found.table.host,
        "columns": {role.value: column for role, column in found.table.roles.items()},
        "rows": facts.rows,
        "control_total": str(facts.control_total),
        "first_day": facts.first_day.isoformat() if facts.first_day else None,
        "last_day": facts.last_day.isoformat() if facts.last_day else None,
        "rows_without_customer": facts.without_customer,
        "rows_left_out": facts.left_out,
    }


def _understood(table: "Table") -> Iterator[str]:
    yield table.title
    for role, column in table.roles.items():
        yield f"  {_(role.value)} = {column}"
    for doubt in table.doubts:
        yield f"  ? {doubt}"


def _asked(question: str) -> str:
    try:
        return getpass(question, stream=sys.stderr)
    except EOFError as error:
        raise Stopped(_("No password was given."), 2) from error
