"""One screen of the import on the bare app, driven by keys."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from screens.theme import use_themes
from tests.screens.stages.host import STYLES, text_of
from tests.screens.waiting import wait_until

PATIENCE = 20.0


class Bare(App[None]):
    CSS_PATH = STYLES

    def on_mount(self) -> None:
        use_themes(self)


@dataclass
class Pushed:
    app: Bare
    pilot: Pilot[None]
    screen: Screen[Any]
    answers: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that is seen, as one line."""
        return " ".join(text_of(self.app.screen).replace("│", " ").split())

    @property
    def answer(self) -> Any:
        """What the screen returned."""
        assert len(self.answers) == 1, self.text
        return self.answers[0]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)

    async def paste(self, words: str) -> None:
        assert self.app.focused is not None
        self.app.focused.post_message(events.Paste(words))
        await self.pilot.pause()

    async def until(self, *words: str) -> None:
        """Wait until all of these are seen."""
        await self.meets(lambda: all(each in self.text for each in words), str(words))

    async def meets(self, condition: Callable[[], object], what: str = "") -> None:
        try:
            await wait_until(condition, PATIENCE)
        except AssertionError:
            raise AssertionError(f"{what} not in\n{text_of(self.app.screen)}") from None
        await self.pilot.pause()

    async def left(self) -> Any:
        """Wait until the screen is left; returns its answer."""
        await self.meets(lambda: self.answers, "an answer")
        return self.answer


@asynccontextmanager
async def pushed(screen: Screen[Any], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pushed]:
    app = Bare()
    async with app.run_test(size=size) as pilot:
        shown = Pushed(app, pilot, screen)
        await app.push_screen(screen, shown.answers.append)
        await pilot.pause()
        yield shown
