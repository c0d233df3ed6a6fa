"""The room's screen beside the moderator's: same stage, page and item; nothing private, no keys."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.screen import Screen
from textual.widget import Widget

from facilitator.model import Score
from facilitator.store.places import Places
from facilitator.workshop.following import LOOK
from screens.commands import command
from screens.looking import Look, look_at
from screens.projector.app import ProjectorApp, Show, WaitingScreen
from screens.projector.screen import ProjectorScreen
from screens.spotlight.screen import SpotlightScreen
from screens.widgets.grid import Grid
from screens.widgets.itemlist import ItemList
from tests.screens.program import TODAY, Program, demo_in, running
from tests.screens.quiet import send_key
from tests.screens.stages.host import text_of
from tests.screens.waiting import wait_until


@asynccontextmanager
async def projected(
    root: Path, reference: str = "1", where: str = ""
) -> AsyncGenerator[ProjectorApp]:
    """The room's screen on the database below a root, or on a server."""
    places = Places.under(root)
    app = ProjectorApp(Show(where or str(places.database), places, reference, TODAY))
    async with app.run_test(size=(120, 36)):
        yield app


def shown(app: ProjectorApp) -> ProjectorScreen:
    assert isinstance(app.screen, ProjectorScreen)
    return app.screen


def is_drawn(widget: Widget) -> bool:
    """Whether it has a place on its screen and shows something there."""
    return bool(widget.is_mounted and widget.region and text_of(widget).strip())


def titles(screen: Screen[None]) -> list[str]:
    """What stands in the borders of the lists that are shown."""
    return [str(each.border_title or "") for each in screen.query(ItemList) if each.region]


async def same_look(program: Program, app: ProjectorApp) -> None:
    """Wait until the room's screen looks where the moderator looks."""

    def is_same() -> bool:
        screen = app.screen
        if not isinstance(screen, ProjectorScreen) or screen._body is None:
            return False
        if not screen._body.children:
            return False
        here = look_at(program.body, program.session.focused)
        there = look_at(screen.body, screen.focused)
        return here == there

    await wait_until(is_same)


async def test_the_room_sees_what_the_moderator_looks_at_and_no_more(tmp_path: Path) -> None:
    root = await demo_in(tmp_path)
    async with running(root, reference="1", stage_key="S1") as program, projected(root) as app:
        await same_look(program, app)
        # A card is entered, the cursor goes to it, then another section and stage.
        await program.enter("Own measuring service")
        await wait_until(lambda: "Own measuring service" in text_of(app.screen))
        await program.press("tab", "escape", "down")
        await same_look(program, app)
        listing = app.screen.focused
        assert isinstance(listing, ItemList) and listing.current is not None
        assert listing.current.ref == "W2"
        await program.go("A4")
        await program.press("escape", "right_square_bracket")
        await same_look(program, app)
        await wait_until(lambda: "▸Comments" in text_of(app.screen))
        await program.press("f12")
        await same_look(program, app)
        # Questions, the line and its words, keys and sentences for the moderator stay there.
        await program.go("S1")
        await program.paste("Half a thou")
        await same_look(program, app)
        await program.settle()
        asked = text_of(program.session.query_one("#question"))
        assert asked.startswith("Ask ")
        visible = "\n".join(
            text_of(each) for each in app.screen.query("*") if each.region and not each.children
        )
        for hidden in (asked, "Half a thou", "F2", "Next question", program.told or "✓"):
            assert hidden not in visible
        assert [title for title in titles(program.session) if "typing here" in title]
        assert not [title for title in titles(app.screen) if "typing here" in title]
        # No key but the one that leaves does anything; the journal stays as it is.
        head = program.state.head
        for key in ("d", "u", "ctrl+z", "ctrl+n", "enter", "f12", "escape", "5"):
            send_key(app, key)
        await program.settle()
        await same_look(program, app)
        assert program.session.desk.opened.store.entries(program.session.desk.opened.id)[
            -1
        ].seq == (head)


async def test_what_is_shown_large_is_large_in_the_room_too(tmp_path: Path) -> None:
    root = await demo_in(tmp_path)
    async with running(root, reference="1", stage_key="S1") as program, projected(root) as app:
        await same_look(program, app)
        await program.press("escape")
        for key in (command("list.spot").keys[0], command("list.clock").keys[0]):
            await program.press(key)
            await wait_until(lambda: isinstance(program.top, SpotlightScreen))
            await wait_until(lambda: isinstance(app.screen, SpotlightScreen))
            await wait_until(lambda: [each for each in app.screen.query("#spot") if is_drawn(each)])
            assert "any key" in program.text() and "any key" not in text_of(app.screen)
            send_key(app, "x")  # it is not the room that leaves it
            await program.press("x")
            await wait_until(lambda: program.top is program.session)
            await wait_until(lambda: isinstance(app.screen, ProjectorScreen))


async def test_scores_are_hidden_from_the_room_until_they_are_revealed(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        for words in ("Taveon Lighting", "How do we grow?"):
            await program.enter(words)
        await program.press("tab")
        await program.enter("Jonas Weber, owner, JW")
        await program.press("tab")
        await program.enter("Dealer")
        await add_matrix(program)
        await program.enter("Margin = 5")
        await program.press("escape", "f")
        async with projected(tmp_path) as app:
            await same_look(program, app)
            await program.press("4")
            await wait_until(lambda: "1 of 1" in text_of(shown(app).query_one("#matrix-title")))
            (score,) = program.state.rows(Score)
            assert score.value == 4
            await wait_until(lambda: room_cells(app) == ["•"])
            assert " 4 " not in text_of(shown(app).query_one(Grid))
            await program.press("escape", "r")
            await wait_until(lambda: any(cell.startswith("4") for cell in room_cells(app)))


def grid(body: object) -> Grid:
    return body.query_one(Grid)  # type: ignore[attr-defined]


def room_cells(app: ProjectorApp) -> list[str]:
    return [cell.text for row in grid(shown(app).body).rows for cell in row.cells]


async def add_matrix(program: Program) -> None:
    """Put the scoring of channels behind the present stage and enter it."""
    from facilitator.agenda import stage
    from facilitator.workshop.stages import add_stage

    added = await program.session.desk.run(add_stage, stage("S3"))
    await program.session.enter(added)
    await program.settle()


async def test_either_side_may_come_and_go(tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    async with projected(tmp_path) as app:
        await wait_until(lambda: "Waiting for the database" in text_of(app.screen))
        assert isinstance(app.screen, WaitingScreen)
        await demo_in(tmp_path)
        await wait_until(lambda: isinstance(app.screen, ProjectorScreen))
        async with running(tmp_path, reference="1", stage_key="S1") as program:
            await program.enter("Said in the first window")
            await wait_until(lambda: "Said in the first window" in text_of(app.screen))
        away = places.database.with_name("away.db")
        places.database.rename(away)
        waiting = shown(app).query_one("#waiting")
        await wait_until(lambda: waiting.display and "Waiting for" in text_of(waiting))
        away.rename(places.database)
        await wait_until(lambda: not waiting.display)
        async with running(tmp_path, reference="1") as program:
            await program.enter("Said in the second window")
            await wait_until(lambda: "Said in the second window" in text_of(app.screen))
            drafts = await program.session.desk.opened.drafts()
            assert Look.of(drafts[LOOK]).stage == program.body.stage_id
        send_key(app, "q")
        await wait_until(lambda: app._exit)


def test_a_look_that_nobody_understands_says_nothing() -> None:
    for words in ("", "{", "[]", "7", '{"unknown": 1}', "null"):
        assert Look.of(words) == Look()
    look = Look("stage", "S", {"0": ["row", "column"]}, 1, {"ref": "S1"})
    assert Look.of(look.words()) == look
