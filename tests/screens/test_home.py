"""The list of sessions: creating, opening, duplicating, archiving, deleting, taking back."""

from pathlib import Path

from facilitator.model import Action, Card, Channel
from screens.dialogs.choose import ChooseDialog
from screens.home import HomeScreen
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, demo_in, running


def standing(program: Program) -> str:
    item = program.home.query_one(ItemList).current
    return item.text if item else ""


async def back(program: Program) -> None:
    """From a session to the list."""
    program.session.do_home()
    await program.settle()
    assert isinstance(program.top, HomeScreen)
    await program.settle()


async def test_an_empty_list_says_what_to_press(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        assert program.sessions == []
        assert "Press n to create the first one." in program.text()
        await program.press("enter")
        assert isinstance(program.top, HomeScreen)
        await program.press("d")
        assert "There is no session under the cursor." in program.text()


async def test_a_new_session_begins_at_its_set_up_and_is_listed(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new(title="Strategy 2027")
        assert program.body.stage.kind == "setup"
        assert program.state.workshop.title == "Strategy 2027"
        assert [stage.key for stage in program.state.stages][:2] == ["P1", "S0"]
        await back(program)
        assert program.sessions == ["Strategy 2027"]
        assert "14 Jan 2027" in program.text(), "a day is said, not written as it is stored"


async def test_leaving_the_choice_of_agendas_creates_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.press("n")
        await program.until("Which agenda?")
        assert isinstance(program.top, ChooseDialog)
        await program.press("escape")
        assert isinstance(program.top, HomeScreen)
        assert program.sessions == []


async def test_words_typed_at_once_into_a_new_session_stay(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.press("n")
        await program.until("Which agenda?")
        await program.pilot.press("2")
        await program.until("Session ›")
        await program.pilot.press(*"Now")
        await program.settle()
        assert program.line.draft() == "Now"


async def test_a_broken_agenda_of_the_user_is_named_and_the_others_can_be_chosen(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "config" / "agendas" / "mine.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text('title = "Mine"\nstages = what\n')
    async with running(tmp_path) as program:
        await program.press("n")
        await program.until("Which agenda?", "mine.toml, line 2")
        await program.press("2")
        await program.until("Session ›")


async def test_enter_opens_where_the_session_was_left(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path)) as program:
        await program.press("enter")
        await program.until("Check-out")
        await program.go("S1")
        await back(program)
        await program.press("enter")
        await program.until("Strengths")
        assert program.body.stage.key == "S1"


async def test_a_duplicate_has_people_channels_and_agenda_and_no_word_of_the_room(
    tmp_path: Path,
) -> None:
    async with running(await demo_in(tmp_path)) as program:
        await program.press("c")
        await program.until("(copy)")
        state = program.state
        assert len(state.people) == 7
        assert [each.name for each in state.rows(Channel)] == ["Corporate", "Dealer", "Retail"]
        assert len(state.stages) == 22
        assert not state.rows(Card) and not state.rows(Action)
        await back(program)
        assert sorted(program.sessions) == [
            "Sales audit & strategic session 2027",
            "Sales audit & strategic session 2027 (copy)",
        ]


async def test_an_archived_session_is_out_of_the_way_and_comes_back(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path)) as program:
        name = "Sales audit & strategic session 2027"
        await program.press("x")
        assert program.sessions == []
        assert f"{name} archived." in program.text()
        await program.press("v")
        assert program.sessions == [name]
        assert "archived" in program.text("#sessions")
        await program.press("x")
        assert f"{name} taken out of the archive." in program.text()
        await program.press("v")
        assert program.sessions == [name]


async def test_a_deleted_session_comes_back_with_u_also_after_a_restart(tmp_path: Path) -> None:
    name = "Sales audit & strategic session 2027"
    async with running(await demo_in(tmp_path)) as program:
        await program.press("d")
        assert program.sessions == []
        assert f"{name} deleted. u brings it back." in program.text()
    async with running(tmp_path) as program:
        assert program.sessions == []
        await program.press("u")
        assert program.sessions == [name]
        assert "Taken back: Deleted" in program.text()


async def test_undo_takes_back_only_what_was_done_here(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path)) as program:
        before = program.app.library.store.summaries()  # type: ignore[union-attr]
        await program.press("u")
        assert program.app.library.store.summaries() == before  # type: ignore[union-attr]
        assert "There is nothing to take back." in program.text()


async def test_the_session_changed_last_stands_first(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        for title in ("First", "Second"):
            await program.open_new(title=title)
            await back(program)
        assert program.sessions == ["Second", "First"]
        assert standing(program) == "Second"
        await program.press("down", "enter")
        await program.until("Session ›")
        await program.go("S1")
        await back(program)
        assert program.sessions == ["First", "Second"]
        assert standing(program) == "First"


async def test_u_brings_the_last_one_deleted_back_and_leaves_the_room_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        for title in ("First", "Second"):
            await program.open_new(title=title)
            await back(program)
        await program.press("d")
        assert program.sessions == ["First"]
        await program.press("enter")
        await program.until("Session ›", "First")
        await program.press("ctrl+u")
        await program.enter("First again")
        await back(program)
        await program.press("u")
        assert sorted(program.sessions) == ["First again", "Second"]
        await program.press("u")
        assert sorted(program.sessions) == ["First again", "Second"]
