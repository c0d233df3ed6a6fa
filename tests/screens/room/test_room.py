"""Turns, silent writing, own notes and breaks, by the keys of a moderator who goes on typing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from textual.widgets import Digits, TextArea

from facilitator.model import Answer, Card, Stage
from facilitator.workshop.notes import note_of
from facilitator.workshop.opened import OpenWorkshop
from screens.room.note import PLACE, NoteDialog
from tests.screens.stages.host import NOW, Shown, bare, showing


def later(shown: Shown, seconds: int) -> None:
    opened = shown.app.desk.opened
    opened.clock = replace(opened.clock, now=lambda: NOW + timedelta(seconds=seconds))
    shown.screen.show_room()


async def test_turns_go_round_beside_the_typing(tmp_path: Path) -> None:
    rows = [row.with_changes({"presence": "absent"}) if row.id == "IS" else row for row in bare()]
    async with showing(tmp_path, "S1", rows) as shown:
        await shown.type("half a thou", enter=False)
        await shown.press("ctrl+x")
        assert (
            "Turn: Jonas Weber · 1 of 5 · then Piotr Nowak · 3 more · ^X next, F10 later"
            in shown.said("#room")
        )
        assert shown.screen.line.draft() == "half a thou"
        assert shown.screen.line.has_focus
        await shown.type("ght")
        assert [card.text for card in shown.state.rows(Card)] == ["half a thought"]
        await shown.press("ctrl+x")
        assert "Turn: Piotr Nowak · 2 of 5" in shown.said("#room")
        await shown.press("f10")
        assert "Turn: Elena Markovic · 2 of 5" in shown.said("#room")
        await shown.press("ctrl+x", "escape", "N", "ctrl+x")
        assert "Turn: Piotr Nowak · 5 of 5 · the last one" in shown.said("#room")
        await shown.press("ctrl+x")
        assert "✓ Everybody had their turn. ^X begins another round." in shown.said("#room")
        await shown.press("ctrl+x")
        assert "Turn: Piotr Nowak · 1 of 5" in shown.said("#room"), "somebody else begins"
        await shown.press("ctrl+z")
        assert shown.state.rows(Card) == (), "undo is for what was typed, not for turns"
        assert "Turn: Piotr Nowak" in shown.said("#room")


async def test_words_marked_in_the_line_are_still_cut(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        await shown.type("three words here", enter=False)
        await shown.press("ctrl+shift+left", "ctrl+x")
        assert shown.screen.line.draft() == "three words "
        assert not shown.screen.query_one("#room").display


async def test_silent_writing_counts_down_while_the_line_takes_words(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        await shown.press("f11")
        assert "5 minutes" in shown.said(), "the agenda plans five minutes of silent writing"
        await shown.press("1", "2", "backspace", "enter")
        assert "Silent writing" in shown.said("#room")
        assert shown.screen.query_one("#room-left", Digits).value == "1:00"
        await shown.type("written meanwhile")
        assert [card.text for card in shown.state.rows(Card)] == ["written meanwhile"]
        later(shown, 20)
        assert shown.screen.query_one("#room-left", Digits).value == "0:40"
        await shown.press("f11", "2")
        assert shown.screen.query_one("#room-left", Digits).value == "2:40"
        rung: list[bool] = []
        shown.app.bell = lambda: rung.append(True)
        later(shown, 180)
        later(shown, 181)
        assert "✓ Time is up, pens down." in shown.said("#room")
        assert rung == [], "it rings only when it was switched on"
        shown.screen.do_bell()
        assert rung == [True]
        await shown.press("f11")
        assert not shown.screen.query_one("#room").display
        await shown.press("f11", "1", "enter")
        later(shown, 182 + 59)
        later(shown, 182 + 60)
        later(shown, 182 + 61)
        assert rung == [True, True], "once, not at every second"


async def test_the_countdown_is_there_again_after_a_restart(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(), size=(60, 18)) as shown:
        await shown.press("f11", "4", "enter")
        assert "Silent writing: 4:00 left" in shown.said("#room")
        opened = shown.app.desk.opened
        again = OpenWorkshop(opened.store, opened.id, opened.clock)
        shown.app.desk.opened = again
        later(shown, 61)
        assert "Silent writing: 2:59 left" in shown.said("#room")
        await shown.press("f11", "3")
        assert not shown.screen.query_one("#room").display


async def test_an_own_note_is_kept_as_it_is_typed(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        await shown.press("ctrl+k")
        await shown.type("Jonas speaks first;")
        await shown.type("ask Anna", enter=False)
        dialog = shown.app.screen
        assert isinstance(dialog, NoteDialog)
        await dialog._keep_draft()  # pyright: ignore[reportPrivateUsage]
        drafts = await shown.app.desk.opened.drafts()
        assert drafts[f"S1:{PLACE}"] == "Jonas speaks first;\nask Anna"
        await shown.press("ctrl+k")
        assert shown.app.screen is shown.screen
        assert note_of(shown.state, "S1") == "Jonas speaks first;\nask Anna"
        assert f"S1:{PLACE}" not in await shown.app.desk.opened.drafts()
        entries = await shown.app.desk.opened.history()
        assert "Jonas" not in " ".join(entry.label for entry in entries)
        assert "Jonas speaks" not in shown.text()


async def test_a_note_half_typed_when_the_power_went_is_taken_up_again(tmp_path: Path) -> None:
    row = Answer(workshop_id="w", form="private:note", subject="S1", field="text", text="old")
    async with showing(tmp_path, "S1", bare(row)) as shown:
        shown.app.desk.drafts[f"S1:{PLACE}"] = "old and new"
        await shown.press("ctrl+k")
        assert shown.app.screen.query_one(TextArea).text == "old and new"
        await shown.press("escape")
        assert note_of(shown.state, "S1") == "old and new"
        await shown.press("ctrl+k", *["backspace"] * 11, "escape")
        assert note_of(shown.state, "S1") == ""
        assert not [row for row in shown.state.rows(Answer) if row.form == "private:note"]


async def test_a_break_at_once_comes_before_the_stage_it_interrupts(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        await shown.screen.enter(next(s for s in shown.state.stages if s.key == "S1"))
        later(shown, 600)
        shown.screen.do_clock_break()
        await shown.settle()
        await shown.press("7", "enter")
        stage = shown.state.stage
        assert stage is not None
        assert (stage.kind, stage.minutes, stage.state) == ("break", 7, "active")
        await shown.press("ctrl+n")
        back = shown.state.find(Stage, "S1")
        assert back is not None
        assert (back.state, back.elapsed) == ("active", 600)
