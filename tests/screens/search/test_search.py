"""Searching from the list and from a session: what is found opens in its place."""

from pathlib import Path

from facilitator.workshop.cards import add_card
from screens.home import HomeScreen
from screens.search.dialog import FindDialog
from screens.stage import StageScreen
from screens.stages.form import FormBody
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until


async def ask(program: Program, key: str, words: str) -> FindDialog:
    await program.press(key)
    await wait_until(lambda: isinstance(program.top, FindDialog))
    dialog = program.top
    assert isinstance(dialog, FindDialog)
    await wait_until(lambda: dialog._corpus is not None)
    if words:
        await program.paste(words)
    return dialog


async def test_a_hit_opens_in_its_place_from_the_list_and_from_a_session(tmp_path: Path) -> None:
    root = await demo_in(tmp_path)
    async with running(root) as program:
        dialog = await ask(program, "slash", "")
        assert not dialog.listing.display and "Search all sessions" in program.text("#find-title")
        await program.paste("OWN-brand lumin")
        assert program.text("#find-title") == "1 found"
        heading, hit = dialog.listing.items
        assert heading.tone == "heading" and "· Taveon Lighting ·" in heading.text
        assert (hit.ref, hit.right) == ("T6", "card")
        assert dialog.listing.current == hit
        await program.press("enter")
        await wait_until(lambda: isinstance(program.top, StageScreen))
        await wait_until(lambda: program.session._body is not None)
        await program.settle()
        await wait_until(lambda: isinstance(program.app.focused, ItemList))
        head = program.state.head
        assert program.body.stage.key == "S1"
        listing = program.app.focused
        assert isinstance(listing, ItemList) and listing.current is not None
        assert listing.current.ref == "T6"
        # Opened in place, the room stays where it is: nothing was entered.
        assert "the room is in" in program.told
        assert program.state.stage is not None and program.state.stage.key != "S1"

        # From inside: another stage of the same session, an answer on its page.
        dialog = await ask(program, "ctrl+f", "night glare complaints")
        hit = next(item for item in dialog.listing.items if item.right == "answer")
        dialog.listing.move_to(hit.key)
        await program.press("enter")
        await wait_until(lambda: program.top is program.session)
        await program.settle()
        await wait_until(lambda: isinstance(program.session._body, FormBody))
        await wait_until(lambda: "night glare" in program.text("#body"))
        assert program.state.head == head

        # Nothing found, too much found, Esc.
        dialog = await ask(program, "ctrl+f", "xyzzy")
        assert not dialog.listing.items and program.text("#find-title") == "0 found"
        await program.press("enter")
        assert program.top is dialog
        await program.press("escape")
        await wait_until(lambda: program.top is program.session)


async def test_from_one_session_to_another_and_to_a_session_itself(tmp_path: Path) -> None:
    root = await demo_in(tmp_path)
    async with running(root) as program:
        assert program.app.library is not None
        other = await program.app.library.duplicate(program.app.library.summaries()[0].id)
        await other.run(add_card, board="S1", section="W", text="Only in the copy")
        await program.app.open_session(program.app.library.find("1").id)
        await wait_until(lambda: program.session._body is not None)
        dialog = await ask(program, "ctrl+f", "only in the copy")
        assert [item.text for item in dialog.listing.items][1] == "Only in the copy"
        await program.press("enter")
        await wait_until(lambda: program.session.desk.opened.id == other.id)
        await wait_until(lambda: program.session._body is not None)
        await program.settle()
        assert program.body.stage.key == "S1"
        dialog = await ask(program, "ctrl+f", "only in the copy")
        await program.press("up", "enter")
        await wait_until(lambda: program.top is program.session)
        assert program.session.desk.opened.id == other.id
        program.session.do_home()
        await wait_until(lambda: isinstance(program.top, HomeScreen))
