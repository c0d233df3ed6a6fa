"""Ledgers held open while the program runs, by session."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.audit.where import forget, sweep
from facilitator.store.hold import is_running
from facilitator.store.places import Places
from facilitator.words.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitator.audit.ledger import Progress
    from facilitator.audit.opened import OpenLedger

_NONE_READ = N_(
    "No sales ledger was read into this session on this computer. Read the file to cut it."
)


def _quiet(_unused: "Progress") -> None:
    """Tell nobody how far it is."""


class HeldLedgers:
    """The ledger of each session that has one at hand; on the app as `app.ledgers`."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._held: dict[str, OpenLedger] = {}
        self._why: dict[str, str] = {}
        self._turn = asyncio.Lock()

    def directory(self, workshop_id: str) -> Path:
        """Where a session's ledger is kept, and what is known of where it is."""
        return self.places.ledgers / workshop_id

    async def hold(self, workshop_id: str, opened: "OpenLedger", keep: bool = False) -> None:
        """Hold a ledger that was taken in, and write down where it is; the one before is closed.

        `keep` leaves its rows beside the session. Raises CannotRead when the disk does not take
        that; the ledger is held all the same.
        """
        async with self._turn:
            before = self._held.get(workshop_id)
            self._held[workshop_id] = opened
            self._why.pop(workshop_id, None)
            if before is not None and before is not opened:
                await before.close()
        await opened.settle(keep)

    def of(self, workshop_id: str) -> "OpenLedger | None":
        """The ledger held now, None when none is."""
        return self._held.get(workshop_id)

    async def bring(
        self, workshop_id: str, progress: "Callable[[Progress], None]" = _quiet
    ) -> "OpenLedger | None":
        """The ledger held, or found again where it was; None when it is not at hand, see `why`."""
        async with self._turn:
            if workshop_id in self._held:
                return self._held[workshop_id]
            from facilitator.audit.opened import CannotRead, OpenLedger

            directory = self.directory(workshop_id)
            await asyncio.to_thread(sweep, directory, is_running)
            try:
                found = await OpenLedger.at_hand(directory, progress)
            except CannotRead as error:
                self._why[workshop_id] = str(error)
                return None
            if found is None:
                self._why[workshop_id] = _(_NONE_READ)
                return None
            self._held[workshop_id] = found
            self._why.pop(workshop_id, None)
            return found

    def why(self, workshop_id: str) -> str:
        """Why `bring` found nothing, as a sentence; empty while a ledger is held."""
        return self._why.get(workshop_id, "" if workshop_id in self._held else _(_NONE_READ))

    async def forget(self, workshop_id: str) -> None:
        """Let go of a session's ledger and remove what is known of it, kept rows included."""
        async with self._turn:
            opened = self._held.pop(workshop_id, None)
            if opened is not None:
                await opened.close()
            await asyncio.to_thread(forget, self.directory(workshop_id))

    async def close_all(self) -> None:
        """Let go of every ledger."""
        async with self._turn:
            held, self._held = list(self._held.values()), {}
            for opened in held:
                await opened.close()
