"""Every stage in every terminal: sizes, resizing, no colours, another alphabet on the keys."""

from pathlib import Path

import pytest
from textual import events
from textual.color import Color
from textual.filter import Monochrome, NoColor

from facilitator.model import Card
from screens.frame import BROAD_RAIL_FROM
from screens.guard.smallness import TooSmall
from screens.widgets.capture_bar import CaptureBar
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until

SIZES = ((60, 18), (80, 24), (120, 40), (240, 70))
TOO_SMALL = ((1, 1), (1, 6), (2, 9), (59, 40), (100, 17), (2, 70), (240, 1))
STAGES = ("P1", "S0", "A1", "A2", "A3", "A4", "A5", "A6", "S1", "S2", "S3", "S4", "S5", "S6", "S7")
STAGES += ("S8", "S9", "S10", "S11", "break")


async def resize(program: Program, size: tuple[int, int]) -> None:
    await program.pilot.resize_terminal(*size)
    await program.settle()


def looks_whole(program: Program, size: tuple[int, int]) -> None:
    """Question, line and footer are where they belong, and the body has room."""
    width, height = size
    screen = program.session
    question, footer = screen.query_one("#question"), screen.query_one("#footer")
    line, body = screen.query_one(CaptureBar), screen.query_one("#stage")
    assert footer.region.bottom == height
    assert line.region.y == height - 2
    assert line.line.region.width >= width // 3, line.line.region
    assert 1 <= question.region.height <= 2 and question.region.bottom <= line.region.y
    assert body.region.height >= 8
    # The rail takes eighteen columns, and twenty-eight of a terminal that has them to give.
    assert body.region.width >= width - (28 if width >= BROAD_RAIL_FROM else 18)
    rows = program.text().splitlines()
    assert len(rows) <= height
    assert "›" in rows[height - 2]
    plan = program.body.plan
    words = plan.prompts[0] if plan.prompts else plan.purpose
    assert " ".join(words.split()[:2]) in " ".join(program.text("#question").split())
    assert all(len(row) <= width for row in rows)


@pytest.mark.parametrize("stage_key", STAGES)
async def test_a_stage_is_whole_at_every_size_and_survives_every_other(
    tmp_path: Path, stage_key: str
) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        stage = next(each for each in program.state.stages if each.key.startswith(stage_key))
        await program.session.enter(stage)
        await program.settle()
        for size in SIZES:
            await resize(program, size)
            looks_whole(program, size)
            assert not program.session.query(TooSmall)
        for size in TOO_SMALL:
            await resize(program, size)
            assert program.session.query(TooSmall)
        await resize(program, (80, 24))
        looks_whole(program, (80, 24))
        assert not program.session.query(TooSmall)
        await program.press("escape")
        program.session.tell("A sentence that takes many lines in a window of few columns.")
        await resize(program, (1, 6))
        for size in ((1, 1), (60, 18), (240, 70)):
            await resize(program, size)
        looks_whole(program, (240, 70))


async def test_a_storm_of_sizes_loses_neither_words_nor_cursor(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key="S1") as program:
        await program.press("tab")
        await program.paste("half a thought")
        for width, height in ((1, 1), (300, 5), (61, 19), (5, 300), (0, 0), (90, 30), (80, 24)):
            await program.pilot.resize_terminal(width, height)
        await program.settle()
        looks_whole(program, (80, 24))
        assert program.line.draft() == "half a thought"
        assert program.body.section() == "W"


async def test_what_is_said_on_a_small_screen_names_both_sizes(tmp_path: Path) -> None:
    async with running(tmp_path, size=(50, 10)) as program:
        assert "This window is 50 × 10; the session needs 60 × 18." in " ".join(
            program.text().split()
        )


@pytest.mark.parametrize("size", [(60, 18), (240, 70)])
async def test_dialogs_fit_the_smallest_and_the_largest_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(
        await demo_in(tmp_path), reference="1", stage_key="S1", size=size
    ) as program:
        for key in ("f1", "ctrl+p", "ctrl+g", "ctrl+l", "f9", "f4", "ctrl+e"):
            await program.press(key)
            await wait_until(lambda: program.top is not program.session)
            await program.settle()
            (dialog,) = program.top.query(".dialog")
            assert dialog.region.height >= 5
            assert dialog.region.right <= size[0] and dialog.region.bottom <= size[1]
            last = dialog.query("*").last().region
            assert last.bottom <= dialog.region.bottom, key
            await program.press("escape")
            assert program.top is program.session


async def test_without_colours_signs_and_words_still_say_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(await demo_in(tmp_path), reference="1", stage_key="S1") as program:
        assert any(
            isinstance(each, Monochrome | NoColor) for each in program.app.get_line_filters()
        )
        looks_whole(program, (80, 24))
        assert "← typing" in program.text("#stage")
        assert "▸" in program.text("#stage")
        assert "▶ SWOT" in program.text("#rail")
        for strip in program.session._compositor.render_strips():
            shown = strip
            for each in program.app.get_line_filters():
                shown = shown.apply_filter(each, Color(0, 0, 0))
            for segment in shown:
                colour = segment.style.color if segment.style else None
                assert colour is None or not colour.triplet or len(set(colour.triplet)) == 1


# -- a Cyrillic layout --------------------------------------------------------------------------


async def key(program: Program, name: str, character: str | None) -> None:
    """A key as a terminal sends it."""
    program.app.post_message(events.Key(name, character))
    await program.settle()


async def test_commands_act_on_the_place_of_the_key_and_words_stay_words(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        for letter in "вода":
            await key(program, letter, letter)
        await program.press("enter")
        assert program.cards == ["вода"]
        await program.press("escape")
        await key(program, "в", "в")  # d on a Latin layout
        assert not program.state.rows(Card)
        await key(program, "ctrl+я", None)  # ctrl+z
        assert program.cards == ["вода"]
        await key(program, "г", "г")  # u
        assert not program.state.rows(Card)
        await key(program, "ctrl+н", None)  # ctrl+y
        assert program.cards == ["вода"]
        await key(program, "ф", "ф")  # a: back to the line
        assert program.line.has_focus
        await key(program, "в", "в")
        assert program.line.draft() == "в"


async def test_the_list_of_sessions_takes_cyrillic_keys_too(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await key(program, "т", "т")  # n
        await program.until("Which agenda?")
        await program.press("2")
        await program.until("Session ›")
