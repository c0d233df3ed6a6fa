"""A document that is wrong: a sentence with the place and what to do, and nothing taken in."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from exports import json_document
from facilitator.agenda import ready_agenda
from facilitator.model import type_of
from facilitator.store.places import Places
from facilitator.store.store import NotSaved, Store
from facilitator.workshop.cards import NewCard, add_cards, edit_card
from facilitator.workshop.dots import give_dots
from facilitator.workshop.exchange import VERSION, import_document
from facilitator.workshop.exchange.problems import NotTaken
from facilitator.workshop.exchange.rows import ELSEWHERE, POINTERS, UNIQUE
from facilitator.workshop.library import Library
from facilitator.workshop.setup import Person, add_channel, add_people
from tests.templates import fresh_store

Document = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_store(tmp_path / "sessions.db", Places.under(tmp_path)) as store:
        yield store


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("source")
    with Store(root / "sessions.db", Places.under(root)) as source:

        async def make() -> str:
            opened = await Library(source).create(ready_agenda("full_day"), title="Session")
            await opened.run(add_channel, "Corporate")
            people = [Person("Anna Berg", "AB", channel="Corporate"), Person("Jonas Weber", "JW")]
            await opened.run(add_people, people)
            cards = await opened.run(
                add_cards, "S1", [NewCard("S", "first"), NewCard("W", "second")]
            )
            await opened.run(edit_card, cards[0].id, text="first, reworded")
            await opened.run(give_dots, "AB", cards[1].id)
            await opened.undo()
            await opened.redo()
            return json_document.render(opened.state, source.entries(opened.id))

        return asyncio.run(make())


@pytest.fixture
def document(exported: str) -> Document:
    return json.loads(exported)


def refuse(store: Store, content: Document | str | bytes, *parts: str, copy: bool = False) -> None:
    text = json.dumps(content) if isinstance(content, dict) else content
    with pytest.raises(NotTaken) as refused:
        import_document(store, text, copy=copy)
    sentence = refused.value.sentence
    assert sentence.startswith("Nothing was imported: ")
    assert sentence.endswith((".", "”."))
    assert [part for part in parts if part not in sentence] == [], sentence
    assert store.summaries() == []


def test_the_document_itself_is_fine(store: Store, exported: str) -> None:
    assert import_document(store, exported.encode()).number == 1
    assert import_document(store, "\ufeff" + exported, copy=True).number == 2


def test_what_is_not_json_is_told_with_line_and_column(store: Store) -> None:
    refuse(store, '{\n  "format": oops\n}', "not JSON", "Line 2, column 13")
    refuse(store, "", "Line 1, column 1")
    refuse(store, b'{"a": "\xff"}', "byte 8 is not UTF-8")
    refuse(store, "[" * 100_000, "nested too deeply")
    refuse(store, '{"a": NaN}', "NaN is not a number")
    refuse(store, '{"a": 1, "a": 2}', "“a” stands twice")
    refuse(store, '{"a": ' + "9" * 5_000 + "}", "thousands of digits")


def test_another_format_and_a_newer_version_are_refused(store: Store, document: Document) -> None:
    refuse(store, "[]", "not an exported session")
    refuse(store, document | {"format": "else"}, "not an exported session")
    refuse(
        store,
        document | {"version": VERSION + 1},
        "newer program",
        f"version {VERSION + 1}",
        "Update facilitator",
    )
    refuse(store, document | {"version": "1"}, "“version”")
    refuse(store, document | {"more": 1}, "“more”", "is not known")


def in_card(field: str, value: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        document["tables"]["card"][0][field] = value

    return change


def drop(*path: str | int) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        part: Any = document
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]

    return change


def put(value: Any, *path: str | int) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        part: Any = document
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (drop("session"), ["“session”"]),
        (put([], "session"), ["“session”"]),
        (put([], "tables"), ["“tables”"]),
        (put([], "tables", "song"), ["tables.song", "not a table"]),
        (put({}, "tables", "card"), ["tables.card", "list of rows"]),
        (put([1], "tables", "card"), ["tables.card[0]"]),
        (in_card("id", ""), ["tables.card[0].id"]),
        (in_card("id", 5), ["tables.card[0].id"]),
        (in_card("text", None), ["tables.card[0].text", "string"]),
        (in_card("position", "first"), ["tables.card[0].position", "integer"]),
        (in_card("position", 2**63), ["card[0].position", "too large"]),
        (in_card("position", 0.5), ["card[0].position", "not a whole number"]),
        (in_card("colour", "red"), ["tables.card[0].colour", "not a field"]),
        (in_card("workshop_id", "other"), ["card[0].workshop_id", "id of the session"]),
        (in_card("links", ["nowhere"]), ["links of card", "points at nowhere"]),
        (in_card("text", "x" * 100_001), ["card[0].text", "too long", "100,001"]),
        (put("soon", "session", "day"), ["session.day"]),
        (put("happy", "session", "state"), ["session.state", "draft"]),
        (put(7, "session", "number"), ["session.number", "not a field"]),
        (put({}, "tables", "stage", 0, "spec"), ["stage[0].spec", "does not describe a stage"]),
        (put("none", "tables", "participant", 0, "channel_id"), ["channel_id of participant"]),
        (in_card("ref", "W1"), ["tables.card", "same ref"]),
        (put("JW", "tables", "participant", 0, "initials"), ["participant", "same initials"]),
        (put("none", "tables", "ballot", 0, "card_id"), ["card_id of ballot", "no such card"]),
        (drop("tables", "card", 0), ["card_id of ballot"]),
    ],
)
def test_rows_that_are_wrong_are_told_with_their_place(
    store: Store, document: Document, change: Callable[[Document], None], parts: list[str]
) -> None:
    if parts == ["card_id of ballot"]:
        document["tables"]["card"].reverse()  # the ballot is about the second card
    change(document)
    refuse(store, document | {"journal": []}, *parts)


def test_two_rows_of_one_id_are_refused(store: Store, document: Document) -> None:
    cards = document["tables"]["card"]
    cards[1]["id"] = cards[0]["id"]
    refuse(store, document | {"journal": []}, "is used by two rows")


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (put({}, "journal"), ["“journal”"]),
        (put([1], "journal"), ["journal[0]", "not an entry"]),
        (drop("journal", 0), ["journal[0]", "does not follow"]),
        (drop("journal", 2), ["journal[2]", "does not follow"]),
        (drop("journal", 1, "at"), ["journal[1]", "not an entry"]),
        (put("sing", "journal", 1, "kind"), ["journal[1]", "not an entry"]),
        (put("song", "journal", 1, "changes", 0, "table"), ["journal[1]", "not a row"]),
        (put("other", "journal", 1, "changes", 0, "key"), ["journal[1]"]),
        (in_card("text", "by hand"), ["the card", "not what the journal says", "empty the list"]),
        (drop("tables", "ballot", 0), ["the ballot", "not what the journal says"]),
        (put("gone", "journal", -1, "target"), ["takes back an entry that is not there"]),
    ],
)
def test_a_history_that_does_not_fit_is_refused(
    store: Store, document: Document, change: Callable[[Document], None], parts: list[str]
) -> None:
    change(document)
    refuse(store, document, *parts)


def test_a_changed_past_is_noticed(store: Store, document: Document) -> None:
    reworded = next(e for e in document["journal"] if e["verb"] == "edit_card")
    reworded["changes"][0]["before"]["text"] = "something else"
    refuse(store, document, "does not fit the entries before it")
    reworded["changes"][0]["before"] = {"text": True}
    refuse(store, document, "does not fit the entries before it")


def test_the_same_rows_under_another_session_are_refused_whole(
    store: Store, exported: str, document: Document
) -> None:
    import_document(store, exported)
    old, new = document["session"]["id"], "f" * 32
    with pytest.raises(NotTaken, match=r"under another session\. Import it as a copy"):
        import_document(store, exported.replace(old, new))
    other = json.loads(exported.replace(old, new)) | {"journal": []}
    with pytest.raises(NotTaken, match=r"under another session\. Import it as a copy"):
        import_document(store, json.dumps(other))
    assert [each.id for each in store.summaries()] == [old]
    assert import_document(store, json.dumps(other), copy=True).number == 2


def test_a_full_disk_leaves_nothing_behind(
    store: Store, exported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> int:
        raise NotSaved("This could not be saved: the disk is full.")

    monkeypatch.setattr(store, "replay", full)
    with pytest.raises(NotSaved, match="disk is full"):
        import_document(store, exported)
    assert store.summaries() == []


def test_the_rules_are_those_of_the_tables() -> None:
    from sqlalchemy import UniqueConstraint

    found: dict[str, tuple[str, ...]] = {}
    for name in type_of:
        for rule in SQLModel.metadata.tables[name].constraints:
            if isinstance(rule, UniqueConstraint):
                found[name] = tuple(c.name for c in rule.columns if c.name != "workshop_id")
    assert found == UNIQUE
    ids = {
        field
        for kind in type_of.values()
        for field in kind.model_fields
        if field.endswith("_id") and field not in ("workshop_id", "agenda_id", "target_id")
    }
    assert ids - ELSEWHERE <= POINTERS.keys()
    assert ids >= ELSEWHERE
