"""What the room sees of a stage: no questions to ask, no notes, no line, no keys."""

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Stage
from facilitator.store.store import NotRead
from facilitator.words.language import _
from facilitator.workshop.following import Followed
from screens.desk import Desk
from screens.dialogs.asking import app_of, show
from screens.looking import Look, take_up
from screens.readonly import ReadOnlyScreen
from screens.spotlight.room import spot_of
from screens.spotlight.screen import SpotlightScreen
from screens.widgets.rail import Rail

FOLLOW_SECONDS = 0.1
"""The pause between two looks at the database."""

PATIENCE = 1.5
"""Seconds without an answer after which the room is told that it is waited for."""

SHOW_RAIL_FROM = 120
"""Narrower screens belong to the stage alone."""


class ProjectorScreen(ReadOnlyScreen):
    """Shows the stage, the page and the item the moderator looks at."""

    CSS_PATH: ClassVar = ["../stage.tcss", "projector.tcss"]

    def __init__(self, followed: Followed) -> None:
        desk = Desk(followed, {}, for_room=True)
        super().__init__(desk)
        desk.tell = lambda sentence, tone: None  # what the moderator is told is not for the room
        self.followed = followed
        self._look = Look()
        self._answered = monotonic()

    def below(self) -> ComposeResult:
        """What is waited for, if anything."""
        yield Static(id="waiting", markup=False)

    async def on_mount(self) -> None:
        """Begin to follow."""
        self.query_one("#waiting").display = False
        self.set_interval(0.25, self._show_waiting)
        self.call_later(self._begin)  # when the stage is there

    def _begin(self) -> None:
        self.run_worker(self._follow())

    # -- following ---------------------------------------------------------------------------

    async def _follow(self) -> None:
        while True:
            try:
                news = await self.followed.news()
            except NotRead:
                await asyncio.sleep(FOLLOW_SECONDS)
                continue
            self._answered = monotonic()
            look = Look.of(news.look)
            if news.changed or look != self._look:
                await self._go_along(look)
            await asyncio.sleep(FOLLOW_SECONDS)

    async def _go_along(self, look: Look) -> None:
        stage = self._stage_to_show({"stage": look.stage})
        if stage is None:
            return
        if self._body is None or self._body.stage_id != stage.id:
            await self.show_body(stage)
        else:
            self.show()
        if look.stage == stage.id and self._body is not None:
            take_up(self._body, look)
        if look.large != self._look.large:
            self._shine(look.large)
        self._look = look

    def _shine(self, large: Mapping[str, str]) -> None:
        """Show large what the moderator shows large, or go back to the stage."""
        app = app_of(self)
        if isinstance(app.screen, SpotlightScreen):
            app.pop_screen()
        if large:
            show(self, SpotlightScreen(lambda: spot_of(self.body, large)))

    def _show_waiting(self) -> None:
        waiting = self.query_one("#waiting", Static)
        is_late = monotonic() - self._answered > PATIENCE
        if is_late != waiting.display:
            waiting.update(Content(_("Waiting for the database of the session …")))
            waiting.display = is_late

    # -- what is not for the room ------------------------------------------------------------

    def show(self) -> None:
        """Bring everything up to the state."""
        super().show()
        self.query_one(Rail).display = self.size.width >= SHOW_RAIL_FROM

    async def replace_body(self, stage: Stage) -> None:
        """Put the stage in; nothing of it takes keys."""
        await super().replace_body(stage)
        self.set_focus(None)
