"""Two windows change the same card: who comes second is asked what shall stand."""

from pathlib import Path

import pytest

from facilitator.model import Card
from facilitator.store.store import Store
from facilitator.workshop.cards import edit_card
from facilitator.workshop.opened import OpenWorkshop
from screens.dialogs.choose import ChooseDialog
from tests.screens.program import Program, running


def card(program: Program) -> Card:
    (found,) = program.state.rows(Card)
    return found


@pytest.mark.parametrize(
    ("key", "stands"),
    [
        ("1", "Everybody knows us well"),
        ("2", "Dealers know us"),
        ("3", "Dealers know us / Everybody knows us well"),
    ],
)
async def test_yours_theirs_or_both(tmp_path: Path, key: str, stands: str) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("Everybody knows us")
        await program.press("escape", "e")
        await program.paste(" well")
        opened = program.session.desk.opened
        with Store(opened.store.url.database or "", opened.store.places) as elsewhere:
            other = OpenWorkshop(elsewhere, opened.id)
            await other.run(edit_card, card(program).id, text="Dealers know us")
            await opened.catch_up()
            program.session.show()
            await program.press("enter")
            await program.until("What shall stand?", "Yours: Everybody knows us well")
            assert isinstance(program.top, ChooseDialog)
            assert card(program).text == "Dealers know us"  # nothing is replaced unasked
            await program.press(key)
            await program.settle()
            await opened.catch_up()
            assert card(program).text == stands
            labels = [each.changes[-1].after for each in await opened.history()]
            assert {"text": "Dealers know us"} in labels  # theirs stays in the history
            assert not program.line.is_editing
