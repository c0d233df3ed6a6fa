"""A session as large as one may be opens, shows its boards and plan, and takes what is typed."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from facilitator.model import Action, Card, Participant
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop import limits
from facilitator.workshop.actions import add_action
from facilitator.workshop.agreement import reopen_plan
from facilitator.workshop.cards import NewCard, add_cards
from facilitator.workshop.edit import Edit
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import Person, add_people
from tests.screens.program import demo_in, running
from tests.screens.waiting import wait_until


def left(edit: Edit, kind: type, most: int) -> int:
    return most - len(edit.state.rows(kind))


def fill(edit: Edit) -> None:
    """All but one of the cards, all of the actions and people."""
    reopen_plan(edit)
    people = left(edit, Participant, limits.PEOPLE)
    add_people(edit, [Person(f"Person {n}", initials=f"Q{n}") for n in range(people)])
    cards = [NewCard("SWOT"[n % 4], f"card {n}") for n in range(left(edit, Card, limits.CARDS) - 1)]
    add_cards(edit, "S1", cards)
    for number in range(left(edit, Action, limits.ACTIONS)):
        add_action(edit, f"action {number}")


async def test_a_session_as_large_as_one_may_be(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    places = Places.under(await demo_in(tmp_path))
    with Store(places.database, places) as store:
        opened = OpenWorkshop(store, store.summaries()[0].id)
        await opened.run(fill)
    seconds: dict[str, float] = {}
    begun = monotonic()

    def took(what: str) -> None:
        nonlocal begun
        seconds[what] = round(monotonic() - begun, 2)
        begun = monotonic()

    async with running(tmp_path, reference="1", stage_key="S1") as program:
        took("opened")
        await program.enter("The last one")
        took("entered")
        assert "The last one" in program.text("#body")
        assert len(program.state.rows(Card)) == limits.CARDS
        await program.enter("One too many")
        took("refused")
        assert "up to 10,000 cards" in program.told and program.line.draft() == "One too many"
        await program.press("ctrl+u", "escape")
        for key in ("down", "end", "pageup", "home"):
            await program.press(key)
        took("moved 4 times")
        await program.go("S9")
        took("plan")
        await wait_until(lambda: "A01" in program.text("#body"))
        await program.enter("One action too many")
        took("refused there")
        assert "up to 2,000 actions" in program.told
        await program.press("ctrl+u", "escape", "end")
        took("end of the plan")
        await program.press("ctrl+f")
        await program.paste("card 9000")
        await wait_until(lambda: "1 found" in program.text("#find-title"))
        took("found")
        await program.press("escape")
    # Noted, not judged: how long it takes says how busy the machine is.
    record_property("seconds", seconds)
    print(seconds)
