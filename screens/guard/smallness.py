"""Says which size is needed where a session would be unreadable; nothing below it is lost."""

from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from facilitator.words.language import _

SMALLEST = Size(60, 18)
"""Columns and rows below which no stage can be followed."""


class TooSmall(Static):
    """Covers a screen without taking part in its layout, its focus or its stack."""

    DEFAULT_CSS = """
    TooSmall {
        position: absolute;
        overlay: screen;
        width: 100vw;
        height: 100vh;
        content-align: center middle;
        text-align: center;
        background: $background;
        color: $foreground;
    }
    """


def cover_if_small(screen: Screen[object], size: Size) -> None:
    """Cover the screen, or uncover it, as the size asks for."""
    covers = list(screen.query(TooSmall))
    if size.width >= SMALLEST.width and size.height >= SMALLEST.height:
        for cover in covers:
            cover.remove()
        return
    sentence = _(
        "This window is {width} × {height}; the session needs {least_width} × {least_height}."
    ).format(
        width=size.width,
        height=size.height,
        least_width=SMALLEST.width,
        least_height=SMALLEST.height,
    )
    if covers:
        covers[0].update(sentence)
    else:
        screen.mount(TooSmall(sentence, markup=False))
