"""The spotlight in the running program: one key in, any key out, whatever is shown and typed."""

from pathlib import Path

from facilitator.words.language import use
from screens.spotlight.screen import SpotlightScreen
from tests.screens.program import Program, demo_in, running

KEYS = ("x", "enter", "escape", "f1", "ctrl+p", "f9", "space", "up", "ctrl+n")


def in_spotlight(program: Program) -> bool:
    return isinstance(program.top, SpotlightScreen)


async def test_one_key_in_any_key_out_and_nothing_else_happens(tmp_path: Path) -> None:
    async with running(
        await demo_in(tmp_path), reference="1", stage_key="S1", size=(120, 40)
    ) as program:
        await program.paste("half a thought")
        stage, head = program.body.stage_id, program.state.head
        for key in KEYS:
            await program.press("ctrl+o")
            assert in_spotlight(program)
            await program.press(key)
            assert program.top is program.session, key
        assert program.line.draft() == "half a thought"
        assert program.body.stage_id == stage
        assert program.state.head == head
        await program.press("escape", "down", "z")
        assert in_spotlight(program)
        assert "█" in program.text(), "a card is set in large letters where there is room"
        await program.press("я")
        assert program.top is program.session


async def test_the_spotlight_fits_every_size_and_follows_it(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key="S3") as program:
        await program.press("escape")
        for key, sign in (("z", "score"), ("Z", "1 2 3 4 5"), ("T", "This session is closed.")):
            await program.press(key)
            for size in ((60, 18), (240, 70), (80, 24), (1, 1), (120, 40)):
                await program.pilot.resize_terminal(*size)
                await program.settle()
                rows = program.text().splitlines()
                assert len(rows) <= size[1] and all(len(row) <= size[0] for row in rows)
                assert in_spotlight(program)
                if size[0] >= 60:
                    assert sign in program.text(), (key, size, program.text())
                    assert "any key goes back" in program.text()
            await program.press("q")


async def test_every_chart_is_reached_by_a_key_on_the_page_of_its_figures(tmp_path: Path) -> None:
    seen: dict[str, str] = {}
    async with running(
        await demo_in(tmp_path), reference="1", stage_key="A1", size=(120, 40)
    ) as program:
        for stage_key in ("A1", "A3", "A6", "S3", "S10"):
            await program.go(
                next(s.key for s in program.state.stages if s.key.startswith(stage_key))
            )
            await program.press("escape")
            pages = getattr(program.body, "tabs", lambda: [None])()
            for number, _page in enumerate(pages):
                await program.press(*(["]"] if number else []), "Z")
                if in_spotlight(program):
                    page = getattr(program.body, "tab", None)
                    kind = page.page if page else program.body.stage.kind
                    seen[kind] = program.text().replace("\u00a0", " ")
                    await program.press("q")
    wanted = {
        "view:months": "┿",
        "view:season": "highest",
        "view:abc": "── 80 % of the revenue",
        "view:matrix": "▓",
        "sheet:funnel": "↓ 8.0 %",
        "matrix": "0 0 0 2 4",
        "agreement": "5×2 4×4",
    }
    for page, sign in wanted.items():
        assert sign in seen.get(page, ""), (page, seen.keys())


async def test_where_nothing_can_be_shown_the_reason_is_said(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.press("ctrl+o")
        assert program.top is program.session
        assert "nothing under the cursor" in program.told
        await program.press("escape", "Z")
        assert "There is no chart here" in program.told


async def test_the_clock_runs_in_the_spotlight_of_a_session_under_way(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as program:
        await program.open_new()
        await program.go("S1")
        await program.press("escape", "T")
        assert in_spotlight(program)
        said = " ".join(program.text().split())
        assert " of 40:00 · ends " in said, said


async def test_words_of_the_room_are_never_markup(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40)) as program:
        await program.open_new()
        await program.go("S1")
        words = "[bold]漢[/bold] [@click=app.quit]x[/] $text"
        await program.paste(words)
        await program.press("enter", "ctrl+o")
        assert words in " ".join(program.text().split())


async def test_the_key_line_speaks_the_language_of_the_screen(tmp_path: Path) -> None:
    use("en")
    async with running(await demo_in(tmp_path), reference="1", stage_key="S1") as program:
        await program.press("ctrl+o")
        assert "any key goes back" in program.text()
