"""A disk that fails while it confirms: asked again, a thing is done once (see also F8)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from facilitator.model import Card
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.cards import add_card
from facilitator.workshop.opened import OpenWorkshop
from tests.store.sessions import begin


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenWorkshop]:
    places = Places.under(tmp_path)
    with Store(places.database, places) as store:
        yield OpenWorkshop(store, begin(store))


@contextmanager
def unconfirmed(store: Store) -> Iterator[None]:
    """Everything is written, and nothing is known of it."""
    write = store._write

    def written(work: Any) -> None:
        write(work)
        raise NotSaved("The disk reports an error.")

    def unsynced(_directory: Path) -> None:
        raise OSError(5, "Input/output error")

    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(store, "_write", written)
        failing.setattr("facilitator.store.store.sync_directory", unsynced)
        yield


def texts(opened: OpenWorkshop) -> list[str]:
    return [row.text for row in opened.state.rows(Card)]


def test_undo_pressed_again_takes_back_one_thing(opened: OpenWorkshop) -> None:
    for text in ("First", "Second", "Third"):
        asyncio.run(opened.run(add_card, "S1", "S", text))
    with unconfirmed(opened.store), pytest.raises(NotSaved):
        asyncio.run(opened.undo())
    assert texts(opened) == ["First", "Second", "Third"]
    assert asyncio.run(opened.undo()) == "S3 added"
    assert texts(opened) == ["First", "Second"]
    assert asyncio.run(opened.undo()) == "S2 added"
    assert asyncio.run(opened.redo()) == "S2 added"
    assert texts(opened) == ["First", "Second"]
