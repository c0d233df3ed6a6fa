"""A store to enter things in that are handed on as a whole: quick, and nothing in it lasts."""

from pathlib import Path

from facilitator.store import journal
from facilitator.store.entry import Entry
from facilitator.store.places import Places
from facilitator.store.store import Store


class Scratch(Store):
    """Commits wait for no disk and are not written twice; `hand_on` makes them last.

    Sessions get the numbers that are free in `target`.
    """

    def __init__(self, directory: Path, target: Store) -> None:
        super().__init__(directory / "scratch.db", Places.under(directory))
        self._target = target
        self._writer.submit(self._wait_for_no_disk).result()

    def next_number(self) -> int:
        """A reference no session has yet, here or where they go."""
        return max(super().next_number(), self._target.next_number())

    def hand_on(self) -> None:
        """Commit everything to the target, all or nothing.

        Raises `NotSaved`, and `Behind` when a number was given to another session meanwhile. Oldest
        session first: a plan comes after what it was made from.
        """
        by_number = sorted(self.summaries(), key=lambda each: each.number)
        self._target.replay(entry for each in by_number for entry in self.entries(each.id))

    def _wait_for_no_disk(self) -> None:
        with self._writing.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.cursor().execute("pragma synchronous=off")

    def _commit(self, entry: Entry, generation: int | None) -> None:
        self._write(lambda connection: journal.commit(connection, entry))

    def _record_missing(self, workshop_id: str) -> None:
        """There is no second copy."""
