"""An open workshop: runs commands one after another and shows the state they lead to."""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from facilitator.store.entry import Change, Entry, Kind, fresh_entry_id
from facilitator.store.journal import Behind
from facilitator.store.store import NotSaved, Store
from facilitator.words.language import _
from facilitator.workshop.clash import look_for_clash
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.limits import look_at_limits
from facilitator.workshop.state import State

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 4.0
"""Seconds for which a command is built again when other windows commit first."""

LONGEST_PAUSE = 0.001
"""Seconds; a random pause keeps two busy windows from meeting again and again.

A longer one would let the window that was first be first again.
"""


@dataclass(frozen=True, slots=True)
class Clock:
    """Where time comes from, so that tests and the demo can stand still."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The instant, with its UTC zone."""
    today: Callable[[], date] = date.today
    """The day in the room."""


@dataclass(slots=True)
class _Doubt:
    """The last command sent; `is_open` while it was reported as not saved."""

    asked: object = None
    entry_id: str = ""
    result: Any = None
    head: int = 0
    is_open: bool = False


class OpenWorkshop:
    """The one door to a workshop for screens, exports, the command line and tests."""

    def __init__(self, store: Store, workshop_id: str, clock: Clock | None = None) -> None:
        """Read the workshop; raises `KeyError` when there is none of that id. Blocks on disk."""
        contents = store.contents(workshop_id)
        self.store = store
        self.clock = clock or Clock()
        self.state = State([contents.workshop, *contents.members], contents.head)
        self.saved_at: datetime | None = None
        """When the last command was committed, None before the first."""
        self.notices: list[str] = []
        """What the text policy removed from the last command."""
        self._turn = asyncio.Lock()
        self._doubt = _Doubt()
        self._missed: list[Entry] = []
        self._generation = store.generation(workshop_id)

    @property
    def id(self) -> str:
        """The workshop's id."""
        return self.state.workshop.id

    @property
    def who(self) -> str:
        """Who commands are recorded for: the moderator's initials."""
        return next((person.initials for person in self.state.people if person.moderator), "")

    def edit(self) -> Edit:
        """A fresh edit of the present state."""
        return Edit(self.state, self.clock.now(), self.clock.today(), self.who)

    async def run(
        self, command: Callable[Concatenate[Edit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Carry out a command; when this returns, it is on disk.

        Raises `Refused` (nothing happened, the sentence says why) or `NotSaved` (the disk said
        no). Commands wait for each other; one built on a state that another window has changed
        meanwhile is built again on the new one, unless both changed the same words: `Clash`.
        """
        asked, mine = (command, args, kwargs), list[Change]()
        async with self._turn:
            for _unused in _attempts():
                if await self._was_kept(asked):
                    return self._doubt.result
                if mine:
                    look_for_clash(mine, self._missed)
                edit = self.edit()
                result = command(edit, *args, **kwargs)
                self.notices = edit.notices
                if not edit.changes:
                    return result
                look_at_limits(edit.state, edit.changes)
                mine = edit.changes
                entry = edit.entry(command.__name__)
                self._doubt = _Doubt(asked, entry.id, result)
                if await self._commit(entry, edit.state):
                    return result
        raise Refused(_("Another window keeps changing this session. Press Enter again."))

    async def undo(self) -> str:
        """Take back the last command; returns what was taken back, empty when there is none."""
        return await self._step(self.store.undoable, Kind.UNDO)

    async def redo(self) -> str:
        """Do again what was taken back last; returns what, empty when there is nothing."""
        return await self._step(self.store.redoable, Kind.REDO)

    async def follow(self) -> bool:
        """Like `catch_up`, for several times a second: asks for a number first."""
        head = await asyncio.to_thread(self.store.head, self.id)
        is_same = head <= self.state.head and self.store.generation(self.id) == self._generation
        return False if is_same else await self.catch_up()

    async def catch_up(self) -> bool:
        """Take in what other windows committed; returns whether anything was new."""
        async with self._turn:
            return await self._catch_up()

    async def keep_draft(self, place: str, words: str) -> None:
        """Keep a half-typed line against a crash."""
        await asyncio.wrap_future(self.store.keep_draft(self.id, place, words))

    async def drafts(self) -> dict[str, str]:
        """The half-typed lines by the place they were typed at."""
        return await asyncio.to_thread(self.store.drafts, self.id)

    async def history(self) -> list[Entry]:
        """Everything that happened, oldest first."""
        return await asyncio.to_thread(self.store.entries, self.id)

    async def _was_kept(self, asked: object) -> bool:
        """Whether this was asked before, reported as not saved, and is in the database after all.

        A disk that fails while it confirms, or a server that goes after it wrote, leaves that open.
        Asked again it must not be there twice.
        """
        if not self._doubt.is_open or self._doubt.asked != asked:
            return False
        missed = await asyncio.to_thread(self.store.entries, self.id, self._doubt.head)
        if all(entry.id != self._doubt.entry_id for entry in missed):
            return False
        await self._catch_up()
        self._doubt.is_open = False
        self.saved_at = self.clock.now()
        return True

    async def _step(self, find: Callable[[str], Entry | None], kind: Kind) -> str:
        async with self._turn:
            for _unused in _attempts():
                if await self._was_kept(kind):
                    return self._doubt.result
                target = await asyncio.to_thread(find, self.id)
                if target is None:
                    return ""
                if target.seq > self.state.head:  # somebody else's, and not seen yet
                    await self._catch_up()
                    continue
                changes = target.changes if kind is Kind.REDO else target.inverse()
                entry = Entry(
                    workshop_id=self.id,
                    seq=self.state.head + 1,
                    kind=kind,
                    verb=str(kind),
                    label=_stepped(kind, target.label),
                    at=self.clock.now().isoformat(),
                    changes=changes,
                    who=self.who,
                    stage_key=target.stage_key,
                    target=target.id,
                    id=fresh_entry_id(),
                )
                self._doubt = _Doubt(kind, entry.id, target.label)
                try:
                    state = self.state.after(changes)
                except ValueError as gone:
                    raise Refused(
                        _("“{label}” changed what is not there any more, so it stays.").format(
                            label=target.label
                        )
                    ) from gone
                if await self._commit(entry, state):
                    return target.label
        raise Refused(_("Another window keeps changing this session. Try again."))

    async def _commit(self, entry: Entry, state: State) -> bool:
        try:
            await asyncio.wrap_future(self.store.commit(entry, self._generation))
        except Behind:
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE))
            if not await self._catch_up():
                self._look_for_it(await asyncio.to_thread(self.store.head, self.id))
            return False
        except NotSaved:
            self._doubt.is_open, self._doubt.head = True, self.state.head
            raise
        state.head = entry.seq
        self.state = state
        self.saved_at = self.clock.now()
        return True

    def _look_for_it(self, head: int) -> None:
        """Raise `Refused` when the database lacks what it had, and no attempt can succeed."""
        if head == 0:
            raise Refused(
                _(
                    "This session is not in the database any more: somebody forgot it or moved it "
                    "to another one. What you typed is still in the line; note it down elsewhere."
                )
            )
        if head < self.state.head:
            raise Refused(
                _(
                    "The database was put back to an earlier state of this session. What you typed "
                    "is still in the line; note it down, close, and run: facilitator rebuild"
                )
            )

    async def _catch_up(self) -> bool:
        generation = self.store.generation(self.id)
        if generation != self._generation:
            # Ours went behind somebody else's and have other numbers now: anything may be new.
            self._missed = await asyncio.to_thread(self.store.entries, self.id)
            contents = await asyncio.to_thread(self.store.contents, self.id)
            self.state = State([contents.workshop, *contents.members], contents.head)
            self._generation = generation
            return True
        missed = await asyncio.to_thread(self.store.entries, self.id, self.state.head)
        self._missed = missed
        for entry in missed:
            self.state = self.state.after(entry.changes, entry.seq)
        self.store.note_others(self.id, missed)
        return bool(missed)


def _attempts() -> Iterator[None]:
    """Once at least, then for as long as one may try."""
    last = monotonic() + PATIENCE
    yield
    while monotonic() < last:
        yield


def _stepped(kind: Kind, label: str) -> str:
    if kind is Kind.UNDO:
        return _("Taken back: {label}").format(label=label)
    return _("Done again: {label}").format(label=label)
