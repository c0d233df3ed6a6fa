"""A program that is lost without a word comes back where it was; a fault costs one sentence."""

from pathlib import Path

import pytest

from facilitator.model import Card
from facilitator.store.store import NotSaved
from screens.app import FacilitatorApp
from screens.stages.board import SectionList
from screens.widgets.itemlist import ItemList
from tests.screens.program import Program, demo_in, running
from tests.screens.waiting import wait_until


async def kept(program: Program, words: str) -> None:
    """Until the half-typed words are on disk."""
    store = program.session.desk.opened.store
    wanted = program.session.desk.opened.id
    await wait_until(lambda: words in store.drafts(wanted).values())


async def lose(program: Program) -> None:
    """What a kill does: the end comes without before_leaving, so nothing more is kept."""
    program.app._has_saved = True
    await program.settle()


# -- the program is gone without a word ---------------------------------------------------------


async def test_stage_section_and_half_typed_line_are_there_again(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.press("tab", "tab")
        await program.paste("Fluorescent lamps leave")
        await kept(program, "Fluorescent lamps leave")
        await lose(program)
    async with running(tmp_path, reference="") as program:
        assert program.body.stage.key == "S1"
        assert program.body.section() == "O"
        assert program.line.draft() == "Fluorescent lamps leave"
        assert program.line.has_focus
        assert program.line.cursor_position == len("Fluorescent lamps leave")
        await program.press(*" now", "enter")
        assert [(card.section, card.text) for card in program.state.rows(Card)] == [
            ("O", "Fluorescent lamps leave now")
        ]
    async with running(tmp_path, reference="") as program:
        assert program.line.draft() == ""


async def test_an_edit_goes_on_as_an_edit_and_not_as_a_new_card(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("Spare parts for 7 years")
        await program.enter("Nine references")
        await program.paste("half a thought")
        await kept(program, "half a thought")
        await program.press("escape", "up", "e", *", in stock")
        await kept(program, "Spare parts for 7 years, in stock")
        await lose(program)
    async with running(tmp_path, reference="") as program:
        assert program.line.is_editing
        assert program.line.draft() == "Spare parts for 7 years, in stock"
        assert "S1 ›" in program.text("#capture")
        await program.press("enter")
        assert program.cards == [
            "Spare parts for 7 years, in stock",
            "Nine references",
        ]
        assert program.line.draft() == "half a thought"


async def test_the_clock_goes_on_from_where_the_program_was_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await lose(program)
    async with running(tmp_path, reference="") as program:
        assert program.body.stage.running_since
        assert program.text("#clock").startswith("3/8 SWOT · 0:0")


@pytest.mark.parametrize(
    "stage_key", ["P1", "S0", "S2", "S3", "S5", "S8", "S9", "S10", "A1", "S11"]
)
async def test_a_half_typed_line_comes_back_in_every_kind_of_stage(
    tmp_path: Path, stage_key: str
) -> None:
    async with running(await demo_in(tmp_path), reference="1", stage_key=stage_key) as program:
        label = program.text("#capture").partition("›")[0]
        await program.press("ctrl+u")
        await program.paste("half a thought")
        await kept(program, "half a thought")
        await lose(program)
    async with running(tmp_path, reference="1") as program:
        assert program.body.stage.key == stage_key
        assert program.line.draft() == "half a thought"
        assert program.text("#capture").partition("›")[0] == label


async def test_leaving_with_ctrl_q_keeps_the_last_letter(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.pilot.press(*"abc", "ctrl+q")
    async with running(tmp_path, reference="") as program:
        assert program.line.draft() == "abc"


# -- faults -------------------------------------------------------------------------------------


def fail(*_args: object, **_kwargs: object) -> None:
    raise ValueError("the words of the room")


@pytest.fixture
def surviving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults are what these tests are about: they are told, and the test goes on."""
    monkeypatch.setattr(FacilitatorApp, "raises_in_tests", False)


def said(program: Program) -> str:
    return " ".join(each.message for each in program.app._notifications)


async def test_a_fault_while_saving_keeps_the_words_and_enter_tries_again(
    tmp_path: Path, surviving: None
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        body = program.body
        body.capture = fail  # type: ignore[method-assign]
        await program.enter("Spare parts for 7 years")
        assert "That did not work" in said(program)
        assert "the words of the room" not in said(program)
        assert program.line.draft() == "Spare parts for 7 years"
        assert not program.state.rows(Card)
        del body.capture  # type: ignore[misc]
        await program.press("enter")
        assert program.cards == ["Spare parts for 7 years"]
        assert program.line.draft() == ""


async def test_a_fault_in_a_command_of_the_list_leaves_the_rest_at_work(
    tmp_path: Path, surviving: None
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        await program.enter("One")
        program.body.do_card_delete = fail  # type: ignore[attr-defined]
        await program.press("escape", "d")
        assert "That did not work" in said(program)
        await program.press("l")
        assert program.state.rows(Card)[0].listed
        await program.press("a")
        await program.enter("Two")
        assert program.cards == ["One", "Two"]


async def test_a_fault_in_a_worker_is_told_and_the_next_one_works(
    tmp_path: Path, surviving: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        with monkeypatch.context() as patched:
            patched.setattr("screens.stage.next_stage", fail)
            await program.press("ctrl+n")
            await wait_until(lambda: "That did not work" in said(program))
        await program.press("ctrl+g")
        await program.until("Enter goes there")


async def test_the_report_of_a_fault_holds_none_of_the_rooms_words(
    tmp_path: Path, surviving: None
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        program.body.capture = fail  # type: ignore[method-assign]
        await program.enter("Spare parts for 7 years")
    reports = [path.read_text("utf-8") for path in (tmp_path / "state" / "reports").iterdir()]
    assert reports and all("ValueError" in report for report in reports)
    assert not any("Spare" in report or "words of the room" in report for report in reports)


# -- the disk refuses ---------------------------------------------------------------------------


async def test_when_the_disk_refuses_nothing_is_ticked_and_the_words_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as program:
        await program.open_new()
        await program.go("S1")
        store = program.session.desk.opened.store

        def refuse(*_args: object) -> None:
            raise NotSaved("This was not saved: the disk is full. Free some space, press Enter.")

        with monkeypatch.context() as patched:
            patched.setattr(store, "commit", refuse)
            patched.setattr(store, "keep_draft", refuse)
            await program.enter("Spare parts")
            assert "the disk is full" in program.told
            assert "✓" not in program.told
            assert program.line.draft() == "Spare parts"
            shown = program.body.query_one("#section-S", SectionList)
            assert isinstance(shown, ItemList) and not shown.items
            await program.press(*" kept")
            await wait_until(lambda: "the disk is full" in program.told)
        await program.press("enter")
        assert program.cards == ["Spare parts kept"]
        assert "✓ S1 added" in program.told
