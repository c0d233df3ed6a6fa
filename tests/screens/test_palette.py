"""Palette and help: everything that can be done is in them, and what is in them can be done."""

from importlib import import_module
from pathlib import Path

import pytest

from facilitator.agenda import ready_agenda
from facilitator.model import Card
from facilitator.workshop.criteria import freeze_weights
from screens.app import FacilitatorApp
from screens.commands import COMMANDS, TWINS, Command, command, commands_of
from screens.dialogs.palette import PaletteDialog
from screens.dialogs.reading import ReadingDialog
from screens.stage import StageScreen
from screens.stages.kinds import BODIES
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until

STAGES = ("P1", "S0", "A1", "A4", "S1", "S2", "S3", "S4", "S8", "S9", "S10", "S11")
TURNS: tuple[set[str], ...] = (
    {"card.add", "plan.accept"},
    {"hands.reveal", "plan.reserve"},
    {"card.delete", "matrix.decide"},
    {"card.evidence", "view.finding"},
    {"card.edit", "view.open"},
    {"row.status", "view.swot"},
    {"row.action", "view.action"},
    {"plan.proposal", "view.proposal"},
)
"""Commands that share a key and never a moment: on the plan's row, in another phase, on a view."""

LEAVES = {"app.quit", "home", "export"}
"""Commands that end what a test is in the middle of, or write a file."""


def body_of(kind: str) -> type:
    module, name = BODIES[kind]
    return getattr(import_module(module), name)


async def palette(program: Program) -> ItemList:
    await program.press("ctrl+p")
    await wait_until(lambda: isinstance(program.top, PaletteDialog))
    await program.settle()
    return program.top.query_one(ItemList)


async def back_to_the_session(program: Program) -> None:
    """Esc until no dialog lies over the stage; it always gets there."""
    for _ in range(4):
        if program.top is program.session:
            break
        await program.press("escape")
    assert program.top is program.session


# -- the table and the methods ------------------------------------------------------------------


@pytest.mark.parametrize("kind", BODIES)
def test_no_key_of_a_stage_is_dead(kind: str) -> None:
    body = body_of(kind)
    dead = [
        each.id
        for each in commands_of("list", kind)
        if not hasattr(body, each.handler) and not hasattr(StageScreen, each.handler)
    ]
    assert not dead


def test_every_command_of_frame_and_program_has_its_method() -> None:
    owners = (StageScreen, FacilitatorApp)
    dead = [
        each.id
        for each in commands_of("stage")
        if not any(hasattr(owner, each.handler) for owner in owners)
    ]
    dead += [each.id for each in commands_of("app") if not hasattr(FacilitatorApp, each.handler)]
    assert not dead


@pytest.mark.parametrize("owner", [StageScreen, FacilitatorApp])
def test_every_method_that_carries_something_out_is_in_the_table(owner: type) -> None:
    listed = {each.handler for each in COMMANDS}
    assert not [name for name in dir(owner) if name.startswith("do_") and name not in listed]


def test_ids_are_unique_and_no_two_commands_of_a_place_share_a_key() -> None:
    assert len({each.id for each in COMMANDS}) == len(COMMANDS)
    everywhere = [*commands_of("app"), *commands_of("stage")]
    for kind in BODIES:
        keys: dict[str, str] = {}
        for each in [*everywhere, *commands_of("list", kind)]:
            for key in each.keys:
                other = keys.setdefault(key, each.id)
                assert other == each.id or {other, each.id} in TURNS, (kind, key)


def test_every_command_says_what_it_does() -> None:
    for each in COMMANDS:
        assert each.title and each.help.endswith("."), each.id


# -- the palette --------------------------------------------------------------------------------


async def ids_in_the_palette(program: Program) -> set[str]:
    listing = await palette(program)
    found = {item.key for item in listing.items}
    await program.press("escape")
    return found


async def test_every_command_can_be_found_in_the_palette_of_some_screen(tmp_path: Path) -> None:
    # The palette itself; "undo" is the same command, and so are "read a sales file", "a survey".
    found: set[str] = {"palette", "audit.file"}
    # Keys of lists for what the frame offers under a command of its own.
    found |= {each.id for each in COMMANDS if each.id.startswith("list.")}
    async with running(await demo_in(tmp_path)) as program:
        found |= await ids_in_the_palette(program)
        await program.open_new("1")
        await program.enter("Strategy")
        await program.press("tab")
        await program.enter("Jonas Weber, owner, JW, Corporate")
        await program.go("S3")
        found |= await ids_in_the_palette(program)
        await program.session.desk.run(freeze_weights)
        found |= await ids_in_the_palette(program)
    async with running(tmp_path, reference="1") as program:
        for stage_key in STAGES:
            await program.go(stage_key)
            in_line = await ids_in_the_palette(program)
            frame = {each.id for each in [*commands_of("stage"), *commands_of("app")]}
            assert frame - {"palette"} <= in_line
            found |= in_line
            if stage_key == "S10":
                await program.press("escape")
                await program.pilot.press(*["down"] * 20)
                found |= await ids_in_the_palette(program)
                await program.press("pageup", "pageup")
                found |= await ids_in_the_palette(program)
        assert program.app.library is not None
        session_id = program.session.desk.opened.id
        plan = await program.app.library.derive(session_id, ready_agenda("sales_plan"))
        review = await program.app.library.derive(session_id, ready_agenda("follow_up"))
        for session, stage_key in ((plan.id, "L9"), (review.id, "F2")):
            await program.app.open_session(session, stage_key)
            await program.settle()
            await program.press("escape")
            found |= await ids_in_the_palette(program)
    assert {each.id for each in COMMANDS} - found == set()


async def test_letters_find_a_command_and_enter_carries_it_out(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("One")
        listing = await palette(program)
        await program.press(*"undo")
        assert listing.current and listing.current.key == "undo"
        await program.press("enter")
        await wait_until(lambda: program.top is program.session)
        await program.settle()
        assert not program.state.rows(Card)


async def test_a_command_of_the_list_works_from_the_palette(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("One")
        await palette(program)
        await program.press(*"delete", "enter")
        await wait_until(lambda: program.top is program.session)
        await program.settle()
        assert not program.state.rows(Card)
        assert "S1 deleted. u brings it back." in program.told


async def test_a_stage_is_found_by_name_or_key_and_enter_goes_there(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key="S1") as program:
        for words, key in (("dynamics", "A1"), ("go to check-out", "S11"), ("a3", "A3")):
            listing = await palette(program)
            await program.paste(words)
            assert [item.right for item in listing.items][:1] == [key], words
            await program.press("enter")
            await wait_until(lambda: program.top is program.session)
            await program.settle()
            assert program.body.stage.key == key
        listing = await palette(program)
        every = [item.right for item in listing.items if item.text.startswith("Go to ")]
        assert every == [stage.key for stage in program.state.stages]
        await program.press("escape")


async def test_letters_that_fit_nothing_say_so_and_esc_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.paste("half")
        head = program.state.head
        await palette(program)
        await program.press(*"qqq")
        assert "No command and no stage has these letters." in program.text()
        await program.press("enter", "pagedown", "pageup", "down", "up")
        assert isinstance(program.top, PaletteDialog)
        await program.press("escape")
        await palette(program)
        await program.press("ctrl+p")  # no second palette over the first
        assert program.top is program.session
        assert program.line.draft() == "half"
        assert program.state.head == head


async def test_paging_at_once_harms_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.pilot.press("ctrl+p", "pagedown", "pagedown", "pageup", "down")
        await program.settle()
        assert isinstance(program.top, PaletteDialog)
        await program.press("escape")


# -- everything in them can be done -------------------------------------------------------------


def commands_for(program: Program) -> list[Command]:
    kind = program.body.stage.kind
    own = [each for each in commands_of("list", kind) if hasattr(program.body, each.handler)]
    return [each for each in [*own, *map(command, TWINS)] if each.id not in LEAVES]


async def test_every_command_of_a_stage_does_something_or_says_why_not(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        for stage_key in (*STAGES, "S5", "S6", "S7"):
            await program.go(stage_key)
            for each in commands_for(program):
                await program.session.action_do(each.id)
                await program.settle()
                await back_to_the_session(program)
                program.session.end_edit()
            assert program.body.stage.key == stage_key
            await program.press("ctrl+s")
            assert "Saved" in program.told or "saved" in program.told, stage_key


async def test_every_command_of_the_frame_does_something_or_says_why_not(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key="S1") as program:
        for each in [*commands_of("stage"), *commands_of("app")]:
            if each.id not in LEAVES:
                program.session.tell("")
                before = looks(program)
                await program.session.action_do(each.id)
                await wait_until(lambda before=before: looks(program) != before)
                await program.settle()
                await back_to_the_session(program)


def looks(program: Program) -> tuple[object, ...]:
    """What a person would notice a change in."""
    return program.top, program.text(), program.app.theme, program.app.focused


OPENS_A_SESSION = ("home.open", "home.copy", "home.demo")


def in_session(program: Program) -> bool:
    """Whether a session is on the screen."""
    return any(isinstance(screen, StageScreen) for screen in program.app.screen_stack)


async def test_every_command_of_the_list_of_sessions_does_something(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path)) as program:
        for each in commands_of("home"):
            program.home.action_do(each.id)
            await program.settle()
            if each.id in OPENS_A_SESSION:
                await wait_until(lambda: in_session(program), within=60)
            assert "This cannot be done here." not in program.text(), each.id
            if in_session(program):
                program.session.do_home()
            elif program.top is not program.home:
                await program.press("escape")
            await wait_until(lambda: program.top is program.home, within=20)


# -- help ---------------------------------------------------------------------------------------


async def test_help_lists_every_command_with_its_keys(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        for stage_key in STAGES:
            await program.go(stage_key)
            await program.press("f1")
            await wait_until(lambda: isinstance(program.top, ReadingDialog))
            items = {item.key: item for item in program.top.query_one(ItemList).items}
            body, kind = program.body, program.body.stage.kind
            for each in [*commands_of("stage"), *commands_of("app")]:
                assert items[each.id].text.startswith(f"{each.title}: ")
            for each in commands_of("list", kind):
                if hasattr(body, each.handler):
                    assert each.help in items[each.id].text
            assert items["undo"].ref == "^Z"
            assert "saves the line" in " ".join(item.text for item in items.values())
            await program.press("escape")
            assert program.top is program.session


async def test_help_of_the_list_of_sessions(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.press("f1")
        await wait_until(lambda: isinstance(program.top, ReadingDialog))
        items = {item.key: item for item in program.top.query_one(ItemList).items}
        assert {each.id for each in [*commands_of("home"), *commands_of("app")]} <= set(items)
        assert items["home.new"].ref == "n"


async def test_help_of_a_dialog_says_everything_once(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        await program.press("ctrl+g", "f1")
        await wait_until(lambda: isinstance(program.top, ReadingDialog))
        items = program.top.query_one(ItemList).items
        headings = [item.text for item in items if item.tone == "heading"]
        assert headings == ["Everywhere"]
        assert sum(item.text.startswith("Help: ") for item in items) == 1
