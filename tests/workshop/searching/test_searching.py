"""Searching: folded words over all sessions, nothing private, and the place of every hit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.model import Card, Record, Stage
from facilitator.store.store import Store
from facilitator.store.texts import TABLES
from facilitator.words.folding import fold
from facilitator.words.language import speaking
from facilitator.workshop.cards import add_card
from facilitator.workshop.edit import Edit
from facilitator.workshop.forms import put_answer
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.searching.corpus import LONGEST, Corpus, folded
from facilitator.workshop.searching.whereabouts import whereabouts
from tests.nasty import NASTY
from tests.templates import put_demo


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    places = put_demo(tmp_path)
    with Store(places.database, places) as store:
        yield Library(store)


def corpus(library: Library) -> Corpus:
    return Corpus(library.store.texts(), library.summaries(archived=True))


def refs(library: Library, words: str) -> list[str]:
    return [hit.ref for group in corpus(library).find(words).groups for hit in group.hits]


async def demo(library: Library) -> OpenWorkshop:
    return await library.read(library.summaries()[-1].id)


async def test_all_words_are_found_whatever_their_case_and_accents(library: Library) -> None:
    opened = await demo(library)
    for text in ("Żółta łódź kosztuje", "Ёлка и свёрла", "ШКАФ straße"):
        await opened.run(add_card, board="S1", section="S", text=text)
    added = {card.text: card.ref for card in opened.state.rows(Card)}
    for words, text in (
        ("zolta LODZ", "Żółta łódź kosztuje"),
        ("kosztuje żółta", "Żółta łódź kosztuje"),
        ("елка сверл", "Ёлка и свёрла"),
        ("шкаф STRASSE", "ШКАФ straße"),
    ):
        assert refs(library, words) == [added[text]], words
    assert refs(library, added["ШКАФ straße"].lower()) == [added["ШКАФ straße"]]
    assert refs(library, "żółta nothing-like-it") == []
    assert refs(library, "   ") == []
    assert refs(library, "dealers own-brand") == ["T6"]
    assert "A08" in refs(library, "regional protection"), "measures and first steps, too"


async def test_results_are_grouped_by_session_newest_first_and_counted(library: Library) -> None:
    first = library.summaries()[0]
    other = await library.duplicate(first.id)
    await other.run(add_card, board="S1", section="S", text="Dealer of the copy")
    found = corpus(library).find("dealer")
    order = [each.id for each in library.summaries()]
    assert [group.session.id for group in found.groups] == order
    (copied,) = [group for group in found.groups if group.session.id == other.id]
    assert "Dealer of the copy" in [hit.text for hit in copied.hits]
    few = corpus(library).find("dealer", 2)
    assert (few.shown, few.total) == (2, found.total)
    await library.set_archived(first.id, True)
    assert len(corpus(library).find("dealer").groups) == 2
    await library.set_deleted(first.id, True)
    assert [group.session.id for group in corpus(library).find("dealer").groups] == [other.id]


async def test_what_is_private_is_not_found(library: Library) -> None:
    opened = await demo(library)

    def write(edit: Edit, form: str) -> None:
        put_answer(edit, form, "text", "Unspeakable words", "subject")

    for form in ("private:note", "room:turn", "personal_goal", "ticks"):
        await opened.run(write, form)
        assert refs(library, "unspeakable") == [], form
    await opened.run(write, "market")
    assert len(refs(library, "unspeakable")) == 1


async def test_every_hit_has_a_place_in_the_session_it_is_from(library: Library) -> None:
    opened = await demo(library)
    state = opened.state
    texts = library.store.texts()
    assert {text[1] for text in texts} <= set(TABLES)
    titles = {stage.id: stage.key for stage in state.stages}
    nowhere = []
    for _owner, table, _key, ref, place, _words in texts:
        found = whereabouts(state, table, ref, place)
        if found is None:
            nowhere.append((table, place))
        elif table == "card":
            assert (titles[found.stage_id], found.where) == (place, ref)
        elif table == "action":
            assert (titles[found.stage_id], found.where) == ("S9", ref)
        elif table == "answer":
            form = place.partition("|")[0]
            assert found.where.startswith(f"form:{form}/")
            assert state.find(Stage, found.stage_id) is not None
    # Two answers of the demo belong to forms its agenda shows on no page of their own.
    assert all(table == "answer" for table, _place in nowhere) and len(nowhere) <= 2


async def test_a_long_text_shows_the_words_that_were_found(library: Library) -> None:
    opened = await demo(library)
    long = "Beginning " + "and so on " * 60 + "needle " + "and on " * 60 + "end"
    await opened.run(add_card, board="S1", section="S", text=long)
    ((group,),) = [corpus(library).find("needle").groups]
    (hit,) = group.hits
    assert "needle" in hit.text
    assert len(hit.text) <= LONGEST + 2
    assert hit.text.startswith("…") and hit.text.endswith("…")


def test_folding_together_is_folding_one_by_one() -> None:
    texts = [text.replace("\x00", "") for text in NASTY] + ["Środę", "ё", "plain", ""]
    together = folded(texts)
    assert len(together) == len(texts)
    for text, spelled in zip(texts, together, strict=True):
        if all(ord(character) < 0x250 for character in text):
            assert fold(text) == " ".join(spelled.split())
    assert folded(["Plain", "ASCII"]) == ["plain", "ascii"]


async def test_ledger_rows_are_found_by_their_words_not_by_ids(library: Library) -> None:
    opened = await demo(library)

    def write(edit: Edit) -> Record:
        values = {"risk": "Zürich office closes", "owner": opened.state.people[0].id}
        return edit.add_last(
            Record(workshop_id=opened.id, ledger="risks", ref="RK1", values=values)
        )

    await opened.run(write)
    assert refs(library, "zurich") == ["RK1"]
    assert refs(library, opened.state.people[0].id[:12]) == []


async def test_fields_of_a_row_are_read_as_people_read_them(library: Library) -> None:
    opened = await demo(library)

    def write(edit: Edit) -> Record:
        values = {"text": "Retail rent", "kind": "one_time", "amount": "12.5", "share": ""}
        return edit.add_last(
            Record(workshop_id=opened.id, ledger="budget", ref="B1", values=values)
        )

    await opened.run(write)
    with speaking("ru"):
        ((group,), (hit,)) = _found(library, "retail rent")
        assert group == opened.state.workshop.number
        assert hit == "Retail rent · разовые · 12,5"


def _found(library: Library, words: str) -> tuple[list[int], list[str]]:
    groups = corpus(library).find(words).groups
    return [each.session.number for each in groups], [
        hit.text for each in groups for hit in each.hits
    ]
