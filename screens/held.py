"""Ledgers held open while the program runs, by session."""

from typing import TYPE_CHECKING

from facilitator.store.places import Places

if TYPE_CHECKING:
    from facilitator.audit.opened import OpenLedger


class HeldLedgers:
    """The ledger of each session that has one at hand; on the app as `app.ledgers`."""

    def __init__(self, places: Places) -> None:
        self.places = places

    async def hold(self, workshop_id: str, opened: "OpenLedger", keep: bool = False) -> None:
        """Hold a ledger that was taken in; the one held before is closed."""
        raise NotImplementedError

    def of(self, workshop_id: str) -> "OpenLedger | None":
        """The ledger held now, None when none is."""
        raise NotImplementedError

    async def bring(self, workshop_id: str) -> "OpenLedger | None":
        """The ledger held, or found again where it was; None when it is not at hand, see `why`."""
        raise NotImplementedError

    def why(self, workshop_id: str) -> str:
        """Why `bring` found nothing, as a sentence."""
        raise NotImplementedError

    async def close_all(self) -> None:
        """Let go of every ledger."""
        raise NotImplementedError
