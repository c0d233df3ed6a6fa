"""The sales plan of the worked example, entered once for all tests that read it."""

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.loading import DAY, begin_demo, the_example
from facilitator.demo.sales import enter
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.figures import set_sheet_setting, type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.goals import add_goal
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.state import State

SHEETS = ("sales", "economics", "accounts", "funnel")
CLOCK = Clock(today=lambda: DAY)


async def session(store: Store) -> OpenWorkshop:
    """What a sales plan takes over of the example's session, and nothing else of it."""
    told = the_example()
    opened = await begin_demo(store, CLOCK)
    for sheet, field, words in told["settings"]:
        await opened.run(set_sheet_setting, sheet, field, words)
    for sheet in SHEETS:
        await opened.run(type_figures, sheet, told["figures"][sheet])
    for goal in told["goals"]:
        await opened.run(add_goal, **{**goal, "sources": ""})
    for form, subject, field, words in told["answers"]:
        if form in ("bridge", "profile_b2b"):
            await opened.run(answer, form, field, words, subject)
    return opened


@cache
def the_plan() -> State:
    """The plan as it stands when everything is entered; call it outside a running loop."""
    return asyncio.run(_the_plan())


async def _the_plan() -> State:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        with Store(root / "sessions.db", Places.under(root)) as store:
            library = Library(store, CLOCK)
            parent = await session(store)
            opened = await library.open(await enter(library, parent.id))
            return opened.state
