"""The whole example: the session, and the plans its people made from it one after another."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo import followup, sales
from facilitator.demo.loading import DAY, lay_files, load_session
from facilitator.store.scratch import Scratch
from facilitator.store.store import Store
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock

Enter = Callable[[Library, str], Awaitable[str]]


async def load_example(store: Store) -> str:
    """Enter the session and its plans into a store, all or nothing; returns the session's id.

    Entered beside the store first: a thousand commits that each wait for the disk take ten times
    as long as one.
    """
    with (
        TemporaryDirectory(prefix="facilitator-demo-") as folder,
        Scratch(Path(folder), store) as scratch,
    ):
        session_id = (await load_session(scratch)).id
        await enter_plans(Library(scratch, Clock(today=lambda: DAY)), session_id)
        await asyncio.to_thread(scratch.hand_on)
    await lay_files(store, session_id)
    return session_id


async def enter_plans(library: Library, session_id: str) -> dict[str, str]:
    """Make the plans of the example from its session; returns their ids by kind."""
    made = {"session": session_id}
    for kind, (parent, enter) in PLANS.items():
        made[kind] = await enter(library, made[parent])
    return made


PLANS: dict[str, tuple[str, Enter]] = {
    "sales_plan": ("session", sales.enter),
    "follow_up": ("session", followup.enter),
}
"""Who made what from what, in the order of the days."""
