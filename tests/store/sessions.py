"""Entries made by hand, so that the store is tested without the commands above it."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from facilitator.model import Card, Workshop, new_id
from facilitator.store.entry import Change, Entry, Kind
from facilitator.store.store import Store

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def instant(seq: int) -> str:
    return (START + timedelta(seconds=seq)).isoformat()


def creation(number: int = 1, **header: Any) -> Entry:
    workshop = Workshop(number=number, title="Taveon 2026", created_at=instant(1), **header)
    return entry(workshop.id, 1, Change("workshop", workshop.id, None, workshop.plain()))


def entry(workshop_id: str, seq: int, *changes: Change, **parts: Any) -> Entry:
    values: dict[str, Any] = {
        "kind": Kind.DO,
        "verb": "test",
        "label": f"step {seq}",
        "at": instant(seq),
        "id": new_id(),
    }
    return Entry(workshop_id=workshop_id, seq=seq, changes=changes, **(values | parts))


def card(workshop_id: str, text: str, **values: Any) -> Card:
    return Card(
        workshop_id=workshop_id, board="S1", section="S", ref=f"S{text}", text=text, **values
    )


def added(*cards: Card) -> tuple[Change, ...]:
    return tuple(Change("card", each.id, None, each.plain()) for each in cards)


def undo_of(target: Entry, seq: int) -> Entry:
    changes = (change.inverse() for change in reversed(target.changes))
    return entry(target.workshop_id, seq, *changes, kind=Kind.UNDO, target=target.id)


def redo_of(target: Entry, seq: int) -> Entry:
    return entry(target.workshop_id, seq, *target.changes, kind=Kind.REDO, target=target.id)


def begin(store: Store, number: int = 1) -> str:
    """Commit a new session and return its id."""
    first = creation(number)
    store.commit(first).result()
    return first.workshop_id


def grow(store: Store, workshop_id: str, count: int, seed: int = 0) -> list[Entry]:
    """Commit entries of every kind behind what is there; returns them."""
    dice = random.Random(seed)
    contents = store.contents(workshop_id)
    cards = {row.id: row.plain() for row in contents.members}
    told: list[Entry] = []
    undone: Entry | None = None
    for seq in range(contents.head + 1, contents.head + count + 1):
        choice = dice.random()
        if undone is not None and choice < 0.5:
            each = redo_of(undone, seq)
            undone = None
        elif told and told[-1].kind is Kind.DO and choice < 0.2:
            undone = told[-1]
            each = undo_of(undone, seq)
        elif cards and choice < 0.45:
            key = dice.choice(sorted(cards))
            before = {"text": cards[key]["text"], "listed": cards[key]["listed"]}
            after = {"text": f"reworded {seq}", "listed": not before["listed"]}
            each, undone = entry(workshop_id, seq, Change("card", key, before, after)), None
        elif cards and choice < 0.55:
            key = dice.choice(sorted(cards))
            each, undone = entry(workshop_id, seq, Change("card", key, cards[key], None)), None
        else:
            fresh = [card(workshop_id, f"{seq}-{part}") for part in range(dice.randint(1, 3))]
            each, undone = entry(workshop_id, seq, *added(*fresh)), None
        store.commit(each).result()
        told.append(each)
        for change in each.changes:
            if change.after is None:
                del cards[change.key]
            else:
                cards[change.key] = cards.get(change.key, {}) | change.after
    return told


def rows(store: Store, workshop_id: str) -> dict[str, dict[str, Any]]:
    """Every row of a session by id, as plain values: what two equal states agree in."""
    contents = store.contents(workshop_id)
    everything = [contents.workshop, *contents.members]
    return {row.id: row.model_dump(mode="json", warnings=False) for row in everything}
