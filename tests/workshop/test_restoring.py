"""Bringing back what was deleted: the same reference, what hung on it, nothing of today undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.model import Action, Ballot, Card, Decision, Goal, Parked, Vote
from facilitator.store.entry import Entry
from facilitator.words.language import use
from facilitator.workshop.actions import change_action, delete_action
from facilitator.workshop.agreement import reopen_plan
from facilitator.workshop.cards import add_card, delete_card, edit_card
from facilitator.workshop.decisions import delete_decision
from facilitator.workshop.edit import Refused
from facilitator.workshop.goals import delete_goal
from facilitator.workshop.notes import write_note
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.parking import delete_parked
from facilitator.workshop.past import Past
from facilitator.workshop.restoring import ITEMS, removed, restore
from facilitator.workshop.state import State
from facilitator.workshop.telling import HIDDEN, told
from tests.templates import demo_opened


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenWorkshop]:
    with demo_opened(tmp_path) as opened:
        yield opened


async def last(opened: OpenWorkshop) -> Entry:
    return (await opened.history())[-1]


def rows(state: State) -> dict[str, list[dict[str, object]]]:
    kinds = (*ITEMS, Ballot, Vote)
    return {
        kind.__name__: sorted((row.plain() for row in state.rows(kind)), key=lambda row: row["id"])
        for kind in kinds
    }


DELETIONS = (
    (Card, delete_card),
    (Action, delete_action),
    (Goal, delete_goal),
    (Decision, delete_decision),
    (Parked, delete_parked),
)


@pytest.mark.parametrize(("kind", "delete"), DELETIONS, ids=lambda each: each.__name__)
async def test_everything_that_went_comes_back_as_it_was(
    opened: OpenWorkshop, kind: type, delete: object
) -> None:
    await opened.run(reopen_plan, "to see")
    before, row = rows(opened.state), opened.state.rows(kind)[0]
    await opened.run(delete, row.id)  # type: ignore[arg-type]
    entry = await last(opened)
    assert rows(opened.state) != before
    await opened.run(add_card, board="S1", section="S", text="Said since then")
    assert await opened.run(restore, entry.changes) == [row.ref]
    assert (await last(opened)).label == f"{row.ref} brought back"
    for card in opened.state.rows(Card):
        if card.text == "Said since then":
            await opened.run(delete_card, card.id)
    assert rows(opened.state) == before
    # It is there: a second time there is nothing to bring back.
    with pytest.raises(Refused, match="nothing to bring back"):
        await opened.run(restore, entry.changes)


async def test_bringing_back_is_a_change_like_any_other(opened: OpenWorkshop) -> None:
    card = opened.state.rows(Card)[0]
    await opened.run(delete_card, card.id)
    entry = await last(opened)
    await opened.run(restore, entry.changes)
    assert await opened.undo() == f"{card.ref} brought back"
    assert opened.state.find(Card, card.id) is None
    await opened.redo()
    assert opened.state.find(Card, card.id) is not None


async def test_what_was_changed_since_stays_and_no_reference_is_given_twice(
    opened: OpenWorkshop,
) -> None:
    await opened.run(add_card, board="S1", section="S", text="Taken back at once")
    added = next(card for card in opened.state.rows(Card) if card.text == "Taken back at once")
    await opened.undo()
    gone = await last(opened)
    assert [row.id for row in removed(gone.changes, opened.state)] == [added.id]
    await opened.run(restore, gone.changes)
    await opened.run(add_card, board="S1", section="S", text="The next one")
    new = next(card for card in opened.state.rows(Card) if card.text == "The next one")
    assert new.ref != added.ref
    # The reference went to another card meanwhile: nothing is brought back under it.
    await opened.run(delete_card, new.id)
    deleted = await last(opened)
    await opened.run(edit_card, added.id, text="Reworded since")
    other = added.with_changes({"id": "x" * 32, "ref": new.ref})
    await opened.run(lambda edit: edit.add(other) and None)
    with pytest.raises(Refused, match=f"{new.ref} is something else by now"):
        await opened.run(restore, deleted.changes)


async def test_the_past_is_what_it_was_whichever_way_one_comes_there(opened: OpenWorkshop) -> None:
    entries = await opened.history()
    past = Past(opened, entries, len(entries) - 1)
    assert rows(past.state) == rows(opened.state)
    middle = len(entries) // 2
    assert past.go(middle)
    there = Past(opened, entries, middle)
    assert rows(past.state) == rows(there.state)
    assert past.state.workshop.plain() == there.state.workshop.plain()
    assert past.state.head == entries[middle].seq
    past.go(0)
    assert not past.state.rows(Card) and not past.go(-5)
    past.go(10**6)
    assert rows(past.state) == rows(opened.state)
    assert past.clock.now().isoformat() == entries[-1].at
    with pytest.raises(Refused, match="only shows"):
        await past.run(delete_card, opened.state.rows(Card)[0].id)


async def test_an_entry_is_told_in_full_and_what_is_private_is_not(opened: OpenWorkshop) -> None:
    card = next(each for each in opened.state.rows(Card) if each.ref == "S1" and each.board == "S1")
    before = opened.state
    await opened.run(edit_card, card.id, text="Designs ready in 5 days")
    (row,) = told(await last(opened), before, opened.state)
    assert (row.kind, row.name, row.happened) == ("Card", "S1", "changed")
    assert row.values == (f"text: {card.text} → Designs ready in 5 days",)
    before = opened.state
    await opened.run(delete_card, card.id)
    rows_told = told(await last(opened), before, opened.state)
    assert any("text: Designs ready in 5 days" in each.values for each in rows_told)
    assert not any(card.id in value for each in rows_told for value in each.values)
    before = opened.state
    await opened.run(write_note, opened.state.stages[0].id, "My secret")
    (row,) = told(await last(opened), before, opened.state)
    assert f"text: {HIDDEN}" in row.values and "secret" not in str(row.values)


async def test_an_entry_is_told_in_the_language_of_the_screen_and_codes_by_their_words(
    opened: OpenWorkshop,
) -> None:
    await opened.run(reopen_plan)
    action = opened.state.rows(Action)[0]
    before = opened.state
    await opened.run(change_action, action.id, status="blocked", cost="1200")
    use("pl")
    try:
        (row, *_rest) = told(await last(opened), before, opened.state)
    finally:
        use("en")
    assert row.happened == "zmieniono"
    assert "status: otwarte → zablokowane" in row.values
    cost = next(each for each in row.values if each.startswith("koszt: "))
    assert cost.endswith(" → 1\u00a0200\u00a0EUR")
