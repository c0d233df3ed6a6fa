"""Commands pressed on a Russian keyboard: what counts is where the key is, with Ctrl as well."""

from pathlib import Path

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from screens.dialogs.choose import ChooseDialog
from tests.screens.program import demo_in, running


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[1103;5u", "ctrl+я"),  # kitty: the letter of the layout
        ("\x1b[27;5;1103~", "ctrl+я"),  # xterm, modifyOtherKeys
        ("\x1a", "ctrl+z"),  # older terminals: the control character of the place
        ("ц", "ц"),
    ],
)
def test_what_terminals_send(sent: str, key: str) -> None:
    (event,) = XTermParser(False).feed(sent)
    assert isinstance(event, events.Key)
    assert event.key == key


async def test_letters_and_chords_of_a_russian_layout_do_what_the_latin_ones_do(
    tmp_path: Path,
) -> None:
    root = await demo_in(tmp_path)
    async with running(root, size=(100, 30)) as program:
        await program.press("т")  # n: a new session
        await program.until("Which agenda?")
        assert isinstance(program.top, ChooseDialog)
        await program.press("escape")
    async with running(root, reference="1", stage_key="S1", size=(100, 30)) as program:
        cards = len(program.state.rows(_card()))
        await program.enter("s: написано по-русски")
        assert len(program.state.rows(_card())) == cards + 1
        await program.press("ф", "б")  # in the line they are letters
        assert program.line.value == "фб"
        await program.press("backspace", "backspace", "ctrl+я")  # ctrl+z
        assert len(program.state.rows(_card())) == cards
        await program.press("ctrl+н")  # ctrl+y
        assert len(program.state.rows(_card())) == cards + 1
        await program.press("ctrl+з")  # ctrl+p: the palette
        assert program.top is not program.session
        await program.press("escape", "escape")
        place = program.body
        await program.press("щ")  # a letter of a list's command is no text there
        assert program.body is place
        assert program.line.value == ""


def _card() -> type:
    from facilitator.model import Card

    return Card
