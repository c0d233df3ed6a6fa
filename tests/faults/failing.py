"""Lets the N-th write of every command and of every export fail, and looks at what is left (F8).

Run as a program of its own, with the library made of failing.c preloaded. Faults of the disk are
made below SQLite, in the system calls themselves; those SQLite itself reports (busy, corrupt,
full) are raised by its N-th statement.
"""

import argparse
import asyncio
import ctypes
import errno
import json
import os
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import delete, event
from sqlalchemy.exc import OperationalError

from exports.atomic import NotWritten, write_file
from exports.formats import FORMATS
from facilitator.demo.loading import DAY
from facilitator.store import journal
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.opened import OpenWorkshop
from tests.faults import representative

DISK = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)
REPORTED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL)

Fault = tuple[str, int, bool]
"""disk or sqlite, its code, whether all later writes fail, too."""

FAULTS: tuple[Fault, ...] = (
    *(("disk", code, lasting) for code in DISK for lasting in (False, True)),
    *(("sqlite", code, False) for code in REPORTED),
)


class Reported(sqlite3.OperationalError):
    """What sqlite3 raises, with the code it carries."""

    def __init__(self, code: int) -> None:
        super().__init__("the disk let us down here")
        self.sqlite_errorcode = code


@dataclass
class Figures:
    """What the faults came to."""

    tried: Counter[str] = field(default_factory=Counter[str])
    """Attempts with a fault, by command or format."""
    refused: int = 0
    """Attempts that ended in a sentence; nothing had changed."""
    doubtful: int = 0
    """Attempts that ended in a sentence after the disk had taken them; asked again, there once."""
    saved: int = 0
    """Attempts that were saved all the same; it was there."""
    wrong: list[str] = field(default_factory=list[str])
    """Attempts after which anything was not as it should be."""


class Disk:
    """The preloaded library, for one directory."""

    def __init__(self, root: Path) -> None:
        self._library = ctypes.CDLL(None)
        self._root = os.fsencode(root)
        self._writing: Any = None

    def use(self, store: Store) -> None:
        self._writing = store._writing

    @contextmanager
    def failing(self, fault: Fault, nth: int) -> Generator[Callable[[], tuple[int, int]]]:
        """Fail at the nth write (0: never); yields what tells how many there were and failed."""
        kind, code, lasting = fault
        counted = [0, 0]

        def pull(*_: object) -> None:
            counted[0] += 1
            if counted[0] == nth:
                counted[1] += 1
                raise OperationalError("here", {}, Reported(code))

        if kind == "sqlite":
            event.listen(self._writing, "before_cursor_execute", pull)
            event.listen(self._writing, "commit", pull)
        else:
            self._library.failing_arm(self._root, nth, code, int(lasting))

        def told() -> tuple[int, int]:
            if kind == "sqlite":
                return counted[0], counted[1]
            return self._library.failing_disarm(), self._library.failing_fired()

        try:
            yield told
        finally:
            self._library.failing_disarm()
            if kind == "sqlite":
                event.remove(self._writing, "before_cursor_execute", pull)
                event.remove(self._writing, "commit", pull)


class Trial:
    """Every command is tried with every fault when it is first called, and then carried out."""

    def __init__(self, store: Store, disk: Disk, figures: Figures, *, all_of_it: bool) -> None:
        self._store, self._disk, self._figures = store, disk, figures
        self._all_of_it = all_of_it
        self._turn = 0
        self._run = OpenWorkshop.run
        self.seen: set[str] = set()
        self._last: Print | None = None

    async def __call__(self, opened: OpenWorkshop, command: Any, *args: Any, **named: Any) -> Any:
        name = representative.name_of(command)
        edit = opened.edit()
        command(edit, *args, **named)
        if edit.changes and name not in self.seen:
            self.seen.add(name)
            await self._try(opened, name, lambda: self._run(opened, command, *args, **named))
        return await self._run(opened, command, *args, **named)

    async def _try(self, opened: OpenWorkshop, name: str, run: Callable[[], Any]) -> None:
        counts = {"disk": 0, "sqlite": 0}
        for kind in counts:
            fault = next(each for each in FAULTS if each[0] == kind)
            with self._disk.failing(fault, 0) as told:
                before, state = self._print(), opened.state
                await run()
                counts[kind] = told()[0]
            self._take_back(opened, state)
            if counts[kind] < 4 or self._print() != before:
                self._figures.wrong.append(f"{name}: the test does not see its {kind} writes")
        for fault, nth in self._chosen(counts):
            await self._once(opened, name, run, fault, nth)
        if not self._figures.tried[name]:  # it has so few writes that none had its turn
            await self._once(opened, name, run, FAULTS[self._turn % (2 * len(DISK))], 1)

    def _chosen(self, counts: dict[str, int]) -> Iterator[tuple[Fault, int]]:
        """Which fault is tried at which write."""
        if self._all_of_it:
            # Fault by fault: what was saved once has fewer writes, and each must meet the last.
            for fault in FAULTS:
                yield from ((fault, nth) for nth in range(1, counts[fault[0]] + 1))
            return
        for nth in range(1, max(counts.values()) + 1):
            self._turn += 1
            fault = FAULTS[(self._turn * 7) % len(FAULTS)]
            # Each command is tried at every 24th write, each at others.
            if nth <= counts[fault[0]] and (nth + len(self.seen)) % 24 == 0:
                yield fault, nth

    async def _once(
        self, opened: OpenWorkshop, name: str, run: Callable[[], Any], fault: Fault, nth: int
    ) -> None:
        before, state = self._print(), opened.state
        refused = ""
        with self._disk.failing(fault, nth) as told:
            try:
                await run()
            except NotSaved as error:
                refused = str(error)
            fired = told()[1]
        figures = self._figures
        where = f"{name}, {fault}, write {nth}"
        figures.tried[name] += bool(fired)  # the first attempt wrote a page more than later ones
        if refused:
            figures.refused += 1
            if opened.state is not state:
                figures.wrong.append(f"{where}: refused, and yet something changed: {refused}")
            if self._print() != before:
                await self._again(opened, run, state, where)
            if not refused.startswith(("This was not saved", "The database", "The session could")):
                figures.wrong.append(f"{where}: {refused}")
        else:
            figures.saved += 1
            kept = self._store.entries(opened.id, state.head)
            if [each.seq for each in kept] != [state.head + 1] or opened.state is state:
                figures.wrong.append(f"{where}: told as saved, and is not there")
            await asyncio.wrap_future(self._store.record_missing(opened.id))
            recorded = self._store.recorder.entries(opened.id)
            if [each.id for each in recorded[-1:]] != [each.id for each in kept]:
                figures.wrong.append(f"{where}: the second copy did not catch up")
            self._take_back(opened, state)

    async def _again(
        self, opened: OpenWorkshop, run: Callable[[], Any], state: Any, where: str
    ) -> None:
        """The disk took it and then failed to say so: asked again, it must not be there twice."""
        self._figures.doubtful += 1
        await run()
        kept = self._store.entries(opened.id, state.head)
        if [each.seq for each in kept] != [state.head + 1] or opened.state.head != state.head + 1:
            self._figures.wrong.append(f"{where}: asked again, it is there {len(kept)} times")
        await asyncio.wrap_future(self._store.record_missing(opened.id))
        self._take_back(opened, state)

    def _take_back(self, opened: OpenWorkshop, state: Any) -> None:
        """As if the last entry had never been: in the database, in the second copy, in memory."""
        (entry,) = self._store.entries(opened.id, state.head)
        with self._store._writing.begin() as connection:
            journal.apply(connection, [each.inverse() for each in reversed(entry.changes)])
            connection.execute(delete(journal.JOURNAL).where(journal.JOURNAL.c.id == entry.id))
        path = self._store.recorder.file(opened.id)
        lines = path.read_bytes().splitlines(keepends=True)
        while lines and (not lines[-1].strip() or entry.id.encode() in lines[-1]):
            lines.pop()
        os.truncate(path, sum(map(len, lines)))
        opened.state = state

    def _print(self) -> "Print":
        """What the database holds, once whatever a fault left unfinished is taken back."""
        file = self._store.file
        assert file is not None
        self._store.summaries()
        data = file.read_bytes()
        if self._last is None or self._last.data != data:
            self._last = Print(data)
        return self._last


class Print:
    """A database as it was; two are equal when they hold the same rows."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Print) and (self.data == other.data or self.rows == other.rows)

    @cached_property
    def rows(self) -> list[Any]:
        """All of them, by table."""
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(self.data)
            return [
                connection.execute(f'select * from "{table}" order by id').fetchall()
                for table in ("workshop", "journal", *TABLES)
            ]


TABLES = tuple(str(each.__tablename__) for each in representative.MEMBERS)


def try_exports(opened: OpenWorkshop, root: Path, disk: Disk, figures: Figures) -> None:
    """Write every format over and over, each time with another fault, new and over an older one."""
    history = opened.store.entries(opened.id)
    folder = root / "exports"
    folder.mkdir()
    for form in FORMATS.values():
        document = form.render(opened.state, history, DAY)
        for older in (None, b"an older one"):
            for kind, code, lasting in FAULTS:
                nth, fired = 0, 1
                while kind == "disk" and fired and nth < 50:
                    nth += 1
                    fault = (kind, code, lasting)
                    fired = _export_once(folder, form.extension, document, older, disk, fault, nth)
                    if isinstance(fired, str):
                        figures.wrong.append(f"{form.extension}, {fault}, write {nth}: {fired}")
                        fired = 1
                    figures.tried[f"export {form.extension}"] += bool(fired)


def _export_once(
    folder: Path,
    extension: str,
    document: str | bytes,
    older: bytes | None,
    disk: Disk,
    fault: Fault,
    nth: int,
) -> int | str:
    path = folder / f"plan.{extension}"
    for left in folder.iterdir():
        left.unlink()
    if older is not None:
        path.write_bytes(older)
    told = ""
    with disk.failing(fault, nth) as counted:
        with suppress(NotWritten):
            write_file(path, document, overwrite=older is not None)
            told = "written"
        fired = counted()[1]
    for left in folder.glob(".export-*"):
        if fault[2] or told:
            left.unlink()  # it was its removal that failed
    if sorted(each.name for each in folder.iterdir()) not in ([], [path.name]):
        return f"left behind: {[each.name for each in folder.iterdir()]}"
    found = path.read_bytes() if path.exists() else None
    whole = document.encode() if isinstance(document, str) else document
    if found != (whole if told else older):
        return f"{told or 'refused'}, and the file holds {len(found or b'')} bytes"
    return fired


async def trial(root: Path, *, all_of_it: bool) -> tuple[Figures, list[str]]:
    """The figures, and the commands that were not tried."""
    figures, disk = Figures(), Disk(root)
    places = Places.under(root / "home")
    with Store(places.database, places) as store:
        disk.use(store)
        attempts = Trial(store, disk, figures, all_of_it=all_of_it)

        async def run(opened: OpenWorkshop, command: Any, *args: Any, **named: Any) -> Any:
            return await attempts(opened, command, *args, **named)

        OpenWorkshop.run = run  # pyright: ignore
        await representative.everything(store)
        session = OpenWorkshop(store, store.summaries()[-1].id)
        try_exports(session, root, disk, figures)
    return figures, sorted(representative.commands().keys() - attempts.seen)


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--all", action="store_true", help="every fault at every write")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as root:
        figures, forgotten = asyncio.run(trial(Path(root), all_of_it=chosen.all))
    told = {
        "tried": figures.tried,
        "refused": figures.refused,
        "saved": figures.saved,
        "doubtful": figures.doubtful,
        "wrong": figures.wrong,
        "forgotten": forgotten,
    }
    json.dump(told, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
