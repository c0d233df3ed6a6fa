"""The follow-up of the worked example, entered once for all tests that read it."""

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.demo.followup import enter
from facilitator.demo.loading import the_example
from facilitator.model import Action
from facilitator.store.entry import Entry
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.actions import add_action
from facilitator.workshop.agreement import vote_action
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.state import State
from tests.workshop.plans.sales_example import CLOCK, session


async def agreed(store: Store) -> OpenWorkshop:
    """The example's session with its action plan, every action voted on."""
    told = the_example()
    opened = await session(store)
    for action in told["actions"]:
        await opened.run(add_action, **{**action, "sources": ""})
    for row in opened.state.rows(Action):
        for person in opened.state.voters:
            await opened.run(vote_action, row.ref, person.initials, 4)
    return opened


@cache
def the_review() -> tuple[State, tuple[Entry, ...]]:
    """The whole review, and its journal."""

    async def make() -> tuple[State, tuple[Entry, ...]]:
        with TemporaryDirectory() as root:
            places = Places.under(Path(root))
            with Store(str(places.database), places) as store:
                library = Library(store, CLOCK)
                parent = await agreed(store)
                review = await library.open(await enter(library, parent.id))
                return review.state, tuple(await review.history())

    return asyncio.run(make())
