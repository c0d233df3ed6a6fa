"""Databases made once for all tests of a process: what is not under test is copied or replayed."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.loading import load_demo
from facilitator.store.engine import database_url, name_of
from facilitator.store.entry import Entry
from facilitator.store.files import private
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.words.language import ENGLISH, speaking
from facilitator.workshop.opened import OpenWorkshop

_kept: list[TemporaryDirectory[str]] = []
"""Where the templates lie until the process ends."""


def fresh_store(where: Path, places: Places) -> Store:
    """Open a store without sessions at a path where nothing is yet."""
    private(where.parent)
    shutil.copy(_empty(), where)
    return Store(where, places)


def entries_of(build: Callable[[Store], Awaitable[OpenWorkshop]]) -> tuple[Entry, ...]:
    """What a session built in a store of its own consists of, to be replayed into others."""
    with TemporaryDirectory(prefix="facilitator-test-") as folder:
        root = Path(folder)
        with fresh_store(root / "sessions.db", Places.under(root)) as store:
            return tuple(store.entries(_built(store, build)))


def put_demo(root: Path) -> Places:
    """Put a copy of the worked example, its second copy included, below a root; returns where."""
    template, places = Places.under(_demo()), Places.under(root)
    shutil.copytree(_demo(), root, dirs_exist_ok=True)
    second = places.recorder / name_of(database_url(template.database))
    second.rename(places.recorder / name_of(database_url(places.database)))
    return places


@contextmanager
def demo_opened(root: Path) -> Generator[OpenWorkshop]:
    """The worked example below a root, open."""
    places = put_demo(root)
    with Store(places.database, places) as store:
        (summary,) = store.summaries()
        yield OpenWorkshop(store, summary.id)


@cache
def _demo() -> Path:
    root = _folder()
    places = Places.under(root)
    with fresh_store(places.database, places) as store, speaking(ENGLISH):
        _built(store, load_demo)  # whatever the test speaks that happens to be the first
    return root


@cache
def _empty() -> Path:
    places = Places.under(_folder())
    Store(places.database, places).close()
    return places.database


def _folder() -> Path:
    _kept.append(TemporaryDirectory(prefix="facilitator-test-"))
    return Path(_kept[-1].name)


def _built(store: Store, build: Callable[[Store], Awaitable[OpenWorkshop]]) -> str:
    async def built() -> str:
        return (await build(store)).id

    return asyncio.run(built())
