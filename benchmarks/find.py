"""How soon words are found in 200 sessions of 300 items: the texts read, then each letter typed.

Usage: python benchmarks/find.py [SESSIONS [ITEMS]]. The yardstick is reading the same texts with
sqlite3 alone, without folding or searching anything.
"""

import random
import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from facilitator.model import Action, Answer, Card, Decision, Goal, Workshop
from facilitator.store.entry import Change, Entry, Kind, fresh_entry_id
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.store.texts import TABLES, statement
from facilitator.workshop.searching.corpus import Corpus

WORDS = (  # noqa: SIM905
    "dealer price margin client contract Kosten większy klient рост продаж канал "
    "delivery guarantee lamp office service lead time quarter Umsatz zespół"
).split()
TIMES = 7


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 14)))


def session(number: int, items: int, chance: random.Random) -> Entry:
    """A session of mostly cards, in one entry."""
    workshop = Workshop(number=number, title=f"Strategy {number}", company=sentence(chance))
    changes = [Change("workshop", workshop.id, None, workshop.plain())]
    for at in range(items):
        kind = (Card, Card, Card, Card, Answer, Action, Decision, Goal)[at % 8]
        own = {"workshop_id": workshop.id, "position": at}
        text = sentence(chance)
        if kind is Card:
            row = Card(board="S1", section="S", ref=f"S{at}", text=text, evidence="x 12 %", **own)
        elif kind is Answer:
            row = Answer(form="market", subject=str(at), field="size", text=text, **own)
        elif kind is Action:
            row = Action(ref=f"A{at}", title=text, measure=sentence(chance), **own)
        else:
            row = kind(ref=f"{kind.__name__[0]}{at}", text=text, **own)
        changes.append(Change(row.__tablename__, row.id, None, row.plain()))
    return Entry(
        workshop.id, 1, Kind.DO, "create", "Created", "2027-01-14T09:00:00+00:00",
        tuple(changes), id=fresh_entry_id(),
    )  # fmt: skip


def main(sessions: int = 200, items: int = 300) -> None:
    chance = random.Random(7)
    with TemporaryDirectory(prefix="facilitator-find-") as folder:
        places = Places.under(Path(folder))
        with Store(places.database, places) as store:
            for number in range(1, sessions + 1):
                store.commit(session(number, items, chance)).result()
            summaries = store.summaries()
            reads, bare, keys = [], [], []
            corpus = Corpus((), ())
            for _time in range(TIMES):
                began = perf_counter()
                corpus = Corpus(store.texts(), summaries)
                corpus.find("klient dealer")
                reads.append(perf_counter() - began)
                began = perf_counter()
                with sqlite3.connect(places.database) as connection:
                    for table in TABLES:
                        connection.execute(statement(table)).fetchall()
                bare.append(perf_counter() - began)
            for words in ("k", "kl", "klient", "klient d", "wiekszy канал lamp", "xyzzy"):
                for _time in range(TIMES):
                    began = perf_counter()
                    corpus.find(words)
                    keys.append(perf_counter() - began)
    reads.sort()
    keys.sort()
    best, yard = reads[0], min(bare)
    print(f"{len(corpus):,} texts of {sessions} sessions")
    print(f"read and searched: best {best:.3f} s, median {reads[TIMES // 2]:.3f} s")
    print(f"with sqlite3 alone, read only: {yard:.3f} s; {best / yard:.2f} x")
    print(f"each further letter: median {keys[len(keys) // 2] * 1000:.1f} ms, "
          f"worst {keys[-1] * 1000:.1f} ms")  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
