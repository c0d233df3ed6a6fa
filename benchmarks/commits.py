"""How long a commit takes: Enter to on-disk-twice, with an empty session and with 10,000 cards.

python benchmarks/commits.py [--cards 10000] [--commits 300]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from facilitator.store.places import Places
from facilitator.store.store import Store
from tests.store.sessions import added, begin, card, entry


def filled(store: Store, cards: int) -> str:
    """A session where every card came by an entry of its own; replayed at once to save time."""
    workshop = begin(store)
    store.replay(
        entry(workshop, seq, *added(card(workshop, f"card {seq} " + "words " * 12)))
        for seq in range(2, cards + 2)
    )
    return workshop


def latencies(store: Store, workshop: str, commits: int) -> list[float]:
    """Milliseconds from handing an entry over to its acknowledgement, one after the other."""
    head = store.contents(workshop).head
    taken: list[float] = []
    for seq in range(head + 1, head + commits + 1):
        each = entry(workshop, seq, *added(card(workshop, f"card {seq} " + "words " * 12)))
        begun = time.perf_counter()
        store.commit(each).result()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def milliseconds(begun: float) -> str:
    return f"{(time.perf_counter() - begun) * 1000:.0f} ms"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cards", type=int, default=10_000)
    options.add_argument("--commits", type=int, default=300)
    chosen = options.parse_args()
    for cards in (0, chosen.cards):
        with tempfile.TemporaryDirectory() as root:
            places = Places.under(Path(root))
            with Store(places.database, places) as store:
                workshop = filled(store, cards)
                taken = latencies(store, workshop, chosen.commits)
                begun = time.perf_counter()
                store.back_up().result()
                copying = milliseconds(begun)
            begun = time.perf_counter()
            with Store(places.database, places) as store:
                opening = milliseconds(begun)
                begun = time.perf_counter()
                store.contents(workshop)
                reading = milliseconds(begun)
                begun = time.perf_counter()
                store.record_missing(workshop).result()
                comparing = milliseconds(begun)
            size = places.database.stat().st_size / 1e6
            print(
                f"{cards} cards ({size:.1f} MB): commit p50 {taken[len(taken) // 2]:.1f} ms, "
                f"p95 {taken[len(taken) * 95 // 100]:.1f} ms, p99 "
                f"{taken[len(taken) * 99 // 100]:.1f} ms; copy aside {copying}; open {opening}, "
                f"read the session {reading}, compare with the second copy {comparing}"
            )


if __name__ == "__main__":
    main()
