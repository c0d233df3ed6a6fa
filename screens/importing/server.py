"""From the address of a server to figures in the session: its tables, their columns, the rows."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from facilitator.audit.engine.source import Facts
from facilitator.audit.files import CannotRead
from facilitator.audit.ledger import Progress
from facilitator.audit.mapping import Mapping as Columns
from facilitator.audit.mapping import shape_of
from facilitator.audit.opened import OpenLedger
from facilitator.audit.remembered import recall, remember
from facilitator.audit.server import with_password, without_password
from facilitator.audit.tables import Server
from facilitator.audit.trouble import as_sentences
from facilitator.audit.vocabulary import LEDGER, Role
from facilitator.audit.warehouse import Table
from facilitator.words.language import _
from facilitator.words.text import excerpt
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.secret import SecretDialog
from screens.importing.addresses import keep_address
from screens.importing.beside import beside, until
from screens.importing.progress import ProgressDialog, Read, Reading
from screens.importing.server_table import Seen, TableScreen
from screens.importing.summary import table_lines, table_title
from screens.importing.taking import TakingDialog

if TYPE_CHECKING:
    from screens.importing.flow import SalesFlow

LOOKED_AT, COUNTED = 0.05, 0.4
"""How far the reading is before and after its rows were counted; the server tells no more."""


class _AskFirst(Exception):
    """The server wants a password; the message is the question."""


def _ask_first(question: str) -> str:
    raise _AskFirst(question)


class ServerFlow:
    """The questions about a table on a server; what is read goes the way of a file's figures."""

    def __init__(self, sales: "SalesFlow") -> None:
        self.sales, self.screen, self.desk = sales, sales.screen, sales.desk
        self.memory = sales.memory / "tables"

    async def run(self, where: str) -> bool:
        """Ask, read, take in; whether that came to an end: if not, another file may be chosen.

        Raises NoWarehouse when the server cannot be used, and what taking in raises.
        """
        self.desk.tell(_("Asking the server …"), "")
        try:
            server = await beside(Server, where, _ask_first)
        except _AskFirst as asked:
            secret = await ask(self.screen, SecretDialog(str(asked)))
            if not secret:
                return False
            server = await beside(Server, with_password(where, secret))
        try:
            await beside(keep_address, self.sales.places.state, without_password(where))
            self.desk.tell("", "")
            return await self._of_tables(server)
        finally:
            await beside(server.close)

    async def _of_tables(self, server: Server) -> bool:
        names = await beside(server.tables)
        choices = [(name, excerpt(name, 80)) for name in names]
        while name := await ask(
            self.screen, ChooseDialog(_("Which table has the sales?"), choices)
        ):
            seen = await beside(self._looked_at, server, name)
            problem = ""
            while (table := await self._accepted(server, seen, problem)) is not None:
                if not await self.sales.may_replace(table.title):
                    return True
                read = await self._read(server, table)
                if read.problem:
                    seen, problem = Seen(table, seen.cells, seen.told), read.problem
                    continue
                if read.is_stopped:
                    self.sales.tell_stopped()
                    return True
                await self._take(table, read.result)
                return True
        return False

    # -- the table ---------------------------------------------------------------------------

    def _looked_at(self, server: Server, name: str) -> Seen:
        """The table with its first rows, understood as one of these columns was read last."""
        table = server.look(name)
        cells = server.first_rows(table)
        kept = recall(self.memory, _shape(table))
        if kept is None:
            return Seen(table, cells)
        told = {role: kept.columns.get(role, "") for role in LEDGER}
        return Seen(server.look(name, told), cells, kept.columns)

    async def _accepted(self, server: Server, seen: Seen, problem: str) -> Table | None:
        name = f"{seen.table.schema}.{seen.table.name}" if seen.table.schema else seen.table.name

        def look(told: Mapping[Role, str]) -> Table:
            return server.look(name, told)

        return await ask(self.screen, TableScreen(seen, look, problem))

    # -- reading -----------------------------------------------------------------------------

    async def _read(self, server: Server, table: Table) -> Read:
        title = _("Reading {names}").format(names=table.title)
        read = await ask(self.screen, ProgressDialog(title, self._reading(server, table)))
        return read or Read()

    def _reading(self, server: Server, table: Table) -> Reading:
        directory = self.sales.directory

        async def read(note: Callable[[Progress], None], stopped: Callable[[], bool]) -> Any:
            note(Progress(table.title, LOOKED_AT, 0, 0, None))
            source = server.source(table)
            facts = await until(stopped, beside(_counted, source.facts), source.interrupt)
            if not facts.rows:
                raise CannotRead(
                    _("No row of {table} has both a date and an amount.").format(table=table.title)
                )
            note(Progress(table.title, COUNTED, 0, 0, None))
            opened = OpenLedger.of_warehouse(server.where, table, directory)
            try:
                audit = await until(stopped, opened.audit(self.sales.choices()), opened.cancel)
            except BaseException:
                await opened.close()
                raise
            return facts, opened, audit

        return read

    async def _take(self, table: Table, result: tuple[Facts, OpenLedger, Any]) -> None:
        facts, opened, audit = result
        dialog = TakingDialog(table_title(table, facts), table_lines(facts), keeps=False)
        if await ask(self.screen, dialog) is None:
            await opened.close()
            self.sales.tell_left()
            return
        kept = Columns(shape=_shape(table), columns=dict(table.roles))
        with suppress(OSError):  # a disk that refuses harms nobody
            await beside(remember, self.memory, kept)
        await self.sales.keep(opened, audit, keep_rows=False)


def _counted(facts: Callable[[], Facts]) -> Facts:
    with as_sentences():
        return facts()


def _shape(table: Table) -> str:
    return shape_of(list(table.kinds), f"{table.schema}.{table.name}")
