"""The whole program on a store of its own, driven by keys; nothing of it is replaced."""
# pyright: reportPrivateUsage=false

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from facilitator.model import Card
from facilitator.store.places import Places
from facilitator.workshop.entering import go_to
from facilitator.workshop.exits import in_the_way
from facilitator.workshop.state import State
from screens.app import FacilitatorApp, Start
from screens.home import HomeScreen
from screens.stage import StageScreen
from screens.stages.body import Body
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import ItemList
from tests.screens.quiet import send_key, settle
from tests.screens.stages.host import text_of
from tests.screens.waiting import PATIENCE, wait_until
from tests.templates import put_demo

TODAY = date(2027, 1, 14)
SIZE = (80, 24)


@dataclass
class Program:
    """What is on the screen, keys in, the committed session out."""

    app: FacilitatorApp
    pilot: Pilot[None]

    @property
    def session(self) -> StageScreen:
        """The frame, whatever lies over it."""
        return next(each for each in self.app.screen_stack if isinstance(each, StageScreen))

    @property
    def home(self) -> HomeScreen:
        """The list of sessions."""
        return next(each for each in self.app.screen_stack if isinstance(each, HomeScreen))

    @property
    def top(self) -> Screen[object]:
        """What lies on top."""
        return self.app.screen

    @property
    def body(self) -> Body:
        """The stage that is shown."""
        return self.session.body

    @property
    def line(self) -> CaptureLine:
        """The line of the session."""
        return self.session.line

    @property
    def state(self) -> State:
        """What is committed."""
        return self.session.desk.state

    @property
    def cards(self) -> list[str]:
        """The texts of all committed cards."""
        return [card.text for card in self.state.rows(Card)]

    @property
    def sessions(self) -> list[str]:
        """What the home screen lists."""
        return [item.text for item in self.home.query_one(ItemList).items]

    @property
    def told(self) -> str:
        """The sentence above the line."""
        return text_of(self.session.query_one("#told"))

    def text(self, selector: str = "") -> str:
        """Text of the top screen, or of the part of it a selector names."""
        return text_of(self.top.query_one(selector) if selector else self.top)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each when all is settled that followed from the last."""
        for key in keys:
            send_key(self.app, key)
            await self.settle()

    async def paste(self, words: str) -> None:
        """Paste into whatever has the focus."""
        focused = self.app.focused
        assert focused is not None, "nothing has the focus"
        focused.post_message(events.Paste(words))
        await self.settle()

    async def enter(self, words: str) -> None:
        """Paste words of one line and press Enter."""
        await self.paste(words)
        await self.press("enter")

    async def settle(self) -> None:
        """Let commits, and what they show, come through."""
        sessions = [each for each in self.app.screen_stack if isinstance(each, StageScreen)]
        await settle(sessions[0].desk.opened if sessions else None)

    async def until(self, *words: str) -> None:
        """Wait until all of these are on the screen."""

        def all_there() -> bool:
            shown = self.text()
            return all(each in shown for each in words)

        try:
            await wait_until(all_there)
        except AssertionError:
            raise AssertionError(f"{words} not in\n{self.text()}") from None

    async def open_new(self, agenda: str = "2", title: str = "Strategy") -> None:
        """Create a session on the home screen: by default half a day."""
        await self.press("n")
        await self.until("Which agenda?")
        await self.press(agenda)
        await wait_until(lambda: any(isinstance(e, StageScreen) for e in self.app.screen_stack))
        await wait_until(lambda: self.session._body is not None and self.session.query("#body"))
        await self.settle()
        await self.enter(title)

    async def go(self, stage_key: str) -> None:
        """Enter a stage as the agenda dialog does, whatever it stands behind."""
        stage = next(each for each in self.state.stages if each.key == stage_key)
        if in_the_way(self.state, stage, self.session.desk.opened.clock.today()):
            await self.session.desk.run(go_to, stage.id, waiver="a test begins here")
        await self.session.enter(stage)
        await self.settle()


@asynccontextmanager
async def running(
    root: Path,
    *,
    reference: str | None = None,
    stage_key: str = "",
    size: tuple[int, int] = SIZE,
    where: str = "",
) -> AsyncGenerator[Program]:
    """The program on the store below `root` or a server; with a reference, that session is open."""
    places = Places.under(root)
    start = Start(where or str(places.database), places, reference, stage_key, TODAY)
    app = FacilitatorApp(start)
    async with app.run_test(size=size) as pilot:
        await wait_until(app._library_ready.is_set)
        program = Program(app, pilot)
        if reference is not None:
            await wait_until(
                lambda: any(isinstance(e, StageScreen) for e in app.screen_stack), PATIENCE
            )
            await wait_until(lambda: program.session.query("#body"))
        await program.settle()
        yield program


async def demo_in(root: Path) -> Path:
    """Put a copy of the worked example below `root`; its reference is 1."""
    await asyncio.to_thread(put_demo, root)
    return root
