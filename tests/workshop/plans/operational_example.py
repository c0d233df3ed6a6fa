"""The operational plan of the worked example, entered once for all tests that read it."""

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.operational import enter, enter_january
from facilitator.demo.sales import enter as enter_sales_plan
from facilitator.store.entry import Entry
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.library import Library
from facilitator.workshop.state import State
from tests.workshop.plans.sales_example import CLOCK, session


@cache
def the_quarter() -> tuple[State, State, tuple[Entry, ...]]:
    """The plan on 14 January, with the facts of January, and its journal."""

    async def make() -> tuple[State, State, tuple[Entry, ...]]:
        with TemporaryDirectory() as folder:
            root = Path(folder)
            with Store(root / "sessions.db", Places.under(root)) as store:
                library = Library(store, CLOCK)
                parent = await session(store)
                sales_plan = await enter_sales_plan(library, parent.id)
                opened = await library.open(await enter(library, sales_plan))
                before = opened.state
                await enter_january(opened)
                return before, opened.state, tuple(await opened.history())

    return asyncio.run(make())
