"""Whatever the room says is shown as said: nothing is drawn by it, run by it or lost."""

from pathlib import Path

import pytest
from textual.color import Color

from facilitator.model import Action, Card, Participant, Requirement
from facilitator.words.text import clean, is_blank
from screens.guard.output import _COMMANDS
from screens.widgets.pasting import cleaned_paste
from tests.nasty import NASTY, NASTY_LARGE
from tests.screens.program import Program, running
from tests.screens.waiting import wait_until

PARTS = 6
"""Each test takes every sixth string, so that both cores have something to do."""


def kept(words: str) -> list[str]:
    """The items a paste of these words makes, as the text policy keeps them."""
    lines = cleaned_paste(words)[0].splitlines()
    return [clean(line).text.strip() for line in lines if not is_blank(line)]


def harmless(program: Program) -> None:
    """Not one control character goes to the terminal, and nothing was started."""
    filters = program.app.get_line_filters()
    for strip in program.top._compositor.render_strips():
        shown = strip
        for each in filters:
            shown = shown.apply_filter(each, Color(0, 0, 0))
        text = "".join(segment.text for segment in shown if not segment.control)
        assert not _COMMANDS.search(text), ascii(text)
    assert program.app.return_code is None
    assert program.top is program.session, program.top


def shows(program: Program, words: str) -> bool:
    """Whether the beginning of the words is on the screen, literally (wide ones may wrap)."""
    first = "".join(words.split())[:12]
    return first in "".join(program.text().replace("┃", "").replace("│", "").split())


async def say(program: Program, words: str) -> None:
    """Paste into the line and press Enter; of several lines each becomes an item."""
    program.line.restore("")
    await program.paste(words)
    if program.top is not program.session:
        await program.press("1")
        await wait_until(lambda: program.top is program.session)
    else:
        await program.press("enter")
    await program.settle()


@pytest.mark.parametrize("part", range(PARTS))
async def test_on_the_board(tmp_path: Path, part: int) -> None:
    async with running(tmp_path, size=(120, 40)) as program:
        await program.open_new()
        await program.go("S1")
        for words in NASTY[part::PARTS]:
            wanted = [line for line in kept(words) if line[0] not in "!@?\\" or line[1:2] in "!?"]
            marked = len(wanted) != len(kept(words))
            before = len(program.state.rows(Card))
            await say(program, words)
            harmless(program)
            if marked:
                assert program.told, ascii(words)
                await program.press("ctrl+u")
                continue
            added = [card.text for card in program.state.rows(Card)][before:]
            assert added == wanted, (ascii(words), program.told)
            assert all(shows(program, text) for text in added[-1:]), (ascii(words), program.text())
            assert program.line.draft() == "" or not wanted


@pytest.mark.parametrize("part", range(PARTS))
async def test_in_names_and_titles(tmp_path: Path, part: int) -> None:
    async with running(tmp_path, size=(120, 40)) as program:
        await program.open_new()
        setup = program.body
        for words in NASTY[part::PARTS]:
            name = " ".join(kept(words))
            if not name or name[0] in "!@?\\":
                continue
            setup.go_to("title")
            await program.settle()
            program.line.restore(name)
            await program.press("enter")
            harmless(program)
            if len(name) > 200:
                assert "nothing was cut" in program.told and program.line.draft() == name
                program.line.restore("")
            else:
                assert program.state.workshop.title == name, (ascii(words), program.told)
                assert shows(program, name)
            setup.go_to("people")
            await program.settle()
            program.line.restore(name)
            count = len(program.state.people)
            await program.press("enter")
            harmless(program)
            people = program.state.rows(Participant)
            # A separator in a name begins the next field; what is refused says why and stays.
            if len(people) == count:
                assert program.told and program.line.draft() == name, ascii(words)
            else:
                assert people[-1].name and people[-1].name in name
                assert shows(program, people[-1].name)
            program.line.restore("")
        await program.go("S0")
        harmless(program)
        await program.go("S10")
        harmless(program)


@pytest.mark.parametrize("part", range(PARTS))
async def test_in_fields_of_requirements_and_actions(tmp_path: Path, part: int) -> None:
    async with running(tmp_path, size=(120, 40)) as program:
        await program.open_new("1")
        await program.press("tab")
        await program.enter("Anna Berg, finance, AB")
        await program.go("S7")
        for words in NASTY[part::PARTS]:
            text = " ".join(kept(words))
            if not text or text[0] in "!@?\\":
                continue
            count = len(program.state.rows(Requirement))
            program.line.restore(text)
            await program.press("enter")
            rows = program.state.rows(Requirement)
            if len(rows) == count:
                assert program.told and program.line.draft(), ascii(words)
            else:
                assert rows[-1].text and rows[-1].text.split(" ")[0] in text
            harmless(program)
            program.line.restore("")
        await program.go("S9")
        for words in NASTY[part::PARTS]:
            text = " ".join(kept(words))
            if not text:
                continue
            count = len(program.state.rows(Action))
            program.line.restore(f"@AB {text}; done: {text}")
            await program.press("enter")
            harmless(program)
            actions = program.state.rows(Action)
            if len(actions) == count:
                assert program.told and program.line.draft(), ascii(words)
            else:
                assert actions[-1].title, ascii(words)
                assert not _COMMANDS.search(actions[-1].title + actions[-1].measure)
            program.line.restore("")
        await program.go("S10")
        harmless(program)


async def test_what_a_paste_loses_is_said(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("a\x1b[2Jb\u202ec")
        assert program.line.draft() == "a[2Jbc"
        assert "removed" in program.told.casefold()


@pytest.mark.parametrize("at", range(len(NASTY_LARGE)))
async def test_what_is_too_large_gets_a_sentence(tmp_path: Path, at: int) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste(NASTY_LARGE[at])
        assert "Nothing was" in " ".join(program.told.split())
        assert not program.state.rows(Card)
        assert program.line.draft() == ""
        harmless(program)


async def test_the_largest_paste_taken_is_refused_whole_or_kept_whole(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await say(program, "word " * 30_000)
        assert not program.state.rows(Card)
        assert "149,999 characters; at most 2,000 fit here" in program.told
        assert program.line.draft().startswith("word word")
