"""Every stage and every dialog with every nasty string in every text of the session (F6).

What a screen shows of a harmless word, it shows of a nasty one, letter by letter. Stages come from
the worked example, dialogs from the list of commands: a new one is in here by itself. Some
strings meet some of the places by default; FACILITATOR_NASTY=1 shows all to all.
"""
# pyright: reportPrivateUsage=false

import os
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color

from facilitator.words.text import clean, is_blank
from facilitator.workshop.edit import Edit
from screens.commands import COMMANDS
from screens.guard.output import _COMMANDS
from screens.stages.kinds import BODIES
from tests.exports.demo import FREE_TEXT
from tests.nasty import NASTY
from tests.screens.program import Program, demo_in, running

ALL = bool(os.environ.get("FACILITATOR_NASTY"))

HARMLESS = "Qwzx plain"

SHARE = 20
"""Each string meets every twentieth place, others than the string before."""

LEAVES = {"app.quit", "theme", "bell", "home", "undo", "redo", "clock.break", "clock.extend"}
"""Commands that show nothing, or leave or change the session."""

DIALOGS = tuple(
    each for each in COMMANDS if each.place in ("app", "stage") and each.id not in LEAVES
)


def reworded(edit: Edit, words: str) -> None:
    """Put these words into every text of the session that somebody can type."""
    state = edit.state
    rows = [row for table in state._tables.values() for row in table.values()]
    for row in rows:
        names = [each for each in FREE_TEXT.get(row.__tablename__, ()) if getattr(row, each)]
        values: dict[str, Any] = dict.fromkeys(names, words)
        if values:
            edit.change(row, **values)
    edit.says(words)


def shown(program: Program) -> str:
    return "".join(each for each in program.text() if not each.isspace() and each not in "┃│▎▸")


def harmless(program: Program) -> None:
    """No command goes to the terminal; no text of the room is a link or an action."""
    filters = program.app.get_line_filters()
    for strip in program.top._compositor.render_strips():
        drawn = strip
        for each in filters:
            drawn = drawn.apply_filter(each, Color(0, 0, 0))
        for segment in drawn:
            assert segment.control or not _COMMANDS.search(segment.text), ascii(segment.text)
            if segment.style is not None:
                acts = str(segment.style.meta) + str(segment.style.link or "")
                assert "pwn" not in acts and "simulate" not in acts and "e.example" not in acts
    assert program.app.return_code is None


def begin_of(words: str) -> str:
    """So much of the words that any place which shows them shows it."""
    return "".join(words.split())[:5]


async def open_place(program: Program, place: str) -> None:
    """A stage by its id, or what a command shows."""
    if place in {each.id for each in DIALOGS}:

        async def called() -> None:
            result: Any = program.session.action_do(place)
            if hasattr(result, "__await__"):
                await result

        program.session.run_worker(called(), exit_on_error=False)  # it may wait for an answer
    else:
        stage = next(each for each in program.state.stages if each.id == place)
        await program.session.enter(stage)
    await program.settle()


async def close_place(program: Program) -> None:
    for _unused in range(6):
        if program.top is program.session:
            break
        await program.press("escape")
    assert program.top is program.session, program.top
    program.line.restore("")


def wanted(words: str) -> str:
    text = clean(words).text
    return "" if is_blank(text) else text


@pytest.mark.parametrize("part", range(2))
async def test_what_is_said_is_shown_as_said(tmp_path: Path, part: int) -> None:
    strings = [each for each in dict.fromkeys(map(wanted, NASTY)) if each][part::2]
    async with running(await demo_in(tmp_path), reference="1", size=(120, 40)) as program:
        places = [each.id for each in program.state.stages] + [each.id for each in DIALOGS]
        await program.session.desk.opened.run(reworded, HARMLESS)
        program.session.show()
        showing: dict[str, type] = {}
        for place in places:
            await open_place(program, place)
            if begin_of(HARMLESS) in shown(program):
                showing[place] = type(program.top)
            await close_place(program)
        assert len(showing) > len(places) / 3, showing
        for number, words in enumerate(strings if ALL else strings[::7]):
            await program.session.desk.opened.run(reworded, words)
            program.session.show()
            for place in places if ALL else places[number % SHARE :: SHARE]:
                await open_place(program, place)
                harmless(program)
                is_same = showing.get(place) is type(program.top)
                if is_same and words.isprintable() and words.isascii():
                    assert begin_of(words) in shown(program), (place, ascii(words), program.text())
                await close_place(program)


async def test_every_kind_of_stage_is_among_the_places(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1") as program:
        kinds = {str(each.kind) for each in program.state.stages}
    assert set(BODIES) - kinds <= {"setup"}, "the worked example lacks a kind of stage"
    assert any(each.id == "setup" for each in DIALOGS)  # shown by its command
