"""Every text of the running program, in both themes, is legible from the back row; and the same
program says everything without colours."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color

from facilitator.model import Stage
from screens.guard.smallness import TooSmall
from screens.stages.kinds import BODIES
from screens.stages.paged import PagedBody
from screens.theme import DARK, LIGHT
from tests.screens.program import Program, demo_in, running
from tests.screens.readable.painted import painted
from tests.screens.waiting import wait_until

SIZE = (100, 30)
DIALOGS = ("f1", "f4", "f9", "ctrl+e", "ctrl+g", "ctrl+l", "ctrl+p")


async def states_of_a_session(program: Program) -> AsyncGenerator[str]:
    """Bring the session into one state after another."""
    seen: set[str] = set()
    for stage in program.state.rows(Stage):
        if stage.kind in seen:
            continue
        seen.add(str(stage.kind))
        await program.session.enter(stage)
        await program.settle()
        yield f"{stage.key} in the line"
        await program.press("escape")
        yield f"{stage.key} in the list"
        await program.press("end")
        yield f"{stage.key} at the end of the list"
        for key in ("z", "Z", "T"):
            await program.press(key)
            yield f"{stage.key} {key}"
            if program.top is not program.session:
                await program.press("escape")
        if stage.kind == "figures":
            assert isinstance(program.body, PagedBody)
            for page in program.body.tabs()[1:]:
                await program.press("]")
                yield f"page {page.key}"
    assert seen == set(BODIES), "the walk has seen every body there is"
    await program.go("S1")
    await program.paste("a thought half typed")
    yield "words in the line"
    await program.press("shift+home")
    yield "words marked"
    for key in DIALOGS:
        await program.press(key)
        await wait_until(lambda: program.top is not program.session)
        await program.settle()
        yield f"dialog {key}"
        await program.press("down", "down")
        yield f"dialog {key} further down"
        await program.press("escape")
    await program.press("ctrl+p", *"qqqq")
    yield "the palette without a hit"
    await program.press("escape")
    for tone in ("", "good", "warn", "bad"):
        program.session.tell("A sentence for the room.", tone)
        await program.settle()
        yield f"told {tone}"
    await program.pilot.resize_terminal(50, 12)
    await program.settle()
    assert program.session.query(TooSmall)
    yield "too small"


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
async def test_every_text_on_every_screen_is_legible(tmp_path: Path, theme: str) -> None:
    async with running(await demo_in(tmp_path), size=SIZE) as program:
        program.app.theme = theme
        low: dict[tuple[str, str, str], str] = {}

        async def look(state: str) -> None:
            await program.settle()
            for each in painted(program.app):
                if not each.is_legible:
                    key = (each.ink.hex, each.paper.hex, str(each.is_frame))
                    low.setdefault(key, f"{each.contrast:.2f} {state}: {each.text.strip()[:40]!r}")

        await look("the list of sessions")
        for key in ("f1", "ctrl+p", "n"):
            await program.press(key)
            await look(f"the list of sessions, {key}")
            await program.press("escape")
        program.home.tell("Nothing could be opened.")
        await look("the list of sessions, told")
        await program.press("enter")
        await wait_until(lambda: len(program.app.screen_stack) > 2)
        await program.settle()
        async for state in states_of_a_session(program):
            await look(state)
        assert not low, "\n".join(f"{key}: {said}" for key, said in low.items())


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_with_the_terminals_own_palette_no_colour_is_ours(tmp_path: Path, theme: str) -> None:
    async with running(
        await demo_in(tmp_path), reference="1", stage_key="S1", size=SIZE
    ) as program:
        program.app.theme = theme
        await program.press("escape")
        for key in ("", "f1", "z"):
            if key:
                await program.press(key)
            rows = program.top._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
            for segment in (each for strip in rows for each in strip if each.text.strip()):
                style = segment.style or Style.null()
                for colour in (style.color, style.bgcolor):
                    own = colour is not None and colour.triplet is not None
                    assert not own, (key, segment)
            if key:
                await program.press("escape")


async def test_without_colours_cursor_focus_stage_and_clock_can_be_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(
        await demo_in(tmp_path), reference="1", stage_key="S1", size=SIZE
    ) as program:
        assert "▶ SWOT" in program.text("#rail")
        assert "← typing" in program.text("#stage")
        in_line = program.text()
        await program.press("escape")
        in_list = program.text()
        assert "▸" in in_list
        assert in_line != in_list, "the footer names the keys of what has the focus"
        reversed_ones = [
            segment
            for strip in program.session._compositor.render_strips()  # pyright: ignore[reportPrivateUsage]
            for segment in strip
            if segment.style and segment.style.reverse and segment.text.strip()
        ]
        assert reversed_ones, "the cursor that keys act on is also drawn in reverse"
        for each in painted(program.app):
            assert _is_grey(each.ink) and _is_grey(each.paper), each
            assert each.is_legible, each
        for key in ("z", "Z", "f1"):
            await program.press(key)
            assert all(_is_grey(each.ink) and each.is_legible for each in painted(program.app))
            await program.press("escape")


def _is_grey(colour: Color) -> bool:
    return len(set(colour.rgb)) == 1
