"""The agenda at the left edge: what is done, where the room is, what remains."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from screens.widgets.matrix import fitted

SIGNS = {"done": "✓", "active": "▶", "skipped": "–", "ahead": " ", "short": "~", "lost": "✗"}
"""A stage that loses a part of its minutes, and one not reached by the planned end, have their own.
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage in the rail: how far it is, its title, minutes spent or planned."""

    state: str
    title: str
    minutes: int
    here: bool = False


class Rail(Static):
    """One line per stage; scrolls so that the present one is in view."""

    DEFAULT_CSS = """
    Rail { width: 18; height: 1fr; padding: 0 1 0 0; }
    Rail.-broad { width: 28; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False, id="rail")
        self._stops: tuple[Stop, ...] = ()

    def set_stops(self, stops: Sequence[Stop]) -> None:
        """Show these stages."""
        if tuple(stops) != self._stops:
            self._stops = tuple(stops)
            self._draw()

    def on_resize(self) -> None:
        """Keep the present stage in view."""
        self._draw()

    def _draw(self) -> None:
        height = max(1, self.size.height)
        here = next((at for at, stop in enumerate(self._stops) if stop.here), 0)
        first = max(0, min(here - height // 2, len(self._stops) - height))
        lines = [self._line(stop) for stop in self._stops[first : first + height]]
        self.update(Content("\n").join(lines), layout=False)

    def _line(self, stop: Stop) -> Content:
        sign = "▶" if stop.here else SIGNS.get(stop.state, " ")
        room = max(8, self.size.width - len("▶ 120"))
        text = f"{sign} {fitted(stop.title, room)}{stop.minutes or '':>3}"
        if stop.here:
            return Content.styled(text, "bold $accent")
        quiet = stop.state not in ("done", "short", "lost")
        return Content.styled(text, "$text-muted" if quiet else "")
