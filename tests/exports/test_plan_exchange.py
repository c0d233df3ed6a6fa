"""Plans as documents: they come back byte for byte, as a copy too, and old journals are read."""

import json
from pathlib import Path

import pytest

from exports.json_document import render
from facilitator.model import Action, Record
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.actions import add_action
from facilitator.workshop.exchange import import_document
from facilitator.workshop.library import Library
from facilitator.workshop.records import add_record, change_record, delete_record
from facilitator.workshop.setup import Person, add_channel, add_people
from tests.workshop.plan_parts import growth


@pytest.fixture
async def document(tmp_path: Path) -> str:
    """A plan made from a session, with rows of its own, one changed and one deleted."""
    places = Places.under(tmp_path / "here")
    with Store(tmp_path / "here.db", places) as store:
        library = Library(store)
        session = await library.create(growth(), "Strategy")
        await session.run(add_people, [Person("Anna Berg")])
        await session.run(add_action, "Hire")
        plan = await library.derive(session.id, growth())
        await plan.run(add_channel, "Export")
        await plan.run(add_record, "ways", "Win; new; AB; 12.50", channel="Export")
        await plan.run(add_record, "ways", "Grow")
        await plan.run(change_record, "ST1", share="50")
        await plan.run(delete_record, "ST2")
        await plan.undo()
        return render(plan.state, await plan.history())


async def test_a_plan_comes_back_byte_for_byte_with_its_history(
    tmp_path: Path, document: str
) -> None:
    with Store(tmp_path / "there.db", Places.under(tmp_path / "there")) as store:
        taken = import_document(store, document)
        opened = await Library(store).open(taken.workshop_id)
        assert render(opened.state, await opened.history()) == document
        assert (await Library(store).news_of_parent(opened)).sentence() == ""
        label = await opened.redo()
        assert label == "ST2 deleted"
        assert [row.ref for row in opened.state.rows(Record)] == ["ST1"]


async def test_a_copy_of_a_plan_points_within_itself(tmp_path: Path, document: str) -> None:
    with Store(tmp_path / "there.db", Places.under(tmp_path / "there")) as store:
        import_document(store, document)
        copy = await Library(store).open(import_document(store, document, copy=True).workshop_id)
        row = copy.state.rows(Record)[0]
        assert row.values["owner"] == copy.state.people[0].id
        original = json.loads(document)
        assert row.id != original["tables"]["record"][0]["id"]
        assert copy.state.workshop.parent_id == original["session"]["parent_id"]
        origin = original["tables"]["action"][0]["origin_id"]
        assert copy.state.rows(Action)[0].origin_id == origin


async def test_a_journal_from_before_plans_is_read(tmp_path: Path, document: str) -> None:
    """What a program wrote that knew neither plans nor their columns."""
    old = json.loads(document)
    later = {
        "workshop": (
            "kind",
            "parent_id",
            "parent_seq",
            "person",
            "period_first",
            "period_last",
            "version",
        ),
        "action": ("origin_id",),
    }
    plain = {
        "kind": "session",
        "parent_id": "",
        "parent_seq": 0,
        "person": "",
        "period_first": None,
        "period_last": None,
        "version": 1,
    }
    old["session"] |= plain
    for row in old["tables"]["action"]:
        row["origin_id"] = ""
    for entry in old["journal"]:
        for change in entry["changes"]:
            for side in ("before", "after"):
                for name in later.get(change["table"], ()):
                    (change[side] or {}).pop(name, None)
    with Store(tmp_path / "there.db", Places.under(tmp_path / "there")) as store:
        opened = await Library(store).open(import_document(store, json.dumps(old)).workshop_id)
        assert opened.state.workshop.kind == "session"
        assert opened.state.rows(Action)[0].origin_id == ""
