"""What is said when a limit is met; nothing is added then, and nothing is lost.

FACILITATOR_LIMITS=1 fills a session with the ten thousand cards it may hold; by default the limit
is lowered to fifty.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.model import Action, Card, Member, Participant
from facilitator.store import trouble
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from facilitator.workshop import limits
from facilitator.workshop.actions import add_action
from facilitator.workshop.cards import NewCard, add_card, add_cards
from facilitator.workshop.edit import TEXT_LIMIT, Refused
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import Person, add_people
from tests.store.sessions import begin


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenWorkshop]:
    with Store(tmp_path / "sessions.db", Places.under(tmp_path)) as store:
        yield OpenWorkshop(store, begin(store))


def count(opened: OpenWorkshop, kind: type[Member]) -> int:
    stored = opened.store.contents(opened.id).members
    assert sum(isinstance(row, kind) for row in stored) == len(opened.state.rows(kind))
    return len(opened.state.rows(kind))


def test_the_limits_are_those_that_are_stated() -> None:
    assert (limits.CARDS, limits.ACTIONS, limits.PEOPLE) == (10_000, 2_000, 200)
    assert (TEXT_LIMIT, trouble.LARGEST_BYTES) == (2_000, 2_000_000_000)


async def test_ten_thousand_cards_and_not_one_more(
    opened: OpenWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = limits.CARDS if os.environ.get("FACILITATOR_LIMITS") else 50
    few = limits.LIMITS | {Card: (most, limits.LIMITS[Card][1])}
    monkeypatch.setattr(limits, "LIMITS", few)
    cards = [NewCard("S", f"card {number}") for number in range(most)]
    await opened.run(add_cards, "S1", cards)
    with pytest.raises(Refused, match=rf"up to {most:,} cards. Nothing was added"):
        await opened.run(add_card, "S1", "S", "one more")
    with pytest.raises(Refused, match=rf"up to {most:,} cards. Nothing was added"):
        await opened.run(add_cards, "S1", cards)
    assert count(opened, Card) == most


async def test_people(opened: OpenWorkshop) -> None:
    people = [Person(f"Person {number}", initials=f"P{number}") for number in range(limits.PEOPLE)]
    await opened.run(add_people, people)
    with pytest.raises(Refused, match=r"up to 200 people. Nothing was added"):
        await opened.run(add_people, [Person("Anna Berg")])
    assert count(opened, Participant) == limits.PEOPLE


async def test_actions(opened: OpenWorkshop, monkeypatch: pytest.MonkeyPatch) -> None:
    few = {Action: (2, limits.LIMITS[Action][1])}
    # Two thousand one by one would take a minute; tests/screens/test_at_the_limits.py has them.
    monkeypatch.setattr(limits, "LIMITS", few)
    for number in range(2):
        await opened.run(add_action, f"action {number}")
    with pytest.raises(Refused, match=r"up to 2 actions. Nothing was added"):
        await opened.run(add_action, "one more")
    assert count(opened, Action) == 2


async def test_characters_of_one_item(opened: OpenWorkshop) -> None:
    await opened.run(add_card, "S1", "S", "ż" * TEXT_LIMIT)
    with pytest.raises(Refused, match=r"2,?000"):
        await opened.run(add_card, "S1", "S", "ż" * (TEXT_LIMIT + 1))
    assert count(opened, Card) == 1


async def test_a_database_that_is_full(opened: OpenWorkshop) -> None:
    """The file is made as long as one may be; what is behind its last page is no part of it."""
    file = opened.store.file
    assert file is not None
    size = file.stat().st_size
    os.truncate(file, trouble.LARGEST_BYTES)
    with pytest.raises(NotSaved, match=r"as large as one may be. It is still in the line"):
        await opened.run(add_card, "S1", "S", "one more")
    assert count(opened, Card) == 0
    os.truncate(file, size)
    await asyncio.wait_for(opened.run(add_card, "S1", "S", "one more"), 5)
    assert count(opened, Card) == 1
