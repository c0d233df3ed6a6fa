"""A session on a real store in the real frame, driven by keys."""
# pyright: reportPrivateUsage=false

import asyncio
import inspect
import re
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from facilitator.model import Member, Row, Stage, Workshop, new_id
from facilitator.store.entry import Change, Entry, Kind
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.state import State
from screens.app import FacilitatorApp
from screens.desk import FOCUS, Desk
from screens.stage import StageScreen
from screens.stages.body import Body
from screens.theme import use_themes
from tests.screens.quiet import send_key, settle
from tests.screens.waiting import wait_until
from tests.templates import fresh_store
from tests.workshop.demo_rows import TODAY, agenda, header, people

_PATHS = FacilitatorApp.CSS_PATH
STYLES: list[str | PurePath] = [
    Path(str(inspect.getfile(FacilitatorApp))).with_name(str(each))
    for each in (_PATHS if isinstance(_PATHS, list) else [_PATHS])
]
NOW = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
SIZE = (80, 24)


def bare(*rows: Row) -> list[Row]:
    """The demo's header, people, channels and agenda, with nothing said yet, and these rows."""
    head = header(plan_round=1, follow_up=None)
    return [head, *people(), *agenda(), *rows]


def opened_with(root: Path, rows: Iterable[Row]) -> OpenWorkshop:
    """A session of these rows, committed to a store below `root`, opened."""
    where, places = root / "sessions.db", Places.under(root)
    store = Store(where, places) if where.exists() else fresh_store(where, places)
    listed = list(rows)
    workshop = next(row for row in listed if isinstance(row, Workshop))
    workshop.created_at = NOW.isoformat()
    members = [row for row in listed if isinstance(row, Member)]
    changes = [Change(row.__tablename__, row.id, None, row.plain()) for row in (workshop, *members)]
    entry = Entry(
        workshop_id=workshop.id,
        seq=1,
        kind=Kind.MARK,
        verb="begin",
        label="The room comes in",
        at=NOW.isoformat(),
        changes=tuple(changes),
        id=new_id(),
    )
    store.commit(entry).result(timeout=20)
    return OpenWorkshop(store, workshop.id, Clock(now=lambda: NOW, today=lambda: TODAY))


class Host(App[None]):
    """Nothing but the frame, at one stage."""

    CSS_PATH = STYLES

    def __init__(self, opened: OpenWorkshop, stage_key: str) -> None:
        super().__init__()
        stage = next(each for each in opened.state.rows(Stage) if each.key == stage_key)
        self.desk = Desk(opened, {FOCUS: f'{{"stage": "{stage.id}"}}'})

    async def on_mount(self) -> None:
        use_themes(self)
        await self.push_screen(StageScreen(self.desk))


@dataclass
class Shown:
    """The session on the screen: keys in, texts and stored rows out."""

    app: Host
    pilot: Pilot[None]

    @property
    def screen(self) -> StageScreen:
        """The frame, whatever lies over it."""
        return next(each for each in self.app.screen_stack if isinstance(each, StageScreen))

    @property
    def body(self) -> Body:
        """The body of the stage."""
        return self.screen.body

    @property
    def state(self) -> State:
        """What is committed."""
        return self.app.desk.state

    @property
    def told(self) -> str:
        """The sentence above the line."""
        return text_of(self.screen.query_one("#told"))

    async def press(self, *keys: str) -> None:
        """Press keys one after another and let everything settle that follows from them."""
        for key in keys:
            send_key(self.app, key)
            await self.settle()

    async def type(self, words: str, *, enter: bool = True) -> None:
        """Type words as fast as they come, then Enter."""
        for number, character in enumerate(words):
            send_key(self.app, character)
            if number == 0:  # it may lead from a list into the line
                await self.settle()
        await self.settle()
        if enter:
            await self.press("enter")

    async def settle(self) -> None:
        """Let commits and what they show come through."""
        await settle(self.app.desk.opened)

    def text(self, selector: str = "") -> str:
        """All text of the top screen, or of the widget a selector names, line by line."""
        screen = self.app.screen
        return text_of(screen.query_one(selector) if selector else screen)

    def said(self, selector: str = "") -> str:
        """The same text as one line: without borders, line breaks and hard spaces."""
        return " ".join(re.sub("[│┃]", " ", self.text(selector)).split())

    def picture(self, path: Path) -> None:
        """Save what is on the screen as an SVG picture."""
        path.write_text(self.app.export_screenshot(), "utf-8")


def text_of(widget: Widget) -> str:
    """What a widget shows, as text: the part of the composed screen it covers."""
    region = widget.region
    strips = widget.screen._compositor.render_strips()
    rows = strips[region.y : region.bottom]
    return "\n".join(strip.crop(region.x, region.right).text.rstrip() for strip in rows)


@asynccontextmanager
async def showing(
    root: Path, stage_key: str, rows: Iterable[Row], size: tuple[int, int] = SIZE
) -> AsyncGenerator[Shown]:
    """Show a stage of a session of these rows; the store is closed afterwards."""
    opened = opened_with(root, rows)
    app = Host(opened, stage_key)
    try:
        async with app.run_test(size=size) as pilot:
            await wait_until(lambda: any(isinstance(e, StageScreen) for e in app.screen_stack))
            shown = Shown(app, pilot)
            await wait_until(lambda: shown.screen.query("#body"))
            await shown.settle()
            yield shown
    finally:
        await asyncio.to_thread(opened.store.close)
