"""Any order of commands, undo, redo, crashes and copies (F11): the session is what it should be.

60 steps by default; FACILITATOR_STEPS=500 gives as many examples of 50 steps each.
"""

import asyncio
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from facilitator.model import Card, Participant
from facilitator.store.places import Places
from facilitator.store.rebuild import rebuild
from facilitator.store.store import Store
from facilitator.workshop.actions import add_action
from facilitator.workshop.cards import add_card, delete_card, edit_card
from facilitator.workshop.dots import give_dots
from facilitator.workshop.edit import Refused
from facilitator.workshop.exchange import import_document, to_document
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import Person, add_people
from tests.nasty import NASTY
from tests.store.sessions import begin, rows

EXAMPLES = int(os.environ.get("FACILITATOR_STEPS", "3"))

WORDS = st.text(min_size=1, max_size=60) | st.sampled_from(NASTY)

Cards = dict[str, str]


class Session(RuleBasedStateMachine):
    """The product beside a model of it: the cards there should be after each step."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.places = Places.under(Path(self.folder.name))
        self.store = Store(self.places.database, self.places)
        self.opened = OpenWorkshop(self.store, begin(self.store))
        self.do(add_people, [Person(name="Jonas Weber"), Person(name="Anna Berg")])
        self.cards: Cards = {}
        self.done: list[Cards] = [{}]
        self.undone: list[Cards] = []
        self.drafts: dict[str, str] = {}

    def do(self, command: Any, *args: Any, **named: Any) -> Any:
        return asyncio.run(self.opened.run(command, *args, **named))

    def said(self, cards: Cards) -> None:
        """A command went through that leaves these cards."""
        self.done.append(self.cards)
        self.undone.clear()
        self.cards = cards

    @rule(words=WORDS)
    def add(self, words: str) -> None:
        try:
            card = self.do(add_card, "S1", "S", words)
        except Refused:
            return
        self.said(self.cards | {card.id: card.text})

    @precondition(lambda self: self.cards)
    @rule(words=WORDS, data=st.data())
    def reword(self, words: str, data: Any) -> None:
        key = data.draw(st.sampled_from(sorted(self.cards)))
        head = self.opened.state.head
        try:
            card = self.do(edit_card, key, text=words)
        except Refused:
            return
        if self.opened.state.head > head:
            self.said(self.cards | {key: card.text})

    @precondition(lambda self: self.cards)
    @rule(data=st.data())
    def delete(self, data: Any) -> None:
        key = data.draw(st.sampled_from(sorted(self.cards)))
        self.do(delete_card, key)
        self.said({other: words for other, words in self.cards.items() if other != key})

    @precondition(lambda self: self.cards)
    @rule(data=st.data())
    def vote(self, data: Any) -> None:
        key = data.draw(st.sampled_from(sorted(self.cards)))
        person = data.draw(st.sampled_from(self.opened.state.rows(Participant)))
        head = self.opened.state.head
        try:
            self.do(give_dots, person.id, key, 1, 3)
        except Refused:
            return
        if self.opened.state.head > head:
            self.said(self.cards)

    @rule(words=WORDS)
    def promise(self, words: str) -> None:
        try:
            self.do(add_action, words)
        except Refused:
            return
        self.said(self.cards)

    @rule()
    def undo(self) -> None:
        told = asyncio.run(self.opened.undo())
        if self.done[1:]:
            assert told
            self.undone.append(self.cards)
            self.cards = self.done.pop()
        elif told:  # the people of the beginning
            asyncio.run(self.opened.redo())
            self.undone.clear()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        assert asyncio.run(self.opened.redo())
        self.done.append(self.cards)
        self.cards = self.undone.pop()

    @rule(place=st.sampled_from(["S1", "S2"]), words=st.text("abc żó", max_size=9))
    def type_half_a_line(self, place: str, words: str) -> None:
        asyncio.run(self.opened.keep_draft(place, words))
        self.drafts[place] = words

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.come_back()

    @rule()
    def crash(self) -> None:
        """All that the program held in memory is gone; nothing was closed."""
        self.store._writer.close()
        self.store._copier._thread.close()
        self.store._writing.dispose()
        self.come_back()

    @rule()
    def come_back_from_the_second_copy(self) -> None:
        self.store.close()
        self.places.database.unlink()
        rebuild(self.places, None, self.places.database)
        self.drafts.clear()
        self.come_back()

    def come_back(self) -> None:
        key = self.opened.id
        self.store = Store(self.places.database, self.places)
        self.opened = OpenWorkshop(self.store, key)
        self.store.record_missing(key).result()

    @rule()
    def export_and_import(self) -> None:
        document = to_document(self.opened.state, self.store.entries(self.opened.id))
        with tempfile.TemporaryDirectory() as elsewhere:
            places = Places.under(Path(elsewhere))
            with Store(places.database, places) as other:
                taken = import_document(other, json.dumps(document))
                assert rows(other, taken.workshop_id) == rows(self.store, self.opened.id)
                told = to_document(
                    OpenWorkshop(other, taken.workshop_id).state,
                    other.entries(taken.workshop_id),
                )
                assert told == document

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "opened"):
            return
        assert {row.id: row.text for row in self.opened.state.rows(Card)} == self.cards
        stored = self.store.contents(self.opened.id)
        assert {r.id: r.text for r in stored.members if isinstance(r, Card)} == self.cards
        assert stored.head == self.opened.state.head
        kept = asyncio.run(self.opened.drafts())
        assert kept == {place: words for place, words in self.drafts.items() if words}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            entries = self.store.entries(self.opened.id)
            self.store.record_missing(self.opened.id).result()
            recorded = self.store.recorder.entries(self.opened.id)
            assert [each.plain() for each in recorded] == [each.plain() for each in entries]
            self.store.close()
            self.folder.cleanup()


TestSession = Session.TestCase
TestSession.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=50 if EXAMPLES > 10 else 20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=EXAMPLES <= 10,
)
