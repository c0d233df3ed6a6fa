"""A store on disk, a clock that stands still, and the demo company's session."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from facilitator.agenda import ready_agenda
from facilitator.store.entry import Entry
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.cards import NewCard, add_cards
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.setup import Person, add_channel, add_people
from tests.templates import entries_of, fresh_store

NOW = datetime(2027, 1, 14, 8, 30, tzinfo=UTC)
TODAY = date(2027, 1, 14)

PEOPLE = (
    Person("Jonas Weber", "JW", "owner, CEO"),
    Person("Irina Sokolova", "IS", "head of sales"),
    Person("Piotr Nowak", "PN", "key account manager", "Corporate"),
    Person("Elena Markovic", "EM", "dealer manager", "Dealer"),
    Person("Tomasz Lis", "TL", "retail & web shop manager", "Retail"),
    Person("Anna Berg", "AB", "finance & operations"),
)
MODERATOR = Person("Marta Zielinska", "MZ", moderator=True)

FACTORS = {
    "S": ("Retrofit design ready in 5 working days", "Contract guarantees energy saving"),
    "W": ("Only 200 cold calls a year", "On-time delivery 86 %, clients require 95 %"),
    "O": ("84 matching companies are not our clients", "Subsidy opens 1 April 2027"),
    "T": ("Imports 20–25 % cheaper", "Top-3 accounts give 33.6 % of revenue"),
}


@pytest.fixture
def clock() -> Clock:
    return Clock(now=lambda: NOW, today=lambda: TODAY)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


@pytest.fixture
def store(tmp_path: Path, places: Places) -> Iterator[Store]:
    with fresh_store(tmp_path / "sessions.db", places) as store:
        yield store


@pytest.fixture
def library(store: Store, clock: Clock) -> Library:
    return Library(store, clock)


@pytest.fixture
def session(store: Store, clock: Clock) -> OpenWorkshop:
    """The demo company's full day with its channels, six voters and the moderator."""
    entries = _room()
    store.replay(entries)
    return OpenWorkshop(store, entries[0].workshop_id, clock)


@cache
def _room() -> tuple[Entry, ...]:
    return entries_of(_room_in)


async def _room_in(store: Store) -> OpenWorkshop:
    clock = Clock(now=lambda: NOW, today=lambda: TODAY)
    opened = await Library(store, clock).create(
        ready_agenda("full_day"),
        title="Sales audit & strategic session 2027",
        company="Taveon Lighting",
        currency="EUR",
        unit="thousand",
    )
    for name in ("Corporate", "Dealer", "Retail"):
        await opened.run(add_channel, name)
    await opened.run(add_people, [*PEOPLE, MODERATOR])
    return opened


@pytest.fixture
async def swot(session: OpenWorkshop) -> AsyncIterator[OpenWorkshop]:
    """The same with two factors in each quadrant: S1, S2, W1 … T2."""
    cards = [NewCard(section, text) for section, texts in FACTORS.items() for text in texts]
    await session.run(add_cards, "S1", cards)
    yield session
