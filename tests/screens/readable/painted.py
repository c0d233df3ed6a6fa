"""What a screen has painted, as a terminal gets it: each piece of text with its two colours."""
# pyright: reportPrivateUsage=false

from collections.abc import Iterator
from dataclasses import dataclass

from rich.style import Style
from textual.app import App
from textual.color import Color

LEAST_TEXT, LEAST_FRAME = 7, 3
"""Contrast of words and figures, and of frames, bars and scrollbars beside them (WCAG 2.2)."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A piece of one row."""

    row: int
    text: str
    ink: Color
    paper: Color

    @property
    def is_frame(self) -> bool:
        """Whether it consists of lines and blocks alone."""
        return all("\u2500" <= each <= "\u259f" or each.isspace() for each in self.text)

    @property
    def contrast(self) -> float:
        """Contrast ratio of WCAG 2.2, 1 to 21."""
        return contrast(self.ink, self.paper)

    @property
    def is_legible(self) -> bool:
        """Whether the back row can read it."""
        return self.contrast >= (LEAST_FRAME if self.is_frame else LEAST_TEXT)


def painted(app: App[None]) -> Iterator[Painted]:
    """Everything on the screen that is not blank, after all filters; every piece has colours."""
    for row, strip in enumerate(app.screen._compositor.render_strips()):
        for segment in strip:
            style = segment.style or Style.null()
            if not segment.text.strip():
                continue
            assert style.color is not None and style.bgcolor is not None, segment
            ink, paper = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            if style.reverse:
                ink, paper = paper, ink
            if style.dim:
                ink = paper.blend(ink, 0.5)
            yield Painted(row, segment.text, ink, paper)


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of two opaque colours, WCAG 2.2: 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    channels = (channel / 255 for channel in color.rgb)
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
