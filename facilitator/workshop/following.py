"""Following a session from another process: what was committed, and where the moderator looks.

Nothing is ever written here: the database is opened for reading only, and every command is
refused. Where the moderator looks is one line among the drafts, which are neither journalled nor
exported.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from facilitator.store.engine import database_url
from facilitator.store.glance import Summary
from facilitator.store.readings import Readings
from facilitator.store.store import NotRead, Store
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.state import State

LOOK = "@look"
"""The place among the drafts where it stands what the moderator looks at now."""


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the database brought."""

    changed: bool
    """Whether something was committed since the last look."""
    look: str
    """What the moderator looks at, as the screen wrote it; empty when nothing was written yet."""


class ReadOnly(OpenWorkshop):
    """A session that can be looked at and not be changed."""

    def __init__(self, store: Store, state: State, clock: Clock) -> None:
        """Begin with a picture somebody has read; `store` is asked for the history alone."""
        self.store = store
        self.clock = clock
        self.state = state
        self.saved_at = None
        self.notices = []

    async def catch_up(self) -> bool:
        """Nothing new comes by itself."""
        return False

    async def run(self, *_args: Any, **_values: Any) -> NoReturn:
        """Refuse: this window only shows."""
        raise Refused(_("This window only shows the session."))

    async def undo(self) -> NoReturn:
        """Refuse: this window only shows."""
        raise Refused(_("This window only shows the session."))

    async def redo(self) -> NoReturn:
        """Refuse: this window only shows."""
        raise Refused(_("This window only shows the session."))

    async def keep_draft(self, place: str, words: str) -> None:
        """Nothing is typed here."""


class Followed(ReadOnly):
    """A session that is read again and again, and never written."""

    def __init__(self, readings: Readings, workshop_id: str, clock: Clock | None = None) -> None:
        """Read the session; raises `KeyError` and `NotRead`. Blocks on disk."""
        last = readings.glimpse(workshop_id, LOOK)
        contents = readings.contents(workshop_id)
        state = State([contents.workshop, *contents.members], contents.head)
        # A store is what is read and written; all that would write is refused above.
        super().__init__(cast(Store, readings), state, clock or Clock())
        self._readings = readings
        self._last = last.entry_id if last.seq == self.state.head else ""

    async def news(self) -> News:
        """Take in what was committed meanwhile; raises `NotRead` while it cannot be read.

        A database that was put back to an earlier state, or replaced, is read anew.
        """
        told = await asyncio.to_thread(self._readings.glimpse, self.id, LOOK)
        if (told.seq, told.entry_id) == (self.state.head, self._last):
            return News(False, told.words)
        if told.seq <= self.state.head or not self._last:
            await asyncio.to_thread(self._read_anew)
        else:
            await self._take_in(told.seq)
        self._last = told.entry_id if told.seq == self.state.head else ""
        return News(True, told.words)

    async def _take_in(self, head: int) -> None:
        # From the last known entry on, which says whether this is the same story still.
        known = self.state.head
        told = await asyncio.to_thread(self._readings.entries, self.id, known - 1)
        if not told or told[0].id != self._last:
            await asyncio.to_thread(self._read_anew)
            return
        for entry in told[1:]:
            if entry.seq <= head:
                self.state = self.state.after(entry.changes, entry.seq)

    def _read_anew(self) -> None:
        try:
            contents = self._readings.contents(self.id)
        except KeyError as error:
            raise NotRead(_("The session is not in the database any more.")) from error
        self.state = State([contents.workshop, *contents.members], contents.head)

    def close(self) -> None:
        """Let go of the database."""
        self._readings.close()


def follow(where: str, reference: str = "", clock: Clock | None = None) -> Followed:
    """Open a session for reading, by number, id or part of its title; the latest without one.

    Blocks on disk. Raises `NotRead` when the database cannot be read (yet), `Refused` when none or
    several sessions fit, `DatabaseRefused` for a URL that means no database.
    """
    readings = Readings(database_url(where))
    try:
        found: Summary = Library(cast(Store, readings)).find(reference)
        return Followed(readings, found.id, clock)
    except BaseException:
        readings.close()
        raise
