"""Two themes for a projected screen, and what each tone of a text looks like in any theme.

Hues are those Okabe and Ito chose to stay apart for colour-blind eyes (Color Universal Design,
2008); their lightness is shifted until each text has at least 7:1 against each background here.
Colour never carries a meaning by itself: a sign or a word stands beside it.
"""

from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.theme import Theme

from screens.widgets.rows import Tone

DARK = Theme(
    name="facilitator-dark",
    dark=True,
    foreground="#F2F4F8",
    background="#0B0E14",
    surface="#10151E",
    panel="#171D28",
    primary="#56B4E9",
    secondary="#E2A3C7",
    accent="#F0E442",
    success="#3ACBA2",
    warning="#F0AA1E",
    error="#FF9A66",
    variables={
        "text-muted": "#B4BDCB",
        "text-disabled": "#A9B3C2",
        "foreground-muted": "#B4BDCB",
        "foreground-disabled": "#A9B3C2",
        "border": "#56B4E9",
        "border-blurred": "#5D6B80",
        "block-cursor-foreground": "#0B0E14",
        "block-cursor-blurred-background": "#171D28",
        "input-selection-background": "#1E4A66",
        "button-color-foreground": "#0B0E14",
        "scrollbar": "#5D6B80",
        "scrollbar-background": "#10151E",
        "link-color": "#56B4E9",
        "link-color-hover": "#0B0E14",
    },
)

LIGHT = Theme(
    name="facilitator-light",
    dark=False,
    foreground="#14171C",
    background="#FFFFFF",
    surface="#F6F7F9",
    panel="#ECEEF2",
    primary="#004C78",
    secondary="#772B5C",
    accent="#5B4500",
    success="#00523B",
    warning="#6B4300",
    error="#8A3300",
    variables={
        "text-muted": "#434B57",
        "text-disabled": "#454D59",
        "foreground-muted": "#434B57",
        "foreground-disabled": "#454D59",
        "border": "#004C78",
        "border-blurred": "#7A8390",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-blurred-background": "#ECEEF2",
        "input-selection-background": "#BFE0F5",
        "button-color-foreground": "#FFFFFF",
        "scrollbar": "#7A8390",
        "scrollbar-background": "#F6F7F9",
        "link-color": "#004C78",
        "link-color-hover": "#FFFFFF",
    },
)

TONES: Mapping[Tone, str] = {
    "muted": "color: $text-muted;",
    "good": "color: $success;",
    "warn": "color: $warning; text-style: bold;",
    "bad": "color: $error; text-style: bold;",
    "heading": "text-style: bold underline;",
    "picked": "color: $accent; text-style: bold;",
}
"""Declarations per tone; by name of the theme's colours, so that any theme can be chosen."""


def tone_rules(selector: str) -> str:
    """Style rules for all tones; `{tone}` in the selector is replaced by each tone's name."""
    return "\n".join(f"{selector.format(tone=tone)} {{ {style} }}" for tone, style in TONES.items())


def use_themes(app: App[Any], wanted: str | None = None) -> None:
    """Make both themes known to the app and choose one by name; an unknown name chooses dark.

    The names of Textual's own themes work too, `ansi-dark` and `ansi-light` among them, which
    leave the colours to the terminal. With NO_COLOR set, Textual turns any theme into greys;
    lightness, and with it the contrast, stays.
    """
    app.register_theme(DARK)
    app.register_theme(LIGHT)
    app.theme = wanted if wanted in app.available_themes else DARK.name
