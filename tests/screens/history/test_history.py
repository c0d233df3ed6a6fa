"""The history as a screen: in full, as it stood then, and what was deleted comes back."""

from pathlib import Path

from facilitator.model import Card
from screens.dialogs.history import HistoryDialog
from screens.history.entry import EntryDialog
from screens.history.past import PastScreen
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, demo_in, running
from tests.screens.stages.host import text_of
from tests.screens.waiting import wait_until


async def over(program: Program, kind: type) -> None:
    await wait_until(lambda: isinstance(program.top, kind))
    await program.settle()


def card(program: Program, ref: str) -> Card | None:
    return next((each for each in program.state.rows(Card) if each.ref == ref), None)


async def test_what_was_deleted_is_found_read_and_brought_back(tmp_path: Path) -> None:
    root = await demo_in(tmp_path)
    async with running(root, reference="1", stage_key="S1") as program:
        lost = card(program, "S1")
        assert lost is not None
        await program.press("escape", "d")
        await program.press("a")
        await program.enter("Said afterwards")
        await program.press("f9")
        await over(program, HistoryDialog)
        await program.paste("✗ s1 deleted")
        assert "1 of" in program.text("#history-title")
        await program.press("enter")
        await over(program, EntryDialog)
        assert "S1 deleted" in program.text("#entry-title")
        shown = [(item.text, item.right) for item in program.top.query_one(ItemList).items]
        assert shown[0] == ("Card S1", "removed")
        assert (f"text: {lost.text}", "") in shown
        assert "r brings back what was deleted" in " ".join(program.text("#entry-keys").split())
        # The entry after it has nothing to bring back.
        await program.press("right")
        assert "Said afterwards" in program.text()
        assert "brings back" not in program.text("#entry-keys")
        await program.press("left", "r")
        await over(program, HistoryDialog)
        assert "✓ Back again: S1" in program.text("#history-told")
        found = card(program, "S1")
        assert found is not None and found.plain() == lost.plain()
        # The words that found it are still there; nothing has the sign any more.
        assert "✗" not in program.text("ItemList")
        await program.press("escape")
        await wait_until(lambda: program.top is program.session)
        listing = program.body.query_one("#section-S", ItemList)
        assert lost.text in [item.text for item in listing.items]
        await program.press("ctrl+z")
        assert card(program, "S1") is None


async def test_the_session_is_shown_as_it_stood_then_and_not_changed(tmp_path: Path) -> None:
    root = await demo_in(tmp_path)
    async with running(root, reference="1", stage_key="S1") as program:
        await program.enter("First thought")
        await program.enter("Second thought")
        head = program.state.head
        await program.press("f9")
        await over(program, HistoryDialog)
        await program.press("ctrl+t")
        await over(program, PastScreen)
        screen = program.top
        assert isinstance(screen, PastScreen)
        await wait_until(lambda: "AS IT STOOD" in text_of(screen.query_one("#past-sign")))
        assert "Second thought" in program.text("#body")
        await program.press("left")
        assert "First thought" in program.text("#body")
        assert "Second thought" not in program.text("#body")
        listing = program.app.focused
        assert isinstance(listing, ItemList) and listing.current is not None
        assert listing.current.text == "First thought", "what the entry was about is selected"
        # Another stage of the same moment; keys that would change something do nothing.
        await program.press("n")
        assert screen.body.stage.key != "S1"
        await program.press(*"due5", "delete", "ctrl+z", "enter", "space", "ctrl+e", "f9")
        assert program.top is screen
        await program.press("home")
        assert "1 of" in text_of(screen.query_one("#past-sign"))
        await program.press("end", "pageup", "right")
        await program.press("escape")
        await over(program, HistoryDialog)
        await program.press("escape")
        await wait_until(lambda: program.top is program.session)
        assert program.state.head == head
        assert "Second thought" in program.text("#body")
