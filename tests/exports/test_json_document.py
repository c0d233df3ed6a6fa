"""The lossless export: taken in elsewhere it is the same session, byte for byte."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY

from exports import json_document
from facilitator.agenda import ready_agenda
from facilitator.model import MEMBERS, Card, type_of
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.words.text import clean
from facilitator.workshop.cards import NewCard, add_cards, delete_card, edit_card
from facilitator.workshop.exchange import VERSION, AlreadyHere, Imported, import_document
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.setup import Person, add_people, remove_person
from tests.templates import demo_opened, fresh_store

NOW = datetime(2027, 1, 14, 9, tzinfo=UTC)
TEXT = st.text(min_size=1, max_size=30) | st.sampled_from(NASTY)


def opened_store(root: Path) -> Store:
    return fresh_store(root / "sessions.db", Places.under(root))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path / "here") as store:
        yield store


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path / "there") as store:
        yield store


def told(store: Store, workshop_id: str) -> str:
    opened = OpenWorkshop(store, workshop_id)
    return json_document.render(opened.state, store.entries(workshop_id))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The worked example as it leaves its database, half of the last hour taken back."""
    with demo_opened(tmp_path_factory.mktemp("demo")) as opened:
        for _ in range(3):
            asyncio.run(opened.undo())
        asyncio.run(opened.redo())
        return told(opened.store, opened.id)


def test_export_import_export_is_the_same_to_the_byte(demo: str, there: Store) -> None:
    imported = import_document(there, demo)
    assert told(there, imported.workshop_id).encode() == demo.encode()
    assert imported.notices == ()


def test_the_layout_is_as_documented(demo: str) -> None:
    document = json.loads(demo)
    assert list(document) == ["format", "version", "session", "tables", "journal"]
    assert (document["format"], document["version"]) == ("facilitator-session", VERSION)
    assert list(document["tables"]) == [str(kind.__tablename__) for kind in MEMBERS]
    for name, rows in document["tables"].items():
        assert all(list(row) == list(type_of[name].model_fields) for row in rows)
    assert "number" not in document["session"]
    assert all(
        "number" not in (change[side] or {})
        for entry in document["journal"]
        for change in entry["changes"]
        for side in ("before", "after")
        if change["table"] == "workshop"
    )
    assert demo == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_undo_and_redo_work_on_after_the_import(demo: str, there: Store) -> None:
    workshop_id = import_document(there, demo).workshop_id
    opened = OpenWorkshop(there, workshop_id)
    assert there.redoable(workshop_id) is not None
    before = opened.state.rows(Card)
    steps = 0
    while asyncio.run(opened.undo()):
        steps += 1
        if steps == 40:
            break
    assert opened.state.rows(Card) == before
    for _ in range(steps):
        assert asyncio.run(opened.redo())
    assert steps == 40
    again = OpenWorkshop(there, workshop_id)
    assert again.state.rows(Card) == opened.state.rows(Card)


def test_every_database_gives_its_own_number(demo: str, there: Store) -> None:
    asyncio.run(Library(there).create(ready_agenda("half_day"), title="First"))
    imported = import_document(there, demo)
    assert imported.number == 2
    assert there.contents(imported.workshop_id).workshop.number == 2


def test_a_session_that_is_here_is_not_taken_in_again(demo: str, there: Store) -> None:
    imported = import_document(there, demo)
    with pytest.raises(AlreadyHere, match=r"here already: 1 Sales audit.*as a copy to have both"):
        import_document(there, demo)
    asyncio.run(Library(there).set_deleted(imported.workshop_id, True))
    with pytest.raises(AlreadyHere, match=r"\(deleted\)"):
        import_document(there, demo)
    assert len(there.summaries()) == 1


def test_a_copy_has_new_ids_everywhere_and_its_own_history(demo: str, there: Store) -> None:
    first = import_document(there, demo)
    copy = import_document(there, demo, copy=True)
    assert copy.number == first.number + 1
    original, copied = json.loads(demo), json.loads(told(there, copy.workshop_id))
    old_ids = ids_of(original)
    assert not old_ids & ids_of(copied)
    text = json.dumps(copied)
    assert [each for each in old_ids if each in text] == []
    assert shape(original) == shape(copied)
    assert len(copied["journal"]) == len(original["journal"])
    opened = OpenWorkshop(there, copy.workshop_id)
    assert asyncio.run(opened.undo()) != ""
    assert told(there, first.workshop_id) == demo


def ids_of(document: dict[str, Any]) -> set[str]:
    rows = [document["session"], *document["journal"], *chain(*document["tables"].values())]
    return {row["id"] for row in rows}


def shape(document: dict[str, Any]) -> Any:
    """The document with every id replaced by the place it first stands at."""
    places: dict[str, str] = {}
    known = ids_of(document)
    known |= {change["key"] for entry in document["journal"] for change in entry["changes"]}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: walk(each) for name, each in value.items()}
        if isinstance(value, list):
            return [walk(each) for each in value]
        return places.setdefault(value, f"#{len(places)}") if value in known else value

    return walk(document)


def test_without_its_journal_it_is_taken_in_as_one_entry(demo: str, there: Store) -> None:
    document = json.loads(demo) | {"journal": []}
    imported = import_document(there, json.dumps(document), now=NOW)
    entries = there.entries(imported.workshop_id)
    assert [(entry.verb, entry.at) for entry in entries] == [("import", NOW.isoformat())]
    again = json.loads(told(there, imported.workshop_id))
    assert again["tables"] == document["tables"]
    assert again["session"] == document["session"]
    assert there.undoable(imported.workshop_id) is None


def test_a_removed_person_s_votes_do_not_stop_the_import(here: Store, there: Store) -> None:
    async def make() -> OpenWorkshop:
        opened = await Library(here).create(ready_agenda("full_day"), title="Session")
        people = await opened.run(add_people, [Person("Anna Berg"), Person("Jonas Weber")])
        cards = await opened.run(add_cards, "S1", [NewCard("S", "a"), NewCard("S", "b")])
        from facilitator.workshop.dots import give_dots

        await opened.run(give_dots, people[0].id, cards[0].id)
        await opened.run(remove_person, people[0].id)
        return opened

    opened = asyncio.run(make())
    document = told(here, opened.id)
    assert told(there, import_document(there, document).workshop_id) == document


def test_what_commands_keep_of_nasty_words_survives(here: Store, there: Store) -> None:
    async def make() -> OpenWorkshop:
        opened = await Library(here).create(ready_agenda("half_day"), title=NASTY[30])
        cards = [NewCard("S", f"{nasty}.", nasty, nasty[:30]) for nasty in NASTY]
        await opened.run(add_cards, "S1", cards)
        return opened

    document = told(here, asyncio.run(make()).id)
    imported = import_document(there, document)
    assert told(there, imported.workshop_id) == document
    cards = OpenWorkshop(there, imported.workshop_id).state.rows(Card)
    kept = [clean(f"{nasty}.", limit_graphemes=2_000).text.strip() for nasty in NASTY]
    assert [card.text for card in cards] == kept


def test_nasty_words_typed_into_the_file_come_in_clean_and_told(here: Store, there: Store) -> None:
    async def make() -> OpenWorkshop:
        opened = await Library(here).create(ready_agenda("half_day"), title="Session")
        await opened.run(add_cards, "S1", [NewCard("S", "first")])
        return opened

    document = json.loads(told(here, asyncio.run(make()).id)) | {"journal": []}
    card = document["tables"]["card"][0]
    document["tables"]["card"] = [
        card | {"id": f"{at:032x}", "ref": f"S{at}", "position": at, "text": nasty}
        for at, nasty in enumerate(NASTY)
    ]
    imported = import_document(there, json.dumps(document))
    policy = [clean(nasty, limit_graphemes=2_000, multiline=True) for nasty in NASTY]
    cards = OpenWorkshop(there, imported.workshop_id).state.rows(Card)
    assert [row.text for row in cards] == [each.text for each in policy]
    removed = {what for each in policy for what in each.removed}
    assert removed == {notice.partition(" (in ")[0] for notice in imported.notices}
    again = import_document(there, told(there, imported.workshop_id), copy=True)
    assert again.notices == ()


@pytest.fixture(scope="module")
def two_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    root = tmp_path_factory.mktemp("two")
    with opened_store(root / "a") as one, opened_store(root / "b") as other:
        yield one, other


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("SWOT"), TEXT, TEXT), min_size=1, max_size=6), st.data())
def test_any_session_survives(
    two_stores: tuple[Store, Store], cards: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    one, other = two_stores
    spoken = [NewCard(section, f"{text}!", evidence) for section, text, evidence in cards]

    async def make() -> OpenWorkshop:
        opened = await Library(one).create(ready_agenda("half_day"), day=date(2027, 1, 14))
        added = await opened.run(add_cards, "S1", spoken)
        await opened.run(edit_card, added[0].id, first_factor=data.draw(st.integers(1, 5)))
        await opened.run(delete_card, added[-1].id)
        for step in data.draw(st.lists(st.sampled_from("ur"), max_size=5)):
            await (opened.undo() if step == "u" else opened.redo())
        return opened

    opened = asyncio.run(make())
    document = told(one, opened.id)
    imported: Imported = import_document(other, document)
    assert told(other, imported.workshop_id) == document
    assert OpenWorkshop(other, imported.workshop_id).state.rows(Card) == opened.state.rows(Card)
