"""The spotlight: one thing over the whole screen until any key is pressed."""

from collections.abc import Callable, Mapping

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import _
from screens.spotlight.drawing import MUTED, Spot

_MARGIN = 2
"""Cells kept free at each side."""


class SpotlightScreen(ModalScreen[None]):
    """Draws what `look` gives, again whenever the screen changes its size, and each second.

    What is looked at is asked for anew each time, so that a running clock runs here, too. None
    leaves the spotlight: the thing is gone.
    """

    takes_every_key = True
    """The app's own keys lead back, too."""

    DEFAULT_CSS = """
    SpotlightScreen { background: $background; align: left top; }
    SpotlightScreen #spot { width: 100%; height: 1fr; padding: 0 2; content-align: left middle; }
    SpotlightScreen #spot-keys { width: 100%; height: 1; content-align: center middle; }
    """

    def __init__(
        self, look: Callable[[], Spot | None], described: Mapping[str, str] | None = None
    ) -> None:
        """`described` says to the room's screen what to draw: see `spotlight.room`."""
        super().__init__()
        self._look = look
        self.described = dict(described or {})
        self._drawn: tuple[Spot, int, int] | None = None

    def compose(self) -> ComposeResult:
        """The thing, how to leave."""
        yield Static(id="spot", markup=False)
        yield Static(Content.styled(_("any key goes back"), MUTED), id="spot-keys", markup=False)

    def on_mount(self) -> None:
        """Draw, and again each second."""
        self._draw()
        self.set_interval(1, self._draw)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def _draw(self) -> None:
        spot = self._look()
        if spot is None:
            self.dismiss(None)
            return
        size = self.app.size  # pyright: ignore[reportUnknownMemberType]
        width, height = size.width - 2 * _MARGIN, size.height - 1
        if (made := (spot, width, height)) == self._drawn or width < 1 or height < 1:
            return
        for shown in self.query("#spot").results(Static):  # not there yet when it first resizes
            self._drawn = made
            shown.update(Content("\n").join(spot.draw(width, height)))

    def on_key(self, event: events.Key) -> None:
        """Any key leaves."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)

    def on_click(self) -> None:
        """So does the mouse."""
        self.dismiss(None)
