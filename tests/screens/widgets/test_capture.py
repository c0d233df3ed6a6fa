from collections.abc import Callable
from itertools import pairwise

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Static

from screens.widgets.capture import CaptureLine
from screens.widgets.capture_bar import CaptureBar
from screens.widgets.itemlist import ItemList
from screens.widgets.pasting import LARGEST_PASTE
from tests.screens.waiting import wait_until


def without_bells(text: str) -> tuple[str, list[str]]:
    if "\a" not in text:
        return text, []
    return text.replace("\a", ""), ["Removed a control character."]


class Host(App[None]):
    def __init__(self, line: CaptureLine | None = None) -> None:
        super().__init__()
        self.line = line or CaptureLine(placeholder="type", cleaning=without_bells)
        self.heard: list[Message] = []
        self.passed: list[str] = []

    def compose(self) -> ComposeResult:
        yield ItemList()
        yield self.line

    def on_mount(self) -> None:
        self.line.focus()

    def on_key(self, event: events.Key) -> None:
        self.passed.append(event.key)

    def hear(self, message: Message) -> None:
        assert message.control is self.line
        self.heard.append(message)

    on_capture_line_captured = hear
    on_capture_line_many_pasted = hear
    on_capture_line_too_much_pasted = hear
    on_capture_line_cleaned = hear
    on_capture_line_left = hear
    on_capture_line_drafted = hear

    def captured(self) -> list[str]:
        return [m.text for m in self.heard if isinstance(m, CaptureLine.Captured)]

    def drafts(self) -> list[tuple[str, str]]:
        return [(m.text, m.label) for m in self.heard if isinstance(m, CaptureLine.Drafted)]


async def test_enter_captures_once_and_the_text_stays_until_it_is_saved() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter", "enter", "enter")
        assert app.captured() == ["one"]
        assert app.line.value == "one"
        assert app.line.is_waiting
        app.line.accept()
        assert app.line.value == ""
        assert app.line.has_focus
        await pilot.press(*"two", "enter")
        assert app.captured() == ["one", "two"]


async def test_what_is_typed_while_saving_is_not_lost() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "home", "enter", *"two")
        assert app.line.value == "onetwo"
        app.line.accept()
        assert app.line.value == "two"
        await pilot.press(*"s", "enter")
        assert app.captured() == ["one", "twos"]


async def test_items_entered_faster_than_saved_are_captured_one_by_one() -> None:
    app = Host()
    async with app.run_test() as pilot:
        for key in (*"one", "enter", *"two", "enter", "enter", *"three"):
            app.post_message(events.Key(key, None))  # all at once, as after a stall
        await pilot.pause()
        assert app.captured() == ["one"]
        assert app.line.value == "onetwothree"
        app.line.accept()
        await pilot.pause()
        assert app.captured() == ["one", "two"]
        app.line.accept()
        await pilot.pause()
        assert app.captured() == ["one", "two"]
        assert app.line.value == "three"
        assert not app.line.is_waiting


async def test_a_refusal_keeps_what_was_entered_behind_as_words() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter", *"two", "enter", *"th")
        app.line.refuse()
        assert app.line.value == "one two th"
        assert not app.line.is_waiting


async def test_a_text_shortened_while_it_is_saved_is_gone_with_it() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter", "backspace", "enter")
        assert app.captured() == ["one"]
        app.line.accept()
        assert app.line.value == ""


async def test_accepting_without_a_captured_text_clears_nothing() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"half")
        app.line.accept()
        assert app.line.value == "half"


async def test_a_key_after_a_command_of_the_line_never_overtakes_it() -> None:
    app = Host()
    async with app.run_test() as pilot:
        for key in (*"old", "ctrl+u", *"new", "home", *"a"):
            app.post_message(events.Key(key, None))
        await pilot.pause()
        assert app.line.value == "anew"


async def test_a_refused_text_stays_and_enter_tries_again() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter")
        app.line.refuse()
        assert app.line.value == "one"
        await pilot.press("enter")
        assert app.captured() == ["one", "one"]


async def test_a_blank_line_captures_nothing() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("enter", "space", "space", "enter")
        assert app.captured() == []


@pytest.mark.parametrize(
    "line_break", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\n \n"]
)
async def test_many_pasted_lines_are_offered_and_none_is_inserted(line_break: str) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"typed")
        app.line.post_message(events.Paste(f"{line_break}a{line_break}[b]{line_break}"))
        await pilot.pause()
        (many,) = [m for m in app.heard if isinstance(m, CaptureLine.ManyPasted)]
        assert many.lines == ("a", "[b]")
        assert app.line.value == "typed"


@pytest.mark.parametrize("pasted", ["whole line", "\nwhole line", "whole line\r\n"])
async def test_one_pasted_line_is_inserted_whole_where_the_cursor_stands(pasted: str) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"ab", "left")
        app.line.post_message(events.Paste(pasted))
        await pilot.pause()
        assert app.line.value == "awhole lineb"
        await pilot.press("x")
        assert app.line.value == "awhole linexb"


async def test_a_paste_replaces_what_is_selected() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"abc", "shift+left", "shift+left")
        app.line.post_message(events.Paste("Z"))
        await pilot.pause()
        assert app.line.value == "aZ"


async def test_a_cleaned_paste_says_what_was_removed() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.line.post_message(events.Paste("be\aep"))
        await pilot.pause()
        assert app.line.value == "beep"
        (cleaned,) = [m for m in app.heard if isinstance(m, CaptureLine.Cleaned)]
        assert cleaned.sentences == ("Removed a control character.",)


async def test_text_is_cleaned_by_the_rule_of_the_session_unless_told_otherwise() -> None:
    app = Host(CaptureLine())
    async with app.run_test() as pilot:
        app.line.post_message(events.Paste("a\x1b[2Jb \ud83d\ude09 \u202ec"))
        await pilot.pause()
        assert app.line.value == "a[2Jb 😉 c"
        (cleaned,) = [m for m in app.heard if isinstance(m, CaptureLine.Cleaned)]
        assert cleaned.sentences[0].startswith("Removed: ")


async def test_too_much_is_refused_with_its_size_and_lone_surrogates_count() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.line.post_message(events.Paste("x" * LARGEST_PASTE))
        await pilot.pause()
        assert len(app.line.value) == LARGEST_PASTE
        app.line.restore("kept")
        app.line.post_message(events.Paste("\ud83d" * LARGEST_PASTE))
        await pilot.pause()
        (refused,) = [m for m in app.heard if isinstance(m, CaptureLine.TooMuchPasted)]
        assert refused.size == 3 * LARGEST_PASTE
        assert app.line.value == "kept"


async def test_a_restored_draft_is_continued_not_replaced() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.line.restore("half a sen")
        await pilot.press("tab", "shift+tab", *"tence")
        assert app.line.draft() == "half a sentence"


async def test_an_edit_gives_back_what_was_being_typed() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"half")
        app.line.edit("Old text", "Editing S3")
        assert app.line.label == "Editing S3"
        await pilot.press("!", "enter")
        assert app.captured() == ["Old text!"]
        app.line.accept()
        assert (app.line.value, app.line.label, app.line.is_editing) == ("half", "", False)
        await pilot.press(*"way", "enter")
        assert app.captured()[-1] == "halfway"
        app.line.edit("Old text", "Editing S3")
        await pilot.press("escape")
        assert isinstance(app.heard[-1], CaptureLine.Left)
        assert app.line.value == "Old text", "what happens on Escape is for the owner"
        app.line.stop_editing()
        assert app.line.value == "halfway"
        assert app.line.is_waiting, "its Enter has still not been answered"


async def test_a_late_save_takes_away_only_what_was_saved() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter", *"two")
        app.line.edit("Old", "Editing S3")
        app.line.accept()
        assert (app.line.value, app.line.is_editing) == ("Old", True)
        app.line.stop_editing()
        assert app.line.value == "two"
        assert not app.line.is_waiting


async def test_a_draft_is_handed_over_after_a_pause() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"some")
        await wait_until(app.drafts, within=2)
        assert app.drafts() == [("some", "")]
        await pilot.press("backspace", "tab")
        assert app.drafts()[-1] == ("som", ""), "leaving the line does not wait for the pause"


async def test_a_draft_is_handed_over_while_typing_goes_on() -> None:
    clock = [0.0]
    now: Callable[[], float] = lambda: clock[0]  # noqa: E731
    app = Host(CaptureLine(now=now))
    async with app.run_test() as pilot:
        for tenth in range(41):  # a key each 0.1 s for 4 s: never a pause
            clock[0] = tenth / 10
            await pilot.press("x")
        lengths = [len(text) for text, _ in app.drafts()]
        assert len(lengths) >= 2
        assert all(later - earlier <= 20 for earlier, later in pairwise([0, *lengths]))


async def test_accepting_clears_the_draft_and_ending_an_edit_clears_its_own() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"one")
        await wait_until(app.drafts, within=2)
        await pilot.press("enter")
        app.line.accept()
        await pilot.pause()
        assert app.drafts() == [("one", ""), ("", "")]
        app.line.edit("Old", "Editing S3")
        app.line.stop_editing()
        await pilot.pause()
        assert app.drafts()[-1] == ("", "Editing S3")


async def test_typing_never_lays_out_the_screen_and_long_text_follows_the_cursor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("a")
        layouts: list[object] = []
        monkeypatch.setattr(app.screen, "_refresh_layout", layouts.append)
        await pilot.press(*"bcdefghijklmnopqrstuvwxyz" * 3, *"END")
        assert not layouts
        assert app.line.render_line(0).text.rstrip().endswith("zEND")


@pytest.mark.parametrize("key", ["ctrl+d", "ctrl+e", "ctrl+a", "ctrl+k", "up", "down"])
async def test_keys_of_the_session_pass_through_the_line(key: str) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(*"ab", key)
        assert app.passed == [key]
        assert app.line.value == "ab"


async def test_the_bar_shows_the_label_literally() -> None:
    class BarHost(App[None]):
        def compose(self) -> ComposeResult:
            yield CaptureBar("[b]Opportunities", placeholder="type one")

    app = BarHost()
    async with app.run_test() as pilot:
        bar = app.query_one(CaptureBar)
        label = bar.query_one(Static)
        assert label.render_line(0).text == "[b]Opportunities › "
        assert bar.size.height == 1
        bar.line.edit("x", "Editing S3")
        await pilot.pause()
        assert label.render_line(0).text.rstrip() == "Editing S3 ›"
