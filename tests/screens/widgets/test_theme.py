from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import Theme

from screens.theme import DARK, LIGHT, TONES, use_themes
from screens.widgets.itemlist import Item, ItemList
from tests.screens.readable.painted import contrast

BACKGROUNDS = ("background", "surface", "panel")
TEXTS = (
    "foreground",
    "text-muted",
    "text-disabled",
    "foreground-muted",
    "foreground-disabled",
    "primary",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
    "link-color",
    "footer-key-foreground",
)
PAIRS = (
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("button-foreground", "surface"),
    ("foreground", "panel-lighten-1"),  # a message of the app
    ("link-color-hover", "link-background-hover"),
    *(("button-color-foreground", name) for name in ("primary", "success", "warning", "error")),
)


def color(theme: Theme, name: str) -> Color:
    parsed = Color.parse(theme.to_color_system().generate()[name])
    assert parsed.a == 1, f"{name} is see-through: its contrast depends on what is behind"
    return parsed


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_each_text_is_legible_from_the_back_row(theme: Theme) -> None:
    pairs = [(text, behind) for text in TEXTS for behind in BACKGROUNDS]
    low = {
        (text, behind): round(contrast(color(theme, text), color(theme, behind)), 2)
        for text, behind in (*pairs, *PAIRS)
        if contrast(color(theme, text), color(theme, behind)) < 7
    }
    assert not low


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_frames_and_scrollbars_can_be_seen(theme: Theme) -> None:
    for name in ("border", "border-blurred", "scrollbar"):
        assert contrast(color(theme, name), color(theme, "surface")) >= 3, name


class Host(App[None]):
    def __init__(self, wanted: str | None) -> None:
        super().__init__()
        use_themes(self, wanted)

    def compose(self) -> ComposeResult:
        items = [Item(tone, f"text of {tone}", tone=tone) for tone in TONES]
        yield ItemList([Item("first", "under the cursor"), *items])


@pytest.mark.parametrize("wanted", ["facilitator-dark", "facilitator-light"])
async def test_each_tone_of_a_list_is_drawn_legibly(wanted: str) -> None:
    app = Host(wanted)
    async with app.run_test():
        assert app.theme == wanted
        item_list = app.query_one(ItemList)
        for row in range(1, len(TONES) + 1):
            for segment in item_list.render_line(row):
                assert segment.style is not None
                assert segment.style.color is not None
                assert segment.style.bgcolor is not None
                text = Color.from_rich_color(segment.style.color)
                behind = Color.from_rich_color(segment.style.bgcolor)
                assert contrast(text, behind) >= 7


@pytest.mark.parametrize("wanted", ["ansi-dark", "ansi-light"])
async def test_the_colours_of_the_terminal_can_be_used(wanted: str) -> None:
    app = Host(wanted)
    async with app.run_test() as pilot:
        await pilot.press("down", "tab")
        assert app.theme == wanted
        assert app.query_one(ItemList).render_line(1).text.startswith("▸ text of muted")


async def test_an_unknown_theme_is_the_dark_one() -> None:
    async with Host("no-such-theme").run_test() as pilot:
        assert pilot.app.theme == DARK.name


async def test_without_colours_everything_is_grey_and_stays_legible(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(None)
    async with app.run_test():
        assert "text of muted" in app.query_one(ItemList).render_line(1).text
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                if segment.text.strip():
                    assert segment.style is not None and segment.style.color is not None
                    text = Color.from_rich_color(segment.style.color)
                    assert len(set(text.rgb)) == 1
                    assert segment.style.bgcolor is not None
                    assert contrast(text, Color.from_rich_color(segment.style.bgcolor)) >= 7
