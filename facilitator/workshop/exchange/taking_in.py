"""Taking a document in: checked first, then whole in one transaction, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from facilitator.model import Row
from facilitator.store.entry import Change, Entry, Kind, fresh_entry_id
from facilitator.store.journal import Behind
from facilitator.store.store import NotSaved, Store
from facilitator.words.language import _
from facilitator.workshop.exchange.copying import with_new_ids
from facilitator.workshop.exchange.document import ordered
from facilitator.workshop.exchange.history import check_history, read_history, with_number
from facilitator.workshop.exchange.problems import NotTaken
from facilitator.workshop.exchange.reading import read_document
from facilitator.workshop.exchange.rows import check_pointers, read_rows

ATTEMPTS = 5
"""How often a number is taken anew when other windows create sessions at the same time."""


class AlreadyHere(NotTaken):
    """The session of the document is in this database; a copy of it can be taken in."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The session as it is now in this database."""

    workshop_id: str
    number: int
    notices: tuple[str, ...]
    """What the text policy removed, to be told to whoever imports."""


def import_document(
    store: Store, content: str | bytes, *, copy: bool = False, now: datetime | None = None
) -> Imported:
    """Take in an exported session with its history; with `copy` as another session, all ids new.

    A document without a journal gets one entry that adds all its rows, made at `now`. Blocks until
    it is on the disk. Raises `AlreadyHere` when the session is in the database (deleted ones too)
    and no copy is asked for, `NotTaken` when the document is wrong, `NotSaved` when the disk
    refuses; nothing is changed then.
    """
    document, notices = read_document(content)
    if copy:
        document = with_new_ids(document)
    rows = read_rows(document)
    workshop_id = rows[0].id
    entries = read_history(document, workshop_id)
    check_pointers(rows, check_history(entries, rows))
    _refuse_present(store, rows)
    store.back_up().result()
    told = entries or [_creation(rows, now or datetime.now(UTC))]
    for _unused in range(ATTEMPTS):
        number = store.next_number()
        try:
            _store(store, with_number(told, number))
        except Behind:
            _refuse_present(store, rows)
            continue
        return Imported(workshop_id, number, notices)
    raise NotTaken(_("Another window keeps changing this database. Import again."))


def _refuse_present(store: Store, rows: Sequence[Row]) -> None:
    try:
        here = store.contents(rows[0].id).workshop
    except KeyError:
        return
    if here.deleted:
        known = _("{number} {title} (deleted)")
    else:
        known = _("{number} {title} (archived)") if here.archived else "{number} {title}"
    raise AlreadyHere(
        _(
            "This session is here already: {session}. Nothing was imported. "
            "Import it as a copy to have both."
        ).format(session=known.format(number=here.number, title=here.title))
    )


def _creation(rows: Sequence[Row], now: datetime) -> Entry:
    return Entry(
        workshop_id=rows[0].id,
        seq=1,
        kind=Kind.DO,
        verb="import",
        label=_("Session imported"),
        at=now.isoformat(),
        changes=tuple(Change(row.__tablename__, row.id, None, ordered(row)) for row in rows),
        id=fresh_entry_id(),
    )


def _store(store: Store, entries: Sequence[Entry]) -> None:
    elsewhere = NotTaken(
        _(
            "Nothing was imported: rows of this document are in the database under another "
            "session. "
            "Import it as a copy."
        )
    )
    try:
        stored = store.replay(entries)
    except NotSaved as error:
        # Only the store knows the library this class is of.
        if type(error.__cause__).__name__ == "IntegrityError":
            raise elsewhere from error
        raise
    if stored == 0:  # every entry is there already, and this session is not
        raise elsewhere
