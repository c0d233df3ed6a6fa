"""The state: immutable, shares what was not touched, and keeps its order however it changes."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.model import Card, Workshop
from facilitator.store.entry import Change
from facilitator.workshop.state import FEW, State

HERE = Workshop(number=1)
KEYS = [f"card{n:02}" for n in range(12)]


def card(key: str, position: int, text: str = "") -> Card:
    return Card(
        id=key, workshop_id=HERE.id, board="S1", section="S", ref=key, text=text, position=position
    )


moves = st.lists(
    st.tuples(st.sampled_from(KEYS), st.integers(0, 5), st.booleans()), max_size=2 * FEW
)


@given(moves, st.booleans())
def test_a_mended_order_is_the_sorted_one(steps: list[tuple[str, int, bool]], seen: bool) -> None:
    state = State([HERE, *(card(key, at) for at, key in enumerate(KEYS[:6]))])
    changes: list[Change] = []
    alive = (
        {row.id: row for row in state.rows(Card)}
        if seen
        else {key: card(key, at) for at, key in enumerate(KEYS[:6])}
    )
    for key, position, removes in steps:
        if key not in alive:
            alive[key] = card(key, position)
            changes.append(Change("card", key, None, alive[key].plain()))
        elif removes:
            changes.append(Change("card", key, alive.pop(key).plain(), None))
        else:
            before = {"position": alive[key].position}
            alive[key] = alive[key].with_changes({"position": position})
            changes.append(Change("card", key, before, {"position": position}))
    after = state.after(changes)
    expected = sorted((row.position, row.id) for row in alive.values())
    assert [(row.position, row.id) for row in after.rows(Card)] == expected


def test_a_change_leaves_the_earlier_state_as_it_was() -> None:
    before = State([HERE, card("card00", 0, "first")])
    change = Change("card", "card00", {"text": "first"}, {"text": "second"})
    after = before.after([change], head=7)
    assert [row.text for row in before.rows(Card)] == ["first"]
    assert [row.text for row in after.rows(Card)] == ["second"]
    assert after.after([change.inverse()]).rows(Card)[0].text == "first"
    assert (before.head, after.head) == (0, 7)


def test_what_was_not_touched_is_shared() -> None:
    state = State([HERE, card("card00", 0)])
    rows = state.rows(Card)
    title = Change("workshop", HERE.id, {"title": ""}, {"title": "Sales 2027"})
    after = state.after([title])
    assert after.rows(Card) is rows
    assert after.workshop.title == "Sales 2027"
