"""Undo, redo and history across stages, restarts and two windows on one session."""

import asyncio
from contextlib import suppress

import pytest

from facilitator.model import MEMBERS, Action, Card, Decision, Workshop
from facilitator.store.store import Store
from facilitator.workshop.actions import add_action
from facilitator.workshop.agreement import vote_action
from facilitator.workshop.capture import capture_lines
from facilitator.workshop.cards import add_card, card_by_ref, delete_card, edit_card
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.state import State


def everything(state: State) -> dict[str, dict]:
    """Every row of a state as plain values, by table and id."""
    rows = {
        str(kind.__tablename__): {r.id: r.plain() for r in state.rows(kind)} for kind in MEMBERS
    }
    return rows | {"workshop": {state.workshop.id: state.workshop.plain()}}


def texts(opened: OpenWorkshop) -> list[str]:
    return [card.text for card in opened.state.rows(Card)]


async def enter(opened: OpenWorkshop, key: str) -> None:
    await opened.run(go_to, next(each.id for each in opened.state.stages if each.key == key))


async def play(opened: OpenWorkshop) -> list[dict]:
    """Work in four stages; returns the picture before each step and after the last."""
    pictures = [everything(opened.state)]

    async def step(command, *args, **values) -> None:
        await opened.run(command, *args, **values)
        pictures.append(everything(opened.state))

    await enter(opened, "S1")
    pictures[0] = everything(opened.state)
    await step(capture_lines, ["One // seen", "w: Two", "! Three"], "S1", "S")
    await step(add_card, "S1", "O", "Four")
    await step(edit_card, card_by_ref(opened.state, "S1").id, text="One, said better")
    await enter(opened, "S9")
    pictures.append(everything(opened.state))
    await step(add_action, "Call 17 sites", owner_id="PN", deadline="fri", sources="S1 O1")
    await step(vote_action, "A01", "JW", 4)
    await step(delete_card, card_by_ref(opened.state, "O1").id)
    return pictures


async def test_everything_is_taken_back_and_done_again_step_by_step(session):
    pictures = await play(session)
    for picture in reversed(pictures[:-1]):
        assert await session.undo()
        assert everything(session.state) == picture
    for picture in pictures[1:]:
        assert await session.redo()
        assert everything(session.state) == picture
    assert await session.redo() == ""


async def test_undo_goes_on_after_a_restart_and_the_database_agrees(store, clock, session):
    pictures = await play(session)
    await session.undo()
    again = OpenWorkshop(store, session.id, clock)
    assert everything(again.state) == pictures[-2]
    assert await again.redo()
    assert everything(again.state) == pictures[-1]
    for picture in reversed(pictures[:-1]):
        assert await again.undo()
        third = OpenWorkshop(store, session.id, clock)
        assert everything(third.state) == everything(again.state) == picture


async def test_undo_goes_on_when_the_store_was_closed_and_opened(tmp_path, places, clock, session):
    pictures = await play(session)
    session.store.close()
    with Store(tmp_path / "sessions.db", places) as store:
        again = await Library(store, clock).open(session.id)
        assert everything(again.state) == pictures[-1]
        assert await again.undo() == "O1 deleted"
        assert everything(again.state) == pictures[-2]


async def test_doing_something_else_drops_what_could_be_done_again(session):
    await session.run(add_card, "S1", "S", "one")
    await session.undo()
    await session.run(add_card, "S1", "S", "two")
    assert await session.redo() == ""
    assert texts(session) == ["two"]


async def test_undo_stops_at_the_creation(library, session):
    for _ in range(100):
        if not await session.undo():
            break
    assert session.state.find(Workshop, session.id) is not None
    assert (await library.open(session.id)).state.workshop.id == session.id


async def test_history_says_what_was_done_by_whom_in_which_stage(session):
    await enter(session, "S1")
    await session.run(add_card, "S1", "S", "one")
    await session.run(add_decision, "Go on")
    await session.undo()
    last = [(entry.label, entry.who, entry.stage_key) for entry in await session.history()][-3:]
    assert last == [
        ("S1 added", "MZ", "S1"),
        ("D1 decided", "MZ", "S1"),
        ("Taken back: D1 decided", "MZ", "S1"),
    ]
    assert [entry.seq for entry in await session.history()] == list(
        range(1, session.state.head + 1)
    )


async def test_a_refused_command_leaves_no_trace(store, clock, session):
    await session.run(add_card, "S1", "S", "one")
    before, length = session.state, len(await session.history())
    for command, args in (
        (add_card, ("S1", "S", "")),
        (capture_lines, (["two", "three", "@xx four"], "S1", "S")),
        (add_action, ("Call", "too", "many")),
    ):
        with pytest.raises((Refused, TypeError)):
            await session.run(command, *args)
    assert session.state is before
    assert len(await session.history()) == length
    assert everything(OpenWorkshop(store, session.id, clock).state) == everything(before)
    assert await session.undo() == "S1 added"


async def test_a_command_that_changes_nothing_leaves_no_entry(session):
    card = await session.run(add_card, "S1", "S", "one")
    length = len(await session.history())
    await session.run(edit_card, card.id, text="one")
    assert len(await session.history()) == length


# -- two windows ---------------------------------------------------------------------------------


@pytest.fixture
def other(store: Store, clock, session: OpenWorkshop) -> OpenWorkshop:
    return OpenWorkshop(store, session.id, clock)


async def test_two_windows_lose_nothing(session, other):
    for number in range(10):
        await session.run(add_card, "S1", "S", f"left {number}")
        await other.run(add_card, "S1", "S", f"right {number}")
    await session.catch_up()
    assert everything(session.state) == everything(other.state)
    cards = session.state.rows(Card)
    assert len({card.ref for card in cards}) == len(cards) == 20
    assert len({card.position for card in cards}) == 20


async def test_two_windows_at_the_same_moment_lose_nothing(store, clock, session, other):
    async def many(opened: OpenWorkshop, name: str) -> None:
        for number in range(10):
            done = False
            while not done:  # whoever is refused presses Enter again
                with suppress(Refused):
                    done = bool(await opened.run(add_action, f"{name} {number}"))

    await asyncio.gather(many(session, "left"), many(other, "right"))
    await session.catch_up()
    await other.catch_up()
    fresh = OpenWorkshop(store, session.id, clock)
    assert everything(session.state) == everything(other.state) == everything(fresh.state)
    refs = [action.ref for action in fresh.state.rows(Action)]
    assert sorted(refs) == [f"A{number:02d}" for number in range(1, 21)]


async def test_changing_what_the_other_window_deleted_is_refused(session, other):
    card = await session.run(add_card, "S1", "S", "one")
    await other.catch_up()
    await other.run(delete_card, card.id)
    with pytest.raises(Refused, match="not there any more"):
        await session.run(edit_card, card.id, text="two")
    assert texts(session) == []


async def test_each_window_takes_back_what_was_done_last_wherever_it_was(session, other):
    await session.run(add_card, "S1", "S", "one")
    await other.run(add_decision, "Go on")
    assert await session.undo() == "D1 decided"
    assert session.state.rows(Decision) == ()
    assert await other.undo() == "S1 added"
    await session.catch_up()
    assert texts(session) == texts(other) == []


async def test_commands_of_one_window_wait_for_each_other(session):
    await asyncio.gather(*(session.run(add_card, "S1", "S", str(n)) for n in range(10)))
    assert [card.ref for card in session.state.rows(Card)] == [f"S{n}" for n in range(1, 11)]


# -- drafts --------------------------------------------------------------------------------------


async def test_a_half_typed_line_is_there_after_a_restart_and_forgotten_when_empty(
    store, clock, session
):
    await session.keep_draft("S1/S", "Rivals leave d")
    assert await OpenWorkshop(store, session.id, clock).drafts() == {"S1/S": "Rivals leave d"}
    await session.keep_draft("S1/S", "")
    assert await session.drafts() == {}
