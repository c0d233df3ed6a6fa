"""Kills a process that writes sessions, again and again, and looks at what it left (F1).

Run as a program of its own: it forks, and must not have a second thread when it does.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import alembic.command  # noqa: F401  (so that the children need not import it again)

from facilitator.model import new_id
from facilitator.store.entry import Change, Entry
from facilitator.store.places import Places
from facilitator.store.salvage import is_whole
from facilitator.store.store import Store
from tests.store.sessions import added, begin, card, entry, rows

KILLS_PER_DATABASE = 10
"""A new database now and then: it is killed while it is created, too, and stays small."""

LONGEST_SECONDS = 0.15
"""How long after its start, or after its first acknowledged entry, a writer is killed at most."""

PATIENCE_SECONDS = 20

CARDS = 3
"""Each entry adds so many cards and renames the session: torn means that one of them is missing."""


@dataclass
class Figures:
    """What the kills came to."""

    kills: int = 0
    acked: int = 0
    lost: int = 0
    """Entries that were acknowledged and are not in the journal."""
    torn: int = 0
    """Reopenings where the tables are not what the journal says, or the journal has a gap."""
    damaged: int = 0
    """Reopenings where SQLite's integrity check found something."""
    unrecorded: int = 0
    """Reopenings after which the second copy was not the journal."""
    unacked: int = 0
    """Entries that were committed though the kill came before they were acknowledged."""
    accidents: list[str] = field(default_factory=list[str])
    """What the writer died of when it was not the kill."""
    reopened_ms: list[float] = field(default_factory=list[float])
    seconds: float = 0.0

    def summary(self) -> dict[str, Any]:
        """The figures, with the reopening times as median and longest."""
        times = sorted(self.reopened_ms) or [0.0]
        told = asdict(self) | {
            "reopen_p50_ms": round(times[len(times) // 2], 1),
            "reopen_max_ms": round(times[-1], 1),
        }
        del told["reopened_ms"]
        return told


def write(places: Places, tell: Callable[[str], None], *, too_early: bool, seed: int) -> None:
    """Commit entries until killed; `tell` each when it is acknowledged (or, to test the test,
    before)."""
    dice = random.Random(seed)
    with Store(places.database, places) as store:
        known = store.summaries()
        workshop = known[0].id if known else begin(store)
        store.record_missing(workshop)
        contents = store.contents(workshop)
        head, title = contents.head, contents.workshop.title
        while True:
            head += 1
            each = step(workshop, head, title)
            title = f"step {head}"
            if too_early:
                tell(each.id)
            store.commit(each).result()
            if not too_early:
                tell(each.id)
            if dice.random() < 0.1:
                store.keep_draft(workshop, "S1", f"half a line {head}")
            if dice.random() < 0.05:
                store.back_up()


def step(workshop_id: str, seq: int, title: str) -> Entry:
    rename = Change("workshop", workshop_id, {"title": title}, {"title": f"step {seq}"})
    cards = [card(workshop_id, f"{seq}-{part}") for part in range(CARDS)]
    return entry(workshop_id, seq, *added(*cards), rename, id=new_id())


def kill_once(
    places: Places, dice: random.Random, figures: Figures, *, too_early: bool
) -> set[str]:
    """Fork a writer, kill it at some moment, and return the entries it acknowledged."""
    receive, send = os.pipe()
    seed = dice.randrange(1 << 30)
    child = os.fork()
    if child == 0:
        os.close(receive)
        try:
            write(places, lambda told: _tell(send, told), too_early=too_early, seed=seed)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(3)
    os.close(send)
    if dice.random() < 0.7:
        select.select([receive], [], [], PATIENCE_SECONDS)
    time.sleep(dice.uniform(0, LONGEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        figures.accidents.append(f"the writer ended by itself ({status})")
    with os.fdopen(receive, "rb") as stream:
        told = stream.read().split(b"\n")[:-1]
    return {each.decode() for each in told}


def _tell(pipe: int, entry_id: str) -> None:
    os.write(pipe, f"{entry_id}\n".encode())


def judge(places: Places, acked: set[str], known: set[str], figures: Figures) -> set[str]:
    """Reopen and compare; returns every entry that is in the journal."""
    was_there = places.database.exists() and places.database.stat().st_size > 0
    begun = time.perf_counter()
    with Store(places.database, places) as store:
        sessions = store.summaries()
        contents = [store.contents(each.id) for each in sessions]
        if was_there:
            figures.reopened_ms.append((time.perf_counter() - begun) * 1000)
        journal = [each for session in sessions for each in store.entries(session.id)]
        for session in sessions:
            store.record_missing(session.id).result()
            told = [each.plain() for each in store.recorder.entries(session.id)]
            stored = [each.plain() for each in journal if each.workshop_id == session.id]
            figures.unrecorded += told != stored
            replayed = tables_of(journal, session.id)
            figures.torn += replayed != rows(store, session.id)
        figures.torn += [each.seq for each in journal] != list(range(1, len(journal) + 1))
        figures.torn += len(contents) > 1
        figures.unrecorded += len(store.problems())
    figures.damaged += not is_whole(places.database)
    found = {each.id for each in journal}
    figures.acked += len(acked)
    figures.lost += len((acked | known) - found)
    figures.unacked += len(found - known - acked)
    return found


def tables_of(journal: list[Entry], workshop_id: str) -> dict[str, dict[str, Any]]:
    """The rows a journal leads to, worked out without the store."""
    found: dict[str, dict[str, Any]] = {}
    for each in journal:
        for change in each.changes if each.workshop_id == workshop_id else ():
            found[change.key] = found.get(change.key, {}) | (change.after or {})
    return found


def kill(kills: int, seed: int, root: Path, *, too_early: bool = False) -> Figures:
    """Kill the writer so many times; every tenth time begins with a new database."""
    dice = random.Random(seed)
    figures = Figures()
    begun = time.perf_counter()
    known: set[str] = set()
    places = Places.under(root)
    for number in range(kills):
        if number % KILLS_PER_DATABASE == 0:
            shutil.rmtree(places.data.parent, ignore_errors=True)
            places, known = Places.under(root / str(number)), set()
        acked = kill_once(places, dice, figures, too_early=too_early)
        known = judge(places, acked, known, figures)
        figures.kills += 1
    figures.seconds = round(time.perf_counter() - begun, 1)
    return figures


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--too-early", action="store_true", help="tell before the commit")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as root:
        figures = kill(chosen.kills, chosen.seed, Path(root), too_early=chosen.too_early)
    json.dump(figures.summary(), sys.stdout, indent=2)


if __name__ == "__main__":
    main()
