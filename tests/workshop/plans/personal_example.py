"""The personal plan of the worked example, entered once for all tests that read it."""

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.personal import enter
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.library import Library
from facilitator.workshop.state import State
from tests.workshop.plans.sales_example import CLOCK, session


@cache
def the_personal_plan() -> State:
    """The plan on 18 February; call it outside a running loop."""
    return asyncio.run(_plan())


async def _plan() -> State:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        with Store(root / "sessions.db", Places.under(root)) as store:
            parent = await session(store)
            library = Library(store, CLOCK)
            opened = await library.open(await enter(library, parent.id))
            return opened.state
