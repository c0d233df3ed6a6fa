"""A session of 10,000 cards: opening it, key to echo against a bare Input, Enter to saved and seen.

The program itself runs in a terminal of its own at the SWOT of that session; keys go to it and to
a bare Textual Input in turn, in random order and after pauses of random length. Saved means: the
line says so with a tick, which it does when both copies are on the disk.

    python benchmarks/session.py [keys, 400 by default]
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from terminal import BARE, ROOT, Terminal, percentiles, type_letters

sys.path.insert(0, str(ROOT))

from facilitator.agenda import ready_agenda
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.cards import NewCard, add_cards
from facilitator.workshop.entering import go_to
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop

CARDS = 10_000


async def fill(store: Store) -> str:
    """A session at its SWOT with the cards in four quadrants; returns its id."""
    opened = await Library(store).create(ready_agenda("full_day"), title="Ten thousand cards")
    words = "A card as long as cards are, so that it takes a second line now and then"
    cards = [NewCard("SWOT"[n % 4], f"{n} {words}", "counted") for n in range(CARDS)]
    await opened.run(add_cards, "S1", cards)
    swot = next(stage for stage in opened.state.stages if stage.key == "S1")
    await opened.run(go_to, swot.id)
    return opened.id


def measure(keys: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as root:
        places = Places.under(Path(root))
        with Store(places.database, places) as store:
            workshop_id = asyncio.run(fill(store))
            begun = perf_counter()
            OpenWorkshop(store, workshop_id)
            read = perf_counter() - begun
        names = ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
        extra = dict.fromkeys(names, root) | {"FACILITATOR_DB": str(places.database)}
        bare = Terminal(BARE)
        bare.seconds_until(b"eady")
        ours = Terminal("-m", "facilitator", "open", extra=extra)
        ours.seconds_until(b"Strengths")
        shown = perf_counter() - ours.began
        ours.settle(1)
        echoes, entered = type_into({"bare": bare, "ours": ours}, keys)
        bare.end()
        ours.end()
    print(f"{CARDS:,} cards: read in {read:.2f} s, program started and shown in {shown:.2f} s")
    b50, b95 = percentiles(echoes["bare"])
    o50, o95 = percentiles(echoes["ours"])
    e50, e95 = percentiles(entered)
    print(f"{'':<32}{'p50 ms':>8}{'p95 ms':>8}{'x p50':>8}{'x p95':>8}")
    print(f"{'key to echo, bare Input':<32}{b50:8.2f}{b95:8.2f}{1:8.2f}{1:8.2f}")
    print(f"{'key to echo, the session':<32}{o50:8.2f}{o95:8.2f}{o50 / b50:8.2f}{o95 / b95:8.2f}")
    print(f"{'Enter to saved and seen':<32}{e50:8.2f}{e95:8.2f}")


def type_into(apps: dict[str, Terminal], keys: int) -> tuple[dict[str, list[float]], list[float]]:
    """Seconds from each key to its echo by app, and from Enter to the tick in ours."""
    echoes = type_letters(apps, keys)
    entered: list[float] = []
    for number in range(max(1, keys // 8)):
        ours = apps["ours"]
        os.write(ours.fd, b"\x15")
        ours.settle()
        text = f"said{number:04d}z"
        ours.seconds_until(text.encode(), text.encode())
        ours.settle()
        entered.append(ours.seconds_until("✓".encode(), b"\r"))
        ours.settle()
    return echoes, entered


if __name__ == "__main__":
    os.umask(0o077)
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
