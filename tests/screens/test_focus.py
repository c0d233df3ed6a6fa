"""The next key is always for somebody."""

from pathlib import Path

from screens.dialogs.palette import PaletteDialog
from screens.widgets.capture import CaptureLine
from tests.screens.program import demo_in, running


async def test_the_line_takes_keys_when_what_had_the_focus_is_gone(tmp_path: Path) -> None:
    await demo_in(tmp_path)
    async with running(tmp_path, reference="1") as program:
        await program.press("escape")
        listed = program.app.focused
        assert listed is not None and listed is not program.line
        program.session.set_focus(None)
        await program.settle()
        assert program.app.focused is program.line
        await program.press("ctrl+p")
        assert isinstance(program.top, PaletteDialog)
        program.top.set_focus(None)
        await program.settle()
        await program.press("g")
        assert program.top.query_one(CaptureLine).value == "g"
