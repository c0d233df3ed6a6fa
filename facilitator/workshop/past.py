"""A session as it stood after an entry of its history: to be looked at, never to be changed."""

from collections.abc import Sequence
from datetime import datetime

from facilitator.store.entry import Change, Entry
from facilitator.workshop.following import ReadOnly
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.searching.whereabouts import Whereabouts, whereabouts
from facilitator.workshop.state import State


class Past(ReadOnly):
    """Steps through the entries of an open session; `state` is what it was behind the present one.

    Entries must begin with the first one of the session, which created it.
    """

    def __init__(self, present: OpenWorkshop, entries: Sequence[Entry], at: int) -> None:
        """Stand behind the entry at this index."""
        told = [change for entry in entries[: at + 1] for change in entry.changes]
        self.entries = entries
        self.at = at
        self._today = present.clock.today
        super().__init__(present.store, State([]).after(told, entries[at].seq), self._clock())

    @property
    def entry(self) -> Entry:
        """What happened last."""
        return self.entries[self.at]

    def _clock(self) -> Clock:
        """A clock that stands still when the entry was made."""
        at = datetime.fromisoformat(self.entry.at)
        return Clock(now=lambda: at, today=self._today)

    def go(self, at: int) -> bool:
        """Stand behind another entry, the nearest one there is; False when it is this one."""
        at = max(0, min(len(self.entries) - 1, at))
        if at == self.at:
            return False
        if at > self.at:
            told = [each for entry in self.entries[self.at + 1 : at + 1] for each in entry.changes]
        else:
            told = [
                change.inverse()
                for entry in reversed(self.entries[at + 1 : self.at + 1])
                for change in reversed(entry.changes)
            ]
        self.at = at
        self.clock = self._clock()
        self.state = self.state.after(told, self.entry.seq)
        return True

    def place(self) -> Whereabouts | None:
        """Where the room sees what the present entry is about; None when no stage shows it."""
        for change in self.entry.changes:
            found = whereabouts_of(self.state, change)
            if found is not None:
                return found
        if any("stage_id" in (each.after or {}) for each in self.entry.changes):
            return Whereabouts(self.state.workshop.stage_id, "")  # the room went there
        stage = next((each for each in self.state.stages if each.key == self.entry.stage_key), None)
        return None if stage is None else Whereabouts(stage.id, "")


def whereabouts_of(state: State, change: Change) -> Whereabouts | None:
    """Where the row of a change is shown, for kinds of rows that the room sees one by one."""
    from facilitator.model import type_of

    if change.table in ("workshop", "stage"):
        return None
    row = state.find(type_of[change.table], change.key)
    if row is None:
        return None
    values = row.plain()
    places = {
        "card": "board",
        "record": "ledger",
        "vote": "target_id",
        "plan_vote": "participant_id",
    }
    place = str(values.get(places.get(change.table, "stage_key"), ""))
    if change.table == "answer":
        place = "|".join(str(values[name]) for name in ("form", "subject", "field"))
    ref = str(values.get("ref") or values.get("initials") or "")
    return whereabouts(state, change.table, ref, place) if ref or place else None
