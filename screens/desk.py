"""What screens hold in their hands: the open workshop, a voice to the moderator, drafts."""

import json
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from facilitator.store.store import NotSaved
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.state import State

P = ParamSpec("P")
T = TypeVar("T")

FOCUS = "@focus"
"""The place among the drafts where it is kept what the moderator was looking at."""


class Desk:
    """Runs commands for the widgets of a session and tells what came of them."""

    def __init__(
        self, opened: OpenWorkshop, drafts: dict[str, str], *, for_room: bool = False
    ) -> None:
        self.opened = opened
        self.drafts = drafts
        self.for_room = for_room
        """Whether the room reads along: what is hidden until it is revealed must not be shown."""
        self.tell: Callable[[str, str], None] = lambda sentence, tone: None
        """Shows a sentence to the moderator; the tone is "", "good", "warn" or "bad"."""
        self.changed: Callable[[], None] = lambda: None
        """Called after every committed command."""

    @property
    def state(self) -> State:
        """The workshop as last committed."""
        return self.opened.state

    async def run(
        self, command: Callable[Concatenate[Edit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Carry out a command; raises `Refused` or `NotSaved`."""
        result = await self.opened.run(command, *args, **kwargs)
        self.changed()
        for notice in self.opened.notices:
            self.tell(notice, "warn")
        return result

    async def attempt(
        self, command: Callable[Concatenate[Edit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Carry out a command; a refusal is told to the moderator and returns None."""
        try:
            return await self.run(command, *args, **kwargs)
        except (Refused, NotSaved) as refusal:
            self.tell(str(refusal), "warn" if isinstance(refusal, Refused) else "bad")
            return None

    async def keep_draft(self, place: str, words: str) -> None:
        """Keep a half-typed line; an empty one is forgotten."""
        if words:
            self.drafts[place] = words
        else:
            self.drafts.pop(place, None)
        await self.opened.keep_draft(place, words)

    async def keep_focus(self, focus: dict[str, str]) -> None:
        """Keep what the moderator is looking at."""
        words = json.dumps(focus, sort_keys=True)
        if self.drafts.get(FOCUS) != words:
            await self.keep_draft(FOCUS, words)

    def focus(self) -> dict[str, str]:
        """What the moderator was looking at when the session was left."""
        try:
            return dict(json.loads(self.drafts.get(FOCUS, "{}")))
        except ValueError:
            return {}
