"""Texts of the frame take the lines they need, also when a word is longer than a line."""

from textual.app import App, ComposeResult
from textual.content import Content

from screens.widgets.words import Words
from tests.screens.quiet import quiet


class Host(App[None]):
    CSS = "Words { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Words(grows="lines", id="told")


async def test_a_long_path_after_a_sentence_of_two_lines_is_shown_to_its_end() -> None:
    async with Host().run_test(size=(40, 10)) as pilot:
        told = pilot.app.query_one(Words)
        told.say(Content("Saved at 14:36:09, in two copies on this disk."))
        await quiet()
        assert told.size.height == 2
        told.say(Content("✓ /home/marta/" + "a" * 50 + ".md"))
        await quiet()
        assert told.size.height == 3


async def test_the_lines_of_a_text_with_breaks_are_counted() -> None:
    async with Host().run_test(size=(40, 10)) as pilot:
        told = pilot.app.query_one(Words)
        told.say(Content("one"))
        await quiet()
        told.say(Content("one\ntwo"))
        await quiet()
        assert told.size.height == 2
