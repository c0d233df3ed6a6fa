"""The line every stage has: what is captured anywhere, kept half typed, or pasted."""

from pathlib import Path

import pytest
from textual import events

from facilitator.model import Action, Card, Decision, Parked
from facilitator.workshop.agreement import reopen_plan
from screens.dialogs.choose import ChooseDialog
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until

KINDS = ("P1", "S0", "A1", "A6", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11")
"""A stage of every kind but the break, which has no key of its own."""


async def prepared(program: Program) -> None:
    """Half a day with three people."""
    await program.open_new()
    await program.press("tab")
    for person in ("Jonas Weber, owner, JW", "Anna Berg, finance, AB"):
        await program.enter(person)


@pytest.mark.parametrize("stage_key", KINDS)
async def test_decisions_actions_and_parked_items_are_captured_anywhere(
    tmp_path: Path, stage_key: str
) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key=stage_key) as program:
        if program.state.workshop.agreed:
            await program.session.desk.run(reopen_plan, "the test says more")
        state = program.state
        counts = [len(state.rows(kind)) for kind in (Decision, Action, Parked)]
        await program.press("ctrl+u")
        await program.enter("! No more discounts because they cost us the margin")
        assert "decided" in program.told
        await program.press("ctrl+u")
        await program.enter("@AB Price the retrofit by 29 jan 2027; done: list signed")
        assert "for Anna Berg by Fri 29 Jan 2027" in program.told
        await program.press("ctrl+u")
        await program.enter("? Own-brand luminaires")
        assert "parked" in program.told
        state = program.state
        assert [len(state.rows(kind)) for kind in (Decision, Action, Parked)] == [
            count + 1 for count in counts
        ]
        assert state.rows(Decision)[-1].reason == "they cost us the margin"
        assert program.line.draft() == program.body.words()
        assert program.body.stage.key == stage_key


async def test_a_decision_begun_in_a_form_does_not_take_the_fields_words_along(
    tmp_path: Path,
) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key="S5") as program:
        assert program.line.draft() == program.body.words() != ""
        await program.press("ctrl+d")
        assert program.line.draft() == "! "


@pytest.mark.parametrize(("key", "begin"), [("ctrl+d", "! "), ("f6", "@"), ("f7", "? ")])
async def test_a_key_begins_what_is_to_be_captured_and_keeps_the_words(
    tmp_path: Path, key: str, begin: str
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("less discount")
        await program.press(key)
        assert program.line.draft() == f"{begin}less discount"
        assert program.line.has_focus


async def test_a_refused_line_stays_and_says_why(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await prepared(program)
        await program.go("S1")
        await program.enter("@XY Call by fri")
        assert "XY" in program.told
        assert program.line.draft() == "@XY Call by fri"
        assert not program.state.rows(Action)


async def test_letters_typed_right_behind_tab_belong_to_the_next_section(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        app = program.app
        for key in ("a", "b", "tab", "c", "d", "enter", "tab", "e", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await program.settle()
        assert {(card.section, card.text) for card in program.state.rows(Card)} == {
            ("W", "cd"),
            ("O", "e"),
        }
        await program.press("shift+tab", "shift+tab")
        assert program.line.draft() == "ab"


async def test_each_stage_keeps_its_own_half_typed_line(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("a strength, half")
        await program.press("tab")
        assert program.line.draft() == ""
        await program.paste("a weakness, half")
        await program.go("S2")
        assert program.line.draft() == ""
        await program.paste("an option, half")
        await program.go("S1")
        assert program.line.draft() == "a strength, half"
        await program.press("tab")
        assert program.line.draft() == "a weakness, half"


async def test_ten_pasted_lines_are_ten_items_when_asked_for_and_one_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("\n".join(f"Fact {number}" for number in range(10)))
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        assert "10 lines were pasted." in program.text()
        assert not program.cards
        await program.press("1")
        assert program.cards == [f"Fact {number}" for number in range(10)]
        await program.press("ctrl+z")
        assert not program.cards


async def test_pasted_lines_can_be_one_text_or_left_out(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("before ")
        await program.paste("one\ntwo")
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        await program.press("2")
        assert program.line.draft() == "before one two"
        await program.paste("three\nfour")
        await wait_until(lambda: isinstance(program.top, ChooseDialog))
        await program.press("3")
        assert program.line.draft() == "before one two"
        assert not program.cards


async def test_a_paste_of_a_megabyte_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.paste("kept ")
        await program.paste("x" * 1_000_000)
        assert "That paste has 1000 kB" in program.told
        assert "Nothing was inserted." in " ".join(program.told.split())
        assert program.line.draft() == "kept "
