"""Every stage and every dialog at the four sizes of a room, with one program per size.

Stages come from the demo and from every ready agenda of plans; dialogs from the table of commands:
a new one cannot be forgotten.
"""

from datetime import date
from pathlib import Path

import pytest
from textual.widget import Widget

from facilitator.agenda.library import all_agendas
from facilitator.model.workshop import OPERATIONAL_PLAN, PERSONAL_PLAN, SALES_PLAN, SESSION
from screens.commands import COMMANDS
from screens.guard.smallness import TooSmall
from screens.spotlight.screen import SpotlightScreen
from screens.widgets.capture_bar import CaptureBar
from tests.screens.program import Program, demo_in, running

SIZES = ((60, 18), (80, 24), (120, 40), (240, 70))
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
FEBRUARY = (date(2027, 2, 1), date(2027, 2, 28))
NOT_HERE = frozenset({"app.quit", "home"})
"""Commands that leave the session."""


def looks_whole(program: Program, size: tuple[int, int], where: str) -> None:
    """Question, line and footer are seen whole, the body has room, nothing lies beyond it."""
    width, height = size
    screen = program.session
    question, footer = screen.query_one("#question"), screen.query_one("#footer")
    bar, body = screen.query_one(CaptureBar), screen.query_one("#stage")
    rows = program.text().splitlines()
    assert len(rows) <= height and all(len(row) <= width for row in rows), where
    assert footer.region.bottom == height and footer.region.height == 1, where
    assert "F1" in rows[height - 1], (where, rows[height - 1])
    assert "›" in program.text("#capture"), where
    assert bar.line.region.width >= width // 3, where
    plan = program.body.plan
    assert bool(program.text("#question").strip()) == bool(plan.prompts or plan.purpose), where
    assert question.region.bottom <= bar.region.y, where
    assert body.region.height >= 8, where
    focused = program.app.focused
    assert focused is not None and focused.region.area > 0, (where, "the focus is out of sight")
    for widget in shown_in(body):
        assert body.region.contains_region(widget.region), (where, widget, widget.region)
    ends_in_sight(rows, width, where)


def shown_in(widget: Widget) -> list[Widget]:
    """Widgets of the stage that have a place on the screen."""
    return [each for each in widget.query("*") if each.display and each.region.area]


def ends_in_sight(rows: list[str], width: int, where: str) -> None:
    """Title and footer that are too long end in an ellipsis."""
    for row in (rows[0], rows[-1]):
        if len(row) == width:
            assert row.rstrip()[-1] in "…)" or row.rstrip()[-1].isalnum(), (where, row)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_stage_is_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(await demo_in(tmp_path), reference="1", size=size) as program:
        for stage in program.state.stages:
            await program.session.enter(stage)
            await program.settle()
            looks_whole(program, size, f"{stage.key} in the line")
            await program.press("escape")
            looks_whole(program, size, f"{stage.key} in the list")
            await program.press("a")


async def test_every_stage_of_every_plan_is_whole(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", size=SIZES[0]) as program:
        library = program.app.library
        assert library is not None
        session, walked = program.session.desk.opened.id, program.state.workshop.agenda_id
        for agenda in all_agendas(library.store.places.config).agendas:
            if agenda.id == walked:  # the demo's: each of its stages is seen at every size
                continue
            if agenda.kind == SESSION:
                plan = await library.create(agenda)
            else:
                person = "IS" if agenda.kind == PERSONAL_PLAN else ""
                plan = await library.derive(session, agenda, period_for(agenda.kind), person)
            await program.app.open_session(plan.id)
            await program.settle()
            for number, stage in enumerate(program.state.stages):
                size = SIZES[number % 4]
                await program.pilot.resize_terminal(*size)
                await program.session.enter(stage)
                await program.settle()
                looks_whole(program, size, f"{agenda.id} {stage.key} at {size}")


def period_for(kind: str) -> tuple[date, date] | None:
    """The days a plan of this kind is made for here."""
    periods = {SALES_PLAN: YEAR, OPERATIONAL_PLAN: FEBRUARY, PERSONAL_PLAN: FEBRUARY}
    return periods.get(kind)


async def test_a_stage_stays_whole_while_the_window_changes(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", size=SIZES[0]) as program:
        for number, stage in enumerate(program.state.stages):
            await program.session.enter(stage)
            await program.settle()
            for size in (SIZES[number % 4], (59, 17), SIZES[(number + 2) % 4]):
                await program.pilot.resize_terminal(*size)
                await program.settle()
                if size in SIZES:
                    looks_whole(program, size, f"{stage.key} at {size}")
                else:
                    said = " ".join(program.text().split())
                    assert "59 × 17" in said and "60 × 18" in said
                    assert program.session.query(TooSmall)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_dialog_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    opened: set[str] = set()
    async with running(
        await demo_in(tmp_path), reference="1", stage_key="S1", size=size
    ) as program:
        for each in COMMANDS:
            if each.place not in ("app", "stage") or each.id in NOT_HERE:
                continue
            if each.keys:
                await program.press(each.keys[0])
            elif each.place == "stage":
                await program.session.action_do(each.id)
                await program.settle()
            if program.top is program.session:
                if program.body.stage.key != "S1":
                    await program.go("S1")
                continue
            opened.add(each.id)
            fits(program, size, each.id)
            for _again in range(4):
                if program.top is not program.session:
                    await program.press("escape")
            assert program.top is program.session, each.id
    assert {"help", "palette", "stage.go", "export", "history", "lists", "spot"} <= opened
    assert {"clock.about", "plan.derive", "spot.table", "spot.clock"} <= opened, "without a key"


def fits(program: Program, size: tuple[int, int], where: str) -> None:
    """The dialog is on the screen as a whole, with its focus and a way out."""
    width, height = size
    rows = program.text().splitlines()
    assert len(rows) <= height and all(len(row) <= width for row in rows), where
    assert program.text().strip(), where
    if isinstance(program.top, SpotlightScreen):
        return
    box = next(iter(program.top.query(".dialog")), None)
    if box is None:
        return
    assert box.region.x >= 0 and box.region.right <= width, where
    assert box.region.y >= 0 and box.region.bottom <= height, where
    assert box.region.height >= 3, where
    for widget in shown_in(box):
        assert box.region.contains_region(widget.region), (where, widget, widget.region)
    if any(each.focusable for each in shown_in(box)):
        focused = program.app.focused
        assert focused is not None and focused.region.area > 0, (where, "no focus")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_list_of_sessions_is_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(await demo_in(tmp_path), size=size) as program:
        rows = program.text().splitlines()
        assert "Taveon" in program.text()
        assert "F1" in rows[size[1] - 1]
        assert all(len(row) <= size[0] for row in rows)
        for key in ("n", "f1", "ctrl+p"):
            await program.press(key)
            fits(program, size, key)
            await program.press("escape")
