"""Two windows edit one session at full speed (F9): nothing acknowledged is lost, nobody is stuck.

60 changes each by default; FACILITATOR_EDITS=1000 gives the full figure.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from facilitator.model import Card
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.cards import add_card
from facilitator.workshop.opened import OpenWorkshop
from tests.postgresql import Server
from tests.store.sessions import begin

EDITS = int(os.environ.get("FACILITATOR_EDITS", "60"))

STUCK = 5.0
"""Seconds one change may take, retries included, while the server is there."""


class Window:
    """A process that edits."""

    def __init__(self, where: str, home: Path, name: str) -> None:
        words = [sys.executable, "-m", "tests.faults.editing", where, str(home), name, str(EDITS)]
        self._process = subprocess.Popen(
            words,
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def told(self) -> dict[str, Any]:
        out, _ = self._process.communicate(timeout=60 + EDITS)
        assert self._process.returncode == 0
        return json.loads(out.splitlines()[-1])


def edited(where: str, home: Path, meanwhile: Any = None) -> dict[str, Any]:
    """Let two windows edit one new session; everything they were told as saved must be there.

    Returns the figures of both.
    """
    with Store(where, Places.under(home)) as store:
        workshop = begin(store)
        asyncio.run(OpenWorkshop(store, workshop).run(add_card, "S1", "S", "Ours"))
    # Each window has a second copy of its own, as on two computers, when the database is shared.
    windows = [Window(where, home, "a"), Window(where, home, "b")]
    begun = time.monotonic()
    for window in windows:
        window.go()
    if meanwhile is not None:
        meanwhile()
    told = [window.told() for window in windows]
    seconds = time.monotonic() - begun
    with Store(where, Places.under(home)) as store:
        while store.problems():  # a window ended before the server was back
            assert time.monotonic() - begun < 60 + EDITS, store.problems()
            time.sleep(0.05)
        store.record_missing(workshop).result()
        entries = store.entries(workshop)
        cards = {
            row.id: row.text for row in store.contents(workshop).members if isinstance(row, Card)
        }
        recorded = store.recorder.entries(workshop)
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    assert [each.plain() for each in recorded] == [each.plain() for each in entries]
    worded = {
        change.after["text"]
        for entry in entries
        for change in entry.changes
        if change.before is not None and change.after and "text" in change.after
    }
    lost = [words for window in told for key, words in window["added"] if cards.get(key) != words]
    lost += [words for window in told for words in window["worded"] if words not in worded]
    assert lost == []
    assert len(cards) == 1 + sum(len(window["added"]) for window in told)
    figures = {
        "changes": 2 * EDITS,
        "lost": len(lost),
        "longest_seconds": round(max(window["longest"] for window in told), 2),
        "clashes": sum(window["clashes"] for window in told),
        "refused": sum(window["refused"] for window in told),
        "seconds": round(seconds, 1),
    }
    print(figures)
    return figures


def test_two_windows_on_a_file(tmp_path: Path, record_property: Any) -> None:
    figures = edited(str(tmp_path / "sessions.db"), tmp_path)
    record_property("file", {"on a file": figures})
    assert figures["longest_seconds"] < STUCK
    assert figures["refused"] == 0


def test_two_windows_on_a_server(tmp_path: Path, postgresql: Server, record_property: Any) -> None:
    with postgresql.database() as url:
        figures = edited(url, tmp_path)
    record_property("server", {"on a server": figures})
    assert figures["longest_seconds"] < STUCK
    assert figures["refused"] == 0
