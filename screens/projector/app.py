"""The application in the window of the room: waits for the session, follows it, takes no input."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from facilitator.store.places import Places
from facilitator.store.store import NotRead
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.following import Followed, follow
from facilitator.workshop.opened import Clock
from screens.guard import GuardedApp
from screens.projector.screen import ProjectorScreen
from screens.theme import use_themes

AGAIN_SECONDS = 0.5
"""The pause before a session that was not there is looked for again."""

LEAVING = frozenset({"q", "ctrl+q", "ctrl+c"})
"""The keys that close the window; every other key, and the mouse, does nothing."""


@dataclass(frozen=True, slots=True)
class Show:
    """Which session is to be followed, and how it looks."""

    where: str
    """Database file or SQLAlchemy URL."""
    places: Places
    reference: str = ""
    """Number, id or part of the title; empty: the latest."""
    today: date | None = None
    theme: str = ""


class WaitingScreen(Screen[None]):
    """One calm sentence in the middle."""

    DEFAULT_CSS = """
    WaitingScreen { align: center middle; }
    WaitingScreen #why { width: 80%; height: auto; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(id="why", markup=False)

    def tell(self, sentence: str) -> None:
        """Say what is waited for."""
        self.query_one("#why", Static).update(Content(sentence))


class ProjectorApp(GuardedApp[None]):
    """Shows one session as the moderator sees it; either side may come and go."""

    CSS_PATH = "../app.tcss"
    CSS = "SpotlightScreen #spot-keys { display: none; }"
    TITLE = "Facilitator"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, show: Show) -> None:
        super().__init__(show.places.reports)
        self.show = show
        self.followed: Followed | None = None

    def on_mount(self) -> None:
        """Look for the session until it is there."""
        use_themes(self, self.show.theme)
        self.push_screen(WaitingScreen())
        self.run_worker(self._find())

    async def _find(self) -> None:
        today = self.show.today
        clock = Clock(today=lambda: today) if today else Clock()
        while self.followed is None:
            try:
                self.followed = await asyncio.to_thread(
                    follow, self.show.where, self.show.reference, clock
                )
            except NotRead:
                self._tell(_("Waiting for the database of the session …"))
            except KeyError:
                continue  # the session went between two readings
            except Refused as refused:
                self._tell(_("Waiting for the session: {why}").format(why=refused))
            else:
                break
            await asyncio.sleep(AGAIN_SECONDS)
        await self.push_screen(ProjectorScreen(self.followed))

    def _tell(self, sentence: str) -> None:
        if isinstance(self.screen, WaitingScreen):
            self.screen.tell(sentence)

    async def on_event(self, event: events.Event) -> None:
        """Let nothing through that is pressed, pasted or pointed at, but the keys that leave."""
        if isinstance(event, events.Key):
            if event.key in LEAVING:
                await self.leave()
            return
        if isinstance(event, events.InputEvent):
            return
        await super().on_event(event)

    async def before_leaving(self) -> None:
        """Let go of the database."""
        if self.followed is not None:
            self.followed.close()
