"""One of several windows that edit one session at full speed; run as a program of its own (F9)."""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from facilitator.model import Card
from facilitator.store.places import Places
from facilitator.store.store import NotRead, NotSaved, Store
from facilitator.workshop.cards import add_card, edit_card, toggle_tag
from facilitator.workshop.clash import Clash
from facilitator.workshop.edit import Refused
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import change_session

PATIENCE = 60
"""Seconds a window goes on trying while the server is away."""


async def edit(opened: OpenWorkshop, name: str, count: int) -> dict[str, Any]:
    """Make so many changes; tells which texts were acknowledged and how long one took at most."""
    told: dict[str, Any] = {"added": [], "worded": [], "clashes": 0, "longest": 0.0, "refused": 0}
    mine: Card | None = None
    shared = opened.state.rows(Card)[0].id
    for number in range(count):
        words = f"{name}{number}"
        if number % 4 == 0 or mine is None:
            mine = await _lasting(opened, told, add_card, "S1", "S", words)
            told["added"].append([mine.id, words])
        elif number % 4 == 1:
            await _lasting(opened, told, edit_card, mine.id, text=f"{words} anew")
            told["added"][-1][1] = f"{words} anew"
        elif number % 4 == 2:
            await _lasting(opened, told, edit_card, shared, text=words)
            told["worded"].append(words)
        elif name == "a":
            await _lasting(opened, told, change_session, question=words)
        else:
            await _lasting(opened, told, toggle_tag, mine.id, "used_today")
    return told


async def _lasting(
    opened: OpenWorkshop, told: dict[str, Any], command: Any, *args: Any, **named: Any
) -> Any:
    """Ask again like a person would, until it is saved."""
    begun = time.monotonic()
    while True:
        at = time.monotonic()
        try:
            result = await opened.run(command, *args, **named)
        except Clash:
            told["clashes"] += 1
        except (NotSaved, NotRead, Refused):
            told["refused"] += 1
            if time.monotonic() - begun > PATIENCE:
                raise
            await asyncio.sleep(0.05)
        else:
            told["longest"] = max(told["longest"], time.monotonic() - at)
            return result


def main() -> None:
    """Edit the only session of a database: where, home, name, how many changes."""
    where, home, name, count = sys.argv[1:5]
    with Store(where, Places.under(Path(home))) as store:
        opened = OpenWorkshop(store, store.summaries()[0].id)
        print("ready", flush=True)
        sys.stdin.readline()
        told = asyncio.run(edit(opened, name, int(count)))
        told["left"] = store.waiting_entries(opened.id) if hasattr(store, "waiting_entries") else 0
    print(json.dumps(told))


if __name__ == "__main__":
    main()
