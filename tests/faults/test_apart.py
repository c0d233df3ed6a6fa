"""Two computers on one server, each cut off now and then, in any order: nothing ticked is lost."""

import asyncio
import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from facilitator.model import AuditSource, Card
from facilitator.store.places import Places
from facilitator.store.recorder import read_entries
from facilitator.store.store import Store
from facilitator.workshop.cards import NewCard, add_card, add_cards, delete_card, edit_card
from facilitator.workshop.clash import Clash
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.exchange import import_document, to_document
from facilitator.workshop.opened import OpenWorkshop
from tests.faults.test_outage import cut_off, send_now, texts, two_computers
from tests.store.sessions import begin

SEEDS = int(os.environ.get("FACILITATOR_APART", "6"))


def in_both(edit: Edit, words: str) -> None:
    """One entry that gives references of two kinds and changes what it adds."""
    cards = add_cards(edit, "S1", [NewCard("S", words), NewCard("W", f"{words} too")])
    edit.change(cards[0], evidence=f"{words} seen")


def put_aside(root: Path) -> str:
    """Entries that could not be sent, from the files that were named."""
    files = root.glob("*/state/recorder/**/*.left-*")
    return json.dumps([entry.plain() for path in files for entry in read_entries(path)])


async def step(dice: random.Random, mine: OpenWorkshop, words: str) -> set[str]:
    """Do something; returns the words that were ticked."""
    cards = mine.state.rows(Card)
    choice = dice.randrange(8)
    try:
        if choice < 2 or not cards:
            await mine.run(add_card, "S1", "S", words)
        elif choice == 2:
            await mine.run(in_both, words)
        elif choice < 5:
            await mine.run(edit_card, dice.choice(cards).id, text=words)
        elif choice == 5:
            await mine.run(delete_card, dice.choice(cards).id)
            return set()
        else:
            await (mine.undo() if choice == 6 else mine.redo())
            return set()
    except (Clash, Refused):
        return set()
    return {words}


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_nothing_ticked_is_lost_and_all_see_the_same(
    url: str, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    stores = [Store(url, Places.under(tmp_path / name)) for name in ("one", "two")]
    windows = [OpenWorkshop(stores[0], begin(stores[0]))]
    windows.append(OpenWorkshop(stores[1], windows[0].id))
    ticked: set[str] = set()
    for number in range(40):
        at = dice.randrange(2)
        if dice.random() < 0.15:
            if stores[at]._sender.away:
                await asyncio.wrap_future(stores[at]._writer.submit(stores[at]._send))
            else:
                cut_off(stores[at])
        if not stores[at]._sender.away and dice.random() < 0.5:
            await windows[at].follow()
        ticked |= await step(dice, windows[at], f"words {number} of {at}")
    for store in stores:
        if store._sender.away:
            await asyncio.wrap_future(store._writer.submit(store._send))
        assert store.problems() == []
    for window in windows:
        await window.follow()
        await window.run(add_card, "S1", "S", "The last")
    await windows[0].follow()
    shown = OpenWorkshop(stores[0], windows[0].id)
    assert texts(windows[0]) == texts(windows[1]) == texts(shown)
    assert windows[0].state.workshop == shown.state.workshop
    refs = Counter(card.ref for card in shown.state.rows(Card))
    assert max(refs.values()) == 1
    entries = stores[0].entries(shown.id)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    kept = json.dumps([entry.plain() for entry in entries])
    kept += put_aside(tmp_path)
    assert [words for words in sorted(ticked) if f'"{words}"' not in kept] == []
    document = to_document(shown.state, entries)
    places = Places.under(tmp_path / "other")
    with Store(places.database, places) as other:
        taken = OpenWorkshop(other, import_document(other, json.dumps(document)).workshop_id)
        assert texts(taken) == texts(shown)
    for store in stores:
        store.record_missing(shown.id).result()
        assert [e.id for e in store.recorder.entries(shown.id)] == [e.id for e in entries]
        assert store.problems() == []
        store.close()


async def test_undo_of_what_was_not_seen_yet_sees_it_first(url: str, tmp_path: Path) -> None:
    """Somebody enters and rewords a card, and here undo is pressed at the same moment."""
    with Store(url, Places.under(tmp_path)) as store:
        mine = OpenWorkshop(store, begin(store))
        theirs = OpenWorkshop(store, mine.id)
        card = await theirs.run(add_card, "S1", "S", "First")
        await theirs.run(edit_card, card.id, text="Second")
        assert await mine.undo() == "S1 changed"
        assert texts(mine) == {"S1": "First"}


async def test_what_changed_a_row_that_was_taken_back_is_refused(url: str, tmp_path: Path) -> None:
    with two_computers(url, tmp_path) as (one, two):
        mine = OpenWorkshop(one, begin(one))
        card = await mine.run(add_card, "S1", "S", "First")
        theirs = OpenWorkshop(two, mine.id)
        cut_off(one)
        await mine.undo()
        await theirs.run(edit_card, card.id, text="Second")
        await send_now(one)
        assert await mine.follow() and texts(mine) == {}
        with pytest.raises(Refused, match="“S1 changed” changed what is not there any more"):
            await mine.undo()


async def test_what_is_counted_elsewhere_is_replaced_and_not_added_up(
    url: str, tmp_path: Path
) -> None:
    with two_computers(url, tmp_path) as (one, two):
        mine = OpenWorkshop(one, begin(one))
        row = await mine.run(chosen, {"months": 5, "by": "x"})
        theirs = OpenWorkshop(two, mine.id)
        cut_off(one)
        await mine.run(chosen_otherwise, row, {"months": 7, "by": "x"})
        await theirs.run(chosen_otherwise, row, {"months": 6, "by": "theirs"})
        await send_now(one)
        await mine.follow()
        (found,) = mine.state.rows(AuditSource)
        assert found.choices == {"months": 7, "by": "theirs"}


def chosen(edit: Edit, choices: dict[str, Any]) -> str:
    row = AuditSource(workshop_id=edit.workshop.id, kind="ledger", title="x", choices=choices)
    return edit.add(row).id


def chosen_otherwise(edit: Edit, key: str, choices: dict[str, Any]) -> None:
    edit.change(edit.get(AuditSource, key), choices=choices)
