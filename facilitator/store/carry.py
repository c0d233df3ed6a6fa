"""Moving sessions from one database to another: copied whole, compared, then taken out there."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from facilitator.store import journal, whole
from facilitator.store.hold import holders
from facilitator.store.store import Store
from facilitator.store.waiting import UNSENT, unsent
from facilitator.store.whole import Whole
from facilitator.words.language import _


class NotCarried(RuntimeError):
    """A session stayed where it is; the message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A session that lies in the other database now."""

    workshop_id: str
    number: int
    """Its number there: another one when that of before was taken."""
    title: str
    entries: int
    before: int
    """Its number before."""


def carry(source: Store, target: Store, workshop_id: str, *, keep: bool = False) -> Carried:
    """Move a session with its journal, half-typed lines, counters and audit results.

    It is taken out of the source once the target was read back and nothing differs; the second
    copy and the backups of the source keep it. With `keep` it stays in both. Raises `NotCarried`,
    `NotSaved`, `NotRead`; then the source is as it was.
    """
    if _is_one(source, target):
        raise NotCarried(_("Both databases are the same one. Name two with --from and --to."))
    if open_in := holders(source.places, workshop_id):
        raise NotCarried(open_in[0].sentence() + " " + _("Close it there first."))
    if unsent(source.recorder.directory, workshop_id):
        raise NotCarried(_(UNSENT))
    found = source.whole(workshop_id)
    if found is None:
        raise NotCarried(_("The session is not in the first database any more."))
    put = target.write(lambda connection: _put(connection, found)).result()
    if target.whole(workshop_id) != put:
        raise NotCarried(
            _("What arrived differs from what was sent; the session is still where it was.")
        )
    target.record_missing(workshop_id).result()
    if not keep:
        source.write(lambda connection: _take_out(connection, found)).result()
    header = put.header
    entries = len(put.entries)
    number = header["number"]
    return Carried(workshop_id, number, header["title"], entries, found.header["number"])


def _is_one(source: Store, target: Store) -> bool:
    """Whether two addresses, which may differ, lead to one database."""
    if source.file is not None or target.file is not None:
        return source.identity == target.identity
    key = secrets.randbits(62)

    def locked(connection: Connection) -> bool:
        connection.execute(select(func.pg_advisory_xact_lock(key)))
        there = source.write(lambda c: c.scalar(select(func.pg_try_advisory_xact_lock(key))))
        return not there.result()

    return target.write(locked).result()


def _put(connection: Connection, found: Whole) -> Whole:
    journal.give_numbers_alone(connection)
    whole.alone(connection)
    there = whole.read(connection, found.workshop_id)
    if there is not None:
        if there.entries != found.entries[: len(there.entries)]:
            raise NotCarried(
                _(
                    "“{title}” is in the other database already and went on differently there. "
                    "Export one of the two and import it with --copy."
                ).format(title=found.header["title"])
            )
        whole.take_out(connection, found.workshop_id)
    put = _numbered(connection, found)
    whole.put_in(connection, put)
    return put


def _take_out(connection: Connection, found: Whole) -> None:
    whole.alone(connection)
    now = whole.read(connection, found.workshop_id)
    if now != found:
        raise NotCarried(
            _("Somebody wrote in the session while it was moved; it is in both databases now.")
        )
    whole.take_out(connection, found.workshop_id)


def _numbered(connection: Connection, found: Whole) -> Whole:
    """The session with a number that is free there, in its row and where it was created."""
    table = SQLModel.metadata.tables["workshop"]
    number = found.header["number"]
    taken = select(table.c.id).where(table.c.number == number)
    if connection.scalar(taken) is None:
        return found
    free = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    told = [_created(row, free) if row["seq"] == 1 else row for row in found.rows["journal"]]
    rows = found.rows | {"workshop": [found.header | {"number": free}], "journal": told}
    return replace(found, rows=rows)


def _created(row: dict[str, Any], number: int) -> dict[str, Any]:
    changes = [
        change | {"after": change["after"] | {"number": number}}
        if change["table"] == "workshop" and change["after"]
        else change
        for change in row["changes"]
    ]
    return row | {"changes": changes}
