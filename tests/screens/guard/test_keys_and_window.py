"""Keys by their place, words as they are, and a window that is too small."""

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Input

from screens.guard.smallness import TooSmall
from tests.screens.guard.fragile import Fragile, Host
from tests.screens.waiting import wait_until


async def test_there_is_no_palette_of_the_framework(app: Host) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", "pagedown", "pagedown")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize(
    ("typed", "expected"), [("ч", "x"), ("п", "g"), ("ctrl+й", "ctrl+q"), ("g", "g"), ("1", "1")]
)
async def test_a_command_acts_by_the_place_of_its_key(app: Host, typed: str, expected: str) -> None:
    keys: list[str] = []

    class Listening(Fragile):
        def on_key(self, event: events.Key) -> None:
            keys.append(event.key)
            event.stop()

    app.fragile = Listening()
    async with app.run_test() as pilot:
        await pilot.press(typed)
        if expected == "ctrl+q":
            await wait_until(lambda: app.return_code is not None)
            assert app.return_code == 0
        else:
            assert keys == [expected]


async def test_a_text_field_takes_letters_as_they_are_typed(app: Host) -> None:
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        field.focus()
        await pilot.press(*"План", "ctrl+ц")
        assert field.value == "", "ctrl+ц stands where ctrl+w does: it deletes the word"
        await pilot.press(*"ход")
        assert field.value == "ход"


async def test_a_small_window_says_which_size_is_needed_and_loses_nothing(app: Host) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one(Input)
        field.focus()
        await pilot.press(*"half")
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        cover = app.screen.query_one(TooSmall)
        assert cover.region.size == (50, 12)
        shown = [strip.text.strip() for strip in app.screen._compositor.render_strips()]
        assert [line for line in shown if line] == [
            "This window is 50 × 12; the session needs 60 × 18."
        ]
        await pilot.resize_terminal(1, 1)
        await pilot.press(*" way")
        app.push_screen(Screen())
        await wait_until(lambda: app.screen.query(TooSmall))
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert not app.screen.query(TooSmall)
        app.pop_screen()
        await wait_until(lambda: not app.screen.query(TooSmall))
        assert app.focused is field
        assert field.value == "half way"


@pytest.mark.parametrize("text", ["a [/] b", "Q3 [/bold] x", "[@click=app.quit]x[/]", "[x] done"])
async def test_a_message_is_literal(app: Host, text: str) -> None:
    async with app.run_test(notifications=True) as pilot:
        app.notify(text)
        await pilot.pause()
        assert app.return_code is None
        assert app.told() == [text]
        (toast,) = app.screen.query("Toast")
        assert text in "".join(toast.render_line(y).text for y in range(toast.size.height))
