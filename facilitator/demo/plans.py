"""The whole example: the session, and the plans its people made from it one after another."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo import followup, operational, personal, sales
from facilitator.demo.loading import DAY, lay_files, load_session
from facilitator.model.workshop import (
    FOLLOW_UP,
    OPERATIONAL_PLAN,
    PERSONAL_PLAN,
    SALES_PLAN,
)
from facilitator.store.journal import Behind
from facilitator.store.scratch import Scratch
from facilitator.store.store import Store
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock


async def load_example(store: Store) -> str:
    """Enter the session and its plans into a store, all or nothing; returns the session's id.

    Entered beside the store first: a thousand commits that each wait for the disk take ten times
    as long as one. A session that was begun meanwhile keeps its number; the example is entered
    once more behind it.
    """
    try:
        session_id = await _entered_beside(store)
    except Behind:
        session_id = await _entered_beside(store)
    await lay_files(store, session_id)
    return session_id


async def _entered_beside(store: Store) -> str:
    """Enter everything in a scratch and hand it on; raises `Behind` when its numbers are taken."""
    with (
        TemporaryDirectory(prefix="facilitator-demo-") as folder,
        Scratch(Path(folder), store) as scratch,
    ):
        session_id = (await load_session(scratch)).id
        await enter_plans(Library(scratch, Clock(today=lambda: DAY)), session_id)
        await asyncio.to_thread(scratch.hand_on)
    return session_id


async def enter_plans(library: Library, session_id: str) -> dict[str, str]:
    """Make the plans of the example from its session in the order of the days; ids by kind."""
    year = await sales.enter(library, session_id)
    quarter = await operational.enter(library, year)
    february = await personal.enter(library, quarter)
    await operational.enter_january(await library.open(quarter))
    review = await followup.enter(library, session_id)
    return {SALES_PLAN: year, OPERATIONAL_PLAN: quarter, PERSONAL_PLAN: february, FOLLOW_UP: review}


DAYS = {PERSONAL_PLAN: personal.DAY, FOLLOW_UP: followup.DAY}
"""The day on which those plans of the example are shown; the others on that of its session."""
