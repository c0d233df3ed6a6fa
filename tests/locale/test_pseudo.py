"""With texts 40 % longer nothing essential is clipped: on every stage of the worked example."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.content import Content
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import Static

from facilitator.words import language
from facilitator.workshop.setup import change_session
from facilitator.workshop.stages import plan_of, show_prompt
from screens.widgets.rail import Rail
from tests.locale.pseudo import Pseudo, pseudo
from tests.screens.program import Program, demo_in, running
from tests.screens.stages.host import text_of


@pytest.fixture(autouse=True)
def longer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(language.LANGUAGES, "xx", "Pseudo")
    catalogue = Pseudo()
    monkeypatch.setattr(language, "_catalogue", lambda _code: catalogue)
    language.use("xx")
    yield
    language.use("en")


def test_places_and_edges_stay() -> None:
    assert pseudo("Read {path} now.") == "Ŕéàd {path} ñôw~~~~."
    assert pseudo("{n:,} cards") == "{n:,} çàŕdš~~"
    assert pseudo("{a}: {b}") == "{a}: {b}"


SIZES = [(80, 24), (120, 40)]
WHOLE = ("question", "told", "footer")
"""Texts of the frame of which nothing may be missing."""


def squeezed(text: str) -> str:
    return "".join(each for each in text if not each.isspace())


def clipped(program: Program) -> Iterator[str]:
    """Texts of the top screen of which a part is neither seen nor announced by an ellipsis."""
    for widget in program.top.query(Static):
        if isinstance(widget, Rail) or not _is_seen(widget):
            continue
        content = visualize(widget, widget.content)
        whole = squeezed(content.plain if isinstance(content, Content) else str(content))
        there = squeezed(text_of(widget))
        if whole not in there and (widget.id in WHOLE or not there.rstrip("─━╯┛").endswith("…")):
            yield f"{widget.id or type(widget).__name__}: {whole} is seen as {there}"


def _is_seen(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self) and bool(widget.region)


@pytest.mark.parametrize("size", SIZES)
async def test_every_stage(tmp_path: Path, size: tuple[int, int]) -> None:
    found: list[str] = []
    async with running(await demo_in(tmp_path), reference="1", size=size) as program:
        await program.session.desk.run(change_session, language="xx")
        for stage in program.state.stages:
            await program.session.enter(stage)
            for keys in ([], ["escape"]):  # in the line, then in the list
                await program.press(*keys)
                await program.settle()
                shown = program.text("#footer")
                assert "^P" in shown or "ctrl+p" in shown.lower(), shown
                found += [f"{stage.key} {each}" for each in clipped(program)]
            for at in range(len(plan_of(stage).prompts) if size == SIZES[0] else 0):
                await program.session.desk.run(show_prompt, 1, stage.id)
                await program.settle()
                cut = [each for each in clipped(program) if each.startswith("question")]
                found += [f"{stage.key} prompt {at} {each}" for each in cut]
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize("size", SIZES)
async def test_dialogs(tmp_path: Path, size: tuple[int, int]) -> None:
    found: list[str] = []
    async with running(await demo_in(tmp_path), size=size) as program:
        found += [f"home {each}" for each in clipped(program)]
        await program.press("n")
        await program.settle()
        found += [f"new {each}" for each in clipped(program)]
    async with running(tmp_path, reference="1", stage_key="S9", size=size) as program:
        for command in ("do_lists", "do_check", "do_stage_go", "do_stage_next", "do_export",
                        "do_history", "do_stage_about"):  # fmt: skip
            result = getattr(program.session, command)()
            if hasattr(result, "__await__") and not hasattr(result, "is_finished"):
                await result
            await program.settle()
            found += [f"{command} {each}" for each in clipped(program)]
            await program.press("escape")
        for command in ("do_help", "do_palette"):
            owner = program.session if hasattr(program.session, command) else program.app
            getattr(owner, command)()
            await program.settle()
            found += [f"{command} {each}" for each in clipped(program)]
            await program.press("escape")
    assert not found, "\n".join(sorted(set(found)))
